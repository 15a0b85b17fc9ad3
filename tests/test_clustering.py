import numpy as np
import pytest
from sklearn.cluster import KMeans
from sklearn.metrics import jaccard_score

from corpus_tools.errors import UsageError
from corpus_tools.measuring.clustering import (
    CONSENSUS_LIMIT,
    centre,
    choose_grouping,
    cluster,
    cluster_by_consensus,
    compare_groupings,
    match_group,
    normalise,
    number_by_size,
)


def blobs(sizes, *, spread=0.1, dimensions=8, seed=0):
    """Rows of length 1 around one axis per group, and the group of each row."""
    draw = np.random.default_rng(seed)
    labels = np.repeat(np.arange(len(sizes)), sizes)
    return normalise(np.eye(dimensions)[labels] + draw.normal(0, spread, (len(labels), dimensions))), labels


def test_cluster_finds_groups_and_numbers_them_by_size():
    vectors, truth = blobs([5, 20, 10])
    labels = cluster(vectors, 3)
    assert compare_groupings(labels, truth).ari == 1
    assert np.bincount(labels).tolist() == [20, 10, 5]


def test_cluster_does_not_depend_on_noise_below_the_rounding():
    vectors, _ = blobs([10, 10, 10], spread=0.4)
    noisy = vectors + np.random.default_rng(1).normal(0, 1e-12, vectors.shape)
    assert (cluster(vectors, 3) == cluster(noisy, 3)).all()


@pytest.mark.parametrize("n_groups", [0, 4])
def test_cluster_refuses_a_number_that_does_not_fit(n_groups):
    with pytest.raises(UsageError, match="does not fit the number of texts"):
        cluster(np.eye(3), n_groups)


def test_cluster_by_consensus_is_steadier_than_one_clustering():
    vectors, _ = blobs([20, 20, 20], spread=0.45, seed=3)
    single = [cluster(vectors, 4, seed=seed, restarts=2) for seed in range(6)]
    joint = [cluster_by_consensus(vectors, 4, seed=seed) for seed in range(6)]

    def agreement(groupings):
        return np.mean([compare_groupings(groupings[0], other).ari for other in groupings[1:]])

    assert agreement(joint) > agreement(single)


def test_cluster_by_consensus_of_few_rows_is_plain_clustering():
    assert cluster_by_consensus(np.eye(3), 3).tolist() == [0, 1, 2]


def test_centre_takes_the_language_away():
    """Two languages far apart, two topics in each: the topics are found only after centring."""
    vectors, topics = blobs([20, 20], spread=0.05)
    languages = np.array(["en", "fr"] * 20)
    shifted = normalise(vectors + np.where(languages == "fr", 3.0, 0.0)[:, None] * np.eye(8)[7])
    assert compare_groupings(cluster(shifted, 2), topics).ari < 0.5
    assert compare_groupings(cluster(centre(shifted, languages.tolist()), 2), topics).ari == 1


def test_match_group_by_hand():
    members = np.array([True, True, True, False])
    assert match_group(members, np.array([0, 0, 1, 1])) == pytest.approx(2 / 3)
    assert np.isnan(match_group(~members & members, np.array([0, 0, 1, 1])))


def test_compare_groupings_by_hand():
    # Hubert and Arabie: of six pairs, one together in both; expectation 2 * 2 / 6; maximum 2.
    left, right = np.array([0, 0, 1, 1]), np.array([0, 0, 1, 2])
    assert compare_groupings(left, right).ari == pytest.approx((1 - 2 * 1 / 6) / (1.5 - 2 * 1 / 6), abs=1e-6)
    assert compare_groupings(left, right).nmi == pytest.approx(
        2 * np.log(2) / (np.log(2) + 1.5 * np.log(2)), abs=1e-6
    )


def test_number_by_size_breaks_ties_by_the_first_row():
    assert number_by_size(np.array([3, 3, 1, 1])).tolist() == [0, 0, 1, 1]


def test_match_group_agrees_with_scikit_learn():
    draw = np.random.default_rng(5)
    members, labels = draw.random(40) < 0.4, draw.integers(4, size=40)
    assert match_group(members, labels) == max(jaccard_score(members, labels == label) for label in range(4))


def test_cluster_agrees_with_scikit_learn():
    """Where groups are apart both find the same; where not, ours are no worse by their own yardstick."""
    clear, _ = blobs([20, 15, 10])
    theirs = KMeans(3, n_init=20, random_state=0).fit_predict(clear)
    assert compare_groupings(cluster(clear, 3), theirs).ari == 1
    vague, _ = blobs([30, 30, 30], spread=0.5, seed=1)
    theirs = KMeans(4, n_init=20, random_state=0).fit_predict(vague)

    def tightness(labels):
        return np.mean(
            [np.linalg.norm(vague[labels == label].sum(axis=0)) for label in range(4)]
        ) * 4 / len(vague)  # fmt: skip

    assert tightness(cluster(vague, 4)) >= tightness(theirs) - 1e-9


def test_choose_grouping_groups_subsamples_as_the_whole():
    """A subsample of a corpus just above the limit is under it, and is grouped plainly all the same."""
    vectors, _ = blobs([20, 20, 20], spread=0.5)
    above, below = (
        choose_grouping(n, runs=20)(vectors, 4, 3) for n in (CONSENSUS_LIMIT + 1, CONSENSUS_LIMIT)
    )
    assert (above == cluster(vectors, 4, seed=3, restarts=10)).all()
    assert (below == cluster_by_consensus(vectors, 4, seed=3, runs=20)).all()
    assert (above != below).any()


def test_choose_grouping_starts_less_often_on_many_rows():
    starts = [choose_grouping(n).keywords["restarts"] for n in (1_000, 3_000, 10_000, 100_000)]
    assert starts == [30, 30, 9, 4]
