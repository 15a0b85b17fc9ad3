"""Outlets: who published an article, where its own notices and its head agree on it."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from corpus_tools import lexicons
from corpus_tools.characters import fold
from corpus_tools.reading.dates import alternation
from corpus_tools.reading.wordings import agency_signature, bare, words_for

_NOTICES = ("notice", "related", "credit", "footer", "button")
_HEAD = ("header", "front_matter", "title", "dateline")
_MOST_WORDS = 7
_MOST_SECTION_WORDS = 3
_LONGEST = 200
_YEARS = re.compile(r"(?<!\w)(?:19|20)\d\d(?:\s*[-–—]\s*(?:(?:19|20)\d\d|\d\d))?(?!\w)")
_MARKS = re.compile(r"©|\([cC]\)")
_PARTS = re.compile(r"\s*[|·•,()\[\]\n]\s*|\s+[–—-]\s+")
_EDGES = " \t\u00a0.,;:/|·•–—-*_()[]"


def read_outlet(pieces: Iterable[tuple[str, str]]) -> str:
    r"""The holder of the copyright, where the head of the article names the same body by itself.

    One of the two alone is no evidence: the rights may be an agency's, and a line of the head anything.

    Args:
        pieces: the rule and the text of each dropped span, in order.

    Returns:
        The name as the head writes it, or the empty string.

    >>> read_outlet([("header", "By Ada Low\nThe Accra Gazette\n"), ("notice", "© 2026 Accra Gazette Ltd")])
    'The Accra Gazette'
    >>> read_outlet([("header", "By Ada Low"), ("notice", "© 2026 The Accra Gazette")])
    ''
    """
    pieces = list(pieces)
    holders = {_key(holder) for holder in _find_holders(pieces)} - {""}
    for rule, piece in pieces:
        for part in _PARTS.split(piece) if holders and rule in _HEAD else ():
            if _key(part) in holders and not agency_signature().fullmatch(part.strip(_EDGES)):
                return part.strip(_EDGES)
    return ""


def is_masthead(line: str, outlet: str) -> bool:
    """Whether a line of the head is the name of its outlet, with no more than a section beside it.

    >>> is_masthead("The Accra Gazette - Politics", "Accra Gazette")
    True
    >>> is_masthead("Harbour deal signed after long talks - Accra Gazette", "Accra Gazette")
    False
    """
    parts = [part for part in _PARTS.split(line) if part]
    others = [part for part in parts if _key(part) != _key(outlet)]
    return len(others) < len(parts) and len(" ".join(others).split()) <= _MOST_SECTION_WORDS


def _find_holders(pieces: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Whom the lines that claim rights name."""
    for rule, piece in pieces:
        for line in piece.split("\n") if rule in _NOTICES else ():
            claim = bare(line)
            folded = fold(claim)
            if len(line) <= _LONGEST and (_MARKS.search(claim) or _claims().search(folded)):
                yield from re.split(r"[.;|·•]\s+|\s+[–—-]\s+", claim)


def _key(name: str) -> str:
    """The folded words of a name without articles, years and a firm's form; empty when it is no name."""
    name = _MARKS.sub(" ", _YEARS.sub(" ", name)).strip(_EDGES)
    name = _claims().sub(" ", fold(name)) if _claims().search(fold(name)) else fold(name)
    words = re.findall(r"[^\W_]+", name)
    while words and words[0] in _small():
        words = words[1:]
    while words and words[-1] in _suffixes():
        words = words[:-1]
    for suffix in map(str.split, words_for("outlet_suffixes")):
        words = words[: -len(suffix)] if words[-len(suffix) :] == suffix else words
    return " ".join(words) if 0 < len(words) <= _MOST_WORDS else ""


@cache
def _claims() -> re.Pattern[str]:
    """The words of a claim of rights, in folded text."""
    return re.compile(rf"(?<!\w)(?:{alternation(words_for('rights'))})(?!\w)")


@cache
def _small() -> frozenset[str]:
    names = lexicons.load_all("names").values()
    return frozenset(word for lexicon in names for key in ("articles", "of") for word in lexicon.get(key, ()))


@cache
def _suffixes() -> frozenset[str]:
    names = lexicons.load_all("names").values()
    return frozenset(word for lexicon in names for word in lexicon.get("firm_suffixes", ()))
