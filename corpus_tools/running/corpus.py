"""The corpus: the linked tables of a folder, made once and then taken from the cache.

A warm corpus loads neither models nor the rooms that need them.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from corpus_tools import schema
from corpus_tools.correcting.entries import Correction
from corpus_tools.correcting.marks import mark_derived
from corpus_tools.publishing.provenance import canonical_json, digest_text
from corpus_tools.reading.article import Article
from corpus_tools.reading.folder import Reading
from corpus_tools.reading.refusals import RefusalError, blame_at
from corpus_tools.running.cache import (
    Cache,
    annotator_version,
    choose_folder,
    key_of,
    package_version,
    parts_version,
)
from corpus_tools.running.columns import decode, encode, pack_tables, unpack_tables
from corpus_tools.running.parts import TOKENS, Parts, gather
from corpus_tools.running.shelf import Load, Shelf

if TYPE_CHECKING:
    from corpus_tools.linking.partitions import Means

Tables = dict[str, pd.DataFrame]
_READ = ("articles", "dropped", "refused", "repairs")


def load_tables(
    reading: Reading,
    *,
    cache: str | Path = "",
    jobs: int = 0,
    names: str = "",
    corrections: Sequence[Correction] = (),
    scheduler: str = "",
) -> Mapping[str, pd.DataFrame]:
    """The tables of what was read, by name: those of the contract but figures, and `tokens`.

    An article on which an annotator fails is a row of `refused` and costs no other; the next run tries it
    again, for what failed may have been the machine.

    Args:
        reading: what reading made of a folder.
        cache: the folder of the cache; the user's when not given.
        jobs: processes that annotate; 0 for one per core.
        names: the user's authority entries, as `authority.read_names` gives them.
        corrections: the user's corrections, as `correcting.entries.read_corrections` gives them.
        scheduler: the address of a Dask scheduler whose workers annotate, and compare pairs of articles,
            instead of processes here.

    Returns:
        With corrections, each row that is not so without them has `corrected` as its `basis`.
    """
    folder = choose_folder(cache)
    how: dict[str, Any] = {"jobs": jobs, "scheduler": scheduler}

    def build() -> tuple[Tables, Parts]:
        made, parts = _build(reading, names, corrections, folder, how)
        if corrections:
            made = mark_derived(load_tables(reading, cache=folder, names=names, **how), made)
        return made, parts

    tables = Cache(folder / "tables", version=package_version())
    known = tables.get(key_of_reading(reading, names, corrections))
    if known is not None:
        parts = Parts(_open_parts(folder), known["parts"])
        return _shelve(tables, known["tables"], parts, lambda: _shelve_built(*build()))
    built, parts = build()
    key = key_of_reading(keep_annotated(reading, built), names, corrections)
    kept = {name: digest_text(f"{key} {name}") for name in built}
    if all(tables.write(kept[name], encode(table)) for name, table in built.items()):
        tables.put(key, {"tables": kept, "parts": parts.keys_of_parts})
    return _shelve_built(built, parts)


def holds_tables(
    reading: Reading,
    *,
    cache: str | Path = "",
    names: str = "",
    corrections: Sequence[Correction] = (),
    **_: object,
) -> bool:
    """Whether the cache holds what `load_tables` gives for the same arguments."""
    tables = Cache(choose_folder(cache) / "tables", version=package_version())
    return tables.holds(key_of_reading(reading, names, corrections))


def keep_annotated(reading: Reading, tables: Mapping[str, pd.DataFrame]) -> Reading:
    """What was read of the articles that are in the tables too."""
    if len(tables["articles"]) == len(reading.articles):
        return reading
    return reading.only(set(tables["articles"]["article_id"]), refused=tables["refused"])


def hand_over(reading: Reading, path: Path) -> None:
    """Write what was read, but `entries`, to a file, for the notebooks of the same run.

    So all see the same, whatever befalls the folder in the meantime, and nothing is read twice.
    """
    tables = {name: getattr(reading, name) for name in _READ}
    data = {"tables": pack_tables(tables), "texts": dict(reading.texts)}
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")


def take_over(path: Path) -> Reading:
    """What `hand_over` wrote."""
    data = json.loads(path.read_text(encoding="utf-8"))
    articles, dropped, refused, repairs = (unpack_tables(data["tables"])[name] for name in _READ)
    return Reading(articles, dropped, refused, repairs, data["texts"])


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


def _open_parts(folder: Path) -> Cache:
    return Cache(folder / "parts", version=parts_version())


def _shelve(tables: Cache, kept: Mapping[str, str], parts: Parts, remake: Callable[[], Shelf]) -> Shelf:
    """Tables that are in the cache under these keys, and the tokens of their parts."""
    loads: dict[str, Load] = {name: partial(_read_table, tables, key) for name, key in kept.items()}
    return Shelf({**loads, TOKENS: partial(parts.__getitem__, TOKENS)}, remake, lent=(TOKENS,))


def _shelve_built(built: Tables, parts: Parts) -> Shelf:
    """Tables that are in memory, and the tokens of their parts, which are not."""
    loads: dict[str, Load] = {name: partial(built.__getitem__, name) for name in built}
    return Shelf({**loads, TOKENS: partial(parts.__getitem__, TOKENS)}, lent=(TOKENS,))


def _read_table(tables: Cache, key: str) -> pd.DataFrame:
    body = tables.read(key)
    table = None if body is None else decode(body)
    if table is None:
        raise LookupError(key)
    return table


def _build(
    reading: Reading, names: str, corrections: Sequence[Correction], folder: Path, how: Mapping[str, Any]
) -> tuple[Tables, Parts]:
    """The linked tables and the parts that they were linked from."""
    from corpus_tools.annotating.authority import authority_of
    from corpus_tools.running.executor import AnnotationError, annotate_each
    from corpus_tools.running.pipeline import build_tables

    cache = Cache(folder / "annotations", version=annotator_version())
    made: list[Parts] = []

    def annotate(articles: Sequence[Article]) -> Parts:
        each = partial(annotate_each, cache=cache, names=names, **how)
        keys = [key_of(article, names) for article in articles]
        made.append(gather(articles, keys, each, _open_parts(folder)))
        return made[-1]

    link = partial(
        build_tables,
        annotate=annotate,
        authority=authority_of(names),
        corrections=corrections,
        means=_choose_means(str(how["scheduler"]), folder),
    )
    try:
        return link(reading), made[-1]
    except AnnotationError as error:
        return link(_refuse(reading, error.places)), made[-1]


def _choose_means(scheduler: str, folder: Path) -> "Means":
    """Who compares the pairs that the cache does not know: the workers of a scheduler, or this process."""
    from corpus_tools.linking.partitions import Means, do_here
    from corpus_tools.running.cluster import work_there

    spread = partial(work_there, scheduler) if scheduler else do_here
    return Means(spread, Cache(folder / "pairs", version=package_version()))


def _refuse(reading: Reading, places: Mapping[str, str]) -> Reading:
    """What is left without the articles on which an annotator failed, at the places given by their ids."""
    files = dict(zip(reading.articles["article_id"], reading.articles["file"], strict=True))
    refusals = {files[article_id]: _explain(place) for article_id, place in places.items()}
    rows = [
        {"file": file, "row": 0, "reason": refusal.reason, "remedy": refusal.remedy}
        for file, refusal in refusals.items()
    ]
    refused = pd.concat([reading.refused, schema.frame("refused", rows)], ignore_index=True)
    return reading.only(set(reading.texts) - set(places), refused=refused)


def _explain(place: str) -> RefusalError:
    """The refusal of an article on which an annotator failed at a place, or ended its process."""
    if place:
        return blame_at(place)
    return RefusalError(
        "too_large",
        "ended each process that annotated it, most often for lack of memory",
        remedy="split it, or run on a machine with more memory; all others are annotated",
    )
