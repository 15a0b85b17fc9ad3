"""Intervals hold what they promise: the share lies inside at least as often as the level says."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom, binomtest

from corpus_tools.measuring.intervals import LEVEL, estimate_share, find_interval
from corpus_tools.measuring.sampling import share_out


@pytest.mark.parametrize("n", [1, 5, 13, 30, 158])
def test_find_interval_is_that_of_clopper_and_pearson(n: int) -> None:
    for right in range(n + 1):
        exact = binomtest(right, n).proportion_ci(LEVEL, method="exact")
        assert find_interval(right, n) == pytest.approx((exact.low, exact.high))


@pytest.mark.parametrize("n", [5, 10, 30, 100])
def test_find_interval_covers_every_share_as_often_as_it_says(n: int) -> None:
    """Not simulated but summed: over all that a sample can show, of each of 99 shares."""
    intervals = [find_interval(right, n) for right in range(n + 1)]
    for share in np.arange(0.01, 1.0, 0.01):
        inside = [low <= share <= high for low, high in intervals]
        assert binom.pmf(np.arange(n + 1), n, share)[inside].sum() >= LEVEL


STRATA = [
    ((400, 300, 200), (0.95, 0.8, 0.6)),
    ((900, 60, 40), (0.9, 0.5, 0.5)),
    ((500, 5), (0.7, 0.2)),
    ((120,), (0.97,)),
]


@pytest.mark.parametrize(("sizes", "shares"), STRATA, ids=lambda value: "-".join(map(str, value)))
@pytest.mark.parametrize("n", [12, 30, 90])
def test_estimate_share_covers_a_population_as_often_as_it_says(
    sizes: tuple[int, ...], shares: tuple[float, ...], n: int
) -> None:
    """2,000 sheets drawn from rows of which we know all: without return, stratified as `sample` does."""
    random = np.random.default_rng(7)
    drawn = share_out(sizes, n)
    right = [round(size * share) for size, share in zip(sizes, shares, strict=True)]
    truth = sum(right) / sum(sizes)
    covered = 0
    for _ in range(2000):
        seen = [
            int(random.hypergeometric(r, size - r, m)) for r, size, m in zip(right, sizes, drawn, strict=True)
        ]
        _, low, high = estimate_share(seen, drawn, sizes)
        covered += low <= truth <= high
    assert covered / 2000 >= LEVEL


def test_estimate_share_weighs_strata_by_their_size() -> None:
    share, low, high = estimate_share([10, 0], [10, 10], [90, 10])
    assert share == pytest.approx(0.9)
    assert low < 0.9 < high
    assert high - low > find_interval(18, 20)[1] - find_interval(18, 20)[0]


def test_estimate_share_of_nothing_says_nothing() -> None:
    assert estimate_share([], [], []) == (0.0, 0.0, 1.0)


@given(st.integers(0, 200), st.integers(1, 200))
def test_find_interval_holds_the_share_that_was_seen(right: int, n: int) -> None:
    low, high = find_interval(min(right, n), n)
    assert 0 <= low <= min(right, n) / n <= high <= 1


@given(st.lists(st.integers(1, 500), min_size=1, max_size=8), st.integers(1, 300))
def test_share_out_draws_what_it_can(sizes: list[int], n: int) -> None:
    shares = share_out(sizes, n)
    assert sum(shares) == min(n, sum(sizes))
    assert all(0 <= share <= size for share, size in zip(shares, sizes, strict=True))
    assert n < len(sizes) or min(shares) >= 1
