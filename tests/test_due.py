"""Due: the day of reading decides one column and nothing else."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from publishing_rows import ARTICLES, EVENTS, LEDGER

from corpus_tools.errors import UsageError
from corpus_tools.publishing.drawings import list_deadlines
from corpus_tools.publishing.due import find_as_of, mark_deadlines, mark_due

DAYS = st.dates(min_value=pd.Timestamp("1990-01-01").date(), max_value=pd.Timestamp("2090-12-31").date())


def test_the_day_is_the_latest_publication_or_the_one_given() -> None:
    assert find_as_of(ARTICLES) == "2026-03-02"
    assert find_as_of(ARTICLES, "2031-01-01") == "2031-01-01"
    assert find_as_of(ARTICLES.head(0)) == ""


@pytest.mark.parametrize("value", ["2026", "2026-02-31", "tomorrow", "2026-1-5", "05/01/2026"])
def test_what_is_no_day_is_refused(value: str) -> None:
    with pytest.raises(UsageError, match="as_of is not a day"):
        find_as_of(ARTICLES, value)


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [("2026-03-02", "to come"), ("2030-12-31", "to come"), ("2031-01-01", "past due"), ("", "no date")],
)
def test_a_target_is_due_until_its_last_day(as_of: str, expected: str) -> None:
    assert mark_due(EVENTS, ARTICLES, as_of=as_of)["due"].tolist() == ["happened", expected]


def test_what_was_announced_and_then_reported_has_happened() -> None:
    announced = EVENTS.assign(horizon="future")
    assert mark_due(announced, ARTICLES, as_of="2026-03-02")["due"].iloc[0] == "happened"
    unreported = announced.assign(date_start="2026-03-02", date_end="2026-03-02")
    assert mark_due(unreported, ARTICLES, as_of="2026-04-01")["due"].iloc[0] == "past due"


def test_a_target_is_never_taken_for_reached() -> None:
    told = EVENTS.assign(horizon="past")
    assert mark_due(told, ARTICLES, as_of="2035-01-01")["due"].tolist() == ["happened", "past due"]


@settings(deadline=None, max_examples=25)
@given(one=DAYS, other=DAYS)
def test_two_days_differ_only_in_the_column_due(one: object, other: object) -> None:
    marked = [mark_due(EVENTS, ARTICLES, as_of=str(day)) for day in (one, other)]
    pd.testing.assert_frame_equal(marked[0].drop(columns="due"), marked[1].drop(columns="due"))


def test_deadlines_come_from_events_and_the_ledger() -> None:
    marked = mark_deadlines(list_deadlines(EVENTS, LEDGER), EVENTS, ARTICLES, as_of="2027-06-01")
    assert marked["due"].tolist() == ["past due", "to come"]
    assert marked["group"].tolist() == ["request", "target"]


def test_deadlines_say_for_whom_they_are() -> None:
    ledger = LEDGER.assign(act="request", to_ids="x|y")
    listed = list_deadlines(EVENTS.assign(for_ids="x"), ledger)
    marked = mark_deadlines(listed, EVENTS, ARTICLES, as_of="2027-06-01")
    assert marked["for"].tolist() == ["x, y", "x"]
    actors = pd.DataFrame({"actor_id": ["x"], "name": ["Kenya"]})
    named = mark_deadlines(listed, EVENTS, ARTICLES, as_of="2027-06-01", actors=actors)
    assert named["for"].tolist() == ["Kenya, y", "Kenya"]
