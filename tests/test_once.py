"""Counting each story once, beside the count as published."""

import pandas as pd
from publishing_rows import ARTICLES

from corpus_tools.measuring.once import COUNTED, count_ids, count_once, count_terms_once, set_both_ways


def test_count_once_keeps_what_it_is_given() -> None:
    table = pd.DataFrame({"n": [2, 1], "sentence_ids": ["a1.s001|a2.s001", "a2.s002"]})
    counted = count_once(table, ARTICLES)
    assert counted["n_once"].tolist() == [1, 0]
    assert list(counted) == ["n", "n_once", "sentence_ids"]
    assert list(table) == ["n", "sentence_ids"]
    assert count_once(counted, ARTICLES).equals(counted)
    assert count_once(table.head(0), ARTICLES).empty


def test_count_ids_by_hand() -> None:
    assert count_ids(["a1.s001", "a2.s001", "a1.s002", "a11.s001"], {"a1"}) == 2
    assert count_ids([], {"a1"}) == 0


def test_terms_are_counted_once_in_each_language_and_part() -> None:
    found = pd.DataFrame(
        {"article_id": ["a1", "a1", "a2"], "language": ["en", "en", "fr"], "term": ["pact", "pact", "pacte"]}
    )
    assert count_terms_once(found, ARTICLES) == {("en", "pact", ""): 2, ("fr", "pacte", ""): 1}
    parts = count_terms_once(found, ARTICLES, part_of={"a1": "left", "a2": "right"})
    assert parts["fr", "pacte", "right"] == 1


def test_rows_are_set_both_ways() -> None:
    table = pd.DataFrame({"article_id": ["a1", "a2"], "n_words": [5, 7]})
    both = set_both_ways(table, ARTICLES)
    assert both["counted"].tolist() == [COUNTED[0], COUNTED[0], COUNTED[1]]
    assert both["article_id"].tolist() == ["a1", "a2", "a1"]
