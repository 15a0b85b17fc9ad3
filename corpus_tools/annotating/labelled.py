"""Labelled names: what the model labels in a sentence, cut to what the wording allows."""

import re

from corpus_tools.annotating.marked import Candidate, Marked
from corpus_tools.annotating.money import is_amount
from corpus_tools.annotating.parsing import Parsed
from corpus_tools.annotating.speech_lexicons import speech_lexicon

_LABELS = {
    "PERSON": "person", "PER": "person", "ORG": "organisation", "GPE": "place", "LOC": "place",
    "FAC": "place", "EVENT": "event", "LAW": "instrument", "MISC": "organisation",
}  # fmt: skip

MODEL_NUMBER = re.compile(r"[A-Z]{1,2}-?[0-9]{3,4}[A-Z]?|[0-9]+[A-Z]+|[0-9]{3}s?")
"""Names of products such as aircraft, which are no actors."""

ROMAN = re.compile(r"X{0,3}(?:IX|IV|V?I{0,3})")
"""Numbers as Rome wrote them ("quý II")."""


def is_modifier(marked: Marked, candidate: Candidate) -> bool:
    """Whether a name only tells which money or product is meant: "US$7 billion", "the Airbus A380"."""
    if is_amount(marked, candidate):
        return True
    if candidate.last >= len(marked.words):
        return False
    after = marked.words[candidate.last]
    is_close = not after.gap.startswith(" ") or candidate.type == "place"
    if (after.gap.strip() in {"$", "€", "£"} and is_close) or (
        after.gap == " " and marked.has("money", candidate.last)
    ):
        return True
    is_model = bool(MODEL_NUMBER.fullmatch(after.text))
    return is_model and after.gap == " " and candidate.type == "organisation" and not candidate.entity


def find_labelled(marked: Marked, parsed: Parsed, number: int) -> list[Candidate]:
    """What the model labels, trimmed of roles, articles and possessives."""
    found = []
    for ent in parsed.spans[number].ents:
        kind = _LABELS.get(ent.label_)
        if kind is None:
            continue
        start = parsed.offsets[number] + ent.start_char
        end = parsed.offsets[number] + ent.end_char
        inside = [i for i, word in enumerate(marked.words) if start <= word.start and word.end <= end]
        trimmed = _trim(marked, inside)
        if trimmed and not _is_field(marked, trimmed, kind):
            of_country = len(trimmed) > 1 and marked.entity_at(trimmed[-1])
            kind = "organisation" if kind == "person" and of_country else kind
            kind = _retype(marked, trimmed, kind)
            first = _whole_name(marked, trimmed[0]) if kind == "person" else trimmed[0]
            found.append(Candidate(first, trimmed[-1] + 1, kind, "model"))
    return found


def _retype(marked: Marked, inside: list[int], kind: str) -> str:
    """The type of a name by what follows: its initials in brackets, or "who" behind a comma."""
    after = marked.words[inside[-1] + 1] if inside[-1] + 1 < len(marked.words) else None
    if after is None or marked.entity_at(inside[0]):
        return kind
    begins_alike = after.folded[0] == marked.words[inside[0]].folded[0]
    if kind == "person" and after.gap == " (" and after.is_acronym and begins_alike:
        return "organisation"
    is_who = after.gap == ", " and marked.wording.has("who", after.folded)
    return "person" if kind == "place" and is_who else kind


def _is_field(marked: Marked, inside: list[int], kind: str) -> bool:
    """Whether words are the field of an office of a country: "*Kazakh Energy* Minister X Y"."""
    of_country = marked.words[inside[0]].folded in marked.authority.adjectives
    last = inside[-1] + 1
    while of_country and marked.is_tight(last) and marked.is_plain_name(last):
        last += 1
    is_office = marked.is_tight(last) and marked.words[last].is_capital and marked.roles[last] > last
    return is_office and (of_country or kind == "person")


def _trim(marked: Marked, inside: list[int]) -> list[int]:
    inside = [i for i in inside if i not in marked.in_roles]
    while inside and (
        not marked.words[inside[0]].is_capital
        or marked.has("articles", inside[0])
        or marked.has("connectors", inside[0])
        or marked.is_opening(inside[0])
        or marked.is_office(inside[0])
    ):
        stop = max(marked.roles[inside[0]], marked.honorifics[inside[0]], inside[0] + 1)
        inside = [i for i in inside if i >= stop]
    office = next((i for i in inside if marked.is_office(i)), None)
    inside = [i for i in inside if office is None or i < office]
    if inside and marked.words[inside[0]].is_acronym:
        small = [i for i in inside if marked.has("connectors", i)]
        inside = [i for i in inside if not small or i < small[0]]
    while inside and not _can_end(marked, inside[-1]):
        inside = inside[:-1]
    if len(inside) == 1 and marked.words[inside[0]].folded in marked.authority.adjectives:
        return []
    if len(inside) == 1 and marked.heads[inside[0]] == (inside[0] + 1, "place"):
        return []
    if len(inside) == 1 and _is_of_people(marked, inside[0]):
        return []
    if len(inside) == 1 and any(p.fullmatch(marked.words[inside[0]].text) for p in (MODEL_NUMBER, ROMAN)):
        return []
    return inside if _can_be_name(marked, inside) else []


def _is_of_people(marked: Marked, i: int) -> bool:
    """Whether a word that opens a sentence or a quotation is only a noun for people: "*Farmers* objected"."""
    opens = i == 0 or any(mark in marked.words[i].gap for mark in '".:')
    return opens and speech_lexicon(marked.language).has("people", marked.words[i].folded)


def _can_be_name(marked: Marked, inside: list[int]) -> bool:
    """Whether words hold no concept, or are capitals that name a body after one ("Internet Society")."""
    named = [marked.is_nameable(i) for i in inside]
    capitals = all(marked.words[i].is_capital and not marked.words[i].is_acronym for i in inside)
    return all(named) or (capitals and named[-1])


def _can_end(marked: Marked, i: int) -> bool:
    word = marked.words[i]
    return (
        word.is_capital
        or word.text[0].isdigit()
        or (word.tag in {"ADJ", "VERB", "NOUN"} and marked.is_head_first)
    )


def _whole_name(marked: Marked, first: int) -> int:
    """Where a person's name begins when the model has cut its first words off."""
    while (
        first > 0
        and marked.words[first].gap == " "
        and marked.words[first - 1].is_capital
        and marked.words[first - 1].tag == "PROPN"
        and not marked.is_opening(first - 1)
        and first - 1 not in marked.fields
        and not marked.entity_at(first - 1)
        and not any(
            marked.has(group, first - 1) for group in ("articles", "portfolio", "calendar", "not_names")
        )
        and not any(
            max(marked.roles[k], marked.honorifics[k], marked.heads[k][0]) >= first
            for k in range(max(0, first - 4), first)
        )
    ):
        first -= 1
    whole = first
    while whole > 0 and marked.is_particle("foreign_particles", whole - 1) and marked.words[whole].gap == " ":
        whole -= 1
    inside = whole > 0 and marked.words[whole].gap == " " and marked.is_plain_name(whole - 1)
    return first if inside else whole
