"""Events: what happened or is due, once, whatever the number of articles and languages that say so.

Candidates of one article are joined when nothing keeps them apart: the same kind, windows that meet, and the
same people, instrument or deadline. The finest date that any article gives is kept; the others are listed.
"""

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from sys import intern
from typing import Any

import pandas as pd

from corpus_tools.characters import fold, squeeze
from corpus_tools.linking.blocks import LAST, find_comparable
from corpus_tools.linking.event_dates import borrow_dates, date_candidate, lies_ahead, rank_fineness
from corpus_tools.linking.event_matches import is_same, share_day
from corpus_tools.linking.identities import number_repeats
from corpus_tools.linking.standing import first_versions, join_standing, story_of
from corpus_tools.schema import complete, frame, join, records, split, stream

_DETAILS = ("object_ids", "for_ids", "first_article_id", "basis", "conflicts")
_OF_ARTICLES = ("article_id", "story_id", "language", "published", "published_earliest", "published_latest")
_OF_TIMES = ("value", "earliest", "latest", "precision", "relation", "tense", "mod")
"""What is needed of the tables of articles and times."""
_OF_CANDIDATES = ("article_id", "sentence_id", "kind", "start")
_TIME = "time_"
_PEOPLE = 5
"""People whom an article names most that are looked at."""


def build_events(
    candidates: Sequence[Mapping[str, Any]] | pd.DataFrame,
    articles: pd.DataFrame,
    mentions: pd.DataFrame,
    times: pd.DataFrame,
    alignment: pd.DataFrame,
    texts: Mapping[str, str],
    *,
    repeats: Collection[str] = frozenset(),
) -> pd.DataFrame:
    """Build the table of events.

    Args:
        candidates: rows of `annotating.events.find_events`.
        articles: the table `articles` with stories and publication windows.
        mentions: the table `mentions` with `entity` beside `actor_id`.
        times: the table `times`, resolved, with `mod`.
        alignment: sentence pairs that say the same in two articles of a story.
        texts: source text by article_id.
        repeats: sentences that say again what an earlier version says (`standing.find_repeats`).

    Returns:
        The table `events` by date, undated last. Beside the contract: `object_ids` (the instrument or named
        event it is about), `for_ids` (of what lies ahead: who is to do it, empty when the text does not say),
        `first_article_id` (the first report), `basis` (where the date comes from) and
        `conflicts` (other dates that articles give). The horizon is seen from the reports: what any of
        them tells as past is past, and what lay ahead of all of them is future, whatever the day of reading.
        A repeat adds its article and language to an event and makes none.
    """
    found = _add_times(pd.DataFrame(candidates), times)
    known = _Known.of(articles, mentions)
    told = Counter(found.get("sentence_id", ()))
    rows = [
        _resolve(candidate, known, texts)
        | {
            "is_only": told[candidate["sentence_id"]] == 1,
            "is_repeat": candidate["sentence_id"] in repeats,
        }
        for candidate in stream(found)
    ]
    rows = sorted(_mark_lone(rows), key=lambda row: (row["rank"], row["article_id"], row["start"]))
    pairs = {frozenset((row["sentence_id"], row["partner_sentence_id"])) for row in records(alignment)}
    groups = _group(rows, pairs)
    events = [_event([rows[number] for number in group]) for group in groups]
    events = number_repeats([event for event in events if _is_told(event)], "event_id")
    events = borrow_dates(events)
    events.sort(key=lambda event: (event["date_start"] or event["date_end"] or LAST, event["event_id"]))
    return complete(frame("events", events), _DETAILS).drop(columns="part_of", errors="ignore")


def _mark_lone(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The candidates with whether their article tells of no other of their kind and date."""
    alike = Counter(map(_alike_of, rows))
    return [{**row, "is_lone": alike[_alike_of(row)] == 1} for row in rows]


def _alike_of(row: Mapping[str, Any]) -> tuple[str, ...]:
    """The article, kind and date of a candidate."""
    return row["article_id"], row["kind"], row["date_start"], row["date_end"]


def _add_times(candidates: pd.DataFrame, times: pd.DataFrame) -> pd.DataFrame:
    """The candidates with the cells of the time expression that dates each; missing where none does."""
    if candidates.empty:
        return candidates
    keys = ["article_id", "start"]
    dates = times.reindex(columns=[*keys, *_OF_TIMES]).drop_duplicates(keys)
    dates = dates.rename(columns={name: f"{_TIME}{name}" for name in ("start", *_OF_TIMES)})
    return candidates.merge(dates, how="left", on=["article_id", f"{_TIME}start"])


@dataclass(frozen=True)
class _Known:
    """What is known of articles, looked up by their ids: a row each, actors by entity, whom they name most.

    `standing` holds for each story the article that stands for it.
    """

    articles: Mapping[str, Mapping[str, Any]]
    standing: Mapping[str, str]
    actors: Mapping[str, Mapping[str, str]]
    people: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, articles: pd.DataFrame, mentions: pd.DataFrame) -> "_Known":
        actors: dict[str, dict[str, str]] = defaultdict(dict)
        people: dict[str, Counter[str]] = defaultdict(Counter)
        named = mentions.reindex(columns=["article_id", "entity", "actor_id", "type", "kind"])
        for row in stream(named):
            actors[row["article_id"]][intern(str(row["entity"]))] = intern(row["actor_id"])
            if (row["type"], row["kind"]) == ("person", "name"):
                people[row["article_id"]][intern(row["actor_id"])] += 1
        known = articles.reindex(columns=_OF_ARTICLES, fill_value="")
        story = story_of(articles)
        return cls(
            {row["article_id"]: row for row in stream(known)},
            {story[article_id]: article_id for article_id in first_versions(articles)},
            actors,
            {article_id: _list_leading(counts) for article_id, counts in people.items()},
        )


def _list_leading(counts: Counter[str]) -> frozenset[str]:
    """Those counted most, the first by name where some are counted alike."""
    return frozenset(sorted(counts, key=lambda name: (-counts[name], name))[:_PEOPLE])


def _resolve(candidate: Mapping[str, Any], known: _Known, texts: Mapping[str, str]) -> dict[str, Any]:
    article = known.articles[candidate["article_id"]]
    actor_of = known.actors.get(candidate["article_id"], {})
    time = {name: candidate[f"{_TIME}{name}"] for name in _OF_TIMES}
    is_dated = isinstance(time["value"], str)
    when = date_candidate(time if is_dated else None, article, bool(candidate["ahead"]))
    name = {
        key: [actor_of[e] for e in split(candidate[key]) if e in actor_of]
        for key in ("participants", "objects", "holders")
    }
    title = squeeze(texts[candidate["article_id"]][candidate["title_start"] : candidate["title_end"]])
    return {
        **{name: candidate[name] for name in _OF_CANDIDATES},
        **when,
        "participants": name["participants"],
        "objects": name["objects"],
        "holders": name["holders"],
        "place": actor_of.get(candidate["place"], ""),
        "part_of": actor_of.get(candidate["part_of"], ""),
        "people": known.people.get(candidate["article_id"], frozenset()),
        "title": title,
        "words": frozenset(map(intern, re.findall(r"\w{4,}", fold(title)))),
        "story_id": article["story_id"],
        "language": article["language"],
        "published": article["published_latest"] or article["published_earliest"],
        "since": article["published_earliest"],
        "rank": _rank(article, known),
    }


def _rank(article: Mapping[str, Any], known: _Known) -> tuple[str, bool]:
    """The place of an article among the reports: after the version that stands for its story."""
    first = known.standing[article["story_id"] or article["article_id"]]
    days = [
        row["published"] or f"{row['published_earliest'] or LAST}+"
        for row in (article, known.articles[first])
    ]
    return max(days), first != article["article_id"]


def _group(rows: Sequence[Mapping[str, Any]], pairs: set[frozenset[str]]) -> list[list[int]]:
    return join_standing(
        rows,
        lambda some: find_comparable(some, pairs),
        lambda one, other: is_same(one, other, pairs),
    )


def _event(group: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    first = group[0]
    counting = [row for row in group if not row["is_repeat"]]
    dated = min(counting, key=lambda row: (rank_fineness(row), row["rank"]))
    ahead = all(map(lies_ahead, counting))
    other = sorted({row["date_start"] for row in group if row["date_start"] and not share_day(row, dated)})
    return {
        "event_id": _identify(first),
        "date_start": dated["date_start"],
        "date_end": dated["date_end"],
        "precision": dated["precision"],
        "kind": first["kind"],
        "place_id": next((row["place"] for row in counting if row["place"]), ""),
        "participant_ids": join(item for row in counting for item in row["participants"]),
        "title": first["title"],
        "sentence_ids": join(row["sentence_id"] for row in group),
        "article_ids": join(row["article_id"] for row in group),
        "n_articles": len({row["article_id"] for row in group}),
        "n_stories": len({row["story_id"] for row in counting}),
        "languages": join(sorted({row["language"] for row in group})),
        "horizon": "future" if ahead else "past",
        "object_ids": join(item for row in counting for item in row["objects"]),
        "for_ids": join(item for row in counting if ahead for item in row["holders"]),
        "first_article_id": first["article_id"],
        "basis": dated["when"],
        "conflicts": join(other),
        "part_of": join(row["part_of"] for row in counting),
    }


def _is_told(event: Mapping[str, Any]) -> bool:
    """Whether the event says enough to be a row: a date or deadline, or what it is about."""
    return bool(event["date_start"] or event["date_end"] or event["object_ids"] or event["participant_ids"])


def _identify(first: Mapping[str, Any]) -> str:
    """An id made from what the first report says, which a copy or a translation does not change."""
    about = first["participants"] + first["objects"] or [fold(first["title"])]
    words = " ".join([first["kind"], first["date_start"], first["date_end"], *sorted(about)])
    return "e" + hashlib.sha256(words.encode()).hexdigest()[:8]
