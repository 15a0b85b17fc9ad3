"""What is known against the dependencies, and whether the models are to the byte those recorded.

usage: PIP_AUDIT=COMMAND python .ci/audit.py requirements.lock

pip-audit says "no known vulnerabilities" also of packages that it could not look up; here a package that was
skipped is a failure, and so is a service that does not answer.
"""

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

from corpus_tools import lexicons
from corpus_tools.annotating.models import check_model, find_changed


def main(lock: Path) -> int:
    """Print a line for each finding; 1 when there is any."""
    findings = [*audit_models(), *audit_packages(lock)]
    for finding in findings:
        print(finding, file=sys.stderr)
    print(f"audit: {len(findings)} findings")
    return 1 if findings else 0


def audit_models() -> list[str]:
    """The files of models that are not as recorded, by every byte."""
    names = sorted(lexicons.load("models"))
    for name in names:
        check_model(name)
    return [f"{name}: {path} is not as recorded" for name in names for path in find_changed(name, full=True)]


def audit_packages(lock: Path) -> list[str]:
    """The known vulnerabilities of the locked packages, and those that could not be looked up."""
    command = shlex.split(os.environ.get("PIP_AUDIT", "pip-audit"))
    options = ["--strict", "--require-hashes", "--disable-pip", "--format", "json", "-r", str(lock)]
    result = subprocess.run([*command, *options], capture_output=True, text=True, check=False)
    try:
        packages = json.loads(result.stdout)["dependencies"]
    except (ValueError, KeyError, TypeError):
        reason = (result.stderr.strip().splitlines() or ["no answer"])[-1]
        return [f"packages: not looked up, as pip-audit failed, which needs the network ({reason[:200]})"]
    return [
        f"{each['name']}: skipped, {each['skip_reason']}" for each in packages if each.get("skip_reason")
    ] + [
        f"{each['name']} {each['version']}: {found['id']}"
        for each in packages
        for found in each.get("vulns", ())
    ]


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
