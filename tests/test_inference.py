import math

import numpy as np
import pytest
from scipy import stats

from corpus_tools.errors import UsageError
from corpus_tools.measuring import inference
from corpus_tools.measuring.inference import (
    adjust_p_values,
    bootstrap,
    compare_groups,
    estimate_rate,
    estimate_share,
    explain_support,
    widened_tails,
)


def test_explain_support_names_every_group():
    assert explain_support(3, unit="stories") == "not supportable with n = 3 stories"
    assert explain_support(9, 2, needed=3) == "not supportable with n = 9 and 2 articles"
    assert explain_support(9, 3, needed=3) == ""


@pytest.mark.parametrize(
    ("successes", "n", "low", "high"), [(0, 10, 0, 0.3085), (10, 10, 0.6915, 1), (5, 10, 0.1871, 0.8129)]
)
def test_estimate_share_agrees_with_published_limits(successes, n, low, high):
    share = estimate_share(successes, n)
    assert (share.low, share.high) == pytest.approx((low, high), abs=1e-4)


def test_estimate_share_covers_at_least_nominally_for_every_outcome():
    for true in (0.05, 0.3, 0.5):
        covered = [estimate_share(x, 12) for x in range(13)]
        weight = sum(
            stats.binom.pmf(x, 12, true) for x, share in enumerate(covered) if share.low <= true <= share.high
        )
        assert weight >= 0.95


def test_estimate_share_refuses_more_successes_than_units():
    with pytest.raises(UsageError, match="between 0 and n"):
        estimate_share(3, 2)


def test_bootstrap_gives_a_reason_in_place_of_an_interval():
    estimate = bootstrap(np.arange(5.0), lambda drawn: drawn.mean(axis=1))
    assert estimate.value == 2
    assert math.isnan(estimate.low)
    assert estimate.support == "not supportable with n = 5 articles"
    assert math.isnan(bootstrap(np.empty(0), lambda drawn: drawn.mean(axis=1)).value)


@pytest.mark.parametrize("at_once", [1, 1000, 10**9])
def test_bootstrap_draws_the_same_units_however_many_at_once(monkeypatch, at_once):
    units = np.arange(37.0)
    drawn = units[np.random.default_rng(5).integers(0, 37, size=(99, 37))].mean(axis=1)
    monkeypatch.setattr(inference, "_DRAWN_AT_ONCE", at_once)
    estimate = bootstrap(units, lambda some: some.mean(axis=1), resamples=99, seed=5)
    assert (estimate.low, estimate.high) == tuple(np.quantile(drawn, widened_tails(37)))


def test_widened_tails_by_hand():
    low, _ = widened_tails(10)
    assert low == pytest.approx(stats.norm.cdf(math.sqrt(10 / 9) * stats.t.ppf(0.025, 9)))
    assert low < 0.025


def test_estimate_rate_holds_its_level_in_simulation():
    """Articles of unequal length whose own rates differ: words are not independent, articles are."""
    draw = np.random.default_rng(20)
    covered = 0
    for _ in range(300):
        sizes = draw.integers(200, 800, size=12)
        rates = draw.gamma(4, 10 / 4, size=12)
        counts = draw.poisson(sizes * rates / 1000)
        estimate = estimate_rate(counts, sizes, seed=0)
        covered += estimate.low <= 10 <= estimate.high
    assert 0.915 <= covered / 300 <= 0.985


def test_the_plain_interval_would_have_failed_that_simulation():
    draw = np.random.default_rng(20)
    covered = 0
    for _ in range(300):
        sizes = draw.integers(200, 800, size=12)
        counts = draw.poisson(sizes * draw.gamma(4, 10 / 4, size=12) / 1000)
        rate, n = counts.sum() / sizes.sum(), sizes.sum()
        covered += abs(rate - 0.01) <= 1.96 * math.sqrt(rate * (1 - rate) / n)
    assert covered / 300 < 0.85


def test_bootstrap_is_the_same_for_the_same_seed():
    data = np.arange(12.0)
    results = [bootstrap(data, lambda drawn: drawn.mean(axis=1), seed=3) for _ in range(2)]
    assert results[0] == results[1]


def test_compare_groups_counts_every_way():
    # Six ways to choose two of {1, 2, 5, 6}; the observed split and its mirror are the most extreme.
    assert compare_groups([1, 2], [5, 6], alpha=0.5).p == pytest.approx(2 / 6)
    assert compare_groups([1, 2, 3, 4], [7, 8, 9, 10]).p == pytest.approx(2 / 70)
    assert compare_groups([1, 2, 3, 4], [7, 8, 9, 10]).difference == -6


def test_compare_groups_agrees_with_scipy():
    first, second = [3.0, 5.5, 4.1, 7.2, 6.0], [2.0, 2.5, 3.9, 1.0]
    expected = stats.permutation_test(
        (np.array(first), np.array(second)), lambda x, y: np.mean(x) - np.mean(y), n_resamples=np.inf
    )
    assert compare_groups(first, second).p == pytest.approx(expected.pvalue)


@pytest.mark.parametrize(("first", "second"), [([1, 2], [5, 6]), ([1], [2]), ([], [2])])
def test_compare_groups_says_when_no_result_could_be_significant(first, second):
    comparison = compare_groups(first, second)
    assert math.isnan(comparison.p)
    assert comparison.support.startswith("not supportable with n = ")


def test_compare_groups_draws_when_there_are_too_many_ways():
    draw = np.random.default_rng(0)
    comparison = compare_groups(draw.normal(size=20), draw.normal(3, size=20))
    assert comparison.method == "drawn permutation"
    assert comparison.p == pytest.approx(1 / 2000)


def test_adjust_p_values_by_hand():
    assert adjust_p_values([0.01, 0.02, 0.03, 0.5]) == pytest.approx([0.04, 0.04, 0.04, 0.5])
    assert all(map(math.isnan, adjust_p_values([float("nan")])))
    assert adjust_p_values([]) == []


def test_adjust_p_values_holds_the_false_discovery_rate_under_the_null():
    draw = np.random.default_rng(7)
    families = [adjust_p_values(draw.uniform(size=50)) for _ in range(400)]
    assert sum(min(family) <= 0.05 for family in families) / 400 <= 0.075


def test_bootstrap_by_hand():
    """The sum of eight draws from four ones and four zeros is binomial, so its quantiles are known."""
    estimate = bootstrap(np.array([0.0, 1.0] * 4), lambda drawn: drawn.mean(axis=1))
    low, high = (stats.binom.ppf(tail, 8, 0.5) / 8 for tail in widened_tails(8))
    assert (estimate.value, estimate.low, estimate.high) == (0.5, low, high) == (0.5, 1 / 8, 7 / 8)


def test_estimate_rate_by_hand():
    """Eight articles that all use a word ten times in a thousand: nothing to be unsure of."""
    counts, sizes = range(1, 9), range(100, 900, 100)
    estimate = estimate_rate(list(counts), list(sizes))
    assert (estimate.value, estimate.low, estimate.high) == pytest.approx((10, 10, 10))
    assert estimate_rate([1, 0], [100, 900], per=100).value == 0.1
