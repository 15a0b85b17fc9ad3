"""Dispersion: how evenly a term is spread over the parts of a corpus (its articles).

A frequency without dispersion cannot tell a word of the corpus from a word of one article.
"""

from collections.abc import Sequence
from math import sqrt

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from corpus_tools.errors import UsageError


def measure_range(counts: Sequence[float]) -> float:
    """The share of parts in which the term occurs (0-1); `nan` without parts.

    Formula: parts with at least one occurrence / parts. Caveat: blind to how often.

    >>> measure_range([3, 0, 1, 0])
    0.5
    """
    return sum(count > 0 for count in counts) / len(counts) if len(counts) else float("nan")


def measure_juilland_d(counts: Sequence[float], sizes: Sequence[float]) -> float:
    """Juilland's D: 1 for a term spread evenly over the parts, 0 for one that stands in a single part.

    Formula: 1 - V / sqrt(k - 1), with V the population standard deviation of the relative frequencies
    in the k parts divided by their mean. Caveat: it drifts to 1 as k grows; compare only values from
    the same parts. `nan` for fewer than two parts or an absent term.
    Source: Juilland and Chang-Rodríguez 1964; Gries 2020, "Analyzing dispersion", equation 6.

    >>> round(measure_juilland_d([1, 2, 3, 4, 5], [9, 10, 10, 10, 11]), 3)
    0.785
    """
    parts, total = _check(counts, sizes)
    if len(parts) < 2 or total == 0:
        return float("nan")
    rates = parts[:, 0] / parts[:, 1]
    variation = float(rates.std() / rates.mean())
    return round(max(0.0, 1 - variation / sqrt(len(parts) - 1)), 12)


def measure_dp(counts: Sequence[float], sizes: Sequence[float]) -> float:
    """Gries's deviation of proportions: 0 for a spread as even as the parts allow, near 1 for one clump.

    Formula: half the sum over parts of |share of the term's occurrences - share of the corpus|.
    Caveat: its maximum is 1 - the smallest part's share, so use `measure_dp_norm` across corpora.
    `nan` for fewer than two parts or an absent term. Source: Gries 2008, IJCL 13(4).

    >>> measure_dp([1, 2, 3, 4, 5], [9, 10, 10, 10, 11])
    0.18
    """
    parts, total = _check(counts, sizes)
    if len(parts) < 2 or total == 0:
        return float("nan")
    return round(float(np.abs(parts[:, 0] / total - parts[:, 1] / parts[:, 1].sum()).sum()) / 2, 12)


def measure_dp_norm(counts: Sequence[float], sizes: Sequence[float]) -> float:
    """The deviation of proportions divided by its maximum, so that one clump in the smallest part is 1.

    Formula: DP / (1 - smallest share of the corpus). Source: Lijffijt and Gries 2012, IJCL 17(1).

    >>> round(measure_dp_norm([1, 2, 3, 4, 5], [9, 10, 10, 10, 11]), 4)
    0.2195
    """
    parts, _ = _check(counts, sizes)
    value = measure_dp(counts, sizes)
    return value if np.isnan(value) else value / float(1 - parts[:, 1].min() / parts[:, 1].sum())


def measure_dispersion(
    counts: NDArray[np.int64], terms: NDArray[np.int64], parts: NDArray[np.int64], sizes: NDArray[np.int64]
) -> pd.DataFrame:
    """The four measures above for many terms at once, from the parts alone in which a term stands.

    Args:
        counts: how often a term stands in a part, at least once.
        terms: beside each count the number of its term; the numbers run from 0 without a gap.
        parts: beside each count the number of its part.
        sizes: of all parts.

    Returns:
        One row per term: range, juilland_d, dp, dp_norm. A part in which a term does not stand adds its share
        to DP, and the square of the mean rate to the variance.
    """
    k, shares, present = len(sizes), sizes / sizes.sum(), np.bincount(terms)
    held = shares[parts]
    gaps = np.abs(counts / np.bincount(terms, counts)[terms] - held)
    dp = ((np.bincount(terms, gaps) + 1 - np.bincount(terms, held)) / 2).round(12)
    rates = counts / sizes[parts]
    mean = np.bincount(terms, rates) / k
    squares = np.bincount(terms, (rates - mean[terms]) ** 2) + (k - present) * mean**2
    if k < 2:
        dp, mean = np.full(len(dp), np.nan), np.full(len(mean), np.nan)
    even = 1 - np.sqrt(squares / k) / mean / sqrt(max(k - 1, 1))
    return pd.DataFrame(
        {
            "range": present / k,
            "juilland_d": np.maximum(even, 0).round(12),
            "dp": dp,
            "dp_norm": dp / (1 - shares.min() if k > 1 else 1),
        }
    )


def _check(counts: Sequence[float], sizes: Sequence[float]) -> tuple[np.ndarray, float]:
    if len(counts) != len(sizes):
        raise UsageError("counts and sizes of the parts differ in number", value=(len(counts), len(sizes)))
    parts = np.array([counts, sizes], dtype=float).T.reshape(-1, 2)
    parts = parts[parts[:, 1] > 0]
    return parts, float(parts[:, 0].sum())
