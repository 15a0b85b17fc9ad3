"""Isolation: files are read in child processes, so that one which hangs, dies or eats memory costs no other.

A few processes are forked, which takes milliseconds, and each reads one file after another; one that is
lost is replaced. What they may use is bounded: the time until the next thing a file yields, and memory.
Not a defence against a hostile parser that has been taken over: the children run as the same user.
"""

import ctypes
import os
import resource
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing import Pipe
from multiprocessing.connection import Connection, wait
from pathlib import Path
from time import monotonic
from typing import Any, Generic, Literal, TypeVar

Task = TypeVar("Task")
Item = TypeVar("Item")

_DIE_WITH_PARENT = 1
_AHEAD = 256
"""Tasks that are begun before the results of the first of them were taken."""


@dataclass(frozen=True)
class Lost:
    """Why a task did not come to its end: too slow, too little memory, or its process died."""

    cause: Literal["seconds", "memory", "death"]
    signal: int = 0


@dataclass(frozen=True)
class Bounds:
    """What a task may use: seconds until the next thing it yields, and bytes of memory beyond the start."""

    seconds: float
    memory: int


@dataclass
class _Worker:
    """A child process, the task that it has, and when that is too slow."""

    pid: int
    connection: Connection
    number: int = -1
    deadline: float = 0.0


@dataclass
class _Results(Generic[Item]):
    """What tasks have yielded so far, by their number, until all before them have been handed on."""

    items: dict[int, deque[Item | Lost]] = field(default_factory=dict)
    done: set[int] = field(default_factory=set)

    def take(self, number: int) -> Iterator[Item | Lost]:
        """Hand on what a task has yielded and was not handed on."""
        queue = self.items.get(number, deque())
        while queue:
            yield queue.popleft()


def map_apart(
    tasks: Sequence[Task], work: Callable[[Task], Iterable[Item]], *, bounds: Bounds, jobs: int = 1
) -> Iterator[tuple[Task, Item | Lost]]:
    """Do work in child processes and yield each task with each thing it yields, in the order of the tasks.

    A task that is lost yields a `Lost` last; what it yielded before is kept. Where processes cannot be
    forked, the work is done here, without bounds.

    Args:
        tasks: they are inherited by the children, not sent.
        work: what is done with each; what it yields must be plain enough to be sent.
        bounds: what a task may use.
        jobs: most processes at once.
    """
    if not hasattr(os, "fork"):
        yield from ((task, item) for task in tasks for item in work(task))
        return
    pool = _Pool(tasks, work, bounds)
    results = _Results[Item]()
    try:
        waiting = deque(range(len(tasks)))
        for number, task in enumerate(tasks):
            while True:
                yield from ((task, item) for item in results.take(number))
                if number in results.done:
                    break
                pool.give(waiting, most=jobs, ahead=number + _AHEAD)
                pool.collect(results)
            results.items.pop(number, None)
    finally:
        pool.end()


class _Pool(Generic[Task, Item]):
    """The child processes of one `map_apart`."""

    def __init__(self, tasks: Sequence[Task], work: Callable[[Task], Iterable[Item]], bounds: Bounds) -> None:
        self.tasks, self.work, self.bounds = tasks, work, bounds
        self.workers: list[_Worker] = []

    def give(self, waiting: deque[int], *, most: int, ahead: int) -> None:
        """Give the next tasks to idle processes, and to new ones while there are fewer than `most`."""
        while waiting and waiting[0] < ahead:
            idle = next((worker for worker in self.workers if worker.number < 0), None)
            if idle is None and len(self.workers) >= most:
                return
            worker = idle or self._fork()
            worker.number = waiting.popleft()
            worker.deadline = monotonic() + self.bounds.seconds
            worker.connection.send(worker.number)

    def collect(self, results: _Results[Item]) -> None:
        """Wait until something was yielded or lost, and put it among the results."""
        busy = {worker.connection: worker for worker in self.workers if worker.number >= 0}
        patience = min(worker.deadline for worker in busy.values()) - monotonic()
        for connection in wait(list(busy), timeout=max(patience, 0.0)):
            self._receive(busy[connection], results)  # type: ignore[index]
        for worker in busy.values():
            if worker.number >= 0 and monotonic() >= worker.deadline:
                self._lose(worker, Lost("seconds"), results)

    def end(self) -> None:
        """End all processes, busy or not."""
        while self.workers:
            _kill(self.workers.pop())

    def _receive(self, worker: _Worker, results: _Results[Item]) -> None:
        try:
            is_last, item = worker.connection.recv()
        except (EOFError, OSError):
            self._lose(worker, Lost("death", _kill(worker)), results, is_dead=True)
            return
        if isinstance(item, Lost):
            self._lose(worker, item, results)
        elif is_last:
            results.done.add(worker.number)
            worker.number = -1
        else:
            results.items.setdefault(worker.number, deque()).append(item)
            worker.deadline = monotonic() + self.bounds.seconds

    def _lose(self, worker: _Worker, lost: Lost, results: _Results[Item], *, is_dead: bool = False) -> None:
        if not is_dead:
            _kill(worker)
        self.workers.remove(worker)
        results.items.setdefault(worker.number, deque()).append(lost)
        results.done.add(worker.number)
        worker.number = -1

    def _fork(self) -> _Worker:
        ours, theirs = Pipe()
        parent = os.getpid()
        pid = os.fork()
        if pid == 0:
            try:
                _confine(parent, self.bounds)
                _serve(theirs, self.tasks, self.work)
            finally:
                # Nothing of the parent's may run in the child: no exit handler, no unflushed buffer.
                os._exit(1)
        theirs.close()
        worker = _Worker(pid, ours)
        self.workers.append(worker)
        return worker


def _confine(parent: int, bounds: Bounds) -> None:
    """Set up a child: a group of its own, which ends with its parent, and a bound to its memory."""
    os.setpgid(0, 0)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        most = pages * os.sysconf("SC_PAGE_SIZE") + bounds.memory
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        resource.setrlimit(resource.RLIMIT_AS, (most if hard < 0 else min(most, hard), hard))


def _serve(connection: Connection, tasks: Sequence[Any], work: Callable[[Any], Iterable[Any]]) -> None:
    """Do the tasks whose numbers are received, until there are no more or memory was short."""
    while True:
        try:
            number = connection.recv()
        except EOFError:
            return
        try:
            for item in work(tasks[number]):
                connection.send((False, item))
        except MemoryError:
            connection.send((True, Lost("memory")))
            return
        connection.send((True, None))


def _kill(worker: _Worker) -> int:
    """End a process and all that it started; the signal that ended it, 0 when it ended by itself."""
    worker.connection.close()
    try:
        # Its group is not yet there when it has only just been forked.
        os.killpg(worker.pid, signal.SIGKILL)
    except ProcessLookupError:
        os.kill(worker.pid, signal.SIGKILL)
    _, status = os.waitpid(worker.pid, 0)
    return os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
