"""Anchors: what survives translation, the names and numbers of a text.

They say whether two texts speak of the same things where words cannot be compared, and tell apart
two reports that are worded alike. Day numbers and years count as numbers.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from corpus_tools import lexicons
from corpus_tools.characters import fold, plain

_NUMBER = re.compile(
    r"(?<![\w.,])\d{1,3}(?:[ .,]\d{3})+(?:[.,]\d{1,2})?(?!\d)|(?<![\w.,])\d+(?:[.,]\d+)?(?!\d)"
)
_NAME = re.compile(r"[A-Z][\w'&-]*\w(?: [A-Z][\w'&-]*\w)*")
_OPENING = re.compile(r"(?:^|[.!?:;\n]['\")]*\s+|^\W+|[\"(]\s?)$")
_SHORTEST = 4
_SOURCES = ("countries", "regions", "authority")


@dataclass(frozen=True)
class Anchors:
    """The anchors of a text; names are folded."""

    names: frozenset[str]
    numbers: frozenset[str]

    @property
    def all(self) -> frozenset[str]:
        """Names and numbers together."""
        return self.names | self.numbers


def find_anchors(text: str, language: str = "") -> Anchors:
    """The anchors of a text.

    Names are runs of capitalised words (in pairs, and one by one where long), countries and
    other known names are their ids whatever the language, and numbers lose their
    separators of thousands.

    >>> anchors = find_anchors("On 3 May, Prime Minister Ana Diaz signed off 1,200 visas for France.", "en")
    >>> sorted(anchors.numbers), sorted(anchors.names)
    (['1200', '3'], ['=france', 'ana diaz', 'diaz', 'minister', 'minister ana', 'prime', 'prime minister'])
    """
    straight = plain(text)
    names = set(_find_known(straight, language))
    common = set(re.findall(r"(?<![\w])[a-z][\w]*", straight))
    known = {fold(name) for name in _known_names(language)}
    for run in _find_runs(straight):
        words = [word for word in run if word not in common]
        names.update(word for word in words if len(word) >= _SHORTEST and word not in known)
        names.update(f"{left} {right}" for left, right in pairwise(words))
    return Anchors(frozenset(names - known), frozenset(_find_numbers(straight)))


def _find_runs(straight: str) -> Iterator[list[str]]:
    for match in _NAME.finditer(straight):
        words = fold(match.group()).removesuffix("'s").split()
        if _OPENING.search(straight[: match.start()][-6:]) and len(words) == 1:
            continue
        yield words


def _find_numbers(straight: str) -> Iterator[str]:
    for match in _NUMBER.finditer(straight):
        digits = re.sub(r"[ .,](?=\d{3}(?!\d))", "", match.group()).replace(",", ".")
        yield digits.lstrip("0") or "0"


def _find_known(straight: str, language: str) -> Iterator[str]:
    known = _known_names(language)
    for match in _known_pattern(language).finditer(straight):
        yield known[match.group()]


@cache
def _known_pattern(language: str) -> re.Pattern[str]:
    longest_first = sorted(_known_names(language), key=lambda name: (-len(name), name))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")


@cache
def _known_names(language: str) -> dict[str, str]:
    """Plain names, adjectives and capitals of known countries, regions and bodies, with their ids."""
    found: dict[str, str] = {}
    for entry in (entry for source in _SOURCES for entry in lexicons.load(source) or []):
        names = entry.get("names", {})
        spellings = [*(names.get(code, "") for code in ("en", language)), *entry.get("aliases", [])]
        for adjective in entry.get("adjectives", {}).get(language, []):
            spellings += [adjective, adjective.capitalize()]
        found |= {plain(name): f"={entry['id']}" for name in spellings if name}
        capital = entry.get("capital", {}).get(language, "")
        found |= {plain(capital): f"={entry['id']}:capital"} if capital else {}
    return found
