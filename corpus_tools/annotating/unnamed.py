"""Unnamed: who speaks by office only, and bodies that are only described ("the port authority").

The holder of an office whom an article never names is an entity all the same, whose id is made of the office
and, where the text gives one, the body or country: "the UN special envoy" is special-envoy-of-united-nations.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from corpus_tools.annotating.authority import country_adjectives
from corpus_tools.annotating.capitals import Word, is_tight, match_phrase
from corpus_tools.annotating.offices import Office
from corpus_tools.annotating.speech_lexicons import speech_lexicon
from corpus_tools.annotating.wording import Wording
from corpus_tools.characters import slug

Row = Mapping[str, Any]
_NOUNS = frozenset({"NOUN", "ADJ", "PROPN"})
_ASIDE = 32
"""Words of the longest aside between a noun and its verb."""
_BETWEEN = frozenset({"AUX", "PART", "ADV"})


@dataclass(frozen=True, slots=True)
class Described:
    """A noun phrase that stands for somebody who is not named: words `first` up to `last`.

    Attributes:
        first: its first word, that of a body or country before it included.
        last: the word after its last one.
        entity: an id made of its words, and of the body or country it names.
        title: its words without that body, folded.
        organisation: the entity of the body or country that it names, or empty.
    """

    first: int
    last: int
    entity: str
    title: str
    organisation: str = ""

    def span(self, words: Sequence[Word]) -> tuple[int, int]:
        """Its offsets in the source text."""
        return words[self.first].start, words[self.last - 1].end


class Describer:
    """Reads noun phrases of one sentence, given its words and the names in it."""

    def __init__(self, words: Sequence[Word], names: Sequence[Row], wording: Wording, language: str) -> None:
        """Keep the words, with where names begin and end."""
        self.words, self.wording, self.language = words, wording, language
        self.people = {row["start"] for row in names if row["type"] == "person"}
        self.named = {row["end"] for row in names if row["type"] == "person"}
        self.begins: dict[int, tuple[int, str]] = {}
        self.ends: dict[int, tuple[int, str]] = {}
        for row in names:
            inside = [i for i, word in enumerate(words) if row["start"] <= word.start < row["end"]]
            if inside and row["type"] != "person":
                self.begins[inside[0]] = (inside[-1] + 1, row["entity"])
                self.ends[inside[-1] + 1] = (inside[0], row["entity"])
        self.covered = {i for first, (last, _) in self.begins.items() for i in range(first, last)}

    def read_holder(self, office: Office) -> Described | None:
        """The unnamed holder of an office, where the text speaks of one: with "the" or a body, or speaking.

        An office that says little by itself ("the member") is one only where more goes with it.
        """
        core, owner = self._core(office)
        found = self._grow(*core, owner)
        if self._is_predicate(found.first) or self._is_apposed(found):
            return None
        speaks = self.speaks(found.first, found.last)
        weak = match_phrase(self.words, core[0], self.wording.phrases["weak_roles"]) == core[1]
        is_bare = len(found.title.split()) == core[1] - core[0]
        if self._is_definite(found.first) or (found.first < core[0] and found.organisation):
            return found if speaks or not (weak and is_bare) else None
        return found if speaks and self._has("articles", found.first - 1) else None

    def read_body(self, i: int, *, asked: bool = False) -> Described | None:
        """The unnamed body whose head noun stands at word `i`, where it speaks and is told from others.

        A bare noun ("the company") tells of no body by itself, but that of a country's own does, also where
        it is `asked` for something.
        """
        stop, kind = self.wording.head_type(self.words, i)
        if kind != "organisation" or i in self.covered or (self._is_noun(stop) and not self.is_head_first):
            return None
        found = self._grow(i, stop, "")
        noun = " ".join(word.folded for word in self.words[i:stop])
        national = self.wording.maps["national_heads"].get(noun, "")
        is_bare = found.last - found.first == stop - i
        is_known = self._is_definite(found.first) or (found.first < i and found.organisation)
        is_known = is_known or (bool(national) and not self.wording.words["definite"])
        told = self.speaks(found.first, found.last) or (bool(national) and asked)
        return found if is_known and told and (national or not is_bare) else None

    def read_source(self, i: int) -> Described | None:
        """The source that is not named whose noun stands at word `i`, where it speaks."""
        stop = match_phrase(self.words, i, self.wording.phrases["sources"])
        if stop == i or i in self.covered or self._has("of", stop):
            return None
        found = self._grow(i, stop, "")
        return found if self.speaks(found.first, found.last) else None

    def speaks(self, first: int, last: int) -> bool:
        """Whether words speak or promise: a verb behind them or an aside, or an inverted one right before."""
        if self._said_at(last) or any(self._said_at(stop) for stop in self._aside_ends(last)):
            return True
        before = first - 1 - self._has("articles", first - 1)
        if before < 0 or self.words[before + 1].gap not in (" ", "'"):
            return False
        quoted = {phrase[-1] for phrase in speech_lexicon(self.language).according}
        return self._is_inverted(before) or self.words[before].folded in quoted

    def _said_at(self, after: int) -> bool:
        if speech_lexicon(self.language).opens_deed([word.folded for word in self.words[after : after + 3]]):
            return True
        while self._has("said_fillers", after) or (self._tight(after) and self.words[after].tag in _BETWEEN):
            after += 1
        return self._is_cue(after)

    def _aside_ends(self, i: int) -> Iterator[int]:
        """Where an aside that opens at word `i` can end: ", *who asked not to be named*, said"."""
        if not (i < len(self.words) and self.words[i].gap == ", "):
            return
        for k in range(i + 1, min(len(self.words), i + _ASIDE)):
            gap = self.words[k].gap
            if any(mark in gap for mark in '".;:'):
                return
            if gap == ", ":
                yield k

    def leads_to_person(self, i: int) -> bool:
        """Whether a person is named right behind word `i`, in apposition or as part of the name."""
        while i < len(self.words) and self.words[i].gap in (" ", ", ", ". ", "'"):
            if self.words[i].start in self.people:
                return True
            stop = match_phrase(self.words, i, self.wording.phrases["honorifics"])
            opens = self.words[i].gap == ", " and self._has("articles", i)
            if stop == i and not (opens or (self.words[i].is_capital and self.words[i].gap == " ")):
                return False
            i = max(stop, i + 1)
        return False

    def _core(self, office: Office) -> tuple[tuple[int, int], str]:
        """The words of an office without a body before it, and that body."""
        first, owner = office.first, ""
        if first in self.begins:
            first, owner = self.begins[first]
            first += first < office.last and self.words[first].folded == "s"
        elif self.words[first].is_capital and self.words[first].folded in country_adjectives():
            first, owner = first + 1, country_adjectives()[self.words[first].folded]
        ends = (i for i in range(first, office.last) if i in self.begins or self._has("of", i))
        return (first, next(ends, max(first, office.last))), owner or ""

    def _grow(self, first: int, last: int, owner: str) -> Described:
        """A phrase with all that goes with its noun: words before it, a body, a field or a body behind it."""
        start, stop, core = first, last, first
        while not owner and self.takes_before(start):
            start -= 1
        core = start
        if not owner:
            start, owner = self._owner_before(start)
        else:
            start = self._start_of(owner, first)
        parts = [word.folded for word in self.words[core:stop] if word.text != "s"]
        stop, more, body = self._complement(stop)
        title = " ".join((*parts, *more))
        organisation = owner or body
        entity = slug(title) + (f"-of-{organisation}" if organisation else "")
        return Described(start, stop, entity, title, organisation)

    def _start_of(self, owner: str, first: int) -> int:
        for back in (1, 2):
            if first - back in self.ends and self.ends[first - back][1] == owner:
                return self.ends[first - back][0]
        return self.ends[first][0] if first in self.ends else max(0, first - 1)

    def takes_before(self, start: int) -> bool:
        """Whether the word before a noun goes with it ("*rights* chief"), as in English it does."""
        if self.is_head_first or start < 1 or not self._tight(start) or start - 1 in self.covered:
            return False
        word = self.words[start - 1]
        if word.folded == "s" and word.gap == "'":
            return self.wording.head_type(self.words, start - 2)[1] == "organisation" and start > 2
        small = any(self._has(group, start - 1) for group in ("articles", "definite", "calendar"))
        return self._is_noun(start - 1) and not small and word.folded not in country_adjectives()

    def _owner_before(self, start: int) -> tuple[int, str]:
        """A body or country right before a noun phrase: "*UN* …", "*Fiji's* …", "*Fijian* …"."""
        back = start - 1 if start > 1 and self.words[start - 1].folded == "s" else start
        if start > 0 and self._tight(start) and back in self.ends:
            return self.ends[back]
        if start > 0 and self._tight(start) and self.words[start - 1].is_capital:
            country = country_adjectives().get(self.words[start - 1].folded, "")
            return (start - 1, country) if country else (start, "")
        return start, ""

    def _complement(self, stop: int) -> tuple[int, list[str], str]:
        """What follows a noun: where it ends, its own words, and the body or country it names."""
        title: list[str] = []
        body, i = "", stop
        article = "articles" if self.is_head_first else "definite"
        while self._tight(i):
            k, small = i, []
            while (
                k < len(self.words)
                and self._tight(k)
                and (self._has("of", k) or (k > i and self._has(article, k)))
            ):
                small.append(self.words[k].folded)
                k += 1
            if k < len(self.words) and k > i and self._tight(k) and k in self.begins:
                end, entity = self.begins[k]
                body = body or entity
                i = stop = end
                if self._is_noun(i) and self._tight(i) and not self.is_head_first:
                    i = stop = i + 1
            elif k < len(self.words) and self._tight(k) and self._is_own(i, k):
                if not body:
                    title += [*small, self.words[k].folded]
                i = stop = k + 1
            elif self._tight(i) and self.words[i].folded in country_adjectives() and self.is_head_first:
                body = body or country_adjectives()[self.words[i].folded]
                i = stop = i + 1
            else:
                break
        return stop, title, body

    def _is_own(self, i: int, k: int) -> bool:
        """Whether word `k`, over small words since `i`, belongs to the noun before as its kind or field."""
        word = self.words[k]
        if k in self.covered or self._has("calendar", k) or word.folded in country_adjectives():
            return False
        field = self._has("portfolio", k) and not self._has("conjunctions", k)
        if k > i:
            return field or (self._has("genitive", i) and self._is_noun(k))
        adjective = self.is_head_first and word.tag == "ADJ" and not word.is_capital
        return adjective or (field and self._is_noun(k) and self.is_head_first)

    def _is_definite(self, first: int) -> bool:
        return first > 0 and self._has("definite", first - 1) and self._tight(first)

    def _is_predicate(self, first: int) -> bool:
        """Whether a verb of being stands before a phrase and its article: "was the first envoy"."""
        before = first - 1 - self._has("articles", first - 1)
        return before >= 0 and self.words[before].tag == "AUX"

    def _is_apposed(self, found: Described) -> bool:
        """Whether a phrase says between commas who was just named: "Ruiz, *a lawyer*, said"."""
        first = found.first - self._has("articles", found.first - 1)
        around = (self.words[first], *self.words[found.last : found.last + 1])
        apposed = first > 0 and all(word.gap == ", " for word in around)
        return apposed and self.words[first - 1].end in self.named

    def _is_cue(self, i: int) -> bool:
        if not 0 <= i < len(self.words):
            return False
        entries = speech_lexicon(self.language).cues.get(self.words[i].folded, ())
        finite = any(entry.form in ("finite", "participle") for entry in entries)
        return finite and self.words[i].tag in ("VERB", "AUX", "NOUN", "")

    def _is_inverted(self, i: int) -> bool:
        """Whether the verb of speech at word `i` follows what is said: ", *said* the envoy"."""
        i = self._cue_start(i)
        if not self._is_cue(i):
            return False
        while i > 0 and self._has("said_fillers", i - 1) and self._tight(i):
            i -= 1
        return any(mark in self.words[i].gap for mark in ',"')

    def _cue_start(self, i: int) -> int:
        """The first word of a cue that ends at word `i` ("a *fait savoir*")."""
        for first in (i - 1, i - 2):
            rest = tuple(word.folded for word in self.words[max(0, first) + 1 : i + 1])
            entries = (
                speech_lexicon(self.language).cues.get(self.words[first].folded, ()) if first >= 0 else ()
            )
            if any(entry.rest == rest for entry in entries):
                return first
        return i

    @property
    def is_head_first(self) -> bool:
        """Whether the language puts what describes a noun behind it."""
        return "head-first" in self.wording.words["traits"]

    def _is_noun(self, i: int) -> bool:
        return 0 <= i < len(self.words) and self.words[i].tag in _NOUNS

    def _has(self, group: str, i: int) -> bool:
        if not 0 <= i < len(self.words) or (group == "of" and self.words[i].tag == "AUX"):
            return False  # "a annoncé": no "à" without its mark.
        return self.wording.has(group, self.words[i].folded)

    def _tight(self, i: int) -> bool:
        return 0 < i < len(self.words) and is_tight(self.words[i].gap)
