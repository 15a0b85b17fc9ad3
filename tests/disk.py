"""A disk that fails: a work is done in a process of its own whose n-th call that changes the disk fails.

Files are opened by `_pyio`, which is `io` in Python: each of its calls is one of `os`, and can be counted and
made to fail, for n = 1, 2, 3 … until none fails. So is the exchange of two folders.
"""

import _pyio
import builtins
import errno
import io
import os
import signal
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from corpus_tools.errors import CorpusError
from corpus_tools.running import output

Fault = Literal["KILL", "ENOSPC", "EIO"]
Way = Literal["exchange", "rename"]
"""How a folder takes the place of another: in one step, or where the system cannot, by a third name."""

_CALLS = ("write", "fsync", "rename", "mkdir", "ftruncate", "rmdir", "unlink", "sendfile")
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT


@dataclass(frozen=True)
class Outcome:
    """How a process ended: its exit code, or a signal below 0; what it said; how many calls it had made."""

    code: int
    said: str
    calls: int


def fail_at(n: int, fault: Fault, work: Callable[[], object], *, way: Way = "exchange") -> Outcome:
    """Do a work in a forked process whose n-th call that changes the disk fails; none does for n = 0."""
    reading, writing = os.pipe()
    pid = os.fork()
    if not pid:
        _end(writing, _Disk(n, fault), work, way)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as told:
        said = told.read()
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    calls, _, words = said.partition("\n")
    return Outcome(code, words, int(calls or 0))


def _end(writing: int, disk: "_Disk", work: Callable[[], object], way: Way) -> None:
    """Do the work and end the process, whatever happens."""
    tell, code, said = os.write, 0, ""
    try:
        disk.install(way)
        work()
    except CorpusError as error:
        code, said = error.exit_code, str(error)
    except BaseException:
        code, said = 99, traceback.format_exc()
    tell(writing, f"{disk.calls}\n{said}"[:4_000].encode())
    os._exit(code)


class _Disk:
    """Counts calls, and fails at one of them."""

    def __init__(self, n: int, fault: Fault) -> None:
        self.calls = 0
        self._n, self._fault = n, fault
        self._opened: set[int] = set()

    def install(self, way: Way) -> None:
        """Take the place of the calls in this process, for good."""
        open_file, close = os.open, os.close
        for name in _CALLS:
            setattr(os, name, self._count(name, getattr(os, name)))
        counted_open, counted_close = self._count("open", open_file), self._count("close", close)

        def open_counted(path: Any, flags: int, *rest: Any, **options: Any) -> int:
            if not flags & _WRITES:
                return open_file(path, flags, *rest, **options)
            self._opened.add(descriptor := counted_open(path, flags, *rest, **options))
            return int(descriptor)

        def close_counted(fd: int) -> None:
            if fd in self._opened:
                self._opened.remove(fd)
                counted_close(fd)
            else:
                close(fd)

        os.open, os.close = open_counted, close_counted
        io.open = builtins.open = _pyio.open
        output._exchange = self._count("exchange", output._exchange) if way == "exchange" else _cannot

    def _count(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*given: Any, **options: Any) -> Any:
            self.calls += 1
            if self.calls == self._n:
                if self._fault == "KILL":
                    os.kill(os.getpid(), signal.SIGKILL)
                number = getattr(errno, self._fault)
                if name == "close":
                    call(*given)
                names = [os.fspath(each) for each in given[:1] if isinstance(each, str | Path)]
                raise OSError(number, os.strerror(number), *names)
            return call(*given, **options)

        return counted


def _cannot(one: object, other: object) -> bool:
    return False
