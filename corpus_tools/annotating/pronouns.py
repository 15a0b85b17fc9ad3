"""Pronouns: whom "she", "celui-ci" and "the latter" stand for."""

from collections.abc import Mapping
from typing import Any

from corpus_tools.annotating.capitals import Word, match_phrase
from corpus_tools.annotating.memory import Memory
from corpus_tools.annotating.parsing import Parsed
from corpus_tools.annotating.speech_lexicons import speech_lexicon
from corpus_tools.annotating.stand_ins import refer
from corpus_tools.annotating.unnamed import Describer
from corpus_tools.annotating.wording import Wording

Row = dict[str, Any]
_NEAR = 2
"""Sentences back to which whoever was named last is looked for."""


def is_pronoun(words: list[Word], i: int, named: Mapping[int, Row], wording: Wording) -> bool:
    """Whether word `i` is a pronoun, and no form of address before a name."""
    after = words[i + 1].start if i + 1 < len(words) else -1
    if words[i].folded not in wording.maps["pronouns"] or not wording.agrees(words, i):
        return False
    return not (
        after in named
        and named[after]["type"] == "person"
        and match_phrase(words, i, wording.phrases["honorifics"]) > i
    )


def resolve_pronoun(
    parsed: Parsed, number: int, words: list[Word], i: int, subject: Row | None, memory: Memory
) -> Row | None:
    """A row for the pronoun at word `i`: the subject before it, else the last subject of fitting gender."""
    wording, word = memory.wording, words[i]
    if i + 1 < len(words) and wording.has("impersonal", words[i + 1].folded):
        return None
    gender = wording.maps["pronouns"][word.folded]
    if wording.has("clitics", word.folded):
        if _is_emphatic(words, i, parsed.article.language):
            return None
        gender = "" if _is_clitic(words, i) else gender
    memory.recall()
    current = subject["entity"] if subject is not None else memory.subject
    kind = subject["type"] if subject is not None else memory.subject_type
    is_thing = kind not in ("person", "") and wording.has("thing_pronouns", word.folded) and word.gap != "-"
    speaks = any(wording.has("said", w.folded) for w in words[i + 1 : i + 4])
    just = subject is not None or memory.subject_at == number - 1
    agrees = just and bool(gender) and memory.genders.get(current, "") == gender
    if is_thing and (agrees or not speaks):
        return refer(parsed, number, (word.start, word.end), current, "last subject", kind="pronoun", of=kind)
    options = [current if kind == "person" else "", memory.person, *reversed(memory.recent)]
    if wording.has("objects", word.folded) and subject is not None:
        told, span = _last_body(memory, number), (word.start, word.end)
        if told and told != current and wording.has("clitics", word.folded):
            return refer(parsed, number, span, told, "last subject", kind="pronoun", of="organisation")
        options = [entity for entity in options if entity != current]
    fitting = [
        e
        for e in options
        if e in memory.recent and memory.genders.get(e, "") in ("", gender or memory.genders.get(e, ""))
    ]
    if _is_quoted(words, i):
        fitting.sort(key=lambda entity: memory.genders.get(entity, "") != gender)
    near = [e for e in fitting if memory.seen.get(e, 0) >= memory.number - _NEAR]
    if is_thing and not near:
        return refer(parsed, number, (word.start, word.end), current, "last subject", kind="pronoun", of=kind)
    if not fitting:
        return None
    memory.genders[fitting[0]] = memory.genders.get(fitting[0], "") or gender
    return refer(parsed, number, (word.start, word.end), fitting[0], "last subject", kind="pronoun")


def _last_body(memory: Memory, number: int) -> str:
    """The body that was the subject of the sentence before, if one was."""
    just = memory.subject_type == "organisation" and memory.subject_at == number - 1
    return memory.subject if just else ""


def resolve_guest(
    parsed: Parsed, number: int, words: list[Word], i: int, subject: Row | None, memory: Memory
) -> Row | None:
    """A row for "his guest" or "son hôte" at word `i`: who was named last beside the subject, and of late."""
    owned = i > 0 and words[i].gap == " " and memory.wording.has("owners", words[i - 1].folded)
    named = i + 1 < len(words) and words[i + 1].gap == " " and words[i + 1].is_capital
    if subject is None or not owned or named or (i + 1 < len(words) and words[i + 1].tag == "ADJ"):
        return None
    near = [e for e in memory.recent if memory.seen.get(e, 0) >= memory.number - _NEAR]
    others = [entity for entity in near if entity != subject["entity"]]
    span = words[i].start, words[i].end
    return refer(parsed, number, span, others[-1], "the other") if others else None


def _is_clitic(words: list[Word], i: int) -> bool:
    """Whether a verb stands right behind the pronoun at word `i`: "*lui* a répondu"."""
    led = i > 0 and words[i - 1].tag == "ADP"
    return not led and i + 1 < len(words) and words[i + 1].tag in ("AUX", "VERB") and words[i + 1].gap == " "


def _is_emphatic(words: list[Word], i: int, language: str) -> bool:
    """Whether the pronoun at word `i` only stresses who was named, or stands behind another preposition.

    It counts before a verb and behind words that say whose view it is: "*lui* a dit", "selon *lui*".
    """
    if _is_clitic(words, i):
        return False
    behind = {phrase[-1] for phrase in speech_lexicon(language).according}
    return i == 0 or words[i].gap != " " or words[i - 1].folded not in behind


def resolve_thing(
    parsed: Parsed, number: int, words: list[Word], i: int, subject: Row | None, memory: Memory, speaks: bool
) -> Row | None:
    """A row for "it" at word `i` where it speaks: the body or country that was the last subject."""
    passive = speech_lexicon(parsed.article.language)
    if not speaks or any(passive.has("passive", word.folded) for word in words[i + 1 : i + 4]):
        return None
    memory.recall()
    entity = subject["entity"] if subject is not None else memory.subject
    kind = subject["type"] if subject is not None else memory.subject_type
    if kind not in ("organisation", "place") or (subject is None and memory.subject_at < number - 1):
        return None
    span = words[i].start, words[i].end
    return refer(parsed, number, span, entity, "last subject", kind="pronoun", of=kind)


def _is_quoted(words: list[Word], i: int) -> bool:
    """Whether a quotation is open at word `i`: its pronouns are seldom the speaker's."""
    return sum(word.gap.count('"') for word in words[: i + 1]) % 2 == 1


def resolve_demonstrative(
    parsed: Parsed, number: int, words: list[Word], i: int, memory: Memory, describer: Describer
) -> Row | None:
    """A row for "celui-ci" or "the latter" at word `i` that speaks: who was named last, by fitting gender.

    "The former" is the one named before that. Who was named too long ago is not meant.
    """
    for group, place in (("nearer", 0), ("farther", 1)):
        stop = match_phrase(words, i, memory.wording.phrases[group])
        if stop > i and describer.speaks(i, stop):
            gender = memory.wording.maps[group][" ".join(word.folded for word in words[i:stop])]
            entities = _list_near(memory, gender)
            if place < len(entities):
                span = words[i].start, words[stop - 1].end
                return refer(parsed, number, span, entities[place], "named last", kind="pronoun")
    return None


def _list_near(memory: Memory, gender: str) -> list[str]:
    """The people named of late, the last first; those known to be of a gender before those who may be."""
    near = [e for e in reversed(memory.recent) if memory.seen.get(e, 0) >= memory.number - _NEAR]
    fitting = [e for e in near if memory.genders.get(e, "") in ("", gender or memory.genders.get(e, ""))]
    return sorted(fitting, key=lambda entity: bool(gender) and memory.genders.get(entity, "") != gender)
