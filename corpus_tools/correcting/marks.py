"""Marks: which derived rows a correction has reached, by way of the parties that they name."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import pandas as pd

from corpus_tools.correcting.rows import BASIS
from corpus_tools.schema import records, split

_SPOKEN = ("speaker_id", "addressee_ids", "by")
_TAKING_PART = ("participants", "objects", "place")

Party = tuple[str, str]
"""An entity of an article."""


def find_moved(before: pd.DataFrame, after: pd.DataFrame) -> frozenset[Party]:
    """The entities of articles that stand for another actor, or for none, after the mentions were corrected.

    >>> one = pd.DataFrame({"article_id": ["a1"], "entity": ["he"], "actor_id": ["x"]})
    >>> find_moved(one, one.assign(actor_id="y")), find_moved(one, one)
    (frozenset({('a1', 'he')}), frozenset())
    """
    if before is after:
        return frozenset()
    old, new = _actors_of(before), _actors_of(after)
    return frozenset(party for party in {*old, *new} if old.get(party) != new.get(party))


def mark_statements(
    statements: pd.DataFrame, rows: Sequence[Mapping[str, Any]], moved: Collection[Party]
) -> pd.DataFrame:
    """Mark the statements of whose parties a correction has changed one.

    Args:
        statements: the table, linked.
        rows: the same in the same order, with entities as parties.
        moved: what `find_moved` gives.
    """
    return _mark(statements, [_names(row, _SPOKEN, moved) for row in rows])


def mark_ledger(ledger: pd.DataFrame, statements: pd.DataFrame) -> pd.DataFrame:
    """Mark the rows of the ledger that rest on a corrected statement."""
    corrected = set(statements.loc[statements["basis"] == BASIS, "statement_id"])
    return _mark(ledger, [not corrected.isdisjoint(split(cell)) for cell in ledger["statement_ids"]])


def mark_events(
    events: pd.DataFrame, candidates: Sequence[Mapping[str, Any]], moved: Collection[Party]
) -> pd.DataFrame:
    """Mark the events of whose parties a correction has changed one.

    Args:
        events: the table.
        candidates: what it was made from, with entities as parties.
        moved: what `find_moved` gives.
    """
    reached = {(row["kind"], row["sentence_id"]) for row in candidates if _names(row, _TAKING_PART, moved)}
    return _mark(
        events,
        [
            any((row["kind"], item) in reached for item in split(row["sentence_ids"]))
            for row in records(events)
        ],
    )


def mark_initiatives(initiatives: pd.DataFrame, mentions: pd.DataFrame) -> pd.DataFrame:
    """Mark the initiatives beside which a corrected mention names one of their actors."""
    corrected = mentions[mentions["basis"] == BASIS]
    reached = {
        (sentence_id, actor_id)
        for sentence_id, cell in zip(corrected["sentence_id"], corrected["actor_id"], strict=True)
        for actor_id in split(cell)
    }
    return _mark(
        initiatives,
        [
            any((s, a) in reached for s in split(row["evidence"]) for a in split(row["actor_ids"]))
            for row in records(initiatives)
        ],
    )


def _actors_of(mentions: pd.DataFrame) -> dict[Party, str]:
    pairs = zip(mentions["article_id"], mentions["entity"], strict=True)
    return dict(zip(pairs, mentions["actor_id"], strict=True))


def _names(row: Mapping[str, Any], columns: Sequence[str], moved: Collection[Party]) -> bool:
    return bool(moved) and any(
        (row["article_id"], item) in moved for name in columns for item in split(str(row[name]))
    )


def _mark(data: pd.DataFrame, chosen: Sequence[bool]) -> pd.DataFrame:
    if not any(chosen):
        return data
    return data.assign(basis=data["basis"].mask(pd.Series(chosen, index=data.index, dtype=bool), BASIS))
