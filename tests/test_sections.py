"""A very long article is annotated in sections, and its rows are those of one article all the same."""

from corpus_tools import schema
from corpus_tools.annotating.annotation import annotate
from corpus_tools.annotating.parsing import parse
from corpus_tools.annotating.sections import LONGEST, split_sections
from corpus_tools.reading.article import Article

SAID = "Minister Ana Okonjo said on 3 May 2026 that Kenya would sign the treaty. "


def test_rows_of_all_sections_are_told_apart() -> None:
    text = SAID * (2 * LONGEST // len(SAID))
    (parsed,) = parse([Article("a1", text, "en")])
    assert len(list(split_sections(parsed))) > 1
    rows = annotate(parsed)
    assert len(rows["statements"]) == text.count("said")
    for name in ("sentences", "times", "mentions", "statements"):
        schema.check(name, schema.frame(name, rows[name]), {"a1": text})


def test_an_article_of_common_length_is_one_section() -> None:
    (parsed,) = parse([Article("a1", SAID * 3, "en")])
    assert list(split_sections(parsed)) == [parsed]
