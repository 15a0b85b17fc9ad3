"""Agencies: whose report an article says that it carries, in a dateline, a byline, a notice or a last line.

A sentence that names an agency (`according to …`, `told …`) is no credit, and neither is a photo's.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import pandas as pd

from corpus_tools import lexicons
from corpus_tools.characters import fold, plain, slug
from corpus_tools.reading.lines import is_sentence, last_line
from corpus_tools.reading.wordings import agency_names, capital_signature
from corpus_tools.schema import stream

_RULES = ("dateline", "credit", "header", "title", "notice", "front_matter", "footer")
"""What cleaning removes that can hold a credit; captions of pictures credit the picture."""
_STANDING = ("dateline", "credit")
"""Where an agency needs no small word before it."""
_MOST_WORDS = 14
_HEAD_LINES = 6
_SHORT = 24
"""Characters that a place may take before the mark of an agency, on a line of their own."""
_SEPARATOR = re.compile(r"\s*[,|/–-]\s*(?=\S+(?:\s\S+){0,3}\Z)")
_CAPITALISED = r"[A-ZÀ-ỸĐ][\w'’.&-]*"
_SMALL = r"(?:(?:of|the|de|du|des|la|le|d'|l')\s*)?"
_CLOSING = re.compile(r"[(\[]\s*([^()\[\]\n]{2,60})\s*[)\]]\.?\s*\Z")


@dataclass(frozen=True)
class Credit:
    """A place where an article names the agency whose report it carries.

    Attributes:
        article_id: the article.
        agency: the id of the agency, the same for all its names.
        start: where the credit begins in the source text.
        end: where it ends.
    """

    article_id: str
    agency: str
    start: int
    end: int


def find_credits(articles: pd.DataFrame, dropped: pd.DataFrame, texts: Mapping[str, str]) -> list[Credit]:
    """The credits of all articles, one for each agency that an article names, in the order of the table.

    Args:
        articles: table of articles; `agency` and `outlet` are used. An agency that signs in its own outlet
            is no credit.
        dropped: table of what cleaning removed, where most credits stand.
        texts: source text by article_id.
    """
    removed: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in stream(dropped):
        if row["rule"] in _RULES:
            removed[row["article_id"]].append(row)
    found: list[Credit] = []
    for article in stream(articles):
        article_id = str(article["article_id"])
        own = name_agency(str(article["outlet"]))
        named: dict[str, Credit] = {}
        for agency, start, end in _find_all(article, removed[article_id], texts.get(article_id, "")):
            if agency != own:
                named.setdefault(agency, Credit(article_id, agency, start, end))
        found += named.values()
    return found


def name_agency(name: str) -> str:
    """The id of an agency from any of its names or marks; a slug for one that no list knows.

    >>> name_agency("Agence France-Presse"), name_agency("AFP"), name_agency("ZANIS")
    ('afp', 'afp', 'zanis')
    """
    return _ids().get(fold(name.strip()), slug(name))


def list_agencies(text: str) -> list[str]:
    """The ids of the known agencies that a credit names, in order.

    >>> list_agencies("Reuters and AP"), list_agencies("VNA/VNS"), list_agencies("the ministry")
    (['reuters', 'ap'], ['vna'], [])
    """
    return list(dict.fromkeys(name_agency(match.group()) for match in _known().finditer(plain(text))))


def _find_all(
    article: Mapping[str, Any], removed: Iterable[Mapping[str, Any]], text: str
) -> Iterator[tuple[str, int, int]]:
    for row in removed:
        for start, line in _lines(str(row["text"]), int(row["start"])):
            is_headline = row["rule"] == "title" and start == row["start"]
            named = _read_standing(line, str(article["agency"])) if row["rule"] in _STANDING else []
            named = named or _read_line(line, bare_only=is_headline)
            yield from ((agency, start, start + len(line)) for agency in named)
    yield from _read_head(text)
    yield from _read_end(text)


def _lines(text: str, start: int) -> Iterator[tuple[int, str]]:
    """The lines of a span without the space around them, each with its place in the source text."""
    for line in text.splitlines(keepends=True):
        if line.strip():
            yield start + len(line) - len(line.lstrip()), line.strip()
        start += len(line)


def _read_standing(line: str, agency: str) -> list[str]:
    """The agencies of a dateline or credit: the known ones, or else the one that reading found there."""
    return list_agencies(line) or ([name_agency(agency)] if agency and agency in line else [])


def _read_line(line: str, *, bare_only: bool = False) -> list[str]:
    """The agencies of a byline, a notice or a last line; none when it reads as something else."""
    straight = plain(line).strip(" *_|[].-")
    if straight[:1] + straight[-1:] == "()":
        straight = straight[1:-1]
    if len(straight.split()) > _MOST_WORDS:
        return []
    if _known().fullmatch(straight) or (not bare_only and _unknown().fullmatch(straight)):
        return list_agencies(straight) or [name_agency(straight)]
    return [] if bare_only else _read_credited(straight)


def _read_credited(straight: str) -> list[str]:
    """The agencies after the words that credit them, or at the end of a byline: `By Jane Doe, Reuters`."""
    folded = fold(straight)
    for match in [*_credit_words("credit").finditer(folded), *_SEPARATOR.finditer(straight)]:
        rest = straight[match.end() :]
        if _known().match(rest):
            return list_agencies(rest)
        named = _unknown().match(rest)
        if named and match.re is not _SEPARATOR:
            return [name_agency(named.group())]
    first = _credit_words("republished").search(folded)
    name = (
        re.match(rf"{_CAPITALISED}(?:\s+{_CAPITALISED}){{0,4}}", straight[first.end() :]) if first else None
    )
    return [name_agency(name.group())] if name else []


def _read_head(text: str) -> Iterator[tuple[str, int, int]]:
    """A line near the top that cleaning left and that holds nothing but an agency."""
    head = "".join(text.splitlines(keepends=True)[:_HEAD_LINES])
    for start, line in _lines(head, 0):
        yield from ((agency, start, start + len(line)) for agency in _read_line(line, bare_only=True))


def _read_end(text: str) -> Iterator[tuple[str, int, int]]:
    """A credit that closes the text and that cleaning left: `(Zambezi News Agency)`, or a line of its own."""
    line = last_line(text, len(text))
    if line is None:
        return
    closing = _CLOSING.search(line.text)
    if closing:
        inner = closing[1].strip()
        alone = closing.start() <= _SHORT and capital_signature().fullmatch(inner)
        named = _read_line(inner) or ([slug(inner)] if alone else [])
        yield from ((agency, line.start + closing.start(), line.stop) for agency in named)
    elif not is_sentence(line.text):
        for agency in _read_line(line.text):
            yield agency, line.start, line.start + len(line.text)


@cache
def _ids() -> Mapping[str, str]:
    """The id of each known agency by its folded names."""
    groups = [[name] for name in agency_names()]
    groups += lexicons.load("press").get("same_agency", [])
    return {fold(name): slug(group[0]) for group in groups for name in group}


@cache
def _known() -> re.Pattern[str]:
    """Matches the plain name of a known agency, in its own case."""
    names = {plain(name) for name in agency_names()}
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    return re.compile(rf"(?<![\w.])(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")


@cache
def _unknown() -> re.Pattern[str]:
    """Matches a plain name that says of itself that it is an agency's: `Zambezi News Agency`."""
    nouns = _words_for("agency_nouns")
    pattern = "|".join(re.escape(noun) for noun in nouns)
    return re.compile(
        rf"(?:{_CAPITALISED}\s+){{1,4}}(?i:{pattern})(?!\w)(?:\s+(?i:{_SMALL}){_CAPITALISED}){{0,3}}"
        rf"|(?i:{pattern})\s+(?:[a-z]+\s+)?(?i:{_SMALL}){_CAPITALISED}(?:\s+{_CAPITALISED}){{0,3}}"
    )


@cache
def _credit_words(key: str) -> re.Pattern[str]:
    """Matches, in a folded line, the words up to the name of the agency that they credit."""
    words = "|".join(re.escape(word) for word in _words_for(key))
    return re.compile(rf"(?:^|(?<=[\s|(]))(?:{words})\s*:?\s*(?:\d{{4}}\s+)?(?:the |l'|la |le |hang tin )?")


def _words_for(key: str) -> list[str]:
    """The entries under a key in all languages, longest first."""
    found = {word for lexicon in lexicons.load_all("lineage").values() for word in lexicon.get(key, ())}
    return sorted(found, key=lambda word: (-len(word), word))
