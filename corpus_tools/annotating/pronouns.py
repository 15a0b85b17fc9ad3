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
    wording = memory.wording
    if _says_nobody(words, i, wording, parsed.article.language):
        return None
    memory.recall()
    gender = _find_gender(words, i, wording)
    current, kind = _find_subject(subject, memory)
    is_thing = _may_be_thing(words, i, kind, wording)
    just = subject is not None or memory.subject_at == number - 1
    agrees = just and bool(gender) and memory.genders.get(current, "") == gender
    span = words[i].start, words[i].end
    if is_thing and (agrees or not _speaks(words, i, wording)):
        return refer(parsed, number, span, current, "last subject", kind="pronoun", of=kind)
    is_object = subject is not None and wording.has("objects", words[i].folded)
    told = _last_body(memory, number)
    if is_object and told not in ("", current) and wording.has("clitics", words[i].folded):
        return refer(parsed, number, span, told, "last subject", kind="pronoun", of="organisation")
    quoted = is_quoted(words, i)
    people = _rank_people(memory, current if kind == "person" else "", gender, is_quoted=quoted)
    people = [entity for entity in people if not is_object or entity != current]
    if is_object:
        people.sort(key=lambda entity: memory.beside.get(entity, -1) != memory.number)
    if is_thing and not any(memory.seen.get(entity, 0) >= memory.number - _NEAR for entity in people):
        return refer(parsed, number, span, current, "last subject", kind="pronoun", of=kind)
    if not people:
        return None
    memory.genders[people[0]] = memory.genders.get(people[0], "") or ("" if quoted else gender)
    return refer(parsed, number, span, people[0], "last subject", kind="pronoun")


def _says_nobody(words: list[Word], i: int, wording: Wording, language: str) -> bool:
    """Whether the pronoun at word `i` is impersonal, or a clitic that only stresses who was named."""
    impersonal = i + 1 < len(words) and wording.has("impersonal", words[i + 1].folded)
    return impersonal or (wording.has("clitics", words[i].folded) and _is_emphatic(words, i, language))


def _find_gender(words: list[Word], i: int, wording: Wording) -> str:
    """The gender that the pronoun at word `i` tells; before a verb a clitic tells none."""
    is_open = wording.has("clitics", words[i].folded) and _is_clitic(words, i)
    return "" if is_open else wording.maps["pronouns"][words[i].folded]


def _find_subject(subject: Row | None, memory: Memory) -> tuple[str, str]:
    """The subject before a word, else that of the sentences before, and its type."""
    if subject is not None:
        return subject["entity"], subject["type"]
    return memory.subject, memory.subject_type


def _may_be_thing(words: list[Word], i: int, kind: str, wording: Wording) -> bool:
    """Whether the pronoun at word `i` can stand for a subject that is nobody: "elle" for a ministry."""
    known = wording.has("thing_pronouns", words[i].folded) and words[i].gap != "-"
    return known and kind not in ("person", "")


def _speaks(words: list[Word], i: int, wording: Wording) -> bool:
    return any(wording.has("said", word.folded) for word in words[i + 1 : i + 4])


def _rank_people(memory: Memory, current: str, gender: str, *, is_quoted: bool) -> list[str]:
    """The people that a pronoun of a gender can stand for, the likeliest first.

    In a quotation that is not who speaks, unless known to be of that gender.
    """
    options = [current, memory.person, *reversed(memory.recent)]
    people = [
        entity
        for entity in options
        if entity in memory.recent
        and memory.genders.get(entity, "") in ("", gender or memory.genders.get(entity, ""))
    ]
    if is_quoted:
        people.sort(key=lambda entity: memory.genders.get(entity, "") != gender)
        return [entity for entity in people if entity != current or memory.genders.get(entity, "") == gender]
    return people


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
    entity, kind = _find_subject(subject, memory)
    if kind not in ("organisation", "place") or (subject is None and memory.subject_at < number - 1):
        return None
    span = words[i].start, words[i].end
    return refer(parsed, number, span, entity, "last subject", kind="pronoun", of=kind)


def is_quoted(words: list[Word], i: int) -> bool:
    """Whether a quotation is open at word `i`: its pronouns are seldom the speaker's."""
    gaps = "".join(word.gap for word in words[: i + 1])
    return gaps.count('"') % 2 == 1 or gaps.count("“") > gaps.count("”") or gaps.count("«") > gaps.count("»")


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
