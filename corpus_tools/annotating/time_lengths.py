"""Lengths: readings of durations, of sets such as every week, and of vague references."""

from collections.abc import Mapping

from corpus_tools.annotating.time_calendar import move
from corpus_tools.annotating.time_context import (
    Context,
    Reader,
    Reading,
    told,
)
from corpus_tools.annotating.time_forms import Found


def _duration(found: Found, context: Context) -> Reading:
    count = float(found.slots.get("half_unit", found.slots.get("number", found.slots.get("single", "1"))))
    return Reading(
        _amount(count + float(found.slots.get("and_half", "0")), found.slots["length"]), "DURATION"
    )


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
    return Reading(value, "DURATION", basis=told(context), window=window)


def _within(found: Found, context: Context) -> Reading:
    """A length that begins with publication: `within ten years` where the form itself says within."""
    reading = _duration(found, context)
    window = move(context.day, reading.value, 1) if context.day else ("", "")
    return Reading(reading.value, "DURATION", basis=told(context), window=window)


def _some_ago(found: Found, context: Context) -> Reading:
    return Reading("PAST_REF", basis="count not told")


def _often(found: Found, context: Context) -> Reading:
    return Reading(found.slots["often"], "SET")


def _every(found: Found, context: Context) -> Reading:
    if "number" in found.slots:
        return Reading(_amount(float(found.slots["number"]), found.slots["length"]), "SET")
    return Reading(f"XXXX-WXX-{found.slots['weekday']}", "SET")


def _vague(found: Found, context: Context) -> Reading:
    return Reading(found.slots["vague"], basis="vague")


READERS: Mapping[str, Reader] = {
    "duration": _duration,
    "length_all": _duration,
    "long": _some,
    "some": _some,
    "span": _span,
    "within": _within,
    "some_ago": _some_ago,
    "often": _often,
    "every": _every,
    "vague": _vague,
}
"""The reading of each kind of form that this module knows."""
