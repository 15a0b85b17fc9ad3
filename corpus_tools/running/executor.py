"""The executor: annotations of many articles, from the cache or from all cores, in the order given.

Each process loads a language's model once. The result does not depend on the number of processes, nor on
whether it came from the cache. A process that ends before its time costs at most the article that ended it.
"""

import json
import math
import os
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from corpus_tools.errors import CorpusError, locate_defect
from corpus_tools.reading.article import Article
from corpus_tools.running.cache import Cache, key_of
from corpus_tools.running.processes import annotate_apart
from corpus_tools.running.progress import track

Annotation = dict[str, Any]

_FAILED = "failed"
"""In place of an annotation: under this name stands what failed and where, nothing when its process died."""
_FAILURE = f'{{"{_FAILED}"'

_WORTH_A_PROCESS = 60_000
"""Characters below which loading a model in one more process costs more than it saves."""

_BATCH = 50_000
"""Characters that a process is given at once: they bound its memory, and how long the last works alone."""


class AnnotationError(CorpusError):
    """An annotator failed on some articles.

    Attributes:
        places: by article id what failed and where; empty where the process that annotated it died.
    """

    def __init__(self, places: Mapping[str, str]) -> None:
        """Keep the places; the message names the first."""
        self.places = places
        article_id, place = next(iter(places.items()))
        super().__init__(
            "an annotator failed" if place else "the process that annotated it died",
            record=article_id,
            value=place or None,
            remedy="report it as an issue",
        )


def annotate_each(
    articles: Sequence[Article], *, cache: Cache, jobs: int = 0, names: str = "", scheduler: str = ""
) -> Iterator[Annotation]:
    """Annotate articles, and give the annotations in order; what the cache holds is not made again.

    All are made, and each kept in the cache as it comes, before the first is given. So there is never more
    than one in memory, unless the cache cannot be written.

    Args:
        articles: the articles; none is fine.
        cache: where annotations are looked up and kept.
        jobs: processes to use; 0 for one per core, 1 for this process only.
        names: the user's authority entries, as `authority.read_names` gives them.
        scheduler: the address of a Dask scheduler whose workers annotate instead.

    Raises:
        AnnotationError: an annotator failed on some articles; the annotations of the others are kept.
        CorpusError: no process can be started.
        UsageError: the scheduler cannot be reached, or its workers are of another version.
    """
    keys = [key_of(article, names) for article in articles]
    by_key = dict(zip(keys, articles, strict=True))
    missing = {key: article for key, article in by_key.items() if not cache.holds(key)}
    held = _annotate_and_keep(missing, cache, jobs, names, scheduler)
    for key in keys:
        annotation = None if key in held else cache.get(key)
        if annotation is None and key not in held:  # An entry was there and is not sound.
            held |= _annotate_and_keep({key: by_key[key]}, Cache(None), 1, names, "")
        yield annotation or json.loads(held[key])


def annotate_all(
    articles: Sequence[Article], *, cache: Cache, jobs: int = 0, names: str = "", scheduler: str = ""
) -> list[Annotation]:
    """The annotations of `annotate_each`, all at once."""
    return list(annotate_each(articles, cache=cache, jobs=jobs, names=names, scheduler=scheduler))


def _annotate_and_keep(
    missing: dict[str, Article], cache: Cache, jobs: int, names: str, scheduler: str
) -> dict[str, str]:
    """Annotate articles into the cache; what could not be kept there is returned, as JSON by key."""
    held: dict[str, str] = {}
    failed: dict[str, str] = {}
    with track("annotating", len(missing)) as advance:
        for key, text in _annotate(missing, jobs, names, scheduler):
            if text.startswith(_FAILURE):
                failed[key] = json.loads(text)[_FAILED]
            elif not cache.put_json(key, text):
                held[key] = text
            advance(1)
    if failed:
        raise AnnotationError({missing[key].article_id: failed[key] for key in missing if key in failed})
    return held


def count_jobs(jobs: int, characters: int) -> int:
    """The processes to use for so many characters: not more than asked for, than cores, than pay off.

    >>> count_jobs(1, 10**9), count_jobs(8, 10)
    (1, 1)
    """
    wanted = jobs or len(os.sched_getaffinity(0))
    return max(1, min(wanted, math.ceil(characters / _WORTH_A_PROCESS)))


Rows = Iterator[tuple[str, str]]
Work = Callable[[Sequence[Sequence[Article]]], Iterator[tuple[int, list[str] | None]]]
"""Annotates batches: the number of each with its annotations as JSON, or None when it was lost."""


def _annotate(missing: dict[str, Article], jobs: int, names: str, scheduler: str) -> Rows:
    processes = count_jobs(jobs, sum(len(article.text) for article in missing.values()))
    if scheduler and missing:
        yield from _annotate_there(missing, names, scheduler)
    elif processes == 1:
        for batch in _split(missing, 1):
            yield from zip(batch, annotate_batch(list(batch.values()), names), strict=True)
    else:
        work = partial(annotate_apart, names=names, annotate=annotate_batch)
        batches = list(_split(missing, processes))
        yield from _insist(batches, partial(work, processes=processes), partial(work, processes=1))


def _annotate_there(missing: dict[str, Article], names: str, scheduler: str) -> Rows:
    from corpus_tools.running.cluster import annotate_there, connect

    with connect(scheduler) as client:
        batches = list(_split(missing, sum(client.nthreads().values())))
        work = partial(annotate_there, client, names=names, annotate=annotate_batch)
        yield from _insist(batches, work, work)


def _insist(batches: Sequence[dict[str, Article]], work: Work, work_alone: Work) -> Rows:
    """Annotate batches; those that are lost once more by themselves, then in halves, down to one article."""
    lost = yield from _work_off(batches, work)
    while lost:
        again = yield from _work_off(lost, work_alone)
        yield from ((key, json.dumps({_FAILED: ""})) for batch in again if len(batch) == 1 for key in batch)
        lost = [half for batch in again if len(batch) > 1 for half in _halve(batch)]


def _work_off(
    batches: Sequence[dict[str, Article]], work: Work
) -> Generator[tuple[str, str], None, list[dict[str, Article]]]:
    """Yield what comes of the batches, by key; those that were lost are returned."""
    lost = []
    for number, texts in work([list(batch.values()) for batch in batches]):
        if texts is None:
            lost.append(batches[number])
        else:
            yield from zip(batches[number], texts, strict=True)
    return lost


def _halve(batch: dict[str, Article]) -> list[dict[str, Article]]:
    items = list(batch.items())
    middle = len(items) // 2
    return [dict(items[:middle]), dict(items[middle:])]


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

    known = authority_of(names)
    try:
        return [json.dumps(found, ensure_ascii=False) for found in annotate(articles, authority=known)]
    except CorpusError:
        raise
    except Exception as error:  # No defect of an annotator may pass here: it costs one article, found below.
        if len(articles) == 1:
            return [json.dumps({_FAILED: locate_defect(error)})]
        return [text for article in articles for text in annotate_batch([article], names)]
