"""Models: the packages that carry weights, and whether what is installed is what was measured with.

`lexicons/models.yml` says where each comes from and gives the digest of its content. The digest is
over what the installer recorded, so that looking costs no time; `make audit` reads every byte.
"""

import base64
import hashlib
from functools import cache
from importlib import metadata
from pathlib import Path

from corpus_tools import lexicons
from corpus_tools.errors import UsageError

_REMEDY = "install the locked requirements again (make setup)"


@cache
def check_model(package: str) -> None:
    """Make sure that the package of a model is the one that was recorded; once in a process.

    Args:
        package: its name, as a module or as a distribution.

    Raises:
        UsageError: it is missing, of another version, or its files are others.
    """
    name = package.replace("_", "-")
    recorded = lexicons.load("models").get(name)
    if recorded is None:
        raise UsageError(
            "a model of unknown origin", value=package, remedy="record it in lexicons/models.yml"
        )
    try:
        version = metadata.version(name)
    except metadata.PackageNotFoundError as error:
        raise UsageError("a model is not installed", value=package, remedy=_REMEDY) from error
    if version != recorded["version"]:
        what = f"a model has version {version}, not {recorded['version']}"
        raise UsageError(what, value=package, remedy=_REMEDY)
    if digest_model(name) != recorded["sha256"] or find_changed(name, full=False):
        raise UsageError("the files of a model are not those recorded", value=package, remedy=_REMEDY)


def digest_model(name: str) -> str:
    """The digest of what the installer recorded of a model's files: their paths and hashes."""
    lines = sorted(f"{path} {digest}" for path, digest, _ in _list_files(name))
    return hashlib.sha256("\n".join(lines).encode("utf-8")).hexdigest()


def find_changed(name: str, *, full: bool) -> list[str]:
    """The files of a model that are missing or not as recorded: by their size, or `full` by every byte."""
    home = metadata.distribution(name)
    changed = []
    for path, digest, size in _list_files(name):
        file = Path(str(home.locate_file(path)))
        is_there = file.is_file() and file.stat().st_size == size
        if not is_there or (full and _hash(file) != digest):
            changed.append(path)
    return changed


def _list_files(name: str) -> list[tuple[str, str, int]]:
    """Path, hash and size of each file of a package but its metadata, which each installer writes itself."""
    return [
        (str(path), path.hash.value, path.size or 0)
        for path in metadata.files(name) or []
        if path.hash is not None and not path.parts[0].endswith(".dist-info") and path.suffix != ".pyc"
    ]


def _hash(file: Path) -> str:
    """The hash of a file in the form that installers record."""
    with file.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").digest()
    return base64.urlsafe_b64encode(digest).decode("ascii").rstrip("=")
