"""Write environment.yml, for conda and Binder users, from requirements.lock: the same pins without hashes."""

import re
import sys
from pathlib import Path

HEAD = """\
# Written from requirements.lock by `make environment`; do not edit.
name: corpus-tools
channels:
  - conda-forge
dependencies:
  - python=3.11
  - pip
  - pip:
"""


def read_pins(lock: str) -> list[str]:
    """The pins of a lock file with their markers, without hashes, in order."""
    lines = re.findall(r"^([A-Za-z0-9][^\\\n]*?)\s*\\?$", lock, flags=re.MULTILINE)
    return [" ".join(line.split()) for line in lines]


def write_environment(lock: str) -> str:
    """The text of environment.yml for the text of a lock file."""
    pins = [f'      - "{pin}"\n' for pin in read_pins(lock)]
    return HEAD + "".join(pins) + "      - -e .\n"


if __name__ == "__main__":
    Path(sys.argv[2]).write_text(write_environment(Path(sys.argv[1]).read_text("utf-8")), "utf-8")
