"""Event dates: when an event took place or is due, as its reports tell it, and how finely."""

from collections.abc import Mapping, Sequence
from typing import Any

from corpus_tools.annotating.time_calendar import find_dates, find_end, find_span
from corpus_tools.schema import split

_FINENESS = ("day", "weekend", "week", "month", "quarter", "season", "half", "year", "decade", "century")
_WITHIN_A_DAY = ("part of day", "hour", "minute")
_DEADLINES = ("by", "before", "until")
_YEARS = ("year", 4)
_LENGTHS = {"D": ("day", 10), "W": ("week", 10), "M": ("month", 7), "Y": _YEARS}
"""The precision of a deadline so many units ahead, and the characters of an ISO date that are no finer."""


def date_candidate(time: Mapping[str, Any] | None, article: Mapping[str, Any], ahead: bool) -> dict[str, str]:
    """The date of a candidate: as its time expression says, or before the day of publication.

    Args:
        time: the row of the table `times` that dates it, or None.
        article: the row of its article, with `published`, the last day on which it can have come out.
        ahead: whether the text places it ahead.

    Returns:
        date_start, date_end and precision as in the table `events`, the window from `earliest` to
        `latest`, `when` (the basis), and `tense` where a time expression dates it.
    """
    if time is not None and time["earliest"] + time["latest"] and time["value"][:1].isdigit():
        if time["relation"] in _DEADLINES:
            end = find_end(time["value"], time["relation"], time["mod"])
            days = dict(zip(("earliest", "latest"), find_span(end), strict=True))
            return _window(("", end), {**time, **days}, "deadline in the text")
        return _window(find_dates(time["value"]), time, "date in the text")
    if time is not None and time["latest"] and time["relation"] in _DEADLINES and time["value"][0] == "P":
        precision, length = _LENGTHS.get(time["value"][-1], _YEARS)
        told = {**time, "precision": precision}
        return _window(("", time["latest"][:length]), told, "deadline in the text")
    known = article["published"]
    if ahead:
        return {
            "date_start": "",
            "date_end": "",
            "precision": "unknown",
            "earliest": article["published_earliest"],
            "latest": "",
            "when": "after publication",
        }
    return {
        "date_start": "",
        "date_end": known,
        "precision": "before" if known else "unknown",
        "earliest": "",
        "latest": known,
        "when": "before publication",
    }


def _window(dates: tuple[str, str], time: Mapping[str, Any], when: str) -> dict[str, str]:
    return {
        "date_start": dates[0],
        "date_end": dates[1],
        "precision": "day" if time["precision"] in _WITHIN_A_DAY else time["precision"],
        "earliest": time["earliest"],
        "latest": time["latest"],
        "tense": time["tense"],
        "when": when,
    }


def lies_ahead(row: Mapping[str, Any]) -> bool:
    """Whether a report tells of something yet to come when it was published.

    Whatever an undated report tells as past lies before the day since when it can have been published.
    """
    if row["when"] in ("after publication", "deadline in the text"):
        return not row["latest"] or row["latest"] > row["since"]
    is_dated = row["since"] and row["since"] == row["published"]
    if not is_dated and (row.get("tense") == "future" or "" < row["since"] < row["earliest"]):
        return True
    return bool(row["published"] and row["earliest"] > row["published"])


def rank_fineness(row: Mapping[str, Any]) -> int:
    """How coarse the date of a candidate is, from 0 for a day.

    >>> month = {"date_start": "2026-01", "date_end": "2026-01", "precision": "month"}
    >>> rank_fineness(month), rank_fineness({"date_start": "", "date_end": ""})
    (3, 11)
    """
    if not row["date_start"]:
        return len(_FINENESS) + (not row["date_end"])
    return _FINENESS.index(row["precision"]) if row["precision"] in _FINENESS else len(_FINENESS)


def borrow_dates(events: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The events, with that month for an undated conference in whose frame a dated event took place."""
    inside: dict[str, list[str]] = {}
    for event in events:
        for whole in split(event["part_of"]) if event["precision"] in ("day", "month") else ():
            inside.setdefault(whole, []).append(event["date_start"])
    return [_borrow(event, inside) for event in events]


def _borrow(event: dict[str, Any], inside: Mapping[str, list[str]]) -> dict[str, Any]:
    days = sorted(day for whole in split(event["object_ids"]) for day in inside.get(whole, []) if day)
    if event["kind"] != "conference" or event["date_start"] or not days:
        return event
    month = days[0][:7]
    dates = {"date_start": month, "date_end": days[-1][:7], "precision": "month"}
    return {**event, **dates, "horizon": "past", "basis": f"an event of {days[0]} was part of it"}
