"""Initiative lexicon: the nouns, verbs and small words of a language by which initiatives are recognised."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from corpus_tools import lexicons
from corpus_tools.characters import fold

Words = tuple[str, ...]


@dataclass(frozen=True)
class HeadMatch:
    """A head noun of one or more words: where it begins and ends among the words, and its kind."""

    start: int
    end: int
    head: str
    kind: str
    is_weak: bool
    can_name: bool


@dataclass(frozen=True)
class InitiativeLexicon:
    """The lexicon of one language, folded; see the YAML files for what each list is."""

    heads: Mapping[Words, tuple[str, str]]
    weak: frozenset[str]
    unnamed: frozenset[str]
    making: frozenset[Words]
    supporting: frozenset[Words]
    generic: frozenset[str]
    links: frozenset[str]
    stops: frozenset[str]
    indefinite: frozenset[str]
    head_first: bool

    def find_heads(self, words: Sequence[str]) -> Iterator[HeadMatch]:
        """The head nouns among folded words, left to right, the longest first at each place."""
        position = 0
        while position < len(words):
            match = self._match(words, position)
            if match:
                yield match
            position = match.end if match else position + 1

    def _match(self, words: Sequence[str], start: int) -> HeadMatch | None:
        for end in range(min(len(words), start + _LONGEST), start, -1):
            found = self.heads.get(tuple(words[start:end]))
            if found:
                head, kind = found
                return HeadMatch(start, end, head, kind, head in self.weak, head not in self.unnamed)
        return None


_LONGEST = 4


@cache
def load_initiatives(language: str) -> InitiativeLexicon | None:
    """The lexicon of a language, or None when it has none."""
    data = lexicons.load("initiatives", language) if language else {}
    if not data:
        return None
    return InitiativeLexicon(
        heads=_index_heads(data["heads"]),
        weak=_fold(data["weak"]),
        unnamed=_fold(data["unnamed"]),
        making=_phrases(data["making"], data["making_nouns"]),
        supporting=_phrases(data["supporting"], data["supporting_nouns"]),
        generic=_fold(data["generic"]),
        links=_fold(data["links"]),
        stops=_fold(data["stops"]),
        indefinite=_fold(data["indefinite"]),
        head_first=data["head_first"] == "true",
    )


def split_phrase(phrase: str) -> Words:
    """The folded words of a phrase as the tokenisers part them.

    >>> split_phrase("plan d'action")
    ('plan', "d'", 'action')
    """
    return tuple(fold(phrase).replace("'", "' ").split())


def make_plurals(word: str) -> tuple[str, ...]:
    """A noun with the plurals that English or French would give it.

    >>> make_plurals("agency"), make_plurals("réseau")
    (('agency', 'agencys', 'agencies'), ('réseau', 'réseaus', 'réseaux'))
    """
    plurals = [word, f"{word}s"]
    if word.endswith("y"):
        plurals.append(f"{word[:-1]}ies")
    if word.endswith(("s", "x", "ch", "sh")):
        plurals.append(f"{word}es")
    if word.endswith("au"):
        plurals.append(f"{word}x")
    if word.endswith("al"):
        plurals.append(f"{word[:-1]}ux")
    return tuple(plurals)


def _index_heads(kinds: Mapping[str, Sequence[str]]) -> dict[Words, tuple[str, str]]:
    index: dict[Words, tuple[str, str]] = {}
    for kind, nouns in kinds.items():
        for noun in nouns:
            words = split_phrase(noun)
            for form in _inflect(words):
                index.setdefault(form, (" ".join(words), kind))
    return index


def _inflect(words: Words) -> Iterator[Words]:
    yield words
    for place in {0, len(words) - 1}:
        for plural in make_plurals(words[place])[1:]:
            yield (*words[:place], plural, *words[place + 1 :])
    if len(words) == 2:
        yield (make_plurals(words[0])[1], make_plurals(words[1])[1])


def _fold(words: Iterable[Any]) -> frozenset[str]:
    return frozenset(fold(str(word)) for word in words)


def _phrases(*lists: Iterable[Any]) -> frozenset[Words]:
    return frozenset(split_phrase(str(phrase)) for phrases in lists for phrase in phrases)
