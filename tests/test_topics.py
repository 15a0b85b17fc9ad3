from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import yaml
from sklearn.feature_extraction.text import HashingVectorizer
from small_corpus import make_corpus

from corpus_tools.errors import UsageError
from corpus_tools.measuring import topics
from corpus_tools.measuring.topic_terms import find_topic_terms
from corpus_tools.measuring.topics import (
    choose_n_topics,
    discover_topics,
    share_topics,
)

THEMES = yaml.safe_load((Path(__file__).parent / "cases" / "topics.yml").read_text(encoding="utf-8"))


def translated_corpus():
    """Two articles a language, each with half of the sentences of each theme."""
    texts = {
        f"{language}{half}": [line for theme in THEMES.values() for line in theme[language][half::2]]
        for language in ("en", "fr")
        for half in (0, 1)
    }
    languages = {article_id: article_id[:2] for article_id in texts}
    outlets = {article_id: f"Outlet {article_id[:2]}" for article_id in texts}
    return make_corpus(texts, languages, outlet=outlets)


def shuffled_corpus():
    """The English words of the same corpus in sentences that mean nothing."""
    draw = np.random.default_rng(4)
    words = " ".join(line for theme in THEMES.values() for line in theme["en"]).replace(".", "").split()
    texts = {f"x{number}": [" ".join(draw.choice(words, 12)) + "." for _ in range(12)] for number in range(3)}
    return make_corpus(texts)


@pytest.fixture(scope="module")
def discovery():
    return discover_topics(*_order(translated_corpus()), n_topics=3)


def _order(corpus):
    tokens, articles, sentences = corpus
    return tokens, sentences, articles


def test_discover_topics_balances_the_languages_of_a_translated_corpus(discovery):
    assert discovery.topics["languages"].tolist() == ["en 6|fr 6"] * 3
    assert discovery.topics["n_articles"].tolist() == [4, 4, 4]


def test_words_alone_would_have_failed_that_simulation(monkeypatch):
    """The control of the test above: vectors that know no translation part the languages."""

    def embed_words(texts):
        return HashingVectorizer(n_features=512).fit_transform(texts).toarray()

    monkeypatch.setattr("corpus_tools.measuring.topics.embed", embed_words)
    languages = discover_topics(*_order(translated_corpus()), n_topics=3).topics["languages"].tolist()
    assert languages != ["en 6|fr 6"] * 3


def test_discover_topics_puts_a_sentence_with_its_translation(discovery):
    topic_of = dict(zip(discovery.sentences["sentence_id"], discovery.sentences["topic_id"], strict=True))
    pairs = [
        (identifier, identifier.replace("en", "fr")) for identifier in topic_of if identifier.startswith("en")
    ]
    assert all(topic_of[english] == topic_of[french] for english, french in pairs)


def test_discover_topics_labels_each_language_in_its_own_words(discovery):
    terms = discovery.terms
    assert set(terms["language"]) == {"en", "fr"}
    assert terms.groupby(["topic_id", "language"]).size().between(1, 5).all()
    assert {"poissons", "patients"} & set(terms.loc[terms["language"] == "fr", "term"])
    sentences_of = dict(zip(discovery.topics["topic_id"], discovery.topics["sentence_ids"], strict=True))
    for row in terms.itertuples():
        assert set(row.sentence_ids.split("|")) <= set(sentences_of[row.topic_id].split("|"))


def test_discover_topics_names_representative_sentences(discovery):
    first = discovery.sentences.query("rank == 1").set_index("topic_id")["sentence_id"]
    for row in discovery.topics.itertuples():
        assert row.representative_ids.split("|")[0] == first[row.topic_id]


def test_discover_topics_calls_clear_topics_stable_and_shuffled_words_unstable(discovery):
    assert (discovery.topics[["seeds", "samples"]] > 0.75).all(axis=None)
    shuffled = discover_topics(*_order(shuffled_corpus()), n_topics=3)
    assert not shuffled.topics["stable"].any()
    assert shuffled.agreement["ari"].max() < discovery.agreement["ari"].max()


def test_discover_topics_is_the_same_on_every_run(discovery):
    again = discover_topics(*_order(translated_corpus()), n_topics=3)
    for name in ("topics", "sentences", "terms", "agreement", "left_out"):
        pd.testing.assert_frame_equal(getattr(again, name), getattr(discovery, name))


def test_share_topics_adds_up_to_one_in_each_article(discovery):
    shares = share_topics(discovery.sentences)
    assert shares.groupby("article_id")["share"].sum().round(5).tolist() == [1] * 4
    assert shares["n"].sum() == len(discovery.sentences)


def test_discover_topics_says_when_there_are_too_few_sentences():
    tokens, articles, sentences = make_corpus({"a1": ["The fleet came back to the harbour.", "Yes."]})
    few = discover_topics(tokens, sentences, articles)
    assert few.support == "not supportable with n = 1 sentences"
    assert few.topics.empty
    assert few.left_out["reason"].tolist() == ["too short to place"]
    assert share_topics(few.sentences).empty


def test_discover_topics_lists_what_it_leaves_out():
    texts = {"e1": THEMES["fishing"]["en"] * 2, "v1": ["Hai bên thúc đẩy hợp tác về khoa học và công nghệ."]}
    tokens, articles, sentences = make_corpus(texts, {"v1": "vi"})
    reasons = discover_topics(tokens, sentences, articles).left_out["reason"].value_counts().to_dict()
    assert reasons == {"repeats an earlier sentence": 6, "no embeddings for its language": 1}


def test_discover_topics_of_one_language_without_embeddings_uses_its_words():
    lines = [
        f"{theme} {theme} nói về chủ đề {theme} số {n}." for theme in ("biển", "nhạc") for n in range(14)
    ]
    tokens, articles, sentences = make_corpus(
        {"v1": lines[::2], "v2": lines[1::2]}, dict.fromkeys(("v1", "v2"), "vi")
    )
    found = discover_topics(tokens, sentences, articles, n_topics=2)
    assert found.topics["n_sentences"].tolist() == [14, 14]


def test_discover_topics_refuses_one_topic():
    with pytest.raises(UsageError, match="at least two topics"):
        discover_topics(*_order(translated_corpus()), n_topics=1)


def test_choose_n_topics_finds_a_clear_number():
    from test_clustering import blobs

    vectors, _ = blobs([12, 12, 12, 12], spread=0.05)
    assert choose_n_topics(vectors) == 4


def test_find_topic_terms_by_hand():
    """`cod` stands twice among the four words of t1 and never among the four of t2; `new` once in each."""
    texts = {"a1": ["New cod.", "Old cod."], "a2": ["New jazz.", "Old jazz."]}
    tokens, articles, sentences = make_corpus(texts)
    assigned = sentences[["article_id", "sentence_id"]].assign(topic_id=["t1", "t1", "t2", "t2"])
    terms = find_topic_terms(tokens, articles, assigned)
    assert terms[["topic_id", "term", "n", "sentence_ids"]].to_numpy().tolist() == [
        ["t1", "cod", 2, "a1.s001|a1.s002"],
        ["t2", "jazz", 2, "a2.s001|a2.s002"],
    ]
    assert terms["log_likelihood"].tolist() == pytest.approx([4 * np.log(2)] * 2, rel=1e-5)


def test_share_topics_by_hand():
    rows = [("a1", "s1", "t1"), ("a1", "s2", "t2"), ("a1", "s3", "t2"), ("a2", "s4", "t1")]
    shares = share_topics(pd.DataFrame(rows, columns=["article_id", "sentence_id", "topic_id"]))
    assert shares.drop(columns="share").to_numpy().tolist() == [
        ["a1", "t2", 2, 3, "s2|s3"],
        ["a1", "t1", 1, 3, "s1"],
        ["a2", "t1", 1, 1, "s4"],
    ]
    assert shares["share"].tolist() == pytest.approx([2 / 3, 1 / 3, 1], rel=1e-5)


def test_of_many_sentences_a_sample_makes_the_topics_and_all_others_join_them(monkeypatch, discovery):
    monkeypatch.setattr(topics, "MOST_GROUPED", 30)
    sampled = discover_topics(*_order(translated_corpus()), n_topics=3)
    assert (sampled.n_grouped, discovery.n_grouped) == (30, len(discovery.sentences))
    assert discovery.summary == "3 topics from 36 sentences."
    assert sampled.summary == "3 topics from 36 sentences, made by 30 of them, drawn at random."
    assert sampled.sentences["sentence_id"].tolist() == discovery.sentences["sentence_id"].tolist()
    same = (sampled.sentences["topic_id"] == discovery.sentences["topic_id"]).mean()
    assert same > 0.9
    assert sampled.topics["samples"].between(0, 1).all()


def test_of_more_sentences_than_are_placed_the_others_are_left_out(monkeypatch, discovery):
    monkeypatch.setattr(topics, "MOST_PLACED", 30)
    placed = discover_topics(*_order(translated_corpus()), n_topics=3)
    assert len(placed.sentences) == 30
    left_out = placed.left_out["reason"].value_counts()
    assert left_out["not drawn"] == len(discovery.sentences) - 30
    drawn = set(placed.sentences["sentence_id"])
    assert drawn < set(discovery.sentences["sentence_id"])
    assert drawn.isdisjoint(placed.left_out["sentence_id"])
