"""Alignment: matched sentences keep their order, one may match two, and moved ones are found."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from corpus_tools.linking.alignment import align_sentences

MATRICES = arrays(
    float, st.tuples(st.integers(0, 6), st.integers(0, 6)), elements=st.floats(-1, 1, allow_nan=False)
)


@pytest.mark.parametrize(
    ("rows", "pairs"),
    [
        ([[0.9, 0.1], [0.1, 0.9]], [(0, 0), (1, 1)]),
        ([[0.1, 0.2], [0.2, 0.1]], []),
        ([[0.6, 0.6, 0.1], [0.1, 0.1, 0.8]], [(0, 0), (0, 1), (1, 2)]),
        ([[0.1, 0.9], [0.9, 0.1], [0.1, 0.1]], [(0, 1), (1, 0)]),
        ([[0.9, 0.1, 0.1], [0.1, 0.1, 0.8]], [(0, 0), (1, 2)]),
    ],
    ids=["parallel", "unlike", "one to two", "moved", "left out"],
)
def test_matches(rows, pairs):
    assert [(match.left, match.right) for match in align_sentences(np.array(rows))] == pairs


def test_sentences_that_one_sentence_puts_together_are_compared_as_a_whole():
    halves = np.array([[0.45, 0.45]])
    apart = np.array([[1.0, 0.0], [0.0, 1.0]])
    assert align_sentences(halves) == []
    matches = align_sentences(halves, left_ties=np.ones((1, 1)), right_ties=apart)
    assert [(match.left, match.right, match.similarity) for match in matches] == [
        (0, 0, 0.636),
        (0, 1, 0.636),
    ]


def test_no_sentence_gives_no_match():
    assert align_sentences(np.zeros((0, 3))) == []


@settings(max_examples=60, deadline=None)
@given(MATRICES)
def test_matches_are_alike_and_swap_with_the_texts(matrix):
    matches = align_sentences(matrix)
    assert all(match.similarity >= 0.5 for match in matches)
    assert len({(match.left, match.right) for match in matches}) == len(matches)
    assert bool(matches) == bool(align_sentences(matrix.T))
