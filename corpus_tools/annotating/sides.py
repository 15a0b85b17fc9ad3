"""Sides: whom "both sides", "the two countries" and "the two ministers" stand for."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from corpus_tools.annotating.capitals import Word, is_tight, match_phrase, split_words
from corpus_tools.annotating.cues import find_cues
from corpus_tools.annotating.memory import Memory
from corpus_tools.annotating.parsing import Parsed
from corpus_tools.annotating.speech_lexicons import speech_lexicon
from corpus_tools.annotating.spelling import name_words
from corpus_tools.annotating.stand_ins import refer
from corpus_tools.annotating.wording import Wording
from corpus_tools.annotating.words import find_words

Row = Mapping[str, Any]
_BOTH, _PEOPLE, _BODIES, _SEVERAL = "both", "both_people", "both_bodies", "several"
_NEAR = 2
"""Sentences back to which two parties named side by side are looked for."""


def find_sides(
    parsed: Parsed, number: int, words: Sequence[Word], names: Sequence[Row], memory: Memory
) -> Iterator[dict[str, Any]]:
    """Rows for the two parties of a meeting, each with both entities, joined with `|`.

    They are the two bodies or countries that the article has named more often than any other; where that is
    not clear, the two that it just named side by side ("between Peru and Chile"); where it has not named two
    yet, those it names most. "The two countries" are countries, or nobody. For "the two ministers", and where
    there are no such bodies, they are the last two people, of those who hold the office if two do.
    """
    reader = _SideReader(parsed, number, words, names, memory)
    phrases = memory.wording.phrases
    begins = {first for group in (_BOTH, _PEOPLE, _BODIES, _SEVERAL) for first in phrases[group]}
    found = [(words[:1], reader.find_pair())] if words and number else []
    found += [reader.read(i) for i, word in enumerate(words) if word.folded in begins]
    for phrase, entities in found:
        if len(entities) > 1:
            span = phrase[0].start, phrase[-1].end
            yield refer(parsed, number, span, "|".join(entities), "both", of="organisation")


@dataclass(frozen=True, slots=True)
class _SideReader:
    """Reads what stands for several parties in one sentence; `names` are those of the article."""

    parsed: Parsed
    number: int
    words: Sequence[Word]
    names: Sequence[Row]
    memory: Memory

    def read(self, i: int) -> tuple[Sequence[Word], list[str]]:
        """The phrase that begins at a word and whom it stands for; nobody where that is not clear."""
        several, bodies = self._match(i, _SEVERAL), self._match(i, _BODIES)
        people, both = self._match(i, _PEOPLE), self._match(i, _BOTH)
        before = [row for row in self.names if row["start"] < self.words[i].start]
        if several and all(self.memory.wording.agrees(self.words, i + n) for n in range(len(several))):
            return several, self._find_countries(several, before)
        if len(bodies) > len(people):
            return bodies, self._find_bodies(bodies, before)
        if people:
            return max(people, both, key=len), _last_people(_keep_holders(before, people, self.memory))
        return both, self._find_parties(both, before) if both else []

    def _match(self, i: int, group: str) -> Sequence[Word]:
        return self.words[i : match_phrase(self.words, i, self.memory.wording.phrases[group])]

    def _near(self, rows: Sequence[Row]) -> list[Row]:
        since = self.parsed.sentences[max(0, self.number - _NEAR)].start
        return [row for row in rows if row["start"] >= since]

    def _find_parties(self, phrase: Sequence[Word], before: Sequence[Row]) -> list[str]:
        """The two parties of "both sides", or countries of "both countries"."""
        wording = self.memory.wording
        countries = any(wording.has("pairing", word.folded) for word in phrase)
        parties = [row for row in before if _is_party(row, countries)]
        named = [row for row in self.names if _is_party(row, countries)]
        return (
            (not countries and _leading_people(before, parties))
            or _choose(self.parsed, parties, self._near(before), wording)
            or _name_leading(named)
            or (not countries and _last_people(before))
            or []
        )

    def _find_bodies(self, phrase: Sequence[Word], before: Sequence[Row]) -> list[str]:
        """The two bodies named with the noun of "both ministries", if the article has named no third.

        For "both institutions" they are the two bodies named most, whatever their kind.
        """
        noun = self.memory.wording.maps[_BODIES][_spell(phrase)]
        bodies = [row for row in before if row["type"] == "organisation"]
        named = {row["entity"]: f" {' '.join(name_words(row['text']))} " for row in reversed(bodies)}
        counts = Counter(row["entity"] for row in bodies if not noun or f" {noun} " in named[row["entity"]])
        leading = [*counts.most_common(3), ("", 0)][:3]
        if len(counts) == 2 or (not noun and len(counts) > 2 and leading[1][1] > leading[2][1]):
            chosen = {entity for entity, _ in leading[:2]}
            return [entity for entity in counts if entity in chosen]
        return []

    def _find_countries(self, phrase: Sequence[Word], before: Sequence[Row]) -> list[str]:
        """The countries of "the three countries", where just so many were named: lately, else at all."""
        count = int(self.memory.wording.maps[_SEVERAL][_spell(phrase)])
        countries = [row for row in before if row["basis"] == "country"]
        groups = (
            list(dict.fromkeys(row["entity"] for row in rows)) for rows in (self._near(countries), countries)
        )
        return next((group for group in groups if len(group) == count), [])

    def find_pair(self) -> list[str]:
        """The two people of the sentence before, whom "they" who agree stands for: "*Ils* ont signé …"."""
        wording = self.memory.wording
        if not wording.has("pair", self.words[0].folded) or not wording.agrees(self.words, 0):
            return []
        last = self.parsed.sentences[self.number - 1]
        met = (row for row in self.names if last.start <= row["start"] < last.end and row["type"] == "person")
        people = list(dict.fromkeys(row["entity"] for row in met))
        return people if len(people) == 2 and _agrees_first(self.parsed, self.number) else []


def _spell(phrase: Sequence[Word]) -> str:
    return " ".join(word.folded for word in phrase)


def _agrees_first(parsed: Parsed, number: int) -> bool:
    """Whether the first cue of speech in a sentence is one of agreeing."""
    sentence = parsed.sentences[number]
    cues = find_cues(
        find_words(parsed.text(sentence.start, sentence.end)), speech_lexicon(parsed.article.language)
    )
    return bool(cues) and cues[0].act == "agreement"


def _is_party(row: Row, countries: bool) -> bool:
    return bool(row["basis"] == "country" or (row["type"] == "organisation" and not countries))


def _choose(parsed: Parsed, parties: Sequence[Row], near: Sequence[Row], wording: Wording) -> list[str]:
    """The two parties named most, in order of first mention; alike or side by side of several."""
    counts = Counter(row["entity"] for row in parties)
    leading = [entity for entity, _ in counts.most_common(3)]
    if len(leading) > 2 and counts[leading[1]] == counts[leading[2]]:
        pair = _last_pair(parsed, parties, near, wording) or _pair_alike(parties, counts)
        if pair:
            return pair
    return [entity for entity in counts if entity in leading[:2]] if len(leading) > 1 else []


def _pair_alike(parties: Sequence[Row], counts: Counter[str]) -> list[str]:
    """The party named most, and of those named second most the only one of its kind."""
    countries = {row["entity"]: row["basis"] == "country" for row in parties}
    (first, most), (_, least) = counts.most_common(2)
    rivals = [entity for entity, n in counts.items() if n == least and countries[entity] == countries[first]]
    pair = {first, *rivals}
    return [entity for entity in counts if entity in pair] if most > least and len(rivals) == 1 else []


def _name_leading(parties: Sequence[Row]) -> list[str]:
    """The two parties that the whole article names most, where it names both again and again."""
    leading = Counter(row["entity"] for row in parties).most_common(2)
    chosen = [entity for entity, n in leading if n > 1]
    return chosen if len(chosen) == 2 else []


def _last_pair(parsed: Parsed, parties: Sequence[Row], before: Sequence[Row], wording: Wording) -> list[str]:
    """The last two parties that "and" joins, where the list has no third."""
    of_interest = {row["start"] for row in parties}
    for place in range(len(before) - 1, 0, -1):
        left, right = before[place - 1], before[place]
        third = before[place - 2] if place > 1 else None
        joined = _is_joined(parsed.text(left["end"], right["start"]), wording)
        listed = third is not None and parsed.text(third["end"], left["start"]).strip() == ","
        both = left["start"] in of_interest and right["start"] in of_interest
        if both and joined and not listed and left["entity"] != right["entity"]:
            return [left["entity"], right["entity"]]
    return []


def _is_joined(between: str, wording: Wording) -> bool:
    words = split_words(between)
    small = all(
        any(wording.has(group, word.folded) for group in ("conjunctions", "articles")) for word in words
    )
    tight = all(is_tight(word.gap) for word in words)
    return small and tight and any(wording.has("conjunctions", word.folded) for word in words)


def _leading_people(before: Sequence[Row], parties: Sequence[Row]) -> list[str]:
    """The only two people named again and again, where no body or country is: they are the two sides."""
    if not parties or max(Counter(row["entity"] for row in parties).values()) > 1:
        return []
    people = Counter(row["entity"] for row in before if row["type"] == "person")
    again = [entity for entity, n in people.items() if n > 1]
    return again if len(again) == 2 else []


def _keep_holders(before: Sequence[Row], phrase: Sequence[Word], memory: Memory) -> Sequence[Row]:
    """The names of those who hold the office of "the two *ministers*"; all names where fewer than two do."""
    noun = memory.wording.maps[_PEOPLE].get(_spell(phrase), "")
    holders = memory.find_holders(noun) if noun else frozenset()
    kept = [row for row in before if row["entity"] in holders]
    return kept if len({row["entity"] for row in kept}) > 1 else before


def _last_people(before: Sequence[Row]) -> list[str]:
    """The last two people named, in order of their first mention."""
    near = [row["entity"] for row in before if row["type"] == "person"]
    last = list(dict.fromkeys(reversed(near)))[:2]
    return [entity for entity in dict.fromkeys(near) if entity in last]
