"""Dates of publication: full calendar days as press files write them, read strictly and without a clock.

Not for dates inside the body, which `annotating` finds with their precision. A day that does not exist, has
several readings or lies beyond the limits is never mended: it stays empty, with a code that says why.
"""

import re
from collections.abc import Iterable
from datetime import date
from functools import cache

from corpus_tools import lexicons
from corpus_tools.characters import fold, squeeze
from corpus_tools.reading.limits import Limits

_LONGEST = 80
_EPOCH = "1970-01-01"


@cache
def months() -> dict[str, int]:
    """The number of each month by its folded names in all languages."""
    return {
        name: number
        for calendar in lexicons.load_all("calendar").values()
        for number, names in enumerate(calendar["months"], 1)
        for name in names
    }


@cache
def weekdays() -> list[str]:
    """The folded names of the days of the week in all languages."""
    calendars = lexicons.load_all("calendar").values()
    return [name for calendar in calendars for names in calendar["weekdays"] for name in names]


@cache
def around_day(key: str) -> str:
    """A regular expression for any of the words that the calendars of all languages have under a key."""
    calendars = lexicons.load_all("calendar").values()
    return alternation(word for calendar in calendars for word in calendar[key])


def alternation(words: Iterable[str]) -> str:
    """A regular expression for any of some words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda word: (-len(word), word)))


@cache
def date_pattern() -> re.Pattern[str]:
    """What a full date looks like in folded text: ISO, with slashes, or with the name of a month."""
    month, ordinal, of = alternation(months()), around_day("ordinals"), around_day("before_month")
    return re.compile(
        r"(?P<iso>(?<!\d)(?P<y1>\d{4})(?P<s1>[-/.])(?P<m1>\d{1,2})(?P=s1)(?P<d1>\d{1,2})(?!\d))"
        r"|(?P<compact>(?<!\d)(?P<y2>(?:19|20)\d{2})(?P<m2>[01]\d)(?P<d2>[0-3]\d)(?!\d))"
        r"|(?P<slashed>(?<!\d)(?P<a>\d{1,2})(?P<s3>[-/.])(?P<b>\d{1,2})(?P=s3)(?P<y3>\d{4})(?!\d))"
        rf"|(?P<numbered>(?<!\d)(?P<d4>\d{{1,2}})\s+(?:{around_day('numbered_month')})\s+(?P<m4>\d{{1,2}})"
        rf"\s*(?:,|{around_day('before_year')})?\s*(?P<y4>\d{{4}})(?!\d))"
        rf"|(?P<little>(?<!\d)(?P<d5>\d{{1,2}})\s*(?:{ordinal})?[\s-]+(?:(?:{of})\s+)?(?P<m5>{month})\.?,?[\s-]+"
        r"(?P<y5>\d{4})(?!\d))"
        rf"|(?P<middle>\b(?P<m6>{month})\.?\s+(?P<d6>\d{{1,2}})(?:{ordinal})?,?\s+(?P<y6>\d{{4}})(?!\d))"
    )


@cache
def time_pattern() -> re.Pattern[str]:
    """What a time of day looks like in folded text, with its zone."""
    return re.compile(
        rf"(?:t|\s)?\s*(?P<hour>\d{{1,2}})\s*(?:[:h]|{around_day('hours')})\s*(?P<minute>\d{{2}})?"
        r"(?::(?P<second>\d{2})(?:\.\d+)?)?\s*(?:[ap]\.?m\b\.?)?"
        r"\s*(?:z\b|(?:gmt|utc)?\s*[+-]\d{1,2}(?::?\d{2})?|gmt\b|utc\b|[a-z]{1,2}[sd]?t\b)?"
    )


def parse_date(value: str, *, language: str = "", limits: Limits | None = None) -> tuple[str, str]:
    """The ISO day of a publication date, and a code when it has none.

    Args:
        value: the date as written, with or without weekday and time.
        language: decides between day and month in `03/04/2026`; where a language leaves it open, the
            date is ambiguous unless only one reading is a day.
        limits: the first and last plausible day.

    >>> parse_date("Thứ Sáu, 16/01/2026 08:30"), parse_date("5 mars 2024"), parse_date("2024-02-31")
    (('2026-01-16', ''), ('2024-03-05', ''), ('', 'date_invalid'))
    >>> parse_date("03/04/2026", language="en"), parse_date("03/04/2026", language="fr")
    (('', 'date_ambiguous'), ('2026-04-03', ''))
    """
    if not value.strip():
        return "", "date_missing"
    if len(value) > _LONGEST:
        return "", "date_invalid"
    folded = squeeze(fold(value))
    if re.fullmatch(r"\d{9,}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2}", folded):
        return "", "date_ambiguous"
    day = re.match(rf"(?:{alternation(weekdays())})\b\.?,?\s*(?:{around_day('before_day')})?\s*", folded)
    whole = date_pattern().match(folded)  # "Mar 3, 2022" begins with a month, "mar. 3 mai 2022" with a day.
    match = whole or (date_pattern().match(folded, day.end()) if day else None)
    if match is None or not _is_time(folded[match.end() :]):
        return "", "date_invalid"
    return to_day(match, language=language, limits=limits)


def to_day(match: re.Match[str], *, language: str = "", limits: Limits | None = None) -> tuple[str, str]:
    """The ISO day of a match of `date_pattern`, and a code when it has none."""
    limits = limits or Limits()
    readings = _read(match, language)
    days = sorted({day for year, month, number in readings if (day := _to_iso(year, month, number))})
    if len(days) != 1:
        return "", "date_ambiguous" if days else "date_invalid"
    if days[0] < limits.earliest or days[0] == _EPOCH:
        return "", "date_old"
    return ("", "date_future") if days[0] > limits.latest else (days[0], "")


def _read(match: re.Match[str], language: str) -> list[tuple[int, int, int]]:
    kind = _kind(match)
    if kind == "slashed":
        year, first, second = int(match["y3"]), int(match["a"]), int(match["b"])
        order = lexicons.load("calendar", language).get("first", "") if language else ""
        readings = {"day": [(year, second, first)], "month": [(year, first, second)]}
        both = readings["day"] + readings["month"]
        return readings.get(order, both)
    number = {"iso": "1", "compact": "2", "numbered": "4", "little": "5", "middle": "6"}[kind]
    month = match[f"m{number}"]
    return [
        (
            int(match[f"y{number}"]),
            months()[month] if month in months() else int(month),
            int(match[f"d{number}"]),
        )
    ]


def _kind(match: re.Match[str]) -> str:
    return next(
        k for k in ("iso", "compact", "slashed", "numbered", "little", "middle") if match[k] is not None
    )


def _to_iso(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def _is_time(rest: str) -> bool:
    """Whether what follows a date is nothing or a time that exists."""
    rest = re.sub(r"^(?:\s*(?:,|\||-|at|a|luc)\s)?\s*", "", rest)
    if not rest:
        return True
    match = time_pattern().fullmatch(rest)
    return (
        match is not None
        and int(match["hour"]) < 24
        and int(match["minute"] or 0) < 60
        and int(match["second"] or 0) <= 60
    )
