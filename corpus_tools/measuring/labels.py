"""Labels: a short name for each article, for the axes of figures and the columns of tables."""

from collections import Counter

import pandas as pd


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
