"""Statements: the statements of all articles, with their parties as actors of the corpus."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from corpus_tools.schema import frame, join, records, split

_PARTIES = ("speaker_id", "addressee_ids", "by")


def link_statements(statements: Sequence[Mapping[str, Any]], mentions: pd.DataFrame) -> pd.DataFrame:
    """Name the parties of statements by their actors.

    Args:
        statements: rows of `speech.find_statements`, where parties are entities of their article.
        mentions: the table `mentions` with `entity` beside `actor_id`.

    Returns:
        The table `statements`, one row per statement in the order given. An entity that no actor stands
        for is left out of its cell.
    """
    actor_of = {
        (row["article_id"], row["entity"]): row["actor_id"]
        for row in records(mentions[["article_id", "entity", "actor_id"]].drop_duplicates())
    }
    linked = frame("statements", list(statements))
    for column in _PARTIES:
        if column in linked:
            linked[column] = [
                join(actor_of.get((article_id, entity), "") for entity in split(cell))
                for article_id, cell in zip(linked["article_id"], linked[column], strict=True)
            ]
    return linked
