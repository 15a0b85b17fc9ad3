"""Dates: readings of days, months and years, in words and in figures."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from corpus_tools.annotating.time_calendar import find_span, make_day, shift
from corpus_tools.annotating.time_context import (
    AMBIGUOUS,
    IMPOSSIBLE,
    UNKNOWN,
    WRITTEN,
    Context,
    Reader,
    Reading,
    choose_year,
    full_year,
    relative_year,
    told,
)
from corpus_tools.annotating.time_forms import Found

_FIGURES = re.compile(r"(?<![\d/.-])(\d{1,2})[/.-](\d{1,2})[/.-]\d{4}(?![\d/-])")


def read_date(found: Found, context: Context) -> Reading | None:
    """A month with or without day and year; None when no month is named."""
    if "short_year" in found.slots:
        found = replace(found, slots={**found.slots, "year": full_year(found.slots["short_year"], context)})
    if not found.has("month"):
        return None
    month = found.number("month")
    if not found.has("day"):
        if found.has("year"):
            return Reading(f"{found.slots['year']}-{month:02d}")
        return choose_year(month, 0, context)
    day = found.number("day")
    if make_day(int(found.slots.get("year", "2000")), month, day) is None:
        return Reading("", basis=IMPOSSIBLE)
    if found.has("year"):
        value = f"{found.slots['year']}-{month:02d}-{day:02d}"
        return replace(Reading(value), basis=_check_weekday(found, value))
    if found.has("which"):
        return choose_year(month, day, replace(context, tense=found.number("which")), near=0)
    return choose_year(month, day, context)


def _check_weekday(found: Found, value: str) -> str:
    if not found.has("weekday") or date.fromisoformat(value).isoweekday() == found.number("weekday"):
        return WRITTEN
    return "written in full; its weekday is another"


def _numeric(found: Found, context: Context) -> Reading | None:
    first, second = found.number("figure"), found.number("figure2")
    year = found.slots.get("year") or (
        full_year(found.slots["short_year"], context) if found.has("short_year") else ""
    )
    orders = {"day": (first, second), "month": (second, first)}
    possible = {
        order: pair for order, pair in orders.items() if make_day(int(year or 2000), pair[1], pair[0])
    }
    if context.order in orders:
        possible = {context.order: orders[context.order]} if context.order in possible else {}
    if not possible:
        return Reading("", basis=IMPOSSIBLE) if max(first, second) <= 31 else None
    if len({*possible.values()}) > 1:
        return Reading("", basis=AMBIGUOUS)
    day, month = next(iter(possible.values()))
    if year:
        return Reading(
            f"{year}-{month:02d}-{day:02d}", basis=f"{context.order} first" if context.order else WRITTEN
        )
    return choose_year(month, day, context)


def _year(found: Found, context: Context) -> Reading:
    if "short_year" in found.slots:
        return Reading(full_year(found.slots["short_year"], context), basis="written with two digits")
    return Reading(found.slots["year"])


def _years(found: Found, context: Context) -> Reading | None:
    first = found.slots["year"]
    last = found.slots.get("year2") or first[:2] + found.slots["short_year"].strip("'")
    if "/" in found.slots["words"] and int(last) != int(first) + 1:
        return None
    return Reading(f"{first}/{last}") if int(first) < int(last) else None


def _days(found: Found, context: Context) -> Reading | None:
    last = read_date(replace(found, slots={**found.slots, "day": found.slots["day2"]}), context)
    if last is None or not last.value or found.number("day") >= found.number("day2"):
        return last
    first = f"{last.value[:-2]}{found.number('day'):02d}"
    return replace(last, value=f"{first}/{last.value}")


def _week_of(found: Found, context: Context) -> Reading | None:
    day = read_date(found, context)
    start, _ = find_span(day.value) if day else ("", "")
    if day is None or not start:
        return day and replace(day, value=day.value and UNKNOWN["W"])
    return replace(day, value=shift(date.fromisoformat(start), "W", 0))


def _months(found: Found, context: Context) -> Reading | None:
    year, first, last = found.slots["year"], found.number("month"), found.number("month2")
    if first == last:
        return None
    start = int(year) - (first > last)
    return Reading(f"{start}-{first:02d}/{year}-{last:02d}")


def _holiday(found: Found, context: Context) -> Reading:
    month, day = found.slots["holiday"].split("-")
    if found.has("which"):
        return choose_year(int(month), int(day), replace(context, tense=found.number("which")), near=0)
    return choose_year(int(month), int(day), context)


def find_order(text: str, known: str) -> str:
    """Which comes first in figures such as 3/11: what the language knows, else what the article shows.

    A day over 12 anywhere in the article shows its habit, unless the article shows both habits.

    >>> find_order("on 25/12/2025 and 3/11/2025", ""), find_order("on 3/11/2025", "")
    ('day', '')
    """
    pairs = [(int(first), int(second)) for first, second in _FIGURES.findall(text)]
    shown = {"day" for first, second in pairs if first > 12 >= second}
    shown |= {"month" for first, second in pairs if second > 12 >= first}
    return known or (shown.pop() if len(shown) == 1 else "")


def _month_of(found: Found, context: Context) -> Reading:
    year = relative_year(found, context)
    return Reading(f"{year}-{found.number('month'):02d}", basis=told(context))


def _month_which(found: Found, context: Context) -> Reading:
    month = found.number("month")
    which = int(found.slots.get("which", "0"))
    if context.day is None:
        return Reading(f"XXXX-{month:02d}", basis=told(context))
    year = context.day.year
    if which < 0 and month >= context.day.month:
        year -= 1
    if which > 0 and month <= context.day.month:
        year += 1
    return Reading(f"{year:04d}-{month:02d}", basis=told(context))


READERS: Mapping[str, Reader] = {
    "date": read_date,
    "month": read_date,
    "month_of": _month_of,
    "month_which": _month_which,
    "numeric": _numeric,
    "short_numeric": _numeric,
    "bare_numeric": _numeric,
    "year": _year,
    "years": _years,
    "days": _days,
    "week_of": _week_of,
    "months": _months,
    "holiday": _holiday,
}
"""The reading of each kind of form that this module knows."""
