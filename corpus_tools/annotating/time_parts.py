"""Parts and stretches of years: readings of quarters, halves, seasons, decades and centuries."""

from collections.abc import Mapping
from dataclasses import replace

from corpus_tools.annotating.time_calendar import find_span
from corpus_tools.annotating.time_context import (
    Context,
    Reader,
    Reading,
    choose,
    find_distance,
    relative_year,
    told,
)
from corpus_tools.annotating.time_forms import Found


def _part(found: Found, context: Context) -> Reading | None:
    if "code" in found.slots or "half_year" in found.slots:
        mark = found.slots.get("code") or found.slots["half_year"]
    else:
        part, place = found.slots.get("part", "Q"), found.number("ordinal")
        size = {"Q": 4, "H": 2}[part]
        place = size if place < 0 or place > size else place
        mark = f"{part}{place}"
    if "year" in found.slots:
        return Reading(f"{found.slots['year']}-{mark}")
    if {"which", "other", "this"} & set(found.slots):
        return Reading(f"{relative_year(found, context)}-{mark}", basis=told(context))
    if mark[0] == "H":
        return None
    return _recurring(mark, context)


def _part_now(found: Found, context: Context) -> Reading | None:
    return _part(replace(found, slots={**found.slots, "this": "0"}), context)


def _recurring(mark: str, context: Context) -> Reading:
    if context.day is None:
        return Reading(f"XXXX-{mark}", basis=told(context))
    return choose(
        [f"{context.day.year + n:04d}-{mark}" for n in (-1, 0, 1)], context.day, tense=context.tense
    )


def _season(found: Found, context: Context) -> Reading:
    season = found.slots["season"]
    if "year" in found.slots:
        return Reading(f"{found.slots['year']}-{season}")
    if context.day is None:
        return Reading(f"XXXX-{season}", basis=told(context))
    values = [f"{context.day.year + n:04d}-{season}" for n in (-2, -1, 0, 1, 2)]
    values = [value for value in values if find_span(value)[0]]
    which = int(found.slots.get("which", "0"))
    if which:
        values = [value for value in values if find_distance(value, context.day) * which > 0]
    return choose(values, context.day, tense=which or context.tense)


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


READERS: Mapping[str, Reader] = {
    "part": _part,
    "part_now": _part_now,
    "season": _season,
    "decade": _decade,
    "century": _century,
}
"""The reading of each kind of form that this module knows."""
