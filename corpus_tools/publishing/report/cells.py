"""Cells: the rows of a sheet made ready for a page: words, links, numbers that open to their evidence."""

from collections.abc import Iterator
from dataclasses import dataclass

from corpus_tools.publishing.prose import count, show
from corpus_tools.publishing.report.links import LONGEST, Directory, Link, Quote
from corpus_tools.publishing.report.sheets import EVIDENCE, ROWS, Sheet
from corpus_tools.publishing.style import shorten
from corpus_tools.schema import TABLES, records, split

QUOTED = 5
"""Sentences of a row that are quoted in full; links to the others follow."""

LINKED = 300
"""Links to sentences that a row has at most; the tables name all."""

_KEPT = {"articles": frozenset({"article_id"}), "sentences": frozenset({"sentence_id"})}


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
        others: links to more of it.
        snippet: what to paste into the corrections, to correct it.
        left: how much more evidence there is, which only the tables name.
    """

    anchor: str
    cells: tuple[Cell, ...]
    quoted: list[Quote]
    others: list[Quote]
    snippet: str = ""
    left: int = 0

    @property
    def n(self) -> int:
        """Sentences or articles behind it."""
        return len(self.quoted) + len(self.others) + self.left


def list_columns(sheet: Sheet) -> list[str]:
    """The columns that are shown: all but those of the evidence, which stands at the end in its own form."""
    kept = _KEPT.get(sheet.name, frozenset())
    return [name for name in map(str, sheet.data.columns) if name not in EVIDENCE or name in kept]


def list_lines(sheet: Sheet, directory: Directory, page: int = 1) -> Iterator[Line]:
    """The rows of one page of a sheet, counted from 1."""
    columns = list_columns(sheet)
    own = _find_own(sheet)
    first = (page - 1) * ROWS
    for number, row in enumerate(records(sheet.data.iloc[first : first + ROWS]), start=first):
        quotes, place = directory.quote(split(sheet.evidence[number])), sheet.href(number)
        target = _open_evidence(place, quotes)
        cells = []
        for name in columns:
            text = show(row[name])
            if name == own:
                cells.append(Cell((Link(text, place),)))
            elif name in sheet.numbers:
                cells.append(Cell((Link(text, target if text else ""),), is_number=True))
            else:
                cells.append(Cell(tuple(_cut(link) for link in directory.find(name, text))))
        snippet = sheet.correct(row) if sheet.correct else ""
        shown, left = (quotes[:QUOTED], quotes[QUOTED:LINKED]), len(quotes[LINKED:])
        yield Line(place.rpartition("#")[2], tuple(cells), *shown, snippet, left)


def list_marks(sheet: Sheet, directory: Directory) -> list[Link]:
    """The links of the marks of a figure, by row of its data: what a mark says, and where it leads."""
    held = set(map(str, sheet.data.columns))
    columns = [
        name for name in list_columns(sheet) if not name.endswith("_id") and f"{name}_name" not in held
    ]
    found = []
    for number, row in enumerate(records(sheet.data)):
        quotes = directory.quote(split(sheet.evidence[number]))
        told = [
            f"{name.replace('_', ' ')} {show(row[name])}" if name in sheet.numbers else show(row[name])
            for name in columns
            if row[name]
        ]
        words = shorten(", ".join(told), LONGEST)
        behind = count(len(quotes), "sentences" if quotes[:1] and quotes[0].text else "articles")
        found.append(Link(f"{words}: {behind}", _open_evidence(sheet.href(number), quotes)))
    return found


def _find_own(sheet: Sheet) -> str:
    """The column of the row's own id, where the row is what the id stands for."""
    table = TABLES.get(sheet.name)
    is_row = table is not None and len(table.key) == 1 and sheet.name not in ("articles", "figures")
    return table.key[0] if table is not None and is_row else ""


def _open_evidence(place: str, quotes: list[Quote]) -> str:
    """Where a number of a row leads: to its sentence, or to the list of them in the row."""
    if len(quotes) == 1:
        return quotes[0].link.href
    return f"{place}-evidence" if quotes else ""


def _cut(link: Link) -> Link:
    return link if len(link.text) <= LONGEST else Link(shorten(link.text, LONGEST), link.href, link.note)
