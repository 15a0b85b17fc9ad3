"""Alignment: which sentence of one article says what which sentence of another says.

Two versions of a report keep its order, so the best monotone path is sought; a sentence may match two
that stand together, and sentences that were moved are added when each is the other's best.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]

LEAST = 0.5
"""Similarity below which two sentences are not taken for versions of each other."""
_MOVED = 0.65
_STEPS = ((1, 1), (1, 2), (2, 1))


@dataclass(frozen=True)
class Match:
    """Sentence `left` of one text and `right` of the other, by position, and how alike they are."""

    left: int
    right: int
    similarity: float


def align_sentences(similarity: Matrix, *, least: float = LEAST) -> list[Match]:
    """Match the sentences of two texts, sorted by position; unmatched ones are left out.

    Args:
        similarity: one row for each sentence of the first text, one column for each of the second.
        least: pairs below it are never matched.

    >>> align_sentences(np.array([[0.9, 0.1], [0.2, 0.1], [0.1, 0.8]]))
    [Match(left=0, right=0, similarity=0.9), Match(left=2, right=1, similarity=0.8)]
    """
    matches = _follow(_score(similarity, least), similarity, least)
    lefts, rights = {match.left for match in matches}, {match.right for match in matches}
    moved = [
        match
        for match in _find_mutual(similarity, max(least, _MOVED))
        if match.left not in lefts and match.right not in rights
    ]
    return sorted({*matches, *moved}, key=lambda match: (match.left, match.right))


def _gain(block: Matrix, least: float) -> float:
    """What a step is worth: above 0 only when every sentence in it is alike enough."""
    return float((block - least).sum()) if block.size and (block >= least).all() else -1.0


def _score(similarity: Matrix, least: float) -> Matrix:
    rows, columns = similarity.shape
    best = np.zeros((rows + 1, columns + 1))
    for i in range(rows + 1):
        for j in range(columns + 1):
            options = [best[i - 1, j] if i else 0.0, best[i, j - 1] if j else 0.0]
            for down, across in _STEPS:
                if i >= down and j >= across:
                    gain = _gain(similarity[i - down : i, j - across : j], least)
                    options += [best[i - down, j - across] + gain] if gain > 0 else []
            best[i, j] = max(options)
    return best


def _follow(best: Matrix, similarity: Matrix, least: float) -> set[Match]:
    i, j = similarity.shape
    matches: set[Match] = set()
    while i and j:
        for down, across in _STEPS:
            if i < down or j < across:
                continue
            gain = _gain(similarity[i - down : i, j - across : j], least)
            if gain > 0 and np.isclose(best[i, j], best[i - down, j - across] + gain):
                matches |= {
                    Match(a, b, float(similarity[a, b]))
                    for a in range(i - down, i)
                    for b in range(j - across, j)
                }
                i, j = i - down, j - across
                break
        else:
            i, j = (i - 1, j) if np.isclose(best[i, j], best[i - 1, j]) else (i, j - 1)
    return matches


def _find_mutual(similarity: Matrix, least: float) -> list[Match]:
    if not similarity.size:
        return []
    row_best, column_best = similarity.argmax(axis=1), similarity.argmax(axis=0)
    return [
        Match(left, int(right), float(similarity[left, right]))
        for left, right in enumerate(row_best)
        if column_best[right] == left and similarity[left, right] >= least
    ]
