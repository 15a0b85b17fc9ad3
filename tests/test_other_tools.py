"""Measures against other tools: the same texts, and the values these tools gave (cases/other_tools.py).

Where a tool differs on purpose, the test says how.
"""

import json
import math
import re
from pathlib import Path

import pytest
from small_corpus import make_corpus, source_texts

from corpus_tools import lexicons
from corpus_tools.measuring.collocations import find_collocations
from corpus_tools.measuring.concordance import find_keyword
from corpus_tools.measuring.dispersion import (
    measure_dp,
    measure_dp_norm,
    measure_juilland_d,
    measure_range,
)
from corpus_tools.measuring.diversity import compute_hdd, compute_mtld
from corpus_tools.measuring.inference import adjust_p_values
from corpus_tools.measuring.keyness import compare_terms, compute_log_likelihood, compute_log_ratio
from corpus_tools.measuring.readability import compute_lix, count_syllables
from corpus_tools.measuring.terms import count_terms

CASES = json.loads((Path(__file__).parent / "cases" / "other_tools.json").read_text(encoding="utf-8"))


BEYOND = ("the",)
"""What conc finds behind the keyword on the other side of a full stop."""


def parted(text: str) -> list[str]:
    """The sentences of a text, each with its full stop."""
    return [f"{part.rstrip('.')}." for part in text.split(". ")]


TEXTS = {
    f"{side}{number}": parted(text)
    for side in ("english", "other")
    for number, text in enumerate(CASES[side])
}
SIZES = [len(re.findall(r"\w+", " ".join(sentences))) for sentences in TEXTS.values()]
OUTLETS = {article_id: article_id[:-1] for article_id in TEXTS}


@pytest.fixture(scope="module")
def corpus():
    tokens, articles, sentences = make_corpus(TEXTS, outlet=OUTLETS)
    tokens["is_stop"] = False
    return tokens, articles, sentences


@pytest.fixture(scope="module")
def english(corpus):
    tokens, articles, sentences = corpus
    return tuple(part[part["article_id"].str.startswith("english")] for part in (tokens, articles, sentences))


def test_keyness_agrees_with_conc(corpus, monkeypatch):
    monkeypatch.setattr("corpus_tools.measuring.words.stop_words", lambda language: frozenset())
    tokens, articles, _ = corpus
    ours = compare_terms(tokens, articles, column="outlet", target="english", min_n=1).set_index("term")
    assert len(CASES["conc"]["keywords"]) > 30
    for row in CASES["conc"]["keywords"]:
        own = ours.loc[row["token"]]
        assert (own["n_target"], own["n_reference"]) == (row["frequency"], row["frequency_reference"])
        assert own["log_ratio"] == pytest.approx(row["log_ratio"], rel=1e-4)
        assert own["log_likelihood"] == pytest.approx(row["log_likelihood"], rel=1e-4)


def test_collocations_agree_with_conc(english, monkeypatch):
    """conc goes over full stops, so it pairs "rules" with the "the" of the next sentence; we do not."""
    monkeypatch.setattr("corpus_tools.measuring.words.stop_words", lambda language: frozenset())
    tokens, articles, _ = english
    ours = find_collocations(tokens, articles, min_n=1).set_index(["left", "right"])
    theirs = {row["token"]: row["mutual_information"] for row in CASES["conc"]["mutual"]}
    within = [row for row in CASES["conc"]["logdice"] if row["token"] not in BEYOND]
    assert len(within) == 6
    for row in within:
        own = ours.loc[(CASES["keyword"], row["token"])]
        assert own["log_dice"] == pytest.approx(row["logdice"], rel=1e-5)
        assert own["pmi"] == pytest.approx(theirs[row["token"]], rel=1e-5)
    assert (CASES["keyword"], "the") not in ours.index


def test_collocations_agree_with_nltk(english, monkeypatch):
    monkeypatch.setattr("corpus_tools.measuring.words.stop_words", lambda language: frozenset())
    tokens, articles, _ = english
    ours = find_collocations(tokens, articles, min_n=1)
    theirs = CASES["nltk"]
    assert theirs["n_words"] == int(tokens["is_word"].sum())
    assert len(ours) == len(theirs["pmi"])
    for row in ours.itertuples():
        pair = f"{row.left} {row.right}"
        assert row.pmi == pytest.approx(theirs["pmi"][pair], rel=1e-4, abs=1e-5)
        assert row.t == pytest.approx(theirs["student_t"][pair], rel=1e-4, abs=1e-5)
        assert 2 ** (row.log_dice - 14) == pytest.approx(theirs["dice"][pair], rel=1e-4)


def test_counts_agree_with_conc(english):
    tokens, articles, _ = english
    ours = count_terms(tokens, articles, keep_stops=True).set_index("term")["n"]
    for row in CASES["conc"]["keywords"]:
        if row["frequency"]:
            assert ours[row["token"]] == row["frequency"]


def test_concordance_agrees_with_conc(english):
    """conc cuts the context by tokens and sorts by it; the hits and the words beside them are the same."""
    _, _, sentences = english
    ours = find_keyword(sentences, source_texts(TEXTS), CASES["keyword"])
    theirs = CASES["conc"]["lines"]

    def beside(left, right):
        before, after = (re.findall(r"\w+", text.lower()) for text in (left, right))
        return (before or [""])[-1], (after or [""])[0]

    found = sorted(beside(row.left, row.right) for row in ours.itertuples())
    expected = sorted(beside(row["left"], row["right"]) for row in theirs)
    assert len(found) == len(expected)
    assert sum(pair in expected for pair in found) >= len(found) - 2  # contexts end with the paragraph


@pytest.mark.parametrize("language", ["en", "fr"])
def test_reading_ease_agrees_with_textstat(language):
    """The same formula. textstat rounds both averages first, and parts words where a line may break."""
    theirs, rules = CASES["textstat"][language], lexicons.load("readability", language)
    per_sentence = round(theirs["n_words"] / theirs["n_sentences"], 1)
    per_word = round(theirs["n_syllables"] / theirs["n_words"], 1)
    base, words, syllables = (float(rules[name]) for name in ("base", "per_word", "per_syllable"))
    assert base - words * per_sentence - syllables * per_word == pytest.approx(theirs["ease"], abs=0.006)
    text = " ".join(CASES["english"]) if language == "en" else CASES["french"]
    found = re.findall(r"\w+", text)
    assert len(found) == theirs["n_words"]
    own = sum(count_syllables(word, language) for word in found)
    assert own == pytest.approx(theirs["n_syllables"], rel=0.1)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_lix_agrees_with_textstat(language):
    """textstat counts the marks that touch a word as letters of it, so it has more long words."""
    theirs = CASES["textstat"][language]
    text = " ".join(CASES["english"]) if language == "en" else CASES["french"]
    touching = ["x" * len(word) for word in text.split()]
    assert compute_lix(touching, theirs["n_sentences"]) == pytest.approx(theirs["lix"], abs=0.06)
    assert compute_lix(re.findall(r"\w+", text), theirs["n_sentences"]) < theirs["lix"]


def test_diversity_agrees_with_lexicalrichness():
    theirs = CASES["lexicalrichness"]
    assert compute_mtld(theirs["words"]) == pytest.approx(theirs["mtld"])
    assert compute_hdd(theirs["words"]) == pytest.approx(theirs["hdd"])


@pytest.mark.parametrize("row", CASES["scattertext"]["terms"], ids=lambda row: row["term"])
def test_dispersion_agrees_with_scattertext(row):
    """Range is their number of parts as a share; rounding takes their D below 0, and ours stops at 0."""
    counts, sizes = row["counts"], SIZES
    assert measure_range(counts) == row["range"] / len(sizes)
    assert measure_juilland_d(counts, sizes) == pytest.approx(row["juilland_d"], abs=1e-9)
    assert measure_dp(counts, sizes) == pytest.approx(row["dp"], abs=1e-9)
    assert measure_dp_norm(counts, sizes) == pytest.approx(row["dp_norm"], abs=1e-9)


@pytest.mark.parametrize("row", CASES["scattertext"]["terms"], ids=lambda row: row["term"])
def test_keyness_agrees_with_scattertext(row):
    """scattertext adds the surprise of all other words to G2, and leaves the ratio of an absent term open."""
    (target, reference), (size, other) = (
        (sum(values[:2]), sum(values[2:])) for values in (row["counts"], SIZES)
    )
    own = compute_log_likelihood(target, reference, size, other)
    rest = compute_log_likelihood(size - target, other - reference, size, other)
    assert own + rest == pytest.approx(row["g2"], abs=1e-9)
    assert own <= row["g2"] + 1e-9
    assert (row["log_ratio"] is None) == (0 in (target, reference))
    if row["log_ratio"] is not None:
        assert compute_log_ratio(target, reference, size, other) == pytest.approx(row["log_ratio"])


def test_adjusted_p_values_agree_with_scattertext():
    rows = CASES["scattertext"]["terms"]
    assert adjust_p_values([row["p"] for row in rows]) == pytest.approx([row["q"] for row in rows])


@pytest.mark.parametrize("language", ["en", "fr"])
def test_diversity_agrees_with_textacy(language):
    """textacy adds 1e-6 to the factors of MTLD, and closes a stretch under its threshold; we close it at it.

    A text shorter than the sample of HD-D gets its plain type-token ratio there, and no value here.
    """
    theirs = CASES["textacy"][language]
    words = [word.lower() for word in theirs["words"]]
    assert (len(words), len(set(words))) == (theirs["n_words"], theirs["n_types"])
    assert len(set(words)) / len(words) == theirs["ttr"]
    assert compute_mtld(words) == pytest.approx(theirs["mtld"], rel=1e-5)
    assert compute_hdd(words, sample=min(42, len(words))) == pytest.approx(theirs["hdd"])
    assert math.isnan(compute_hdd(words)) == (len(words) < 42)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_readability_agrees_with_textacy(language):
    """The same formulas and counts; textacy counts syllables by hyphenation, which finds fewer."""
    theirs, rules = CASES["textacy"][language], lexicons.load("readability", language)
    per_sentence = theirs["n_words"] / theirs["n_sentences"]
    per_word = theirs["n_syllables"] / theirs["n_words"]
    base, words, syllables = (float(rules[name]) for name in ("base", "per_word", "per_syllable"))
    assert base - words * per_sentence - syllables * per_word == pytest.approx(theirs["ease"])
    assert compute_lix(theirs["words"], theirs["n_sentences"]) == pytest.approx(theirs["lix"])
    own = sum(count_syllables(word, language) for word in theirs["words"])
    assert theirs["n_syllables"] <= own <= 1.2 * theirs["n_syllables"]


def test_pairs_agree_with_textacy(english):
    """textacy leaves out a pair with a mark in it, so neither of us pairs words over a full stop."""
    tokens, articles, _ = english
    ours = count_terms(tokens, articles, ngram=2, keep_stops=True, by="text").set_index("term")["n"]
    assert ours.to_dict() == CASES["textacy"]["en"]["pairs"]


def test_concordance_agrees_with_textacy(english):
    """Contexts of textacy go on over paragraphs and are cut inside a word; ours stop at both ends of it."""
    _, _, sentences = english
    ours = find_keyword(sentences, source_texts(TEXTS), CASES["keyword"], width=50)
    theirs = [(left.strip(), keyword, right.strip()) for left, keyword, right in CASES["textacy"]["lines"]]
    assert len(ours) == len(theirs)
    for own, (left, keyword, right) in zip(ours.itertuples(), theirs, strict=True):
        assert own.text == keyword
        assert left.endswith(own.left)
        assert right.startswith(own.right)
