"""Progress: a bar on a terminal, plain lines elsewhere, nothing in a notebook that runs without a reader."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tqdm import tqdm

_LINES = 10


def announce(line: str) -> None:
    """Say one line on standard error, unless nobody reads it (`CORPUS_HEADLESS=1`)."""
    if not _is_headless():
        sys.stderr.write(line + "\n")
        sys.stderr.flush()


@contextmanager
def track(label: str, total: int) -> Iterator[Callable[[int], None]]:
    """Yield a function to call with the number of items just done.

    A terminal shows a bar. Elsewhere at most ten lines are written, and none when there is nothing to do.
    """
    if _is_headless() or not total:
        yield lambda done: None
    elif sys.stderr.isatty():
        with tqdm(total=total, desc=label, file=sys.stderr, leave=False) as bar:
            yield lambda done: (bar.update(done), None)[1]
    else:
        yield _line_writer(label, total)


def _line_writer(label: str, total: int) -> Callable[[int], None]:
    seen = 0

    def advance(done: int) -> None:
        nonlocal seen
        before, seen = seen, seen + done
        if seen * _LINES // total > before * _LINES // total:
            announce(f"{label}: {seen} of {total}")

    return advance


def _is_headless() -> bool:
    return os.environ.get("CORPUS_HEADLESS", "") not in {"", "0"}
