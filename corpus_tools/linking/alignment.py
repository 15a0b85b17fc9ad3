"""Alignment: which sentence of one article says what which sentence of another says.

Two versions of a report keep its order, so the best monotone path is sought; a sentence may match two or
three that stand together, and sentences that were moved are added when each is the other's best.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]

LEAST = 0.5
"""Similarity below which two sentences are not taken for versions of each other."""
_MOVED = 0.65
_PART = 0.2
"""Least similarity of each single sentence of a block with the sentence that puts them together."""
_STEP = 0.001
Step = tuple[int, int]


@dataclass(frozen=True)
class Match:
    """Sentence `left` of one text and `right` of the other, by position, and how alike they are."""

    left: int
    right: int
    similarity: float


def align_sentences(
    similarity: Matrix,
    *,
    least: float = LEAST,
    left_ties: Matrix | None = None,
    right_ties: Matrix | None = None,
) -> list[Match]:
    """Match the sentences of two texts, sorted by position; unmatched ones are left out.

    Args:
        similarity: one row for each sentence of the first text, one column for each of the second.
        least: pairs below it are never matched.
        left_ties: the cosines of the sentences of the first text with one another. With them, two or three
            sentences that one sentence puts together are compared as a whole, by the sum of their vectors.
        right_ties: the same of the second text.

    >>> align_sentences(np.array([[0.9, 0.1], [0.2, 0.1], [0.1, 0.8]]))
    [Match(left=0, right=0, similarity=0.9), Match(left=2, right=1, similarity=0.8)]
    """
    blocks = _compare_blocks(similarity, left_ties, right_ties)
    matches = _follow(_score(blocks, similarity.shape, least), blocks, least)
    lefts, rights = {match.left for match in matches}, {match.right for match in matches}
    moved = [
        match
        for match in find_mutual(similarity, max(least, _MOVED))
        if match.left not in lefts and match.right not in rights
    ]
    return sorted({*matches, *moved}, key=lambda match: (match.left, match.right))


def _compare_blocks(
    similarity: Matrix, left_ties: Matrix | None, right_ties: Matrix | None
) -> dict[Step, Matrix]:
    """For each step, how alike the blocks that begin at each pair of sentences are."""
    blocks = {(1, 1): similarity}
    for size in (2, 3):
        blocks[size, 1] = _compare_sums(similarity, left_ties, size)
        blocks[1, size] = _compare_sums(similarity.T, right_ties, size).T
    return blocks


def _compare_sums(similarity: Matrix, ties: Matrix | None, size: int) -> Matrix:
    """The cosine of the sum of `size` neighbouring rows with each column; without ties their lowest."""
    count = max(similarity.shape[0] - size + 1, 0)
    sums = np.zeros((count, similarity.shape[1]))
    for i in range(count):
        rows = similarity[i : i + size]
        if ties is None:
            sums[i] = rows.min(axis=0) if size == 2 else -1.0
        else:
            sums[i] = rows.sum(axis=0) / np.sqrt(max(ties[i : i + size, i : i + size].sum(), 1.0))
            sums[i][(rows.min(axis=0) < _PART) | (sums[i] <= rows.max(axis=0))] = -1.0
    return sums.round(3)


def _score(blocks: dict[Step, Matrix], shape: tuple[int, ...], least: float) -> Matrix:
    rows, columns = shape
    best = np.zeros((rows + 1, columns + 1))
    for i in range(rows + 1):
        for j in range(columns + 1):
            options = [best[i - 1, j] if i else 0.0, best[i, j - 1] if j else 0.0]
            options += [best[a, b] + gain for a, b, gain, _ in _steps(blocks, i, j, least)]
            best[i, j] = max(options)
    return best


def _steps(
    blocks: dict[Step, Matrix], i: int, j: int, least: float
) -> Iterator[tuple[int, int, float, float]]:
    """The steps that may end before sentences `i` and `j`: where they begin, their worth, how alike."""
    for (down, across), matrix in blocks.items():
        if i >= down and j >= across and matrix[i - down, j - across] >= least:
            alike = float(matrix[i - down, j - across])
            yield i - down, j - across, (alike - least + _STEP) * (down + across) / 2, alike


def _follow(best: Matrix, blocks: dict[Step, Matrix], least: float) -> set[Match]:
    i, j = (size - 1 for size in best.shape)
    matches: set[Match] = set()
    while i and j:
        for a, b, gain, alike in _steps(blocks, i, j, least):
            if np.isclose(best[i, j], best[a, b] + gain):
                matches |= {Match(left, right, alike) for left in range(a, i) for right in range(b, j)}
                i, j = a, b
                break
        else:
            i, j = (i - 1, j) if np.isclose(best[i, j], best[i - 1, j]) else (i, j - 1)
    return matches


def find_mutual(similarity: Matrix, least: float) -> list[Match]:
    """The pairs of sentences of which each is the other's best, and at least this alike."""
    if not similarity.size:
        return []
    row_best, column_best = similarity.argmax(axis=1), similarity.argmax(axis=0)
    return [
        Match(left, int(right), float(similarity[left, right]))
        for left, right in enumerate(row_best)
        if column_best[right] == left and similarity[left, right] >= least
    ]
