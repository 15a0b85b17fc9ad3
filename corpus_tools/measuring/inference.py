"""Inference: intervals and tests for few articles, that say so when they cannot be given.

Words of one article are not independent, nor are copies of one story: the unit that is drawn again or
shuffled is always the article or the story, never the word. What cannot be supported by the number of units
is returned as a reason, `not supportable with n = …`, in place of a number.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb, sqrt

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from corpus_tools.errors import UsageError

Numbers = NDArray[np.float64]

MIN_UNITS = 8
"""Fewest articles or stories for a bootstrap interval; below, coverage falls under the level it claims."""

LEVEL = 0.95
"""Confidence level of every interval."""

_RESAMPLES = 1999
_DRAWN_AT_ONCE = 1_000_000
"""Units drawn that are in memory at a time, over all resamples of a block."""
_EXACT_LIMIT = 20_000


@dataclass(frozen=True)
class Estimate:
    """A number with what is known about its error.

    Attributes:
        value: the observed number.
        low: lower end of the interval, `nan` when it is not supportable.
        high: upper end of the interval, `nan` when it is not supportable.
        n: units (articles, stories or sentences) behind it.
        method: how the interval was made.
        support: empty, or why there is no interval.
    """

    value: float
    low: float
    high: float
    n: int
    method: str
    support: str = ""


@dataclass(frozen=True)
class Comparison:
    """A difference between two groups of units with its p-value, or the reason why there is none.

    Attributes:
        difference: observed mean of the first group minus that of the second.
        p: two-sided p-value, `nan` when it is not supportable.
        n: units in the first and in the second group.
        method: exact or drawn permutation.
        support: empty, or why there is no p-value.
    """

    difference: float
    p: float
    n: tuple[int, int]
    method: str
    support: str = ""


def explain_support(*n: int, needed: int = MIN_UNITS, unit: str = "articles") -> str:
    """Say that the number of units supports no result, or nothing when it does.

    >>> explain_support(4, 1), explain_support(12)
    ('not supportable with n = 4 and 1 articles', '')
    """
    enough = min(n) >= needed
    return "" if enough else f"not supportable with n = {' and '.join(map(str, n))} {unit}"


def estimate_share(successes: int, n: int, *, min_n: int = 5, level: float = LEVEL) -> Estimate:
    """Estimate a share of independent units with the exact interval of Clopper and Pearson.

    Formula: the shares that a two-sided binomial test at 1 - level does not reject. Caveat: wider than
    its level (coverage is at least nominal); units must be independent: stories, not their copies.
    Source: Clopper and Pearson 1934, Biometrika 26.

    >>> share = estimate_share(5, 10)
    >>> round(share.low, 3), round(share.high, 3), estimate_share(1, 2).support
    (0.187, 0.813, 'not supportable with n = 2 units')

    Raises:
        UsageError: more successes than units, or fewer than none.
    """
    if not 0 <= successes <= n:
        raise UsageError("successes must lie between 0 and n", value=(successes, n))
    value = successes / n if n else float("nan")
    support = explain_support(n, needed=min_n, unit="units")
    if support:
        return Estimate(value, float("nan"), float("nan"), n, "Clopper-Pearson", support)
    interval = stats.binomtest(successes, n).proportion_ci(level, method="exact")
    return Estimate(value, float(interval.low), float(interval.high), n, "Clopper-Pearson")


def bootstrap(
    data: Numbers,
    statistic: Callable[[Numbers], Numbers],
    *,
    min_n: int = MIN_UNITS,
    level: float = LEVEL,
    resamples: int = _RESAMPLES,
    seed: int = 0,
    unit: str = "articles",
) -> Estimate:
    """Estimate a statistic of units with an expanded percentile bootstrap over the units.

    Args:
        data: a row per unit, or one number per unit.
        statistic: takes an array (resamples, units, …) and returns one number per resample.
        min_n: fewest units for an interval.
        level: confidence level.
        resamples: number of draws.
        seed: of the draws; the same seed gives the same interval.
        unit: what the units are, for the reason when there is no interval.

    Formula: draw n of n units with replacement; the interval runs between the quantiles
    Phi(±sqrt(n / (n - 1)) t(n - 1)) of the statistic, which widens it for small n. Caveat: needs units that
    are alike and independent. Source: Hesterberg 2015, The American Statistician 69(4).

    >>> bootstrap(np.array([1.0, 2.0, 6.0]), lambda drawn: drawn.mean(axis=1)).support
    'not supportable with n = 3 articles'
    """
    units = np.asarray(data, dtype=np.float64)
    n = len(units)
    value = float(statistic(units[None])[0]) if n else float("nan")
    support = explain_support(n, needed=min_n, unit=unit)
    if support:
        return Estimate(value, float("nan"), float("nan"), n, "bootstrap", support)
    drawn = np.sort(np.concatenate([statistic(units[draws]) for draws in _draw(n, resamples, seed)]))
    low, high = np.quantile(drawn, widened_tails(n, level))
    return Estimate(value, float(low), float(high), n, "bootstrap")


def _draw(n: int, resamples: int, seed: int) -> Iterator[NDArray[np.int64]]:
    """The units drawn, a row per resample, in blocks that stay small however many units there are."""
    draw, rows = np.random.default_rng(seed), max(_DRAWN_AT_ONCE // n, 1)
    for start in range(0, resamples, rows):
        yield draw.integers(0, n, size=(min(rows, resamples - start), n))


def widened_tails(n: int, level: float = LEVEL) -> tuple[float, float]:
    """The two quantiles of a bootstrap over n units that make a percentile interval as wide as t asks.

    >>> low, high = widened_tails(10_000)
    >>> round(low, 3), round(high, 3)
    (0.025, 0.975)
    """
    tail = float(stats.norm.cdf(sqrt(n / (n - 1)) * stats.t.ppf((1 - level) / 2, n - 1)))
    return tail, 1 - tail


def estimate_rate(
    counts: Sequence[float],
    sizes: Sequence[float],
    *,
    per: float = 1000,
    min_n: int = MIN_UNITS,
    seed: int = 0,
) -> Estimate:
    """Estimate a rate (occurrences per 1,000 words) with an interval by article or story.

    Formula: per * sum(counts) / sum(sizes), both drawn together, unit by unit (ratio bootstrap).

    >>> estimate_rate([2, 4], [100, 200]).value
    20.0
    """
    pairs = np.array([counts, sizes], dtype=np.float64).T.reshape(-1, 2)

    def rate(drawn: Numbers) -> Numbers:
        total: Numbers = drawn.sum(axis=1)
        ratio: Numbers = per * total[:, 0] / total[:, 1]
        return ratio

    return bootstrap(pairs, rate, min_n=min_n, seed=seed)


def compare_groups(
    first: Sequence[float],
    second: Sequence[float],
    *,
    alpha: float = 1 - LEVEL,
    resamples: int = _RESAMPLES,
    seed: int = 0,
    unit: str = "articles",
) -> Comparison:
    """Compare the means of two groups of units by permutation: exact where possible, else by drawing.

    Formula: the share of ways to part the units into groups of these sizes whose absolute difference of
    means is at least the observed one; (hits + 1) / (draws + 1) when drawn. It is not supportable when
    even the most extreme way could not reach `alpha`. Source: Good 2005; Phipson and Smyth 2010 for drawing.

    >>> compare_groups([1, 2, 3, 4], [9]).support
    'not supportable with n = 4 and 1 articles'
    >>> round(compare_groups([1, 2, 3, 4], [7, 8, 9, 10]).p, 4)
    0.0286
    """
    pooled = np.array([*first, *second], dtype=np.float64)
    sizes = (len(first), len(second))
    ways = comb(len(pooled), sizes[0])
    method = "exact permutation" if ways <= _EXACT_LIMIT else "drawn permutation"
    if not min(sizes):
        support = explain_support(*sizes, needed=1, unit=unit)
        return Comparison(float("nan"), float("nan"), sizes, method, support)
    difference = float(np.mean(pooled[: sizes[0]]) - np.mean(pooled[sizes[0] :]))
    smallest = (2 if sizes[0] == sizes[1] else 1) / ways
    if smallest > alpha:
        support = explain_support(*sizes, needed=max(sizes) + 1, unit=unit)
        return Comparison(difference, float("nan"), sizes, method, support)
    drawn = _differences(pooled, sizes[0], ways, resamples, seed)
    hits = int((np.abs(drawn) >= abs(difference) - 1e-9).sum())
    p = hits / len(drawn) if ways <= _EXACT_LIMIT else (hits + 1) / (len(drawn) + 1)
    return Comparison(difference, p, sizes, method)


def _differences(pooled: Numbers, size: int, ways: int, resamples: int, seed: int) -> Numbers:
    total, n = pooled.sum(), len(pooled)
    if ways <= _EXACT_LIMIT:
        sums = np.array([pooled[list(chosen)].sum() for chosen in combinations(range(n), size)])
    else:
        draw = np.random.default_rng(seed)
        sums = np.array([pooled[draw.permutation(n)[:size]].sum() for _ in range(resamples)])
    differences: Numbers = sums / size - (total - sums) / (n - size)
    return differences


def adjust_p_values(p_values: Sequence[float]) -> list[float]:
    """Adjust p-values for the number of comparisons; missing ones stay missing and do not count.

    Formula: Benjamini-Hochberg; keeping those at or under 0.05 holds the share of false discoveries
    at 5 %. Caveat: for independent or positively dependent tests. Source: Benjamini and Hochberg
    1995, JRSS B 57(1); computed by scipy.

    >>> adjust_p_values([0.01, 0.04, float("nan"), 0.03])
    [0.03, 0.04, nan, 0.04]
    """
    values = np.array(p_values, dtype=np.float64)
    known = ~np.isnan(values)
    if known.any():
        values[known] = stats.false_discovery_control(values[known])
    return [float(value) for value in values]
