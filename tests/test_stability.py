import numpy as np
import pandas as pd
import pytest
from scipy import stats
from test_clustering import blobs

from corpus_tools.measuring.clustering import cluster, normalise
from corpus_tools.measuring.stability import (
    Runs,
    estimate_coherence,
    make_card,
    measure_agreement,
    repeat_grouping,
)


def group(vectors, n_groups, seed):
    return cluster(vectors, n_groups, seed=seed, restarts=3)


def places(n, stories=("s1", "s2")):
    return pd.DataFrame(
        {
            "article_id": [f"a{number % len(stories)}" for number in range(n)],
            "story_id": [stories[number % len(stories)] for number in range(n)],
            "language": ["en" if number % 4 else "fr" for number in range(n)],
            "outlet": [""] * n,
        }
    )


def test_make_card_by_hand():
    vectors = normalise(np.array([[1.0, 0.0], [1.0, 0.0], [0.0, 1.0], [0.0, 1.0]]))
    labels = np.array([0, 0, 1, 1])
    runs = Runs(
        seeds=[labels, np.array([0, 0, 0, 1])],
        samples=[np.array([0, -1, 1, 1])],
        numbers=[np.zeros(4, dtype=int)],
    )
    card = make_card(vectors, labels, runs, places(4))
    first = card.iloc[0]
    assert first["seeds"] == pytest.approx((1 + 2 / 3) / 2, abs=1e-6)
    assert (first["samples"], first["numbers"]) == (1, 0.5)
    assert first["coherence"] == 1
    assert first["coherence_support"] == "not supportable with n = 2 sentences"
    assert (first["languages"], first["outlets"]) == ("en 1|fr 1", "unknown 2")
    assert (first["stable"], first["reason"]) == (False, "changes with the number of topics")


def test_card_calls_clear_groups_stable_and_noise_unstable():
    clear, _ = blobs([20, 20, 20], spread=0.15)
    draw = np.random.default_rng(0)
    noise = normalise(draw.normal(size=(60, 30)))
    verdicts = {}
    for name, vectors in (("clear", clear), ("noise", noise)):
        labels = group(vectors, 3, 0)
        runs = repeat_grouping(vectors, 3, group, repeats=5)
        verdicts[name] = make_card(vectors, labels, runs, places(60))
    assert (verdicts["clear"][["seeds", "samples"]] > 0.9).all(axis=None)
    assert not verdicts["noise"]["stable"].any()


def test_a_topic_of_one_story_is_not_called_stable():
    vectors, labels = blobs([10, 10])
    runs = Runs([labels], [labels], [labels])
    card = make_card(vectors, labels, runs, places(20, stories=("s1",)))
    assert card["reason"].unique().tolist() == ["found in one story only"]


def test_measure_agreement_ignores_rows_that_were_left_out():
    labels = np.array([0, 0, 1, 1])
    runs = Runs([labels], [np.array([1, -1, 0, 0])], [])
    table = measure_agreement(labels, runs)
    assert table["kind"].tolist() == ["seeds", "samples"]
    assert table["ari"].tolist() == [1, 1]


def test_repeat_grouping_leaves_a_fifth_out_of_each_sample():
    vectors, _ = blobs([10, 10])
    runs = repeat_grouping(vectors, 2, group, repeats=3)
    assert [(labels < 0).sum() for labels in runs.samples] == [4, 4, 4]
    assert len(runs.numbers) == 2 - 1


def test_measure_agreement_by_hand():
    """Of the six pairs of four rows, two are together here, and one of them in both (Hubert and Arabie)."""
    table = measure_agreement(np.array([0, 0, 1, 1]), Runs([np.array([0, 0, 1, 2])], [], []))
    row = table.iloc[0]
    assert row["ari"] == row["ari_min"] == pytest.approx((1 - 1 / 3) / (1.5 - 1 / 3), abs=1e-5)
    assert row["nmi"] == row["nmi_min"] == pytest.approx(2 / (1 + 1.5), abs=1e-5)


def around(axis, n, draw):
    """Rows of length 1 around an axis."""
    return normalise(np.eye(6)[axis] + draw.normal(0, 0.5, (n, 6)))


def test_estimate_coherence_by_hand():
    """Eight sentences in four pairs: near is 1/7 of a pair's cosine, far is 0 for all, and so is the rest."""
    rows = np.eye(10)
    for pair in range(3):
        rows[2 * pair + 1, [2 * pair, 2 * pair + 1]] = 0.7, 0.51**0.5
    estimate = estimate_coherence(np.arange(10) < 8, rows)
    # near: six times 0.1 and twice 0; twice near has the variance 4 * 0.015 / 7 with seven degrees.
    half = stats.t.ppf(0.975, 7) * (4 * 0.015 / 7 / 8) ** 0.5
    assert estimate.value == pytest.approx(0.075)
    assert (estimate.low, estimate.high) == pytest.approx((0.075 - half, 0.075 + half))


@pytest.mark.parametrize(("n", "rest"), [(8, 30), (20, 20), (40, 60)])
def test_estimate_coherence_covers_as_often_as_it_says(n, rest):
    """Sentences drawn again and again from the same topics, whose coherence many thousands of them tell."""
    draw = np.random.default_rng(11)
    own, other = around(0, 20_000, draw).mean(axis=0), around(1, 20_000, draw).mean(axis=0)
    truth = own @ own - own @ other
    covered = 0
    for _ in range(400):
        rows = np.vstack([around(0, n, draw), around(1, rest, draw)])
        estimate = estimate_coherence(np.arange(n + rest) < n, rows)
        covered += estimate.low <= truth <= estimate.high
    assert 0.92 <= covered / 400 <= 0.98
