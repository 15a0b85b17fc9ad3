"""Calendar arithmetic on TIMEX3 values: which days a value covers, how fine it is, what lies n units away.

A value is text, as fine as its source and no finer: `2026-01-16`, `2026-W03`, `2026-01`, `2026-Q1`,
`2026-SU`, `2027-H2`, `2030`, `202` (the 2020s), `20` (the 21st century), `2026-01-16T15:30`,
`2026-01-14/2026-01-16`. An unknown part is written with X (`XXXX-01-14`).
"""

import calendar
import re
from datetime import date, timedelta
from functools import lru_cache

SEASONS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 14)}
"""First and last month of a season of the northern hemisphere; 13 and 14 lie in the next year."""

_MONTHS = {"Q": 3, "H": 6}
_PRECISIONS = (
    (r"\d{4}-\d\d-\d\dT\d\d:\d\d.*", "minute"),
    (r"\d{4}-\d\d-\d\dT\d\dZ?", "hour"),
    (r"\d{4}-\d\d-\d\dT[A-Z]{2}", "part of day"),
    (r"....-..-\d\d|....-W..-\d|XXXX-XX-XX", "day"),
    (r"....-W(?:\d\d|XX)-WE", "weekend"),
    (r"....-W(?:\d\d|XX)", "week"),
    (r"....-(?:\d\d|XX)", "month"),
    (r"....-Q[1-4X]", "quarter"),
    (r"....-H[12X]", "half"),
    (r"....-(?:SP|SU|FA|WI)", "season"),
    (r"\d{4}|XXXX", "year"),
    (r"\d{3}|XXX", "decade"),
    (r"\d{2}|XX", "century"),
)
_PRECISION = tuple((re.compile(pattern), name) for pattern, name in _PRECISIONS)
_YEARS = re.compile(r"\d{4}/\d{4}")
_DURATION = re.compile(r"P(T?)(\d+(?:\.\d+)?)([A-Z]+)")


def is_years(value: str) -> bool:
    """Whether a value is several years, which say what a plan is for and not when it was made.

    >>> is_years("2025/2030"), is_years("2025")
    (True, False)
    """
    return _YEARS.fullmatch(value) is not None


def make_day(year: int, month: int, day: int) -> date | None:
    """The day, or None when the calendar has no such day.

    >>> make_day(2026, 2, 31) is None, make_day(2024, 2, 29)
    (True, datetime.date(2024, 2, 29))
    """
    try:
        return date(year, month, day)
    except ValueError:
        return None


def find_precision(value: str) -> str:
    """How fine a value is, from `century` to `minute`; empty for references, durations and sets.

    >>> [find_precision(value) for value in ("2026-01-16", "XXXX-01-14", "2027-H2", "201", "P3Y")]
    ['day', 'day', 'half', 'decade', '']
    """
    first = value.split("/")[0]
    return next((name for pattern, name in _PRECISION if pattern.fullmatch(first)), "")


@lru_cache(maxsize=4096)
def find_span(value: str) -> tuple[str, str]:
    """The first and the last day that a value covers; both empty when the calendar does not say.

    >>> find_span("2026-02"), find_span("202"), find_span("XXXX-01-14")
    (('2026-02-01', '2026-02-28'), ('2020-01-01', '2029-12-31'), ('', ''))
    >>> find_span("2026-01-14/2026-01-16")
    ('2026-01-14', '2026-01-16')
    """
    first, _, last = value.partition("/")
    try:
        start, end = _span(first)
        return start.isoformat(), (_span(last)[1] if last else end).isoformat()
    except (ValueError, OverflowError):
        return "", ""


def find_dates(value: str) -> tuple[str, str]:
    """The first and last ISO date of a value: days, months or years, whichever are no finer than it.

    A week is told by its days, a season by its months, a decade by its years. Both empty as in `find_span`.

    >>> find_dates("2027-H2"), find_dates("199"), find_dates("2026-01-16TMO"), find_dates("2026-01")
    (('2027-07', '2027-12'), ('1990', '1999'), ('2026-01-16', '2026-01-16'), ('2026-01', '2026-01'))
    """
    start, end = find_span(value)
    first, _, last = value.partition("/")
    return start[: _iso_length(first)], end[: _iso_length(last or first)]


def find_end(value: str, relation: str, edge: str = "") -> str:
    """The last ISO date that a deadline leaves open, no finer than its value.

    What is due before some days is due on the day, month or year before them, as fine as they are told.

    >>> find_end("2028", "before"), find_end("2028-03", "before"), find_end("2028-03-01", "before")
    ('2027', '2028-02', '2028-02-29')
    >>> find_end("2028", "by"), find_end("2027", "before", "END"), find_end("203", "before")
    ('2028', '2027', '2029')
    """
    first, last = find_dates(value)
    if relation != "before" or edge == "END" or not first:
        return last
    return shift(date.fromisoformat(find_span(value)[0]), "D", -1)[: len(first)]


def _iso_length(value: str) -> int:
    """How many characters of an ISO date are no finer than a value."""
    precision = find_precision(value)
    return {"month": 7, "quarter": 7, "half": 7, "season": 7, "year": 4, "decade": 4, "century": 4}.get(
        precision, 10
    )


def _span(value: str) -> tuple[date, date]:
    """The days of a value that is no range; ValueError when it names none."""
    day, _, _ = value.partition("T")
    if match := re.fullmatch(r"(\d{4})-W(\d\d)(-WE)?", day):
        year, week = int(match[1]), int(match[2])
        return date.fromisocalendar(year, week, 6 if match[3] else 1), date.fromisocalendar(year, week, 7)
    if match := re.fullmatch(r"(\d{4})-([QH])([1-4])", day):
        months = _MONTHS[match[2]]
        return _months(int(match[1]), (int(match[3]) - 1) * months + 1, int(match[3]) * months)
    if match := re.fullmatch(r"(\d{4})-(SP|SU|FA|WI)", day):
        return _months(int(match[1]), *SEASONS[match[2]])
    if match := re.fullmatch(r"(\d{4})-(\d\d)", day):
        return _months(int(match[1]), int(match[2]), int(match[2]))
    if re.fullmatch(r"\d{2,4}", day):
        scale = 10 ** (4 - len(day))
        return date(max(1, int(day) * scale), 1, 1), date(int(day) * scale + scale - 1, 12, 31)
    return date.fromisoformat(day), date.fromisoformat(day)


def _months(year: int, first: int, last: int) -> tuple[date, date]:
    end_year, end_month = year + (last - 1) // 12, (last - 1) % 12 + 1
    return date(year, first, 1), date(end_year, end_month, calendar.monthrange(end_year, end_month)[1])


def shift(day: date, unit: str, count: int) -> str:
    """The value that lies `count` units from the unit that holds a day, as fine as the unit.

    Units: D day, W week, WE weekend, M month, Q quarter, H half, Y year, E decade, C century.

    >>> [shift(date(2026, 1, 16), unit, -1) for unit in ("D", "W", "M", "Q", "Y", "E")]
    ['2026-01-15', '2026-W02', '2025-12', '2025-Q4', '2025', '201']
    """
    try:
        return _shift(day, unit, count)
    except (ValueError, OverflowError):
        return ""


def _shift(day: date, unit: str, count: int) -> str:
    if unit == "D":
        return (day + timedelta(days=count)).isoformat()
    if unit in ("W", "WE"):
        year, week, _ = (day + timedelta(weeks=count)).isocalendar()
        return f"{year:04d}-W{week:02d}" + ("-WE" if unit == "WE" else "")
    if unit in ("Y", "E", "C"):
        digits, size = {"Y": (4, 1), "E": (3, 10), "C": (2, 100)}[unit]
        number = day.year // size + count
        if not 0 <= number < 10**digits:
            raise ValueError(number)
        return f"{number:0{digits}d}"
    size = _MONTHS.get(unit, 1)
    number = (day.year * 12 + day.month - 1) // size + count
    year, place = divmod(number, 12 // size)
    mark = f"{place + 1:02d}" if unit == "M" else f"{unit}{place + 1}"
    return f"{date(year, 1, 1).year:04d}-{mark}"


def move(day: date, duration: str, sign: int) -> tuple[str, str]:
    """The days covered from a day on (sign 1) or up to it (sign -1) by a duration such as `P5Y`.

    The far end is as coarse as the unit: five years from 16 January 2026 end with 2031. Both empty for
    hours, fractions and unknown counts.

    >>> move(date(2026, 1, 16), "P5Y", 1)
    ('2026-01-16', '2031-12-31')
    """
    match = _DURATION.fullmatch(duration)
    if not match or match[1] or "." in match[2] or len(match[2]) > 4:
        return "", ""
    start, end = find_span(shift(day, match[3], sign * int(match[2])))
    if not start:
        return "", ""
    return (day.isoformat(), end) if sign > 0 else (start, day.isoformat())


def find_due(earliest: str, latest: str, relation: str, edge: str = "") -> tuple[str, str]:
    """The first and last day that a relation to some days leaves open; empty where it sets no bound.

    `by` and `until` end with the last of the days, `before` on the day before the first, unless the end
    of the days is named (`before the end of 2027`), and `since` begins with the first. What is due `by` the
    middle of some days is due in their first half.

    >>> find_due("2028-01-01", "2028-12-31", "before"), find_due("2028-01-01", "2028-12-31", "by")
    (('', '2027-12-31'), ('', '2028-12-31'))
    """
    if not earliest or relation not in ("by", "until", "before", "since"):
        return earliest, latest
    if relation == "since":
        return earliest, ""
    if relation == "before" and edge != "END":
        return "", shift(date.fromisoformat(earliest), "D", -1)
    if relation in ("by", "until") and edge == "MID":
        return "", _find_middle(date.fromisoformat(earliest), date.fromisoformat(latest))
    return "", latest


def _find_middle(first: date, last: date) -> str:
    """The last day of the first half of some days: the 30th of June of a year, the 15th of a month.

    >>> _find_middle(date(2026, 1, 1), date(2026, 12, 31)), _find_middle(date(2026, 5, 1), date(2026, 5, 31))
    ('2026-06-30', '2026-05-15')
    """
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if months < 2:
        return (first + (last - first - timedelta(days=1)) // 2).isoformat()
    year, month = divmod(first.year * 12 + first.month - 1 + months // 2, 12)
    return (date(year, month + 1, 1) - timedelta(days=1)).isoformat()
