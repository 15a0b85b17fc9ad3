"""Once: which article stands for each story, and counts that take each story once.

Every count has two forms. *As published* counts all articles; *per story* counts only the version that
stands for its story, so that a copy or a translation never adds to it. The columns of the second form end
in `_once`, beside `n_stories`.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping

import pandas as pd

from corpus_tools.linking.standing import first_versions
from corpus_tools.schema import split

COUNTED = ("as published", "per story")
"""The two ways of counting, as tables name them that hold rows for both."""


def count_once(
    table: pd.DataFrame, articles: pd.DataFrame, *, of: str = "sentence_ids", beside: str = "n"
) -> pd.DataFrame:
    """A table of counts with each count per story beside the count as published.

    Args:
        table: rows whose count is the number of ids in one of their cells.
        articles: the table articles.
        of: the column of these ids, of sentences or statements; an id begins with that of its article.
        beside: the column of the count as published.

    Returns:
        The table with the column `n_once` (as `beside` is called, and `_once`) after it.

    >>> versions = pd.DataFrame({"article_id": ["a", "b"], "story_id": ["s", "s"], "copy_of": ["", "a"]})
    >>> count_once(pd.DataFrame({"n": [3], "sentence_ids": ["a.s001|b.s001|b.s004"]}), versions)
       n  n_once          sentence_ids
    0  3       1  a.s001|b.s001|b.s004
    """
    once = frozenset(first_versions(articles))
    counts = [count_ids(split(cell), once) for cell in table[of]]
    counted = table.drop(columns=f"{beside}_once", errors="ignore")
    counted.insert(
        list(counted).index(beside) + 1, f"{beside}_once", pd.Series(counts, table.index, dtype="int64")
    )
    return counted


def count_ids(ids: Iterable[str], once: Collection[str]) -> int:
    """How many ids of sentences or statements belong to some articles.

    >>> count_ids(["a.s001", "b.s001"], {"a"})
    1
    """
    return sum(each.partition(".")[0] in once for each in ids)


def count_terms_once(
    found: pd.DataFrame, articles: pd.DataFrame, *, part_of: Mapping[str, str] | None = None
) -> Counter[tuple[str, str, str]]:
    """How often each term occurs when each story counts once in a language, and no copy does.

    Args:
        found: what `terms.find_terms` gives.
        articles: the table articles.
        part_of: the part of the corpus that an article belongs to, by id; without it the part is empty.

    Returns:
        The counts by language, term and part.
    """
    kept = found[found["article_id"].isin(first_versions(articles, by_language=True))]
    part = kept["article_id"].map(lambda article_id: part_of.get(article_id, "")) if part_of else ""
    keys = kept[["language", "term"]].assign(part=part)
    counts = keys.groupby(list(keys), sort=False, observed=True).size()
    return Counter(dict(zip(counts.index.tolist(), counts.tolist(), strict=True)))


def set_both_ways(table: pd.DataFrame, articles: pd.DataFrame, *, by_language: bool = False) -> pd.DataFrame:
    """The rows of a table twice: all as published, then those of the versions that stand for their stories.

    Args:
        table: rows with `article_id`.
        articles: the table articles.
        by_language: as in `first_versions`.

    Returns:
        The rows with `counted` (one of `COUNTED`), in the order given.
    """
    once = table["article_id"].isin(first_versions(articles, by_language=by_language))
    both = (table.assign(counted=COUNTED[0]), table[once].assign(counted=COUNTED[1]))
    return pd.concat(both, ignore_index=True)
