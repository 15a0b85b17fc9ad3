"""Processes that annotate: batches of articles done beside one another, each process started afresh.

A process that ends before its time, for lack of memory or by a crash in a library, costs no result but that
of the batches which were being made; who asks is told which.
"""

import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context

from corpus_tools.errors import CorpusError
from corpus_tools.reading.article import Article

AnnotateBatch = Callable[[list[Article], str], list[str]]


def annotate_apart(
    batches: Sequence[Sequence[Article]], names: str, annotate: AnnotateBatch, *, processes: int
) -> Iterator[tuple[int, list[str] | None]]:
    """Annotate batches in so many processes; a batch is given out when a process is free, or will be next.

    Args:
        batches: articles, as many in each as a process may take at once.
        names: the user's authority entries, as `authority.read_names` gives them.
        annotate: what a process does with a batch; it must be importable there.
        processes: at most so many at once; with one, a batch that is lost ended its process itself.

    Yields:
        The number of a batch and its annotations as JSON, as they come; None in place of them for each batch
        that was given out when a process ended.

    Raises:
        CorpusError: no process can be started.
    """
    waiting = deque(range(len(batches)))
    most = processes + (processes > 1)  # So that none waits while what another has made is being kept.
    while waiting:
        begun: dict[Future[list[str]], int] = {}
        with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
            first_word = pool.submit(os.getpid)
            try:
                while waiting or begun:
                    while waiting and len(begun) < most:
                        articles = list(batches[waiting[0]])
                        begun[pool.submit(annotate, articles, names)] = waiting.popleft()
                    for future in wait(begun, return_when=FIRST_COMPLETED).done:
                        texts = future.result()
                        yield begun.pop(future), texts
            except BrokenProcessPool as error:
                _check_started(first_word, error)
            finally:
                pool.shutdown(wait=False, cancel_futures=True)
        yield from ((number, None) for number in sorted(begun.values()))


def _check_started(first_word: "Future[int]", error: BrokenProcessPool) -> None:
    """Tell a process that ended from a system, or a program, in which none can be started."""
    if first_word.exception():
        raise CorpusError(
            "no process can be started to annotate",
            remedy="most often memory ran out: run again with --jobs 1; what is done is kept",
        ) from error
