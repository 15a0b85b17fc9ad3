"""A very long article is parsed and annotated in sections; its rows are those of one article all the same."""

from corpus_tools import schema
from corpus_tools.annotating.annotation import annotate
from corpus_tools.annotating.parsing import parse
from corpus_tools.annotating.sections import LONGEST, split_sections
from corpus_tools.annotating.sentences import find_sentences
from corpus_tools.reading.article import Article

SAID = "Minister Ana Okonjo said on 3 May 2026 that Kenya would sign the treaty. "
LONG = Article("a1", SAID * (2 * LONGEST // len(SAID)), "en")
SHORT = Article("a2", SAID * 3, "en")


def test_rows_of_all_sections_are_told_apart() -> None:
    (rows,) = annotate([LONG])
    assert len(rows["statements"]) == LONG.text.count("said")
    for name in ("sentences", "times", "mentions", "statements"):
        schema.check(name, schema.frame(name, rows[name]), {"a1": LONG.text})


def test_sections_are_parsed_one_after_the_other() -> None:
    sections = list(parse([LONG, SHORT]))
    assert [section.article.article_id for section in sections] == ["a1", "a1", "a1", "a2"]
    assert [each for section in sections[:-1] for each in section.sentences] == find_sentences(LONG)


def test_articles_of_any_length_have_their_own_rows() -> None:
    together = list(annotate([SHORT, LONG, Article("a3", "", "en")]))
    assert together == [
        rows for article in (SHORT, LONG, Article("a3", "", "en")) for rows in annotate([article])
    ]
    assert set(together[2]) == set(together[0])
    assert not any(together[2].values())


def test_an_article_of_common_length_is_one_section() -> None:
    sentences = tuple(find_sentences(SHORT))
    assert list(split_sections(SHORT, sentences)) == [(SHORT, sentences)]
