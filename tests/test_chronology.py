"""The chronology: never finer than the text, unmoved by copies, translations and the day of reading."""

import re
import subprocess
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from seed_corpus import TEXTS, Builder, list_acts, list_dates

from corpus_tools.annotating.sentences import find_sentences
from corpus_tools.annotating.time_calendar import find_precision, find_span
from corpus_tools.annotating.times import find_times
from corpus_tools.publishing.drawings import list_deadlines
from corpus_tools.publishing.due import find_as_of, mark_deadlines, mark_due
from corpus_tools.publishing.narrative import narrate
from corpus_tools.reading.article import Article
from corpus_tools.running.pipeline import Tables
from corpus_tools.schema import records

ISO = re.compile(r"(\d{4}(-\d\d(-\d\d)?)?)?")
DAYS = st.dates(date(1995, 1, 1), date(2060, 12, 31))
FINENESS = (
    "minute", "hour", "part of day", "day", "weekend", "week", "month", "quarter", "season", "half", "year",
    "decade", "century", "",
)  # fmt: skip
WORDS = {
    "en": {
        "day": "on 5 March 2021;on Friday;yesterday;last Tuesday;on March 5;tomorrow;two days ago",
        "week": "last week;next week;this week;two weeks ago",
        "month": "in March 2021;last month;in May;next month;by June 2030;since mid-May;three months ago",
        "quarter": "in the third quarter of 2027;next quarter",
        "season": "next spring;last winter;in the summer of 2022",
        "half": "in the second half of 2027;in the first half of next year",
        "year": "in 2021;last year;later this year;by 2030;by the end of 2027;two years ago",
        "decade": "in the 1990s;before the end of the decade",
        "century": "in the 19th century",
    },
    "fr": {
        "day": "le 5 mars 2021;vendredi;hier;mardi dernier;le 11/3;demain;il y a deux jours",
        "week": "la semaine dernière;la semaine prochaine;cette semaine",
        "month": "en mars 2021;le mois dernier;en mai;le mois prochain;d'ici à juin 2030;depuis la mi-mai",
        "season": "au printemps prochain;l'hiver dernier",
        "half": "au second semestre 2027",
        "year": "en 2021;l'année dernière;cette année;d'ici à 2030;à l'horizon 2045;d'ici la fin 2027",
        "decade": "dans les années 1990",
        "century": "au XIXe siècle",
    },
    "vi": {
        "day": "ngày 5 tháng 3 năm 2021;hôm qua;ngày 11/3;ngày mai",
        "week": "tuần trước;tuần tới",
        "month": "tháng 3 năm 2021;tháng trước;tháng 5",
        "year": "năm 2021;năm ngoái;năm nay;đến năm 2030;trước năm 2045",
    },
}
CASES = [
    (language, precision, phrase)
    for language, phrases in WORDS.items()
    for precision, group in phrases.items()
    for phrase in group.split(";")
]
FRAMES = {
    "en": "The ministers met {}. They will report {}.",
    "fr": "Les ministres se sont réunis {}. Ils se prononceront {}.",
    "vi": "Các bộ trưởng đã họp {}. Họ sẽ báo cáo {}.",
}


def read(language: str, one: str, other: str, published: str) -> pd.DataFrame:
    article = Article("a1", FRAMES[language].format(one, other), language, published=published)
    return pd.DataFrame(find_times(article, find_sentences(article)))


def is_inside(row: dict[str, str]) -> bool:
    """Whether the days of a value lie in the window of the row, where both have days."""
    first, last = find_span(row["value"])
    return not first or row["earliest"] <= first <= last <= row["latest"]


@settings(deadline=None, max_examples=150)
@given(st.sampled_from(CASES), st.sampled_from(CASES), DAYS)
def test_values_are_found_lie_in_their_window_and_are_no_finer_than_the_words(case, second, day) -> None:
    language, precision, phrase = case
    other = second[2] if second[0] == language else phrase
    times = read(language, phrase, other, day.isoformat())
    assert len(times) >= 1
    for row in records(times):
        assert is_inside(row), row
    first = times.iloc[0]
    assert FINENESS.index(find_precision(first["value"])) >= FINENESS.index(precision), first.to_dict()


@pytest.mark.parametrize(("language", "precision", "phrase"), CASES)
def test_words_have_a_value_as_fine_as_they_are(language, precision, phrase) -> None:
    """Beside the property above: that no value is finer would also hold if nothing were read."""
    first = read(language, phrase, phrase, "2026-01-17").iloc[0]
    assert find_precision(first["value"]) == precision


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(CASES), DAYS, DAYS)
def test_an_undated_article_is_read_no_finer_than_a_dated_one(case, day, other) -> None:
    language, precision, phrase = case
    first, last = sorted((day.isoformat(), other.isoformat()))
    text = FRAMES[language].format(phrase, phrase)
    article = Article("a1", text, language, published_earliest=first, published_latest=last)
    for row in find_times(article, find_sentences(article)):
        assert FINENESS.index(find_precision(row["value"])) >= FINENESS.index(precision), row
        assert is_inside(row), row


HEADLINE = {"en": "Quite another headline\n\n", "fr": "Un tout autre titre\n\n"}
FRENCH = next(stem for stem, text in TEXTS.items() if " l'ONU " in text)


@pytest.fixture(scope="session")
def tables(builder: Builder) -> Tables:
    """The shipped articles."""
    return builder.build(TEXTS)


@pytest.mark.parametrize("place", ["00", "zz"])
@pytest.mark.parametrize("stem", TEXTS)
def test_a_copy_adds_no_event_and_changes_no_date(builder, tables, stem, place) -> None:
    """Whether it is read first or last."""
    headline = HEADLINE["fr" if stem == FRENCH else "en"]
    more = builder.build({**TEXTS, f"{place}-copy": headline + TEXTS[stem]})
    assert len(more["articles"]) == len(tables["articles"]) + 1
    assert more["articles"]["story_id"].nunique() == tables["articles"]["story_id"].nunique()
    assert list_dates(more) == list_dates(tables)
    assert list_acts(more) == list_acts(tables)


def test_a_translation_adds_no_event_and_changes_no_date(builder, tables) -> None:
    alone = builder.build({stem: text for stem, text in TEXTS.items() if stem != FRENCH})
    assert set(tables["events"]["languages"]) > {"en|fr"}
    assert list_dates(alone) == list_dates(tables)
    assert list_acts(alone) == list_acts(tables)


def test_dates_of_all_tables_are_iso_and_in_order(tables) -> None:
    pairs = {
        "articles": ("published_earliest", "published_latest"),
        "times": ("earliest", "latest"),
        "events": ("date_start", "date_end"),
        "ledger": ("due_earliest", "due_latest"),
    }
    for name, (first, last) in pairs.items():
        for row in records(tables[name]):
            assert ISO.fullmatch(row[first]), (name, row[first])
            assert ISO.fullmatch(row[last]), (name, row[last])
            assert not row[first] or not row[last] or row[first] <= row[last]


def test_no_date_of_an_event_is_finer_than_the_words_behind_it(tables) -> None:
    times = tables["times"]
    for row in records(tables["events"]):
        behind = times[times["sentence_id"].isin(row["sentence_ids"].split("|"))]
        if row["basis"] == "date in the text":
            lengths = [len(part) for value in behind["value"] for part in value.split("/")]
            assert len(row["date_start"]) <= max(lengths)


ODD = {
    "season": "Ghana will launch the plan next spring.",
    "half": "Ghana will sign the Lomé Treaty in the second half of 2027.",
    "decade": "Ghana signed the Lomé Treaty in the 1990s.",
    "day": "Minister Ama Boateng met President Kofi Adjei on Friday morning in Lomé.",
    "week": "Minister Ama Boateng met President Kofi Adjei last week in Lomé.",
}


@pytest.mark.parametrize("precision", ODD)
def test_events_have_iso_dates_whatever_the_words(builder, precision) -> None:
    texts = {"a": f"ACCRA, 3 March 2024 - {ODD[precision]} It rained in the capital all day long.\n"}
    told = builder.build(texts)
    (event,) = records(told["events"])
    assert event["precision"] == precision
    assert ISO.fullmatch(event["date_start"])
    assert event["date_start"] <= event["date_end"]
    nothing = told["ledger"].head(0)
    sentence = narrate(told["events"], nothing, told["actors"], told["articles"], as_of="2024-03-03")
    assert len(sentence) == 1


@settings(deadline=None, max_examples=20)
@given(one=DAYS, other=DAYS)
def test_two_days_of_reading_differ_only_in_the_column_due(tables, one, other) -> None:
    events, ledger, actors, articles = (tables[name] for name in ("events", "ledger", "actors", "articles"))
    results = []
    for as_of in (find_as_of(articles, str(day)) for day in (one, other)):
        deadlines = mark_deadlines(list_deadlines(events, ledger), events, articles, as_of=as_of)
        told = narrate(events, ledger, actors, articles, as_of=as_of)
        results.append([mark_due(events, articles, as_of=as_of), deadlines, told])
    for first, second in zip(*results, strict=True):
        pd.testing.assert_frame_equal(first.drop(columns="due"), second.drop(columns="due"))


def test_some_days_of_reading_do_differ(tables) -> None:
    """Else the test above could not fail."""
    found = {
        tuple(mark_due(tables["events"], tables["articles"], as_of=day)["due"])
        for day in ("2026-01-17", "2031-01-01")
    }
    assert len(found) == 2


def test_nothing_reads_the_clock(root: Path) -> None:
    """Durations are measured by a counter that knows no date; only who signs a correction dates it today."""
    clock = r"\.now\(|\.utcnow\(|\.today\(|\btime\.time\(|localtime|gmtime|strftime\("
    listed = subprocess.run(["grep", "-rnE", clock, "corpus_tools"], cwd=root, capture_output=True, text=True)
    lines = [
        line for line in listed.stdout.splitlines() if ".py:" in line and "when or date.today()" not in line
    ]
    assert lines == []
