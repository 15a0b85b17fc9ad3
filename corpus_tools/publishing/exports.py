"""Exports: the events for other programs, as an iCalendar file (RFC 5545) and as TimelineJS-style JSON.

An event is never finer there than in the text: a month is the range of its days in a calendar, and a month
without a day on a timeline. An event without a first or a last day ("by 2030", "since May") has no place
in either format; it is left out and counted.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape
from pathlib import Path
from typing import Any

import pandas as pd

from corpus_tools.annotating.time_calendar import find_span
from corpus_tools.publishing.evidence import find_evidence
from corpus_tools.publishing.narrative import say_when
from corpus_tools.publishing.tables import visible
from corpus_tools.schema import split, stream

CALENDAR, TIMELINE = "events.ics", "events_timeline.json"
NAME = "Events reported in the articles"

_OCTETS = 75
_NEVER = "1970-01-01"
_LINK = re.compile(r"https?://[!#-;=?-Z_a-z~%]+\Z")
_BREAKS = re.compile("[\r\n\x0b\x0c\x85\u2028\u2029]+")


@dataclass(frozen=True)
class Export:
    """The events in the format of another program.

    Attributes:
        content: the file, to be written as UTF-8 without any change of line ends.
        exported: events in it.
        left_out: events that it has no place for, as they have no first or no last day.
    """

    content: str
    exported: int
    left_out: int


@dataclass(frozen=True)
class _Event:
    """An event with its days and the sentences behind it: a line for each, with its source."""

    row: Mapping[str, Any]
    first: date
    last: date
    place: str
    evidence: tuple[str, ...]
    url: str

    @property
    def when(self) -> str:
        return say_when(self.row["date_start"], self.row["date_end"], ahead=False)


def write_exports(tables: Mapping[str, pd.DataFrame], folder: Path) -> dict[str, Export]:
    """Write the calendar and the timeline of a corpus into a folder, which is made if need be.

    Args:
        tables: the tables events, articles, sentences and actors by name.
        folder: where `CALENDAR` and `TIMELINE` are written.

    Returns:
        What was written, by file name.
    """
    given = [tables[name] for name in ("events", "articles", "sentences", "actors")]
    exports = {CALENDAR: export_calendar(*given), TIMELINE: export_timeline(*given)}
    folder.mkdir(parents=True, exist_ok=True)
    for name, export in exports.items():
        (folder / name).write_bytes(export.content.encode("utf-8"))
    return exports


def export_calendar(
    events: pd.DataFrame, articles: pd.DataFrame, sentences: pd.DataFrame, actors: pd.DataFrame
) -> Export:
    """The events as all-day entries of an iCalendar file.

    The UID of an entry is made of its event_id, so a later import of the same event replaces it. DTSTAMP is
    the last day on which an article was published, never the clock; 1970 when no article is dated.
    Entries leave time free, and are tentative when no article reports them as past.

    Args:
        events: the table events.
        articles: the table articles.
        sentences: the table sentences.
        actors: the table actors, for the names of places.
    """
    chosen = list(_choose(events, articles, sentences, actors))
    left_out = len(events) - len(chosen)
    stamp = max((day for day in articles["published"] if len(day) == len(_NEVER)), default=_NEVER)
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//corpus-tools//events//EN", "CALSCALE:GREGORIAN"]
    about = [f"NAME:{_text(NAME)}", f"DESCRIPTION:{_text(_count(len(chosen), left_out))}"]
    entries = [line for event in chosen for line in _entry(event, _basic(stamp))]
    lines = [*head, *about, *entries, "END:VCALENDAR"]
    return Export("".join(f"{fold(line)}\r\n" for line in lines), len(chosen), left_out)


def export_timeline(
    events: pd.DataFrame, articles: pd.DataFrame, sentences: pd.DataFrame, actors: pd.DataFrame
) -> Export:
    """The events as JSON in the form that TimelineJS reads; text of articles is escaped for HTML.

    Args:
        events: the table events.
        articles: the table articles.
        sentences: the table sentences.
        actors: the table actors, for the names of places.
    """
    chosen = list(_choose(events, articles, sentences, actors))
    left_out = len(events) - len(chosen)
    title = {"headline": NAME, "text": _count(len(chosen), left_out)}
    data = {"title": {"text": title}, "events": [_slide(event) for event in chosen]}
    return Export(json.dumps(data, ensure_ascii=False, indent=1) + "\n", len(chosen), left_out)


def fold(line: str) -> str:
    r"""Fold a content line so that no part has more than 75 octets and no character is cut.

    >>> fold("SUMMARY:" + "é" * 40).split("\r\n ")
    ['SUMMARY:ééééééééééééééééééééééééééééééééé', 'ééééééé']
    """
    parts, size = [""], 0
    for character in line:
        octets = len(character.encode("utf-8"))
        if size + octets > _OCTETS:
            parts.append("")
            size = 1
        parts[-1] += character
        size += octets
    return "\r\n ".join(parts)


def _choose(
    events: pd.DataFrame, articles: pd.DataFrame, sentences: pd.DataFrame, actors: pd.DataFrame
) -> Iterator[_Event]:
    """The events that have a first and a last day, in the order of the table."""
    names = dict(zip(actors["actor_id"], actors["name"], strict=True))
    urls = dict(zip(articles["article_id"], articles["url"], strict=True))
    lines = _quote(events["sentence_ids"], sentences, articles)
    for row in stream(events):
        days = find_days(row["date_start"], row["date_end"])
        if days is None:
            continue
        links = (url for item in split(row["article_ids"]) if _LINK.match(url := urls.get(item, "")))
        place = names.get(row["place_id"], row["place_id"])
        evidence = tuple(lines[item] for item in split(row["sentence_ids"]))
        yield _Event(row, *days, place, evidence, next(links, ""))


def _quote(cells: pd.Series, sentences: pd.DataFrame, articles: pd.DataFrame) -> dict[str, str]:
    """The sentences that cells name, each on a line with its source, by id."""
    return {
        row["sentence_id"]: _flat(
            f"{row['text']} ({row['outlet'] or row['file']}, {row['published'] or 'undated'})"
        )
        for row in stream(find_evidence(cells, sentences, articles))
    }


def find_days(start: str, end: str) -> tuple[date, date] | None:
    """The first and the last day of an event; None when one of them is open or the calendar lacks it.

    >>> find_days("2025-10", "2025-10")
    (datetime.date(2025, 10, 1), datetime.date(2025, 10, 31))
    >>> find_days("", "2030") is None
    True
    """
    first, last = find_span(start)[0] if start else "", find_span(end)[1] if end else ""
    if not first or not last:
        return None
    days = date.fromisoformat(first), date.fromisoformat(last)
    return days if days[0] <= days[1] < date.max else None


def _entry(event: _Event, stamp: str) -> Iterator[str]:
    row = event.row
    yield from ("BEGIN:VEVENT", f"UID:{row['event_id']}@corpus-tools", f"DTSTAMP:{stamp}T000000Z")
    yield f"DTSTART;VALUE=DATE:{_basic(event.first.isoformat())}"
    yield f"DTEND;VALUE=DATE:{_basic((event.last + timedelta(days=1)).isoformat())}"
    yield f"SUMMARY:{_text(row['title'])}"
    told = (f"{event.when}, by the text.", *event.evidence)
    yield f"DESCRIPTION:{_text(chr(10).join(told))}"
    if event.place:
        yield f"LOCATION:{_text(event.place)}"
    if row["kind"]:
        yield f"CATEGORIES:{_text(row['kind'])}"
    if event.url:
        yield f"URL:{event.url}"
    yield f"STATUS:{'CONFIRMED' if row['horizon'] == 'past' else 'TENTATIVE'}"
    yield from ("TRANSP:TRANSPARENT", "END:VEVENT")


def _slide(event: _Event) -> dict[str, Any]:
    row = event.row
    items = "".join(f"<li>{escape(line)}</li>" for line in event.evidence)
    slide = {
        "unique_id": row["event_id"],
        "start_date": _date(row["date_start"]),
        "display_date": event.when,
        "group": row["kind"],
        "text": {"headline": escape(_flat(row["title"])), "text": f"<ul>{items}</ul>"},
    }
    if row["date_end"] != row["date_start"]:
        slide["end_date"] = _date(row["date_end"])
    return slide


def _date(iso: str) -> dict[str, int]:
    """A date as TimelineJS wants it, with the parts that it has and no others."""
    return dict(zip(("year", "month", "day"), map(int, iso.split("-")), strict=False))


def _count(exported: int, left_out: int) -> str:
    return f"Events with a first and a last day: {exported}. Left out, as one end is open: {left_out}."


def _basic(iso: str) -> str:
    return iso.replace("-", "")


def _flat(text: str) -> str:
    return visible(_BREAKS.sub(" ", text))


def _text(value: str) -> str:
    """A value of type TEXT: backslashes, semicolons, commas and line ends are escaped."""
    lines = (_flat(line) for line in value.split("\n"))
    marked = (re.sub(r"([\\;,])", r"\\\1", line) for line in lines)
    return r"\n".join(marked)
