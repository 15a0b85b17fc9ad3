"""Files: a folder is walked and its files are read without ever leaving it.

Only regular files below the folder are opened; no link is followed, no device or pipe is opened, and what
editors, downloads and operating systems leave behind is skipped. The order is that of the names, the same on
any machine.
"""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from corpus_tools.reading.refusals import RefusalError

_LITTER_NAMES = frozenset({"thumbs.db", "desktop.ini", "__macosx", "__pycache__"})
_LITTER_STARTS = (".", "~$")
_LITTER_ENDS = ("~", ".part", ".crdownload", ".download", ".tmp", ".swp", ".bak")

RESERVED = frozenset({"gold", "readme.md", "authority.yml", "corrections.yml", "codebook.yml"})
"""Names right under the folder that hold what a person says about the articles, and no articles."""

_NOT_OPENED = {
    "archive": "gz bz2 xz 7z rar tar tgz zst lz4 jar warc",
    "code_file": "py pyc ipynb pkl pickle joblib sh bat exe so dll js npy npz env",
}
_NOT_OPENED_CODE = {
    f".{suffix}": code for code, suffixes in _NOT_OPENED.items() for suffix in suffixes.split()
}


@dataclass(frozen=True)
class SeedFile:
    """An entry of the folder that is not a folder itself.

    Attributes:
        name: its path under the folder, with `/`, as text; bytes that are no UTF-8 are escaped.
        path: where it is.
        litter: whether it is skipped without a word (hidden, backup, half-downloaded, reserved).
    """

    name: str
    path: Path
    litter: bool = False

    @property
    def suffix(self) -> str:
        """The last extension in lower case, with its dot."""
        return self.path.suffix.lower()

    def inside(self, member: str) -> "SeedFile":
        """The same file under the name of something in it; itself for the empty name."""
        return replace(self, name=f"{self.name}/{member}") if member else self

    @property
    def shown(self) -> str:
        """The name as tables show it: characters that are not printed are escaped."""
        return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in self.name)


def find_files(folder: Path) -> list[SeedFile]:
    """All entries below a folder that are not folders, in the order of their names."""
    return sorted(_walk(folder, ""), key=lambda file: file.name)


def _walk(folder: Path, prefix: str, litter: bool = False) -> Iterator[SeedFile]:
    with os.scandir(folder) as entries:
        for entry in entries:
            name = prefix + os.fsencode(entry.name).decode("utf-8", "backslashreplace")
            skipped = litter or is_litter(entry.name) or is_reserved(name)
            if entry.is_dir(follow_symlinks=False):
                yield from _walk(Path(entry.path), f"{name}/", skipped)
            else:
                yield SeedFile(name, Path(entry.path), skipped)


def find_source(folder: Path, name: str) -> str:
    """The path under a folder of the file that the column `file` of an article names.

    That is the name without `#n` and, for a part of an archive, without what follows the archive.
    """
    path = name
    while not (folder / path).is_file() and len(path) > 1:
        path = path[: max(path.rfind("/"), path.rfind("#"), 0)]
    return path or name


def is_litter(name: str) -> bool:
    """Whether a file or folder name is that of something left behind, not of an article.

    >>> [is_litter(name) for name in (".DS_Store", "~$report.docx", "draft.txt~", "story.txt")]
    [True, True, True, False]
    """
    lowered = name.lower()
    return lowered in _LITTER_NAMES or lowered.startswith(_LITTER_STARTS) or lowered.endswith(_LITTER_ENDS)


def is_reserved(name: str) -> bool:
    """Whether a path under the folder is one of the `RESERVED` names; deeper down they mean nothing.

    >>> [is_reserved(name) for name in ("gold", "authority.yml", "2026/gold", "gold.txt")]
    [True, True, False, False]
    """
    return name.lower() in RESERVED


def read_bytes(file: SeedFile, *, most: int) -> bytes:
    """The bytes of a regular file of at most `most` bytes.

    Raises:
        RefusalError: it is a link, a device, a pipe or an archive, is larger, or cannot be read.
    """
    check_kind(file)
    try:
        handle = os.open(file.path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        raise RefusalError("unreadable", f"cannot be opened ({error.strerror})") from error
    with os.fdopen(handle, "rb") as stream:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            raise RefusalError("not_a_file", "is no regular file")
        if status.st_size > most:
            raise RefusalError("too_large", f"has {status.st_size:,} bytes; at most {most:,} are read")
        try:
            data = stream.read(most + 1)
        except OSError as error:
            raise RefusalError("unreadable", f"cannot be read ({error.strerror})") from error
    if len(data) > most:
        raise RefusalError("too_large", f"grew over {most:,} bytes while it was read")
    return data


def check_kind(file: SeedFile) -> None:
    """Make sure, without opening it, that a file is a regular one and neither an archive nor code.

    Raises:
        RefusalError: it is not.
    """
    try:
        mode = os.lstat(file.path).st_mode
    except OSError as error:
        raise RefusalError("unreadable", f"cannot be looked at ({error.strerror})") from error
    if stat.S_ISLNK(mode):
        raise RefusalError("outside_seeds", "is a link")
    if not stat.S_ISREG(mode):
        raise RefusalError("not_a_file", "is no regular file but a device, pipe or socket")
    check_suffix(file.suffix)


def check_suffix(suffix: str) -> None:
    """Make sure that an extension is that of neither code nor an archive that is not opened.

    Raises:
        RefusalError: it is.
    """
    code = _NOT_OPENED_CODE.get(suffix)
    if code:
        raise RefusalError(code, f"is {'an archive' if code == 'archive' else 'code'} ({suffix})")
