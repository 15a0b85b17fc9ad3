"""Marked sentences: the words of a sentence with what the lexicons say about each of them."""

from collections.abc import Mapping
from dataclasses import dataclass

from corpus_tools.annotating.authority import Authority
from corpus_tools.annotating.capitals import Word, is_tight, match_phrase, match_phrases
from corpus_tools.annotating.wording import Wording

_NO_NAME = frozenset({"ADP", "SCONJ", "CCONJ", "DET", "VERB", "AUX", "ADV", "PRON"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words `first` up to `last` (exclusive) that may be a name: type, reason and whose name it is."""

    first: int
    last: int
    type: str
    basis: str
    entity: str = ""

    def overlaps(self, other: "Candidate") -> bool:
        """Whether the two share a word."""
        return self.first < other.last and other.first < self.last

    def covers(self, other: "Candidate") -> bool:
        """Whether the other lies inside this one and is shorter."""
        return (
            self.first <= other.first
            and other.last <= self.last
            and self.last - self.first > other.last - other.first
        )


@dataclass(frozen=True)
class Marked:
    """A sentence as names are sought in it.

    For each word: where a role, a form of address or a known name that begins there ends (the word's own
    position when none does), and where a head noun ends with the type of name it makes. `fields` are the
    words that say the field of work of a role ("Public Security" after "Minister of"), `in_roles` the words
    of roles.
    """

    words: tuple[Word, ...]
    wording: Wording
    authority: Authority
    roles: tuple[int, ...]
    honorifics: tuple[int, ...]
    known: tuple[tuple[int, str], ...]
    heads: tuple[tuple[int, str], ...]
    fields: frozenset[int]
    in_roles: frozenset[int]
    language: str = ""

    def has(self, group: str, i: int) -> bool:
        """Whether word `i` exists and belongs to a group of the wording."""
        return 0 <= i < len(self.words) and self.wording.has(group, self.words[i].folded)

    def is_particle(self, group: str, i: int) -> bool:
        """Whether word `i` is a small word of foreign names, which have no marks: "van", but not "đến"."""
        return self.has(group, i) and self.words[i].written.isascii()

    def is_tight(self, i: int) -> bool:
        """Whether word `i` exists and nothing parts it from the word before it."""
        return 0 < i < len(self.words) and is_tight(self.words[i].gap)

    def is_gendered(self, i: int) -> bool:
        """Whether what stands right before word `i` tells the gender of a person: "bà *Nga*"."""
        return self.is_tight(i) and self.words[i - 1].folded in self.wording.maps["gender"]

    def is_office(self, i: int) -> bool:
        """Whether a role or a form of address begins at word `i`, and no longer known name does."""
        stop = max(self.roles[i], self.honorifics[i])
        return stop > i and self.known[i][0] <= stop and not self._begins_body(i, stop)

    def _begins_body(self, i: int, stop: int) -> bool:
        """Whether a form of address is the first word of a body's name ("General Motors")."""
        return (
            self.roles[i] == i
            and not self.is_head_first
            and self.words[i].is_capital
            and self.is_tight(stop)
            and self.words[stop].is_capital
            and self.heads[stop][1] == "organisation"
        )

    def is_opening(self, i: int) -> bool:
        """Whether word `i` opens the sentence and its capital may say nothing more."""
        tag = self.words[i].tag
        return i == 0 and (tag in _NO_NAME or (not tag and self.has("stops", i)))

    @property
    def is_head_first(self) -> bool:
        """Whether the head noun comes first in names of this language ("Banque mondiale")."""
        return "head-first" in self.wording.words["traits"]

    def is_nameable(self, i: int) -> bool:
        """Whether word `i` can be a name by itself, or a part of one: no concept, no calendar word."""
        return not self.has("not_names", i) and not self.has("calendar", i)

    def is_plain_name(self, i: int) -> bool:
        """Whether word `i` is a capitalised proper noun, as far as tags tell, and no office."""
        word = self.words[i]
        return word.is_capital and word.tag in {"PROPN", ""} and self.is_nameable(i) and not self.is_office(i)

    def entity_at(self, i: int) -> str:
        """The entity of the known name that begins at word `i`, or empty."""
        return self.known[i][1] if i < len(self.words) else ""


def mark(words: list[Word], wording: Wording, authority: Authority, language: str) -> Marked:
    """Look the words of a sentence up in the lexicons."""
    span = range(len(words))
    roles = tuple(match_phrases(words, wording.phrases["roles"]))
    honorifics = match_phrases(words, wording.phrases["honorifics"])
    inside = {i for first, stop in enumerate(roles) for i in range(first + 1, stop)}
    return Marked(
        tuple(words),
        wording,
        authority,
        roles,
        tuple(
            stop if stop > i and i not in inside and wording.agrees(words, i) else i
            for i, stop in enumerate(honorifics)
        ),
        tuple(authority.match(words, i, language) for i in span),
        tuple(wording.head_type(words, i) for i in span),
        frozenset(k for i in span if roles[i] > i for k in _field(words, i, wording, authority.adjectives)),
        frozenset(k for i in span for k in range(i, roles[i])),
        language,
    )


def _begins_body(words: list[Word], i: int, wording: Wording) -> bool:
    """Whether a syllable is the noun of a body, though folded it is one of a field of work ("*Sở* Y tế")."""
    alone = words[i].is_capital and bool(wording.words["stops"])
    return alone and wording.head_type(words, i) == (i + 1, "organisation")


def _field(words: list[Word], i: int, wording: Wording, adjectives: Mapping[str, str]) -> list[int]:
    """The words after the role at `i` that say its field of work."""
    i = match_phrase(words, i, wording.phrases["roles"])
    found = []
    while i < len(words) and (is_tight(words[i].gap) or words[i].gap == ", "):
        word = words[i]
        small = any(
            wording.has(group, word.folded) for group in ("of", "articles", "conjunctions", "role_modifiers")
        )
        if _begins_body(words, i, wording):
            break
        if wording.is_field(words, i):
            found.append(i)
        elif (not small and word.folded not in adjectives) or word.gap == ", ":
            break
        i += 1
    return found
