"""Clustering: spherical k-means with the same groups on every machine, and how well two groupings agree.

Cosines are rounded before they decide anything, ties go to the lower number, and groups are numbered by
size, so neither threads nor the linear algebra library show in the result.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform
from sklearn.metrics import adjusted_rand_score, normalized_mutual_info_score

from corpus_tools.errors import UsageError

Matrix = NDArray[np.float64]
Labels = NDArray[np.int64]

Grouping = Callable[[Matrix, int, int], Labels]
"""A method: vectors, number of groups, seed -> the group of each row."""

CONSENSUS_LIMIT = 800
"""Above this many rows a consensus takes minutes; plain clustering with many starts holds about as well."""

SUBSAMPLE = 0.8
"""Share of the rows in each run of a consensus, and in each subsample of the stability card."""

_DIGITS = 6
_ITERATIONS = 60
_RUNS_PER_START = 2
_MANY_ROWS = 1500
_FEWEST_STARTS = 4


@dataclass(frozen=True)
class Agreement:
    """How far two groupings of the same things agree: 1 is the same grouping, `ari` 0 is chance."""

    ari: float
    nmi: float


def normalise(vectors: Matrix) -> Matrix:
    """Scale every row to length 1; rows of zeros stay.

    >>> normalise(np.array([[3.0, 4.0], [0.0, 0.0]])).tolist()
    [[0.6, 0.8], [0.0, 0.0]]
    """
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    scaled: Matrix = np.asarray(vectors, dtype=np.float64) / np.where(lengths > 0, lengths, 1.0)
    return scaled


def centre(vectors: Matrix, groups: list[str], *, prior: float = 10.0) -> Matrix:
    """Take the mean of each group (a language) away from its rows, and scale the rows to length 1 again.

    Without this a language is the strongest topic of a corpus in two languages. The mean of a small group is
    drawn towards the mean of all rows: weight n / (n + prior).
    """
    overall = vectors.mean(axis=0)
    centred = vectors.astype(np.float64).copy()
    names = np.array(groups)
    for group in sorted(set(groups)):
        rows = names == group
        weight = rows.sum() / (rows.sum() + prior)
        centred[rows] -= weight * vectors[rows].mean(axis=0) + (1 - weight) * overall
    return normalise(centred)


def cluster(vectors: Matrix, n_groups: int, *, seed: int = 0, restarts: int = 20) -> Labels:
    """Group rows of length 1 by cosine: spherical k-means, the best of several starts.

    Args:
        vectors: one row per thing, of length 1.
        n_groups: number of groups.
        seed: of the starts (k-means++).
        restarts: number of starts; the one with the highest mean cosine to its centres is kept.

    Returns:
        The group of each row, numbered from 0 by size, then by first row. Source: Dhillon and Modha
        2001, Machine Learning 42; Arthur and Vassilvitskii 2007 for the starts.

    Raises:
        UsageError: fewer rows than groups, or no group.

    >>> cluster(np.array([[1.0, 0.0], [1.0, 0.0], [0.0, 1.0]]), 2).tolist()
    [0, 0, 1]
    """
    if not 0 < n_groups <= len(vectors):
        raise UsageError(
            "the number of topics does not fit the number of texts",
            value=(n_groups, len(vectors)),
            remedy="ask for at least 1 topic and at most one per text",
        )
    draw = np.random.default_rng(seed)
    runs = [_run(vectors, _start(vectors, n_groups, draw)) for _ in range(restarts)]
    labels, _ = max(runs, key=lambda run: run[1])
    return number_by_size(labels)


def cluster_by_consensus(vectors: Matrix, n_groups: int, *, seed: int = 0, runs: int = 60) -> Labels:
    """Group rows that many clusterings of subsamples put together; steadier than one clustering.

    Formula: for every two rows, the share of runs with both in which they share a group (each run: spherical
    k-means of 80 % of the rows); then average linkage of 1 - share, cut into `n_groups`. Source: Monti
    et al. 2003, Machine Learning 52.

    Raises:
        UsageError: fewer rows than groups, or no group.
    """
    n = len(vectors)
    size = int(SUBSAMPLE * n)
    if n_groups < 2 or size <= n_groups:
        return cluster(vectors, n_groups, seed=seed, restarts=max(_FEWEST_STARTS, runs // _RUNS_PER_START))
    draw = np.random.default_rng(seed)
    grouped = np.zeros((n, runs * n_groups), dtype=np.float32)
    drawn = np.zeros((n, runs), dtype=np.float32)
    for run in range(runs):
        rows = np.sort(draw.choice(n, size, replace=False))
        labels = cluster(vectors[rows], n_groups, seed=int(draw.integers(2**31)), restarts=3)
        grouped[rows, run * n_groups + labels] = 1
        drawn[rows, run] = 1
    together, both = grouped @ grouped.T, drawn @ drawn.T
    apart = np.round(1 - together.astype(np.float64) / np.maximum(both, 1), _DIGITS)
    np.fill_diagonal(apart, 0)
    tree = linkage(squareform(apart), "average")
    return number_by_size(fcluster(tree, n_groups, "maxclust").astype(np.int64))


def choose_grouping(n: int, *, runs: int = 60) -> partial[Labels]:
    """The method for a corpus of n rows: a consensus, or above `CONSENSUS_LIMIT` rows plain clustering.

    It is chosen once for a corpus, so that its subsamples are grouped as the whole is.

    Args:
        n: rows of the whole.
        runs: of the consensus; plain clustering has a start for every two of them, fewer above 3,000
            rows, and never fewer than four.
    """
    if n <= CONSENSUS_LIMIT:
        return partial(_group_steadily, runs=runs)
    starts = min(runs // _RUNS_PER_START, runs * _MANY_ROWS // n)
    return partial(_group_plainly, restarts=max(_FEWEST_STARTS, starts))


def _group_steadily(vectors: Matrix, n_groups: int, seed: int, *, runs: int) -> Labels:
    return cluster_by_consensus(vectors, n_groups, seed=seed, runs=runs)


def _group_plainly(vectors: Matrix, n_groups: int, seed: int, *, restarts: int) -> Labels:
    return cluster(vectors, n_groups, seed=seed, restarts=restarts)


def draw_rows(n: int, most: int, *, seed: int = 0) -> Labels:
    """The numbers of the rows to group, in order: all, or of more than `most` as many as that.

    >>> draw_rows(4, 9).tolist(), len(draw_rows(9, 4))
    ([0, 1, 2, 3], 4)
    """
    if n <= most:
        return np.arange(n, dtype=np.int64)
    return np.sort(np.random.default_rng(seed).choice(n, most, replace=False)).astype(np.int64)


def find_centres(vectors: Matrix, labels: Labels) -> Matrix:
    """The mean of the rows of each group, in the order of the groups."""
    return np.vstack([vectors[labels == label].mean(axis=0) for label in range(int(labels.max()) + 1)])


def join_nearest(vectors: Matrix, drawn: Matrix, labels: Labels) -> Labels:
    """The group of every row, numbered by size: that whose centre is nearest among the groups of drawn rows.

    Where all rows were drawn, the groups are those given.
    """
    if len(drawn) == len(vectors):
        return labels
    cosines = np.round(vectors @ normalise(find_centres(drawn, labels)).T, _DIGITS)
    return number_by_size(cosines.argmax(axis=1).astype(np.int64))


def number_by_size(labels: Labels) -> Labels:
    """Number groups from 0, largest first, then by first row.

    >>> number_by_size(np.array([5, 2, 2])).tolist()
    [1, 0, 0]
    """
    values, first, counts = np.unique(labels, return_index=True, return_counts=True)
    order = sorted(range(len(values)), key=lambda at: (-counts[at], first[at]))
    rank = {int(values[at]): number for number, at in enumerate(order)}
    return np.array([rank[int(label)] for label in labels], dtype=np.int64)


def compare_groupings(left: Labels, right: Labels) -> Agreement:
    """Measure the agreement of two groupings by adjusted Rand index and normalised mutual information.

    Formulas and sources: Hubert and Arabie 1985; Strehl and Ghosh 2002 (arithmetic mean), by scikit-learn.

    >>> compare_groupings(np.array([0, 0, 1]), np.array([1, 1, 0]))
    Agreement(ari=1.0, nmi=1.0)
    """
    nmi = normalized_mutual_info_score(left, right)
    return Agreement(round(float(adjusted_rand_score(left, right)), _DIGITS), round(float(nmi), _DIGITS))


def match_group(members: NDArray[np.bool_], labels: Labels) -> float:
    """The best Jaccard index of one group with any group of another grouping (0-1); `nan` when it is empty.

    Source: Hennig 2007, "Cluster-wise assessment of cluster stability", CSDA 52(1).

    >>> match_group(np.array([True, True, False]), np.array([0, 0, 0]))
    0.6666666666666666
    """
    if not members.any():
        return float("nan")
    others = (labels == label for label in np.unique(labels))
    return max(float((members & other).sum() / (members | other).sum()) for other in others)


def _start(vectors: Matrix, n_groups: int, draw: np.random.Generator) -> Matrix:
    """Centres by k-means++: each next one is drawn among the rows by its distance to the nearest."""
    chosen = [int(draw.integers(len(vectors)))]
    nearest = np.round(vectors @ vectors[chosen[0]], _DIGITS)
    for _ in range(n_groups - 1):
        weights = np.cumsum(np.maximum(1 - nearest, 0) + 1e-9)
        chosen.append(int(np.searchsorted(weights, draw.random() * weights[-1])))
        nearest = np.maximum(nearest, np.round(vectors @ vectors[chosen[-1]], _DIGITS))
    return vectors[chosen]


def _run(vectors: Matrix, centres: Matrix) -> tuple[Labels, float]:
    labels = np.full(len(vectors), -1, dtype=np.int64)
    cosines = np.zeros((len(vectors), len(centres)))
    for _ in range(_ITERATIONS):
        cosines = np.round(vectors @ centres.T, _DIGITS)
        found = cosines.argmax(axis=1)
        if (found == labels).all():
            break
        labels = found
        member = np.zeros((len(centres), len(vectors)))
        member[labels, np.arange(len(vectors))] = 1
        means = normalise(member @ vectors)
        centres = np.where(member.sum(axis=1, keepdims=True) > 0, means, centres)
    return labels, round(float(cosines.max(axis=1).mean()), _DIGITS)
