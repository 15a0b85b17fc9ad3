"""Told: the chronology and the ledger for reading, a sentence for each row, open to its evidence."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from corpus_tools.publishing.plots.calendars import say_span
from corpus_tools.publishing.prose import count
from corpus_tools.publishing.report.cells import list_lines
from corpus_tools.publishing.report.links import LONGEST, Directory, Link
from corpus_tools.publishing.report.pages import Writer
from corpus_tools.publishing.report.sheets import ROWS, Sheet
from corpus_tools.publishing.style import shorten
from corpus_tools.schema import ACTS, records, split

MOST = 5
"""Rows of each kind that the first page tells."""

_AHEAD = ("to come", "past due")
"""How dates stand that lay ahead when they were reported; the first page lists them in this order."""

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Told:
    """A row in words.

    Attributes:
        part: the heading under which it stands.
        text: the sentence.
        tags: how it stands, such as `to come`.
        column: of the row, that of the id which its table knows it by.
    """

    part: str
    text: str
    tags: tuple[str, ...]
    column: str


def write_told(
    writer: Writer, made: Mapping[str, pd.DataFrame], sheets: Mapping[str, Sheet], directory: Directory
) -> None:
    """Write the pages of the chronology and of the ledger."""
    names = _name(made)
    for name, (page, tell) in _PAGES.items():
        sheet, shown = sheets[name], _read(sheets[name], page)
        for number in range(1, sheet.n_pages + 1):
            lines = list(list_lines(sheet, directory, number))
            first = (number - 1) * ROWS
            rows = records(sheet.data.iloc[first : first + len(lines)])
            told = [
                {"told": tell(row, names), "act": row.get("act", ""), "line": line, "row": row}
                for row, line in zip(rows, lines, strict=True)
            ]
            if name == "ledger":
                told.sort(key=lambda item: ACTS.index(item["act"]))
            for item in told:
                item["links"] = directory.find(item["told"].column, item["row"][item["told"].column])
            values = {"page": page, "sheet": shown, "number": number, "told": told}
            writer.write(shown.path(number), "told", values)


def tell_most(
    made: Mapping[str, pd.DataFrame], sheets: Mapping[str, Sheet]
) -> dict[str, list[tuple[str, Link]]]:
    """For the first page: the acts that most stories report, and what is to come or past due, with links."""
    names = _name(made)
    ledger, ahead = sheets["ledger"].data.reset_index(drop=True), sheets["narrative"].data
    ranked = ledger.sort_values(["n_stories", "n_articles"], ascending=False, kind="stable").head(MOST)
    shown = _read(sheets["ledger"], "ledger")
    acts = [
        (f"{row['act']}: {_tell_act(row, names).text}", Link(_say_reports(row), shown.href(number)))
        for number, row in zip(ranked.index, records(ranked), strict=True)
    ]
    chronology = _read(sheets["narrative"], "chronology")
    due = [
        (row["sentence"], Link(row["due"], chronology.href(number)))
        for number, row in enumerate(records(ahead))
        if row["due"] in _AHEAD
    ]
    return {"acts": acts, "ahead": sorted(due, key=lambda told: _AHEAD.index(told[1].text))[:MOST]}


def _read(sheet: Sheet, page: str) -> Sheet:
    """The sheet as it stands on its page for reading."""
    return replace(sheet, folder="", page=page)


def _name(made: Mapping[str, pd.DataFrame]) -> dict[str, str]:
    return dict(zip(made["actors"]["actor_id"], made["actors"]["name"], strict=True))


def _say_reports(row: Row) -> str:
    return f"{count(row['n_articles'], 'articles')}, {count(row['n_stories'], 'stories')}"


def _tell_event(row: Row, names: Mapping[str, str]) -> Told:
    tags = (row["due"],) if row["due"] in _AHEAD else ()
    return Told(row["part"], row["sentence"], tags, "ledger_id" if row["ledger_id"] else "event_id")


def _tell_act(row: Row, names: Mapping[str, str]) -> Told:
    by, to = (", ".join(names.get(item, item) for item in split(row[name])) for name in ("by_ids", "to_ids"))
    who = " → ".join(part for part in (by or "somebody", to) if part)
    due = say_span(row["due_earliest"], row["due_latest"])
    tags = tuple(tag for tag in (row["status"], due and f"due {due}") if tag)
    text = f"{who}: {shorten(row['what'] or row['text'], LONGEST)}"
    return Told(f"{row['act']}s".capitalize(), text, tags, "ledger_id")


_PAGES: Mapping[str, tuple[str, Callable[[Row, Mapping[str, str]], Told]]] = {
    "narrative": ("chronology", _tell_event),
    "ledger": ("ledger", _tell_act),
}
