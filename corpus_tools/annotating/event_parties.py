"""Event parties: who takes part in what a sentence tells, as far as its clause says so."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from spacy.tokens import Token

from corpus_tools import lexicons
from corpus_tools.annotating.clauses import find_clause
from corpus_tools.annotating.coordination import find_coordinated, find_represented
from corpus_tools.annotating.event_scenes import EventScene
from corpus_tools.annotating.holders import find_holders
from corpus_tools.annotating.partners import find_partners
from corpus_tools.annotating.scenes import Party, Scene
from corpus_tools.annotating.triggers import Trigger
from corpus_tools.schema import SEPARATOR, split

Row = Mapping[str, Any]
_MODIFIERS = frozenset({"acl", "amod", "advcl"})
"""How a participle hangs that has no subject of its own: "the fund, *launched* in May"."""
_SUBJECTS = ("nsubj", "nsubjpass", "nsubj:pass")
_OBJECTS = ("dobj", "obj")
_VERBS = ("VERB", "AUX")
_AGENTS = ("agent", "obl:agent")
_OWNED = frozenset({"visit", "appointment"})
"""Kinds of which "X's" and "of X" say who takes part, and not what it is about."""
_ADJECTIVES = 4
"""Words from the name that has it to a noun, at most."""
_PHRASE, _OFFICE = 12, 6
"""Words behind a noun among which an "of" belongs to it, and of the office before a name."""


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
    """Those who do what a verb says: its subject, the people of its clause, an agent, with whom it is done.

    Who only tells of it takes no part in it, nor does who only owns what is named ("X's firm"), nor a text.
    """
    start = sentence.words[trigger.first].start
    clause = find_clause(scene, start)
    near = [
        row
        for row in sentence.mentions
        if (clause is None or any(row["start"] <= offset < row["end"] for offset in clause))
        and not scene.is_in("possessive", scene.find_word(row["end"]))
    ]
    told = (row for row in statements if row["act"] != "agreement")
    tellers = {entity for row in told for entity in split(row["speaker_id"])}
    acting = [entity for entity in _entities(near) if entity not in tellers]
    subject = _find_subject(scene, start, statements)
    by = _find_agents(scene, start, sentence.words[trigger.last].end)
    agents = [each.entity for party in by for each in find_coordinated(scene, party)]
    agreeing = _find_signing(start, statements) if trigger.kind == "signing" else []
    agreeing += [] if scene.tokens else find_agreeing_parties(start, statements)
    partners = [p.entity for p in find_partners(scene, *_find_words(scene, sentence, trigger))]
    between = [p.entity for p in _find_between(scene)] if trigger.kind == "signing" else []
    papers = {row["entity"] for row in sentence.mentions if row["type"] == "instrument"}
    found = dict.fromkeys([*acting, *subject, *agents, *agreeing, *partners, *between])
    return [entity for entity in found if entity not in papers]


def _find_between(scene: Scene) -> list[Party]:
    """The parties that something is between: "an agreement on fish between *Ghana* and *Kenya*"."""
    places = [n for n in range(len(scene.words)) if scene.is_in("between", n)]
    found = _find_named_behind(scene, scene.words[places[0]].end) if places else []
    return found if len(found) > 1 else []


def _find_words(scene: Scene, sentence: EventScene, trigger: Trigger) -> tuple[int, int]:
    """The positions, in the scene, of the first and the last word of a trigger."""
    start, end = sentence.words[trigger.first].start, sentence.words[trigger.last].end
    return scene.find_word(start), scene.find_word(end) - 1


def find_agreeing_parties(start: int, statements: Sequence[Row]) -> list[str]:
    """Those who agreed to what stands at an offset: "the two sides agreed to hold a *conference*"."""
    acts = (
        row
        for row in statements
        if row["act"] == "agreement" and row["what_start"] <= start < row["what_end"]
    )
    return list(dict.fromkeys(entity for row in acts for entity in split(row["by"])))


def _find_signing(start: int, statements: Sequence[Row]) -> list[str]:
    """Those who are reported to agree by the very verb at an offset: "*Nepal* and *the union* signed …"."""
    acts = (
        row for row in statements if row["act"] == "agreement" and row["cue_start"] <= start < row["cue_end"]
    )
    return [entity for row in acts for name in ("by", "addressee_ids") for entity in split(row[name])]


def _is_party(row: Row) -> bool:
    return row["type"] == "person" or SEPARATOR in row["entity"]


def _entities(rows: Iterable[Row]) -> list[str]:
    """The entities of those mentions that are people or several parties at once."""
    return [entity for row in rows if _is_party(row) for entity in split(row["entity"])]


def _find_subject(scene: Scene, start: int, statements: Sequence[Row]) -> list[str]:
    """Who does what the verb at an offset says; nobody for a participle that hangs on a noun."""
    verb = scene.tokens.get(start)
    if not scene.tokens:
        return _find_before(scene, start)
    if verb is not None and verb.pos_ == "PRON":
        verb = verb.head
    if verb is None or (verb.dep_ in _MODIFIERS and "Part" in verb.morph.get("VerbForm", [])):
        return []
    subject = next((child for child in verb.children if child.dep_ in _SUBJECTS), None)
    represented = [party.entity for party in find_represented(scene, subject)]
    return represented or split(find_holders(scene, start, statements))


def _find_before(scene: Scene, start: int) -> list[str]:
    """The party right before a verb, and those joined to it, where there is no parse to tell a subject."""
    verb = scene.find_word(start)
    last = verb - 1
    while scene.is_in("fillers", last) or scene.is_in("unreal", last):
        last -= 1
    subject = next((party for party in scene.parties if party.first <= last <= party.last), None)
    if subject is None or (subject.type == "place" and not subject.is_country):
        return []
    if scene.is_in("location", subject.first - 1):
        return []
    return [party.entity for party in find_coordinated(scene, subject)]


def find_noun_parties(
    sentence: EventScene, scene: Scene, trigger: Trigger, statements: Sequence[Row]
) -> list[str]:
    """Those who take part in what a noun names: who agreed to it, whose visit it is, who holds it.

    "*Peru's* visit", "the visit of *Ana Ruiz*", "on a visit to Lima, *she* said", "*Kenya* hosted a forum".
    """
    start, end = sentence.words[trigger.first].start, sentence.words[trigger.last].end
    agreeing = find_agreeing_parties(start, statements)
    owners = _find_owners(scene, start, end) if trigger.kind in _OWNED else []
    return agreeing or owners or _find_holding(scene, start, trigger.kind, statements)


def find_named_parties(scene: Scene, start: int, statements: Sequence[Row]) -> list[str]:
    """Those who agreed to, or hold, the named event at an offset: "*Fiji* will host the Lagoon Summit"."""
    agreeing = find_agreeing_parties(start, statements)
    return agreeing or _find_holding(scene, start, "conference", statements)


def _find_owners(scene: Scene, start: int, end: int) -> list[str]:
    """Whose something is: the party with a possessive before a noun, or the one behind "of"."""
    first = scene.find_word(start)
    behind = scene.find_word(end)
    before = [p for p in scene.parties if p.last < first and scene.is_in("possessive", p.last + 1)]
    if before and first - before[-1].last <= _ADJECTIVES:
        return split(before[-1].entity)
    if scene.is_in("own", first - 1):
        return [entity for p in scene.parties if p.first == first - 1 for entity in split(p.entity)]
    return next(_find_people_of(scene, behind), [])


def _find_people_of(scene: Scene, first: int) -> Iterator[list[str]]:
    """The people behind an "of" of the same phrase: "the visit to Lima *of* Prime Minister *Ana Ruiz*"."""
    for position in range(first - 1, min(len(scene.words), first + _PHRASE)):
        if scene.words[position].is_mark:
            return
        person = next((p for p in scene.parties if position < p.first and p.is_person), None)
        if person and scene.is_in("of", position) and person.first - position <= _OFFICE:
            yield split(person.entity)


def _find_holding(scene: Scene, start: int, kind: str, statements: Sequence[Row]) -> list[str]:
    """The subject of the verb that holds what a noun names, or of the clause that tells of a visit.

    Of a visit it is the one person named before it, where there is no parse.
    """
    if not scene.tokens and kind == "visit":
        people = list(dict.fromkeys(p.entity for p in scene.parties if p.is_person and p.start < start))
        return people if len(people) == 1 else []
    noun, is_object = scene.tokens.get(start), False
    while noun is not None and noun.pos_ not in _VERBS:
        if noun.dep_ in _SUBJECTS or noun.head == noun:
            return []
        is_object, noun = noun.dep_ in _OBJECTS, noun.head
    if noun is None or not (kind == "visit" or (is_object and _holds(noun))):
        return []
    place = next((offset for offset, token in scene.tokens.items() if token == noun), -1)
    return _find_subject(scene, place, statements)


def _holds(verb: Token) -> bool:
    """Whether who does what a verb says holds what it names: "*hosted* a conference"."""
    data = lexicons.load("events", verb.lang_)
    return verb.lemma_.lower() in data.get("holding", ())


def _find_named_behind(scene: Scene, end: int) -> list[Party]:
    """The parties right behind a word, and those joined to them: "between Kenya and the bank"."""
    first = scene.find_word(end)
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


def _find_agents(scene: Scene, start: int, end: int) -> Iterator[Party]:
    """The party after the "by" of a participle: "launched by Kenya", "signed on Monday in Lima by Kenya"."""
    verb = scene.tokens.get(start)
    agents = [child for child in verb.children if child.dep_ in _AGENTS] if verb is not None else []
    heads = {token.i for agent in agents for token in (agent, *agent.children)}
    named = {offset for offset, token in scene.tokens.items() if token.i in heads} if heads else ()
    yield from (p for p in scene.parties if any(p.start <= offset < p.end for offset in named))
    by = scene.find_word(end)
    if not scene.is_in("by", by):
        return
    first = by + 1
    while scene.is_in("determiners", first):
        first += 1
    yield from (party for party in scene.parties if by < party.first <= first)
