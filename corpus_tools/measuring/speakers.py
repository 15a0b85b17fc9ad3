"""Speakers: what one of them speaks of over time, by the topics of the codebook.

A topic counts for a statement only when its words stand inside the statement. Topics are the same in every
language, so a statement and its translation fall into one row.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping
from typing import Any

import pandas as pd

from corpus_tools.characters import fold
from corpus_tools.errors import UsageError
from corpus_tools.linking.standing import first_versions, story_of
from corpus_tools.measuring.inference import adjust_p_values, compare_groups
from corpus_tools.measuring.rounding import tabulate
from corpus_tools.schema import join, split, stream

ALL = "all statements"
"""The row of a trace that counts every statement, whatever its topic."""

UNDATED = "undated"

MOST_PERIODS = 18
"""Most columns of a trace: days while there are no more of them, else months, else years."""

TRACE = ("row", "column", "n", "n_once", "n_stories", "sentence_ids")
CHANGE = (
    *("topic_id", "label", "share_earlier", "share_later", "n_earlier", "n_later", "difference"),
    *("p", "q", "support", "sentence_ids"),
)


def rank_speakers(statements: pd.DataFrame) -> list[str]:
    """The speakers by number of statements, the most quoted first; equals by id.

    >>> rank_speakers(pd.DataFrame({"speaker_id": ["b", "a", "b|a", ""]}))
    ['a', 'b']
    """
    counts = Counter(speaker for cell in statements["speaker_id"] for speaker in split(cell))
    return sorted(counts, key=lambda speaker: (-counts[speaker], speaker))


def choose_speaker(statements: pd.DataFrame, actors: pd.DataFrame, wanted: str = "") -> str:
    """The actor_id of a speaker: the one whose id, name or alias is given, else the most quoted.

    Args:
        statements: the table `statements`.
        actors: the table `actors`.
        wanted: an id, a name or an alias; capitals and diacritics do not matter.

    Raises:
        UsageError: nobody of that name is an actor.
    """
    if not wanted:
        return next(iter(rank_speakers(statements)), "")
    for row in stream(actors):
        if fold(wanted) in map(fold, (row["actor_id"], row["name"], *split(row["aliases"]))):
            return str(row["actor_id"])
    most = ", ".join(rank_speakers(statements)[:5])
    raise UsageError("nobody of that name", value=wanted, remedy=f"the most quoted are {most or 'none'}")


def name_periods(articles: pd.DataFrame, *, most: int = MOST_PERIODS) -> dict[str, str]:
    """The period of each article by its date: its day while there are at most `most`, else month, else year.

    Returns:
        ISO dates, never finer than the article's own, or `undated`, by article_id.

    >>> dates = ["2025-01-02", "2025-01-03", ""]
    >>> name_periods(pd.DataFrame({"article_id": ["a", "b", "c"], "published": dates}), most=1)
    {'a': '2025-01', 'b': '2025-01', 'c': 'undated'}
    """
    dates = set(articles["published"]) - {""}
    length = next((size for size in (10, 7) if len({date[:size] for date in dates}) <= most), 4)
    periods = [date[:length] or UNDATED for date in articles["published"]]
    return dict(zip(articles["article_id"], periods, strict=True))


def trace_speaker(
    statements: pd.DataFrame,
    codes: pd.DataFrame,
    articles: pd.DataFrame,
    speaker_id: str,
    labels: Mapping[str, str],
) -> pd.DataFrame:
    """Count the statements of a speaker by period and topic.

    Args:
        statements: the table `statements`.
        codes: what `codebook.code_sentences` gives.
        articles: the table `articles`.
        speaker_id: whose.
        labels: label by topic_id, of the topics to count.

    Returns:
        One row per topic and period with a statement: row (`all statements`, then the topics, the commonest
        first), column (the period, `undated` last), n (statements as published), n_once (each story
        once), n_stories, sentence_ids.
        A speaker without statements has no rows.
    """
    own = _find_topics(statements, codes, speaker_id)
    period, once = name_periods(articles), set(first_versions(articles))
    rows: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in own:
        for topic_id in ("", *(name for name in labels if name in row["topics"])):
            rows.setdefault((topic_id, period[row["article_id"]]), []).append(row)
    totals = Counter({topic_id: 0 for topic_id, _ in rows})
    for (topic_id, _), group in rows.items():
        totals[topic_id] += len(group)
    order = {topic_id: (topic_id != "", -n, labels.get(topic_id, "")) for topic_id, n in totals.items()}
    made = [
        {
            "row": labels.get(topic_id, ALL),
            "column": when,
            "n": len(group),
            "n_once": sum(row["article_id"] in once for row in group),
            "n_stories": len(once.intersection(row["article_id"] for row in group)),
            "sentence_ids": join(row["sentence_id"] for row in group),
        }
        for (topic_id, when), group in sorted(
            rows.items(), key=lambda item: (order[item[0][0]], item[0][1] == UNDATED, item[0][1])
        )
    ]
    return tabulate(made, TRACE)


def compare_halves(
    statements: pd.DataFrame,
    codes: pd.DataFrame,
    articles: pd.DataFrame,
    speaker_id: str,
    labels: Mapping[str, str],
    *,
    seed: int = 0,
) -> pd.DataFrame:
    """Compare what a speaker speaks of in the earlier and in the later half of the dated stories.

    Args:
        statements: the table `statements`.
        codes: what `codebook.code_sentences` gives.
        articles: the table `articles`.
        speaker_id: whose.
        labels: label by topic_id.
        seed: of the draws.

    Returns:
        One row per topic in any of the statements, by p, then topic_id: share_earlier and share_later (mean
        over stories of the share of the speaker's statements, 0-1), n_earlier and n_later (stories; all of
        one date stay together), difference (later less earlier), p (permutation of stories), q
        (Benjamini-Hochberg over the topics), support (empty, or why there is no p), sentence_ids. Undated
        articles are left out.
    """
    story = story_of(articles)
    published = dict(zip(articles["article_id"], articles["published"], strict=True))
    dated: dict[str, list[dict[str, Any]]] = {}
    for row in _find_topics(statements, codes, speaker_id):
        if published[row["article_id"]]:
            dated.setdefault(story[row["article_id"]], []).append(row)
    first = {unit: min(published[row["article_id"]] for row in group) for unit, group in dated.items()}
    days = sorted(first.values())
    middle = days[len(days) // 2] if days else ""
    halves = [[unit for unit in dated if (first[unit] >= middle) == later] for later in (False, True)]
    rows = []
    for topic_id, label in labels.items():
        earlier, later = ([_share(dated[unit], topic_id) for unit in half] for half in halves)
        ids = [row["sentence_id"] for group in dated.values() for row in group if topic_id in row["topics"]]
        if ids:
            test = compare_groups(later, earlier, seed=seed, unit="stories")
            shares = {"share_earlier": _mean(earlier), "share_later": _mean(later)}
            counts = {"n_earlier": len(earlier), "n_later": len(later), "difference": test.difference}
            told = {"p": test.p, "support": test.support, "sentence_ids": join(ids)}
            rows.append({"topic_id": topic_id, "label": label, **shares, **counts, **told})
    data = tabulate(rows, CHANGE)
    data = data.assign(q=adjust_p_values(data["p"].astype(float).tolist()))
    return data.sort_values(["p", "topic_id"], ignore_index=True)


def _find_topics(statements: pd.DataFrame, codes: pd.DataFrame, speaker_id: str) -> list[dict[str, Any]]:
    """The statements of a speaker in reading order, with `topics`: those whose words stand inside them."""
    spans: dict[str, list[tuple[int, int, str]]] = {}
    for row in stream(codes):
        spans.setdefault(row["article_id"], []).append((int(row["start"]), int(row["end"]), row["topic_id"]))
    ordered = {article_id: sorted(own) for article_id, own in spans.items()}
    found = []
    for row in stream(statements):
        if speaker_id in split(row["speaker_id"]):
            start, end = int(row["start"]), int(row["end"])
            own = ordered.get(row["article_id"], [])
            ahead = own[bisect_left(own, (start,)) : bisect_left(own, (end,))]
            found.append({**row, "topics": {topic_id for _, right, topic_id in ahead if right <= end}})
    return found


def _share(rows: list[dict[str, Any]], topic_id: str) -> float:
    return sum(topic_id in row["topics"] for row in rows) / len(rows)


def _mean(values: list[float]) -> float:
    return sum(values) / len(values) if values else float("nan")
