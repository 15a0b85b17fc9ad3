"""Differences: what a correction changes, cell by cell, in all tables of a corpus."""

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from corpus_tools.schema import TABLES, records

COLUMNS = ("table", "row", "column", "before", "after")
ADDED, REMOVED = "(row added)", "(row removed)"
_SHOWN = ("name", "title", "what", "cue", "role", "text")


def compare_tables(before: Mapping[str, pd.DataFrame], after: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """List the cells that differ between the tables of two runs on the same articles.

    Args:
        before: tables by name; only those of the contract are compared, and not `corrections`.
        after: the same, later.

    Returns:
        table, row (its key), column (or `ADDED`, `REMOVED`), before, after (all text); by table in the
        order of the contract, rows in the order of the later table, removed ones first. Columns that only
        one side has are left out.

    >>> one = pd.DataFrame({"actor_id": ["a"], "name": ["A"]})
    >>> compare_tables({"actors": one}, {"actors": one.assign(name=["B"])}).values.tolist()
    [['actors', 'a', 'name', 'A', 'B']]
    """
    names = [name for name in TABLES if name in before and name in after and name != "corrections"]
    rows = [row for name in names for row in _compare(name, before[name], after[name])]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _compare(name: str, before: pd.DataFrame, after: pd.DataFrame) -> Iterator[dict[str, str]]:
    if before is after:
        return
    old, new = _by_key(name, before), _by_key(name, after)
    for key, row in old.items():
        if key not in new:
            yield dict(zip(COLUMNS, (name, key, REMOVED, _show(row), ""), strict=True))
    for key, row in new.items():
        if key not in old:
            yield dict(zip(COLUMNS, (name, key, ADDED, "", _show(row)), strict=True))
            continue
        for column in TABLES[name].columns:
            one, other = old[key].get(column), row.get(column)
            if one != other and one is not None and other is not None:
                yield dict(zip(COLUMNS, (name, key, column, str(one), str(other)), strict=True))


def _by_key(name: str, data: pd.DataFrame) -> dict[str, dict[str, Any]]:
    """The rows by their key, written as one text; rows of one key are numbered."""
    columns = TABLES[name].key or tuple(column for column in TABLES[name].columns if column in data)
    found: dict[str, dict[str, Any]] = {}
    for row in records(data):
        stem = key = " ".join(str(row[column]) for column in columns)
        number = 1
        while key in found:
            number += 1
            key = f"{stem} ({number})"
        found[key] = row
    return found


def _show(row: Mapping[str, Any]) -> str:
    """A few words that tell which row it is."""
    return next((str(row[column]) for column in _SHOWN if row.get(column)), "")
