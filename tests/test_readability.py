import math

import pytest
from small_corpus import make_corpus

from corpus_tools.measuring.readability import compute_ease, compute_lix, count_syllables, measure_readability


@pytest.mark.parametrize(
    ("word", "language", "n"),
    [
        ("state", "en", 1),
        ("table", "en", 2),
        ("signed", "en", 1),
        pytest.param("created", "en", 3, marks=pytest.mark.xfail(reason="two vowels, two syllables")),
        ("policies", "en", 3),
        ("rules", "en", 1),
        ("tables", "en", 2),
        ("services", "en", 3),
        ("wishes", "en", 2),
        ("the", "en", 1),
        ("AI", "en", 1),
        ("coopère", "fr", 2),
        ("parlent", "fr", 1),
        ("développement", "fr", 5),
        ("cybersécurité", "fr", 6),
    ],
)
def test_count_syllables(word, language, n):
    assert count_syllables(word, language) == n


def test_compute_ease_by_hand():
    words = ["The", "cat", "sat", "on", "the", "table"]
    assert compute_ease(words, 2, "en") == pytest.approx(206.835 - 1.015 * 3 - 84.6 * 7 / 6)
    assert compute_ease(["le", "chat"], 1, "fr") == pytest.approx(207 - 1.015 * 2 - 73.6)
    assert math.isnan(compute_ease(["xin"], 1, "vi"))


def test_compute_lix_by_hand():
    assert compute_lix(["government", "signs", "a", "treaty"], 2) == 2 + 25


def test_measure_readability_names_its_formula_and_needs_words():
    sentence = "The cat sat on the table now again today yes."
    tokens, articles, _ = make_corpus(
        {"a1": [sentence] * 10, "a2": [sentence], "v1": [sentence] * 10}, {"v1": "vi"}
    )
    table = measure_readability(tokens, articles)
    assert table["formula"].tolist() == ["Flesch reading ease", "Flesch reading ease", ""]
    assert table["support"].tolist() == ["", "not supportable with n = 10 words", ""]
    assert table["ease"].notna().tolist() == [True, False, False]
    assert table["lix"].tolist()[0] == 10
