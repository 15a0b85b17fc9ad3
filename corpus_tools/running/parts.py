"""Parts: what articles say, some of them at a time, as one table for each kind of row.

A part is written as soon as its articles are annotated, so no more than one is ever in memory as objects,
and tokens, four fifths of all, are not read before they are asked for. Where a part begins is told by the
articles themselves: one that is added or taken away changes its own part and leaves the others as they were.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Any

import pandas as pd

from corpus_tools import schema
from corpus_tools.categories import condense
from corpus_tools.publishing.provenance import canonical_json, digest_text
from corpus_tools.running.cache import Cache
from corpus_tools.running.columns import decode, encode

Annotation = Mapping[str, Sequence[Mapping[str, Any]]]

ANNOTATED = ("sentences", "tokens", "times", "mentions", "roles", "statements", "events", "initiatives")
"""The rows that an annotation holds, by table."""

TOKENS = "tokens"
_TOKENS = {
    **dict.fromkeys(("article_id", "sentence_id"), "str"),
    **dict.fromkeys(("start", "end"), "int64"),
    **dict.fromkeys(("text", "lemma", "pos"), "str"),
    **dict.fromkeys(("is_word", "is_stop"), "bool"),
}
_ENDS = ("00", "80")
"""Two of 256 keys end so, and with them a part."""
_MOST = 256
"""Articles that a part holds at most; half of it is usual."""


class Parts(Mapping[str, pd.DataFrame]):
    """The rows of many articles by table, in the order of the articles; a table is read when it is taken."""

    def __init__(
        self, store: Cache, keys: Iterable[str], remake: Callable[[str], Sequence[Annotation]] | None = None
    ) -> None:
        """Name the parts, by their keys in order.

        Args:
            store: where they are kept.
            keys: a digest of what each was made from.
            remake: gives the annotations of a part that is not in the store, or not sound.
        """
        self.keys_of_parts = list(keys)
        self._store = store
        self._remake = remake
        self._held: dict[str, pd.DataFrame] = {}

    def __getitem__(self, name: str) -> pd.DataFrame:
        """One table of all parts.

        Raises:
            LookupError: a part is not there and cannot be made.
        """
        if name not in ANNOTATED:
            raise KeyError(name)
        return _join(name, (self._read(key, name) for key in self.keys_of_parts))

    def __iter__(self) -> Iterator[str]:
        return iter(ANNOTATED)

    def __len__(self) -> int:
        return len(ANNOTATED)

    def holds(self, key: str) -> bool:
        """Whether a part is in the store."""
        return all(self._store.holds(_name(key, name)) for name in ANNOTATED)

    def add(self, key: str, annotations: Sequence[Annotation]) -> None:
        """Write a part; where the store cannot be written, it is held as columns."""
        for name, table in frame_rows(annotations).items():
            if not self._store.write(_name(key, name), encode(table)):
                self._held[_name(key, name)] = table

    def _read(self, key: str, name: str) -> pd.DataFrame:
        table = self._find(_name(key, name))
        if table is None and self._remake:
            self.add(key, self._remake(key))
            table = self._find(_name(key, name))
        if table is None:
            raise LookupError(key)
        return table

    def _find(self, name: str) -> pd.DataFrame | None:
        if name in self._held:
            return self._held[name]
        body = self._store.read(name)
        return None if body is None else decode(body)


def gather(
    articles: Sequence[Any],
    keys: Sequence[str],
    annotate: Callable[[Sequence[Any]], Iterable[Annotation]],
    store: Cache,
) -> Parts:
    """The parts of articles, of which those that the store lacks are made.

    Args:
        articles: what is annotated, in order.
        keys: a digest of each article and of all else that shapes its annotation.
        annotate: gives the annotations of articles, in order, one after the other.
        store: where parts are kept.
    """
    places = {_digest(keys[part.start : part.stop]): part for part in find_parts(keys)}

    def annotate_parts(names: Iterable[str]) -> Iterator[Annotation]:
        return iter(annotate([articles[place] for name in names for place in places[name]]))

    parts = Parts(store, places, lambda name: list(annotate_parts([name])))
    missing = [name for name in places if not parts.holds(name)]
    annotations = annotate_parts(missing)
    for name in missing:
        parts.add(name, list(islice(annotations, len(places[name]))))
    return parts


def find_parts(keys: Sequence[str]) -> list[range]:
    """Where parts begin and end: after a key with a certain end, which is one in 128.

    >>> find_parts(["a1", "b00", "c2", "d3"])
    [range(0, 2), range(2, 4)]
    """
    found: list[range] = []
    start = 0
    for place, key in enumerate(keys, 1):
        if key.endswith(_ENDS) or place - start == _MOST or place == len(keys):
            found.append(range(start, place))
            start = place
    return found


def frame_rows(annotations: Sequence[Annotation]) -> dict[str, pd.DataFrame]:
    """The rows of annotations by table, article after article; what a row lacks is missing in its cell."""
    tables = {
        name: pd.DataFrame([row for annotation in annotations for row in annotation[name]])
        for name in ANNOTATED
    }
    tables[TOKENS] = tables[TOKENS].reindex(columns=list(_TOKENS)).astype(_TOKENS)
    return tables


def list_rows(table: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a table as annotating made them: without the cells that are missing.

    >>> list_rows(pd.DataFrame([{"a": 1}, {"a": 2, "b": "x"}]))
    [{'a': 1}, {'a': 2, 'b': 'x'}]
    """
    lacking = [column for column in table.columns if table[column].isna().any()]
    rows = schema.records(table)
    if not lacking:
        return rows
    return [
        {name: value for name, value in row.items() if value is not None and value == value} for row in rows
    ]


def _join(name: str, frames: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """One table below the other; without any row, tokens still have their columns."""
    filled = (frame for frame in frames if len(frame))
    first = next(filled, None)
    if first is None:
        return frame_rows([])[name]
    every = chain([first], filled)
    return condense(every) if name == TOKENS else pd.concat(every, ignore_index=True)


def _digest(keys: Sequence[str]) -> str:
    return digest_text(canonical_json(list(keys)))


def _name(key: str, table: str) -> str:
    return digest_text(f"{key} {table}")
