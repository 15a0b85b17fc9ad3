"""Cues: what stands around a time expression and changes it: edge, relation, tense.

An edge is the part of a longer stretch (`the end of 2027`), a relation how it bounds what is told
(`by 2030`), a tense whether the clause tells what was or what will be.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from corpus_tools.annotating.time_forms import Grammar, keep_marks, space
from corpus_tools.characters import fold

_REACH = 48
_TENSES = {"past": -1, "past_endings": -1, "future": 1, "future_endings": 1, "neutral": -1, "open": 0}
DUE = 2
"""The tense of what is asked for or promised: it is yet to come, however near a day of the past is.

Its opposite is that of what has lasted since then.
"""
_BESIDE = 8
_NEIGHBOURS = 12
_COST_AFTER = 2
"""A cue after the expression counts as this many times as far away as one before it."""
_OPENING = 2
"""Words before a cue among which one joins its clause to the one before: "and will", "et ils iront"."""
_COST_JOINED = 8
"""The same of one in a clause that is joined to that of the expression."""


@dataclass(frozen=True)
class Cue:
    """A word of a sentence that tells tense: where it stands, and -1 for past, 1 for future or 0 for either.

    A reporting verb tells when something was said, so it counts only for an expression right beside it.
    `joined` is one close behind "and" or its like, which begins another clause: "met on Monday and *will* …".
    """

    start: int
    end: int
    tense: int
    reports: bool = False
    joined: bool = False


def find_edge(soft: str, start: int, grammar: Grammar) -> tuple[str, int]:
    """The edge named before a place (START, MID, END, APPROX or empty), and where it starts."""
    return _look_back(soft, start, _before(grammar, "edges"))


def find_relation(soft: str, start: int, grammar: Grammar) -> str:
    """The relation that the words before a place tell; empty when they tell none."""
    return _look_back(soft, start, _before(grammar, "relations"))[0]


def opens_range(soft: str, start: int, grammar: Grammar) -> bool:
    """Whether the word before a place opens a range (`from`, `between`)."""
    words = "|".join(_patterns(grammar, grammar.lexicon.get("range", {}).get("first", [])))
    return bool(
        words and re.search(rf"(?<!\w)(?:{words})[ \n]{{1,3}}$", soft[max(0, start - _REACH) : start])
    )


def looks_back(soft: str, grammar: Grammar) -> bool:
    """Whether a sentence opens with a word that takes the story back ("Earlier, …")."""
    words = "|".join(_patterns(grammar, grammar.lexicon.get("looks_back", [])))
    return bool(words and re.match(rf"\W*(?:{words})(?!\w)", soft))


def joins(gap: str, kind: str, grammar: Grammar) -> bool:
    """Whether the words between two expressions make them one: kind `range`, `time` or `date`."""
    lists = grammar.lexicon.get("joins", {})
    words = grammar.lexicon.get("range", {}).get("join", []) if kind == "range" else lists.get(kind, [])
    return len(gap) < _REACH and " ".join(gap.split()) in {grammar.soften(word).strip() for word in words}


def find_cues(source: str, grammar: Grammar) -> list[Cue]:
    """The words of a sentence, as written, that tell tense, in order.

    A participle right behind an auxiliary of the future tells the future ("will be *signed*").
    """
    pattern = _tense(grammar)
    if pattern is None:
        return []
    soft = keep_marks(source)
    joiners = {word.strip() for word in grammar.lexicon.get("joins", {}).get("and", ())}
    cues: list[Cue] = []
    for match in pattern.finditer(soft):
        if match.lastgroup != "silent":
            tense, reports = _TENSES[str(match.lastgroup)], match.lastgroup == "neutral"
            between = fold(soft[cues[-1].start : match.start()]).split() if cues else []
            if cues and cues[-1].tense > 0 and " ".join(between) in _auxiliaries(grammar):
                tense, reports = 1, False
            before = soft[max(0, match.start() - _REACH) : match.start()].split()[-_OPENING:]
            joined = not joiners.isdisjoint(before)
            cues.append(Cue(match.start(), match.end(), tense, reports, joined))
    return cues


def find_requests(source: str, grammar: Grammar) -> list[Cue]:
    """The words that ask for something or promise it, in order: what is due by then is yet to come."""
    pattern = _asking(grammar)
    matches = pattern.finditer(keep_marks(source)) if pattern else ()
    return [Cue(match.start(), match.end(), DUE) for match in matches]


def choose_tense(cues: Sequence[Cue], start: int, end: int) -> int:
    """The tense of the cue nearest to an expression: -1, 1, or 0 when there is none.

    What is talked about is not told as past, but as to come where the cue nearest but for it says so: "will
    discuss *hosting* a fair in 2027".
    """
    place = bisect_left(cues, start, key=lambda cue: cue.start)
    near = [
        cue
        for cue in cues[max(0, place - _NEIGHBOURS) : place + _NEIGHBOURS]
        if (cue.end <= start or cue.start >= end) and not (cue.reports and _cost(cue, start, end) > _BESIDE)
    ]
    nearest = sorted(near, key=lambda cue: _cost(cue, start, end))
    told = next((cue.tense for cue in nearest if cue.tense), 0)
    return told if nearest and nearest[0].tense else max(told, 0)


def is_purpose(soft: str, start: int, grammar: Grammar) -> bool:
    """Whether an expression says what something was meant for: "set aside money *for* 2026"."""
    return _look_back(soft, start, _before(grammar, "purposes"))[1] < start


def is_lasting(soft: str, start: int, grammar: Grammar) -> bool:
    """Whether an expression says since when something has lasted: "has run the port *since* March"."""
    return _look_back(soft, start, _before(grammar, "lasting"))[1] < start


def _cost(cue: Cue, start: int, end: int) -> int:
    if cue.end <= start:
        return start - cue.end
    return (_COST_JOINED if cue.joined else _COST_AFTER) * (cue.start - end)


def _look_back(soft: str, start: int, pattern: re.Pattern[str] | None) -> tuple[str, int]:
    left = max(0, start - _REACH)
    match = pattern.search(soft, left, start) if pattern else None
    return (str(match.lastgroup), match.start()) if match else ("", start)


@cache
def _before(grammar: Grammar, table: str) -> re.Pattern[str] | None:
    """What may stand right before an expression: a pattern that ends where the search ends."""
    groups = [
        f"(?P<{name}>{'|'.join(_patterns(grammar, words))})"
        for name, words in grammar.lexicon.get(table, {}).items()
    ]
    return re.compile(rf"(?<![\w'-])(?:{'|'.join(groups)})(?:(?<=['-])|[ \n]{{1,3}})\Z") if groups else None


def _patterns(grammar: Grammar, words: list[str]) -> list[str]:
    soft = sorted((grammar.soften(word) for word in words), key=lambda word: (-len(word), word))
    return [space(word) for word in soft]


@cache
def _asking(grammar: Grammar) -> re.Pattern[str] | None:
    words = "|".join(_spell(grammar.lexicon.get("tense", {}).get("asking", [])))
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)") if words else None


def _spell(wordings: Iterable[str]) -> list[str]:
    """Wordings as patterns, with their marks and without, the longest first."""
    known = {variant for word in wordings for variant in (keep_marks(word), fold(word))}
    return [space(word) for word in sorted(known, key=lambda word: (-len(word), word))]


@cache
def _auxiliaries(grammar: Grammar) -> frozenset[str]:
    """The auxiliaries of the future without their marks, which a text may leave out."""
    return frozenset(fold(word) for word in grammar.wordings("tense", "auxiliary"))


@cache
def _tense(grammar: Grammar) -> re.Pattern[str] | None:
    """What tells tense, with its marks and without: à is no form of avoir where a text has its marks."""
    tense = grammar.lexicon.get("tense", {})
    groups = []
    for name in ("silent", "future", "open", "neutral", "past", "future_endings", "past_endings"):
        words = "|".join(_spell(tense.get(name, [])))
        stem = r"[^\W\d_]{2,30}?" if name.endswith("endings") else ""
        groups += [f"(?P<{name}>{stem}(?:{words}))"] if words else []
    return re.compile(rf"(?<!\w)(?:{'|'.join(groups)})(?!\w)") if groups else None
