"""Prose and plain tables: numbers put in by code, text of articles shown as text."""

import pandas as pd
import pytest

from corpus_tools.publishing.evidence import MOST_ROWS
from corpus_tools.publishing.prose import enumerate_words, list_rows, say, show


def test_text_of_articles_is_never_markup() -> None:
    prose = say("Titled {title}.", title="<b>*now*</b> [x](y) $5")
    assert "<b>" not in prose.markdown
    assert "\\*now\\*" in prose.markdown
    assert repr(prose) == "Titled <b>*now*</b> [x](y) $5."


def test_numbers_keep_the_format_of_their_place() -> None:
    assert repr(say("**{n:,}** of {share:.0%}", n=12345, share=0.5)) == "12,345 of 50%"


def test_a_value_that_is_missing_is_an_error() -> None:
    with pytest.raises(KeyError):
        say("{n}")


@pytest.mark.parametrize(
    ("words", "most", "expected"),
    [([], 0, ""), (["a"], 0, "a"), (["a", "b"], 0, "a and b"), (["a", "b", "c"], 1, "a and 2 more")],
)
def test_enumerate_words(words: list[str], most: int, expected: str) -> None:
    assert (enumerate_words(words, most=most) if words else "") == expected


def test_listing_escapes_shortens_and_counts_no_index() -> None:
    listing = list_rows(pd.DataFrame({"text": ["<i>" + "word " * 60]}, index=[7]), longest=20)
    html = listing._repr_html_()
    assert "<i>" not in html
    assert "…" in html
    assert "7" not in repr(listing)


def test_listing_without_rows_says_so() -> None:
    listing = list_rows(pd.DataFrame({"a": []}), empty="Nothing < here.")
    assert listing._repr_html_() == "<p>Nothing &lt; here.</p>"


def test_missing_numbers_are_empty_cells() -> None:
    assert [show(value) for value in (float("nan"), 0.12345, 3, "x")] == ["", "0.123", "3", "x"]


def test_a_long_listing_says_how_many_rows_it_has() -> None:
    listing = list_rows(pd.DataFrame({"n": range(MOST_ROWS + 7)}))
    assert len(listing.rows) == MOST_ROWS
    assert f"{MOST_ROWS} of {MOST_ROWS + 7} rows are shown" in repr(listing)
