import numpy as np
import pandas as pd
import pytest
from test_clustering import blobs

from corpus_tools.measuring.clustering import cluster, normalise
from corpus_tools.measuring.stability import Runs, make_card, measure_agreement, repeat_grouping


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
