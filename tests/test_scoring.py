"""Scoring: hand-made examples whose counts can be checked on paper."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_tools.measuring.scoring import Score, match, pair_names, score_clusters, score_names, score_times

TEXT = {"d": "On Friday, 3 May 2024, the World Bank's chief met Ana Ruiz in Lima last week."}


def span(words, kind="", **more):
    start = TEXT["d"].index(words)
    return {"doc": "d", "start": start, "end": start + len(words), "type": kind, **more}


WANTED = [
    span("Friday", value="2024-05-03"),
    span("3 May 2024", value="2024-05-03"),
    span("last week", value="2024-W17", alts=["P1W"]),
]


@pytest.mark.parametrize(
    ("found", "right"),
    [
        (WANTED, {"span": (3, 3, 3), "value": (3, 3, 3), "date": (3, 3, 3)}),
        ([], {"span": (0, 0, 3), "value": (0, 0, 3), "date": (0, 0, 3)}),
        ([span("Friday,", value="2024-05-03")], {"span": (1, 1, 3), "value": (1, 1, 3), "date": (1, 1, 3)}),
        ([span("Friday", value="2024-05-02")], {"span": (1, 1, 3), "value": (0, 1, 3), "date": (0, 1, 3)}),
        (
            [span("May 2024", value="2024-05-03T10:00")],
            {"span": (0, 1, 3), "value": (0, 1, 3), "date": (1, 1, 3)},
        ),
        ([span("last week", value="p1w")], {"span": (1, 1, 3), "value": (1, 1, 3), "date": (0, 0, 3)}),
        (
            [span("Friday, 3 May 2024", value="2024-05-03")],
            {"span": (0, 1, 3), "value": (1, 1, 3), "date": (1, 1, 3)},
        ),
        ([span("Lima", value="2024")], {"span": (0, 1, 3), "value": (0, 1, 3), "date": (0, 1, 3)}),
        (
            [span("Friday", value="2024-05-03")] * 2,
            {"span": (1, 1, 3), "value": (1, 1, 3), "date": (1, 1, 3)},
        ),
    ],
)
def test_score_times(found, right):
    assert score_times(found, WANTED, TEXT) == {name: Score(*counts) for name, counts in right.items()}


NAMES = [span("the World Bank", "ORG"), span("Ana Ruiz", "PER"), span("Lima", "LOC")]


@pytest.mark.parametrize(
    ("found", "right"),
    [
        (NAMES, 3),
        ([span("World Bank's", "ORG")], 1),
        ([span("Bank", "ORG")], 1),
        ([span("World Bank", "LOC")], 0),
        ([span("Ruiz", "PER"), span("Ana", "PER")], 1),
        ([span("chief", "PER")], 0),
        ([], 0),
    ],
)
def test_score_names(found, right):
    assert score_names(found, NAMES, TEXT) == Score(right, len(found), 3)
    assert len(pair_names(found, NAMES, TEXT)) == right


def test_match_takes_the_same_span_before_a_longer_overlap():
    whole, part = span("Ana Ruiz"), span("Ruiz")
    assert match([whole, part], [part]) == [(part, part)]


@pytest.mark.parametrize(
    ("clusters", "precision", "recall"),
    [
        ([], 0, 0),
        ([("a", 1), ("b", 2)], 1, 1),
        ([("a", 1), ("b", 1)], 1, 0.5),
        ([("a", 1), ("a", 2)], 0.5, 1),
        ([("a", 1), ("a", 1), ("a", 2), ("b", 2)], 2 / 3, 3 / 4),
    ],
)
def test_score_clusters(clusters, precision, recall):
    assert score_clusters(clusters) == pytest.approx((precision, recall))


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1))
def test_swapping_the_sides_swaps_precision_and_recall(clusters):
    precision, recall = score_clusters(clusters)
    assert score_clusters([(b, a) for a, b in clusters]) == pytest.approx((recall, precision))
    assert 0 < precision <= 1
    assert (precision == 1) == all((a == c) <= (b == d) for a, b in clusters for c, d in clusters)


def test_a_score_without_anything_is_zero():
    assert (Score(0, 0, 0).precision, Score(0, 0, 0).recall, Score(0, 0, 0).f1) == (0, 0, 0)
