"""Statements: the statements of all articles, with their parties as actors of the corpus."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from corpus_tools.schema import frame, join, split, stream

_PARTIES = ("speaker_id", "addressee_ids", "by")
_DETAILS = {"by": "str", "reality": "str", "status": "str", "what_start": "int64", "what_end": "int64"}


def link_statements(
    statements: Sequence[Mapping[str, Any]] | pd.DataFrame, mentions: pd.DataFrame
) -> pd.DataFrame:
    """Name the parties of statements by their actors.

    Args:
        statements: rows of `speech.find_statements`, where parties are entities of their article.
        mentions: the table `mentions` with `entity` beside `actor_id`.

    Returns:
        The table `statements`, one row per statement in the order given, with the details of acts beside
        the contract (by, reality, status, what_start, what_end). An entity that no actor stands for is
        left out of its cell.
    """
    actor_of = {
        (row["article_id"], row["entity"]): row["actor_id"]
        for row in stream(mentions.reindex(columns=["article_id", "entity", "actor_id"]).drop_duplicates())
    }
    linked = frame("statements", statements)
    if linked.empty:
        return linked.assign(**{name: pd.Series(dtype=kind) for name, kind in _DETAILS.items()})
    for column in _PARTIES:
        linked[column] = [
            join(actor_of.get((article_id, entity), "") for entity in split(cell))
            for article_id, cell in zip(linked["article_id"], linked[column], strict=True)
        ]
    return linked
