"""Tally: occurrences counted under their keys, as published and per story, with the sentences behind each."""

from collections.abc import Collection, Sequence

import numpy as np
import pandas as pd

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
    keys = found.groupby(list(by), sort=False, observed=True)
    number, is_once = keys.ngroup().to_numpy(), found["article_id"].isin(once).to_numpy()
    n = np.bincount(number)
    counts = found[list(by)].take(np.unique(number, return_index=True)[1])
    held = pd.DataFrame({"number": number, "article": found["article_id"], "once": is_once}).drop_duplicates()
    counts = counts.astype("str").reset_index(drop=True)
    counts["n"] = n
    counts["n_once"] = np.bincount(number[is_once], minlength=len(n))
    counts["n_articles"] = np.bincount(held["number"], minlength=len(n))
    counts["n_stories"] = np.bincount(held.loc[held["once"], "number"], minlength=len(n))
    counts = counts[n >= min_n]
    ids, sentences = pd.factorize(found["sentence_id"])
    ordered, ends = ids[np.argsort(number, kind="stable")], np.cumsum(n)
    named = sentences.tolist()
    behind = (ordered[ends[key] - n[key] : ends[key]].tolist() for key in counts.index)
    counts["sentence_ids"] = pd.Series([join(named[place] for place in own) for own in behind], counts.index)
    return counts.astype({"sentence_ids": "str"}).reset_index(drop=True)
