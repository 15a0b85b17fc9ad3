from functools import partial

import pandas as pd
import pytest
from small_corpus import make_corpus, source_texts

from corpus_tools.errors import UsageError
from corpus_tools.measuring import words
from corpus_tools.measuring.collocations import find_collocations
from corpus_tools.measuring.diversity import measure_diversity
from corpus_tools.measuring.readability import measure_readability
from corpus_tools.measuring.terms import count_terms, count_terms_by_article
from corpus_tools.measuring.words import form_term, select_words, unite_words

TEXTS = {
    "e1": ["Nguyen Van An backs capacity-building in the UN, a follow-up."],
    "f1": ["L'IA et l’ONU : la cyber-sécurité parle-t-il de paix ?"],
    "v1": ["Hợp tác quốc tế về an ninh mạng và AI."],
}
LANGUAGES = {"e1": "en", "f1": "fr", "v1": "vi"}


@pytest.mark.parametrize(
    ("text", "lemma", "by", "term"),
    [
        ("Policies", "policy", "lemma", "policy"),
        ("Policies", "policy", "text", "policies"),
        ("UN", "un", "lemma", "UN"),
        ("U.N.", "u.n.", "lemma", "UN"),
        ("R&D.", "r&d.", "lemma", "R&D"),
        ("M.", "m.", "lemma", "m."),
        ("A", "a", "lemma", "a"),
        ("Đặng", "dang", "lemma", "đặng"),
        ("Viet Nam", "Việt Nam", "lemma", "Việt Nam"),
        ("states", "", "lemma", "states"),
    ],
)
def test_form_term(text, lemma, by, term):
    assert form_term(text, lemma, by=by) == term


def test_select_words_keeps_acronyms_apart_from_stop_words():
    tokens, articles, _ = make_corpus(TEXTS, LANGUAGES)
    words = select_words(tokens, articles)
    content = words[~words["is_stop"]].groupby("article_id")["term"].apply(list)
    assert content["f1"] == ["IA", "ONU", "cyber", "sécurité", "parle", "t", "paix"]
    assert "UN" in content["e1"]


def test_select_words_refuses_an_unknown_kind_of_term():
    tokens, articles, _ = make_corpus(TEXTS, LANGUAGES)
    with pytest.raises(UsageError, match="use lemma or text"):
        select_words(tokens, articles, by="stem")


def test_unite_words_joins_hyphens_names_and_compounds():
    tokens, articles, _ = make_corpus(TEXTS, LANGUAGES)
    mentions = pd.DataFrame(
        [{"article_id": "e1", "start": 0, "end": 13, "kind": "name", "type": "person"}],
    )
    united = unite_words(tokens, articles, mentions)
    words = united[united["is_word"]].groupby("article_id")["text"].apply(list)
    assert words["e1"][:4] == ["Nguyen Van An", "backs", "capacity-building", "in"]
    assert "cyber-sécurité" in words["f1"]
    assert words["v1"] == ["Hợp tác quốc tế", "về", "an ninh mạng", "và", "AI"]


def test_unite_words_counts_a_name_under_its_actor():
    tokens, articles, _ = make_corpus(TEXTS, LANGUAGES)
    mentions = pd.DataFrame(
        [{"article_id": "e1", "start": 0, "end": 6, "kind": "name", "type": "person", "actor_id": "an"}],
    )
    actors = pd.DataFrame([{"actor_id": "an", "name": "Nguyễn Văn An"}])
    first = select_words(unite_words(tokens, articles, mentions, actors), articles).iloc[0]
    assert (first["text"], first["term"], first["pos"]) == ("Nguyen", "Nguyễn Văn An", "PROPN")


def test_unite_words_keeps_spans_true_and_its_input_unchanged():
    tokens, articles, _ = make_corpus(TEXTS, LANGUAGES)
    before = tokens.copy()
    united = unite_words(tokens, articles)
    texts = source_texts(TEXTS)
    assert all(texts[row.article_id][row.start : row.end] == row.text for row in united.itertuples())
    pd.testing.assert_frame_equal(tokens, before)


def test_unite_words_leaves_a_clitic_apart():
    tokens, articles, _ = make_corpus({"f1": ["parle-t-il"]}, {"f1": "fr"})
    tokens["pos"] = ["VERB", "PUNCT", "PRON", "PUNCT", "PRON"]
    assert len(unite_words(tokens, articles)) == 5


def test_empty_tokens_give_empty_frames():
    tokens, articles, _ = make_corpus({})
    assert unite_words(tokens, articles).empty
    assert list(select_words(tokens, articles).columns)[-3:] == ["language", "position", "term"]


@pytest.mark.parametrize(
    ("language", "sentence", "terms"),
    [
        (
            "en",
            "AI-powered decision-makers met the U.N. on 5G.",
            ["AI-powered", "decision-makers", "met", "5G"],
        ),
        (
            "fr",
            "L'ONU et l’IA gouvernent la presqu'île, d'une loi.",
            ["ONU", "IA", "gouvernent", "presqu'île", "loi"],
        ),
        ("fr", "Le porte-parole parle d'e-santé.", ["porte-parole", "parle", "e-santé"]),
        ("vi", "Ông Hùng nói về trí tuệ nhân tạo.", ["hùng", "trí tuệ nhân tạo"]),
    ],
)
def test_words_are_what_a_reader_would_count(language, sentence, terms):
    """Elided forms are left out, and what stands between hyphens, figures and capitals stays together."""
    tokens, articles, _ = make_corpus({"a1": [sentence]}, {"a1": language})
    words = select_words(unite_words(tokens, articles), articles)
    found = [term for term, stop in zip(words["term"], words["is_stop"], strict=True) if not stop]
    assert [term for term in found if term in terms] == terms
    assert not {"l'", "l’", "d'", "île", "presqu'", "g", "santé"} & set(found)


def test_unite_words_takes_the_lemma_of_the_last_part():
    tokens, articles, _ = make_corpus({"a1": ["Decision-makers of ASEAN-UN."]})
    tokens.loc[tokens["text"] == "makers", ["lemma", "pos"]] = ["maker", "NOUN"]
    words = select_words(unite_words(tokens, articles), articles)
    assert words["term"].tolist()[::2] == ["decision-maker", "ASEAN-UN"]


def test_figures_and_words_apart_stay_apart():
    tokens, articles, _ = make_corpus({"a1": ["In 2026 AI grew by 5 percent."]})
    assert "2026" in select_words(unite_words(tokens, articles), articles)["term"].tolist()


def test_a_figure_and_the_capitals_that_touch_it_are_one_word():
    """As a tokenizer may part them."""
    tokens, articles, _ = make_corpus({"a1": ["5 G networks."]})
    tokens.loc[tokens["text"] == "5", "is_word"] = False
    assert select_words(unite_words(tokens, articles), articles)["term"].tolist() == ["g", "networks"]
    tokens.loc[tokens["text"] == "G", ["start", "end"]] = [1, 2]
    assert select_words(unite_words(tokens, articles), articles)["term"].tolist() == ["5G", "networks"]


def test_select_words_shows_no_dictionary_form_that_nobody_writes():
    tokens, articles, _ = make_corpus({"a1": ["Data and law."]})
    tokens["lemma"] = tokens["lemma"].replace("data", "datum")
    assert select_words(tokens, articles)["term"].tolist() == ["data", "and", "law"]
    assert select_words(tokens, articles, by="text")["term"].tolist() == ["data", "and", "law"]


MEASURES = {
    "terms": count_terms,
    "pairs of words": partial(count_terms, ngram=2),
    "terms by article": count_terms_by_article,
    "collocations": partial(find_collocations, min_n=1),
    "diversity": measure_diversity,
    "readability": measure_readability,
    "united": unite_words,
}


@pytest.mark.parametrize("name", MEASURES)
def test_turns_of_a_few_articles_change_no_result(monkeypatch, name):
    tokens, articles, _ = make_corpus(TEXTS, LANGUAGES)
    whole = MEASURES[name](tokens, articles)
    monkeypatch.setattr(words, "_IN_TURN", 1)
    assert len(list(words.take_turns(tokens))) == len(TEXTS)
    in_turns = MEASURES[name](tokens, articles)
    assert len(whole)
    pd.testing.assert_frame_equal(in_turns, whole)


def test_a_turn_ends_with_its_article(monkeypatch):
    monkeypatch.setattr(words, "_IN_TURN", 2)
    tokens = pd.DataFrame({"article_id": list("aaabbcd")})
    turns = [list(some["article_id"]) for some in words.take_turns(tokens)]
    assert turns == [list("aaa"), list("bb"), list("cd")]
    assert [len(some) for some in words.take_turns(tokens.head(0))] == [0]
