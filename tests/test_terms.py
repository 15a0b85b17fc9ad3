import math

import pandas as pd
import pytest
from small_corpus import make_corpus

from corpus_tools.errors import UsageError
from corpus_tools.measuring.terms import (
    count_terms,
    count_terms_by_article,
    count_terms_by_group,
    find_terms,
)
from corpus_tools.measuring.words import select_words

TEXTS = {
    "a1": ["Digital skills and digital law.", "The law of AI."],
    "a2": ["Digital skills and digital law.", "The law of AI."],
    "a3": ["Trade law, trade."],
    "f1": ["La loi de l'IA."],
}
LANGUAGES = {"f1": "fr"}
STORIES = {"a1": "s1", "a2": "s1", "a3": "s2", "f1": "s1"}


@pytest.fixture
def corpus():
    return make_corpus(TEXTS, LANGUAGES, story_id=STORIES)


def test_count_terms_by_hand(corpus):
    tokens, articles, _ = corpus
    row = count_terms(tokens, articles).set_index(["language", "term"]).loc[("en", "law")]
    assert row["n"] == 5
    assert row["per_1000"] == pytest.approx(1000 * 5 / 21, abs=1e-3)
    assert (row["n_once"], row["n_articles"], row["n_stories"], row["range"]) == (3, 3, 2, 1)
    assert row["dp"] == pytest.approx((2 * abs(2 / 5 - 9 / 21) + abs(1 / 5 - 3 / 21)) / 2, abs=1e-6)
    assert row["sentence_ids"] == "a1.s001|a1.s002|a2.s001|a2.s002|a3.s001"


def test_count_terms_counts_languages_apart(corpus):
    tokens, articles, _ = corpus
    french = count_terms(tokens, articles).query("language == 'fr'")
    assert french["term"].tolist() == ["IA", "loi"]
    assert french["dp"].isna().all()
    assert french["range"].eq(1).all()


def test_count_terms_orders_by_frequency_then_term(corpus):
    tokens, articles, _ = corpus
    english = count_terms(tokens, articles).query("language == 'en'")
    assert english["term"].tolist() == ["law", "digital", "AI", "skills", "trade"]


@pytest.mark.parametrize(
    ("ngram", "found"), [(2, {"digital skills": 2, "digital law": 2, "trade law": 1}), (3, {"law of AI": 2})]
)
def test_count_terms_of_several_words(corpus, ngram, found):
    tokens, articles, _ = corpus
    terms = count_terms(tokens, articles, ngram=ngram).query("language == 'en'")
    counted = dict(zip(terms["term"], terms["n"], strict=True))
    assert {term: counted[term] for term in found} == found
    assert all(not term.startswith("the ") for term in counted)
    assert "law trade" not in counted


def test_find_terms_keeps_parts_of_speech(corpus):
    tokens, articles, _ = corpus
    tokens["pos"] = "VERB"
    assert find_terms(select_words(tokens, articles), keep_pos=("NOUN",)).empty
    assert not find_terms(select_words(tokens, articles), keep_pos=("VERB",)).empty


def test_count_terms_by_article_adds_up_to_the_corpus(corpus):
    tokens, articles, _ = corpus
    by_article = count_terms_by_article(tokens, articles)
    total = by_article.groupby(["language", "term"])["n"].sum()
    pd.testing.assert_series_equal(
        total, count_terms(tokens, articles).set_index(["language", "term"])["n"].sort_index()
    )
    assert by_article["article_id"].drop_duplicates().tolist() == ["a1", "a2", "a3", "f1"]


def test_count_terms_leaves_its_input_unchanged_and_takes_none(corpus):
    tokens, articles, _ = corpus
    before = tokens.copy()
    count_terms(tokens, articles, ngram=2)
    pd.testing.assert_frame_equal(tokens, before)
    assert count_terms(tokens.iloc[:0], articles.iloc[:0]).empty


def test_count_terms_refuses_an_empty_ngram(corpus):
    tokens, articles, _ = corpus
    with pytest.raises(UsageError, match="at least one word"):
        count_terms(tokens, articles, ngram=0)


def test_count_terms_without_stories_counts_articles():
    tokens, articles, _ = make_corpus({"a1": ["Law."], "a2": ["Law."]})
    row = count_terms(tokens, articles).iloc[0]
    assert (row["n_stories"], row["n_once"]) == (2, 2)
    assert not math.isnan(row["dp"])


def test_count_terms_by_article_by_hand(corpus):
    tokens, articles, _ = corpus
    row = count_terms_by_article(tokens, articles).set_index(["article_id", "term"]).loc[("a3", "trade")]
    assert (row["n"], row["per_1000"], row["sentence_ids"]) == (
        2,
        pytest.approx(2000 / 3, rel=1e-5),
        "a3.s001",
    )


def test_groups_of_articles_are_counted_as_one(corpus):
    tokens, articles, _ = corpus
    english = articles[articles["language"] == "en"]
    groups = {"a1": "early", "a2": "early", "a3": "late"}
    counts = count_terms_by_group(tokens, english, groups).set_index(["article_id", "term"])
    assert set(counts.index.get_level_values("article_id")) == {"early", "late"}
    law = counts.loc[("early", "law")]
    assert (law["n"], law["sentence_ids"]) == (4, "a1.s001|a1.s002|a2.s001|a2.s002")
    assert counts.loc[("late", "law"), "n"] == 1
