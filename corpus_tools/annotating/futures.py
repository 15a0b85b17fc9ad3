"""Futures: what a body will do, told in the plain future, which makes it a commitment.

"The ministry will open ten centres by 2027" reports no speech, and yet somebody can be held to it. Only
bodies and countries promise so, and only what they do for others: a deed of the lexicon with an object.
"""

from collections.abc import Iterator, Sequence

from corpus_tools.annotating.acts import find_addressees, judge_reality
from corpus_tools.annotating.contents import closes_sentence
from corpus_tools.annotating.coordination import find_coordinated
from corpus_tools.annotating.cues import Cue
from corpus_tools.annotating.scenes import Party, Scene
from corpus_tools.annotating.speakers import find_speaker
from corpus_tools.annotating.statements import Statement
from corpus_tools.schema import split

_NO_OBJECTS = ("before_others", "location", "days", "moments", "and")
"""Sets of words with which no object begins."""
_LONGEST = 3
"""Words of the longest deed, or of the longest phrase behind one that is no object."""


def find_futures(scene: Scene, told: Sequence[Statement]) -> Iterator[Statement]:
    """The commitments that bodies of a sentence make in the plain future.

    Args:
        scene: the sentence.
        told: what it reports by cues; beside a promise it may only name its source at the end.
    """
    if scene.is_in("conditions", 0) or not all(_is_source(statement) for statement in told):
        return
    for cue in _find_deeds(scene, reported=bool(told)):
        speaker = find_speaker(scene, cue)
        if speaker is None or not _may_promise(speaker) or judge_reality(scene, cue) != "done":
            continue
        bodies = [each for party in find_coordinated(scene, speaker) for each in split(party.entity)]
        to = tuple(party.entity for party in find_addressees(scene, cue, bodies))
        yield Statement(scene, cue, cue.act, tuple(bodies), tuple(bodies), to)


def _is_source(statement: Statement) -> bool:
    """Whether a statement only says by whom a sentence is told: "…, the minister said"."""
    cue, is_plain = statement.cue, statement.act == "statement"
    return cue is not None and is_plain and closes_sentence(statement.scene, cue, statement.speakers)


def _may_promise(party: Party) -> bool:
    return party.type == "organisation" or party.is_country


def _find_deeds(scene: Scene, *, reported: bool) -> Iterator[Cue]:
    """The verbs in the plain future that are deeds with an object: "*will* open ten centres", "*ouvrira*".

    Where a source is named behind it, the future is told in its past: "it *would* open ten centres, he said".
    """
    for first in range(1, len(scene.words)):
        if scene.is_quoted(first) or first in scene.named:
            continue
        ahead = scene.is_written("ahead", first) or (reported and scene.is_in("ahead_reported", first))
        verb = scene.skip(first + 1, 1) if ahead else first
        name = "deeds" if verb > first else "deeds_ahead"
        stop = _match(scene, name, verb)
        if stop > verb and _has_object(scene, verb, stop):
            yield Cue(first, first, "commitment", "finite", scene.words[first].text)


def _match(scene: Scene, name: str, first: int) -> int:
    """Where the longest phrase of a set ends that begins at a word; the word itself without any."""
    for stop in range(min(len(scene.words), first + _LONGEST), first, -1):
        if scene.lexicon.has(name, " ".join(word.text for word in scene.words[first:stop])):
            return stop
    return first


def _has_object(scene: Scene, verb: int, stop: int) -> bool:
    """Whether what is done follows a verb: "will open *a school*", and not "will open on Monday"."""
    if scene.is_in("deeds_to", verb) or scene.is_in("deeds_to_ahead", verb):
        return True
    ends = stop >= len(scene.words) or scene.words[stop].is_mark
    leads_on = any(scene.is_in(name, stop) for name in _NO_OBJECTS)
    following = scene.words[min(stop + 1, len(scene.words) - 1)].text
    is_day = scene.is_in("determiners", stop) and following[0].isdigit()
    return not (ends or leads_on or is_day or _match(scene, "no_objects", stop) > stop)
