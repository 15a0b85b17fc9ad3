"""Partners: with whom somebody does what a verb says ("signed a contract on Friday *with Ghana*")."""

from spacy.tokens import Token

from corpus_tools.annotating.coordination import find_coordinated
from corpus_tools.annotating.scenes import Party, Scene

_REACH = 12
"""Words from a verb and its object to the "with" that belongs to them."""
_PHRASE = 6
"""Words from "with" to the name behind it: "with the Belgian firm X"; twice as many with an office."""
_OBJECTS = frozenset({"dobj", "obj", "obl:arg", "pobj"})


def find_partners(scene: Scene, first: int, last: int) -> list[Party]:
    """The parties behind the "with" that belongs to a verb, or to its object; none where it is no name.

    Behind "alongside", which leads to occasions too, people and countries only.

    Args:
        scene: the sentence.
        first: position of the verb.
        last: position of the last word of what was matched: the verb, or its object.
    """
    for position in range(first + 1, min(last + 1 + _REACH, len(scene.words))):
        if scene.is_mark(position, '.;:"'):
            break
        if scene.is_in("with", position) and _belongs(scene, position, first, last):
            party = _find_named(scene, position)
            if party and party.type == "organisation" and scene.is_in("occasions", position):
                return []
            return find_coordinated(scene, party) if party else []
    return []


def _belongs(scene: Scene, position: int, first: int, last: int) -> bool:
    """Whether the parser hangs "with" on the verb or its object; where there is no parse, on what is near.

    What stands between the two belongs to them: "signed *with* Ghana a contract".
    """
    if position == first + 1 < last:
        return True
    token, verb = scene.token(position), scene.token(first)
    if token is None or verb is None:
        return not any(scene.is_mark(n) for n in range(last + 1, position))
    own = {scene.token(n) for n in range(first, last + 1)} - {None}
    own |= {
        child for each in tuple(own) if each is not None for child in each.children if child.dep_ in _OBJECTS
    }
    holder = token.head if token.dep_ in ("prep", "dep") else token.head.head
    return holder in own or _is_carried(verb, holder)


def _is_carried(verb: Token, holder: Token) -> bool:
    """Whether an auxiliary was matched, and "with" hangs on the verb that it helps."""
    return verb.dep_.startswith("aux") and verb.head == holder


def _find_named(scene: Scene, position: int) -> Party | None:
    """The party that is named behind "with", unless it only owns or opens what is."""
    for party in scene.parties:
        if not position < party.first <= position + 2 * _PHRASE or party.kind == "pronoun":
            continue
        gap = range(position + 1, party.first)
        if len(gap) >= _PHRASE and not any(map(scene.is_role, gap)):
            continue
        if any(scene.is_mark(n) for n in range(position, party.first)):
            return None
        if scene.is_in("possessive", party.last + 1) or (party.type == "place" and not party.is_country):
            continue
        return party
    return None
