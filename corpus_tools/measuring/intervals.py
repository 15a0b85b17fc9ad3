"""Intervals: exact ones for a share, and what a sample with unequal weights is worth."""

from collections.abc import Sequence

from scipy.stats import beta

LEVEL = 0.95


def find_interval(right: float, n: float, *, level: float = LEVEL) -> tuple[float, float]:
    """The exact (Clopper-Pearson) interval of a share: never narrower than its level promises.

    >>> [round(end, 3) for end in find_interval(9, 10)], find_interval(0, 0)
    ([0.555, 0.997], (0.0, 1.0))

    Args:
        right: of the items, how many are right; it may be a fraction, as in a weighted sample.
        n: the items; none says nothing.
        level: how often the interval holds the share.

    Source: Clopper, C. and Pearson, E. S. (1934), Biometrika 26.
    """
    if n <= 0:
        return 0.0, 1.0
    right = min(max(right, 0.0), n)
    tail = (1 - level) / 2
    low = float(beta.ppf(tail, right, n - right + 1)) if right > 0 else 0.0
    high = float(beta.ppf(1 - tail, right + 1, n - right)) if right < n else 1.0
    return low, high


def estimate_share(
    right: Sequence[int], n: Sequence[int], sizes: Sequence[int], *, level: float = LEVEL
) -> tuple[float, float, float]:
    """The share in a population of which each stratum was sampled by itself, with its interval.

    The estimate weighs strata by their size. The interval is exact for as many items as the sample is worth:
    all of them when strata were sampled in proportion, fewer when some weigh more (Kish's effective size).
    A stratum that was not sampled is left out.

    >>> estimate_share([9], [10], [100]) == (0.9, *find_interval(9, 10))
    True

    Args:
        right: right items in the sample of each stratum.
        n: the size of each sample.
        sizes: of each stratum.
        level: how often the interval holds the share.

    Source: Korn, E. L. and Graubard, B. I. (1998), Survey Methodology 24, with Kish's design effect.
    """
    strata = [(r, m, size) for r, m, size in zip(right, n, sizes, strict=True) if m]
    if not strata:
        return 0.0, 0.0, 1.0
    total = sum(size for _, _, size in strata)
    share = sum(size / total * r / m for r, m, size in strata)
    weights = sum(size**2 / m for _, m, size in strata)
    worth = total**2 / weights
    return share, *find_interval(share * worth, worth, level=level)
