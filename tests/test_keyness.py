import math

import numpy as np
import pandas as pd
import pytest
from small_corpus import make_corpus

from corpus_tools.errors import UsageError
from corpus_tools.measuring.keyness import (
    compare_terms,
    compute_log_likelihood,
    compute_log_ratio,
)


def random_corpus(n, seed, shift=0.0):
    """Articles of 60 words over 40 terms; those of outlet B use term w00 more by `shift`."""
    draw = np.random.default_rng(seed)
    texts, outlets = {}, {}
    for number in range(n):
        outlet = "AB"[number % 2]
        weights = draw.dirichlet(np.full(40, 1.0))
        weights[0] += shift if outlet == "B" else 0
        drawn = draw.choice(40, size=60, p=weights / weights.sum())
        texts[f"a{number:02d}"] = [" ".join(f"w{word:02d}" for word in drawn)]
        outlets[f"a{number:02d}"] = outlet
    return make_corpus(texts, outlet=outlets)


def test_compute_log_likelihood_by_hand():
    # 30 occurrences over equal parts: 15 expected in each.
    assert compute_log_likelihood(20, 10, 500, 500) == pytest.approx(
        2 * (20 * math.log(20 / 15) + 10 * math.log(10 / 15))
    )
    assert compute_log_likelihood(5, 5, 100, 100) == 0
    assert compute_log_likelihood(4, 0, 100, 100) == pytest.approx(8 * math.log(2))


def test_compute_log_ratio_by_hand():
    assert compute_log_ratio(40, 10, 1000, 1000) == 2
    assert compute_log_ratio(10, 10, 1000, 2000) == 1
    assert compute_log_ratio(0, 2, 1000, 1000) == -2


def test_compare_terms_of_few_stories_gives_effects_and_a_reason():
    tokens, articles, _ = make_corpus(
        {"a1": ["Law law trade skills."], "a2": ["Trade trade trade law."]}, outlet={"a1": "A", "a2": "B"}
    )
    table = compare_terms(tokens, articles, column="outlet", target="A", min_n=2).set_index("term")
    assert table.loc["law", ["n_target", "n_reference"]].tolist() == [2, 1]
    assert table["log_ratio"].to_dict() == {"law": 1, "trade": pytest.approx(-1.58496)}
    assert table["support"].unique().tolist() == ["not supportable with n = 1 and 1 stories"]
    assert table[["low", "high", "p", "q"]].isna().all(axis=None)
    assert table.loc["law", "sentence_ids"] == "a1.s001|a2.s001"


def test_compare_terms_finds_a_planted_term_and_its_interval_holds_it():
    tokens, articles, _ = random_corpus(40, seed=1, shift=0.15)
    table = compare_terms(tokens, articles, column="outlet", target="B").set_index("term")
    assert table.index[0] == "w00"
    assert table.loc["w00", "q"] < 0.05
    assert table.loc["w00", "low"] > 0


def test_compare_terms_in_a_null_corpus_makes_few_discoveries_and_covers_no_difference():
    found, naive, covered = [], [], []
    for seed in range(12):
        tokens, articles, _ = random_corpus(24, seed=seed)
        table = compare_terms(tokens, articles, column="outlet", target="B")
        found.append((table["q"] <= 0.05).any())
        naive.append((table["log_likelihood"] > 3.84).mean())
        covered += ((table["low"] <= 0) & (table["high"] >= 0)).tolist()
    assert sum(found) <= 2
    assert np.mean(naive) > 0.1
    assert 0.925 <= np.mean(covered) <= 0.975


def test_compare_terms_counts_copies_of_a_story_as_one_unit():
    tokens, articles, _ = random_corpus(40, seed=1, shift=0.15)
    articles["story_id"] = ["s" + str(number // 20) for number in range(40)]
    table = compare_terms(tokens, articles, column="outlet", target="B")
    assert table["support"].iloc[0] == "not supportable with n = 2 and 2 stories"


def test_compare_terms_does_not_depend_on_the_order_of_articles():
    tokens, articles, _ = random_corpus(20, seed=2)
    order = articles.sample(frac=1, random_state=3)
    shuffled = pd.concat([tokens[tokens["article_id"] == each] for each in order["article_id"]])
    left = compare_terms(tokens, articles, column="outlet", target="B").drop(columns="sentence_ids")
    right = compare_terms(shuffled, order, column="outlet", target="B").drop(columns="sentence_ids")
    pd.testing.assert_frame_equal(left, right)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"column": "language", "target": "en"}, "two languages"),
        ({"column": "section", "target": "A"}, "lack this column"),
        ({"column": "outlet", "target": "C"}, "no article has this value"),
    ],
)
def test_compare_terms_refuses_parts_that_do_not_exist(options, message):
    tokens, articles, _ = random_corpus(4, seed=0)
    with pytest.raises(UsageError, match=message):
        compare_terms(tokens, articles, **options)
