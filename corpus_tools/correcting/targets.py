"""Targets: the rows that a correction means, found by words of an article rather than by a row's number.

An id can change when a rule of the automatic step does, the words of an article cannot. So a row is pointed
at by its article and words of it; `id` only helps where several rows share a sentence.
"""

import re
from collections.abc import Mapping
from typing import Any

import pandas as pd

from corpus_tools.annotating.spelling import name_words
from corpus_tools.characters import fold, slug
from corpus_tools.correcting.entries import Correction
from corpus_tools.schema import split

Tables = Mapping[str, pd.DataFrame]
Span = tuple[str, int, int]


class TargetGoneError(Exception):
    """What a correction speaks of is not, or not clearly, in this corpus; the message says what."""


def find_article(articles: pd.DataFrame, name: str) -> str:
    """The id of an article that is named by its id or its file.

    Raises:
        TargetGoneError: there is none.
    """
    if name in set(articles["article_id"]):
        return name
    found = articles.loc[articles["file"] == name, "article_id"]
    if len(found) != 1:
        raise TargetGoneError(f"no article {name}")
    return str(found.iloc[0])


def find_words(text: str, words: str, start: str = "") -> tuple[int, int]:
    r"""Where words stand in a text; case, accents and the length of spaces do not matter.

    >>> find_words("He met\nthe Minister; the minister left.", "met the minister")
    (3, 19)

    Args:
        text: of the article.
        words: of the text.
        start: about where they begin; needed when they stand in several places.

    Raises:
        TargetGoneError: they are not there, or in several places and nothing says which.
    """
    pattern = r"\s+".join(re.escape(word) for word in fold(words).split())
    found = [match.span() for match in re.finditer(rf"(?<!\w){pattern}(?!\w)", fold(text))]
    if not found:
        raise TargetGoneError(f"no words “{_short(words)}” in the article")
    if len(found) > 1 and not start:
        raise TargetGoneError(
            f"“{_short(words)}” stands there {len(found)} times; give more words or a start"
        )
    return min(found, key=lambda span: (abs(span[0] - int(start or 0)), span))


def find_span(tables: Tables, texts: Mapping[str, str], fields: Mapping[str, Any]) -> Span:
    """The article and the place of the words that fields (`article`, `words`, `start`) name.

    Raises:
        TargetGoneError: as `find_article` and `find_words`.
    """
    article_id = find_article(tables["articles"], str(fields["article"]))
    start, end = find_words(texts[article_id], str(fields["words"]), str(fields.get("start", "")))
    return article_id, start, end


def find_sentences(tables: Tables, span: Span) -> pd.DataFrame:
    """The sentences that a span touches, in order.

    Raises:
        TargetGoneError: the span was removed by cleaning, and is in no sentence.
    """
    rows = tables["sentences"]
    touched = rows[(rows["article_id"] == span[0]) & (rows["start"] < span[2]) & (rows["end"] > span[1])]
    if touched.empty:
        raise TargetGoneError("the words are in no sentence of the article")
    return touched


def find_mentions(tables: Tables, span: Span) -> "pd.Series[bool]":
    """Which mentions a span means: those of just this place, else those that it touches.

    Raises:
        TargetGoneError: none is there.
    """
    rows = tables["mentions"]
    here = rows["article_id"] == span[0]
    exact = here & (rows["start"] == span[1]) & (rows["end"] == span[2])
    found = exact if exact.any() else here & (rows["start"] < span[2]) & (rows["end"] > span[1])
    if not found.any():
        raise TargetGoneError("no mention stands there")
    return found


def find_actor(tables: Tables, texts: Mapping[str, str], named: str | Mapping[str, str]) -> str:
    """The id of an actor that is named by its id, one of its names, or where a text mentions it.

    Raises:
        TargetGoneError: there is none, or several bear the name.
    """
    if isinstance(named, Mapping):
        rows = tables["mentions"][find_mentions(tables, find_span(tables, texts, named))]
        ids = list(dict.fromkeys(item for cell in rows["actor_id"] for item in split(cell)))
        if named.get("id") in ids:
            return str(named["id"])
        if len(ids) != 1:
            raise TargetGoneError(f"“{_short(named['words'])}” mentions {len(ids)} actors")
        return ids[0]
    actors = tables["actors"]
    if named in set(actors["actor_id"]):
        return named
    words = name_words(named)
    own = zip(actors["actor_id"], actors["name"], actors["aliases"], strict=True)
    ids = [
        actor_id
        for actor_id, name, aliases in own
        if words in {name_words(each) for each in (name, *split(aliases))}
    ]
    if len(ids) != 1:
        raise TargetGoneError(f"{len(ids) or 'no'} actor{'s' * (len(ids) > 1)} named {named}")
    return str(ids[0])


def find_row(
    tables: Tables, texts: Mapping[str, str], name: str, entry: Correction, **wanted: str
) -> "pd.Series[bool]":
    """Which row of a table a correction means: it rests on the sentence of the words, and has what is wanted.

    Args:
        tables: with the table, articles and sentences.
        texts: of the articles.
        name: of the table; its rows have `sentence_id` or `sentence_ids`.
        entry: with article, words and perhaps start and id.
        wanted: values of columns that the row must have; empty ones do not count.

    Raises:
        TargetGoneError: there is no such row, or there are several.
    """
    ids = set(find_sentences(tables, find_span(tables, texts, entry.fields))["sentence_id"])
    data = tables[name]
    cells = data["sentence_ids" if "sentence_ids" in data else "sentence_id"]
    found = cells.map(lambda cell: not ids.isdisjoint(split(cell))).astype(bool)
    for column, value in wanted.items():
        found &= (data[column] == value) | (value == "")
    own = data[f"{name.rstrip('s')}_id"] == entry.text("id")
    if found.sum() > 1 and (found & own).sum() == 1:
        found &= own
    if found.sum() != 1:
        raise TargetGoneError(f"{found.sum() or 'no'} rows of {name} rest on that sentence")
    return found


def name_id(name: str, taken: Mapping[str, Any] | set[str]) -> str:
    """An id for a new actor, from its name.

    >>> name_id("Ama Boateng", {"ama-boateng"})
    'ama-boateng-2'
    """
    stem, number = slug(name) or "actor", 1
    while (stem if number == 1 else f"{stem}-{number}") in taken:
        number += 1
    return stem if number == 1 else f"{stem}-{number}"


def _short(words: str) -> str:
    return words if len(words) <= 40 else f"{words[:39]}…"
