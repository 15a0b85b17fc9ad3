"""Institutions: bodies and papers that an article speaks of without their names ("the ministry")."""

from typing import Any

from corpus_tools.annotating.capitals import Word
from corpus_tools.annotating.documents import Documents
from corpus_tools.annotating.memory import Memory
from corpus_tools.annotating.parsing import Parsed
from corpus_tools.annotating.spelling import name_words
from corpus_tools.annotating.stand_ins import BODY, HOLDER, refer
from corpus_tools.annotating.unnamed import Describer

Row = dict[str, Any]


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
    described = describer.read_body(i)
    alone = wording.has("definite", words[i - 1].folded) and words[i].gap in " '"
    if alone and (described is None or described.last == stop):
        entity = _last_body(tuple(word.folded for word in words[i:stop]), memory)
        if entity:
            span = words[i].start, words[stop - 1].end
            return refer(parsed, number, span, entity, "same noun", of="organisation")
    if described is None:
        return None
    memory.bodies[described.entity] = name_words(described.title)
    return refer(parsed, number, described.span(words), described.entity, BODY, of="organisation")


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
