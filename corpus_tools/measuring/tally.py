"""Tally: occurrences counted under their keys, as published and per story, with the sentences behind each."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from corpus_tools.schema import join

COUNTS = ("n", "n_once", "n_articles", "n_stories", "sentence_ids")


def tally(
    found: pd.DataFrame, by: Sequence[str], *, once: Collection[str] = (), min_n: int = 1
) -> pd.DataFrame:
    """Count occurrences by one or more of their columns.

    Args:
        found: an occurrence a row, in reading order: article_id, sentence_id, and the columns of `by`.
        by: the columns that occurrences are counted under.
        once: the articles of which each stands for its story (`standing.first_versions`).
        min_n: keys with fewer occurrences are left out.

    Returns:
        A row for each key, in the order of its first occurrence: the columns of `by`, n, n_once (of the
        articles `once`), n_articles, n_stories (articles `once`), sentence_ids. No rows for an empty frame.

    >>> found = pd.DataFrame({"article_id": ["a", "b"], "sentence_id": ["a.s001", "b.s004"], "term": "law"})
    >>> tally(found, ["term"], once={"b"})
      term  n  n_once  n_articles  n_stories   sentence_ids
    0  law  2       1           2          1  a.s001|b.s004
    """
    number = found.groupby(list(by), sort=False, observed=True).ngroup().to_numpy()
    is_once = found["article_id"].isin(once).to_numpy()
    held = pd.DataFrame({"number": number, "article": found["article_id"], "once": is_once}).drop_duplicates()
    counted = (number, number[is_once], held["number"], held.loc[held["once"], "number"])
    counts = found[list(by)].take(np.unique(number, return_index=True)[1])
    counts = counts.astype("str").reset_index(drop=True)
    for name, numbers in zip(COUNTS, counted, strict=False):
        counts[name] = np.bincount(numbers, minlength=len(counts))
    counts = counts[counts["n"] >= min_n]
    behind = _list_behind(found["sentence_id"], number, counts.index)
    counts["sentence_ids"] = pd.Series(behind, index=counts.index, dtype="str")
    return counts.reset_index(drop=True)


def _list_behind(
    sentence_ids: pd.Series, number: NDArray[np.integer[Any]], chosen: Iterable[int]
) -> list[str]:
    """The sentences of the rows of some numbers, a cell for each."""
    codes, names = pd.factorize(sentence_ids)
    ordered, ends = codes[np.argsort(number, kind="stable")], np.cumsum(np.bincount(number)).tolist()
    held, starts = names.tolist(), [0, *ends]
    return [join(held[code] for code in ordered[starts[key] : ends[key]].tolist()) for key in chosen]
