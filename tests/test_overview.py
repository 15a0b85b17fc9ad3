"""The overview: articles, cleaning and counts, as published and per story."""

import pandas as pd
from publishing_rows import ARTICLES, SENTENCES

from corpus_tools import schema
from corpus_tools.linking.standing import first_versions
from corpus_tools.publishing.overview import (
    count_both_ways,
    count_times,
    list_articles,
    list_cleaning,
    list_removed,
    list_stories,
    list_undated,
)

DROPPED = schema.frame(
    "dropped",
    [
        {"article_id": "a1", "start": 0, "end": 10, "text": "OSLO —\n xx", "rule": "dateline"},
        {"article_id": "a1", "start": 90, "end": 95, "text": "(AFP)", "rule": "credit"},
        {"article_id": "a3", "start": 0, "end": 30, "text": "x" * 30, "rule": "dateline"},
    ],
)
TIMES = schema.frame("times", [{"article_id": "a2", "sentence_id": "a2.s001", "start": 1, "end": 2}])


def test_a_story_is_counted_by_its_first_version() -> None:
    assert first_versions(ARTICLES) == ["a1", "a3"]
    reversed_order = ARTICLES.iloc[::-1].reset_index(drop=True)
    assert first_versions(reversed_order) == ["a3", "a1"]


def test_count_both_ways() -> None:
    counted = count_both_ways(ARTICLES, "language").set_index("language")
    assert counted.loc["all"].tolist() == [3, 2, 270, 150, 4, 3]
    assert counted.loc["fr"].tolist() == [1, 0, 120, 0, 1, 0]


def test_articles_open_to_their_first_sentence() -> None:
    listed = list_articles(ARTICLES, SENTENCES)
    assert listed["sentence_ids"].tolist() == ["a1.s001", "a2.s001", "a3.s001"]
    assert listed["basis"].tolist() == ["header", "no date in the text", "header"]


def test_undated_articles_keep_their_window_and_basis() -> None:
    row = list_undated(ARTICLES, TIMES).iloc[0]
    assert row.tolist() == ["Soir, undated", "2026-03-01", "", "not before 2026-03-01", "a2.s001"]


def test_cleaning_is_counted_by_article_and_rule() -> None:
    cells = list_cleaning(DROPPED, ARTICLES)
    expected = [("dateline", 10, "a1"), ("credit", 5, "a1"), ("dateline", 30, "a3")]
    assert list(cells[["column", "n", "article_ids"]].itertuples(index=False, name=None)) == expected
    assert list_removed(DROPPED, ARTICLES)["text"].iloc[0] == "OSLO — xx"


def test_stories_say_which_version_is_which() -> None:
    stories = list_stories(ARTICLES)
    assert stories["how"].tolist() == ["the version that counts; a translation of Daily, 2 Mar 2026"]


def test_times_are_counted_both_ways() -> None:
    times = schema.frame(
        "times", [{"article_id": a, "precision": p} for a, p in (("a1", "day"), ("a2", "day"), ("a2", ""))]
    )
    assert count_times(times, ARTICLES).to_numpy().tolist() == [["day", 2, 1, 2, 1], ["none", 1, 0, 1, 0]]


def test_empty_tables_give_empty_ones() -> None:
    empty = ARTICLES.head(0)
    assert count_times(TIMES.head(0), empty).empty
    assert first_versions(empty) == []
    assert list_stories(empty).empty
    assert list_cleaning(DROPPED.head(0), ARTICLES).empty
    assert list_undated(empty, TIMES).empty


def test_inputs_are_unchanged() -> None:
    before = ARTICLES.copy()
    count_both_ways(ARTICLES, "outlet")
    pd.testing.assert_frame_equal(ARTICLES, before)
