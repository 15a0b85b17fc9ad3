"""Origins: lineage, sources and omissions as tables to read."""

import pytest

from corpus_tools import schema
from corpus_tools.publishing import origins

MARKS = {"a": "s1|agency-afp", "b": "s2|agency-afp|agency-ap", "c": "s3", "d": "s4|agency-ap"}
ARTICLES = schema.frame(
    "articles",
    [
        {"article_id": key, "story_id": cell.split("|")[0], "source_ids": cell, "outlet": f"Paper {key}"}
        for key, cell in MARKS.items()
    ],
)


def test_articles_that_share_an_agency_are_one_source():
    assert origins.number_sources(ARTICLES) == {"a": 1, "b": 1, "c": 2, "d": 1}
    found = origins.list_sources(ARTICLES)
    assert found["n_articles"].tolist() == [3, 1]
    assert found["agencies"].tolist() == ["afp|ap", ""]
    assert origins.count_corpus(ARTICLES) == (4, 4, 2)


def test_lineage_names_the_agency_or_the_article():
    rows = [
        {"article_id": "a", "agency": "afp", "relation": "carries", "text": "(AFP)", "evidence": "a"},
        {"article_id": "b", "source_article_id": "a", "relation": "copies", "evidence": "b.s001"},
    ]
    found = origins.list_lineage(schema.frame("lineage", rows), ARTICLES)
    assert found["source"].tolist()[0] == "afp"
    assert found["why"].tolist()[0] == "“(AFP)”"
    assert found["sentence_ids"].tolist() == ["", "b.s001"]


def test_reports_are_counted_by_their_sources():
    tables = [
        schema.frame(name, [{"article_id": "a", "n_sources": n} for n in (1, 1, 2, 5)])
        for name in ("statements", "ledger", "events")
    ]
    found = origins.count_reports(*tables, ARTICLES)
    assert found["one_source"].tolist() == [2, 2, 2, 2]
    assert found["more_sources"].tolist() == [1, 1, 1, 1]


def test_omissions_are_counted_by_kind_and_story():
    rows = [("a", "name", "dropped"), ("a", "name", "added"), ("c", "name", "added"), ("c", "date", "added")]
    names = ("article_id", "kind", "direction")
    table = schema.frame("omissions", [dict(zip(names, row, strict=True)) for row in rows])
    counted = origins.count_omissions(table, ARTICLES)
    assert counted.to_dict("list") == {
        "kind": ["date", "name"], "added": [1, 2], "dropped": [0, 1], "n_stories": [1, 2],
    }  # fmt: skip


@pytest.mark.parametrize(
    "empty",
    [
        lambda: origins.list_lineage(schema.frame("lineage", []), ARTICLES),
        lambda: origins.list_omissions(schema.frame("omissions", []), ARTICLES),
        lambda: origins.count_omissions(schema.frame("omissions", []), ARTICLES),
        lambda: origins.list_sources(ARTICLES.head(0)),
    ],
)
def test_no_row_stays_no_row(empty):
    assert empty().empty
