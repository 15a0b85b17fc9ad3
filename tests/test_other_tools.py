"""Measures against other tools: the same texts, and the values these tools gave (cases/other_tools.py).

Where a tool differs on purpose, the test says how.
"""

import json
import re
from pathlib import Path

import pytest
from small_corpus import make_corpus, source_texts

from corpus_tools import lexicons
from corpus_tools.measuring.collocations import find_collocations
from corpus_tools.measuring.concordance import find_keyword
from corpus_tools.measuring.diversity import compute_hdd, compute_mtld
from corpus_tools.measuring.keyness import compare_terms
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
