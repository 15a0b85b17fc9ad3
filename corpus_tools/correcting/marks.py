"""Marks: which rows of a run are other than they would be without the corrections, in every table.

The desk marks the rows that a correction itself sets. What is derived from these (times read from a corrected
day of publication, events and dues that rest on them, the statements of an actor who is now another) is found
by comparing with the tables of the same articles without any correction, so no step has to know of marks.
"""

from collections.abc import Hashable, Mapping

import pandas as pd

from corpus_tools.correcting.rows import BASIS
from corpus_tools.schema import TABLES


def mark_derived(
    automatic: Mapping[str, pd.DataFrame], corrected: Mapping[str, pd.DataFrame]
) -> dict[str, pd.DataFrame]:
    """Mark with `BASIS` all rows that a run without corrections does not have.

    What is counted from rows (`n_…`) makes no row another; where a value comes from does, so that a time
    which is read from a corrected day is marked even if the day before gave the same.

    Args:
        automatic: the tables of the same articles without corrections.
        corrected: those with them; tables without the column `basis` stay as they are.

    >>> one = pd.DataFrame({"text": ["Monday", "2027"], "value": ["", "2027"], "basis": ["no date", "text"]})
    >>> other = one.assign(value=["2024-03-04", "2027"])
    >>> mark_derived({"times": one}, {"times": other})["times"]["basis"].tolist()
    ['corrected', 'text']
    """
    marked = dict(corrected)
    for name in TABLES:
        if name in automatic and "basis" in corrected.get(name, ()):
            marked[name] = _mark(automatic[name], corrected[name])
    return marked


def count_marked(tables: Mapping[str, pd.DataFrame]) -> dict[str, int]:
    """The number of corrected rows of each table that has some, in the order of the contract.

    >>> count_marked({"times": pd.DataFrame({"basis": ["corrected", ""]}), "roles": pd.DataFrame()})
    {'times': 1}
    """
    counts = {name: _count(tables[name]) for name in TABLES if name in tables}
    return {name: n for name, n in counts.items() if n}


def _mark(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    columns = [name for name in after.columns if name in before and not name.startswith("n_")]
    columns = [name for name in columns if name != "entity"]
    known = set(_rows(before[columns]))
    changed = [row not in known for row in _rows(after[columns])]
    if not any(changed):
        return after
    return after.assign(basis=after["basis"].mask(pd.Series(changed, index=after.index, dtype=bool), BASIS))


def _rows(data: pd.DataFrame) -> list[Hashable]:
    return list(data.itertuples(index=False, name=None))


def _count(data: pd.DataFrame) -> int:
    return int((data["basis"] == BASIS).sum()) if "basis" in data else 0
