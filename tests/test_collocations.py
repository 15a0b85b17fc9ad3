import math

import pytest
from small_corpus import make_corpus

from corpus_tools.errors import UsageError
from corpus_tools.measuring.collocations import compute_log_dice, compute_pmi, compute_t, find_collocations

TEXTS = {
    "a1": ["Digital skills grow, digital skills matter.", "Digital law."],
    "a2": ["Digital skills of law."],
}


def test_find_collocations_by_hand():
    tokens, articles, _ = make_corpus(TEXTS)
    table = find_collocations(tokens, articles, min_n=3)
    assert table[["left", "right", "n", "n_left", "n_right", "n_articles"]].to_numpy().tolist() == [
        ["digital", "skills", 3, 4, 3, 2]
    ]
    row = table.iloc[0]
    expected = 4 * 3 / 12
    assert row["log_dice"] == pytest.approx(14 + math.log2(6 / 7), abs=1e-4)
    assert row["pmi"] == pytest.approx(math.log2(3 / expected), abs=1e-5)
    assert row["t"] == pytest.approx((3 - expected) / math.sqrt(3), abs=1e-5)
    assert row["sentence_ids"] == "a1.s001|a2.s001"


def test_find_collocations_in_a_window_counts_stop_words_as_places():
    tokens, articles, _ = make_corpus(TEXTS)
    near = find_collocations(tokens, articles, window=1, min_n=1)
    wide = find_collocations(tokens, articles, window=2, min_n=1)
    assert ("skills", "law") not in set(zip(near["left"], near["right"], strict=True))
    assert ("skills", "law") in set(zip(wide["left"], wide["right"], strict=True))


def test_scores_do_what_their_formulas_say():
    assert compute_log_dice(4, 4, 4) == 14
    assert compute_pmi(4, 1) == 2
    assert compute_t(9, 3) == 2


def test_log_dice_does_not_depend_on_the_size_of_the_corpus():
    tokens, articles, _ = make_corpus(TEXTS)
    longer, more, _ = make_corpus({**TEXTS, "a3": ["Trade trade trade trade trade trade."]})
    one = find_collocations(tokens, articles).iloc[0]
    two = find_collocations(longer, more).query("left == 'digital'").iloc[0]
    assert one["log_dice"] == two["log_dice"]
    assert one["pmi"] < two["pmi"]


def test_find_collocations_refuses_no_window_and_takes_no_tokens():
    tokens, articles, _ = make_corpus(TEXTS)
    with pytest.raises(UsageError, match="window"):
        find_collocations(tokens, articles, window=0)
    assert find_collocations(tokens.iloc[:0], articles).empty
