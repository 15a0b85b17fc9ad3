"""Coverage: which outlet published what when, as a small table that `plot_coverage` draws."""

from collections.abc import Mapping, Sequence

import pandas as pd

from corpus_tools.publishing.plots.calendars import first_day, last_day, say
from corpus_tools.schema import join, records

MOST = 40
"""Rows that a picture can show on a page or two; of more, the most reported are drawn."""

_OUTLETS, _MONTHS = 20, 18


def list_coverage(articles: pd.DataFrame, *, most: int = MOST) -> pd.DataFrame:
    """The articles by date and outlet, for `plot_coverage`: one by one, or counted when there are many.

    Args:
        articles: the table articles.
        most: articles that are listed one by one.

    Returns:
        Up to `most` articles: outlet, label, date_start, date_end, article_ids, by date. An undated one
        spans the days on which it can have been published; those without any bound come last.
        More articles: outlet, period (month, or year when there are many months, or `undated`), n,
        article_ids, by outlet with the most articles first, then period; small outlets share a row.
    """
    if len(articles) > most:
        return _count_coverage(articles)
    rows = [
        {
            "outlet": row["outlet"],
            "label": row["title"] or row["file"],
            "date_start": row["published"] or row["published_earliest"],
            "date_end": row["published"] or row["published_latest"],
            "article_ids": row["article_id"],
        }
        for row in records(articles)
    ]
    return sort_by_date(rows, ["outlet", "label", "date_start", "date_end", "article_ids"])


def name_articles(articles: pd.DataFrame) -> dict[str, str]:
    """A short name for each article by its id: outlet and date, numbered where two would be alike.

    >>> name_articles(pd.DataFrame({"article_id": ["a1", "a2"], "outlet": ["Daily", "Daily"],
    ...     "published": ["2026-01-16", "2026-01-16"], "file": ["x", "y"]}))
    {'a1': 'Daily, 16 Jan 2026 (1)', 'a2': 'Daily, 16 Jan 2026 (2)'}
    """
    names = {
        row["article_id"]: f"{row['outlet'] or row['file']}, {say(row['published']) or 'undated'}"
        for row in records(articles)
    }
    taken: dict[str, list[str]] = {}
    for article_id, name in names.items():
        taken.setdefault(name, []).append(article_id)
    return {
        article_id: f"{name} ({taken[name].index(article_id) + 1})" if len(taken[name]) > 1 else name
        for article_id, name in names.items()
    }


def sort_by_date(rows: Sequence[Mapping[str, object]], columns: list[str]) -> pd.DataFrame:
    """Rows by the start of their time (its end where that is open), then its end; undated ones last."""

    def key(row: Mapping[str, object]) -> tuple[float, float, str]:
        start, end = str(row["date_start"]), str(row["date_end"])
        if not start and not end:
            return float("inf"), float("inf"), str(row["label"])
        return first_day(start or end), last_day(end or start), str(row["label"])

    ordered = sorted(rows, key=key)
    return pd.DataFrame([dict(row) for row in ordered], columns=columns)


def _count_coverage(articles: pd.DataFrame) -> pd.DataFrame:
    """Articles by outlet and period; the outlets beyond the greatest share a row."""
    outlet = articles["outlet"].where(articles["outlet"] != "", "outlet unknown")
    sizes = outlet.value_counts(sort=False)
    ranked = sorted(sizes.index, key=lambda name: (-int(sizes[name]), name))
    small = ranked[_OUTLETS - 1 :] if len(ranked) > _OUTLETS else []
    order = [name for name in ranked if name not in set(small)]
    if small:
        order.append(f"{len(small)} other outlets")
        outlet = outlet.where(~outlet.isin(small), order[-1])
    months = articles["published"].str[:7]
    period = months if months[months != ""].nunique() <= _MONTHS else months.str[:4]
    marks: dict[tuple[str, str], list[str]] = {}
    for key in zip(outlet, period.where(period != "", "undated"), articles["article_id"], strict=True):
        marks.setdefault(key[:2], []).append(key[2])
    rows = [
        {"outlet": name, "period": when, "n": len(marks[name, when]), "article_ids": join(marks[name, when])}
        for name in order
        for when in sorted({period for _, period in marks})
        if (name, when) in marks
    ]
    return pd.DataFrame(rows, columns=["outlet", "period", "n", "article_ids"])
