"""Output: a run's folder appears whole or not at all, and one run at a time holds it.

Everything is written to a hidden folder beside OUT, flushed to disk, listed in `run.json` with its
digests, and exchanged with OUT in one step. A run that was killed leaves at most such a hidden folder;
the next run removes it.
"""

import ctypes
import errno
import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from corpus_tools.errors import OutputError

MANIFEST = "run.json"
"""Names every file of the output with its sha256; written last, so that its presence means complete."""

_RENAME_EXCHANGE = 2
_AT_FDCWD = -100
_DISK = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO, errno.EFBIG}
_NOT_POSSIBLE = {errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP}


@contextmanager
def stage(out: Path, record: Mapping[str, Any]) -> Iterator[Path]:
    """Yield an empty folder to write to; on leaving, it becomes OUT, with `record` and digests in run.json.

    `record` may still be filled in while the folder is written. When the block raises, OUT stays as it was.

    Raises:
        OutputError: OUT cannot be written, is not the output of an earlier run, or another run holds it.
    """
    out = out.resolve()
    with _naming(out):
        out.parent.mkdir(parents=True, exist_ok=True)
        lock = _lock(out)
    try:
        with _naming(out):
            _heal(out)
            check_replaceable(out)
            folder = _beside(out, str(os.getpid()))
            folder.mkdir()
        try:
            with _naming(out, only=folder):
                yield folder
            with _naming(out):
                _finish(folder, record)
                _swap(folder, out)
            with _naming(out, remedy="look after the disk and run again; the new output is in its place"):
                _flush(out.parent)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    finally:
        with suppress(OSError):
            os.close(lock)


def list_files(folder: Path) -> dict[str, str]:
    """The sha256 of each file under a folder by its relative path, sorted; `run.json` is left out."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and path != folder / MANIFEST)
    return {path.relative_to(folder).as_posix(): digest_file(path) for path in paths}


def digest_file(path: Path) -> str:
    """The sha256 of a file's bytes, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def check_replaceable(out: Path) -> None:
    """Make sure that replacing OUT loses nothing that a run did not write; hidden files do not count.

    Raises:
        OutputError: OUT is a file, or holds files that its run.json does not name.
    """
    if not out.exists():
        return
    if not out.is_dir():
        raise OutputError("the output is not a folder", file=str(out), remedy="name a new or empty folder")
    known = _read_manifest(out)
    present = (path.relative_to(out) for path in out.rglob("*") if not path.is_dir())
    visible = (path.as_posix() for path in present if not any(part.startswith(".") for part in path.parts))
    strange = next((name for name in visible if name not in known and name != MANIFEST), "")
    if strange:
        raise OutputError(
            "the output folder holds a file that no run wrote",
            file=str(out / strange),
            remedy="move it away, or name a new or empty folder",
        )


def _read_manifest(out: Path) -> Mapping[str, str]:
    try:
        files = json.loads((out / MANIFEST).read_text("utf-8"))["files"]
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return {}
    return files if isinstance(files, dict) else {}


@contextmanager
def _naming(out: Path, *, only: Path | None = None, remedy: str = "") -> Iterator[None]:
    """Turn a failure to write into an OutputError; with `only`, just those that concern that folder."""
    try:
        yield
    except OSError as error:
        elsewhere = only is not None and not Path(str(error.filename or "")).is_relative_to(only)
        if elsewhere and error.errno not in _DISK:
            raise
        raise OutputError(
            f"the output cannot be written ({error.strerror or error})",
            file=str(error.filename or out),
            remedy=remedy or f"make room or choose another folder than {out}; nothing there was changed",
        ) from error


def _beside(out: Path, tail: str) -> Path:
    return out.with_name(f".{out.name.lstrip('.')}.{tail}")


def _lock(out: Path) -> int:
    """Take the lock of OUT; the file stays, for removing it would let two runs in."""
    path = _beside(out, "lock")
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        holder = os.read(descriptor, 32).decode("ascii", "replace").strip()
        os.close(descriptor)
        raise OutputError(
            f"another run (process {holder}) is writing the output",
            file=str(out),
            remedy="wait until it ends, or name another folder with --out",
        ) from error
    os.ftruncate(descriptor, 0)
    os.write(descriptor, f"{os.getpid()}\n".encode())
    return descriptor


def _heal(out: Path) -> None:
    """Put back an output that was set aside when a run was killed, and remove unfinished ones."""
    aside = _beside(out, "old")
    if aside.is_dir() and not out.exists():
        aside.rename(out)
    for path in out.parent.glob(_beside(out, "*").name):
        if path.is_dir() and (path == aside or path.suffix[1:].isdigit()):
            shutil.rmtree(path)


def _finish(folder: Path, record: Mapping[str, Any]) -> None:
    files = list_files(folder)
    for path in sorted(folder.rglob("*"), reverse=True):
        _flush(path)
    text = json.dumps({**record, "files": files}, ensure_ascii=False, indent=1, sort_keys=True)
    (folder / MANIFEST).write_text(text + "\n", encoding="utf-8")
    _flush(folder / MANIFEST)
    _flush(folder)


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _swap(folder: Path, out: Path) -> None:
    """Put the folder in the place of OUT: in one step where the system can, else by way of a third name."""
    if not out.exists():
        folder.rename(out)
    elif not _exchange(folder, out):
        aside = _beside(out, "old")
        out.rename(aside)
        try:
            folder.rename(out)
        except OSError:
            aside.rename(out)
            raise
        shutil.rmtree(aside, ignore_errors=True)


def _exchange(one: Path, other: Path) -> bool:
    renameat2 = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if renameat2 is None:
        return False
    failed = renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE)
    if failed and ctypes.get_errno() not in _NOT_POSSIBLE:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(other))
    return not failed
