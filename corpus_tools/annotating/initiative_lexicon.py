"""Initiative lexicon: the nouns, verbs and small words of a language by which initiatives are recognised."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

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
    """The lexicon of one language; see the YAML files for what each list is.

    The words are folded, except for texts with marks in a language whose marks tell words apart.
    """

    heads: Mapping[Words, tuple[str, str]]
    weak: frozenset[str]
    unnamed: frozenset[str]
    making: frozenset[Words]
    supporting: frozenset[Words]
    generic: frozenset[str]
    links: frozenset[str]
    name_links: frozenset[str]
    stops: frozenset[str]
    compounds: frozenset[str]
    indefinite: frozenset[str]
    loose: frozenset[str]
    adjuncts: frozenset[str]
    levels: frozenset[str]
    amounts: frozenset[str]
    moments: frozenset[str]
    owners: frozenset[str]
    naming: frozenset[str]
    agents: frozenset[str]
    head_first: bool
    is_folded: bool

    def normalise(self, word: str) -> str:
        """A word of a text in the form of the lexicon."""
        return fold(word) if self.is_folded else word.lower().replace("’", "'")

    @cached_property
    def _openings(self) -> frozenset[str]:
        """The words with which a head noun can begin."""
        return frozenset(head[0] for head in self.heads)

    def find_heads(self, words: Sequence[str]) -> Iterator[HeadMatch]:
        """The head nouns among folded words, left to right, the longest first at each place."""
        position = 0
        while position < len(words):
            match = self._match(words, position) if words[position] in self._openings else None
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
_MARKED = 0.05


def load_initiatives(language: str, text: str = "") -> InitiativeLexicon | None:
    """The lexicon of a language for a text, or None when the language has none."""
    data = lexicons.load("initiatives", language) if language else {}
    if not data:
        return None
    return _build(language, not (data["marks"] == "true" and has_marks(text)))


def has_marks(text: str) -> bool:
    """Whether a text is written with its marks.

    >>> has_marks("thành lập quỹ"), has_marks("thanh lap quy"), has_marks("")
    (True, False, False)
    """
    return sum(not character.isascii() for character in text) > _MARKED * len(text)


@cache
def _build(language: str, is_folded: bool) -> InitiativeLexicon:
    data = lexicons.load("initiatives", language)
    normalise = fold if is_folded else str.lower

    def words(name: str) -> frozenset[str]:
        return frozenset(normalise(str(word)) for word in data[name])

    def phrases(*names: str) -> frozenset[Words]:
        return frozenset(split_phrase(normalise(str(each))) for name in names for each in data[name])

    return InitiativeLexicon(
        heads=_index_heads(data["heads"], normalise),
        weak=words("weak"),
        unnamed=words("unnamed"),
        making=phrases("making", "making_nouns"),
        supporting=phrases("supporting", "supporting_nouns"),
        generic=words("generic"),
        links=words("links"),
        name_links=words("name_links"),
        stops=words("stops"),
        compounds=words("compounds"),
        indefinite=words("indefinite"),
        loose=words("loose"),
        adjuncts=words("adjuncts"),
        levels=words("levels"),
        amounts=words("amounts"),
        moments=words("moments"),
        owners=words("owners"),
        naming=words("naming"),
        agents=frozenset(normalise(str(word)) for word in lexicons.load("speech", language).get("by", ())),
        head_first=data["head_first"] == "true",
        is_folded=is_folded,
    )


def split_phrase(phrase: str) -> Words:
    """The words of a phrase as the tokenisers part them.

    >>> split_phrase("plan d'action")
    ('plan', "d'", 'action')
    """
    return tuple(phrase.replace("'", "' ").split())


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


def _index_heads(
    kinds: Mapping[str, Sequence[str]], normalise: Callable[[str], str]
) -> dict[Words, tuple[str, str]]:
    index: dict[Words, tuple[str, str]] = {}
    for kind, nouns in kinds.items():
        for noun in nouns:
            words = split_phrase(normalise(noun))
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
