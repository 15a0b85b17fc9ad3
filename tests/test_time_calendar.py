"""Calendar arithmetic: spans, precisions and shifts of TIMEX3 values."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_tools.annotating.time_calendar import (
    find_dates,
    find_due,
    find_precision,
    find_span,
    make_day,
    move,
    shift,
)

DAYS = st.dates(date(1600, 1, 1), date(2300, 12, 31))
UNITS = ["D", "W", "WE", "M", "Q", "H", "Y", "E", "C"]


@pytest.mark.parametrize(
    ("value", "precision", "earliest", "latest"),
    [
        ("2024-02-29", "day", "2024-02-29", "2024-02-29"),
        ("2023-02-29", "day", "", ""),
        ("2024-W01", "week", "2024-01-01", "2024-01-07"),
        ("2024-W01-WE", "weekend", "2024-01-06", "2024-01-07"),
        ("2023-W53", "week", "", ""),
        ("2024-02", "month", "2024-02-01", "2024-02-29"),
        ("2024-Q4", "quarter", "2024-10-01", "2024-12-31"),
        ("2024-H1", "half", "2024-01-01", "2024-06-30"),
        ("2024-SU", "season", "2024-06-01", "2024-08-31"),
        ("2024-WI", "season", "2024-12-01", "2025-02-28"),
        ("2024", "year", "2024-01-01", "2024-12-31"),
        ("198", "decade", "1980-01-01", "1989-12-31"),
        ("17", "century", "1700-01-01", "1799-12-31"),
        ("2024-05-01TMO", "part of day", "2024-05-01", "2024-05-01"),
        ("2024-05-01T16:08Z", "minute", "2024-05-01", "2024-05-01"),
        ("2026/2030", "year", "2026-01-01", "2030-12-31"),
        ("2026-01-14/2026-01-16", "day", "2026-01-14", "2026-01-16"),
        ("XXXX-01-14", "day", "", ""),
        ("XXXX-01", "month", "", ""),
        ("XXXX-WXX-5", "day", "", ""),
        ("P3Y", "", "", ""),
        ("PRESENT_REF", "", "", ""),
        ("", "", "", ""),
    ],
)
def test_span_and_precision(value, precision, earliest, latest):
    assert (find_precision(value), *find_span(value)) == (precision, earliest, latest)


@pytest.mark.parametrize(
    ("value", "dates"),
    [
        ("2024-02-29", ("2024-02-29", "2024-02-29")),
        ("2024-02", ("2024-02", "2024-02")),
        ("2024", ("2024", "2024")),
        ("2024-W01", ("2024-01-01", "2024-01-07")),
        ("2024-Q4", ("2024-10", "2024-12")),
        ("2024-WI", ("2024-12", "2025-02")),
        ("2024-H1", ("2024-01", "2024-06")),
        ("198", ("1980", "1989")),
        ("17", ("1700", "1799")),
        ("2024-05-01T16:08Z", ("2024-05-01", "2024-05-01")),
        ("2026-01-14/2026-02", ("2026-01-14", "2026-02")),
        ("2023-02-29", ("", "")),
        ("XXXX-01", ("", "")),
        ("P3Y", ("", "")),
        ("", ("", "")),
    ],
)
def test_dates_are_iso_and_no_finer_than_the_value(value, dates):
    assert find_dates(value) == dates


@given(DAYS, st.sampled_from(UNITS))
def test_dates_cover_the_span(day, unit):
    value = shift(day, unit, 0)
    first, last = find_dates(value)
    assert (find_span(first)[0], find_span(last)[1]) == find_span(value)


@given(DAYS, st.sampled_from(UNITS))
def test_a_unit_holds_its_own_day(day, unit):
    first, last = find_span(shift(day, unit, 0))
    assert first <= last
    if unit != "WE":
        assert first <= day.isoformat() <= last


@given(DAYS, st.sampled_from(["D", "W", "M", "Q", "H", "Y", "E"]), st.integers(-40, 40))
def test_shifts_there_and_back(day, unit, count):
    there = find_span(shift(day, unit, count))[0]
    assert shift(date.fromisoformat(there), unit, -count) == shift(day, unit, 0)


@given(DAYS, st.sampled_from(["D", "W", "M", "Q", "H", "Y", "E"]))
def test_units_follow_each_other_without_gap(day, unit):
    last = date.fromisoformat(find_span(shift(day, unit, 0))[1])
    following = date.fromisoformat(find_span(shift(day, unit, 1))[0])
    assert (following - last).days == 1


@pytest.mark.parametrize(("unit", "count"), [("Y", 9000), ("D", 10**9), ("C", -50), ("W", 10**7)])
def test_beyond_the_calendar_is_empty(unit, count):
    assert shift(date(2026, 1, 1), unit, count) == ""


@pytest.mark.parametrize(
    ("duration", "sign", "want"),
    [
        ("P5Y", 1, ("2026-01-16", "2031-12-31")),
        ("P3M", -1, ("2025-10-01", "2026-01-16")),
        ("P5D", -1, ("2026-01-11", "2026-01-16")),
        ("PT3H", 1, ("", "")),
        ("P2.5Y", 1, ("", "")),
        ("PXY", 1, ("", "")),
        ("P99999Y", 1, ("", "")),
    ],
)
def test_move(duration, sign, want):
    assert move(date(2026, 1, 16), duration, sign) == want


@pytest.mark.parametrize(
    ("relation", "edge", "want"),
    [
        ("by", "", ("", "2027-12-31")),
        ("until", "", ("", "2027-12-31")),
        ("by", "MID", ("", "2027-06-30")),
        ("on", "MID", ("2027-01-01", "2027-12-31")),
        ("before", "", ("", "2026-12-31")),
        ("before", "END", ("", "2027-12-31")),
        ("since", "", ("2027-01-01", "")),
        ("on", "", ("2027-01-01", "2027-12-31")),
        ("during", "", ("2027-01-01", "2027-12-31")),
    ],
)
def test_due(relation, edge, want):
    assert find_due("2027-01-01", "2027-12-31", relation, edge) == want


def test_impossible_day():
    assert make_day(2026, 2, 31) is None
