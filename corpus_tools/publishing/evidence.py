"""Evidence: tables for reading in which every row opens to the sentences behind it.

Not for files: `tables` writes those. All text is shown as text, never as markup.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape
from typing import Any

import pandas as pd

from corpus_tools.errors import UsageError
from corpus_tools.publishing.provenance import data_digest
from corpus_tools.schema import split

NO_ROWS = "No rows."

HEAD, CELL = '<th style="text-align:left">', '<td style="text-align:left;vertical-align:top">'
"""How cells begin: words are read from the left, whatever the style of the page."""

MOST_LINKS = 40
"""Sentences that a row of a table shows; the number of those beyond is said. Files hold them all."""

MOST_ROWS = 500
"""Rows that a notebook shows of a table, for a page of many thousand cannot be read; files hold them all."""

SOURCES = ("sentence_ids", "sentence_id")
"""The columns that can hold a row's evidence, in the order in which they are looked for."""


def find_evidence(
    sentence_ids: Iterable[str], sentences: pd.DataFrame, articles: pd.DataFrame
) -> pd.DataFrame:
    """The sentences behind a result, with the article that each stands in.

    Args:
        sentence_ids: ids, or cells of several joined with `|`; a repeated id counts once.
        sentences: the table sentences.
        articles: the table articles.

    Returns:
        A row per sentence in the order given: sentence_id, outlet, published (empty when the article is
        undated), file, text.

    Raises:
        UsageError: an id is not in the table of sentences.
    """
    wanted = list(dict.fromkeys(item for cell in sentence_ids for item in split(cell)))
    known = sentences[sentences["sentence_id"].isin(wanted)].set_index("sentence_id")[["article_id", "text"]]
    held = set(known.index)
    unknown = next((item for item in wanted if item not in held), None)
    if unknown is not None:
        raise UsageError("no such sentence", value=unknown, remedy="take the ids from a table of this corpus")
    about = articles.set_index("article_id")[["outlet", "published", "file"]]
    found = known.loc[wanted].reset_index().join(about, on="article_id")
    return found[["sentence_id", "outlet", "published", "file", "text"]]


@dataclass(frozen=True)
class EvidenceTable:
    """A table as a notebook shows it: rows with numbered links to the sentences listed below them.

    Attributes:
        rows: the table, without its column of evidence.
        cells: for each row the ids of its sentences that are shown.
        more: for each row the number of those that are not.
        sentences: what `find_evidence` gives for all that are shown.
        accuracy: how often the steps above are right, in a sentence; how many rows are not shown before it.
    """

    rows: pd.DataFrame
    cells: Sequence[Sequence[str]]
    more: Sequence[int]
    sentences: pd.DataFrame
    accuracy: str = ""

    def __repr__(self) -> str:
        """The rows as plain text, the numbers of their sentences at the end of each."""
        shown = self.rows.assign(evidence=[" ".join(map(str, self._numbers(cell))) for cell in self.cells])
        told = NO_ROWS if shown.empty else str(shown.to_string(index=False, max_colwidth=60))
        return "\n".join(filter(None, (told, self.accuracy)))

    def _repr_html_(self) -> str:
        """The rows, each with links to its sentences, and the sentences folded away under them."""
        if self.rows.empty:
            return f"<p>{NO_ROWS}</p>{note_accuracy(self.accuracy)}"
        mark = f"e{self._mark()}"
        head = "".join(f"{HEAD}{escape(str(name))}</th>" for name in (*self.rows.columns, "evidence"))
        body = "".join(
            "<tr>"
            + "".join(f"{CELL}{escape(_show(value))}</td>" for value in row)
            + f"{CELL}{links}</td></tr>"
            for row, links in zip(
                self.rows.itertuples(index=False),
                (self._links(*cell, mark) for cell in zip(self.cells, self.more, strict=True)),
                strict=True,
            )
        )
        items = "".join(
            f'<li id="{mark}-{number}"><small>{escape(say_source(row))}</small> {escape(row["text"])}</li>'
            for number, row in enumerate(self.sentences.to_dict("records"), start=1)
        )
        return (
            f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{note_accuracy(self.accuracy)}"
            f"<details open><summary>{len(self.sentences)} sentences behind it</summary>"
            f"<ol>{items}</ol></details>"
        )

    def _mark(self) -> str:
        return data_digest(self.rows.assign(evidence=["|".join(cell) for cell in self.cells]))[:8]

    @cached_property
    def _places(self) -> dict[str, int]:
        return {name: number for number, name in enumerate(self.sentences["sentence_id"], start=1)}

    def _numbers(self, cell: Sequence[str]) -> list[int]:
        return [self._places[item] for item in cell]

    def _links(self, cell: Sequence[str], more: int, mark: str) -> str:
        links = [f'<a href="#{mark}-{number}">{number}</a>' for number in self._numbers(cell)]
        return " ".join([*links, *([f"and {more} more"] if more else [])])


def show_evidence(
    data: pd.DataFrame,
    sentences: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    source: str = "",
    columns: Sequence[str] = (),
    accuracy: str = "",
) -> EvidenceTable:
    """Show a table, or its first rows where it is long, with the evidence.

    Args:
        data: rows with a column of sentence ids; row order is kept.
        sentences: the table sentences.
        articles: the table articles.
        source: the column of sentence ids; `sentence_ids` or `sentence_id` when not given.
        columns: the columns to show; all but the evidence when not given.
        accuracy: how often the steps above are right, in a sentence.

    Raises:
        UsageError: there is no such column, or an id is not known.
    """
    column = source or next((name for name in SOURCES if name in data), "")
    missing = [name for name in (column, *columns) if name not in data]
    if missing:
        raise UsageError(
            "the table lacks a column", column=missing[0] or "sentence_ids", remedy="name it with source="
        )
    shown = list(columns) or [name for name in data.columns if name != column]
    first = data.head(MOST_ROWS)
    cells = [list(dict.fromkeys(split(str(cell)))) for cell in first[column]]
    kept = [cell[:MOST_LINKS] for cell in cells]
    more = [len(cell) - len(links) for cell, links in zip(cells, kept, strict=True)]
    found = find_evidence((item for cell in kept for item in cell), sentences, articles)
    told = tell_left(len(first), len(data), accuracy)
    return EvidenceTable(first[shown].reset_index(drop=True), kept, more, found, told)


def tell_left(n_shown: int, n_rows: int, accuracy: str = "") -> str:
    """What stands under a table of which only some rows are shown: that it has more, and the accuracy.

    >>> tell_left(2, 2, "Right."), tell_left(500, 1200)
    ('Right.', '500 of 1,200 rows are shown; the tables of the run hold all.')
    """
    left = f"{n_shown:,} of {n_rows:,} rows are shown; the tables of the run hold all."
    return " ".join(filter(None, (left if n_shown < n_rows else "", accuracy)))


def note_accuracy(accuracy: str) -> str:
    """What stands under a table about its accuracy, as HTML; nothing for nothing.

    >>> note_accuracy("right & n = 5")
    '<p><small>right &amp; n = 5</small></p>'
    """
    return f"<p><small>{escape(accuracy)}</small></p>" if accuracy else ""


def say_source(row: Mapping[Any, Any]) -> str:
    """Where a sentence stands, from a row of `find_evidence`."""
    where = str(row["outlet"]) or str(row["file"])
    return f"{where}, {row['published'] or 'undated'} ({row['sentence_id']})"


def _show(value: object) -> str:
    return f"{value:.3g}" if isinstance(value, float) else str(value)
