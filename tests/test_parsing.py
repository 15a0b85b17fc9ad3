"""Parsing: spans aligned with sentences, the same whatever is parsed beside an article."""

import pytest

from corpus_tools import lexicons
from corpus_tools.annotating import parsing
from corpus_tools.annotating.parsing import load_model, parse, readable
from corpus_tools.errors import UsageError
from corpus_tools.reading.article import Article

ARTICLES = [
    Article("a1", "Ana Ruiz met Đặng Văn Bình – “in May”. They spoke.\n\nAll agreed.", "en"),
    Article("a2", "La ministre a été reçue. Elle est repartie.", "fr"),
    Article("a3", "", "en"),
    Article("a4", "Bà Lan cho biết trời mưa.", "vi"),
]


def words(parsed):
    return [[(t.text, t.pos_, t.dep_, t.ent_type_) for t in span] for span in parsed.spans]


def test_parse_aligns_a_span_with_each_sentence():
    for parsed in parse(ARTICLES):
        for number, sentence in enumerate(parsed.sentences):
            first, last = parsed.spans[number][0], parsed.spans[number][-1]
            assert parsed.locate(number, first)[0] == sentence.start
            assert parsed.locate(number, last)[1] == sentence.end


def test_parse_does_not_depend_on_other_articles():
    together = [words(parsed) for parsed in parse(ARTICLES)]
    alone = [words(parsed) for article in ARTICLES for parsed in parse([article])]
    assert together == alone


def test_parse_reads_a_language_without_a_model():
    (parsed,) = parse([ARTICLES[3]])
    assert [token.text for token in parsed.spans[0]][:2] == ["Ba", "Lan"]
    assert not parsed.spans[0].doc.has_annotation("DEP")


@pytest.mark.parametrize("text", ["Đặng – “œuvre”\u00a0!", "ÉCOLE ½ 10²", "a\nb"])
@pytest.mark.parametrize("language", ["en", "fr", "vi", ""])
def test_readable_keeps_the_length(text, language):
    assert len(readable(text, language)) == len(text)


def test_load_model_says_which_model_is_missing(monkeypatch):
    monkeypatch.setattr(lexicons, "load", lambda name, language="": {"package": "no_such_model"})
    with pytest.raises(UsageError, match="no_such_model"):
        parsing.load_model.__wrapped__("en")
    assert load_model("en") is load_model("en")
