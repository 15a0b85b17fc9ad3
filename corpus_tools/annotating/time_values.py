"""Values: what a found form means, read on a day, as a TIMEX3 value with the basis of each inference.

Without a day to read it on, a relative or yearless expression keeps its unknown parts (`XXXX-01-14`).
An impossible date has no value and says so; nothing is repaired.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from corpus_tools.annotating.time_calendar import find_precision, find_span, make_day, move, shift
from corpus_tools.annotating.time_forms import Found

IMPOSSIBLE, AMBIGUOUS = "impossible date", "ambiguous day and month"
WRITTEN = "written in full"
_NEAR = 60
_UNKNOWN = {
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
_COARSE = ("day", "week", "weekend", "month", "quarter", "half", "season", "year", "decade", "century")
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
        tense: -1 past, 1 future, 0 not told, of the clause it stands in.
        order: `day` or `month` for which comes first in 3/11, or empty.
    """

    day: date | None = None
    anchor: str = ""
    tense: int = 0
    order: str = ""


@dataclass(frozen=True)
class Reading:
    """What an expression means: TIMEX3 value and type, why, and its days where the value alone does not tell."""

    value: str
    timex: str = "DATE"
    basis: str = WRITTEN
    window: tuple[str, str] = ("", "")

    @property
    def span(self) -> tuple[str, str]:
        """The first and last day that the reading covers, both empty when unknown."""
        return self.window if any(self.window) else find_span(self.value)


def read(found: Found, context: Context) -> Reading | None:
    """The reading of a found form, or None when the words are no time expression after all."""
    reader = _READERS.get(found.kind)
    return reader(found, context) if reader else None


def add_clock(day: Reading, clock: Found) -> Reading:
    """A day and a time of day as one moment; the day alone when it is not known to the day."""
    mark = _clock(clock)
    if find_precision(day.value) != "day" or not mark:
        return day
    return replace(day, value=f"{day.value}T{mark}", timex="TIME")


# Dates


def _date(found: Found, context: Context) -> Reading | None:
    if "short_year" in found.slots:
        found = replace(found, slots={**found.slots, "year": _full_year(found.slots["short_year"], context)})
    if not found.has("month"):
        return None
    month = found.number("month")
    if not found.has("day"):
        if found.has("year"):
            return Reading(f"{found.slots['year']}-{month:02d}")
        return _choose_year(month, 0, context)
    day = found.number("day")
    if make_day(int(found.slots.get("year", "2000")), month, day) is None:
        return Reading("", basis=IMPOSSIBLE)
    if found.has("year"):
        value = f"{found.slots['year']}-{month:02d}-{day:02d}"
        return replace(Reading(value), basis=_check_weekday(found, value))
    return _choose_year(month, day, context)


def _check_weekday(found: Found, value: str) -> str:
    if not found.has("weekday") or date.fromisoformat(value).isoweekday() == found.number("weekday"):
        return WRITTEN
    return "written in full; its weekday is another"


def _full_year(short: str, context: Context) -> str:
    number = int(short.strip("'"))
    latest = context.day.year + 10 if context.day else 2049
    return str(max(year for year in range(number, latest + 1, 100)))


def _choose_year(month: int, day: int, context: Context) -> Reading:
    mark = f"{month:02d}" + (f"-{day:02d}" if day else "")
    if context.day is None:
        return Reading(f"XXXX-{mark}", basis="no publication date to tell the year")
    years = range(context.day.year - 4, context.day.year + 5)
    values = [f"{year:04d}-{mark}" for year in years if not day or make_day(year, month, day)]
    return _choose(values, context)


def _choose(values: Iterable[str], context: Context, *, near: int = _NEAR) -> Reading:
    """The one of several dates that is meant: the nearest when it is near, else the one the tense asks for."""
    assert context.day is not None  # noqa: S101 (callers have read the undated case)
    distance = {value: _distance(value, context.day) for value in values if find_span(value)[0]}
    nearest = min(distance, key=lambda value: (abs(distance[value]), distance[value]))
    if abs(distance[nearest]) > near and context.tense:
        wanted = [value for value in distance if distance[value] * context.tense >= 0]
        nearest = min(wanted, key=lambda value: abs(distance[value]), default=nearest)
        told = "past" if context.tense < 0 else "future"
        return Reading(nearest, basis=f"year by publication {context.day} and {told} tense")
    return Reading(nearest, basis=f"year nearest to publication {context.day}")


def _distance(value: str, day: date) -> int:
    """Days from a day to the days of a value: negative before it, 0 when it lies inside."""
    start, end = (date.fromisoformat(edge) for edge in find_span(value))
    return (start - day).days if start > day else min(0, (end - day).days)


def _month_of(found: Found, context: Context) -> Reading:
    year = _relative_year(found, context)
    return Reading(f"{year}-{found.number('month'):02d}", basis=_told(context))


def _relative_year(found: Found, context: Context) -> str:
    if "other" in found.slots:
        return _from_anchor("Y", found.number("other"), context).value or "XXXX"
    count = int(found.slots.get("which", found.slots.get("this", "0")))
    return shift(context.day, "Y", count) if context.day else "XXXX"


def _month_which(found: Found, context: Context) -> Reading:
    month = found.number("month")
    which = int(found.slots.get("which", "0"))
    if context.day is None:
        return Reading(f"XXXX-{month:02d}", basis=_told(context))
    year = context.day.year
    if which < 0 and month >= context.day.month:
        year -= 1
    if which > 0 and month <= context.day.month:
        year += 1
    return Reading(f"{year:04d}-{month:02d}", basis=_told(context))


def _numeric(found: Found, context: Context) -> Reading | None:
    first, second = found.number("figure"), found.number("figure2")
    year = found.slots.get("year") or (
        _full_year(found.slots["short_year"], context) if found.has("short_year") else ""
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
            f"{year}-{month:02d}-{day:02d}", basis="day first" if context.order == "day" else WRITTEN
        )
    return _choose_year(month, day, context)


def _year(found: Found, context: Context) -> Reading:
    if "short_year" in found.slots:
        return Reading(_full_year(found.slots["short_year"], context), basis="written with two digits")
    return Reading(found.slots["year"])


def _years(found: Found, context: Context) -> Reading | None:
    first = found.slots["year"]
    last = found.slots.get("year2") or first[:2] + found.slots["short_year"].strip("'")
    if "/" in found.slots["words"] and int(last) != int(first) + 1:
        return None
    return Reading(f"{first}/{last}") if int(first) < int(last) else None


def _days(found: Found, context: Context) -> Reading | None:
    last = _date(replace(found, slots={**found.slots, "day": found.slots["day2"]}), context)
    if last is None or not last.value or found.number("day") >= found.number("day2"):
        return last
    first = f"{last.value[:-2]}{found.number('day'):02d}"
    return replace(last, value=f"{first}/{last.value}")


def _week_of(found: Found, context: Context) -> Reading | None:
    day = _date(found, context)
    start, _ = find_span(day.value) if day else ("", "")
    if day is None or not start:
        return day and replace(day, value=day.value and _UNKNOWN["W"])
    return replace(day, value=shift(date.fromisoformat(start), "W", 0))


def _months(found: Found, context: Context) -> Reading | None:
    year, first, last = found.slots["year"], found.number("month"), found.number("month2")
    if first == last:
        return None
    start = int(year) - (first > last)
    return Reading(f"{start}-{first:02d}/{year}-{last:02d}")


def _holiday(found: Found, context: Context) -> Reading:
    month, day = found.slots["holiday"].split("-")
    return _choose_year(int(month), int(day), context)


# Days of the week


def _weekday(found: Found, context: Context) -> Reading:
    weekday = found.number("weekday")
    if context.day is None:
        return Reading(f"XXXX-WXX-{weekday}", basis=_told(context))
    if "this" in found.slots:
        return Reading(_in_week(context.day, 0, weekday), basis=_told(context))
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
        return Reading(f"XXXX-WXX-{weekday}", basis=_told(context))
    count = int(found.slots.get("which", found.slots.get("other", found.slots.get("this", "0"))))
    return Reading(_in_week(context.day, count, weekday), basis=_told(context))


def _weekday_after(found: Found, context: Context) -> Reading:
    if context.day is None:
        return Reading(f"XXXX-WXX-{found.slots['weekday']}", basis=_told(context))
    ahead = (found.number("weekday") - context.day.isoweekday()) % 7 or 7
    return Reading(
        shift(context.day, "D", ahead + 7 * (found.number("number") // 7 - 1) + (0)), basis=_told(context)
    )


def _weekday_day(found: Found, context: Context) -> Reading | None:
    """A weekday and a day of the month: the month nearest to publication in which they agree."""
    if context.day is None:
        return Reading(f"XXXX-XX-{found.number('day'):02d}", basis=_told(context))
    days = (context.day + timedelta(days=n) for n in range(-200, 201))
    fits = [d for d in days if d.day == found.number("day") and d.isoweekday() == found.number("weekday")]
    if not fits:
        return Reading("", basis=IMPOSSIBLE)
    return _choose([d.isoformat() for d in fits], replace(context, tense=0))


def _day_of_month(found: Found, context: Context) -> Reading | None:
    day = found.number("day")
    if context.day is None:
        return Reading(f"XXXX-XX-{day:02d}", basis=_told(context))
    months = (divmod(context.day.year * 12 + context.day.month - 1 + n, 12) for n in (-2, -1, 0, 1, 2))
    days = [make_day(year, month + 1, day) for year, month in months]
    near = 0 if context.tense else _NEAR
    reading = _choose([each.isoformat() for each in days if each], context, near=near)
    return replace(reading, basis=reading.basis.replace("year", "month"))


def _nth_weekday(found: Found, context: Context) -> Reading:
    if "month" in found.slots:
        month = _date(
            Found("date", 0, 0, {k: v for k, v in found.slots.items() if k in ("month", "year")}), context
        )
    else:
        month = _unit(replace(found, slots={**found.slots, "unit": "M"}), context)
    start, end = find_span(month.value) if month else ("", "")
    if not start:
        return Reading("XXXX-XX-XX", basis=_told(context))
    n_days = date.fromisoformat(end).day
    days = [date.fromisoformat(start) + timedelta(days=n) for n in range(n_days)]
    fits = [day for day in days if day.isoweekday() == found.number("weekday")]
    place = found.number("ordinal")
    return Reading(fits[place - 1 if place > 0 else -1].isoformat(), basis=month.basis if month else "")


# Relative days, weeks, months, years


def _told(context: Context) -> str:
    return f"relative to publication {context.day}" if context.day else "no publication date"


def _by_unit(unit: str, count: int, context: Context) -> Reading:
    value = shift(context.day, unit, count) if context.day else _UNKNOWN[unit]
    return Reading(value, basis=_told(context))


def _near_day(found: Found, context: Context) -> Reading:
    return _by_unit("D", found.number("near_day"), context)


def _unit(found: Found, context: Context) -> Reading:
    return _by_unit(found.slots["unit"], int(found.slots.get("which", found.slots.get("this", "0"))), context)


def _from_anchor(unit: str, count: int, context: Context) -> Reading:
    """Relative to the date told last; to publication when none was told; unknown when that is too coarse."""
    start, _ = find_span(context.anchor)
    if not start:
        return _by_unit(unit, count, context)
    known = next(
        (u for name, u in _UNITS.items() if name == find_precision(context.anchor.split("T")[0])), "Y"
    )
    order = list(_UNKNOWN)
    if order.index(unit) < order.index(known):
        return Reading(_UNKNOWN[unit], basis=f"relative to {context.anchor}, which is coarser")
    return Reading(
        shift(date.fromisoformat(start), unit, count), basis=f"relative to {context.anchor}, told before"
    )


def _other_unit(found: Found, context: Context) -> Reading:
    return _from_anchor(found.slots.get("unit", "D"), int(found.slots.get("other", "0")), context)


def _same(found: Found, context: Context) -> Reading | None:
    return Reading(context.anchor, basis="the date told before") if context.anchor else None


def _weekend(found: Found, context: Context) -> Reading:
    if context.day is None:
        return _by_unit("WE", 0, context)
    return _choose([shift(context.day, "WE", n) for n in (-1, 0, 1)], context)


def _near_other(found: Found, context: Context) -> Reading:
    if found.has("day", "month"):
        day = _date(Found("date", 0, 0, found.slots), context)
        context = replace(context, anchor=day.value if day else "")
    return _from_anchor("D", found.number("near_other"), context)


def _same_last_year(found: Found, context: Context) -> Reading:
    start, _ = find_span(context.anchor)
    if not start:
        return Reading(_UNKNOWN[found.slots["unit"]], basis="no date told before")
    day = date.fromisoformat(start)
    back = make_day(day.year - 1, day.month, min(day.day, 28)) or day
    return Reading(shift(back, found.slots["unit"], 0), basis=f"relative to {context.anchor}, told before")


def _ago(found: Found, context: Context) -> Reading:
    return _counted(found, -1, context, from_anchor=False)


def _ahead(found: Found, context: Context) -> Reading:
    return _counted(found, 1, context, from_anchor=False)


def _later(found: Found, context: Context) -> Reading:
    return _counted(found, 1, context, from_anchor=True)


def _earlier(found: Found, context: Context) -> Reading:
    return _counted(found, -1, context, from_anchor=True)


def _counted(found: Found, sign: int, context: Context, *, from_anchor: bool) -> Reading:
    count = found.slots.get("number", found.slots.get("single", "1"))
    unit = found.slots["unit"]
    if float(count) % 1 or float(count) > 5000:
        return Reading(_UNKNOWN[unit], basis=_told(context))
    return (_from_anchor if from_anchor else _by_unit)(unit, sign * int(float(count)), context)


# Quarters, seasons, decades


def _part(found: Found, context: Context) -> Reading | None:
    if "code" in found.slots or "half" in found.slots:
        mark = found.slots.get("code") or found.slots["half"]
    else:
        part, place = found.slots.get("part", "Q"), found.number("ordinal")
        size = {"Q": 4, "H": 2}[part]
        place = size if place < 0 or place > size else place
        mark = f"{part}{place}"
    if "year" in found.slots:
        return Reading(f"{found.slots['year']}-{mark}")
    told = {"which", "other", "this"} & set(found.slots) or "year" in found.slots["words"].split()
    if told:
        return Reading(f"{_relative_year(found, context)}-{mark}", basis=_told(context))
    if mark[0] == "H":
        return None
    return _recurring(mark, context)


def _recurring(mark: str, context: Context) -> Reading:
    if context.day is None:
        return Reading(f"XXXX-{mark}", basis=_told(context))
    return _choose([f"{context.day.year + n:04d}-{mark}" for n in (-1, 0, 1)], context)


def _season(found: Found, context: Context) -> Reading:
    season = found.slots["season"]
    if "year" in found.slots:
        return Reading(f"{found.slots['year']}-{season}")
    if context.day is None:
        return Reading(f"XXXX-{season}", basis=_told(context))
    values = [f"{context.day.year + n:04d}-{season}" for n in (-2, -1, 0, 1, 2)]
    which = int(found.slots.get("which", "0"))
    wanted = [value for value in values if _distance(value, context.day) * which > 0] if which else values
    return _choose(wanted, replace(context, tense=which or context.tense))


def _decade(found: Found, context: Context) -> Reading | None:
    if "year" in found.slots:
        year = found.slots["year"]
        return Reading(year[:3]) if year.endswith("0") else None
    short = (found.slots.get("decade") or found.slots["short_year"]).strip("'")[-2:]
    if not short.endswith("0"):
        return None
    return Reading(
        f"19{short[0]}" if int(short) > 10 else f"20{short[0]}", basis="the decade of the last century"
    )


def _century(found: Found, context: Context) -> Reading:
    return Reading(f"{found.number('large_ordinal') - 1:02d}")


# Durations, sets, references


def _duration(found: Found, context: Context) -> Reading:
    words = found.slots["words"]
    count = float(found.slots.get("number", found.slots.get("single", "1")))
    half = any(mark in words for mark in (" and a half", "et demi", "ruoi", "rưỡi"))
    if words.startswith(("half ", "une demi")):
        return Reading(_amount(0.5, found.slots["length"]), "DURATION")
    return Reading(_amount(count + 0.5 * half, found.slots["length"]), "DURATION")


def _amount(count: float, length: str) -> str:
    """A count of units as a TIMEX3 duration: 3, `Y` → P3Y; 2, `2W` → P4W; 3, `TH` → PT3H."""
    factor, unit = (int(length[0]), length[1:]) if length[0].isdigit() else (1, length)
    if unit == "C":
        factor, unit = 100, "Y"
    mark = f"{count * factor:g}"
    return f"PT{mark}{unit[1:]}" if unit[0] == "T" and len(unit) > 1 else f"P{mark}{unit}"


def _vague_amount(length: str) -> str:
    unit = length.lstrip("0123456789")
    return f"PTX{unit[1:]}" if unit[0] == "T" and len(unit) > 1 else f"PX{unit}"


def _some(found: Found, context: Context) -> Reading:
    return Reading(_vague_amount(found.slots["length"]), "DURATION", basis="count not told")


def _span(found: Found, context: Context) -> Reading:
    length = found.slots["length"]
    if "number" not in found.slots:
        return Reading(_vague_amount(length), "DURATION", basis="count not told")
    value = _amount(float(found.slots["number"]), length)
    sign = int(found.slots["which"])
    window = move(context.day, value, sign) if context.day and sign else ("", "")
    return Reading(value, "DURATION", basis=_told(context), window=window)


def _often(found: Found, context: Context) -> Reading:
    return Reading(found.slots["often"], "SET")


def _every(found: Found, context: Context) -> Reading:
    if "number" in found.slots:
        return Reading(_amount(float(found.slots["number"]), found.slots["length"]), "SET")
    return Reading(f"XXXX-WXX-{found.slots['weekday']}", "SET")


def _vague(found: Found, context: Context) -> Reading:
    return Reading(found.slots["vague"], basis="vague")


# Times of day


def _clock(found: Found) -> str:
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


def _of_day(hour: int, slots: dict[str, str] | object) -> int:
    known = dict(slots)  # type: ignore[call-overload]
    afternoon = known.get("half_day") == "p" or known.get("daypart") in ("AF", "EV")
    if afternoon and hour < 12:
        return hour + 12
    return 0 if known.get("half_day") == "a" and hour == 12 else hour


def _moment(found: Found, context: Context) -> Reading | None:
    """A time of day alone: on the day told last in the sentence, else on the day of publication."""
    mark = _clock(found)
    if not mark:
        return None
    day = _from_anchor("D", 0, context) if context.anchor else _by_unit("D", 0, context)
    if "near_day" in found.slots:
        day = _near_day(found, context)
    elif "weekday" in found.slots:
        day = _weekday(found, context)
    elif "month" in found.slots:
        day = _date(found, context) or day
    return replace(day, value=f"{day.value}T{mark}" if day.value else "", timex="TIME")


def _stamp(found: Found, context: Context) -> Reading | None:
    day = _date(found, context)
    return add_clock(day, found) if day and day.value else day


_READERS: dict[str, Callable[[Found, Context], Reading | None]] = {
    "date": _date,
    "month": _date,
    "month_of": _month_of,
    "month_which": _month_which,
    "numeric": _numeric,
    "short_numeric": _numeric,
    "bare_numeric": _numeric,
    "day_of_month": _day_of_month,
    "year": _year,
    "years": _years,
    "days": _days,
    "week_of": _week_of,
    "months": _months,
    "holiday": _holiday,
    "weekday": _weekday,
    "weekday_week": _weekday_week,
    "weekday_after": _weekday_after,
    "weekday_day": _weekday_day,
    "nth_weekday": _nth_weekday,
    "near_day": _near_day,
    "near_other": _near_other,
    "unit": _unit,
    "edge_of_unit": _unit,
    "other_unit": _other_unit,
    "same": _same,
    "weekend": _weekend,
    "same_last_year": _same_last_year,
    "ago": _ago,
    "ahead": _ahead,
    "later": _later,
    "earlier": _earlier,
    "part": _part,
    "season": _season,
    "decade": _decade,
    "century": _century,
    "duration": _duration,
    "length_all": _duration,
    "long": _some,
    "some": _some,
    "span": _span,
    "often": _often,
    "every": _every,
    "vague": _vague,
    "clock": _moment,
    "daypart": _moment,
    "stamp": _stamp,
}
