"""The executor: annotations of many articles, from the cache or from all cores, in the order given.

Each process loads a language's model once. The result does not depend on the number of processes, nor on
whether it came from the cache.
"""

import json
import math
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import Any

from corpus_tools.errors import CorpusError, locate_defect
from corpus_tools.reading.article import Article
from corpus_tools.running.cache import Cache, key_of
from corpus_tools.running.progress import track

Annotation = dict[str, Any]

_FAILED = "failed"
"""Under this name stands what failed and where, in place of an annotation."""

_WORTH_A_PROCESS = 60_000
"""Characters below which loading a model in one more process costs more than it saves."""

_BATCH = 100_000
"""Characters that a process is given at once, which bounds what it holds in memory."""


class AnnotationError(CorpusError):
    """An annotator failed on some articles: `places` says by article id what failed and where."""

    def __init__(self, places: Mapping[str, str]) -> None:
        """Keep the places; the message names the first."""
        self.places = places
        article_id, place = next(iter(places.items()))
        super().__init__(
            "an annotator failed", record=article_id, value=place, remedy="report it as an issue"
        )


def annotate_all(
    articles: Sequence[Article], *, cache: Cache, jobs: int = 0, names: str = "", scheduler: str = ""
) -> list[Annotation]:
    """Annotate articles, in order; what the cache holds is not made again.

    Args:
        articles: the articles; none is fine.
        cache: where annotations are looked up and kept.
        jobs: processes to use; 0 for one per core, 1 for this process only.
        names: the user's authority entries, as `authority.read_names` gives them.
        scheduler: the address of a Dask scheduler whose workers annotate instead.

    Raises:
        AnnotationError: an annotator failed on some articles; the annotations of the others are kept.
        CorpusError: a process was ended from outside, most often for lack of memory.
        UsageError: the scheduler cannot be reached, or its workers are of another version.
    """
    keys = [key_of(article, names) for article in articles]
    found: dict[str, Annotation] = {}
    for key in dict.fromkeys(keys):
        annotation = cache.get(key)
        if annotation is not None:
            found[key] = annotation
    missing = {key: article for key, article in zip(keys, articles, strict=True) if key not in found}
    with track("annotating", len(missing)) as advance:
        for key, annotation in _annotate(missing, jobs, names, scheduler):
            found[key] = annotation
            if _FAILED not in annotation:
                cache.put(key, annotation)
            advance(1)
    failed = {
        article.article_id: found[key][_FAILED]
        for key, article in zip(keys, articles, strict=True)
        if _FAILED in found[key]
    }
    if failed:
        raise AnnotationError(failed)
    return [found[key] for key in keys]


def count_jobs(jobs: int, characters: int) -> int:
    """The processes to use for so many characters: not more than asked for, than cores, than pay off.

    >>> count_jobs(1, 10**9), count_jobs(8, 10)
    (1, 1)
    """
    wanted = jobs or len(os.sched_getaffinity(0))
    return max(1, min(wanted, math.ceil(characters / _WORTH_A_PROCESS)))


def _annotate(
    missing: dict[str, Article], jobs: int, names: str, scheduler: str
) -> Iterator[tuple[str, Annotation]]:
    if scheduler and missing:
        yield from _annotate_there(missing, names, scheduler)
        return
    processes = count_jobs(jobs, sum(len(article.text) for article in missing.values()))
    batches = list(_split(missing, processes))
    if processes == 1:
        for batch in batches:
            yield from zip(batch, map(json.loads, annotate_batch(list(batch.values()), names)), strict=True)
        return
    yield from _annotate_apart(batches, processes, names)


def _annotate_apart(
    batches: list[dict[str, Article]], processes: int, names: str
) -> Iterator[tuple[str, Annotation]]:
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        futures = {pool.submit(annotate_batch, list(batch.values()), names): batch for batch in batches}
        try:
            for future in as_completed(futures):
                yield from zip(futures[future], map(json.loads, future.result()), strict=True)
        except BrokenProcessPool as error:
            raise CorpusError(
                "a process that annotates was ended from outside",
                remedy="most often memory ran out: run again with fewer --jobs; what is done is kept",
            ) from error
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _annotate_there(
    missing: dict[str, Article], names: str, scheduler: str
) -> Iterator[tuple[str, Annotation]]:
    from corpus_tools.running.cluster import annotate_there, connect

    with connect(scheduler) as client:
        batches = list(_split(missing, sum(client.nthreads().values())))
        articles = [list(batch.values()) for batch in batches]
        for number, texts in annotate_there(client, articles, names, annotate_batch):
            yield from zip(batches[number], map(json.loads, texts), strict=True)


def _split(missing: dict[str, Article], processes: int) -> Iterator[dict[str, Article]]:
    """Batches of one language each, so that a process need not hold the models of all, largest text first."""
    share = sum(len(article.text) for article in missing.values()) // (4 * processes)
    limit = max(1, min(_BATCH, share))
    ordered = sorted(missing.items(), key=lambda item: (item[1].language, -len(item[1].text), item[0]))
    batch: dict[str, Article] = {}
    size = 0
    for key, article in ordered:
        other_language = batch and next(iter(batch.values())).language != article.language
        if batch and (other_language or size + len(article.text) > limit):
            yield batch
            batch, size = {}, 0
        batch[key] = article
        size += len(article.text)
    if batch:
        yield batch


def annotate_batch(articles: list[Article], names: str) -> list[str]:
    """Annotations as JSON, so that one from another process and one from the cache are alike."""
    from corpus_tools.annotating.annotation import annotate
    from corpus_tools.annotating.authority import authority_of
    from corpus_tools.annotating.parsing import parse

    known = authority_of(names)
    try:
        annotations = [annotate(parsed, authority=known) for parsed in parse(articles)]
    except CorpusError:
        raise
    except Exception as error:  # No defect of an annotator may pass here: it costs one article, found below.
        if len(articles) == 1:
            return [json.dumps({_FAILED: locate_defect(error)})]
        return [text for article in articles for text in annotate_batch([article], names)]
    return [json.dumps(annotation, ensure_ascii=False) for annotation in annotations]


Annotate = Callable[[Sequence[Article]], list[Annotation]]
"""What the pipeline needs of an executor."""
