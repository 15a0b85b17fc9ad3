"""Expected values: the worked example of Gries (2020, "Analyzing dispersion") and cases by hand."""

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from corpus_tools.errors import UsageError
from corpus_tools.measuring.dispersion import (
    measure_dispersion,
    measure_dp,
    measure_dp_norm,
    measure_juilland_d,
    measure_range,
)

GRIES = ([1, 2, 3, 4, 5], [9, 10, 10, 10, 11])


def test_measures_agree_with_the_published_example():
    assert measure_range(GRIES[0]) == 1
    assert measure_juilland_d(*GRIES) == pytest.approx(0.785, abs=5e-4)
    assert measure_dp(*GRIES) == pytest.approx(0.18)
    assert measure_dp_norm(*GRIES) == pytest.approx(0.18 / 0.82)


@pytest.mark.parametrize(
    ("counts", "d", "dp", "dp_norm"),
    [([5, 5, 5, 5], 1, 0, 0), ([8, 0, 0, 0], 0, 0.75, 1), ([4, 4, 0, 0], 1 - 1 / math.sqrt(3), 0.5, 2 / 3)],
)
def test_measures_by_hand_over_equal_parts(counts, d, dp, dp_norm):
    sizes = [100] * 4
    assert measure_juilland_d(counts, sizes) == pytest.approx(d)
    assert measure_dp(counts, sizes) == pytest.approx(dp)
    assert measure_dp_norm(counts, sizes) == pytest.approx(dp_norm)


@pytest.mark.parametrize("counts", [[3], [0, 0]])
def test_measures_are_missing_without_two_parts_or_occurrences(counts):
    sizes = [10] * len(counts)
    assert all(math.isnan(m(counts, sizes)) for m in (measure_juilland_d, measure_dp, measure_dp_norm))


def test_measure_dp_refuses_parts_that_do_not_match():
    with pytest.raises(UsageError, match="differ in number"):
        measure_dp([1, 2], [10])


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(50, 500)), min_size=2, max_size=12))
def test_measures_stay_between_0_and_1(parts):
    counts, sizes = zip(*parts, strict=True)
    if sum(counts):
        for measure in (measure_juilland_d, measure_dp, measure_dp_norm):
            assert -1e-9 <= measure(counts, sizes) <= 1 + 1e-9


def test_many_terms_at_once_by_hand():
    table = measure_dispersion(
        np.array([2, 1, 1]), np.array([0, 1, 1]), np.array([0, 0, 1]), np.array([5, 5])
    )
    assert table["range"].tolist() == [0.5, 1]
    assert table["juilland_d"].tolist() == [0, 1]
    assert table["dp"].tolist() == [0.5, 0]
    assert table["dp_norm"].tolist() == [1, 0]


PARTS = st.lists(
    st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(20, 500)), min_size=1, max_size=9
)


@given(PARTS)
def test_many_terms_at_once_are_each_as_by_itself(parts):
    *terms, sizes = np.array(parts).T
    present = [(n, number, part) for number, own in enumerate(terms) for part, n in enumerate(own) if n]
    assume({number for _, number, _ in present} == {0, 1})
    table = measure_dispersion(*np.array(present).T, sizes)
    for row, own in zip(table.itertuples(), terms, strict=True):
        assert row.range == measure_range(own)
        for name, measure in (
            ("juilland_d", measure_juilland_d),
            ("dp", measure_dp),
            ("dp_norm", measure_dp_norm),
        ):
            assert getattr(row, name) == pytest.approx(measure(own, sizes), abs=1e-9, nan_ok=True)
