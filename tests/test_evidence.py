"""Tables in notebooks open to their sentences, and text stays text."""

import pandas as pd
import pytest

from corpus_tools import schema
from corpus_tools.errors import UsageError
from corpus_tools.publishing.evidence import MOST_ROWS, find_evidence, show_evidence

ARTICLES = schema.frame(
    "articles",
    [
        {"article_id": "a1", "outlet": "The <b>Post</b>", "published": "2025-05-04", "file": "1.txt"},
        {"article_id": "a2", "file": "2.txt"},
    ],
)
SENTENCES = schema.frame(
    "sentences",
    [
        {"article_id": "a1", "sentence_id": "a1.s001", "text": "One <script>alert(1)</script>."},
        {"article_id": "a1", "sentence_id": "a1.s002", "text": "Two."},
        {"article_id": "a2", "sentence_id": "a2.s001", "text": "Three."},
    ],
)
ACTORS = pd.DataFrame({"name": ["A", "B<i>"], "n": [2, 1], "sentence_ids": ["a2.s001|a1.s001", "a1.s001"]})


def test_find_evidence_keeps_the_order_and_counts_once() -> None:
    found = find_evidence(["a2.s001|a1.s001", "a2.s001"], SENTENCES, ARTICLES)
    assert found.to_dict("records") == [
        {"sentence_id": "a2.s001", "outlet": "", "published": "", "file": "2.txt", "text": "Three."},
        {
            "sentence_id": "a1.s001",
            "outlet": "The <b>Post</b>",
            "published": "2025-05-04",
            "file": "1.txt",
            "text": "One <script>alert(1)</script>.",
        },
    ]


def test_find_evidence_of_nothing_is_an_empty_table() -> None:
    assert find_evidence([""], SENTENCES, ARTICLES).empty


def test_find_evidence_names_an_unknown_sentence() -> None:
    with pytest.raises(UsageError, match=r"no such sentence: got 'a9\.s001'"):
        find_evidence(["a9.s001"], SENTENCES, ARTICLES)


def test_show_evidence_links_each_row_to_its_sentences() -> None:
    page = show_evidence(ACTORS, SENTENCES, ARTICLES)._repr_html_()
    targets = [part.split('"')[0] for part in page.split('href="#')[1:]]
    assert len(targets) == 3
    assert all(f'id="{target}"' in page for target in targets)
    assert page.count("<li ") == 2


def test_show_evidence_shows_markup_as_text() -> None:
    page = show_evidence(ACTORS, SENTENCES, ARTICLES)._repr_html_()
    assert "<script" not in page
    assert "<b>" not in page
    assert "<i>" not in page
    assert "&lt;script&gt;" in page


def test_show_evidence_says_the_same_in_plain_text() -> None:
    plain = repr(show_evidence(ACTORS, SENTENCES, ARTICLES, columns=["name"]))
    assert plain.splitlines()[0].split() == ["name", "evidence"]
    assert plain.splitlines()[1].split() == ["A", "1", "2"]


def test_show_evidence_leaves_its_input_alone() -> None:
    before = ACTORS.copy()
    show_evidence(ACTORS, SENTENCES, ARTICLES)._repr_html_()
    pd.testing.assert_frame_equal(ACTORS, before)


@pytest.mark.parametrize("options", [{"source": "ids"}, {"columns": ["nme"]}])
def test_show_evidence_names_a_missing_column(options: dict[str, str]) -> None:
    with pytest.raises(UsageError, match="lacks a column"):
        show_evidence(ACTORS, SENTENCES, ARTICLES, **options)  # type: ignore[arg-type]


def test_a_long_table_shows_its_first_rows_and_says_how_many_it_has() -> None:
    long = pd.DataFrame({"n": range(MOST_ROWS + 1), "sentence_ids": "a1.s002"})
    shown = show_evidence(long, SENTENCES, ARTICLES, accuracy="Right.")
    assert shown.rows["n"].tolist() == list(range(MOST_ROWS))
    assert f"{MOST_ROWS} of {MOST_ROWS + 1} rows are shown" in shown._repr_html_()
    assert repr(shown).endswith("Right.")
    assert "rows are shown" not in repr(show_evidence(long.head(MOST_ROWS), SENTENCES, ARTICLES))
