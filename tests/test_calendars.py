from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus_tools.publishing.plots.calendars import first_day, last_day, say, say_span, set_dates
from corpus_tools.publishing.style import new_figure, style


@pytest.mark.parametrize(
    ("iso", "first", "last"),
    [
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2025-02", date(2025, 2, 1), date(2025, 2, 28)),
        ("2030", date(2030, 1, 1), date(2030, 12, 31)),
        ("2026-01-16", date(2026, 1, 16), date(2026, 1, 16)),
    ],
)
def test_days_of_a_date(iso, first, last):
    assert (first_day(iso), last_day(iso)) == (first.toordinal(), last.toordinal())


@pytest.mark.parametrize("iso", ["16/01/2026", "2026-1", "26", "2026-02-31", "soon"])
def test_other_text_is_no_date(iso):
    with pytest.raises(ValueError, match=r"date|day"):
        first_day(iso)


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (("2026-01-16", "2026-01-16"), "16 Jan 2026"),
        (("2026-01-10", "2026-01-31"), "10–31 Jan 2026"),
        (("2025-12-30", "2026-01-02"), "30 Dec 2025 – 2 Jan 2026"),
        (("2025", "2030"), "2025 – 2030"),
        (("", "2025-02-06"), "by 6 Feb 2025"),
        (("2026-02", ""), "from Feb 2026"),
        (("", ""), ""),
    ],
)
def test_a_span_in_words_is_no_finer_than_it_is(span, words):
    assert say_span(*span) == words


def test_a_year_stays_a_year():
    assert say("2045") == "2045"


@settings(deadline=None)
@given(st.integers(1, 3_600_000), st.integers(1, 50_000))
def test_ticks_are_few_inside_and_in_order(low, length):
    with style():
        axes = new_figure(1).add_subplot()
        set_dates(axes, low, low + length)
        ticks = list(axes.get_xticks())
    assert len(ticks) <= 7
    assert ticks == sorted(ticks)
    assert all(low <= tick <= low + length for tick in ticks)
