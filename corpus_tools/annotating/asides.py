"""Asides: what is said of somebody between two commas; nobody in it speaks ("X, who met Y, told …")."""

from corpus_tools.annotating.cues import Cue
from corpus_tools.annotating.scenes import Party, Scene

_REACH = 40
"""Words of the longest aside."""
_APPOSED = 6
"""Words of office that may stand between the comma and the name that ends an aside."""
_CLAUSAL = frozenset({"VERB", "AUX", "ADP", "SCONJ"})
_CLAUSES = frozenset({"acl", "acl:relcl", "relcl", "advcl"})
_LEADS = ("relatives", "occasions", "breaks", "location")


def find_aside(scene: Scene, cue: Cue) -> range:
    """The words between two commas right before a cue, when they are an aside; empty when there is none.

    An aside opens as a relative clause, a participle or an adjunct, or stands right behind a person. A name
    in apposition ("the minister, *Ana Ruiz*, said") is none: it may well be who speaks.
    """
    closing = cue.first - 1
    while scene.is_in("fillers", closing) and not scene.is_in("relatives", closing):
        closing -= 1
    if not scene.is_mark(closing):
        return range(0)
    nearest = -1
    for mark in range(closing - 1, max(-1, closing - _REACH), -1):
        if scene.is_mark(mark, '".;:'):
            break
        if scene.is_mark(mark) and scene.is_quoted(mark) == scene.is_quoted(cue.first):
            if _is_clausal(scene, mark + 1) and not _lists_fields(scene, mark + 1, nearest, closing):
                return range(mark + 1, closing)
            nearest = mark if nearest < 0 else nearest
    behind_person = any(p.last + 1 == nearest and p.type == "person" for p in scene.parties)
    names_person = any(p.type == "person" and nearest < p.first < closing for p in scene.parties)
    return range(nearest + 1, closing) if behind_person and not names_person else range(0)


def closes_clause(scene: Scene, cue: Cue, party: Party) -> bool:
    """Whether a comma parts a party from a cue behind it, and no comma before it makes it an apposition.

    "The bridge to Lima, said the mayor": Lima only ends what is said.
    """
    marked = any(scene.is_mark(position) for position in range(party.last + 1, cue.first))
    before = range(max(0, party.first - _APPOSED), party.first)
    return marked and not any(scene.is_mark(position) for position in before)


def follows_relative(scene: Scene, first: int, position: int) -> bool:
    """Whether a relative clause opens behind a comma after word `first` and before a position."""
    return any(scene.is_mark(n - 1) and scene.is_in("relatives", n) for n in range(first + 1, position))


def _lists_fields(scene: Scene, first: int, nearest: int, closing: int) -> bool:
    """Whether words go on with the office of a person: "ministre de la Santé, *du Travail*, X, a dit"."""
    apposed = any(
        p.type == "person" and p.first == nearest + 1 and p.last + 1 == closing for p in scene.parties
    )
    return nearest > first and apposed and scene.is_in("of", first)


def _is_clausal(scene: Scene, position: int) -> bool:
    """Whether an aside that opens at a word is a clause or an adjunct."""
    if any(scene.is_in(name, position) for name in _LEADS):
        return True
    token = scene.token(position)
    clausal = token is not None and (token.pos_ in _CLAUSAL or token.dep_ in _CLAUSES)
    return clausal and position not in scene.named
