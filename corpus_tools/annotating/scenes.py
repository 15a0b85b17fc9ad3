"""Scenes: a sentence with its words, the parties mentioned in it, and its parse where there is one.

This is what the speech annotators look at; it holds no knowledge of its own.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from operator import attrgetter
from typing import Any

from spacy.tokens import Token

from corpus_tools import lexicons
from corpus_tools.annotating.cues import Cue, find_cues
from corpus_tools.annotating.paragraphs import Span, find_paragraphs
from corpus_tools.annotating.parsing import Parsed
from corpus_tools.annotating.quotes import find_quotes, quoted_length
from corpus_tools.annotating.sentences import Sentence, by_sentence
from corpus_tools.annotating.speech_lexicons import SpeechLexicon, speech_lexicon
from corpus_tools.annotating.wording import Index, load_wording
from corpus_tools.annotating.words import Word, agree_among, find_words

Row = Mapping[str, Any]
PEOPLE_WORDS = 3
"""Syllables of the longest noun for people of a kind."""
_LONGEST_TITLE = 8
"""Words of an office and a form of address before a name, at most."""
_LONGEST_PHRASE = 4
"""Words of the longest phrase in a set of the lexicon."""
_SPEAKS = ("person", "organisation", "place")


@dataclass(frozen=True)
class Party:
    """A mention of somebody who can act, with the positions of its first and last word."""

    entity: str
    kind: str
    type: str
    start: int
    end: int
    first: int
    last: int

    @property
    def is_country(self) -> bool:
        """Whether this is a country, which can act, and not only a place."""
        return is_country(self.entity)

    @property
    def is_person(self) -> bool:
        """Whether this is a person, by name, role or pronoun."""
        return self.type == "person" or self.kind != "name"


@dataclass(frozen=True)
class Scene:
    """One sentence to be read for speech.

    `named` are the positions of words inside names of any type, `roles` the offices of the language and
    `titles` its forms of address.
    """

    sentence: Sentence
    words: tuple[Word, ...]
    parties: tuple[Party, ...]
    quotes: tuple[Span, ...]
    lexicon: SpeechLexicon
    tokens: Mapping[int, Token]
    named: frozenset[int]
    roles: Index
    titles: Index

    @cached_property
    def cues(self) -> tuple[Cue, ...]:
        """The cues of speech in the sentence, in order."""
        return tuple(find_cues(self.words, self.lexicon))

    @property
    def quoted(self) -> float:
        """The share of the sentence that stands in quotes."""
        length = max(1, self.sentence.end - self.sentence.start)
        return quoted_length(self.sentence.start, self.sentence.end, self.quotes) / length

    @cached_property
    def _inside_quotes(self) -> frozenset[int]:
        inside = ((n, end) for start, end in self.quotes for n in range(*map(self.find_word, (start, end))))
        return frozenset(n for n, end in inside if self.words[n].end <= end)

    def is_quoted(self, position: int) -> bool:
        """Whether a word stands inside quotes."""
        return position in self._inside_quotes

    @cached_property
    def bracketed(self) -> frozenset[int]:
        """The positions of what stands in round brackets, the brackets with it."""
        inside: set[int] = set()
        opened = -1
        for n, word in enumerate(self.words):
            opened = n if word.text == "(" else opened
            if word.text == ")" and opened >= 0:
                inside |= set(range(opened, n + 1))
                opened = -1
        return frozenset(inside)

    @cached_property
    def ends_of_people(self) -> frozenset[int]:
        """The positions of the last words of the people in the sentence."""
        return frozenset(party.last for party in self.parties if party.type == "person")

    def is_origin(self, party: Party) -> bool:
        """Whether a place or body only says whence the person before it is: "Ana Ruiz *of Peru* said"."""
        behind = party.first - 2 in self.ends_of_people
        return party.type != "person" and behind and self.is_in("of", party.first - 1)

    @cached_property
    def settings(self) -> frozenset[int]:
        """The positions of what only says whence, where and when; none where there is a parse, which tells.

        "UNDP *tại Việt Nam ngày 17/3* kêu gọi", "Võ Thành *của Đại học Huế* nói"
        """
        if self.tokens:
            return frozenset()
        placed = (p for p in self.parties if p.type == "place" and self.is_in("location", p.first - 1))
        led = [*placed, *filter(self.is_origin, self.parties)]
        where = {n for p in led for n in range(p.first - 1, p.last + 1)}
        numbers = {n for n, word in enumerate(self.words) if word.text.strip("/").isdigit()}
        when = numbers | {n for n in range(len(self.words)) if self.is_in("dates", n)}
        slashes = {n for n in when if self.is_mark(n + 1, "/") and n + 2 in when}
        return frozenset(where | when | {n + 1 for n in slashes})

    def token(self, position: int) -> Token | None:
        """The parsed token at a word, or None where the language has no parse."""
        return self.tokens.get(self.words[position].start)

    def is_in(self, name: str, position: int) -> bool:
        """Whether the word at a position exists and belongs to a set of the lexicon."""
        inside = 0 <= position < len(self.words)
        return inside and self.words[position].text in self.lexicon.sets.get(name, ())

    def match(self, name: str, first: int) -> int:
        """Where the longest phrase of a set that begins at a word ends; the word itself where none does."""
        for stop in range(min(first + _LONGEST_PHRASE, len(self.words)), first, -1):
            if self.lexicon.has(name, " ".join(word.text for word in self.words[first:stop])):
                return stop
        return first

    def is_written(self, name: str, position: int) -> bool:
        """Whether the word at a position belongs to a set of the lexicon, its marks regarded."""
        return self.is_in(name, position) and any(
            agree_among(self.words, self.words[position], word) for word in self.lexicon.written[name]
        )

    def find_word(self, offset: int) -> int:
        """The position of the first word at an offset or behind it; that behind the last word without one."""
        return bisect_left(self.words, offset, key=attrgetter("start"))

    def names_people(self, first: int, stop: int) -> bool:
        """Whether some words are a noun for people of a kind: "residents", "doanh nghiệp"."""
        return self.lexicon.has("people", " ".join(word.text for word in self.words[first:stop]))

    def is_mark(self, position: int, marks: str = ",") -> bool:
        """Whether the word at a position is one of these marks; the ends of the sentence are not."""
        return 0 <= position < len(self.words) and self.words[position].text in tuple(marks)

    def is_role(self, position: int) -> bool:
        """Whether an office begins at a word ("director", "porte-parole")."""
        rest = self.words[position:]
        return any(
            tuple(word.text for word in rest[: len(role)]) == role
            for role in self.roles.get(self.words[position].text, ())
        )

    def is_title(self, position: int) -> bool:
        """Whether a word is a form of address, or the full stop behind one ("M.", "Dr.")."""
        if position > 0 and self.is_mark(position, "."):
            position -= 1
        return (self.words[position].text,) in self.titles.get(self.words[position].text, ())

    def find_title(self, position: int) -> int:
        """Where the offices and forms of address right before a word begin; the word itself without any."""
        first = position
        starts = range(max(0, position - _LONGEST_TITLE), position)
        while (
            start := next((n for n in starts if n < first and self._is_phrase(n, first)), None)
        ) is not None:
            first = start
        return first

    def _is_phrase(self, first: int, stop: int) -> bool:
        rest = tuple(word.text for word in self.words[first:stop])
        return rest in self.roles.get(rest[0], ()) or rest in self.titles.get(rest[0], ())

    def skip(self, position: int, step: int, *, marks: bool = False) -> int:
        """The next position, walking by `step`, that is no filler (nor a comma, when asked)."""
        while self.is_in("fillers", position) or (marks and self.is_mark(position)):
            position += step
        return position


def is_country(entity: str) -> bool:
    """Whether an entity is a country, which can act.

    >>> is_country("ghana"), is_country("lima")
    (True, False)
    """
    return entity in _countries()


@cache
def _countries() -> frozenset[str]:
    return frozenset(row["id"] for row in lexicons.load("countries"))


def find_scenes(parsed: Parsed, mentions: Sequence[Row]) -> Iterator[Scene]:
    """The scenes of an article, one for each sentence, in order."""
    quotes = find_quotes(parsed.article.text, find_paragraphs(parsed.article))
    mentioned = by_sentence(mentions)
    for number, sentence in enumerate(parsed.sentences):
        yield open_scene(parsed, number, mentioned.get(sentence.sentence_id, []), quotes)


def open_scene(parsed: Parsed, number: int, rows: Sequence[Row], quotes: Sequence[Span]) -> Scene:
    """The scene of one sentence, given the mentions in it and the quotations of the article."""
    sentence, language = parsed.sentences[number], parsed.article.language
    words = tuple(find_words(parsed.text(sentence.start, sentence.end), sentence.start))
    return Scene(
        sentence,
        words,
        tuple(_parties(rows, words)),
        tuple(q for q in quotes if q[0] < sentence.end and q[1] > sentence.start),
        speech_lexicon(language),
        dict(parsed.tokens(number)) if parsed.has_syntax(number) else {},
        _named(rows, words),
        load_wording(language).phrases["roles"],
        load_wording(language).phrases["honorifics"],
    )


def _parties(rows: Sequence[Row], words: Sequence[Word]) -> Iterator[Party]:
    for row in sorted(rows, key=lambda row: (row["start"], -row["end"])):
        covered = [n for n, word in enumerate(words) if word.start < row["end"] and word.end > row["start"]]
        if covered and (row["type"] in _SPEAKS or row["kind"] != "name"):
            yield Party(
                row["entity"], row["kind"], row["type"], row["start"], row["end"], covered[0], covered[-1]
            )


def _named(rows: Sequence[Row], words: Sequence[Word]) -> frozenset[int]:
    """The words that stand inside names."""
    spans = [(row["start"], row["end"]) for row in rows if row["kind"] == "name"]
    starts = [word.start for word in words]
    return frozenset(n for first, end in spans for n, start in enumerate(starts) if first <= start < end)
