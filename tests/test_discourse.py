"""Discourse: the rows follow what the R package of Discourse Network Analyzer documents."""

import io

import pandas as pd
import pytest

from corpus_tools.measuring.discourse import list_discourse, list_documents
from corpus_tools.schema import frame

SIX = ["id", "documentId", "startCaret", "endCaret", "statementTypeId", "coder"]
"""The columns of every statement in `dna_setStatements`, in its order."""

TEXTS = {"a1": "\U0001f600 Ana said no. The bank denied it.", "a2": "Ana agreed."}
ARTICLES = frame(
    "articles",
    [
        {"article_id": "a1", "published": "2024-03-01", "title": "One", "outlet": "Post", "language": "en"},
        {"article_id": "a2", "published": "2024-03", "file": "two.txt", "language": "fr"},
    ],
)
ACTORS = frame(
    "actors",
    [
        {"actor_id": "ana", "name": "Ana", "type": "person"},
        {"actor_id": "bank", "name": "Bank", "type": "organisation"},
    ],
)
STATEMENTS = frame(
    "statements",
    [
        {"article_id": article_id, "start": start, "end": end, "speaker_id": speaker, "act": act}
        for article_id, start, end, speaker, act in (
            ("a1", 2, 14, "ana", "statement"),
            ("a1", 15, 34, "bank", "denial"),
            ("a2", 0, 11, "ana|bank", "agreement"),
            ("a2", 0, 11, "", "statement"),
        )
    ],
)


def rows() -> pd.DataFrame:
    return list_discourse(STATEMENTS, ACTORS, ARTICLES, TEXTS)


def test_statements_have_the_columns_of_the_program_and_whole_numbers() -> None:
    again = pd.read_csv(io.StringIO(rows().to_csv(index=False)))
    assert list(again.columns) == [*SIX, "person", "organization", "concept", "agreement"]
    assert all(again[name].dtype == "int64" for name in (*SIX, "agreement"))
    assert (again["id"] == -1).all()
    assert again["agreement"].isin([0, 1]).all()


def test_carets_count_as_the_program_does() -> None:
    for row in rows().to_dict("records"):
        article_id = ARTICLES["article_id"][row["documentId"] - 1]
        units = TEXTS[article_id].encode("utf-16-le")
        cut = units[2 * row["startCaret"] : 2 * row["endCaret"]].decode("utf-16-le")
        assert cut in ("Ana said no.", "The bank denied it.", "Ana agreed.")
        assert 0 <= row["startCaret"] < row["endCaret"] <= len(units) // 2


def test_every_speaker_is_a_person_or_an_organisation() -> None:
    told = rows()[["documentId", "person", "organization", "concept", "agreement"]].to_numpy().tolist()
    assert told == [
        [1, "Ana", "", "statement", 1],
        [1, "", "Bank", "denial", 0],
        [2, "Ana", "", "agreement", 1],
        [2, "", "Bank", "agreement", 1],
    ]


def test_documents_have_the_ten_columns_of_the_program() -> None:
    documents = list_documents(ARTICLES)
    assert list(documents.columns) == [
        "id", "title", "text", "coder", "author", "sources", "section", "notes", "type", "date",
    ]  # fmt: skip
    assert documents["title"].tolist() == ["One", "two.txt"]
    assert documents["notes"].tolist() == ["a1", "a2"]


@pytest.mark.parametrize(
    ("published", "date"), [("2024-03-01", 1_709_251_200_000), ("2024-03", None), ("", None)]
)
def test_a_date_is_milliseconds_and_only_where_the_day_is_known(published: str, date: int | None) -> None:
    (found,) = list_documents(frame("articles", [{"article_id": "a1", "published": published}]))["date"]
    assert (None if found is pd.NA else found) == date


def test_nothing_is_no_row() -> None:
    assert list_discourse(STATEMENTS.head(0), ACTORS, ARTICLES, TEXTS).empty
    assert list_documents(ARTICLES.head(0)).empty
