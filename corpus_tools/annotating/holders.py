"""Holders: who is to do what a text places ahead ("Kenya aims to … by 2030": Kenya), as far as it says so.

The subject of the clause that a deadline stands in, or who is asked, promises or agrees when the deadline
is part of that. Nobody when the subject is a thing ("emissions must peak by 2030").
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from spacy.tokens import Token

from corpus_tools.annotating.clauses import find_antecedent
from corpus_tools.annotating.coordination import find_coordinated
from corpus_tools.annotating.scenes import Party, Scene
from corpus_tools.schema import ACTS, join, split

Row = Mapping[str, Any]
SUBJECTS = frozenset({"nsubj", "nsubjpass", "nsubj:pass", "expl:subj"})
_OWNERS = frozenset({"poss", "nmod:poss"})
_APPOSED = frozenset({"appos", "flat:name"})
_CLIMB = 12
_OPENING = 3
"""Words that may stand before the party that opens a sentence, where there is no parse."""


def find_holders(scene: Scene, start: int, statements: Sequence[Row]) -> str:
    """Find who is to do what a deadline or an announcement at an offset speaks of.

    Args:
        scene: the sentence with its parties.
        start: offset of the deadline, or of the word that names the event.
        statements: the statements of this sentence.

    Returns:
        Entities joined with `|`; empty when the text does not say.
    """
    acts = [row for row in statements if row["act"] in ACTS and row["what_start"] <= start < row["what_end"]]
    act = acts[-1] if acts else None
    since = act["what_start"] if act else _content_start(scene, start, statements)
    position = next((n for n, word in enumerate(scene.words) if word.start >= start), None)
    token = scene.token(position) if position is not None else None
    party: Party | None = None
    settled = False
    if token is not None:
        party, settled = _climb(scene, token, since)
    elif act is None:
        party = _opening(scene, since, start)
    if party:
        return join(each.entity for each in find_coordinated(scene, party))
    return "" if settled or not act else join(list_owing(act["act"], act["by"], act["addressee_ids"]))


def list_owing(act: str, by: str, to: str) -> Iterator[str]:
    """Those who are to do what an act is about: who promises or offers, who is asked, all who agree.

    >>> list(list_owing("request", "kenya", "ghana")), list(list_owing("agreement", "kenya", "ghana"))
    (['ghana'], ['kenya', 'ghana'])
    """
    if act in ("commitment", "offer", "agreement"):
        yield from split(by)
    if act in ("request", "proposal", "agreement"):
        yield from split(to)


def _climb(scene: Scene, token: Token, since: int) -> tuple[Party | None, bool]:
    """The party that is the subject over a token, and whether a subject was found, be it a thing."""
    for _ in range(_CLIMB):
        for child in sorted(token.children, key=lambda child: child.dep_ not in SUBJECTS):
            if child.dep_ in SUBJECTS or child.dep_ in _OWNERS:
                named = _party_at(scene, find_antecedent(scene, child))
                party = named or _apposed(scene, child) or _owner(scene, child)
                if party or not _is_infinitive(scene, token):
                    return party, party is not None or child.dep_ in SUBJECTS
        if token.head is token or _start(scene, token.head) < since:
            break
        token = token.head
    return None, False


def _is_infinitive(scene: Scene, verb: Token) -> bool:
    """Whether an infinitive marker makes a verb one, so that a thing before it may be no subject of it."""
    return any(scene.lexicon.has("infinitive", child.lower_) for child in verb.children)


def _apposed(scene: Scene, noun: Token) -> Party | None:
    """The person whose office or title a subject is: "the minister, *Ana Ruiz*, will sign", "M. *Roy*"."""
    named = (_party_at(scene, child) for child in noun.children if child.dep_ in _APPOSED)
    return next((party for party in named if party and party.is_person), None)


def _owner(scene: Scene, noun: Token) -> Party | None:
    """The party whose thing a subject is: "Kenya's exports must double by 2030"."""
    owners = (_party_at(scene, child) for child in noun.children if child.dep_ in _OWNERS)
    return next((party for party in owners if party), None)


def _party_at(scene: Scene, token: Token) -> Party | None:
    numbers = [n for n in range(len(scene.words)) if scene.token(n) == token]
    return next((p for p in scene.parties for n in numbers if p.first <= n <= p.last), None)


def _start(scene: Scene, token: Token) -> int:
    return next((start for start, other in scene.tokens.items() if other == token), -1)


def _content_start(scene: Scene, start: int, statements: Sequence[Row]) -> int:
    """Where what is said begins when no parse parts it from who says it, else where the sentence begins."""
    if scene.tokens:
        return scene.sentence.start
    held = (row["what_start"] for row in statements if row["what_start"] <= start < row["what_end"])
    return max(held, default=scene.sentence.start)


def _opening(scene: Scene, since: int, start: int) -> Party | None:
    """The party that opens a clause, which is its subject where there is no parse to tell."""
    first = next((party for party in scene.parties if party.start >= since), None)
    if first is None or first.end > start or scene.is_in("location", first.first - 1):
        return None
    before = [word for word in scene.words[: first.first] if word.start >= since]
    return first if len(before) <= _OPENING else None
