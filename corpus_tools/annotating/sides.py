"""Sides: whom "both sides", "the two countries" and "the two ministers" stand for."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
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
    wording = memory.wording
    yield from _pair_people(parsed, number, words, names, wording)
    both, both_people = wording.phrases["both"], wording.phrases["both_people"]
    of_kind = wording.phrases["both_bodies"]
    several = wording.phrases["several"]
    begins = both.keys() | both_people.keys() | of_kind.keys() | several.keys()
    for i in [k for k, word in enumerate(words) if word.folded in begins]:
        yield from _group_countries(parsed, number, words, i, names, wording)
        people, bodies = match_phrase(words, i, both_people), match_phrase(words, i, of_kind)
        if bodies > people:
            yield from _pair_bodies(parsed, number, words[i:bodies], names, wording)
            continue
        stop = max(people, match_phrase(words, i, both))
        if stop == i:
            continue
        before = [row for row in names if row["start"] < words[i].start]
        since = parsed.sentences[max(0, number - _NEAR)].start
        countries = any(wording.has("pairing", word.folded) for word in words[i:stop])
        parties = [row for row in before if _is_party(row, countries)] if people == i else []
        named = [row for row in names if _is_party(row, countries)] if people == i else []
        chosen = (
            (not countries and _leading_people(before, parties))
            or _choose(parsed, parties, before, wording, since)
            or _name_leading(named)
            or (not countries and _last_people(_keep_holders(before, words[i:people], memory)))
            or []
        )
        if len(chosen) == 2:
            span = words[i].start, words[stop - 1].end
            yield refer(parsed, number, span, "|".join(chosen), "both", of="organisation")


def _pair_bodies(
    parsed: Parsed, number: int, phrase: Sequence[Word], names: Sequence[Row], wording: Wording
) -> Iterator[dict[str, Any]]:
    """The two bodies named with the noun of "both ministries", if the article has named no third.

    For "both institutions" they are the two bodies named most, whatever their kind.
    """
    noun = wording.maps["both_bodies"][" ".join(word.folded for word in phrase)]
    before = [row for row in names if row["start"] < phrase[0].start and row["type"] == "organisation"]
    named = {row["entity"]: f" {' '.join(name_words(row['text']))} " for row in reversed(before)}
    counts = Counter(row["entity"] for row in before if not noun or f" {noun} " in named[row["entity"]])
    leading = [*counts.most_common(3), ("", 0)][:3]
    if len(counts) == 2 or (not noun and len(counts) > 2 and leading[1][1] > leading[2][1]):
        chosen = {entity for entity, _ in leading[:2]}
        span = phrase[0].start, phrase[-1].end
        entities = "|".join(entity for entity in counts if entity in chosen)
        yield refer(parsed, number, span, entities, "both", of="organisation")


def _group_countries(
    parsed: Parsed, number: int, words: Sequence[Word], i: int, names: Sequence[Row], wording: Wording
) -> Iterator[dict[str, Any]]:
    """The countries of "the three countries", where just so many were named: lately, else at all."""
    stop = match_phrase(words, i, wording.phrases["several"])
    if stop == i or not all(wording.agrees(words, n) for n in range(i, stop)):
        return
    count = int(wording.maps["several"][" ".join(word.folded for word in words[i:stop])])
    before = [row for row in names if row["start"] < words[i].start and row["basis"] == "country"]
    for since in (parsed.sentences[max(0, number - _NEAR)].start, 0):
        named = dict.fromkeys(row["entity"] for row in before if row["start"] >= since)
        if len(named) == count:
            span = words[i].start, words[stop - 1].end
            yield refer(parsed, number, span, "|".join(named), "both", of="organisation")
            return


def _pair_people(
    parsed: Parsed, number: int, words: Sequence[Word], names: Sequence[Row], wording: Wording
) -> Iterator[dict[str, Any]]:
    """The two people of the sentence before, whom "they" stands for where it agrees: "*Ils* ont signé …"."""
    if not words or not number or not wording.has("pair", words[0].folded) or not wording.agrees(words, 0):
        return
    before = parsed.sentences[number - 1]
    met = (row for row in names if before.start <= row["start"] < before.end and row["type"] == "person")
    people = list(dict.fromkeys(row["entity"] for row in met))
    if len(people) == 2 and _agrees_first(parsed, number):
        span = words[0].start, words[0].end
        yield refer(parsed, number, span, "|".join(people), "both", of="organisation")


def _agrees_first(parsed: Parsed, number: int) -> bool:
    """Whether the first cue of speech in a sentence is one of agreeing."""
    sentence = parsed.sentences[number]
    cues = find_cues(
        find_words(parsed.text(sentence.start, sentence.end)), speech_lexicon(parsed.article.language)
    )
    return bool(cues) and cues[0].act == "agreement"


def _is_party(row: Row, countries: bool) -> bool:
    return bool(row["basis"] == "country" or (row["type"] == "organisation" and not countries))


def _choose(
    parsed: Parsed, parties: Sequence[Row], before: Sequence[Row], wording: Wording, since: int
) -> list[str]:
    """The two parties named most, in order of first mention; alike or side by side of several."""
    counts = Counter(row["entity"] for row in parties)
    leading = [entity for entity, _ in counts.most_common(3)]
    if len(leading) > 2 and counts[leading[1]] == counts[leading[2]]:
        near = [row for row in before if row["start"] >= since]
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
    noun = memory.wording.maps["both_people"].get(" ".join(word.folded for word in phrase), "")
    holders = memory.find_holders(noun) if noun else frozenset()
    kept = [row for row in before if row["entity"] in holders]
    return kept if len({row["entity"] for row in kept}) > 1 else before


def _last_people(before: Sequence[Row]) -> list[str]:
    """The last two people named, in order of their first mention."""
    near = [row["entity"] for row in before if row["type"] == "person"]
    last = list(dict.fromkeys(reversed(near)))[:2]
    return [entity for entity in dict.fromkeys(near) if entity in last]
