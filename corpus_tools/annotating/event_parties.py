"""Event parties: who takes part in what a sentence tells, as far as its clause says so."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from corpus_tools.annotating.clauses import find_clause
from corpus_tools.annotating.event_scenes import EventScene
from corpus_tools.annotating.holders import find_holders
from corpus_tools.annotating.scenes import Party, Scene
from corpus_tools.annotating.triggers import Trigger
from corpus_tools.schema import SEPARATOR, split

Row = Mapping[str, Any]
_MODIFIERS = frozenset({"acl", "amod", "advcl"})
"""How a participle hangs that has no subject of its own: "the fund, *launched* in May"."""


def find_meeting_parties(
    sentence: EventScene, scene: Scene, trigger: Trigger, statements: Sequence[Row]
) -> list[str]:
    """Those who meet: the people of the sentence, or where it names fewer than two, who the verb says.

    These are its subject and whom it names right behind it: "Kenya met with the bank".
    """
    people = _entities(sentence.mentions)
    if len(set(people)) > 1:
        return people
    met = _find_named_behind(scene, sentence.words[trigger.last].end)
    subject = _find_subject(scene, sentence.words[trigger.first].start, statements) if trigger.is_verb else []
    return list(dict.fromkeys([*subject, *(party.entity for party in met)]))


def find_acting_parties(
    sentence: EventScene, scene: Scene, trigger: Trigger, statements: Sequence[Row]
) -> list[str]:
    """Those who do what a verb says: the people of its clause, its subject, and the agent of a passive.

    Who only tells of it takes no part in it.
    """
    start = sentence.words[trigger.first].start
    clause = find_clause(scene, start)
    near = [
        row
        for row in sentence.mentions
        if clause is None or any(row["start"] <= offset < row["end"] for offset in clause)
    ]
    tellers = {entity for row in statements for entity in split(row["speaker_id"])}
    acting = [entity for entity in _entities(near) if entity not in tellers]
    subject = _find_subject(scene, start, statements)
    agents = [p.entity for p in _find_agents(scene, sentence.words[trigger.last].end)]
    agreeing = [] if scene.tokens else find_agreeing_parties(start, statements)
    return list(dict.fromkeys([*acting, *subject, *agents, *agreeing]))


def find_agreeing_parties(start: int, statements: Sequence[Row]) -> list[str]:
    """Those who agreed to what stands at an offset: "the two sides agreed to hold a *conference*"."""
    acts = (
        row
        for row in statements
        if row["act"] == "agreement" and row["what_start"] <= start < row["what_end"]
    )
    return list(dict.fromkeys(entity for row in acts for entity in split(row["by"])))


def _is_party(row: Row) -> bool:
    return row["type"] == "person" or SEPARATOR in row["entity"]


def _entities(rows: Iterable[Row]) -> list[str]:
    """The entities of those mentions that are people or several parties at once."""
    return [entity for row in rows if _is_party(row) for entity in split(row["entity"])]


def _find_subject(scene: Scene, start: int, statements: Sequence[Row]) -> list[str]:
    """Who does what the verb at an offset says; nobody for a participle that hangs on a noun."""
    verb = scene.tokens.get(start)
    if verb is None or (verb.dep_ in _MODIFIERS and "Part" in verb.morph.get("VerbForm", [])):
        return []
    return split(find_holders(scene, start, statements))


def _find_named_behind(scene: Scene, end: int) -> list[Party]:
    """The parties right behind a word, and those joined to them: "between Kenya and the bank"."""
    first = next((n for n, word in enumerate(scene.words) if word.start >= end), len(scene.words))
    found: list[Party] = []
    for party in (p for p in scene.parties if p.first >= first and p.kind != "pronoun"):
        place = found[-1].last + 1 if found else first
        if not all(_leads_on(scene, n) for n in range(place, party.first)):
            break
        found.append(party)
    return [p for p in found if p.type == "organisation" or p.is_person or p.is_country]


def _leads_on(scene: Scene, n: int) -> bool:
    names = ("between", "and", "determiners", "to_whom")
    return any(scene.is_in(name, n) for name in names) and not scene.is_in("location", n)


def _find_agents(scene: Scene, end: int) -> Iterator[Party]:
    """The party right after the "by" that follows a participle: "launched in May by Kenya"."""
    by = next((n for n, word in enumerate(scene.words) if word.start >= end), len(scene.words))
    if not scene.is_in("by", by):
        return
    first = by + 1
    while scene.is_in("determiners", first):
        first += 1
    yield from (party for party in scene.parties if by < party.first <= first)
