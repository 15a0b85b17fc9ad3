"""Event objects: the instrument or named event that an event is about."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from spacy.tokens import Token

from corpus_tools.annotating.event_scenes import EventScene
from corpus_tools.annotating.scenes import Scene
from corpus_tools.annotating.triggers import Trigger
from corpus_tools.characters import fold

Row = Mapping[str, Any]
_OBJECTS = ("dobj", "obj")
_PASSIVE_SUBJECTS = ("nsubjpass", "nsubj:pass")
_INTRANSITIVE = frozenset({"entry into force"})
"""Kinds whose verbs tell of their subject."""
_RELATIVES = ("relcl", "acl:relcl", "acl")


def find_objects(sentence: EventScene, scene: Scene, trigger: Trigger, things: Sequence[Row]) -> list[Row]:
    """What an event is about, none or one: what its verb tells of, else the first thing behind its words.

    Args:
        sentence: the sentence as it is read for events.
        scene: the same with its parse.
        trigger: the words that name the event.
        things: the instruments and named events of the sentence, in order.
    """
    start = sentence.words[trigger.first].start
    after = [row for row in things if row["start"] >= sentence.words[trigger.last].start]
    if not trigger.is_verb:
        return after[:1]
    before = [row for row in things if row["end"] <= start]
    return _find_told(scene, start, trigger, before)[:1] or after[:1]


def introduces(scene: Scene, start: int) -> bool:
    """Whether the verb at an offset has as its object what is new to the reader: "signed *a* pact"."""
    return any(not _is_known(scene, thing) for thing in _list_things(scene, start, _OBJECTS))


def gives_notice(scene: Scene, start: int, notices: Collection[str]) -> bool:
    """Whether a verb at an offset only gives out words for the press: "a *communiqué* was published"."""
    things = _list_things(scene, start, (*_OBJECTS, *_PASSIVE_SUBJECTS))
    return any(fold(thing.text) in notices for thing in things)


def _list_things(scene: Scene, start: int, roles: Collection[str]) -> list[Token]:
    verb = scene.tokens.get(start)
    return [child for child in verb.children if child.dep_ in roles] if verb is not None else []


def _is_known(scene: Scene, thing: Token) -> bool:
    return thing.pos_ == "PRON" or any(scene.lexicon.has("definite", each.lower_) for each in thing.children)


def _find_told(scene: Scene, start: int, trigger: Trigger, before: Sequence[Row]) -> list[Row]:
    """What a verb that takes no object tells of: "the *pact* was signed", "the *law*, which takes effect"."""
    verb = scene.tokens.get(start)
    if verb is None:
        return _find_passed(scene, start, trigger, before)
    place_of = {token.i: place for place, token in scene.tokens.items()}
    places = [place_of[noun.i] for noun in _list_subjects(verb, trigger) if noun.i in place_of]
    return [row for row in before for place in places if row["start"] <= place < row["end"]]


def _list_subjects(verb: Token, trigger: Trigger) -> Iterator[Token]:
    wanted = (*_PASSIVE_SUBJECTS, "nsubj") if trigger.kind in _INTRANSITIVE else _PASSIVE_SUBJECTS
    for child in verb.children:
        if child.dep_ in wanted:
            relative = "Rel" in child.morph.get("PronType", []) or verb.dep_ in _RELATIVES[:2]
            yield verb.head if relative and verb.dep_ in _RELATIVES else child
    if verb.dep_ == "acl" and "Part" in verb.morph.get("VerbForm", []):
        yield verb.head


def _find_passed(scene: Scene, start: int, trigger: Trigger, before: Sequence[Row]) -> list[Row]:
    """The same where there is no parse: what stands before a verb that is marked as passive."""
    behind = before[-1]["end"] if before else start
    marked = any(
        scene.is_in("passive", n) for n, word in enumerate(scene.words) if behind <= word.start < start
    )
    return list(before[-1:]) if marked or trigger.kind in _INTRANSITIVE else []
