import numpy as np
import pandas as pd
import pytest
from small_corpus import make_corpus

from corpus_tools.measuring.contrasts import contrast_terms, contrast_topics, spread_topic
from corpus_tools.measuring.parts import part_articles
from corpus_tools.measuring.speakers import CHANGE, TRACE
from corpus_tools.publishing import views

QUALITY = pd.DataFrame(columns=["step", "measure", "right", "n", "low", "high"])
LABELS = {"ai": "AI governance"}


def made(n, *, share=0.9):
    """n articles of each of two outlets; the first speaks of AI in most sentences, the second in few."""
    draw = np.random.default_rng(0)
    texts = {
        f"{outlet}{number:02d}": [
            "AI rules." if draw.random() < (share if outlet == "p" else 1 - share) else "Fish."
            for _ in range(6)
        ]
        for outlet in "pt"
        for number in range(n)
    }
    outlets = {key: {"p": "Post", "t": "Times"}[key[0]] for key in texts}
    tokens, articles, sentences = make_corpus(texts, outlet=outlets)
    codes = sentences[sentences["text"].str.contains("AI")].assign(topic_id="ai")
    return tokens, articles, sentences, codes


@pytest.mark.parametrize(
    ("n", "share", "title"),
    [
        (2, 0.9, "Post against Times: the difference is not supportable with n = 2 and 2 stories"),
        (12, 0.9, "Post against Times: they differ in AI governance"),
        (12, 0.5, "Post against Times: no difference stands the test"),
    ],
)
def test_describe_sides_says_no_more_than_n_supports(n, share, title):
    _, articles, sentences, codes = made(n, share=share)
    parts = part_articles(articles, by="outlet")
    sides = views.list_topic_sides(contrast_topics(codes, sentences, parts, LABELS))
    words = views.describe_sides(sides, parts, QUALITY, rule="A rule.", steps=["topics"])
    assert words["title"] == title
    assert f"Post (articles: {n}, stories: {n})" in words["caption"]
    assert "A rule." in words["caption"]
    assert "topics) has not been measured" in words["caption"]
    assert words["alt"].startswith("Two dots for each row, first Post, then Times. AI governance: ")
    assert ("not supportable" in words["caption"]) == (n == 2)


def test_list_term_sides_keeps_the_most_telling_terms_with_their_evidence():
    tokens, articles, _, _ = made(12)
    sides = views.list_term_sides(
        contrast_terms(tokens, part_articles(articles, by="outlet")), language="en", top=2
    )
    assert len(sides) == 2
    assert sides["first"].iloc[0] > sides["second"].iloc[0]
    assert sides["note"].iloc[0].startswith("log ratio +")
    assert ", q = " in sides["note"].iloc[0]
    assert (sides["sentence_ids"] != "").all()


def test_list_topic_sides_of_an_empty_part_has_no_rows():
    _, articles, sentences, codes = made(2)
    parts = part_articles(articles[articles["outlet"] == "Post"], by="outlet")
    sides = views.list_topic_sides(contrast_topics(codes, sentences, parts, LABELS))
    assert sides.empty
    assert "nothing to compare" in views.describe_sides(sides, parts, QUALITY, rule="A rule.")["title"]


@pytest.mark.parametrize(
    ("n", "share", "ending"),
    [
        (2, 0.9, "a difference is not supportable with n = 2 and 2 stories"),
        (12, 0.9, "Post and Times apart from the rest"),
        (12, 0.5, "no difference stands the test"),
    ],
)
def test_describe_spread_says_no_more_than_n_supports(n, share, ending):
    _, articles, sentences, codes = made(n, share=share)
    bars = views.list_spread(spread_topic(codes, sentences, articles, "ai"))
    words = views.describe_spread(bars, QUALITY, topic="AI", by="outlet")
    assert words["title"] == f"AI across outlets: {ending}"
    assert f"{2 * n} stories, 2 outlets" in words["caption"]
    assert "Post: " in words["alt"]


def test_describe_spread_of_nothing():
    _, articles, sentences, codes = made(2)
    bars = views.list_spread(spread_topic(codes.head(0), sentences, articles, "ai"))
    assert views.describe_spread(bars, QUALITY, topic="AI", by="outlet")["title"].endswith("no sentence")


@pytest.mark.parametrize(
    ("sizes", "q", "ending"),
    [
        ((1, 2), float("nan"), "a change of topics is not supportable with n = 3 stories"),
        ((8, 8), 0.01, "AI changed"),
        ((8, 8), 0.4, "no change of topics stands the test"),
    ],
)
def test_describe_trace_says_no_more_than_n_supports(sizes, q, ending):
    cells = [
        ("all statements", "2025", 9, 8, 3, "a1.s001"),
        ("all statements", "undated", 2, 2, 1, "a2.s001"),
    ]
    trace = pd.DataFrame(cells, columns=list(TRACE))
    row = {"label": "AI", "n_earlier": sizes[0], "n_later": sizes[1], "q": q}
    words = views.describe_trace(trace, pd.DataFrame([row], columns=list(CHANGE)), QUALITY, name="An")
    assert words["title"] == f"An over time: {ending}"
    assert words["caption"].startswith("n = 11 statements as published, 2 of them undated")


def test_describe_trace_of_nobody():
    trace, changes = (pd.DataFrame(columns=list(columns)) for columns in (TRACE, CHANGE))
    assert views.describe_trace(trace, changes, QUALITY, name="")["title"] == "Nobody over time: no statement"
