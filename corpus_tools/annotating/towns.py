"""Towns: places that the model takes for something else, beside a known place ("in Lima and *Tacna*")."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus_tools.annotating.capitals import is_tight
from corpus_tools.annotating.marked import Candidate, Marked


def join_towns(marked: Marked, candidates: Sequence[Candidate]) -> Iterator[Candidate]:
    """Let what the model took for a body be a place that "and" joins to a place behind "in".

    A mark or the end of the sentence must close it: "in Lima and Tacna,", but not "in Lima and Zeta said".
    """
    led: set[int] = set()
    for candidate in sorted(candidates, key=lambda candidate: candidate.first):
        joint = candidate.first - 1
        is_joined = joint in led and marked.has("conjunctions", joint) and marked.is_tight(candidate.first)
        if candidate.type == "organisation" and is_joined and _may_be_town(marked, candidate):
            candidate = replace(candidate, type="place", basis="list")
        if candidate.type == "place" and (is_joined or marked.has("at", joint)):
            led.add(candidate.last)
        yield candidate


def _may_be_town(marked: Marked, candidate: Candidate) -> bool:
    words = marked.words[candidate.first : candidate.last]
    after = marked.words[candidate.last : candidate.last + 1]
    closed = not any(is_tight(word.gap) for word in after)
    plain = candidate.basis in ("model", "list") and not any(word.is_acronym for word in words)
    return plain and closed and not marked.heads[candidate.first][1] and not candidate.entity
