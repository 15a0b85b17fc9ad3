"""The corpus: the linked tables of a folder, made once and then taken from the cache.

A warm corpus loads neither models nor the rooms that need them.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

from corpus_tools.correcting.entries import Correction
from corpus_tools.publishing.provenance import canonical_json, digest_text
from corpus_tools.reading.article import Article
from corpus_tools.reading.folder import Reading
from corpus_tools.reading.refusals import blame_at
from corpus_tools.running.cache import (
    Cache,
    annotator_version,
    choose_folder,
    key_of,
    pack_tables,
    package_version,
    unpack_tables,
)


def load_tables(
    reading: Reading,
    *,
    cache: str | Path = "",
    jobs: int = 0,
    names: str = "",
    corrections: Sequence[Correction] = (),
) -> Mapping[str, pd.DataFrame]:
    """The tables of what was read, by name: those of the contract but figures, and `tokens`.

    An article on which an annotator fails is a row of `refused` and costs no other; its tables are not kept,
    for what failed may have been the machine.

    Args:
        reading: what reading made of a folder.
        cache: the folder of the cache; the user's when not given.
        jobs: processes that annotate; 0 for one per core.
        names: the user's authority entries, as `authority.read_names` gives them.
        corrections: the user's corrections, as `correcting.entries.read_corrections` gives them.
    """
    folder = choose_folder(cache)
    tables = Cache(folder / "tables", version=package_version())
    key = key_of_reading(reading, names, corrections)
    packed = tables.get(key)
    if packed is not None:
        return unpack_tables(packed)
    built = _build(
        reading, Cache(folder / "annotations", version=annotator_version()), jobs, names, corrections
    )
    if len(built["articles"]) == len(reading.articles):
        tables.put(key, pack_tables(built))
    return built


def find_names(seeds: Path) -> str:
    """The user's authority entries of a seeds folder, empty where there is no `authority.yml`.

    Raises:
        UsageError: as `authority.read_names`.
    """
    if not (seeds / "authority.yml").is_file():
        return ""
    from corpus_tools.annotating.authority import read_names

    return read_names(seeds)


def key_of_reading(reading: Reading, names: str = "", corrections: Sequence[Correction] = ()) -> str:
    """A digest of everything that reading hands on, and of the user's authority entries and corrections."""
    frames = (reading.articles, reading.dropped, reading.refused, reading.repairs)
    listed = [frame.to_dict("split", index=False) for frame in frames]
    said = [entry.as_dict() for entry in corrections]
    return digest_text(
        canonical_json([listed, [key_of(article, names) for article in reading.items()], said])
    )


def _build(
    reading: Reading, cache: Cache, jobs: int, names: str, corrections: Sequence[Correction]
) -> dict[str, pd.DataFrame]:
    from corpus_tools.annotating.authority import authority_of
    from corpus_tools.running.executor import AnnotationError, annotate_all
    from corpus_tools.running.pipeline import build_tables

    def annotate(articles: Sequence[Article]) -> list[dict[str, list[dict[str, object]]]]:
        return annotate_all(articles, cache=cache, jobs=jobs, names=names)

    known = authority_of(names)
    try:
        return build_tables(reading, annotate, authority=known, corrections=corrections)
    except AnnotationError as error:
        reading = reading.without({article_id: blame_at(place) for article_id, place in error.places.items()})
        return build_tables(reading, annotate, authority=known, corrections=corrections)
