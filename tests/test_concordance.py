import pytest
from small_corpus import make_corpus, source_texts

from corpus_tools.errors import UsageError
from corpus_tools.measuring.concordance import find_keyword, sort_concordance

TEXTS = {"a1": ["The state backs safe AI systems.", "Bold AI waits."], "f1": ["Une IA sûre."]}


def test_find_keyword_shows_each_hit_with_its_place():
    _, _, sentences = make_corpus(TEXTS)
    lines = find_keyword(sentences, source_texts(TEXTS), "AI", width=12)
    assert lines[["sentence_id", "left", "text", "right"]].to_numpy().tolist() == [
        ["a1.s001", "backs safe", "AI", "systems."],
        ["a1.s002", "Bold", "AI", "waits."],
    ]
    texts = source_texts(TEXTS)
    assert all(texts[row.article_id][row.start : row.end] == row.text for row in lines.itertuples())


def test_find_keyword_without_a_hit_gives_an_empty_frame():
    _, _, sentences = make_corpus(TEXTS)
    lines = find_keyword(sentences, source_texts(TEXTS), "blockchain")
    assert lines.empty
    assert "right" in lines


def test_find_keyword_refuses_no_width():
    _, _, sentences = make_corpus(TEXTS)
    with pytest.raises(UsageError, match="width"):
        find_keyword(sentences, source_texts(TEXTS), "AI", width=0)


@pytest.mark.parametrize(("by", "first"), [("right", "a1.s001"), ("left", "a1.s002")])
def test_sort_concordance_by_the_nearest_word(by, first):
    _, _, sentences = make_corpus(TEXTS)
    lines = find_keyword(sentences, source_texts(TEXTS), "AI")
    assert sort_concordance(lines, by=by)["sentence_id"].iloc[0] == first


def test_sort_concordance_refuses_another_side():
    _, _, sentences = make_corpus(TEXTS)
    with pytest.raises(UsageError, match="left or right"):
        sort_concordance(find_keyword(sentences, source_texts(TEXTS), "AI"), by="up")
