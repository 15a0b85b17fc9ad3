"""Networks: edges that keep their sentences, counted as published and per story."""

import networkx as nx
import pandas as pd
import pytest

from corpus_tools.measuring.networks import (
    build_graph,
    find_addresses,
    find_cooccurrences,
    merge_acts,
    resample_edges,
    to_graphml,
)
from corpus_tools.schema import frame

ARTICLES = frame(
    "articles",
    [
        {"article_id": "a1", "story_id": "s1", "published": "2024-03-01", "title": "One"},
        {"article_id": "a2", "story_id": "s1", "published": "2024-03-02", "file": "two.txt"},
        {"article_id": "a3", "story_id": "s3"},
    ],
)
ACTORS = frame(
    "actors",
    [
        {"actor_id": "ana", "name": "Ana", "type": "person"},
        {"actor_id": "bank", "name": "Bank", "type": "organisation"},
    ],
)


def mention(article_id, sentence, actor_id, type_="person"):
    return {
        "article_id": article_id,
        "sentence_id": f"{article_id}.s{sentence}",
        "actor_id": actor_id,
        "type": type_,
    }


def test_find_cooccurrences_counts_sentences_articles_and_stories():
    mentions = frame(
        "mentions",
        [
            mention("a1", 1, "ana"),
            mention("a1", 1, "bank", "organisation"),
            mention("a1", 1, "ana"),
            mention("a2", 1, "bank", "organisation"),
            mention("a2", 1, "ana"),
            mention("a3", 1, "ana"),
            mention("a3", 2, "bank", "organisation"),
        ],
    )
    (edge,) = find_cooccurrences(mentions, ARTICLES).to_dict("records")
    assert edge == {
        "source": "ana",
        "target": "bank",
        "n": 2,
        "n_articles": 2,
        "n_stories": 1,
        "sentence_ids": "a1.s1|a2.s1",
    }


def test_find_cooccurrences_leaves_out_other_types_and_unlinked_mentions():
    mentions = frame(
        "mentions", [mention("a1", 1, "ana"), mention("a1", 1, "peru", "place"), mention("a1", 1, "")]
    )
    assert find_cooccurrences(mentions, ARTICLES).empty


def statement(number, article_id, speaker, addressees, act="request"):
    return {
        "statement_id": f"{article_id}.q{number}",
        "article_id": article_id,
        "sentence_id": f"{article_id}.s{number}",
        "speaker_id": speaker,
        "addressee_ids": addressees,
        "act": act,
        "text": "Words.",
    }


def test_find_addresses_has_an_edge_for_each_addressee():
    statements = frame(
        "statements", [statement(1, "a1", "ana", "bank|ana"), statement(2, "a3", "ana", "bank")]
    )
    edges = find_addresses(statements, ARTICLES)
    assert edges[["source", "target", "n", "n_stories"]].to_numpy().tolist() == [
        ["ana", "bank", 2, 2],
        ["ana", "ana", 1, 1],
    ]
    assert edges["statement_ids"].tolist() == ["a1.q1|a3.q2", "a1.q1"]


def test_find_addresses_of_nobody_is_empty():
    assert find_addresses(frame("statements", [statement(1, "a1", "ana", "")]), ARTICLES).empty


@pytest.mark.parametrize(
    ("n_stories", "precision", "low", "high"),
    [(1, 0.9, 0.87, 0.93), (2, 0.5, 0.71, 0.79), (3, 1.0, 1.0, 1.0), (1, 0.0, 0.0, 0.0)],
)
def test_resample_edges_comes_near_to_what_can_be_calculated(n_stories, precision, low, high):
    ids = "|".join(f"a{n}.q001" for n in range(n_stories))
    edges = pd.DataFrame({"n_stories": [n_stories], "statement_ids": [ids]})
    (row,) = resample_edges(edges, precision=precision).to_dict("records")
    assert low <= row["survival"] <= high
    assert 0 <= row["stories_low"] <= row["stories_high"] <= n_stories
    assert row["survives"] == ("yes" if row["survival"] >= 0.95 else "no")
    assert list(edges.columns) == ["n_stories", "statement_ids"]


def test_resample_edges_lets_edges_on_one_statement_fall_together():
    edges = pd.DataFrame({"n_stories": [1, 1], "statement_ids": ["a1.q001", "a1.q001"]})
    one, other = resample_edges(edges, precision=0.7)["survival"]
    assert one == other
    assert resample_edges(edges, precision=0.7).equals(resample_edges(edges, precision=0.7))


def test_resample_edges_counts_the_articles_of_a_story_once():
    edges = pd.DataFrame({"n_stories": [1], "sentence_ids": ["a1.s001|a1.s002|a2.s001"]})
    (row,) = resample_edges(edges, precision=0.5, unit="sentence_ids").to_dict("records")
    assert 0.45 <= row["survival"] <= 0.55


def test_resample_edges_of_nothing_and_at_an_impossible_precision():
    edges = pd.DataFrame({"n_stories": [], "statement_ids": []})
    assert resample_edges(edges, precision=0.5).empty
    with pytest.raises(ValueError, match="between 0 and 1"):
        resample_edges(edges, precision=1.2)


def test_to_graphml_keeps_names_and_evidence():
    edges = find_addresses(frame("statements", [statement(1, "a1", "ana", "bank")]), ARTICLES)
    graph = nx.parse_graphml(to_graphml(build_graph(edges, ACTORS, directed=True)))
    assert graph.nodes["ana"] == {"name": "Ana", "type": "person"}
    assert graph.edges["ana", "bank"]["sentence_ids"] == "a1.s1"


def test_merge_acts_by_hand():
    rows = [
        ("ana", "bank", "request", 2, "a1.s1|a1.s2"),
        ("ana", "bank", "offer", 1, "a2.s1"),
        ("bank", "ana", "offer", 1, "a3.s1"),
    ]
    addresses = pd.DataFrame(rows, columns=["source", "target", "act", "n", "sentence_ids"])
    assert merge_acts(addresses).to_numpy().tolist() == [
        ["ana", "bank", 3, "request|offer", "a1.s1|a1.s2|a2.s1"],
        ["bank", "ana", 1, "offer", "a3.s1"],
    ]
