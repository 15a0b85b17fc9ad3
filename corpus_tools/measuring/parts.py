"""Parts: a corpus in two parts, by outlet, language or period, to be set side by side."""

from dataclasses import dataclass

import pandas as pd

from corpus_tools.errors import UsageError
from corpus_tools.linking.standing import story_of
from corpus_tools.measuring.inference import explain_support
from corpus_tools.schema import records

PERIOD = "period"
"""The name under which publication dates part a corpus: before a day, month or year, and from it on."""

UNKNOWN = "unknown"


@dataclass(frozen=True)
class Parts:
    """Two parts of a corpus.

    Attributes:
        by: what parts it.
        first: name of the first part.
        second: name of the second part.
        articles: the articles of both, with the name of their part in the column `part`.
        left_out: articles of neither: article_id, reason.
        n_stories: stories of the first and of the second part; a story told in both counts in each.
        support: empty, or why nothing can be tested between them.
    """

    by: str
    first: str
    second: str
    articles: pd.DataFrame
    left_out: pd.DataFrame
    n_stories: tuple[int, int]
    support: str

    def __str__(self) -> str:
        """The two parts with their sizes, in a sentence."""
        sizes = [int((self.articles["part"] == name).sum()) for name in (self.first, self.second)]
        parts = zip((self.first, self.second), sizes, self.n_stories, strict=True)
        told = " against ".join(f"{name} (articles: {n}, stories: {stories})" for name, n, stories in parts)
        return f"{self.by}: {told}; articles in neither: {len(self.left_out)}."


def part_articles(articles: pd.DataFrame, *, by: str, first: str = "") -> Parts:
    """Part a corpus in two.

    Args:
        articles: frame `articles`.
        by: a column (outlet, language, …), or `period` for the dates of publication.
        first: the value that makes the first part, all other articles being the second; for `period`, the
            day, month or year (ISO) from which on an article is in the first part. Empty: the value
            with most articles; for `period` the month that parts the dated articles most evenly.

    Returns:
        The parts. An article whose date is too coarse to tell, or missing and without bounds, is in neither.

    Raises:
        UsageError: the column or the value is unknown.

    >>> frame = pd.DataFrame({"article_id": ["a1", "a2", "a3"], "outlet": ["Post", "Post", "Times"]})
    >>> print(part_articles(frame, by="outlet"))
    outlet: Post (articles: 2, stories: 2) against Times (articles: 1, stories: 1); articles in neither: 0.
    """
    if by == PERIOD:
        start = first or choose_start(articles)
        names = f"from {start or 'the first date'} on", f"before {start or 'the first date'}"
        reason = "not dated finely enough"
        part = [_place(row, start, names) for row in records(articles)]
    else:
        values = _find_values(articles, by)
        chosen = first or _choose_value(values)
        names = chosen, _name_rest(sorted(set(values) - {chosen}))
        if first and first not in set(values):
            raise UsageError(
                "no article has this value",
                column=by,
                value=first,
                remedy=f"use one of {sorted(set(values))}",
            )
        reason = ""
        part = [names[0] if value == chosen else names[1] for value in values]
    parted = articles.assign(part=pd.Series(part, index=articles.index, dtype="str"))
    out = parted.loc[parted["part"] == "", ["article_id"]].assign(reason=reason).reset_index(drop=True)
    kept = parted[parted["part"] != ""].reset_index(drop=True)
    stories = kept["article_id"].map(story_of(articles))
    sizes = (stories[kept["part"] == names[0]].nunique(), stories[kept["part"] == names[1]].nunique())
    return Parts(by, *names, kept, out, sizes, explain_support(*sizes, unit="stories"))


def choose_start(articles: pd.DataFrame) -> str:
    """The month that parts the dated articles most evenly, the earlier of equals; empty without two months.

    >>> choose_start(pd.DataFrame({"published": ["2025-01-02", "2025-02-01", "2025-02-09", "2026"]}))
    '2025-02'
    """
    months = sorted(date[:7] for date in articles["published"] if len(date) >= 7)
    gaps = {
        month: abs(2 * sum(other >= month for other in months) - len(months))
        for month in sorted(set(months))[1:]
    }
    return min(gaps, key=lambda month: (gaps[month], month)) if gaps else ""


def _place(row: dict[str, str], start: str, names: tuple[str, str]) -> str:
    """The part of an article by its date, or by the bounds of an undated one; empty when they do not tell."""
    date = row["published"]
    earliest, latest = date or row.get("published_earliest", ""), date or row.get("published_latest", "")
    if start and earliest and _fill(earliest, "-01-01") >= _fill(start, "-01-01"):
        return names[0]
    if start and latest and _fill(latest, "-12-31") < _fill(start, "-01-01"):
        return names[1]
    return ""


def _fill(date: str, ending: str) -> str:
    """An ISO date with the parts it lacks: the first or the last month and day.

    >>> _fill("2026", "-01-01"), _fill("2026-02", "-12-31")
    ('2026-01-01', '2026-02-31')
    """
    return date if len(date) == 10 else date + (ending if len(date) == 4 else ending[3:])


def _find_values(articles: pd.DataFrame, by: str) -> list[str]:
    if by not in articles:
        remedy = f"use {PERIOD} or one of {list(articles)}"
        raise UsageError("the articles lack this column", column=by, remedy=remedy)
    return [str(value) or f"{by} {UNKNOWN}" for value in articles[by]]


def _choose_value(values: list[str]) -> str:
    return min(set(values), key=lambda value: (-values.count(value), value)) if values else ""


def _name_rest(values: list[str]) -> str:
    """The name of all other values: theirs while there are two at most, then their number."""
    if not values:
        return "no other"
    return " and ".join(values) if len(values) < 3 else f"{len(values)} others"
