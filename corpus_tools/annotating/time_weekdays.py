"""Weekdays: readings of days of the week and of days of a month that is not named."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from corpus_tools.annotating.time_calendar import find_span, make_day, shift
from corpus_tools.annotating.time_context import (
    IMPOSSIBLE,
    Context,
    Reader,
    Reading,
    choose,
    told,
)
from corpus_tools.annotating.time_dates import read_date
from corpus_tools.annotating.time_forms import Found
from corpus_tools.annotating.time_relative import read_unit


def read_weekday(found: Found, context: Context) -> Reading:
    """A day of the week: the one before publication, or after it when the clause tells the future."""
    weekday = found.number("weekday")
    if context.day is None:
        return Reading(f"XXXX-WXX-{weekday}", basis=told(context))
    if "this" in found.slots or found.slots.get("which") == "0":
        return Reading(_in_week(context.day, 0, weekday), basis=told(context))
    direction = int(found.slots.get("which", found.slots.get("other", "0")))
    strict = bool(direction)
    sign = direction or context.tense or -1
    ahead = (weekday - context.day.isoweekday()) % 7
    if sign < 0:
        back = (7 - ahead) % 7 or (7 if strict else 0)
        basis = f"weekday at or before publication {context.day}"
        return Reading(shift(context.day, "D", -back), basis=basis)
    return Reading(
        shift(context.day, "D", ahead or (7 if strict else 0)),
        basis=f"weekday at or after publication {context.day}",
    )


def _in_week(day: date, weeks: int, weekday: int) -> str:
    return shift(day, "D", weeks * 7 + weekday - day.isoweekday())


def _weekday_week(found: Found, context: Context) -> Reading:
    weekday = found.number("weekday")
    if context.day is None:
        return Reading(f"XXXX-WXX-{weekday}", basis=told(context))
    count = int(found.slots.get("which", found.slots.get("other", found.slots.get("this", "0"))))
    return Reading(_in_week(context.day, count, weekday), basis=told(context))


def _weekday_after(found: Found, context: Context) -> Reading:
    """A weekday so many days on: `lundi en huit` is the Monday after the coming one."""
    if context.day is None:
        return Reading(f"XXXX-WXX-{found.slots['weekday']}", basis=told(context))
    ahead = (found.number("weekday") - context.day.isoweekday()) % 7
    weeks = found.number("number") // 7
    return Reading(shift(context.day, "D", ahead + 7 * weeks), basis=told(context))


def _weekday_day(found: Found, context: Context) -> Reading | None:
    """A weekday and a day of the month: the month nearest to publication in which they agree."""
    if context.day is None:
        return Reading(f"XXXX-XX-{found.number('day'):02d}", basis=told(context))
    days = (context.day + timedelta(days=n) for n in range(-200, 201))
    fits = [d for d in days if d.day == found.number("day") and d.isoweekday() == found.number("weekday")]
    if not fits:
        return Reading("", basis=IMPOSSIBLE)
    return choose([d.isoformat() for d in fits], context.day)


def _day_of_month(found: Found, context: Context) -> Reading | None:
    """A day whose month is not named: the nearest such day, or the one that the tense asks for."""
    day = found.number("day")
    if context.day is None:
        return Reading(f"XXXX-XX-{day:02d}", basis=told(context))
    first = context.day.year * 12 + context.day.month - 1
    months = (divmod(first + n, 12) for n in (-2, -1, 0, 1, 2))
    days = [make_day(year, month + 1, day) for year, month in months]
    tense = found.number("which") if found.has("which") else context.tense
    return choose([each.isoformat() for each in days if each], context.day, tense=tense, near=0)


def _nth_weekday(found: Found, context: Context) -> Reading:
    if "month" in found.slots:
        month = read_date(
            Found("date", 0, 0, {k: v for k, v in found.slots.items() if k in ("month", "year")}), context
        )
    else:
        month = read_unit(replace(found, slots={**found.slots, "unit": "M"}), context)
    start, end = find_span(month.value) if month else ("", "")
    if not start:
        return Reading("XXXX-XX-XX", basis=told(context))
    n_days = date.fromisoformat(end).day
    days = [date.fromisoformat(start) + timedelta(days=n) for n in range(n_days)]
    fits = [day for day in days if day.isoweekday() == found.number("weekday")]
    place = found.number("ordinal")
    return Reading(fits[place - 1 if place > 0 else -1].isoformat(), basis=month.basis if month else "")


READERS: Mapping[str, Reader] = {
    "day_of_month": _day_of_month,
    "weekday": read_weekday,
    "weekday_week": _weekday_week,
    "weekday_after": _weekday_after,
    "weekday_day": _weekday_day,
    "nth_weekday": _nth_weekday,
}
"""The reading of each kind of form that this module knows."""
