"""Origins: where the reports of a corpus come from, and what their versions leave out, as tables to read."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from corpus_tools.correcting.rows import BASIS
from corpus_tools.linking.sources import count_sources
from corpus_tools.linking.standing import first_versions, story_of
from corpus_tools.measuring.once import COUNTED
from corpus_tools.publishing.coverage import name_articles
from corpus_tools.schema import join, records, split

_SAYS = {"carries": "carries the agency", "copies": "copies", "edits": "edits", "translates": "translates"}


def list_lineage(lineage: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Who carries, copies, edits or translates whom, a row for each link.

    Returns:
        article, relation, source (an agency or an article), why (the words of the credit, or how the two are
        known to be one report and which came first), sentence_ids (those that both have; none for a
        credit, which is no sentence); in the order given.
    """
    names = name_articles(articles)
    rows = [
        {
            "article": names[row["article_id"]],
            "relation": _SAYS[row["relation"]],
            "source": row["agency"] or names[row["source_article_id"]],
            "why": f"“{row['text']}”" if row["text"] else row["basis"],
            "sentence_ids": join(item for item in split(row["evidence"]) if "." in item),
        }
        for row in records(lineage)
    ]
    return pd.DataFrame(rows, columns=["article", "relation", "source", "why", "sentence_ids"])


def list_sources(articles: pd.DataFrame) -> pd.DataFrame:
    """The independent sources of a corpus, those with most articles first.

    Articles that tell one story, or that carry one agency, are one source.

    Returns:
        source (its number), n_articles, n_stories, outlets, agencies, article_ids.
    """
    group = number_sources(articles)
    named = articles.assign(source=articles["article_id"].map(group))
    rows = [
        {
            "source": number,
            "n_articles": len(own),
            "n_stories": own["story_id"].nunique(),
            "outlets": join(sorted(own["outlet"])),
            "agencies": join(
                mark.removeprefix("agency-")
                for cell in own["source_ids"]
                for mark in split(cell)
                if mark.startswith("agency-")
            ),
            "article_ids": join(own["article_id"]),
        }
        for number, own in named.groupby("source", sort=True)
    ]
    found = pd.DataFrame(
        rows, columns=["source", "n_articles", "n_stories", "outlets", "agencies", "article_ids"]
    )
    return found.sort_values(["n_articles", "source"], ascending=[False, True], ignore_index=True)


def number_sources(articles: pd.DataFrame) -> Mapping[str, int]:
    """The number of the source of each article, counted from 1 in the order of the table."""
    marks: dict[str, int] = {}
    members: dict[int, set[str]] = {}
    for cell in articles["source_ids"]:
        own = set(split(cell))
        met = sorted({marks[mark] for mark in own if mark in marks})
        for number in met:
            own |= members.pop(number)
        kept = met[0] if met else len(marks) + 1
        members[kept] = own
        marks |= dict.fromkeys(own, kept)
    order = {number: place for place, number in enumerate(sorted(members), 1)}
    cells = zip(articles["article_id"], articles["source_ids"], strict=True)
    return {article_id: order[marks[split(cell)[0]]] for article_id, cell in cells}


def count_reports(
    statements: pd.DataFrame, ledger: pd.DataFrame, events: pd.DataFrame, articles: pd.DataFrame
) -> pd.DataFrame:
    """How many rows of each table rest on one independent source, on two, and on more.

    Returns:
        table, counted (one of `once.COUNTED`), n_rows, one_source, two_sources, more_sources; statements in
        both ways, then the ledger and the events, which are told once per story.
    """
    published, once = COUNTED
    standing = statements[statements["article_id"].isin(first_versions(articles))]
    tables = (
        ("statements", published, statements),
        ("statements", once, standing),
        ("ledger", once, ledger),
        ("events", once, events),
    )
    rows = [
        {
            "table": name,
            "counted": counted,
            "n_rows": len(data),
            "one_source": int((data["n_sources"] <= 1).sum()),
            "two_sources": int((data["n_sources"] == 2).sum()),
            "more_sources": int((data["n_sources"] > 2).sum()),
        }
        for name, counted, data in tables
    ]
    return pd.DataFrame(rows)


def count_corpus(articles: pd.DataFrame) -> tuple[int, int, int]:
    """How many articles, stories and independent sources there are."""
    sources = count_sources([join(articles["article_id"])], articles)[0]
    return len(articles), int(articles["story_id"].nunique()), sources


def list_omissions(omissions: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """What versions leave out, add, change, soften or strengthen, a row each.

    Returns:
        first, second (the articles), kind, direction, says (the first), says_second, sentence_ids; in the
        order given.
    """
    names = name_articles(articles)
    rows = [
        {
            "first": names[row["article_id"]],
            "second": names[row["partner_article_id"]],
            "kind": name_difference(row),
            "direction": row["direction"],
            "says": row["text"].strip(" ,;:"),
            "says_second": row["partner_text"].strip(" ,;:"),
            "sentence_ids": join([row["sentence_id"], row["partner_sentence_id"]]),
        }
        for row in records(omissions)
    ]
    columns = ["first", "second", "kind", "direction", "says", "says_second", "sentence_ids"]
    return pd.DataFrame(rows, columns=columns)


def name_difference(row: Mapping[str, Any]) -> str:
    """The kind of a difference; of modality the scale, which its basis names unless the row is corrected.

    >>> name_difference({"kind": "modality", "basis": "obligation"})
    'obligation'
    """
    return str(row["basis"] if row["kind"] == "modality" and row["basis"] != BASIS else row["kind"])


def count_omissions(omissions: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """The differences between versions counted by kind (rows) and direction (columns); no row, no kind.

    A difference is between two versions, so these counts are as published; `n_stories` tells of how many
    stories versions differ in that kind of thing.
    """
    if omissions.empty:
        return pd.DataFrame(columns=["kind"])
    counted = pd.crosstab(omissions["kind"], omissions["direction"]).rename_axis(columns=None)
    stories = omissions["article_id"].map(story_of(articles)).groupby(omissions["kind"]).nunique()
    return counted.assign(n_stories=stories).reset_index()
