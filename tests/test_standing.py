"""Standing: one version stands for a story, and the others add only what it does not say."""

import pandas as pd
import pytest

from corpus_tools import schema
from corpus_tools.linking.standing import (
    add_repeats,
    find_repeats,
    first_versions,
    join_standing,
    order_articles,
    story_of,
)
from corpus_tools.linking.stories import AlignedPair

ARTICLES = schema.frame(
    "articles",
    [
        {"article_id": "a", "story_id": "s", "language": "en", "published": "2026-01-02", "n_words": 90},
        {"article_id": "b", "story_id": "s", "language": "fr", "published": "2026-01-03", "n_words": 99},
        {"article_id": "c", "story_id": "s", "language": "en", "published": "", "n_words": 50},
        {"article_id": "d", "story_id": "t", "language": "vi", "published": "2026-01-02", "n_words": 120},
    ],
)
SENTENCES = schema.frame(
    "sentences",
    [{"article_id": each, "sentence_id": f"{each}.s{n:03d}"} for each in "abcd" for n in (1, 2, 3)],
)
ALIGNMENT = pd.DataFrame(
    [("a", "a.s001", "b", "b.s001", 0.9), ("c", "c.s002", "a", "a.s002", 1.0)], columns=AlignedPair._fields
)
OMISSIONS = schema.frame(
    "omissions",
    [
        {
            "partner_article_id": "b",
            "partner_sentence_id": "b.s003",
            "kind": "sentence",
            "direction": "added",
        },
        {"partner_article_id": "b", "partner_sentence_id": "b.s002", "kind": "number", "direction": "added"},
    ],
)


def test_the_first_published_stands_and_of_one_day_the_order_is_fixed() -> None:
    assert order_articles(ARTICLES) == ["a", "d", "b", "c"]
    assert first_versions(ARTICLES) == ["a", "d"]
    assert first_versions(ARTICLES, by_language=True) == ["a", "b", "d"]


def test_a_copy_never_stands_for_its_story() -> None:
    articles = pd.DataFrame(
        {
            "article_id": ["copy", "first", "french", "other"],
            "story_id": ["s", "s", "s", ""],
            "language": ["en", "en", "fr", "en"],
            "copy_of": ["first", "", "", ""],
            "translation_of": ["", "", "first", ""],
        }
    )
    assert story_of(articles)["other"] == "other"
    assert first_versions(articles) == ["first", "other"]
    assert first_versions(articles, by_language=True) == ["first", "french", "other"]


@pytest.mark.parametrize("turned", [False, True])
def test_files_in_any_order_give_the_same_versions(turned: bool) -> None:
    articles = ARTICLES.iloc[::-1].reset_index(drop=True) if turned else ARTICLES
    assert set(first_versions(articles)) == {"a", "d"}


def test_a_translation_repeats_all_but_the_sentences_it_adds_and_a_copy_what_is_aligned() -> None:
    pairs = [("a", "b"), ("a", "c")]
    repeats = find_repeats(ARTICLES, SENTENCES, ALIGNMENT, OMISSIONS, pairs=pairs)
    assert repeats == {"b.s001", "b.s002", "c.s002"}
    assert find_repeats(ARTICLES, SENTENCES, ALIGNMENT.head(0), OMISSIONS, pairs=[]) == frozenset()


def test_a_repeat_makes_no_group_and_joins_no_two() -> None:
    rows = [
        {"day": day, "is_repeat": repeat} for day, repeat in ((1, False), (2, True), (3, False), (9, True))
    ]

    def find_pairs(some):
        return [(n, m) for n in range(len(some)) for m in range(n)]

    def is_same(one, other):
        return abs(one["day"] - other["day"]) <= 1

    assert join_standing(rows, find_pairs, is_same) == [[0, 1], [2]]
    assert join_standing(rows[::2], find_pairs, is_same) == [[0], [1]]
    assert join_standing([], find_pairs, is_same) == []


def test_a_repeat_that_others_join_goes_to_the_first_group() -> None:
    assert add_repeats([[0], [1]], [[0, 1, 2]], lambda one, other: False) == [[0, 2], [1]]
