"""Due: how events and deadlines stand on a given day.

The day of reading is a parameter, never the clock, and it decides one column only: `due`.
"""

import re
from collections.abc import Mapping
from math import inf
from typing import Any

import pandas as pd

from corpus_tools.errors import UsageError
from corpus_tools.publishing.plots.calendars import first_day, last_day
from corpus_tools.schema import complete, records, split, stream

HAPPENED, PAST_DUE, TO_COME, NO_DATE = "happened", "past due", "to come", "no date"

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def find_as_of(articles: pd.DataFrame, as_of: str = "") -> str:
    """The day as of which a chronology is told: the one given, else the latest publication in the corpus.

    >>> find_as_of(pd.DataFrame({"published": ["2026-01-16", "", "2026-01-17"]}))
    '2026-01-17'
    >>> find_as_of(pd.DataFrame({"published": ["2026-01-16"]}), "2031-01-01")
    '2031-01-01'

    Returns:
        An ISO date; empty when none is given and no article is dated.

    Raises:
        UsageError: the day given is not an ISO date.
    """
    if not as_of:
        return max((day for day in articles["published"] if day), default="")
    try:
        first_day(as_of)
    except ValueError as error:
        raise UsageError("as_of is not a day", value=as_of, remedy="write it like 2026-01-31") from error
    if not _DAY.fullmatch(as_of):
        raise UsageError("as_of is not a day", value=as_of, remedy="write it like 2026-01-31")
    return as_of


def is_told(event: Mapping[str, Any], published: Mapping[str, str]) -> bool:
    """Whether an event is reported as past: so told, or by an article published after its last day.

    A target is never reported as past: that its day has gone by does not mean that it was reached.

    Args:
        event: a row of the table events.
        published: day of publication by article_id; empty for undated articles.
    """
    if event["kind"] == "target":
        return False
    if event["horizon"] == "past":
        return True
    end = event["date_end"] or event["date_start"]
    days = [published.get(article_id, "") for article_id in split(event["article_ids"])]
    dated = [first_day(day) for day in days if day]
    return bool(end) and any(day > last_day(end) for day in dated)


def mark_due(events: pd.DataFrame, articles: pd.DataFrame, *, as_of: str) -> pd.DataFrame:
    """Say of each event how it stands on a day.

    Args:
        events: the table events.
        articles: the table articles.
        as_of: an ISO date (`find_as_of`); when it is empty, nothing is past due or to come.

    Returns:
        The events with `due`: `happened` (reported as past), `past due` (its last day is before `as_of`
        and no article reports that it happened), `to come`, or `no date`. No other column is touched.
    """
    published = dict(zip(articles["article_id"], articles["published"], strict=True))
    return events.assign(due=[_stand(row, published, as_of) for row in stream(events)])


def mark_deadlines(
    deadlines: pd.DataFrame,
    events: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    as_of: str,
    actors: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Say of each deadline how it stands on a day, as `mark_due` does of events, and who is to meet it.

    Args:
        deadlines: what `drawings.list_deadlines` gives.
        events: the table events, from which some of them come.
        articles: the table articles.
        as_of: an ISO date (`find_as_of`).
        actors: the table actors, for names; ids are shown when None.

    Returns:
        The deadlines by their end, with `due` and `for` (names, empty when the text does not say); those
        without a date last.
    """
    marked = mark_due(events, articles, as_of=as_of)
    known = dict(zip(zip(marked["title"], marked["sentence_ids"], strict=True), marked["due"], strict=True))
    due = [
        known.get((row["label"], row["sentence_ids"]), "") or stand_on(row["date_end"], as_of)
        for row in records(deadlines)
    ]
    ends = [last_day(end or start) if end or start else inf for start, end in _spans(deadlines)]
    names = dict(zip(actors["actor_id"], actors["name"], strict=True)) if actors is not None else {}
    whose = [
        ", ".join(names.get(actor_id, actor_id) for actor_id in split(cell))
        for cell in complete(deadlines, ("for_ids",))["for_ids"]
    ]
    ordered = (
        deadlines.assign(due=due, end=ends)
        .assign(**{"for": whose})
        .sort_values(["end", "label"], kind="stable")
    )
    return ordered.drop(columns="end").reset_index(drop=True)


def _spans(data: pd.DataFrame) -> list[tuple[str, str]]:
    return list(zip(data["date_start"], data["date_end"], strict=True))


def stand_on(date_end: str, as_of: str) -> str:
    """How a due date stands on a day: past due, to come, or no date.

    >>> stand_on("2025", "2026-01-17"), stand_on("2026-01", "2026-01-17"), stand_on("", "2026-01-17")
    ('past due', 'to come', 'no date')
    """
    if not date_end or not as_of:
        return NO_DATE
    return PAST_DUE if last_day(date_end) < first_day(as_of) else TO_COME


def _stand(event: Mapping[str, Any], published: Mapping[str, str], as_of: str) -> str:
    if is_told(event, published):
        return HAPPENED
    return stand_on(event["date_end"] or event["date_start"], as_of)
