import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_tools.reading.dates import parse_date
from corpus_tools.reading.limits import Limits

CASES = json.loads((Path(__file__).parent / "cases" / "publication_dates.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("value", "language", "day"), CASES["read"])
def test_parse_date_reads_full_days(value, language, day):
    assert parse_date(value, language=language) == (day, "")


@pytest.mark.parametrize(("value", "language", "code"), CASES["refused"])
def test_parse_date_never_invents(value, language, code):
    assert parse_date(value, language=language) == ("", code)


@pytest.mark.parametrize("piece", ["1", "1/", "1-", " ", "t", "jan "])
def test_parse_date_of_endless_input_is_quick(piece):
    assert parse_date(piece * 20_000)[0] == ""


def test_parse_date_keeps_to_the_limits():
    assert parse_date("2026-01-16", limits=Limits(latest="2025-12-31")) == ("", "date_future")
    assert parse_date("2026-01-16", limits=Limits(earliest="2026-02-01")) == ("", "date_old")


@given(
    st.dates(date(1971, 1, 1), date(2049, 12, 31)),
    st.sampled_from(["%Y-%m-%d", "%d %B %Y", "%B %d, %Y", "%Y%m%d"]),
)
def test_parse_date_round_trip(day, form):
    assert parse_date(day.strftime(form)) == (day.isoformat(), "")


@given(st.text(max_size=60), st.sampled_from(["", "en", "fr", "vi"]))
def test_parse_date_answers_with_a_day_or_a_code(value, language):
    day, code = parse_date(value, language=language)
    assert bool(day) != bool(code)
    assert not day or date.fromisoformat(day)
