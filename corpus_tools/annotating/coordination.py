"""Coordination: the parties of a sentence that do something side by side, or to whom it is done."""

from collections.abc import Sequence

from spacy.tokens import Token

from corpus_tools.annotating.scenes import Party, Scene
from corpus_tools.characters import fold

_NAMES_OF = ("appos", "flat", "flat:name")
_VERBS = ("VERB", "AUX")
_OBJECTS = ("dobj", "obj", "pobj", "obl", "obl:arg", "iobj")
_LARGEST_PHRASE = 16
"""Words of a noun phrase that are looked at."""


def find_coordinated(scene: Scene, party: Party) -> list[Party]:
    """The parties that do it together: "Kenya and Ghana agreed", "President X and chancellor Y called on"."""
    found = [party]
    for other in (p for p in scene.parties if p.first > party.last):
        if _is_parsed_so(scene, found, other) or _is_told_so(scene, found[-1], other):
            found.append(other)
    if len(found) > 1:
        return found
    for other in reversed([p for p in scene.parties if p.last < party.first and are_alike(p, party)]):
        gap = range(other.last + 1, scene.find_title(found[-1].first))
        listed = all(joins(scene, position) for position in gap)
        joined = listed and (len(found) > 1 or any(scene.is_in("and", position) for position in gap))
        if _is_object(scene, other) and not _is_joined(scene, found[-1], other):
            break
        joined = joined or _is_presented(scene, other, found[-1]) or _is_described(scene, other, found[-1])
        if not joined:
            if other.kind == "pronoun":
                continue
            break
        found.append(other)
    return found[::-1]


def _is_parsed_so(scene: Scene, found: Sequence[Party], other: Party) -> bool:
    """Whether the parser lets a party stand beside one of those found; never where there is no parse."""
    if not scene.tokens:
        return False
    return any(_is_joined(scene, other, to) for to in found) or _is_paired(scene, found[-1], other)


def _is_told_so(scene: Scene, party: Party, other: Party) -> bool:
    """Whether the words between two parties put them side by side before anybody speaks or acts."""
    is_ahead = bool(scene.cues) and other.last < scene.cues[0].first
    return is_ahead and (_is_presented(scene, party, other) or _is_described(scene, party, other))


def _is_object(scene: Scene, party: Party) -> bool:
    """Whether the parser reads a party as what a verb is done to: "met *X*, and Y signed"."""
    tokens = [token for n in range(party.first, party.last + 1) if (token := scene.token(n)) is not None]
    return any(token.dep_ in _OBJECTS and token.head not in tokens for token in tokens)


def _is_presented(scene: Scene, person: Party, next_one: Party) -> bool:
    """Whether only "and" and who they are parts two people: "*X* and her counterpart from Peru, Mr *Y*"."""
    gap = range(person.last + 1, next_one.first)
    if {person.type, next_one.type} != {"person"} or {person.kind, next_one.kind} != {"name"}:
        return False
    opens = scene.is_in("and", gap.start + scene.is_mark(gap.start))
    if len(gap) > _LARGEST_PHRASE or not opens or person.entity == next_one.entity:
        return False
    acts = any(token is not None and token.pos_ in _VERBS for token in map(scene.token, gap))
    plain = scene.tokens or not any(scene.words[n].is_mark for n in gap if n not in scene.named)
    return bool(plain) and not acts and not any(cue.first in gap for cue in scene.cues)


def _is_described(scene: Scene, party: Party, body: Party) -> bool:
    """Whether "and" and a noun that tells what it is lead from a party to a body: "*X* and the firm *Y*".

    They are joined where the parser says so, or nothing stands before them.
    """
    gap = range(party.last + 1, body.first)
    tokens = [token for token in map(scene.token, gap) if token is not None]
    heads = {scene.token(n) for n in range(party.first, party.last + 1)}
    plain = scene.is_in("and", gap.start) and not any(token.pos_ in _VERBS for token in tokens)
    opens = bool(tokens) and all(scene.is_in("determiners", n) for n in range(party.first))
    led = opens or any(token.dep_ == "conj" and token.head in heads for token in tokens)
    short = len(gap) <= _LARGEST_PHRASE and not any(scene.is_mark(n, ",;:") for n in gap)
    return body.type == "organisation" and plain and led and short and are_alike(party, body)


def _is_paired(scene: Scene, party: Party, other: Party) -> bool:
    """Whether only "and" stands between two parties of a kind, and no verb has the second for its own."""
    gap = range(party.last + 1, other.first)
    small = all(scene.is_in("and", n) or scene.is_in("determiners", n) for n in gap)
    if not small or not any(scene.is_in("and", n) for n in gap) or not are_alike(party, other):
        return False
    heads = {t.head for n in range(party.first, party.last + 1) if (t := scene.token(n)) is not None}
    tokens = [scene.token(n) for n in range(other.first, other.last + 1)]
    own = any(t is not None and t.dep_.startswith("nsubj") and t.head not in heads for t in tokens)
    return not own and party.entity != other.entity


def _is_joined(scene: Scene, party: Party, to: Party) -> bool:
    """Whether the parser reads a party as coordinated with another of its kind."""
    tokens = [scene.token(position) for position in range(party.first, party.last + 1)]
    heads = {scene.token(position) for position in range(to.first, to.last + 1)} - {None}
    named = [_find_noun(t) if party.type == "organisation" else t for t in tokens if t is not None]
    joined = any(token.dep_ == "conj" and token.head in heads for token in named)
    return joined and are_alike(party, to) and party.entity != to.entity


def _find_noun(token: Token) -> Token:
    """The noun that a word is the name of, or the word itself: "and the Belgian *firm* Zeta"."""
    return token.head if token.dep_ in _NAMES_OF else token


def are_alike(one: Party, other: Party) -> bool:
    """Whether two parties can do something side by side: two people, two towns, or bodies and countries."""
    same = one.type == other.type and one.is_country == other.is_country
    return same or all(p.type == "organisation" or p.is_country for p in (one, other))


def joins(scene: Scene, position: int) -> bool:
    """Whether a word can stand between two parties that are joined: "and", an article, a noun, a comma."""
    names = ("and", "determiners", "firm_nouns")
    return any(scene.is_in(name, position) for name in names) or scene.is_mark(position)


def find_represented(scene: Scene, subject: Token | None) -> list[Party]:
    """The bodies or countries that a plural subject speaks for: "the *leaders* of Kenya and Ghana"."""
    if subject is None or not _speaks_for(scene, subject):
        return []
    inside = set(subject.subtree)
    own = [p for p in scene.parties if any(scene.token(n) in inside for n in range(p.first, p.last + 1))]
    near = [p for p in own if p.type == "organisation" or p.is_country]
    before = near[0].first - 1 if near else -1
    while scene.is_in("determiners", before) and not scene.is_in("of", before):
        before -= 1
    if not scene.is_in("of", before):
        return []
    listed = _list_joined(scene, [p for p in near if are_alike(p, near[0])])
    return listed if len(listed) > 1 else []


def _speaks_for(scene: Scene, subject: Token) -> bool:
    return any(scene.lexicon.has(name, fold(subject.text)) for name in ("sides", "delegates"))


def _list_joined(scene: Scene, parties: list[Party]) -> list[Party]:
    """The first of some parties and those that a list joins to it, as far as its "and"."""
    listed = parties[:1]
    for party in parties[1:]:
        gap = range(listed[-1].last + 1, party.first)
        if not all(joins(scene, n) or scene.is_in("of", n) for n in gap):
            break
        listed.append(party)
        if any(scene.is_in("and", n) for n in gap):
            return listed
    return []
