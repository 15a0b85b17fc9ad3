"""Links: where in the report an id leads, and what is said of a sentence from the other side."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from corpus_tools.publishing.coverage import name_articles
from corpus_tools.publishing.report.sheets import Sheet
from corpus_tools.publishing.style import shorten
from corpus_tools.schema import records, split

LONGEST = 400
"""Characters of a cell or a quoted sentence that are shown; the article and the file have all of it."""

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
        quotes: each sentence and each article as evidence, by its id.
    """

    def __init__(self, articles: pd.DataFrame, sentences: pd.DataFrame, sheets: Iterable[Sheet]) -> None:
        """Take down where everything is.

        Args:
            articles: the table articles.
            sentences: the table sentences.
            sheets: those whose rows have ids of their own.
        """
        self.names = name_articles(articles)
        self.quotes = _list_quotes(articles, sentences, self.names)
        self._rows = {sheet.name: _list_rows(sheet) for sheet in sheets}
        self._rows["articles"] = {
            article_id: Link(name, locate(article_id), article_id) for article_id, name in self.names.items()
        }

    def find(self, column: str, cell: str) -> list[Link]:
        """The items of a cell, linked as far as its column holds ids or addresses."""
        if column == "url":
            return [link_web(cell)] if cell else []
        match = _ID.match(column)
        known = self._rows.get(_OWNER.get(match[1], "") if match else _ALSO.get(column, ""))
        if known is None:
            return [Link(item) for item in (split(cell) if column in _LISTS else [cell]) if item]
        return [known.get(item, Link(item)) for item in split(cell)]

    def quote(self, ids: Iterable[str]) -> list[Quote]:
        """The evidence of a row; an id that the corpus does not have is left as a word."""
        return [self.quotes.get(item, Quote(Link(item), "", "")) for item in ids]


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


def list_derived(sheets: Iterable[Sheet]) -> dict[str, dict[str, list[Link]]]:
    """What rests on each sentence or article: by its id, for each sheet by its title, links to the rows."""
    found: dict[str, dict[str, list[Link]]] = {}
    for sheet in sheets:
        for number, ids in enumerate(sheet.evidence):
            link = Link(sheet.labels[number], sheet.href(number))
            for item in ids:
                found.setdefault(item, {}).setdefault(sheet.title, []).append(link)
    return found


def _list_quotes(
    articles: pd.DataFrame, sentences: pd.DataFrame, names: Mapping[str, str]
) -> dict[str, Quote]:
    language = dict(zip(articles["article_id"], articles["language"], strict=True))
    quotes = {
        article_id: Quote(Link(name, locate(article_id)), "", language[article_id])
        for article_id, name in names.items()
    }
    for row in records(sentences):
        article_id, sentence_id = row["article_id"], row["sentence_id"]
        words = f"{names[article_id]}, sentence {say_number(sentence_id)}"
        link = Link(words, locate(sentence_id))
        quotes[sentence_id] = Quote(link, shorten(row["text"], LONGEST), language[article_id])
    return quotes


def say_number(sentence_id: str) -> str:
    """The number of a sentence in its article, as its id has it.

    >>> say_number("a9a2bf168.s002")
    '2'
    """
    return sentence_id.rpartition(".s")[2].lstrip("0") or "0"


def _list_rows(sheet: Sheet) -> dict[str, Link]:
    """The rows of a sheet by their ids, which are its first column."""
    ids: Sequence[str] = sheet.data.iloc[:, 0].astype(str).tolist()
    named = sheet.name == "actors"
    return {
        item: Link(
            sheet.labels[number] if named else item,
            sheet.href(number),
            item if named else sheet.labels[number],
        )
        for number, item in enumerate(ids)
    }
