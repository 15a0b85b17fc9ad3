"""Exports: the calendar and the timeline read back as what the events say, whatever their titles hold."""

import json
import re
from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_tools import schema
from corpus_tools.publishing.exports import (
    CALENDAR,
    TIMELINE,
    export_calendar,
    export_timeline,
    find_days,
    fold,
    write_exports,
)

ARTICLES = [
    {"article_id": "a1", "file": "a1.txt", "outlet": "The Daily", "published": "2024-03-03"},
    {"article_id": "a2", "file": "a2.txt", "url": "https://example.org/a?b=1&c=2"},
]
SENTENCES = [
    {"article_id": "a1", "sentence_id": "a1.s001", "text": "They met, again; in Lomé."},
    {"article_id": "a2", "sentence_id": "a2.s001", "text": "<b>Rain</b>"},
]
ACTORS = [{"actor_id": "lome", "name": "Lomé", "type": "place"}]
HOSTILE = [
    "BEGIN:VEVENT",
    "x\r\nEND:VCALENDAR\r\nBEGIN:VCALENDAR",
    "a\u2028b\x85c\x0bd\x00e\u202ef",
    "back\\slash; semi, comma \\n no line",
    "<script>alert('1')</script> & \"quotes\"",
    "",
    "đ" * 300,
    "👩‍👩‍👧" * 40,
]


def tables(*events, articles=ARTICLES):
    given = {"event_id": "e1", "title": "Talks", "kind": "meeting", "horizon": "past", "article_ids": "a1|a2"}
    rows = [{**given, "sentence_ids": "a1.s001|a2.s001", **event} for event in events]
    return [
        schema.frame(name, data)
        for name, data in (
            ("events", rows),
            ("articles", articles),
            ("sentences", SENTENCES),
            ("actors", ACTORS),
        )
    ]


def day(iso="2024-03-01", **more):
    return {"date_start": iso, "date_end": iso, **more}


def read_calendar(content):
    """The properties of each entry, by name with its parameters; refuses what RFC 5545 does not allow."""
    lines = content.split("\r\n")
    assert lines.pop() == ""
    assert all(
        len(line.encode()) <= 75 and not re.search(r"[\x00-\x08\x0a-\x1f\x7f]", line) for line in lines
    )
    logical = content.replace("\r\n ", "").split("\r\n")[:-1]
    assert (logical[0], logical[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    entries, inside = [], False
    for line in logical:
        name, _, value = line.partition(":")
        assert re.fullmatch(r"[A-Z-]+(;[A-Z]+=[A-Z]+)?", name)
        if line == "BEGIN:VEVENT":
            assert not inside
            inside = True
            entries.append({})
        elif line == "END:VEVENT":
            inside = False
        elif inside:
            assert name not in entries[-1]
            entries[-1][name] = value
    assert not inside
    return entries


def read_text(value):
    """A TEXT value as RFC 5545 says it is read."""
    assert not re.search(r"(?<!\\)(?:\\\\)*[;,]", value)
    return re.sub(r"\\(.)", lambda match: "\n" if match[1] in "nN" else match[1], value)


def test_calendar_holds_days_months_and_ranges_as_whole_days():
    given = tables(
        day("2024-03-01", event_id="e1", place_id="lome"),
        day("2024-02", event_id="e2", horizon="future"),
        {"event_id": "e3", "date_start": "2027-07", "date_end": "2027-12"},
        day("2030", event_id="e4"),
    )
    export = export_calendar(*given)
    entries = read_calendar(export.content)
    spans = [(entry["DTSTART;VALUE=DATE"], entry["DTEND;VALUE=DATE"]) for entry in entries]
    assert spans == [
        ("20240301", "20240302"),
        ("20240201", "20240301"),
        ("20270701", "20280101"),
        ("20300101", "20310101"),
    ]
    assert [entry["UID"] for entry in entries] == [f"e{n}@corpus-tools" for n in (1, 2, 3, 4)]
    assert {entry["DTSTAMP"] for entry in entries} == {"20240303T000000Z"}
    assert [entry["STATUS"] for entry in entries][:2] == ["CONFIRMED", "TENTATIVE"]
    assert (entries[0]["LOCATION"], entries[0]["URL"]) == ("Lomé", "https://example.org/a?b=1&c=2")
    assert read_text(entries[1]["DESCRIPTION"]).splitlines() == [
        "In February 2024, by the text.",
        "They met, again; in Lomé. (The Daily, 2024-03-03)",
        "<b>Rain</b> (a2.txt, undated)",
    ]


@pytest.mark.parametrize(
    ("start", "end"),
    [("", ""), ("", "2030"), ("2024-05", ""), ("2024-02-31", "2024-02-31"), ("9999", "9999")],
)
def test_open_events_are_left_out_and_counted(start, end):
    given = tables(day(), {"event_id": "e2", "date_start": start, "date_end": end})
    calendar, timeline = export_calendar(*given), export_timeline(*given)
    assert (calendar.exported, calendar.left_out) == (timeline.exported, timeline.left_out) == (1, 1)
    assert len(read_calendar(calendar.content)) == len(json.loads(timeline.content)["events"]) == 1
    assert "open: 1." in calendar.content.replace("\r\n ", "")
    assert "open: 1." in timeline.content


@pytest.mark.parametrize("title", HOSTILE)
def test_hostile_titles_stay_titles(title):
    given = tables(day(title=title), day(event_id="e2"))
    entries = read_calendar(export_calendar(*given).content)
    assert [entry["UID"] for entry in entries] == ["e1@corpus-tools", "e2@corpus-tools"]
    slides = json.loads(export_timeline(*given).content)["events"]
    assert [slide["unique_id"] for slide in slides] == ["e1", "e2"]
    assert not re.search(r"[<>]", slides[0]["text"]["headline"])
    assert "<b>" not in slides[0]["text"]["text"]


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp", "Cf", "Cn", "Co"])))
def test_titles_read_back_as_they_were(title):
    (entry,) = read_calendar(export_calendar(*tables(day(title=title))).content)
    assert read_text(entry["SUMMARY"]) == title


@given(st.text(st.characters(exclude_characters="\r\n", exclude_categories=["Cs"]), max_size=300))
def test_folding_loses_nothing_and_cuts_no_character(line):
    parts = fold(line).split("\r\n")
    assert all(len(part.encode()) <= 75 for part in parts)
    assert "".join([parts[0], *(part[1:] for part in parts[1:])]) == line


@given(st.dates(date(1000, 1, 1), date(9998, 12, 31)), st.sampled_from([4, 7, 10]))
def test_entries_cover_what_the_text_says_and_no_less(start, length):
    """As coarse as the date: a month is never the first of the month."""
    first, last = find_days(start.isoformat()[:length], start.isoformat()[:length])
    assert first <= start <= last
    assert {part[:length] for part in (first.isoformat(), last.isoformat())} == {start.isoformat()[:length]}
    assert (last + timedelta(days=1)).isoformat()[:length] != start.isoformat()[:length]


def test_timeline_has_no_part_of_a_date_that_the_text_lacks():
    rows = tables(day("2024-02"), {"event_id": "e2", "date_start": "2024-02-14", "date_end": "2024-03"})
    month, spell = json.loads(export_timeline(*rows).content)["events"]
    assert month["start_date"] == {"year": 2024, "month": 2}
    assert "end_date" not in month
    assert spell["start_date"] == {"year": 2024, "month": 2, "day": 14}
    assert spell["end_date"] == {"year": 2024, "month": 3}
    assert month["group"] == "meeting"


@pytest.mark.parametrize("url", ["javascript:alert(1)", "https://x.org/a\r\nb", "ftp://x.org", "https://x y"])
def test_only_plain_web_addresses_are_linked(url):
    articles = [ARTICLES[0], {**ARTICLES[1], "url": url}]
    assert "URL" not in read_calendar(export_calendar(*tables(day(), articles=articles)).content)[0]


def test_nothing_comes_from_the_clock():
    undated = [{**article, "published": ""} for article in ARTICLES]
    (entry,) = read_calendar(export_calendar(*tables(day(), articles=undated)).content)
    assert entry["DTSTAMP"] == "19700101T000000Z"


def test_no_event_makes_empty_files_that_are_whole(tmp_path):
    given = dict(zip(("events", "articles", "sentences", "actors"), tables(), strict=True))
    exports = write_exports(given, tmp_path / "exports")
    assert read_calendar((tmp_path / "exports" / CALENDAR).read_bytes().decode()) == []
    assert json.loads((tmp_path / "exports" / TIMELINE).read_text("utf-8"))["events"] == []
    assert all(export.exported == export.left_out == 0 for export in exports.values())


def test_exports_leave_the_tables_as_they_were():
    given = tables(day())
    before = [table.copy() for table in given]
    export_calendar(*given)
    export_timeline(*given)
    for one, other in zip(before, given, strict=True):
        pd.testing.assert_frame_equal(one, other)
