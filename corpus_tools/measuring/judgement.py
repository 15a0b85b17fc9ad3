"""Judgement: one row found right or wrong, the unit that all accuracy is counted from."""

from collections.abc import Mapping
from typing import NamedTuple

import pandas as pd

from corpus_tools.measuring.gold import Gold, Row, match_spans, name_actors
from corpus_tools.schema import records

Tables = Mapping[str, pd.DataFrame]


class Judgement(NamedTuple):
    """One row judged: `right` is 1 or 0, or a share for linking (B-cubed); `measure` says of what.

    `seen` says that the rules were written with this article.
    """

    step: str
    measure: str
    language: str
    article_id: str
    right: float
    expected: str
    found: str
    seen: bool = False


def find_rows(tables: Tables, name: str, gold: Gold) -> list[Row]:
    """The rows of a table that are about articles with gold."""
    data = tables[name]
    known = set(gold.articles.values())
    return [row for row in records(data) if row["article_id"] in known]


def make_judgement(
    gold: Gold, step: str, measure: str, article_id: str, right: float, expected: str, found: str
) -> Judgement:
    """A judgement with the language of its article."""
    language, seen = gold.languages.get(article_id, ""), article_id in gold.seen
    return Judgement(step, measure, language, article_id, float(right), expected, found, seen)


def find_names(tables: Tables, gold: Gold) -> list[Row]:
    """The mentions by name in articles with gold."""
    return [row for row in find_rows(tables, "mentions", gold) if row["kind"] == "name"]


def name_entities(tables: Tables, gold: Gold) -> dict[str, str]:
    """The gold entity that each actor of the run stands for."""
    return name_actors(match_spans(find_names(tables, gold), gold.rows["mentions"]))
