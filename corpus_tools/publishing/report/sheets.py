"""Sheets: tables as the report shows them, each row with an anchor, a label and its evidence."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from string import Formatter
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from corpus_tools.publishing.style import shorten
from corpus_tools.publishing.tables import unguard
from corpus_tools.schema import TABLES, join, split, stream

Numbers = NDArray[np.intp]

ROWS = 1000
"""Rows of a page; a longer table goes on on further pages."""

EVIDENCE = ("sentence_ids", "evidence", "sentence_id", "article_ids", "article_id")
"""The columns that can hold a row's evidence; the first that says something counts."""

LABELS: Mapping[str, str] = {
    "articles": "{title}",
    "dropped": "{rule}: {text}",
    "repairs": "{rule}",
    "lineage": "{relation} {agency}{source_article_id}",
    "omissions": "{kind} {direction}: {what}",
    "sentences": "{text}",
    "mentions": "{text}",
    "actors": "{name}",
    "roles": "{role}",
    "times": "{text} → {value}",
    "statements": "{cue} ({act})",
    "ledger": "{act}: {what}",
    "initiatives": "{name}",
    "events": "{title}",
    "narrative": "{sentence}",
    "errors": "{step}, {kind}: {expected}",
    "quality": "{step}, {measure}",
    "corrections": "{kind}: {target}",
}
_LONGEST = 70
_BLOCK = 5_000
"""Rows of a file that are objects in memory at a time."""
_ANCHOR = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_PLACES = frozenset({"start", "end", "paragraph", "row", "cell"})
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
_DATES = re.compile(r"(date|due|published|earliest|latest|period|year)(_\w+)?")
_NUMBERED = re.compile(r"r\d+|main")


Cells = pd.api.extensions.ExtensionArray
"""Text for each row of a table; it takes less memory than objects."""


@dataclass(frozen=True)
class Sheet:
    """A table with what the report adds to it.

    Attributes:
        name: of the table, or of the figure whose drawn data it is.
        title: for people.
        about: what a row is.
        data: the rows.
        evidence: for each row the ids of the sentences, or else of the articles, that it rests on, as a cell.
        ids: for each row the id that is its own; None for a table without.
        folder: of its pages, in the report.
        page: the name of its first page, without `.html`.
        correct: gives the entries of `corrections.yml` that a row offers to paste; none for most tables.
        accuracy: how often the steps above the table are right; empty where this says nothing.
    """

    name: str
    title: str
    about: str
    data: pd.DataFrame
    evidence: Cells
    ids: Cells | None
    folder: str = "tables/"
    page: str = ""
    correct: Callable[[Mapping[str, Any]], str] | None = None
    accuracy: str = ""

    @property
    def n_pages(self) -> int:
        """Pages it takes; one even without rows."""
        return max(1, -(-len(self.data) // ROWS))

    @cached_property
    def labels(self) -> Cells:
        """For each row a few words; nobody asks for those of sentences, of which there are most."""
        return _list_labels(self.name, self.data)

    @cached_property
    def numbers(self) -> frozenset[str]:
        """The columns that count or measure."""
        return frozenset(name for name in map(str, self.data.columns) if is_numeric(name, self.data[name]))

    def path(self, number: int = 1) -> str:
        """The file of a page, counted from 1, seen from the folder of the report."""
        tail = f"-{number}" if number > 1 else ""
        return f"{self.folder}{self.page or self.name}{tail}.html"

    def href(self, row: int) -> str:
        """Where a row stands, counted from 0."""
        return f"{self.path(row // ROWS + 1)}#{self.anchor(row)}"

    def anchor(self, row: int) -> str:
        """Its place on the page: its id where it has one that can stand in an address, else its number."""
        item = str(self.ids[row]) if self.ids is not None else ""
        is_own = _ANCHOR.fullmatch(item) and not _NUMBERED.fullmatch(item)
        return item if is_own else f"r{row + 1}"


def make_sheet(
    name: str,
    data: pd.DataFrame,
    *,
    title: str = "",
    about: str = "",
    evidence: Cells | None = None,
    folder: str = "tables/",
    page: str = "",
) -> Sheet:
    """Make the sheet of a table.

    Args:
        name: of the table.
        data: its rows; the order is kept.
        title: the name when not given.
        about: what a row is; for a table of the contract this is known.
        evidence: a cell of ids for each row, where its own columns do not tell (`EVIDENCE`).
        folder: of its pages.
        page: the name of its first page, when it is not that of the table.
    """
    known = TABLES.get(name)
    return Sheet(
        name=name,
        title=title or name.replace("_", " "),
        about=about or (f"A row is {known.row}." if known else ""),
        data=data,
        evidence=list_evidence(data) if evidence is None else evidence,
        ids=_find_ids(data, known.key if known else ()),
        folder=folder,
        page=page,
    )


def read_cells(path: Path) -> pd.DataFrame:
    """A table that `write_tables` wrote, every cell as text, for its columns may be any."""
    with pd.read_csv(
        path,
        dtype="str",
        keep_default_na=False,
        encoding="utf-8",
        lineterminator="\n",
        chunksize=_BLOCK,
    ) as blocks:
        return pd.concat([block.rename(columns=unguard).map(unguard) for block in blocks], ignore_index=True)


def is_numeric(column: str, cells: pd.Series) -> bool:
    """Whether a column counts or measures: numbers that are neither offsets nor years.

    >>> is_numeric("n_stories", pd.Series([1])), is_numeric("date_end", pd.Series(["2030"]))
    (True, False)
    >>> is_numeric("value", pd.Series(["2030", "2031"])), is_numeric("value", pd.Series(["0.5", "12"]))
    (False, True)
    """
    if column in _PLACES or _DATES.fullmatch(column):
        return False
    filled = [str(cell) for cell in cells if str(cell)]
    if column == "value" and all(len(cell) == 4 for cell in filled):
        return False
    return bool(filled) and all(_NUMBER.fullmatch(cell) for cell in filled)


def list_evidence(data: pd.DataFrame) -> Cells:
    """The evidence of each row: the cell of the first of the columns `EVIDENCE` that has ids.

    >>> list_evidence(
    ...     pd.DataFrame({"sentence_ids": ["a1.s001|a1.s002", ""], "article_ids": ["a1", "a2"]})
    ... ).to_numpy().tolist()
    ['a1.s001|a1.s002', 'a2']
    """
    first, *others = [data[name].astype("str") for name in EVIDENCE if name in data] or [_empty(data)]
    for other in others:
        first = first.where(first != "", other) if (first == "").any() else first
    return first.array


def list_actor_evidence(actors: pd.DataFrame, mentions: pd.DataFrame) -> Cells:
    """For each actor the sentences that mention it, in their order."""
    order, bounds = find_turns(mentions["actor_id"], actors["actor_id"])
    held = mentions["sentence_id"].array[order]
    return _words(join(held[start:end]) for start, end in pairwise(bounds))


def find_turns(keys: pd.Series, wanted: Iterable[str]) -> tuple[Numbers, list[int]]:
    """The order of rows that takes those of each wanted key in turn, and where each turn begins and ends.

    Args:
        keys: of the rows.
        wanted: keys, each once.

    >>> order, bounds = find_turns(pd.Series(["b", "a", "c", "b"]), ["a", "b"])
    >>> order.tolist(), bounds
    ([2, 1, 0, 3], [1, 2, 4])
    """
    index = pd.Index(wanted)
    place = index.get_indexer(pd.Index(keys))
    order = np.argsort(place, kind="stable")
    return order, np.searchsorted(place[order], range(len(index) + 1)).tolist()


def list_quality_evidence(quality: pd.DataFrame, judgements: pd.DataFrame) -> Cells:
    """For each measure the articles in which it was judged."""
    held = judgements.groupby(["step", "measure"], sort=False)["article_id"].agg(join)
    keys = zip(quality["step"], quality["measure"], strict=True)
    return _words(join(sorted(split(str(held.get(key, ""))))) for key in keys)


def _empty(data: pd.DataFrame) -> pd.Series:
    return pd.Series("", index=data.index, dtype="str")


def _find_ids(data: pd.DataFrame, key: Sequence[str]) -> Cells | None:
    """The ids of the rows, where each has its own."""
    is_key = len(key) == 1 and not data[key[0]].duplicated().any()
    return data[key[0]].astype("str").array if is_key else None


def _list_labels(name: str, data: pd.DataFrame) -> Cells:
    """A few words for each row; its number where it has none."""
    template = LABELS.get(name, "")
    named = [column for _, column, _, _ in Formatter().parse(template) if column and len(data)]
    told = data[named] if named else data.iloc[:, :1]
    labels = (template.format(**row) or str(next(iter(row.values()))) for row in stream(told))
    return _words(
        shorten(label, _LONGEST).strip(" :,→") or f"row {number}"
        for number, label in enumerate(labels, start=1)
    )


def _words(cells: Iterable[str]) -> Cells:
    return pd.Series(list(cells), dtype="str").array
