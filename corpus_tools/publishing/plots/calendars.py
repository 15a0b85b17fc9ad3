"""Calendars: ISO dates as places on an axis, said in words, and ticks that fit the span."""

import calendar
import re
from collections.abc import Iterator
from datetime import date

from matplotlib.axes import Axes

_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?\Z")
_MONTHS = ("", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MOST_TICKS = 7


def first_day(iso: str) -> float:
    """The first day of an ISO date, month or year, as a number of days.

    >>> first_day("2026-01") == first_day("2026-01-01") == first_day("2026")
    True
    """
    year, month, day = _parts(iso)
    return float(date(year, month or 1, day or 1).toordinal())


def last_day(iso: str) -> float:
    """The last day of an ISO date, month or year, as a number of days."""
    year, month, day = _parts(iso)
    month = month or 12
    return float(date(year, month, day or calendar.monthrange(year, month)[1]).toordinal())


def say(iso: str) -> str:
    """An ISO date in words, no finer than it is.

    >>> say("2026-01-16"), say("2025-10"), say("2030"), say("")
    ('16 Jan 2026', 'Oct 2025', '2030', '')
    """
    if not iso:
        return ""
    year, month, day = _parts(iso)
    return " ".join(([str(day)] if day else []) + ([_MONTHS[month]] if month else []) + [str(year)])


def say_span(start: str, end: str) -> str:
    """A span of ISO dates in words; an open start is a "by", an open end a "from".

    >>> say_span("2025-10-25", "2025-10-26"), say_span("", "2030"), say_span("2026", "")
    ('25–26 Oct 2025', 'by 2030', 'from 2026')
    """
    if start == end:
        return say(start)
    if not start:
        return f"by {say(end)}"
    if not end:
        return f"from {say(start)}"
    if len(start) == len(end) == 10 and start[:7] == end[:7]:
        return f"{int(start[8:])}–{say(end)}"
    return f"{say(start)} – {say(end)}"


def set_dates(axes: Axes, low: float, high: float) -> None:
    """Give the horizontal axis the span of days from `low` to `high`, with round dates as ticks."""
    axes.set_xlim(low, high)
    for step in _steps():
        ticks = list(_ticks(low, high, *step))
        if len(ticks) <= _MOST_TICKS:
            break
    places, labels = zip(*ticks, strict=True) if ticks else ((), ())
    axes.set_xticks(places, labels)


def _steps() -> Iterator[tuple[str, int]]:
    """Distances between ticks, from fine to coarse."""
    yield from (("day", 1), ("day", 7), ("month", 1), ("month", 3), ("month", 6))
    scale = 1
    while True:
        yield from (("year", factor * scale) for factor in (1, 2, 5))
        scale *= 10


def _ticks(low: float, high: float, unit: str, step: int) -> Iterator[tuple[float, str]]:
    """The ticks inside a span, as day and label."""
    first, last = date.fromordinal(int(low)), date.fromordinal(int(high))
    if unit == "day":
        for day in range(int(low) + 1, int(high) + 1, step):
            yield float(day), say(date.fromordinal(day).isoformat())
        return
    months = 12 if unit == "year" else 1
    for index in range(first.year * 12, last.year * 12 + 12):
        year, month = divmod(index, 12)
        if month % (step if unit == "month" else 12) or (unit == "year" and year % step):
            continue
        place = float(date(year, month + 1, 1).toordinal())
        if low <= place <= high:
            yield place, str(year) if months == 12 else f"{_MONTHS[month + 1]}\n{year}"


def _parts(iso: str) -> tuple[int, int, int]:
    match = _ISO.match(iso)
    if not match:
        raise ValueError(f"not an ISO date: {iso!r}")
    year, month, day = (int(part) if part else 0 for part in match.groups())
    return year, month, day
