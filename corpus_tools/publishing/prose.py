"""Prose: what a notebook says in words, with every number and name put in by code.

Text of articles is shown as text, never as markup. Nothing here decides what is worth saying; that is
for `findings` and `narrative`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import pandas as pd

from corpus_tools.publishing.evidence import CELL, HEAD, MOST_ROWS, note_accuracy, tell_left
from corpus_tools.publishing.markdown import literal
from corpus_tools.publishing.plots.rows import count
from corpus_tools.publishing.style import shorten

__all__ = ["Listing", "Prose", "count", "enumerate_words", "list_rows", "say"]


@dataclass(frozen=True)
class Prose:
    """A paragraph that a notebook shows.

    Attributes:
        markdown: the paragraph, in which text of articles is escaped.
        text: the same without markup.
    """

    markdown: str
    text: str

    def __repr__(self) -> str:
        """The paragraph as plain text."""
        return self.text

    def _repr_markdown_(self) -> str:
        return self.markdown


@dataclass(frozen=True)
class Listing:
    """A table as a notebook shows it, for rows that are not about sentences; long cells end with "…".

    Attributes:
        rows: the table.
        empty: what to say when there are no rows.
        longest: characters of a cell that are shown.
        accuracy: how often the steps above are right, in a sentence.
    """

    rows: pd.DataFrame
    empty: str = "No rows."
    longest: int = 160
    accuracy: str = ""

    def __repr__(self) -> str:
        """The rows as plain text."""
        told = self.empty if self.rows.empty else str(self._short().to_string(index=False))
        return "\n".join(filter(None, (told, self.accuracy)))

    def _repr_html_(self) -> str:
        if self.rows.empty:
            return f"<p>{escape(self.empty)}</p>{note_accuracy(self.accuracy)}"
        shown = self._short()
        head = "".join(f"{HEAD}{escape(str(name))}</th>" for name in shown.columns)
        body = "".join(
            "<tr>" + "".join(f"{CELL}{escape(str(value))}</td>" for value in row) + "</tr>"
            for row in shown.itertuples(index=False)
        )
        table = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        return f"{table}{note_accuracy(self.accuracy)}"

    def _short(self) -> pd.DataFrame:
        return self.rows.map(lambda value: shorten(show(value), self.longest))


def say(template: str, *, accuracy: str = "", **values: object) -> Prose:
    r"""Fill a sentence with values of today.

    Args:
        template: Markdown with `{name}` for each value, as for `str.format`.
        accuracy: how often the steps are right that the sentence rests on; a paragraph of its own.
        values: text is escaped; numbers go through the format of their place.

    >>> say("**{n}** articles, first {title}", n=2, title="A *new* day")
    2 articles, first A *new* day
    >>> say("**{n}** articles, first {title}", n=2, title="A *new* day").markdown
    '**2** articles, first A \\*new\\* day'
    """
    escaped = {name: literal(value) if isinstance(value, str) else value for name, value in values.items()}
    plain = template.replace("**", "").format(**values)
    under = f"\n\n<small>{literal(accuracy)}</small>" if accuracy else ""
    return Prose(template.format(**escaped) + under, "\n".join(filter(None, (plain, accuracy))))


def list_rows(
    data: pd.DataFrame, *, empty: str = "No rows.", longest: int = 160, accuracy: str = ""
) -> Listing:
    """Show a table of which no row is about sentences, or its first rows where it is long, without its index.

    >>> list_rows(pd.DataFrame({"rule": []}), empty="Nothing was removed.")
    Nothing was removed.
    """
    first = data.head(MOST_ROWS).reset_index(drop=True)
    return Listing(first, empty, longest, tell_left(len(first), len(data), accuracy))


def enumerate_words(words: Sequence[str], *, most: int = 0) -> str:
    """Words as a sentence lists them; those beyond `most` are counted.

    >>> enumerate_words(["a", "b", "c"]), enumerate_words(["a", "b", "c", "d"], most=2)
    ('a, b and c', 'a, b and 2 more')
    """
    shown = list(words)
    if most and len(shown) > most:
        shown = [*shown[:most], f"{len(shown) - most} more"]
    return " and ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)


def show(value: object) -> str:
    """A value of a cell in words: numbers to three significant digits, nothing for a missing one.

    >>> show(0.98765), show(12), show(float("nan")), show(pd.NA)
    ('0.988', '12', '', '')
    """
    if value is pd.NA:
        return ""
    if isinstance(value, float):
        return "" if value != value else f"{value:.3g}"
    return str(value)
