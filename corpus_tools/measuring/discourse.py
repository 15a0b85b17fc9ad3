"""Discourse: statements and articles as rows that Discourse Network Analyzer takes."""

from collections.abc import Mapping

import pandas as pd

from corpus_tools.schema import split, stream

_DISCOURSE = (
    "id", "documentId", "startCaret", "endCaret", "statementTypeId", "coder", "person", "organization",
    "concept", "agreement",
)  # fmt: skip
_DOCUMENTS = (
    "id", "title", "text", "coder", "author", "sources", "section", "notes", "type", "date",
)  # fmt: skip


def list_discourse(
    statements: pd.DataFrame, actors: pd.DataFrame, articles: pd.DataFrame, texts: Mapping[str, str]
) -> pd.DataFrame:
    """Statements as rows that Discourse Network Analyzer takes: who holds which concept, at which place.

    The columns are those that the program's R package documents for `dna_setStatements` (rDNA manual,
    "Recode statements in the DNA database"): first the six of every statement, then the variables of the
    statement type that each of its databases begins with, "DNA Statement". Read the file with `read.csv`, add
    the documents of `list_documents` first, and append these rows to those of `dna_getStatements`.

    Args:
        statements: the table statements.
        actors: the table actors, for names.
        articles: the table articles; its order numbers the documents.
        texts: the source text of each article by its id.

    Returns:
        One row per statement and known speaker: id (-1, so that the program gives one), documentId (from 1,
        in the order of the articles), startCaret and endCaret (from 0, end not included, in the UTF-16 units
        in which the program counts), statementTypeId and coder (1), person, organization, concept (the act)
        and agreement (1, or 0 for denial and criticism).
    """
    name = dict(zip(actors["actor_id"], actors["name"], strict=True))
    kind = dict(zip(actors["actor_id"], actors["type"], strict=True))
    number = {article_id: n for n, article_id in enumerate(articles["article_id"], 1)}
    rows = []
    for row in stream(statements):
        text = texts[row["article_id"]]
        for speaker in split(row["speaker_id"]):
            is_person = kind.get(speaker) == "person"
            rows.append(
                {
                    "id": -1,
                    "documentId": number[row["article_id"]],
                    "startCaret": _count_units(text[: row["start"]]),
                    "endCaret": _count_units(text[: row["end"]]),
                    "statementTypeId": 1,
                    "coder": 1,
                    "person": name.get(speaker, speaker) if is_person else "",
                    "organization": "" if is_person else name.get(speaker, speaker),
                    "concept": row["act"],
                    "agreement": int(row["act"] not in ("denial", "criticism")),
                }
            )
    return pd.DataFrame(rows, columns=list(_DISCOURSE))


def list_documents(articles: pd.DataFrame) -> pd.DataFrame:
    """Articles as rows that Discourse Network Analyzer takes as documents, for the rows of `list_discourse`.

    The columns are those documented for `dna_setDocuments`. `text` is empty, since a run has the texts as
    `texts/<article_id>.txt`; `notes` holds the id by which to fill it in.

    Returns:
        One row per article, in the order given: id (from 1), title, text, coder (1), author, sources (the
        outlet), section, notes (article_id), type (language) and date (milliseconds since 1970-01-01, UTC;
        missing where no day is known).
    """
    days = pd.to_datetime(articles["published"], format="%Y-%m-%d", errors="coerce")
    since = (days - pd.Timestamp(0)) // pd.Timedelta(milliseconds=1)
    blank = [""] * len(articles)
    return pd.DataFrame(
        {
            "id": range(1, len(articles) + 1),
            "title": articles["title"].where(articles["title"] != "", articles["file"]).tolist(),
            "text": blank,
            "coder": 1,
            "author": blank,
            "sources": articles["outlet"].tolist(),
            "section": blank,
            "notes": articles["article_id"].tolist(),
            "type": articles["language"].tolist(),
            "date": since.astype("Int64").tolist(),
        },
        columns=list(_DOCUMENTS),
    ).astype({"id": "int64", "coder": "int64", "date": "Int64"})


def _count_units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
