"""Time expressions: the forms of a sentence that are meant as times, joined and with the cues around them.

Not for what they mean: see `time_values`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from corpus_tools.annotating.time_cues import (
    DUE,
    Cue,
    choose_tense,
    find_cues,
    find_edge,
    find_relation,
    find_requests,
    is_lasting,
    is_purpose,
    joins,
    opens_range,
)
from corpus_tools.annotating.time_forms import Found, Grammar, find_forms
from corpus_tools.annotating.time_guards import is_time

_DAYS = frozenset(
    {
        "date",
        "numeric",
        "short_numeric",
        "bare_numeric",
        "day_of_month",
        "weekday",
        "weekday_week",
        "weekday_day",
        "near_day",
        "unit",
        "holiday",
        "near_other",
        "other_unit",
        "weekday_after",
        "month_which",
    }
)
_RANGES = frozenset({"days", "months", "years"})
_DEADLINES = ("by", "before", "until")
_CARRIED = ("by", "before")
_YEARLESS = frozenset({"date", "month", "short_numeric", "bare_numeric", "day_of_month", "days"})


@dataclass(frozen=True)
class Expression:
    """A time expression in its sentence: its form, perhaps a time of day, and the cues around it."""

    found: Found
    start: int
    end: int
    clock: Found | None = None
    edge: str = ""
    relation: str = ""
    tense: int = 0
    ends_range: bool = False


def find_expressions(source: str, soft: str, grammar: Grammar, *, year: int = 0) -> list[Expression]:
    """The time expressions of one sentence, joined and with their cues, in reading order."""
    founds = _share_years(list(_scan(source, soft, grammar, year)), soft, grammar)
    cues = find_cues(source, grammar) if founds else []
    asked = find_requests(source, grammar) if founds else []
    expressions = []
    for found, clock in _join(founds, soft, grammar):
        start = min(found.start, clock.start if clock else found.start)
        end = max(found.end, clock.end if clock else found.end)
        edge, left = find_edge(soft, start, grammar)
        if found.kind == "edge_of_unit" and edge in ("", "APPROX"):
            continue
        relation = find_relation(soft, left, grammar)
        if found.kind in _RANGES and relation == "since":
            relation = ""
        due = relation in _DEADLINES
        tense = choose_tense(_merge(asked, cues) if due else cues, left, end)
        if not found.has("length") and is_purpose(soft, left, grammar):
            tense = max(tense, 0)
        if is_lasting(soft, left, grammar):
            tense = -DUE
        expressions.append(Expression(found, left, end, clock, edge, relation, tense))
    return _bound_ranges(expressions, soft, grammar)


def _merge(asked: Sequence[Cue], cues: Sequence[Cue]) -> list[Cue]:
    return sorted([*asked, *cues], key=lambda cue: cue.start)


def _scan(source: str, soft: str, grammar: Grammar, year: int) -> Iterator[Found]:
    """The forms of a sentence that are meant as times, from left to right, none inside another."""
    end = 0
    for fits in find_forms(soft, grammar):
        if fits[0].start < end and all(found.start < end for found in fits):
            continue
        for found in fits:
            if found.start >= end and is_time(found, source, soft, grammar, year=year):
                end = found.end
                yield found
                break


def _share_years(founds: list[Found], soft: str, grammar: Grammar) -> list[Found]:
    """Give the yearless end of a range the year of its other end (`28 December to 3 January 2026`)."""
    shared = list(founds)
    for place, (left, right) in enumerate(pairwise(founds)):
        if not joins(soft[left.end : right.start], "range", grammar):
            continue
        if not {left.kind, right.kind} <= _YEARLESS or not (left.has("month") and right.has("month")):
            continue
        turns = left.number("month") > right.number("month")
        if right.has("year") and not left.has("year"):
            shared[place] = _with_year(left, right.number("year") - turns)
        elif left.has("year") and not right.has("year"):
            shared[place + 1] = _with_year(right, left.number("year") + turns)
    return shared


def _with_year(found: Found, year: int) -> Found:
    return replace(found, kind="date", slots={**found.slots, "year": str(year)})


def _join(founds: Sequence[Found], soft: str, grammar: Grammar) -> Iterator[tuple[Found, Found | None]]:
    """Pair each expression with the time of day that belongs to it."""
    place = 0
    while place < len(founds):
        first = founds[place]
        second = founds[place + 1] if place + 1 < len(founds) else None
        gap = soft[first.end : second.start] if second else ""
        if second and first.kind in _DAYS and second.kind == "clock" and joins(gap, "time", grammar):
            yield first, second
            place += 2
        elif second and first.kind == "clock" and second.kind in _DAYS and joins(gap, "date", grammar):
            yield second, first
            place += 2
        else:
            yield first, None
            place += 1


def _bound_ranges(expressions: list[Expression], soft: str, grammar: Grammar) -> list[Expression]:
    """Call the two ends of `from … to …` since and until; carry `by` over to the second of two dates."""
    bound = list(expressions)
    for place, (left, right) in enumerate(pairwise(expressions)):
        gap, relation = soft[left.end : right.start], bound[place].relation
        if joins(gap, "range", grammar) and opens_range(soft, left.start, grammar):
            bound[place] = replace(left, relation="since")
            bound[place + 1] = replace(right, relation="until", ends_range=True)
        elif relation in _CARRIED and not right.relation and joins(gap, "and", grammar):
            bound[place + 1] = replace(right, relation=relation)
    return bound
