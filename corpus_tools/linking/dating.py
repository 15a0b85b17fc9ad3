"""Dating: when an undated article can have been published, and the years that its dates leave out.

A year is taken only from evidence in the corpus, and each row says from which: a story partner, or a
dated article that names the same event or instrument. Without such evidence nothing is filled in.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from corpus_tools.annotating.time_calendar import find_precision, find_span, is_years, make_day
from corpus_tools.annotating.time_context import NEAR, Context, Reading, choose_year, find_distance
from corpus_tools.annotating.times import Window, reread
from corpus_tools.schema import stream

Row = Mapping[str, Any]
_TENSES = {"past": -1, "future": 1}
_BOUNDING = ("by", "before", "until")
_YEARLESS = re.compile(r"XXXX-\d\d(?:-\d\d)?(?:/XXXX-\d\d-\d\d|T[\w:]+)?")
_KINDS = ("event", "instrument")


@dataclass(frozen=True)
class Witness:
    """A dated article that may tell a year: when it was published, and why it is asked."""

    article_id: str
    published: date
    why: str


@dataclass(frozen=True)
class Evidence:
    """What a corpus knows about years: dated articles by story and by the events and instruments they name.

    Attributes:
        dated: day of publication of each dated article.
        stories: dated articles of each story.
        naming: dated articles that name each actor of a kind, by (kind, actor_id).
        named: actors of a kind that each article names, by (kind, article_id).
        told: the resolved values of each dated article.
    """

    dated: Mapping[str, date]
    stories: Mapping[str, Sequence[str]]
    naming: Mapping[tuple[str, str], Sequence[str]]
    named: Mapping[tuple[str, str], Sequence[str]]
    told: Mapping[str, frozenset[str]]


def bound_publication(
    articles: pd.DataFrame, times: pd.DataFrame, mentions: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Bound the publication of undated articles by what their text and their story partners tell.

    Args:
        articles: table `articles`; `story_id` is used where it is filled.
        times: table `times` of the same articles, with the columns `tense` and `timex`.
        mentions: table `mentions` with `actor_id`; without it no article vouches by a shared event.

    Returns:
        A new table of articles in the same order. An article without `published` gets
        `published_earliest` (the first day of the latest date it tells as past), `published_latest`
        (from a date it tells as to come, or a year after a day told without its year) and a
        `published_basis` that quotes both; each stays as it was where nothing bounds it.
    """
    evidence = _gather(articles, times, mentions)
    undated = articles["published"] == ""
    near = times[times["article_id"].isin(articles.loc[undated, "article_id"])]
    known = _by_article(_resolve_all(near, articles, evidence))
    bounds = [
        _bound(article, known.get(article["article_id"], []), _find_last_witness(article, evidence))
        for article in stream(articles[undated])
    ]
    return _amend(articles, undated, bounds)


def resolve_times(
    times: pd.DataFrame, articles: pd.DataFrame, mentions: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Resolve what undated articles leave open, from their window and from articles that vouch for a year.

    Args:
        times: table `times`, with the columns `tense` and `timex`.
        articles: table `articles`; its publication windows are used where they are filled.
        mentions: table `mentions` with `actor_id`, or None.

    Returns:
        A new table of times in the same order, in which a yearless date (`XXXX-01-14`) has a year
        where the corpus tells it; `basis` then names the article that does. Rows of dated articles,
        and rows that nothing resolves, are as they were.
    """
    return _resolve_all(times, articles, _gather(articles, times, mentions))


def _resolve_all(times: pd.DataFrame, articles: pd.DataFrame, evidence: Evidence) -> pd.DataFrame:
    undated = {row["article_id"]: row for row in stream(articles[articles["published"] == ""])}
    left_open = (
        times["article_id"].isin(undated)
        & times["timex"].isin(("DATE", "TIME"))
        & times["value"].str.contains("X", regex=False)
    )
    told = [_resolve(row, undated[row["article_id"]], evidence) for row in stream(times[left_open])]
    return _amend(times, left_open, told)


def _amend(
    table: pd.DataFrame, chosen: "pd.Series[bool]", cells: Sequence[Mapping[str, str]]
) -> pd.DataFrame:
    """The table with other cells in the chosen rows, by column for each of them in order."""
    amended = table.copy()
    for column in sorted({name for row in cells for name in row}):
        old = table.loc[chosen, column]
        new = [row.get(column, cell) for row, cell in zip(cells, old, strict=True)]
        amended.loc[chosen, column] = pd.Series(new, index=old.index, dtype="str")
    return amended


def _by_article(table: pd.DataFrame) -> dict[str, list[Row]]:
    rows: dict[str, list[Row]] = defaultdict(list)
    for row in stream(table):
        rows[row["article_id"]].append(row)
    return rows


# What bounds publication


def _bound(article: Row, rows: Sequence[Row], seen: str) -> dict[str, str]:
    past = [row for row in rows if _is_past(row, seen)]
    earliest, why_earliest = _find_earliest(past, str(article["published_earliest"]))
    latest, why_latest = _find_latest(rows, past, earliest, str(article["published_latest"]))
    reasons = "; ".join(reason for reason in (why_earliest, why_latest) if reason)
    return {
        "published_earliest": earliest,
        "published_latest": latest,
        "published_basis": reasons or str(article["published_basis"]),
    }


def _is_past(row: Row, seen: str) -> bool:
    """Whether a date is told as past, or lies before the day on which the article that dates it came out."""
    if row["earliest"] == "" or row["relation"] in _BOUNDING or is_years(str(row["value"])):
        return False
    is_dated = row["tense"] == "" and row["basis"].startswith("year from") and str(row["latest"]) <= seen
    return bool(row["tense"] == "past" or is_dated)


def _find_last_witness(article: Row, evidence: Evidence) -> str:
    """The day on which the last of the strongest witnesses of an article was published, or empty."""
    groups = (group for group in _find_witnesses(article, evidence) if group)
    strongest = next(groups, [])
    return max((witness.published.isoformat() for witness in strongest), default="")


def _find_earliest(past: Iterable[Row], known: str) -> tuple[str, str]:
    """The first day of the latest date told as past, and the basis that quotes it."""
    latest = max(past, key=lambda row: (str(row["earliest"]), str(row["text"])), default=None)
    if latest is None or str(latest["earliest"]) <= known:
        return known, ""
    return str(latest["earliest"]), f"not before {latest['earliest']}, told as past: {_quote(latest)}"


def _find_latest(rows: Iterable[Row], past: Sequence[Row], earliest: str, known: str) -> tuple[str, str]:
    """The last day on which the text can have been published, and the basis of it."""
    bounds = [(known, "")] if known else []
    for row in rows:
        if str(row["latest"]) < max(earliest, "0"):
            continue
        if (row["relation"] in _BOUNDING and row["tense"] != "past") or row["tense"] == "future":
            bounds.append((str(row["latest"]), f"not after {row['latest']}, told as to come: {_quote(row)}"))
        elif row in past and row["precision"] == "day" and row["basis"].startswith("year from"):
            day = _year_later(str(row["latest"]))
            bounds.append(
                (day, f"not after {day}, as a past day told without its year is less than a year old")
            )
    return min(bounds, default=("", ""))


def _year_later(day: str) -> str:
    start = date.fromisoformat(day)
    return (make_day(start.year + 1, start.month, start.day) or date(start.year + 1, 3, 1)).isoformat()


def _quote(row: Row) -> str:
    basis = str(row["basis"])
    return f"“{row['text']}”" + (f" ({basis})" if basis.startswith("year from") else "")


# Where a year comes from


def _gather(articles: pd.DataFrame, times: pd.DataFrame, mentions: pd.DataFrame | None) -> Evidence:
    dated, stories = {}, defaultdict(list)
    for article in stream(articles[["article_id", "published", "story_id"]]):
        day = find_span(str(article["published"]))[0]
        if day:
            dated[str(article["article_id"])] = date.fromisoformat(day)
            stories[str(article["story_id"])].append(str(article["article_id"]))
    naming: dict[tuple[str, str], list[str]] = defaultdict(list)
    named: dict[tuple[str, str], list[str]] = defaultdict(list)
    for mention in stream(mentions[mentions["type"].isin(_KINDS)]) if mentions is not None else ():
        kind, actor, identifier = (str(mention[name]) for name in ("type", "actor_id", "article_id"))
        if kind in _KINDS and actor:
            named[kind, identifier].append(actor)
            if identifier in dated:
                naming[kind, actor].append(identifier)
    values: dict[str, set[str]] = defaultdict(set)
    for row in stream(times[["article_id", "value"]]):
        if row["article_id"] in dated and "X" not in str(row["value"]):
            values[str(row["article_id"])].add(str(row["value"]))
    frozen = {identifier: frozenset(told) for identifier, told in values.items()}
    return Evidence(dated, stories, naming, named, frozen)


def _resolve(row: Row, article: Row, evidence: Evidence) -> dict[str, str]:
    if reading := _from_window(row, article):
        return _fill(reading)
    for witnesses in _find_witnesses(article, evidence):
        asked = (_ask(row, witness, evidence) for witness in witnesses)
        told = {reading.value: reading for reading in asked if reading}
        if told:
            return _fill(next(iter(told.values()))) if len(told) == 1 else {}
    return {}


def _fill(reading: Reading) -> dict[str, str]:
    earliest, latest = reading.span
    return {
        "value": reading.value,
        "earliest": earliest,
        "latest": latest,
        "precision": find_precision(reading.value),
        "basis": reading.basis,
    }


def _find_witnesses(article: Row, evidence: Evidence) -> Iterator[list[Witness]]:
    """Groups of dated articles that may tell the year of an undated one, the strongest group first."""
    story = str(article["story_id"])
    partners = evidence.stories.get(story, []) if story else []
    yield [Witness(name, evidence.dated[name], f"story partner {name}") for name in sorted(partners)]
    for kind in _KINDS:
        shared: dict[str, str] = {}
        for actor in sorted(set(evidence.named.get((kind, str(article["article_id"])), []))):
            for name in sorted(set(evidence.naming.get((kind, actor), []))):
                shared.setdefault(name, f"article {name}, which names the same {kind} ({actor})")
        yield [Witness(name, evidence.dated[name], why) for name, why in shared.items()]


def _ask(row: Row, witness: Witness, evidence: Evidence) -> Reading | None:
    """The yearless date of a row in the year that one witness tells; None when it is too far from it."""
    if not _YEARLESS.fullmatch(str(row["value"])):
        return None
    parts = re.findall(r"\d\d", str(row["value"]).partition("/")[0].partition("T")[0])
    mark = "-".join(parts)
    same = [value for value in evidence.told.get(witness.article_id, ()) if value[4:] == f"-{mark}"]
    if len(same) == 1:
        return Reading(_in_year(row, same[0]), basis=f"year from {witness.why}, which tells the same date")
    context = Context(witness.published, tense=_TENSES.get(str(row["tense"]), 0))
    reading = choose_year(int(parts[0]), int(parts[1]) if len(parts) == 2 else 0, context)
    if abs(find_distance(reading.value, witness.published)) > NEAR:
        return None
    return Reading(
        _in_year(row, reading.value), basis=f"year from {witness.why}, published {witness.published}"
    )


def _in_year(row: Row, value: str) -> str:
    """The whole value of a row, be it a range or with a time of day, in the year of its first day."""
    return str(row["value"]).replace("XXXX", value[:4])


def _from_window(row: Row, article: Row) -> Reading | None:
    """What both ends of the publication window agree on, or None."""
    window = Window.of("", str(article["published_earliest"]), str(article["published_latest"]))
    if None in window.days:
        return None
    reading = reread(
        str(row["text"]), str(article["language"]), window, tense=_TENSES.get(str(row["tense"]), 0)
    )
    if reading is None or "X" in reading.value or not reading.value:
        return None
    return reading
