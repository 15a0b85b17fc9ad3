"""Apart: the steps of a large folder, each in a process of its own, whose memory ends with it.

Linking leaves several times the memory of its tables behind; who publishes them needs none of it.
"""

import ctypes
import signal
import sys
from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import active_children, get_context
from typing import Any

import pandas as pd

from corpus_tools.errors import CorpusError
from corpus_tools.reading.folder import Reading
from corpus_tools.running.corpus import holds_tables, keep_annotated, load_tables
from corpus_tools.running.warming import follow_parent

_LARGE = 2_000_000
"""Characters from which a process of its own saves more than it costs."""
_NEEDED = ("articles", "refused")
"""The tables that tell which articles could be annotated."""


def load_tables_apart(reading: Reading, **how: Any) -> Mapping[str, pd.DataFrame]:
    """The tables of `corpus.load_tables`; of a large folder they are made in another process.

    Args:
        reading: what reading made of a folder.
        how: the arguments of `corpus.load_tables`.

    Raises:
        CorpusError: that process ended before its time.
    """
    if not is_large(reading) or holds_tables(reading, **how):
        return load_tables(reading, **how)
    made = call_apart("links the articles", _make, reading, how)
    return load_tables(keep_annotated(reading, made), **how)


def is_large(reading: Reading) -> bool:
    """Whether a process of its own saves more than it costs."""
    return sum(map(len, reading.texts.values())) >= _LARGE


def call_apart(duty: str, function: Callable[..., Any], *args: Any) -> Any:
    """What a function returns, called in a process of its own, whose memory ends with it.

    Args:
        duty: what the process does, for the message when it dies.
        function: a public name of a module.
        args: of the function.

    Raises:
        CorpusError: the process ended before its time.
    """
    with ProcessPoolExecutor(
        1, mp_context=get_context("spawn"), initializer=follow_parent, initargs=(signal.SIGKILL,)
    ) as pool:
        try:
            return pool.submit(function, *args).result()
        except BrokenProcessPool as error:
            raise CorpusError(
                f"the process that {duty} ended before its time",
                remedy="most often memory ran out: run again on a machine with more; what is done is kept",
            ) from error
        except KeyboardInterrupt:
            # The pool would wait for what may take an hour.
            for process in active_children():
                process.kill()
            raise


def give_back_memory() -> None:
    """Give the memory that is free back to the system; the C library of Linux keeps much of it otherwise."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None
    if trim is not None:
        trim(0)


def _make(reading: Reading, how: Mapping[str, Any]) -> dict[str, pd.DataFrame]:
    tables = load_tables(reading, **how)
    return {name: tables[name] for name in _NEEDED}
