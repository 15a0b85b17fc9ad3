"""The ruler: what it sets is what the model's own ruler sets, to the last attribute."""

import importlib

import pytest
from case_corpus import CASES
from spacy.matcher import Matcher
from spacy.tokens import Doc

from corpus_tools import lexicons
from corpus_tools.annotating import ruler
from corpus_tools.annotating.parsing import load_model

ATTRIBUTES = ["TAG", "POS", "MORPH", "LEMMA", "DEP", "HEAD"]
ODD = {
    "en": "I'm gonna go. There's a man; ain't that odd?  He\tgot it, it gets her.\n\nYou do. That is his.",
    "fr": "C'est  l'un des siens.\n\nIl y a\tlongtemps qu'elle l'a dit, non ?",
}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_it_sets_what_the_models_own_ruler_sets(language):
    own = importlib.import_module(lexicons.load("model", language)["package"]).load()
    texts = [case["text"] for case in CASES if case["language"] == language]
    for text in [ODD[language], *texts, ODD[language], ""]:
        theirs, ours = own(text), load_model(language)(text)
        assert (theirs.to_array(ATTRIBUTES) == ours.to_array(ATTRIBUTES)).all(), text


@pytest.fixture
def matcher(monkeypatch):
    """Knows two kinds of words at most; its rules: a word in small letters, and two words."""
    monkeypatch.setattr(ruler, "_MOST", 2)
    vocab = load_model("en").vocab
    alone, longer = Matcher(vocab), Matcher(vocab)
    alone.add("small", [[{"LOWER": "tax"}], [{"LOWER": "levy"}]])
    longer.add("pair", [[{"LOWER": "tax"}, {"IS_PUNCT": True}]])
    return ruler.RememberingMatcher(alone, longer, ["LOWER"]), vocab


def test_it_remembers_and_forgets(matcher):
    find, vocab = matcher
    doc = Doc(vocab, ["Tax", ",", "levy", "or", "fee", "tax"])
    small, pair = vocab.strings["small"], vocab.strings["pair"]
    expected = [(small, 0, 1), (small, 2, 3), (small, 5, 6), (pair, 0, 2)]
    assert find(doc) == find(doc) == expected
    assert find(Doc(vocab, ["fee", "levy"])) == [(small, 1, 2)]
    assert find(Doc(vocab, ["rent", "levy"])) == [(small, 1, 2)]
    assert find(doc) == expected


def test_nothing_matches_in_nothing(matcher):
    find, vocab = matcher
    assert find(Doc(vocab)) == []
