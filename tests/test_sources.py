"""Sources: what counts as one source, and that no reprint or translation ever adds one."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_tools import schema
from corpus_tools.linking import sources

ARTICLES = "abcdefgh"
STORIES = st.fixed_dictionaries({key: st.sampled_from(["s1", "s2", "s3", "s4"]) for key in ARTICLES})
AGENCIES = st.fixed_dictionaries(
    {key: st.lists(st.sampled_from(["afp", "ap", "vna"]), max_size=2, unique=True) for key in ARTICLES}
)


def mark(stories, agencies):
    articles = schema.frame(
        "articles", [{"article_id": key, "story_id": story} for key, story in stories.items()]
    )
    rows = [
        {"article_id": key, "agency": agency, "relation": "carries"}
        for key, named in agencies.items()
        for agency in named
    ]
    return sources.mark_sources(articles, schema.frame("lineage", rows))


@pytest.mark.parametrize(
    ("stories", "agencies", "expected"),
    [
        ({"a": "s1", "b": "s2"}, {}, 2),
        ({"a": "s1", "b": "s1"}, {}, 1),
        ({"a": "s1", "b": "s2"}, {"a": ["afp"], "b": ["afp"]}, 1),
        ({"a": "s1", "b": "s2"}, {"a": ["afp"], "b": ["ap"]}, 2),
        ({"a": "s1", "b": "s2"}, {"a": ["afp"]}, 2),
        ({"a": "s1", "b": "s1", "c": "s2"}, {"b": ["afp"], "c": ["afp"]}, 1),
        ({"a": "s1", "b": "s2", "c": "s3"}, {"a": ["afp"], "b": ["afp", "ap"], "c": ["ap"]}, 1),
    ],
)
def test_count_sources(stories, agencies, expected):
    assert sources.count_sources(["|".join(stories)], mark(stories, agencies)) == [expected]


@given(
    STORIES, AGENCIES, st.sampled_from(ARTICLES), st.lists(st.sampled_from(["afp", "ap", "new"]), max_size=2)
)
def test_a_reprint_never_adds_a_source(stories, agencies, original, credited):
    """Whatever agency the reprint credits, and wherever it is counted."""
    cells = ["|".join(ARTICLES), "a|b|c", original]
    before = sources.count_sources(cells, mark(stories, agencies))
    marked = mark({**stories, "z": stories[original]}, {**agencies, "z": credited})
    grown = [f"{cell}|z" if original in cell else cell for cell in cells]
    assert all(
        after <= count
        for cells_after in (cells, grown)
        for after, count in zip(sources.count_sources(cells_after, marked), before, strict=True)
    )


def test_the_marks_of_an_article_are_its_story_and_the_agencies_of_the_story():
    marked = mark({"a": "s1", "b": "s1", "c": "s2"}, {"b": ["afp"]})
    assert marked["source_ids"].tolist() == ["s1|agency-afp", "s1|agency-afp", "s2"]


UNNAMED = schema.frame("mentions", [])
SAID = "The harbour will open again in March once both cranes have been tested, the minister said."


def say(article_id, text, speaker="m"):
    return {"statement_id": f"t{article_id}", "article_id": article_id, "speaker_id": speaker, "text": text}


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (say("b", SAID), [2, 2]),
        (say("b", SAID.replace("in March ", "")), [2, 2]),
        (say("b", SAID, speaker="n"), [1, 1]),
        (say("b", SAID, speaker=""), [1, 1]),
        (say("b", "Fuel prices are too high, the minister said."), [1, 1]),
    ],
)
def test_a_statement_counts_who_else_reports_it(other, expected):
    statements = schema.frame("statements", [say("a", SAID), other])
    counted = sources.add_statement_sources(statements, mark({"a": "s1", "b": "s2"}, {}), UNNAMED)
    assert counted["n_sources"].tolist() == expected
    assert statements["n_sources"].tolist() == [0, 0]


LONG = "Institut national de la statistique et des études économiques"


@pytest.mark.parametrize(
    ("actor_id", "expected"), [("m", [1, 1]), ("another", [2, 2])], ids=["its speaker", "another body"]
)
def test_the_name_of_the_speaker_makes_no_two_statements_alike(actor_id, expected):
    texts = {"a": f"Selon l'{LONG}, les prix montent.", "b": f"Selon l'{LONG}, le chômage recule."}
    said = [
        say(article_id, text) | {"start": 40, "end": 40 + len(text)} for article_id, text in texts.items()
    ]
    start = 40 + len("Selon l'")
    named = [
        {"article_id": article_id, "actor_id": actor_id, "start": start, "end": start + len(LONG)}
        for article_id in texts
    ]
    tables = schema.frame("statements", said), mark({"a": "s1", "b": "s2"}, {})
    counted = sources.add_statement_sources(*tables, schema.frame("mentions", named))
    assert counted["n_sources"].tolist() == expected


def test_a_statement_that_two_papers_took_from_one_agency_has_one_source():
    statements = schema.frame("statements", [say("a", SAID), say("b", SAID)])
    marked = mark({"a": "s1", "b": "s2"}, {"a": ["afp"], "b": ["afp"]})
    assert sources.add_statement_sources(statements, marked, UNNAMED)["n_sources"].tolist() == [1, 1]


def test_the_ledger_counts_its_first_statement():
    marked = mark({"a": "s1", "b": "s2"}, {})
    statements = sources.add_statement_sources(
        schema.frame("statements", [say("a", SAID), say("b", SAID)]), marked, UNNAMED
    )
    ledger = schema.frame("ledger", [{"ledger_id": "l1", "statement_ids": "ta", "article_ids": "a"}])
    assert sources.add_ledger_sources(ledger, statements, marked)["n_sources"].tolist() == [2]


@pytest.mark.parametrize("name", ["statements", "ledger", "events"])
def test_no_row_stays_no_row(name):
    marked = mark({"a": "s1"}, {})
    empty = schema.frame(name, [])
    if name == "statements":
        counted = sources.add_statement_sources(empty, marked, UNNAMED)
    elif name == "ledger":
        counted = sources.add_ledger_sources(empty, schema.frame("statements", []), marked)
    else:
        counted = sources.add_sources(empty, marked)
    assert counted.empty
    assert counted["n_sources"].dtype == "int64"


def test_input_is_unchanged():
    articles = schema.frame("articles", [{"article_id": "a", "story_id": "s1"}])
    before = articles.copy()
    sources.mark_sources(articles, schema.frame("lineage", []))
    pd.testing.assert_frame_equal(articles, before)
