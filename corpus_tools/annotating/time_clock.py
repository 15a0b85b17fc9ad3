"""Times of day: readings of hours and parts of a day, alone or joined to a day."""

from collections.abc import Mapping
from dataclasses import replace

from corpus_tools.annotating.time_calendar import find_precision
from corpus_tools.annotating.time_context import (
    Context,
    Reader,
    Reading,
    by_unit,
    from_anchor,
)
from corpus_tools.annotating.time_dates import read_date
from corpus_tools.annotating.time_forms import Found
from corpus_tools.annotating.time_relative import read_near_day
from corpus_tools.annotating.time_weekdays import read_weekday


def add_clock(day: Reading, clock: Found) -> Reading:
    """A day and a time of day as one moment; the day alone when it is not known to the day."""
    mark = find_clock(clock)
    if find_precision(day.value) != "day" or not mark:
        return day
    return replace(day, value=f"{day.value}T{mark}", timex="TIME")


def find_clock(found: Found) -> str:
    """The time of day of a form as TIMEX3 writes it after T; empty when there is no such time."""
    slots = found.slots
    if not {"hour", "hour_name", "number"} & set(slots):
        return slots.get("daypart", "")
    hour = int(float(slots.get("hour") or slots.get("hour_name") or slots["number"]))
    minute = next((int(float(slots[name])) for name in ("minute", "extra", "number2") if name in slots), -1)
    if "hour_name" in slots and "number" in slots:
        minute = found.number("number")
    hour = _of_day(hour, slots)
    if "minus" in slots:
        hour, minute = hour - 1, 60 - found.number("minus")
    if not (0 <= hour <= 24 and minute < 60) or (hour == 24 and minute > 0 and "hour_name" not in slots):
        return ""
    if hour == 24:
        hour = 0 if minute > 0 else 24
    second = f":{found.number('second'):02d}" if "second" in slots else ""
    return f"{hour:02d}:{max(minute, 0):02d}{second}" + ("Z" if "zone" in slots else "")


def _of_day(hour: int, slots: Mapping[str, str]) -> int:
    """The hour of the day that an hour of the morning or the afternoon is."""
    afternoon = slots.get("half_day") == "p" or slots.get("daypart") in ("AF", "EV")
    if afternoon and hour < 12:
        return hour + 12
    return 0 if slots.get("half_day") == "a" and hour == 12 else hour


def _moment(found: Found, context: Context) -> Reading | None:
    """A time of day alone: on the day told last in the sentence, else on the day of publication."""
    mark = find_clock(found)
    if not mark:
        return None
    day = from_anchor("D", 0, context) if context.anchor else by_unit("D", 0, context)
    if "which" in found.slots:
        count = found.number("which")
        day = from_anchor("D", count, context) if count > 0 else by_unit("D", count, context)
    elif "near_day" in found.slots:
        day = read_near_day(found, context)
    elif "weekday" in found.slots:
        day = read_weekday(found, context)
    elif "month" in found.slots:
        day = read_date(found, context) or day
    return replace(day, value=f"{day.value}T{mark}" if day.value else "", timex="TIME")


def _stamp(found: Found, context: Context) -> Reading | None:
    day = read_date(found, context)
    return add_clock(day, found) if day and day.value else day


READERS: Mapping[str, Reader] = {
    "clock": _moment,
    "daypart": _moment,
    "stamp": _stamp,
}
"""The reading of each kind of form that this module knows."""
