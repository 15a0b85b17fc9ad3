"""The corpus: the linked tables of a folder, made once and then taken from the cache.

A warm corpus loads neither models nor the rooms that need them.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

from corpus_tools.publishing.provenance import canonical_json, digest_text
from corpus_tools.reading.article import Article
from corpus_tools.reading.folder import Reading
from corpus_tools.running.cache import (
    Cache,
    annotator_version,
    choose_folder,
    key_of,
    pack_tables,
    package_version,
    unpack_tables,
)


def load_tables(reading: Reading, *, cache: str | Path = "", jobs: int = 0) -> Mapping[str, pd.DataFrame]:
    """The tables of what was read, by name: those of the contract but figures, and `tokens`.

    Args:
        reading: what reading made of a folder.
        cache: the folder of the cache; the user's when not given.
        jobs: processes that annotate; 0 for one per core.
    """
    folder = choose_folder(cache)
    tables = Cache(folder / "tables", version=package_version())
    key = key_of_reading(reading)
    packed = tables.get(key)
    if packed is not None:
        return unpack_tables(packed)
    built = _build(reading, Cache(folder / "annotations", version=annotator_version()), jobs)
    tables.put(key, pack_tables(built))
    return built


def key_of_reading(reading: Reading) -> str:
    """A digest of everything that reading hands on."""
    frames = (reading.articles, reading.dropped, reading.refused, reading.repairs)
    listed = [frame.to_dict("split", index=False) for frame in frames]
    return digest_text(canonical_json([listed, [key_of(article) for article in reading.items()]]))


def _build(reading: Reading, cache: Cache, jobs: int) -> dict[str, pd.DataFrame]:
    from corpus_tools.running.executor import annotate_all
    from corpus_tools.running.pipeline import build_tables

    def annotate(articles: Sequence[Article]) -> list[dict[str, list[dict[str, object]]]]:
        return annotate_all(articles, cache=cache, jobs=jobs)

    return build_tables(reading, annotate)
