import math

import pytest
from small_corpus import make_corpus

from corpus_tools.measuring.diversity import compute_hdd, compute_mtld, measure_diversity


def test_compute_mtld_by_hand_with_a_partial_factor():
    # a b c: ratio 1; a: 3/4 = 0.75; b: 3/5 = 0.6 closes a factor; d stays at 1 and adds nothing.
    # Backwards: d b a c 1; b 4/5 = 0.8; a 4/6 = 0.667 closes a factor after all six words.
    assert compute_mtld(["a", "b", "c", "a", "b", "d"]) == pytest.approx((6 / 1 + 6 / 1) / 2)
    # a b a: 2/3 closes; b: nothing. Backwards the same: 4 words, one factor.
    assert compute_mtld(["a", "b", "a", "b"]) == 4
    # Half a factor: a b c d a is at 0.8, so (1 - 0.8) / (1 - 0.72) of a factor.
    assert compute_mtld(["a", "b", "c", "d", "a"]) == pytest.approx(5 / (0.2 / 0.28))


def test_compute_mtld_at_the_ends():
    assert math.isnan(compute_mtld([]))
    assert compute_mtld(["a", "b", "c"]) == float("inf")


def test_compute_hdd_by_hand():
    # Two of four words {a, a, b, b}: a type is missed with probability 1/6, so 2 * (5/6) / 2.
    assert compute_hdd(["a", "a", "b", "b"], sample=2) == pytest.approx(5 / 6)
    assert compute_hdd(["a", "b", "c"], sample=3) == pytest.approx(1)
    assert math.isnan(compute_hdd(["a"] * 41))
    assert compute_hdd(["a"] * 42) == pytest.approx(1 / 42)


def test_compute_hdd_agrees_with_drawing():
    import numpy as np

    words = [f"w{number % 37}" for number in range(120)] + ["the"] * 40
    draw = np.random.default_rng(5)
    drawn = [len(set(draw.choice(words, 42, replace=False))) / 42 for _ in range(3000)]
    assert compute_hdd(words) == pytest.approx(float(np.mean(drawn)), abs=0.004)


def test_measure_diversity_does_not_depend_on_length_as_ttr_does():
    import numpy as np

    draw = np.random.default_rng(1)
    words = [f"w{min(int(rank), 900)}" for rank in draw.zipf(1.3, size=4000)]
    short, long = compute_hdd(words[:500]), compute_hdd(words)
    ttr = [len(set(words[:n])) / n for n in (500, 4000)]
    assert abs(short - long) / long < 0.06
    assert ttr[0] / ttr[1] > 1.4


def test_measure_diversity_says_when_a_text_is_too_short():
    tokens, articles, _ = make_corpus({"a1": ["Law and law."], "a2": ["word " * 120], "a3": []})
    table = measure_diversity(tokens, articles)
    assert table["article_id"].tolist() == ["a1", "a2"]
    assert table["support"].tolist() == ["MTLD not supportable with n = 3 words", ""]
    assert math.isnan(table["mtld"].iloc[0])
    assert table["n_types"].tolist() == [2, 1]


def test_measures_agree_with_lexicalrichness():
    """MTLD and HD-D of the same 300 made-up words as lexicalrichness 0.5.1 gives them."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    words = [letters[n * n % 23] + letters[n * 7 % 19] for n in range(300)]
    assert compute_mtld(words) == pytest.approx(273.5915492957747)
    assert compute_hdd(words) == pytest.approx(0.9552062430323268)


def test_measure_diversity_by_hand():
    """42 words, all drawn at once by HD-D: its value is then the plain ratio of types."""
    tokens, articles, _ = make_corpus({"a1": ["Aa bb cc aa bb cc."] * 7})
    row = measure_diversity(tokens, articles).iloc[0]
    assert (row["n_words"], row["n_types"]) == (42, 3)
    assert row["ttr"] == row["hdd"] == pytest.approx(3 / 42, rel=1e-5)
