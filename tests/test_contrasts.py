import numpy as np
import pandas as pd
import pytest
from small_corpus import make_corpus

from corpus_tools.measuring.contrasts import MOST_GROUPS, contrast_terms, contrast_topics, spread_topic
from corpus_tools.measuring.parts import part_articles

LABELS = {"ai": "AI", "law": "Law"}


def code(sentences):
    """A topic for each of two words."""
    rows = [
        {"article_id": row.article_id, "sentence_id": row.sentence_id, "topic_id": topic_id}
        for row in sentences.itertuples()
        for topic_id in LABELS
        if topic_id in row.text.lower()
    ]
    return pd.DataFrame(rows, columns=["article_id", "sentence_id", "topic_id"])


def made(n, shares, *, outlets=("Post", "Times"), seed=0):
    """n articles of ten sentences by each outlet; the topic AI takes the share that the outlet has."""
    draw = np.random.default_rng(seed)
    texts, outlet = {}, {}
    for number in range(n * len(outlets)):
        name = outlets[number % len(outlets)]
        texts[f"a{number:03d}"] = ["AI." if draw.random() < shares[name] else "Law." for _ in range(10)]
        outlet[f"a{number:03d}"] = name
    return make_corpus(texts, outlet=outlet, story_id={key: f"s{key}" for key in texts})


def test_contrast_topics_is_the_mean_over_stories_by_hand():
    """Two copies of one story count as one: its share is 1 of 4 sentences, the other story's 1 of 1."""
    texts = {"a1": ["AI.", "Law."], "a2": ["Law.", "Law."], "a3": ["AI."], "b1": ["Law.", "AI."]}
    outlet = {"a1": "Post", "a2": "Post", "a3": "Post", "b1": "Times"}
    _, articles, sentences = make_corpus(texts, outlet=outlet, story_id={"a1": "s1", "a2": "s1", "a3": "s2"})
    table = contrast_topics(code(sentences), sentences, part_articles(articles, by="outlet"), LABELS)
    row = table.set_index("topic_id").loc["ai"]
    assert (row["share_first"], row["share_second"]) == ((1 / 4 + 1) / 2, 1 / 2)
    assert (row["n_first"], row["n_second"], row["difference"]) == (2, 1, 0.125)
    assert row["support"] == "not supportable with n = 2 and 1 stories"
    assert table[["p", "q", "low_first", "high_second"]].isna().all(axis=None)
    assert row["sentence_ids"] == "a1.s001|a3.s001|b1.s002"


def test_contrast_topics_finds_a_planted_difference():
    _, articles, sentences = made(20, {"Post": 0.7, "Times": 0.3})
    table = contrast_topics(code(sentences), sentences, part_articles(articles, by="outlet"), LABELS)
    row = table.set_index("topic_id").loc["ai"]
    assert row["q"] < 0.01
    assert row["low_first"] < 0.7 < row["high_first"]
    assert row["low_second"] < 0.3 < row["high_second"]


def test_contrast_topics_makes_few_discoveries_under_the_null():
    """Eight topics drawn alike for both outlets; without correction many corpora would show a difference."""
    words = {f"topic{number}": f"Topic {number}" for number in range(8)}
    found, naive = [], []
    for seed in range(20):
        draw = np.random.default_rng(seed)
        texts = {f"a{n:02d}": [f"{draw.choice(list(words))}." for _ in range(20)] for n in range(16)}
        outlet = {key: "Post" if n % 2 else "Times" for n, key in enumerate(texts)}
        _, articles, sentences = make_corpus(texts, outlet=outlet)
        codes = sentences.assign(topic_id=sentences["text"].str.rstrip("."))
        table = contrast_topics(codes, sentences, part_articles(articles, by="outlet"), words)
        found.append((table["q"] <= 0.05).any())
        naive.append((table["p"] <= 0.05).any())
    assert sum(found) <= 3
    assert sum(naive) > 3


def test_spread_topic_covers_the_true_share_as_often_as_it_says():
    covered = []
    for seed in range(60):
        _, articles, sentences = made(12, {"Post": 0.4, "Times": 0.4}, seed=seed)
        table = spread_topic(code(sentences), sentences, articles, "ai").dropna(subset=["low"])
        covered += ((table["low"] <= 0.4) & (table["high"] >= 0.4)).tolist()
    assert len(covered) == 120
    assert 0.9 <= np.mean(covered) <= 0.99


def test_contrast_topics_compares_languages():
    texts = {"e1": ["AI.", "Law."], "f1": ["AI."]}
    _, articles, sentences = make_corpus(texts, {"e1": "en", "f1": "fr"})
    table = contrast_topics(code(sentences), sentences, part_articles(articles, by="language"), LABELS)
    assert table.set_index("topic_id")["share_second"].to_dict() == {"ai": 1, "law": 0}


def test_contrast_terms_of_one_part_or_of_two_languages_has_no_rows():
    tokens, articles, _ = make_corpus({"e1": ["Law law law."], "f1": ["Loi loi loi."]}, {"f1": "fr"})
    assert contrast_terms(tokens, part_articles(articles.head(1), by="outlet")).empty
    assert contrast_terms(tokens, part_articles(articles, by="language")).empty


def test_spread_topic_by_hand():
    texts = {"a1": ["AI.", "Law."], "a2": ["AI."], "b1": ["Law."]}
    _, articles, sentences = make_corpus(texts, outlet={"a1": "Post", "a2": "Post", "b1": ""})
    table = spread_topic(code(sentences), sentences, articles, "ai")
    assert table["label"].tolist() == ["Post", "outlet unknown"]
    assert table["share"].tolist() == [0.75, 0]
    assert table[["n_stories", "n_articles", "n", "n_sentences"]].to_numpy().tolist() == [
        [2, 2, 2, 3],
        [1, 1, 0, 1],
    ]
    assert table["sentence_ids"].tolist() == ["a1.s001|a2.s001", ""]
    assert table["support"].str.startswith("not supportable with n = ").all()


def test_spread_topic_tests_each_outlet_against_the_others():
    shares = {"Post": 0.8, "Times": 0.3, "Gazette": 0.3}
    _, articles, sentences = made(12, shares, outlets=tuple(shares))
    table = spread_topic(code(sentences), sentences, articles, "ai").set_index("label")
    assert table.loc["Post", "q"] < 0.01
    assert table.loc["Post", "difference"] > 0.3
    assert (table["low"] <= table["share"]).all()


def test_spread_topic_puts_small_outlets_together():
    outlets = {f"a{number:02d}": f"Outlet {number:02d}" for number in range(30)}
    _, articles, sentences = make_corpus({key: ["AI."] for key in outlets}, outlet=outlets)
    table = spread_topic(code(sentences), sentences, articles, "ai")
    assert len(table) == MOST_GROUPS
    assert table["label"].iloc[0] == f"{30 - MOST_GROUPS + 1} other outlets"
    assert table["n_articles"].sum() == 30


@pytest.mark.parametrize("measure", ["contrast", "spread"])
def test_nothing_to_measure_gives_empty_frames(measure):
    _, articles, sentences = make_corpus({})
    parts = part_articles(articles, by="outlet")
    table = (
        contrast_topics(code(sentences), sentences, parts, LABELS)
        if measure == "contrast"
        else spread_topic(code(sentences), sentences, articles, "ai")
    )
    assert table.empty
