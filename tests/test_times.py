"""Time expressions: cases of three languages as data, and what must hold for any text."""

import re
import time
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus_tools import schema
from corpus_tools.annotating.sentences import find_sentences
from corpus_tools.annotating.time_calendar import find_precision, find_span
from corpus_tools.annotating.times import find_times
from corpus_tools.reading.article import Article

CASES = Path(__file__).parent / "cases"


def load(name):
    data = yaml.load((CASES / f"times_{name}.yml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 (text only)
    return [
        pytest.param(
            case.get("language", name),
            data["published"],
            case["text"],
            case.get("want", []),
            id=case["text"][:60],
        )
        for case in data["cases"]
    ]


def find(text, language="en", published="2026-01-17", **window):
    article = Article("a1", text, language, published=published, **window)
    return find_times(article, find_sentences(article))


def told(rows, want):
    return [
        [row["text"], row["value"], row["relation"]][: len(wanted)]
        for row, wanted in zip(rows, want, strict=False)
    ]


@pytest.mark.parametrize(("language", "published", "text", "want"), [*load("en"), *load("fr"), *load("vi")])
def test_case(language, published, text, want):
    rows = find(text, language, published)
    assert told(rows, want) == want
    assert len(rows) == len(want), [row["text"] for row in rows]


@pytest.mark.parametrize(("language", "published", "text", "want"), load("negative"))
def test_no_time_expression(language, published, text, want):
    assert [row["text"] for row in find(text, language, published)] == []


@pytest.mark.xfail(strict=True)
@pytest.mark.parametrize(("language", "published", "text", "want"), load("failures"))
def test_known_failure(language, published, text, want):
    assert told(find(text, language, published), want) == want


# What must hold for any text

WORDS = """
on by until since from to in of the last next this early late mid- end early 2030 2026 1999 31
February 30/2 January 14 May March Friday Monday yesterday week year month quarter half decade 16:08
UTC 6 pm two three ago later every annual spring 1980s 18th century le du d'ici à fin début mars
vendredi prochain dernier heures 15h30 il y a deux ans semaine été ngày 16/1 tháng năm quý III thứ
Hai tuần trước đến giai đoạn 2026-2030 and , . ( ) - / 11/3 12/25/2025 57 5G 2.0 1,200 '82 will met
sẽ sera noon minuit P XXXX
"""
TEXTS = st.one_of(
    st.lists(st.sampled_from(WORDS.split()), min_size=1, max_size=14).map(" ".join), st.text(max_size=60)
)
LANGUAGES = st.sampled_from(["en", "fr", "vi", ""])
DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31)).map(date.isoformat)
FINENESS = ["century", "decade", "year", "half", "season", "quarter", "month", "week", "weekend", "day"]


@settings(max_examples=150, deadline=None)
@given(TEXTS, LANGUAGES, st.one_of(st.just(""), DAYS))
def test_rows_keep_the_contract(text, language, published):
    article = Article("a1", text, language, published=published)
    rows = find_times(article, find_sentences(article))
    table = schema.frame("times", rows)
    schema.check("times", table, {"a1": text})
    assert all(left["end"] <= right["start"] for left, right in pairwise(rows))
    for row in rows:
        assert row["text"] == text[row["start"] : row["end"]] != ""
        assert row["precision"] == find_precision(row["value"])
        assert row["basis"] and row["timex"] in ("DATE", "TIME", "DURATION", "SET")


@settings(max_examples=150, deadline=None)
@given(TEXTS, LANGUAGES, DAYS)
def test_window_contains_value(text, language, published):
    for row in find(text, language, published):
        first, last = find_span(row["value"])
        assert row["earliest"] <= row["latest"]
        if first and row["timex"] in ("DATE", "TIME"):
            assert row["earliest"] <= first <= last <= row["latest"]


def load_windows():
    data = yaml.load((CASES / "times_windows.yml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 (text only)
    return [
        pytest.param(data["published"], *(case[key] for key in ("language", "text", "want")), id=case["text"])
        for case in data["cases"]
    ]


@pytest.mark.parametrize(("published", "language", "text", "want"), load_windows())
def test_window(published, language, text, want):
    assert [[row["value"], row["earliest"], row["latest"]] for row in find(text, language, published)] == [
        want
    ]


@settings(max_examples=150, deadline=None)
@given(TEXTS, LANGUAGES, st.one_of(st.just(""), DAYS))
def test_years_come_from_text_or_publication(text, language, published):
    """No year is made up: it stands in the words, or lies as near to publication as the words count."""
    for row in find(text, language, published):
        for year in re.findall(r"(?<![\dP])(\d{4})(?=-|/|$)", row["value"]):
            near = published and abs(int(year) - int(published[:4])) <= 100
            assert near or year in text or year[2:] in text, row


@settings(max_examples=100, deadline=None)
@given(TEXTS, LANGUAGES)
def test_undated_article_gets_no_year_of_its_own(text, language):
    for row in find(text, language, ""):
        for year in re.findall(r"(?<![\dP])(\d{4})(?=-|/|$)", row["value"]):
            assert (
                year in text or year[2:] in text or int(year) - 1 in map(int, re.findall(r"\d{4}", text))
            ), row


@pytest.mark.parametrize("published", ["2026-01-16", "2026-01", "2026", "", "soon"])
@pytest.mark.parametrize(
    ("text", "finest"),
    [
        ("in October 2025", "month"),
        ("by 2030", "year"),
        ("last year", "year"),
        ("last month", "month"),
        ("next week", "week"),
        ("two years ago", "year"),
        ("three months ago", "month"),
        ("early next year", "year"),
        ("the second half of 2027", "half"),
        ("in March", "month"),
        ("the 1980s", "decade"),
        ("in the 18th century", "century"),
        ("this summer", "season"),
        ("before the end of the decade", "decade"),
    ],
)
def test_value_is_never_finer_than_the_words(text, finest, published):
    rows = find(text, "en", published)
    assert len(rows) == 1
    assert FINENESS.index(rows[0]["precision"]) <= FINENESS.index(finest)


def test_only_sentences_of_the_body_are_read():
    text = "date 2026-01-16\nThe envoy arrived on Friday."
    rows = find(text, dropped=((0, 16),))
    assert [row["text"] for row in rows] == ["Friday"]


def test_window_of_publication_resolves_what_both_ends_agree_on():
    text = "They met last year and again yesterday."
    rows = find(text, published="", published_earliest="2026-01-16", published_latest="2026-02-03")
    assert [row["value"] for row in rows] == ["2025", "XXXX-XX-XX"]


def test_impossible_and_ambiguous_dates_are_reported():
    rows = find("It was signed on 31 February 2025 and sent on 3/4/2025.")
    assert [(row["value"], row["basis"]) for row in rows] == [
        ("", "impossible date"),
        ("", "ambiguous day and month"),
    ]


@pytest.mark.parametrize(
    ("shown", "value", "basis"),
    [
        ("25/12/2025", "2025-11-03", "day first"),
        ("12/25/2025", "2025-03-11", "month first"),
        ("25/12/2025 and 12/26/2025", "", "ambiguous day and month"),
        ("12/12/2025", "", "ambiguous day and month"),
    ],
)
def test_order_of_day_and_month_is_what_the_article_shows(shown, value, basis):
    rows = find(f"It was sent on {shown}. It was read on 3/11/2025.")
    assert (rows[-1]["text"], rows[-1]["value"], rows[-1]["basis"]) == ("3/11/2025", value, basis)


def test_marks_quotes_and_dashes_change_nothing():
    plain = find("La loi sera votee d'ici la fin decembre 2027 (2026-2030).", "fr")
    marked = find("La loi sera votée d’ici la fin décembre 2027 (2026–2030).", "fr")
    assert [row["value"] for row in plain] == [row["value"] for row in marked] == ["2027-12", "2026/2030"]


@pytest.mark.parametrize(
    "text",
    [
        "in the " * 2000,
        "1" * 20_000,
        "20 " * 5000,
        "January " * 2000,
        "2026-01-16 " * 1500,
        "from " * 3000,
        "' " * 8000,
        "trente " * 2500,
        "a" * 20_000,
        " " * 20_000,
        "two and " * 2500,
        "was January " * 1500,
        "16:08 said " * 1500,
    ],
    ids=lambda text: text[:8],
)
@pytest.mark.parametrize("language", ["en", "fr", "vi"])
def test_time_grows_with_length_only(text, language):
    find("warm up 2026", language)
    start = time.process_time()
    find(text, language)
    assert time.process_time() - start < 0.05 * len(text) / 1000 + 0.1
