from math import log, log2

import pytest
from small_corpus import make_corpus
from wordfreq import word_frequency

from corpus_tools.measuring.reference import compare_with_reference, has_reference


def test_compare_with_reference_ranks_the_words_of_the_field():
    tokens, articles, _ = make_corpus(
        {"a1": ["Cybersecurity and people.", "Cybersecurity for people.", "Cybersecurity."]}
    )
    table = compare_with_reference(tokens, articles, min_n=2)
    assert table["term"].tolist() == ["cybersecurity", "people"]
    assert table["support"].iloc[0] == "not supportable with n = 1 stories"
    assert table["log_ratio"].iloc[0] > 10


def test_compare_with_reference_leaves_out_languages_without_a_list():
    tokens, articles, _ = make_corpus({"v1": ["Hợp tác hợp tác hợp tác."]}, {"v1": "vi"})
    assert not has_reference("vi")
    assert compare_with_reference(tokens, articles).empty


def test_compare_with_reference_by_hand():
    """Six words, two of them `treaty`: one in three, against its share in the list."""
    tokens, articles, _ = make_corpus({"a1": ["Treaty, new treaty.", "New rules begin."]})
    row = compare_with_reference(tokens, articles, min_n=2).set_index("term").loc["treaty"]
    share = word_frequency("treaty", "en")
    expected = 6 * share
    surprise = 2 * (2 * log(2 / expected) + 4 * log(4 / (6 - expected)))
    assert row["log_likelihood"] == pytest.approx(surprise, rel=1e-5)
    assert row["log_ratio"] == pytest.approx(log2(2 / 6 / share), rel=1e-5)
    assert row["per_1000"] == pytest.approx(1000 / 3, rel=1e-5)
