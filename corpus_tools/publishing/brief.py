"""Brief: what a briefing says, as plain data, before it is set in any format.

The text of articles is cleaned of whatever no document may hold, and is only ever data: it makes no markup,
field or link.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

TALLEST = 4.1
"""Inches of height that a figure takes at most."""

_UNPRINTABLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufdd0-\ufdef\ufeff"
    "\ufff9-\ufffc\ufffe\uffff\U000e0000-\U000e007f]"
)


@dataclass(frozen=True)
class Line:
    """A sentence, and the articles it rests on.

    Attributes:
        text: the sentence.
        notes: numbers of `Brief.sources`, from 1; at most `MOST_NOTES`.
        more: articles beyond these.
        mark: how it stands on the day of the briefing (`To come.`, `Past due.`), or nothing.
    """

    text: str
    notes: Sequence[int] = ()
    more: int = 0
    mark: str = ""


@dataclass(frozen=True)
class Picture:
    """A figure as it was saved; `width` and `height` are of its PNG, in inches."""

    figure_id: str
    version: str
    title: str
    caption: str
    alt: str
    width: float
    height: float
    png: Path


@dataclass(frozen=True)
class Row:
    """A row of the ledger.

    Attributes:
        cells: what stands under the head but for the sources.
        notes: numbers of `Brief.sources`, from 1.
        more: articles beyond these.
        language: of its words.
    """

    cells: Sequence[str]
    notes: Sequence[int]
    more: int
    language: str


@dataclass(frozen=True)
class Source:
    """An article as a note: outlet, title, date in words, address (of the web, or empty) and language."""

    article_id: str
    outlet: str
    title: str
    when: str
    url: str
    language: str


@dataclass(frozen=True)
class Brief:
    """What a briefing says.

    Attributes:
        title: of the document.
        subtitle: the corpus and the day of the briefing, in a line.
        findings: sentences.
        pictures: the figures.
        chronology: sentences about events, by part of the narrative.
        chronology_note: what is left out, if anything.
        ledger_head: the names of its columns; the last is that of the sources.
        ledger: rows.
        ledger_note: what is left out, if anything.
        method: paragraphs: the counting rule, the measured accuracy, and how to check.
        sources: the articles, in the order in which they are first noted.
        footer: what made it, in a line.
        day: the day of the briefing, an ISO date or empty.
    """

    title: str
    subtitle: str
    findings: Sequence[Line]
    pictures: Sequence[Picture]
    chronology: Mapping[str, Sequence[Line]]
    chronology_note: str
    ledger_head: Sequence[str]
    ledger: Sequence[Row]
    ledger_note: str
    method: Sequence[str]
    sources: Sequence[Source]
    footer: str
    day: str


def printable(text: object) -> str:
    r"""Text that every document format may hold: one line, without control or direction characters.

    >>> printable("a\x00b\u202e  c\nd\ufffe")
    'ab c d'
    """
    spaced = re.sub(r"[\t\r\n\x0b\x0c\x85\u2028\u2029]+", " ", str(text))
    return " ".join(_UNPRINTABLE.sub("", spaced).split())
