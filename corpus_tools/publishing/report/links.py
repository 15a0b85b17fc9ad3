"""Links: where in the report an id leads, and what is said of a sentence from the other side."""

import re
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from corpus_tools.publishing.coverage import name_articles
from corpus_tools.publishing.report.numbering import Numbering
from corpus_tools.publishing.report.sheets import Sheet
from corpus_tools.publishing.style import shorten
from corpus_tools.schema import split

LONGEST = 400
"""Characters of a cell or a quoted sentence that are shown; the article and the file have all of it."""

Numbers = NDArray[np.int32]

_WEB = re.compile(r"https?://[^\s<>\"'{}|\\^`]+", re.IGNORECASE)

_OWNER: Mapping[str, str] = {
    **dict.fromkeys(("actor", "speaker", "organisation", "place", "by", "to"), "actors"),
    **dict.fromkeys(("addressee", "participant", "object"), "actors"),
    **{"statement": "statements", "ledger": "ledger", "event": "events", "initiative": "initiatives"},
    **dict.fromkeys(("article", "first_article"), "articles"),
    "figure": "figures",
}
_ALSO = {"copy_of": "articles", "translation_of": "articles"}
_LISTS = frozenset({"aliases", "basis", "conflicts", "languages", "precision", "warnings"})
_ID = re.compile(r"(\w+?)_ids?\Z")


@dataclass(frozen=True)
class Link:
    """Words that lead somewhere.

    Attributes:
        text: the words.
        href: a place in the report, seen from its folder, or an address of the web; empty for words alone.
        note: what the words stand for, where that is not plain.
    """

    text: str
    href: str = ""
    note: str = ""

    @property
    def is_web(self) -> bool:
        """Whether it leaves the report."""
        return _WEB.fullmatch(self.href) is not None


@dataclass(frozen=True)
class Quote:
    """A sentence, or an article as a whole, as evidence.

    Attributes:
        link: to it.
        text: the sentence; empty for an article.
        language: of the text.
    """

    link: Link
    text: str
    language: str


class Directory:
    """Finds the place of every article, sentence and row of the report.

    Attributes:
        names: a short name of each article.
        places: the number of the row of each sentence by its id; those of articles follow.
    """

    def __init__(self, articles: pd.DataFrame, sentences: pd.DataFrame, sheets: Iterable[Sheet]) -> None:
        """Take down where everything is.

        Args:
            articles: the table articles.
            sentences: the table sentences.
            sheets: those whose rows have ids of their own.
        """
        self.names = name_articles(articles)
        self.places = Numbering(chain(sentences["sentence_id"], self.names))
        self._languages = dict(zip(articles["article_id"], articles["language"], strict=True))
        self._texts = sentences["text"].array
        self._sheets = {sheet.name: (sheet, Numbering(sheet.data.iloc[:, 0])) for sheet in sheets}

    def find(self, column: str, cell: str) -> list[Link]:
        """The items of a cell, linked as far as its column holds ids or addresses."""
        if column == "url":
            return [link_web(cell)] if cell else []
        match = _ID.match(column)
        owner = _OWNER.get(match[1], "") if match else _ALSO.get(column, "")
        if owner == "articles":
            return [self._open_article(item) for item in split(cell)]
        if owner in self._sheets:
            return [self._open_row(owner, item) for item in split(cell)]
        return [Link(item) for item in (split(cell) if column in _LISTS else [cell]) if item]

    def quote(self, ids: Iterable[str]) -> list[Quote]:
        """The evidence of a row; an id that the corpus does not have is left as a word."""
        return [self._quote(item) for item in ids]

    def link(self, item: str) -> Link:
        """An article or a sentence by its id, under a name for people."""
        return self._quote(item).link

    def _quote(self, item: str) -> Quote:
        article_id, dot, _ = item.partition(".")
        if item not in self.places:
            return Quote(Link(item), "", "")
        if not dot:
            return Quote(Link(self.names[item], locate(item)), "", self._languages[item])
        text = shorten(self._texts[self.places[item]], LONGEST)
        words = f"{self.names[article_id]}, sentence {say_number(item)}"
        return Quote(Link(words, locate(item)), text, self._languages[article_id])

    def _open_article(self, item: str) -> Link:
        known = item in self.names
        return Link(self.names[item], locate(item), item) if known else Link(item)

    def _open_row(self, owner: str, item: str) -> Link:
        """The row of a sheet by its id."""
        sheet, rows = self._sheets[owner]
        if item not in rows:
            return Link(item)
        label, href = sheet.labels[rows[item]], sheet.href(rows[item])
        return Link(label, href, item) if owner == "actors" else Link(item, href, label)


def link_web(address: str) -> Link:
    """An address as a link when it is one of the web, else as words.

    >>> link_web("https://example.org/a").href, link_web("javascript:alert(1)").href
    ('https://example.org/a', '')
    """
    return Link(address, address if _WEB.fullmatch(address) else "")


def locate(evidence: str) -> str:
    """Where an article or a sentence stands.

    >>> locate("a9a2bf168.s002"), locate("a9a2bf168")
    ('articles/a9a2bf168.html#a9a2bf168.s002', 'articles/a9a2bf168.html')
    """
    article_id, dot, _ = evidence.partition(".")
    return f"articles/{article_id}.html#{evidence}" if dot else f"articles/{article_id}.html"


class Derived:
    """What rests on each article and on each sentence."""

    def __init__(self, directory: Directory, sheets: Iterable[Sheet]) -> None:
        """Take down the rows of sheets by what they rest on, as numbers, for there are many.

        Args:
            directory: knows the articles and sentences.
            sheets: those whose rows are derived from these.
        """
        self._places = directory.places
        self._rests = [(sheet, *_turn(sheet.evidence, directory.places)) for sheet in sheets]

    def find(self, ids: Sequence[str]) -> dict[str, dict[str, list[Link]]]:
        """Links to the rows that rest on articles or sentences: by their ids, for each sheet by its title."""
        sought = np.array([self._places[item] for item in ids])
        found: dict[str, dict[str, list[Link]]] = {}
        for sheet, places, rows in self._rests:
            starts, ends = np.searchsorted(places, [sought, sought + 1])
            behind = np.concatenate([rows[start:end] for start, end in zip(starts, ends, strict=True)])
            labels = sheet.labels.take(behind).tolist()
            resting = np.repeat(np.arange(len(ids)), ends - starts).tolist()
            for item, row, label in zip(resting, behind.tolist(), labels, strict=True):
                of_item = found.setdefault(ids[item], {}).setdefault(sheet.title, [])
                of_item.append(Link(label, sheet.href(row)))
        return found


def _turn(evidence: Iterable[str], places: Mapping[str, int]) -> tuple[Numbers, Numbers]:
    """The numbers of what rows rest on, in order, and beside each the number of the row."""
    rested, rows = array("i"), array("i")
    for row, cell in enumerate(evidence):
        for item in split(cell):
            if item in places:
                rested.append(places[item])
                rows.append(row)
    order = np.argsort(rested, kind="stable")
    return np.asarray(rested)[order], np.asarray(rows)[order]


def say_number(sentence_id: str) -> str:
    """The number of a sentence in its article, as its id has it.

    >>> say_number("a9a2bf168.s002")
    '2'
    """
    return sentence_id.rpartition(".s")[2].lstrip("0") or "0"
