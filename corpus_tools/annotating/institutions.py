"""Institutions: bodies and papers that an article speaks of without their names ("the ministry")."""

from typing import Any

from corpus_tools.annotating.capitals import Word, is_tight, match_phrase
from corpus_tools.annotating.documents import Documents
from corpus_tools.annotating.memory import Memory
from corpus_tools.annotating.parsing import Parsed
from corpus_tools.annotating.speech_lexicons import speech_lexicon
from corpus_tools.annotating.spelling import name_words
from corpus_tools.annotating.stand_ins import BODY, HOLDER, refer
from corpus_tools.annotating.unnamed import Describer

Row = dict[str, Any]
_PARTS = frozenset({"NOUN", "ADJ", "PROPN", "VERB", ""})
_ASKING = ("request", "proposal")
_MOST_OWN = 4
"""Words in lower case, at most, beside the noun of a short form."""
_NEAR = 2
"""Sentences back to which a noun for any body reaches."""


def resolve_body(
    parsed: Parsed, number: int, words: list[Word], i: int, memory: Memory, describer: Describer
) -> Row | None:
    """The body last named with a noun that stands alone with its article: "the ministry".

    Where none was, the body is one that the article does not name.
    """
    wording = memory.wording
    stop, kind = wording.head_type(words, i)
    if kind != "organisation" or (stop < len(words) and words[stop].is_capital and words[stop].gap == " "):
        return None
    if wording.match_marked("predicates", words, i) > stop:
        return None
    described = describer.read_body(i, asked=_is_asked(words, i, describer))
    alone = (i > 0 and wording.has("definite", words[i - 1].folded) and words[i].gap in " '") or _acts_bare(
        words, i, stop, describer
    )
    alone = alone and not _goes_on(words, stop, memory, describer)
    if alone and (described is None or described.last == stop):
        entity = _last_body(tuple(word.folded for word in words[i:stop]), memory)
        if entity:
            span = words[i].start, words[stop - 1].end
            return refer(parsed, number, span, entity, "same noun", of="organisation")
    if short := _read_short_form(words, i, stop, memory, describer):
        first, last, entity = short
        span = words[first].start, words[last - 1].end
        return refer(parsed, number, span, entity, "short form", of="organisation")
    if described is None:
        return None
    memory.bodies[described.entity] = name_words(described.title)
    return refer(parsed, number, described.span(words), described.entity, BODY, of="organisation")


def resolve_general(
    parsed: Parsed, number: int, words: list[Word], i: int, memory: Memory, describer: Describer
) -> Row | None:
    """The body that a noun for any body at word `i` speaks of: the last subject, else the one named last.

    "*The organisation* recommends …", "*tổ chức này* khuyến nghị …"; only where it speaks.
    """
    wording = memory.wording
    stop = match_phrase(words, i, wording.phrases["bodies"])
    led = i > 0 and wording.has("definite", words[i - 1].folded) and words[i].gap in " '"
    points = led or not wording.words["definite"]
    if stop == i or not points or stop in describer.begins or not describer.speaks(i, stop):
        return None
    memory.recall()
    is_near = memory.last_body_at >= number - _NEAR
    entity = memory.subject if memory.subject_type == "organisation" else memory.last_body if is_near else ""
    span = words[i].start, words[stop - 1].end
    return refer(parsed, number, span, entity, "same noun", of="organisation") if entity else None


def _is_asked(words: list[Word], i: int, describer: Describer) -> bool:
    """Whether a verb that asks somebody stands right before word `i`: "demande au *gouvernement* de"."""
    before = i - 1
    small = ("articles", "of")
    while before >= 0 and (
        describer.takes_before(before + 1)
        or any(describer.wording.has(name, words[before].folded) for name in small)
    ):
        before -= 1
    cues = speech_lexicon(describer.language).cues
    for first in range(max(0, before - 1), before + 1):
        rest = tuple(word.folded for word in words[first + 1 : before + 1])
        entries = (e for e in cues.get(words[first].folded, ()) if e.rest == rest and e.form == "finite")
        if any(entry.act in _ASKING for entry in entries):
            return True
    return False


def _acts_bare(words: list[Word], i: int, stop: int, describer: Describer) -> bool:
    """Whether a noun for a body speaks or promises where there are no articles: "*Bộ* sẽ xây dựng …"."""
    return not describer.wording.words["definite"] and words[i].is_capital and describer.speaks(i, stop)


def _read_short_form(
    words: list[Word], i: int, stop: int, memory: Memory, describer: Describer
) -> tuple[int, int, str] | None:
    """The words around a noun that are the general half of a name, and whose: "the ports authority".

    That half is the end of an English name, and in head-first languages its beginning. A noun phrase that
    goes on, with a name or a complement of its own, is a body of its own.
    """
    first, last = i, stop
    wording, described = memory.wording, describer.read_body(i)
    if memory.is_head_first:
        while last < min(len(words), stop + _MOST_OWN) and _is_own(words[last]):
            last += 1
    else:
        while first > max(1, i - _MOST_OWN) and is_tight(words[first].gap) and _is_own(words[first - 1]):
            first -= 1
            if wording.has("definite", words[first - 1].folded):
                break
    while last > stop or first < i:
        whole = described.last <= last if described else not _goes_on(words, last, memory, describer)
        if (
            whole
            and first > 0
            and wording.has("definite", words[first - 1].folded)
            and words[first].gap in " '"
        ):
            half = tuple(word.folded for word in words[first:last])
            for entity, name in reversed(memory.bodies.items()):
                if len(half) < len(name) and half == (
                    name[: len(half)] if last > stop else name[-len(half) :]
                ):
                    return first, last, entity
        first, last = (first, last - 1) if last > stop else (first + 1, last)
    return None


def _goes_on(words: list[Word], i: int, memory: Memory, describer: Describer) -> bool:
    """Whether an adjective or a name goes with the noun before word `i`, in a head-first language."""
    if not memory.is_head_first or i >= len(words) or not is_tight(words[i].gap):
        return False
    if words[i].tag == "ADJ" and words[i].text.islower():
        return True
    k = i
    while k < len(words) and is_tight(words[k].gap) and _is_small(words[k], memory):
        k += 1
    return k > i and k in describer.begins and is_tight(words[k].gap)


def _is_small(word: Word, memory: Memory) -> bool:
    genitive = memory.wording.has("genitive", word.folded)
    return genitive or memory.wording.has("articles", word.folded)


def _is_own(word: Word) -> bool:
    """Whether a word in lower case can be a part of the general half of a name."""
    return word.text.islower() and word.tag in _PARTS and word.gap in (" ", "-", "'")


def _last_body(head: tuple[str, ...], memory: Memory) -> str:
    """The body named last whose name begins or ends with a noun, or has it before "of"."""
    for entity, name in reversed(memory.bodies.items()):
        if name[: len(head)] == head or name[-len(head) :] == head:
            return entity
    for entity, name in reversed(memory.bodies.items()):
        inside = (
            name[k + len(head)] for k in range(len(name) - len(head)) if name[k : k + len(head)] == head
        )
        if any(memory.wording.has("connectors", after) for after in inside):
            return entity
    return ""


def resolve_source(
    parsed: Parsed, number: int, words: list[Word], i: int, memory: Memory, describer: Describer
) -> Row | None:
    """Somebody who speaks and is kept unnamed on purpose: "a diplomatic source said"."""
    described = describer.read_source(i)
    if described is None or describer.leads_to_person(described.last):
        return None
    return refer(parsed, number, described.span(words), memory.meet(described), HOLDER)


def resolve_document(
    parsed: Parsed, number: int, words: list[Word], i: int, papers: Documents, describer: Describer
) -> Row | None:
    """Who speaks in a paper: "the statement added"."""
    found = papers.resolve(describer, i)
    if found is None:
        return None
    stop, entity, kind, basis = found
    return refer(parsed, number, (words[i].start, words[stop - 1].end), entity, basis, of=kind)
