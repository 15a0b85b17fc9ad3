"""Lineage: who carries whose report, and in which direction a copy went."""

import pandas as pd
import pytest

from corpus_tools import schema
from corpus_tools.linking.agencies import Credit
from corpus_tools.linking.lineage import trace_lineage
from corpus_tools.linking.stories import Pair

TEXTS = {
    "a": "The harbour reopens. Two cranes were repaired. Crews had waited for weeks. Fuel came by road.",
    "b": "The harbour reopens. Two cranes were repaired. Crews had waited for weeks.",
    "c": "The harbour reopens. One crane was repaired. Nobody had waited. Fuel came by road. (AFP)",
    "d": "Le port rouvre. Deux grues ont été réparées.",
}


def make(**changes):
    """Tables of the four texts; `changes` sets columns of single articles, as `b_published="2024-03-02"`."""
    articles = [
        {
            "article_id": key,
            "n_words": len(text.split()),
            "published": "2024-03-01",
            "story_id": "story-a",
            "language": "fr" if key == "d" else "en",
        }
        for key, text in TEXTS.items()
    ]
    for row in articles:
        for column in ("published", "outlet", "story_id"):
            row[column] = changes.get(f"{row['article_id']}_{column}", row.get(column, ""))
    sentences = [
        {"article_id": key, "sentence_id": f"{key}.s{number:03d}", "text": sentence}
        for key, text in TEXTS.items()
        for number, sentence in enumerate(text.split(". "), 1)
    ]
    return schema.frame("articles", articles), schema.frame("sentences", sentences)


def trace(pairs, credited=(), **changes):
    articles, sentences = make(**changes)
    table = pd.DataFrame([Pair(*pair, 0.9, "alike") for pair in pairs], columns=list(Pair._fields))
    return trace_lineage(articles, table, list(credited), sentences, TEXTS)


def list_links(table):
    return list(zip(table["article_id"], table["relation"], table["source_article_id"], strict=True))


@pytest.mark.parametrize(
    ("pair", "changes", "link", "why"),
    [
        (("a", "b", "copy"), {}, ("b", "copies", "a"), "of the same day, the shorter text"),
        (("a", "b", "copy"), {"a_published": "2024-03-03"}, ("a", "edits", "b"), "published 2 days later"),
        (("a", "b", "copy"), {"a_published": ""}, ("a", "edits", "b"), "undated, so taken for the later"),
        (
            ("a", "b", "copy"),
            {"a_published": "", "b_published": ""},
            ("b", "copies", "a"),
            "both undated, the shorter text",
        ),
        (("a", "b", "copy"), {"b_published": "2024-02"}, ("a", "edits", "b"), "published later"),
        (("a", "c", "copy"), {"c_published": "2024-03-02"}, ("c", "edits", "a"), "published 1 day later"),
        (("a", "c", "version"), {"c_published": "2024-03-02"}, ("c", "edits", "a"), "published 1 day later"),
        (
            ("a", "d", "translation"),
            {},
            ("d", "translates", "a"),
            "of the same day; which came first is not known",
        ),
    ],
)
def test_direction(pair, changes, link, why):
    table = trace([pair], **changes)
    assert list_links(table) == [link]
    assert table["basis"].tolist() == [f"alike; {why}"]
    assert table["evidence"].str.startswith(link[0]).all()


def test_an_article_follows_the_closest_version():
    table = trace([("a", "b", "copy"), ("a", "d", "translation"), ("b", "d", "translation")])
    assert list_links(table) == [("b", "copies", "a"), ("d", "translates", "a")]


def test_a_credit_is_quoted_and_names_the_article_of_the_agency():
    at = TEXTS["c"].index("(AFP)")
    credit = Credit("c", "afp", at, at + 5)
    table = trace([("a", "c", "copy")], [credit], a_outlet="AFP", a_published="2024-03-05")
    assert list_links(table) == [("c", "carries", "a"), ("c", "edits", "a")]
    assert table["text"].tolist() == ["(AFP)", ""]
    assert table["basis"].tolist()[1] == "alike; the other was published by the agency"
    schema.check("lineage", table, TEXTS)


def test_an_agency_without_an_article_has_no_source():
    table = trace([], [Credit("c", "afp", 0, 3)])
    assert list_links(table) == [("c", "carries", "")]


def test_nothing_credited_and_nothing_alike_gives_no_row():
    table = trace([])
    assert table.empty
    assert tuple(table.columns) == schema.TABLES["lineage"].columns
