"""Apart: the tables of a large folder, made in a process of its own, whose memory ends with it.

Linking leaves several times the memory of its tables behind; who publishes them needs none of it.
"""

import ctypes
import signal
import sys
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import Any

import pandas as pd

from corpus_tools.errors import CorpusError
from corpus_tools.reading.folder import Reading
from corpus_tools.running.corpus import holds_tables, keep_annotated, load_tables
from corpus_tools.running.warming import follow_parent

_LARGE = 2_000_000
"""Characters below which a process costs more than it saves."""
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
    size = sum(map(len, reading.texts.values()))
    if size < _LARGE or holds_tables(reading, **how):
        return load_tables(reading, **how)
    return load_tables(keep_annotated(reading, _make_apart(reading, how)), **how)


def give_back_memory() -> None:
    """Give the memory that is free back to the system; the C library of Linux keeps much of it otherwise."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None
    if trim is not None:
        trim(0)


def _make_apart(reading: Reading, how: Mapping[str, Any]) -> dict[str, pd.DataFrame]:
    with ProcessPoolExecutor(
        1, mp_context=get_context("spawn"), initializer=follow_parent, initargs=(signal.SIGKILL,)
    ) as pool:
        try:
            return pool.submit(_make, reading, how).result()
        except BrokenProcessPool as error:
            raise CorpusError(
                "the process that links the articles ended before its time",
                remedy="most often memory ran out: run again on a machine with more; what is done is kept",
            ) from error


def _make(reading: Reading, how: Mapping[str, Any]) -> dict[str, pd.DataFrame]:
    tables = load_tables(reading, **how)
    return {name: tables[name] for name in _NEEDED}
