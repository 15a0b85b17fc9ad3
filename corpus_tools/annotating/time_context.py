"""Context: what a time expression is read against, what a reading holds, and the choices readings share."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from corpus_tools.annotating.time_calendar import find_precision, find_span, make_day, shift
from corpus_tools.annotating.time_cues import DUE
from corpus_tools.annotating.time_forms import Found

WRITTEN = "written in full"
IMPOSSIBLE = "impossible date"
AMBIGUOUS = "ambiguous day and month"
NEAR = 60
UNKNOWN = {
    "D": "XXXX-XX-XX",
    "W": "XXXX-WXX",
    "WE": "XXXX-WXX-WE",
    "M": "XXXX-XX",
    "Q": "XXXX-QX",
    "H": "XXXX-HX",
    "Y": "XXXX",
    "E": "XXX",
    "C": "XX",
}
_UNITS = {
    "day": "D",
    "week": "W",
    "weekend": "WE",
    "month": "M",
    "quarter": "Q",
    "half": "H",
    "year": "Y",
    "decade": "E",
    "century": "C",
}


@dataclass(frozen=True)
class Context:
    """What an expression is read against.

    Attributes:
        day: the day on which it was published, or None.
        anchor: the value of the date told last in the narrative, or empty.
        last_day: the value told last that is as fine as a day, or empty.
        named: the value of the date named last, be it one that is only due, or empty.
        tense: -1 past, 1 future, 0 not told, of the clause it stands in.
        order: `day` or `month` for which comes first in 3/11, or empty.
    """

    day: date | None = None
    anchor: str = ""
    last_day: str = ""
    named: str = ""
    tense: int = 0
    order: str = ""


@dataclass(frozen=True)
class Reading:
    """What an expression means: TIMEX3 value and type, why, and its days where the value does not tell."""

    value: str
    timex: str = "DATE"
    basis: str = WRITTEN
    window: tuple[str, str] = ("", "")

    @property
    def span(self) -> tuple[str, str]:
        """The first and last day that the reading covers, both empty when unknown."""
        return self.window if any(self.window) else find_span(self.value)


def told(context: Context) -> str:
    """The basis of a relative expression."""
    return f"relative to publication {context.day}" if context.day else "no publication date"


def choose(values: Iterable[str], day: date, *, tense: int = 0, near: int = NEAR) -> Reading:
    """The one of several dates that is meant: the nearest if within `near` days, else the one of the tense.

    >>> choose(["2025-03-01", "2026-03-01"], date(2025, 12, 1)).value
    '2026-03-01'
    >>> choose(["2025-03-01", "2026-03-01"], date(2025, 12, 1), tense=-1).value
    '2025-03-01'
    """
    distance = {value: find_distance(value, day) for value in values if find_span(value)[0]}
    nearest = min(distance, key=lambda value: (abs(distance[value]), distance[value]))
    wanted = [value for value in distance if distance[value] * tense > 0 or distance[value] == 0]
    is_near = abs(distance[nearest]) <= near and abs(tense) < DUE
    if is_near or not tense or not wanted:
        return Reading(nearest, basis=f"nearest to publication {day}")
    side = "last before" if tense < 0 else "next after"
    return Reading(
        min(wanted, key=lambda value: abs(distance[value])), basis=f"{side} publication {day}, by tense"
    )


def find_distance(value: str, day: date) -> int:
    """Days from a day to the days of a value: negative before it, 0 when it lies inside."""
    start, end = (date.fromisoformat(edge) for edge in find_span(value))
    return (start - day).days if start > day else min(0, (end - day).days)


def choose_year(month: int, day: int, context: Context, *, near: int = NEAR) -> Reading:
    """A month, or a day of a month unless `day` is 0, in the year that is meant."""
    mark = f"{month:02d}" + (f"-{day:02d}" if day else "")
    if context.day is None:
        return Reading(f"XXXX-{mark}", basis="no publication date to tell the year")
    years = range(context.day.year - 4, context.day.year + 5)
    values = [f"{year:04d}-{mark}" for year in years if not day or make_day(year, month, day)]
    return choose(values, context.day, tense=context.tense, near=near)


def full_year(short: str, context: Context) -> str:
    """The year written with two digits: the latest that is at most ten years after publication."""
    number = int(short.strip("'"))
    latest = context.day.year + 10 if context.day else 2049
    return str(max(year for year in range(number, latest + 1, 100)))


def by_unit(unit: str, count: int, context: Context) -> Reading:
    """So many units from the one in which the article was published."""
    value = shift(context.day, unit, count) if context.day else UNKNOWN[unit]
    return Reading(value, basis=told(context))


def from_anchor(unit: str, count: int, context: Context) -> Reading:
    """Relative to the date told last that is as fine as the unit; unknown when none was told."""
    for anchor in (context.anchor, context.last_day):
        start, _ = find_span(anchor)
        if start and _is_as_fine(anchor, unit):
            value = shift(date.fromisoformat(start), unit, count)
            return Reading(value, basis=f"relative to {anchor}, told before")
    return Reading(UNKNOWN[unit], basis="no date told before that is as fine")


def _is_as_fine(value: str, unit: str) -> bool:
    order = list(UNKNOWN)
    known = _UNITS.get(find_precision(value.partition("T")[0]), "Y")
    return order.index(unit) >= order.index(known)


def relative_year(found: Found, context: Context) -> str:
    """The year that `last year` or `the following year` in a form means."""
    if "other" in found.slots:
        return from_anchor("Y", found.number("other"), context).value or "XXXX"
    count = int(found.slots.get("which", found.slots.get("this", "0")))
    return shift(context.day, "Y", count) if context.day else "XXXX"


Reader = Callable[[Found, Context], Reading | None]
"""How the readings of one kind of form are made."""
