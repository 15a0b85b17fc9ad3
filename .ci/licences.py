"""The licences of all installed dependencies: a table, and an error for one that does not go with ours.

usage: python .ci/licences.py requirements.lock TABLE.csv
"""

import csv
import re
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

COMPATIBLE = (
    r"MIT|BSD|0BSD|Apache|ISC|PSF|Python|MPL|Mozilla|Unlicense|Zlib|HPND|CC0|CC-BY|OFL|WTFPL|Public Domain|"
    r"LGPL|Lesser General Public|UPL|ZPL|CNRI|Historical Permission|FreeType|MIT-CMU|bzip2|BlueOak"
)
"""What may be used beside a program under the MIT licence, as long as it is not copied into it."""

READ = {"locate": "its LICENSE is the MIT licence; the classifier is wrong"}
"""Packages whose licence a person has read, with what was found."""


def main(lock: Path, table: Path) -> int:
    """Write the table; 1 when a licence is unknown or does not go with ours."""
    rows = sorted(read_rows(lock.read_text("utf-8")))
    table.parent.mkdir(parents=True, exist_ok=True)
    with table.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("package", "version", "licence"), *rows])
    doubtful = [
        row for row in rows if row[0] not in READ and not re.search(COMPATIBLE, row[2], re.IGNORECASE)
    ]
    for name, version, licence in doubtful:
        print(f"{name} {version}: {licence or 'no licence stated'}", file=sys.stderr)
    print(f"{len(rows)} packages, {len(doubtful)} with a licence to look into; the table is {table}")
    return 1 if doubtful else 0


def read_rows(lock: str) -> Iterator[tuple[str, str, str]]:
    """Name, version and licence of each package of the lock that is installed here."""
    for name in re.findall(r"^([A-Za-z0-9._-]+)==", lock, flags=re.MULTILINE):
        try:
            known = metadata.metadata(name)
        except metadata.PackageNotFoundError:
            continue
        yield name, known["Version"], read_licence(known)


def read_licence(known: metadata.PackageMetadata) -> str:
    """The licence that a package states: as an expression, by classifier, or in its own short words."""
    if "License-Expression" in known:
        return str(known["License-Expression"])
    classified = [
        text.rpartition(" :: ")[2]
        for text in known.get_all("Classifier") or []
        if text.startswith("License ::")
    ]
    named = [text for text in classified if text != "OSI Approved"]
    lines = str(known["License"] or "").strip().splitlines() if "License" in known else []
    return "; ".join(named) or (lines[0].strip() if lines else "")


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
