"""Cells: the rows of a sheet made ready for a page: words, links, numbers that open to their evidence."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from corpus_tools.publishing.prose import show
from corpus_tools.publishing.report.links import Directory, Link, Quote
from corpus_tools.publishing.report.sheets import EVIDENCE, ROWS, Sheet
from corpus_tools.publishing.style import shorten
from corpus_tools.schema import records

QUOTED = 5
"""Sentences of a row that are quoted in full; links to the others follow."""

_LONGEST = 400
_PLACES = frozenset({"start", "end", "paragraph", "row", "cell"})
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
_DATES = re.compile(r"(date|due|published|earliest|latest|value|period|year)(_\w+)?")
_KEPT_IDS = frozenset({"sentences"})


@dataclass(frozen=True)
class Cell:
    """A cell of a page: its words, some of which lead somewhere.

    Attributes:
        parts: words and links, in order.
        is_number: whether it is written from the right and sorted by size.
    """

    parts: tuple[Link, ...]
    is_number: bool = False


@dataclass(frozen=True)
class Line:
    """A row of a page.

    Attributes:
        anchor: its place.
        cells: in the order of the columns shown.
        quoted: its evidence, as much as is quoted.
        others: links to the rest.
    """

    anchor: str
    cells: tuple[Cell, ...]
    quoted: list[Quote]
    others: list[Quote]

    @property
    def n(self) -> int:
        """Sentences or articles behind it."""
        return len(self.quoted) + len(self.others)


def list_columns(sheet: Sheet) -> list[str]:
    """The columns that are shown: all but that of the evidence, which stands at the end in its own form."""
    hidden = {*EVIDENCE} if sheet.name != "sentences" else set()
    if sheet.name in ("articles", "repairs", "dropped"):
        hidden = {"sentence_ids"}
    return [str(name) for name in sheet.data.columns if name not in hidden]


def list_lines(sheet: Sheet, directory: Directory, page: int = 1) -> Iterator[Line]:
    """The rows of one page of a sheet, counted from 1."""
    columns = list_columns(sheet)
    numbers = {name for name in columns if is_numeric(name, sheet.data[name])}
    first = (page - 1) * ROWS
    for offset, row in enumerate(records(sheet.data.iloc[first : first + ROWS])):
        number = first + offset
        anchor, quotes = sheet.anchors[number], directory.quote(sheet.evidence[number])
        target = _open_evidence(anchor, sheet, number, quotes)
        cells = tuple(_make_cell(name, row, name in numbers, target, directory) for name in columns)
        yield Line(anchor, cells, quotes[:QUOTED], quotes[QUOTED:])


def is_numeric(column: str, cells: pd.Series) -> bool:
    """Whether a column counts or measures: numbers that are neither offsets nor years.

    >>> is_numeric("n_stories", pd.Series([1])), is_numeric("date_end", pd.Series(["2030"]))
    (True, False)
    """
    if column in _PLACES or (_DATES.fullmatch(column) and not pd.api.types.is_numeric_dtype(cells)):
        return column == "value" and any("." in str(cell) for cell in cells) and _are_numbers(cells)
    return pd.api.types.is_numeric_dtype(cells) or _are_numbers(cells)


def _are_numbers(cells: pd.Series) -> bool:
    filled = [str(cell) for cell in cells if str(cell)]
    return bool(filled) and all(_NUMBER.fullmatch(cell) for cell in filled)


def _open_evidence(anchor: str, sheet: Sheet, number: int, quotes: list[Quote]) -> str:
    """Where a number of a row leads: to its sentence, or to the list of them in the row."""
    if len(quotes) == 1:
        return quotes[0].link.href
    return f"{sheet.href(number).rpartition('#')[0]}#{anchor}-evidence" if quotes else ""


def _make_cell(
    column: str, row: Mapping[str, Any], is_number: bool, target: str, directory: Directory
) -> Cell:
    text = show(row[column])
    if is_number:
        return Cell((Link(text, target if text else ""),), is_number=True)
    return Cell(tuple(_cut(link) for link in directory.find(column, text)))


def _cut(link: Link) -> Link:
    return link if len(link.text) <= _LONGEST else Link(shorten(link.text, _LONGEST), link.href, link.note)
