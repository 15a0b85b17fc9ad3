"""Rows: small changes of frames that all kinds of correction share."""

from collections.abc import Collection, Mapping
from typing import Any

import pandas as pd

from corpus_tools.schema import frame, join, split

BASIS = "corrected"
"""What the column `basis` of a corrected row says."""


def swap(cells: "pd.Series[str]", ids: Mapping[str, str]) -> "pd.Series[str]":
    """Cells in which some ids are replaced; an id that becomes empty is left out.

    >>> swap(pd.Series(["un|who", "who", ""]), {"who": "un"}).tolist()
    ['un', 'un', '']
    """
    wanted = set(ids)
    return cells.map(
        lambda cell: join(ids.get(i, i) for i in split(cell)) if wanted & set(split(cell)) else cell
    ).astype("str")


def holds(cells: "pd.Series[str]", actor_id: str) -> "pd.Series[bool]":
    """Which cells list an id."""
    return cells.map(lambda cell: actor_id in split(cell)).astype(bool)


def add_row(name: str, data: pd.DataFrame, row: Mapping[str, Any]) -> pd.DataFrame:
    """The table with one row more, at its end; columns that the row does not name are empty."""
    empty = {column: (0 if data[column].dtype.kind in "iu" else "") for column in data.columns}
    added = pd.DataFrame([{**empty, **row}])
    return frame(name, pd.concat([data, added[list(data.columns)]], ignore_index=True))


def sort_rows(data: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """The rows in the order of articles, then of their place in the text."""
    place = {article_id: number for number, article_id in enumerate(articles["article_id"])}
    keys = pd.DataFrame({"a": data["article_id"].map(place), "s": data["start"]}, index=data.index)
    return data.loc[keys.sort_values(["a", "s"], kind="stable").index].reset_index(drop=True)


def list_aliases(mentions: pd.DataFrame) -> list[str]:
    """The names by which mentions name an actor, those in brackets apart, sorted.

    >>> list_aliases(pd.DataFrame({"kind": ["name", "role"], "text": ["World Bank (WB)", "the bank"]}))
    ['WB', 'World Bank']
    """
    named = mentions.loc[mentions["kind"] == "name", "text"]
    parts = {part.rstrip(") ") for text in named for part in str(text).split(" (")}
    return sorted(part for part in parts if part)


def mark_changed(name: str, before: pd.DataFrame, after: pd.DataFrame) -> tuple[pd.DataFrame, int]:
    """Mark the rows that are new or other than before with `BASIS`, and count them with those that are gone.

    What is counted from rows (`n_…`) and what a basis says makes no row another.

    >>> one = frame("actors", [{"actor_id": "a", "name": "A"}, {"actor_id": "b", "name": "B"}])
    >>> marked, n = mark_changed("actors", one, one.assign(name=["A", "C"]))
    >>> marked["basis"].tolist(), n
    (['', 'corrected'], 1)
    """
    columns = [
        column
        for column in after.columns
        if column in before.columns and not column.startswith("n_") and column not in ("basis", "entity")
    ]
    known = set(before[columns].itertuples(index=False, name=None))
    changed = [row not in known for row in after[columns].itertuples(index=False, name=None)]
    n = sum(changed) + max(0, len(before) - len(after))
    if not any(changed) or "basis" not in after:
        return after, n
    return after.assign(basis=after["basis"].mask(pd.Series(changed, index=after.index), BASIS)), n


def drop_ids(cells: "pd.Series[str]", gone: Collection[str]) -> "pd.Series[str]":
    """Cells without some ids."""
    return swap(cells, dict.fromkeys(gone, ""))
