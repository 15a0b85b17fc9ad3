"""Anchors: what survives translation, the names and numbers of a text.

They say whether two texts speak of the same things where words cannot be compared, and tell apart
two reports that are worded alike. Day numbers and years count as numbers.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import groupby, pairwise
from typing import Any

from wordfreq import zipf_frequency

from corpus_tools import lexicons
from corpus_tools.characters import fold, plain

_NUMBER = re.compile(
    r"(?<![\w.,])\d{1,3}(?:[ .,]\d{3})+(?:[.,]\d{1,2})?(?!\d)|(?<![\w.,])\d+(?:[.,]\d+)?(?!\d)"
)
_NAME = re.compile(r"[A-Z][\w'&-]*\w(?: [A-Z][\w'&-]*\w)*")
_OPENING = re.compile(r"(?:^|[.!?:;\n]['\")]*\s+|^\W+|[\"(]\s?)$")
_SHORTEST = 4
_RARE = 3.8
"""Words below this Zipf frequency (about six in a million) are rarely words of the language."""
_SOURCES = ("countries", "regions", "authority")


@dataclass(frozen=True)
class Anchors:
    """The anchors of a text.

    Attributes:
        names: folded words and pairs of words from capitalised runs, and the ids of known names.
        known: the ids alone, of countries, regions, capitals and what the authority file lists.
        rare: folded words of names that are no words of the language: of people and foreign places.
        numbers: numbers without separators of thousands.
    """

    names: frozenset[str] = frozenset()
    known: frozenset[str] = frozenset()
    rare: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()

    @property
    def all(self) -> frozenset[str]:
        """Names and numbers together."""
        return self.names | self.numbers


def find_anchors(text: str, language: str = "") -> Anchors:
    """The anchors of a text.

    >>> anchors = find_anchors("On 3 May, Prime Minister Ana Okonjo signed off 1,200 visas for France.", "en")
    >>> sorted(anchors.numbers), sorted(anchors.rare), sorted(anchors.known)
    (['1200', '3'], ['okonjo'], ['=france'])
    >>> sorted(anchors.names)[1:4]
    ['ana okonjo', 'minister', 'minister ana']
    """
    straight = plain(text)
    ids = frozenset(_find_known(straight, language))
    names: set[str] = set()
    rare: set[str] = set()
    common = set(re.findall(r"(?<![\w])[a-z][\w]*", straight))
    known, known_words = _fold_known(language)
    for start, end in _find_runs(straight):
        words = fold(straight[start:end]).removesuffix("'s").split()
        words = [word for word in words if word not in common]
        names.update(word for word in words if len(word) >= _SHORTEST)
        names.update(f"{left} {right}" for left, right in pairwise(words))
        rare.update(_find_rare(text[start:end], language))
    return Anchors(
        frozenset(names - known) | ids,
        ids,
        frozenset(rare - known_words - common),
        frozenset(_find_numbers(straight)),
    )


def _find_runs(straight: str) -> Iterator[tuple[int, int]]:
    for match in _NAME.finditer(straight):
        opens = _OPENING.search(straight[max(match.start() - 6, 0) : match.start()])
        if not opens or " " in match.group():
            yield match.span()


def _find_rare(name: str, language: str) -> Iterator[str]:
    """The words of a name that are seldom words of the language."""
    for word in re.findall(r"[^\W\d_]+", name):
        is_name = len(word) >= _SHORTEST and word[0].isupper()
        if is_name and zipf_frequency(word.lower(), language or "en") < _RARE:
            yield fold(word)


def _find_numbers(straight: str) -> Iterator[str]:
    for match in _NUMBER.finditer(straight):
        digits = re.sub(r"[ .,](?=\d{3}(?!\d))", "", match.group()).replace(",", ".")
        yield digits.lstrip("0") or "0"


def _find_known(straight: str, language: str) -> Iterator[str]:
    known = _known_names(language)
    for match in _known_pattern(language).finditer(straight):
        yield known[match.group()]


@cache
def _fold_known(language: str) -> tuple[frozenset[str], frozenset[str]]:
    """The known names, folded, and the words in them that a text in the language can have.

    Without its tones a word of a name in another language can be a person's: `Quyền`, and Mrs Quyen.
    """
    names = frozenset(fold(name) for name in _known_names(language))
    spelled = [(code, fold(name)) for each in _list_entries() for code, name in each.get("names", {}).items()]
    foreign = {name for code, name in spelled if code != language and _has_tones(code)}
    own = names - foreign | {name for code, name in spelled if name in names and not _has_tones(code)}
    return names, frozenset(word for name in own for word in name.split())


def _has_tones(language: str) -> bool:
    """Whether in a language other marks make other words."""
    return "tones" in lexicons.load("names", language)["traits"]


def _list_entries() -> Iterator[Mapping[str, Any]]:
    yield from (entry for source in _SOURCES for entry in lexicons.load(source) or [])


@cache
def _known_pattern(language: str) -> re.Pattern[str]:
    """The known names, the longest first; by their first letter, so that few are tried at a word."""
    longest_first = sorted(_known_names(language), key=lambda name: (name[0], -len(name), name))
    letters = [
        f"{re.escape(letter)}(?:{'|'.join(re.escape(name[1:]) for name in names)})"
        for letter, names in groupby(longest_first, key=lambda name: name[0])
    ]
    return re.compile(rf"(?<!\w)(?:{'|'.join(letters)})(?!\w)")


@cache
def _known_names(language: str) -> dict[str, str]:
    """Plain names, adjectives and capitals of known countries, regions and bodies, with their ids."""
    found: dict[str, str] = {}
    for entry in _list_entries():
        names = entry.get("names", {})
        spellings = [*(names.get(code, "") for code in ("en", language)), *entry.get("aliases", [])]
        for adjective in entry.get("adjectives", {}).get(language, []):
            spellings += [adjective, adjective.capitalize()]
        titled = [" ".join(word[:1].upper() + word[1:] for word in name.split()) for name in names.values()]
        spellings += [name for name in titled if " " in name and name[:1].isupper()]
        found |= {plain(name): f"={entry['id']}" for name in spellings if name}
        capitals = entry.get("capital", {})
        capital = capitals.get(language) or capitals.get("en", "")
        found |= {plain(capital): f"={entry['id']}:capital"} if capital else {}
    return found
