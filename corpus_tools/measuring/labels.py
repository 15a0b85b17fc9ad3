"""Labels: a short name for each article, or for each group of articles, for figures and tables."""

from collections import Counter

import pandas as pd

MOST_GROUPS = 12
"""Most columns of a figure."""


def label_articles(articles: pd.DataFrame) -> dict[str, str]:
    """Name each article by its outlet and date, or by its file where these are unknown or not enough.

    Returns:
        The label by article_id; labels are distinct.

    >>> frame = pd.DataFrame([
    ...     {"article_id": "a1", "outlet": "The Post", "published": "2026-01-16", "file": "1.txt"},
    ...     {"article_id": "a2", "outlet": "", "published": "", "file": "2.txt"},
    ... ])
    >>> label_articles(frame)
    {'a1': 'The Post, 2026-01-16', 'a2': '2.txt'}
    """
    names = {}
    for row in articles.to_dict("records"):
        known = [part for part in (row["outlet"], row["published"] or "undated") if part]
        names[str(row["article_id"])] = ", ".join(known) if row["outlet"] else str(row["file"])
    repeated = {name for name, n in Counter(names.values()).items() if n > 1}
    files = dict(zip(articles["article_id"], articles["file"], strict=True))
    return {key: f"{name} ({files[key]})" if name in repeated else name for key, name in names.items()}


def group_articles(articles: pd.DataFrame, *, most: int = MOST_GROUPS) -> dict[str, str]:
    """Give each article a column of a figure: its own label while there are few, else its outlet or year.

    Returns:
        The column by article_id: labels when there are at most `most` articles; else outlets, years or
        languages, the first of these that makes two to `most` groups; else `all articles`.

    >>> frame = pd.DataFrame({
    ...     "article_id": ["a1", "a2", "a3"], "outlet": ["Post", "Post", "Times"], "file": ["1", "2", "3"],
    ...     "published": ["2025-01-16", "2025-02", "2026"], "language": ["en", "en", "en"],
    ... })
    >>> group_articles(frame, most=2)
    {'a1': 'Post', 'a2': 'Post', 'a3': 'Times'}
    """
    if len(articles) <= most:
        return label_articles(articles)
    years = articles["published"].str[:4]
    for values, unknown in (
        (articles["outlet"], "outlet unknown"),
        (years, "undated"),
        (articles["language"], ""),
    ):
        named = [value or unknown for value in values]
        if 1 < len(set(named)) <= most:
            return dict(zip(articles["article_id"], named, strict=True))
    return dict.fromkeys(articles["article_id"], "all articles")
