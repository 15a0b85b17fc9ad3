"""Relative times: days, weeks, months and years counted from publication or from a date told before."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from corpus_tools.annotating.time_calendar import find_span, make_day, shift
from corpus_tools.annotating.time_context import (
    UNKNOWN,
    Context,
    Reader,
    Reading,
    by_unit,
    choose,
    from_anchor,
    told,
)
from corpus_tools.annotating.time_dates import read_date
from corpus_tools.annotating.time_forms import Found


def read_near_day(found: Found, context: Context) -> Reading:
    """Today and the days around it."""
    return by_unit("D", found.number("near_day"), context)


def read_unit(found: Found, context: Context) -> Reading:
    """This, last or next week, month or year."""
    return by_unit(found.slots["unit"], int(found.slots.get("which", found.slots.get("this", "0"))), context)


def _side_of_unit(found: Found, context: Context) -> Reading:
    """Later or earlier in the year that is told of, else in that of publication."""
    told_unit = from_anchor(found.slots["unit"], 0, context)
    return by_unit(found.slots["unit"], 0, context) if "X" in told_unit.value else told_unit


def _other_unit(found: Found, context: Context) -> Reading:
    return from_anchor(found.slots.get("unit", "D"), int(found.slots.get("other", "0")), context)


def _same(found: Found, context: Context) -> Reading | None:
    return Reading(context.named, basis="the date told before") if context.named else None


def _weekend(found: Found, context: Context) -> Reading:
    if context.day is None:
        return by_unit("WE", 0, context)
    return choose([shift(context.day, "WE", n) for n in (-1, 0, 1)], context.day, tense=context.tense)


def _near_other(found: Found, context: Context) -> Reading:
    if found.has("day", "month"):
        day = read_date(Found("date", 0, 0, found.slots), context)
        context = replace(context, anchor=day.value if day else "")
    return from_anchor("D", found.number("near_other"), context)


def _same_last_year(found: Found, context: Context) -> Reading:
    start, _ = find_span(context.anchor)
    if not start:
        return Reading(UNKNOWN[found.slots["unit"]], basis="no date told before")
    day = date.fromisoformat(start)
    back = make_day(day.year - 1, day.month, min(day.day, 28)) or day
    return Reading(shift(back, found.slots["unit"], 0), basis=f"relative to {context.anchor}, told before")


def _ago(found: Found, context: Context) -> Reading:
    return _counted(found, -1, context, anchored=False)


def _ahead(found: Found, context: Context) -> Reading:
    return _counted(found, 1, context, anchored=False)


def _later(found: Found, context: Context) -> Reading:
    return _counted(found, 1, context, anchored=True)


def _earlier(found: Found, context: Context) -> Reading:
    return _counted(found, -1, context, anchored=True)


def _counted(found: Found, sign: int, context: Context, *, anchored: bool) -> Reading:
    count = found.slots.get("number", found.slots.get("single", "1"))
    unit = found.slots["unit"]
    if float(count) % 1 or float(count) > 5000:
        return Reading(UNKNOWN[unit], basis=told(context))
    return (from_anchor if anchored else by_unit)(unit, sign * int(float(count)), context)


READERS: Mapping[str, Reader] = {
    "near_day": read_near_day,
    "near_other": _near_other,
    "unit": read_unit,
    "edge_of_unit": read_unit,
    "side_of_unit": _side_of_unit,
    "other_unit": _other_unit,
    "same": _same,
    "weekend": _weekend,
    "same_last_year": _same_last_year,
    "ago": _ago,
    "ahead": _ahead,
    "later": _later,
    "earlier": _earlier,
}
"""The reading of each kind of form that this module knows."""
