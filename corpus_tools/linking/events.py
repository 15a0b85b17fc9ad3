"""Events: what happened or is due, once, whatever the number of articles and languages that say so.

Candidates of one article are joined when nothing keeps them apart: the same kind, windows that meet, and the
same people, instrument or deadline. The finest date that any article gives is kept; the others are listed.
"""

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from corpus_tools.annotating.time_calendar import find_dates, find_end, find_span
from corpus_tools.characters import fold, squeeze
from corpus_tools.linking.blocks import ALIKE, FIRST, LAST, find_comparable
from corpus_tools.linking.overlaps import Words, join_pairs
from corpus_tools.schema import complete, frame, join, records, split

_FINENESS = ("day", "weekend", "week", "month", "quarter", "season", "half", "year", "decade", "century")
_WITHIN_A_DAY = ("part of day", "hour", "minute")
_DETAILS = ("object_ids", "for_ids", "first_article_id", "basis", "conflicts")
_DEADLINES = ("by", "before", "until")


def build_events(
    candidates: Sequence[Mapping[str, Any]],
    articles: pd.DataFrame,
    mentions: pd.DataFrame,
    times: pd.DataFrame,
    alignment: pd.DataFrame,
    texts: Mapping[str, str],
) -> pd.DataFrame:
    """Build the table of events.

    Args:
        candidates: rows of `annotating.events.find_events`.
        articles: the table `articles` with stories and publication windows.
        mentions: the table `mentions` with `entity` beside `actor_id`.
        times: the table `times`, resolved, with `mod`.
        alignment: sentence pairs that say the same in two articles of a story.
        texts: source text by article_id.

    Returns:
        The table `events` by date, undated last. Beside the contract: `object_ids` (the instrument or named
        event it is about), `for_ids` (of what lies ahead: who is to do it, empty when the text does not say),
        `first_article_id` (the first report), `basis` (where the date comes from) and
        `conflicts` (other dates that articles give). The horizon is seen from the reports: what any of
        them tells as past is past, and what lay ahead of all of them is future, whatever the day of reading.
    """
    known = _Known.of(articles, mentions, times)
    told = Counter(candidate["sentence_id"] for candidate in candidates)
    rows = [
        _resolve(candidate, known, texts) | {"is_only": told[candidate["sentence_id"]] == 1}
        for candidate in candidates
    ]
    rows = sorted(rows, key=lambda row: (row["rank"], row["article_id"], row["start"]))
    pairs = {frozenset((row["sentence_id"], row["partner_sentence_id"])) for row in records(alignment)}
    groups = _group(rows, pairs)
    events = [_event([rows[number] for number in group]) for group in groups]
    events = _borrow_dates([event for event in events if _is_told(event)])
    events.sort(key=lambda event: (event["date_start"] or event["date_end"] or LAST, event["event_id"]))
    return complete(frame("events", events), _DETAILS).drop(columns="part_of", errors="ignore")


@dataclass(frozen=True)
class _Known:
    """What is known of articles, looked up by their ids: a row each, actors by entity, times by start."""

    articles: Mapping[str, Mapping[str, Any]]
    actors: Mapping[str, Mapping[str, str]]
    times: Mapping[tuple[str, int], Mapping[str, Any]]

    @classmethod
    def of(cls, articles: pd.DataFrame, mentions: pd.DataFrame, times: pd.DataFrame) -> "_Known":
        actors: dict[str, dict[str, str]] = defaultdict(dict)
        named = mentions.reindex(columns=["article_id", "entity", "actor_id"])
        for article_id, entity, actor_id in named.itertuples(index=False):
            actors[article_id][entity] = actor_id
        return cls(
            {row["article_id"]: row for row in records(articles)},
            actors,
            {(row["article_id"], row["start"]): row for row in reversed(records(times))},
        )


def _resolve(candidate: Mapping[str, Any], known: _Known, texts: Mapping[str, str]) -> dict[str, Any]:
    article = known.articles[candidate["article_id"]]
    actor_of = known.actors.get(candidate["article_id"], {})
    time = known.times.get((candidate["article_id"], candidate["time_start"]))
    when = _when(time, article, bool(candidate["ahead"]))
    name = {
        key: [actor_of[e] for e in split(candidate[key]) if e in actor_of]
        for key in ("participants", "objects", "holders")
    }
    title = squeeze(texts[candidate["article_id"]][candidate["title_start"] : candidate["title_end"]])
    return {
        **candidate,
        **when,
        "participants": name["participants"],
        "objects": name["objects"],
        "holders": name["holders"],
        "place": actor_of.get(candidate["place"], ""),
        "part_of": actor_of.get(candidate["part_of"], ""),
        "title": title,
        "words": frozenset(re.findall(r"\w{4,}", fold(title))),
        "story_id": article["story_id"],
        "language": article["language"],
        "published": article["published_latest"] or article["published_earliest"],
        "since": article["published_earliest"],
        "rank": _rank(article, known),
    }


def _rank(article: Mapping[str, Any], known: _Known) -> tuple[str, bool]:
    """The place of an article among the reports: a copy comes after what it copies, dated or not."""
    source = known.articles.get(article.get("copy_of", ""))
    days = [row["published"] or f"{row['published_earliest'] or LAST}+" for row in (article, source) if row]
    return max(days), source is not None


def _when(time: Mapping[str, Any] | None, article: Mapping[str, Any], ahead: bool) -> dict[str, str]:
    """The date of a candidate: as its time expression says, or before the day of publication."""
    if time is not None and time["earliest"] + time["latest"] and time["value"][:1].isdigit():
        if time["relation"] in _DEADLINES:
            end = find_end(time["value"], time["relation"], time["mod"])
            days = dict(zip(("earliest", "latest"), find_span(end), strict=True))
            return _window(("", end), {**time, **days}, "deadline in the text")
        return _window(find_dates(time["value"]), time, "date in the text")
    known = article["published"]
    if ahead:
        return {
            "date_start": "",
            "date_end": "",
            "precision": "unknown",
            "earliest": article["published_earliest"],
            "latest": "",
            "when": "after publication",
        }
    return {
        "date_start": "",
        "date_end": known,
        "precision": "before" if known else "unknown",
        "earliest": "",
        "latest": known,
        "when": "before publication",
    }


def _window(dates: tuple[str, str], time: Mapping[str, Any], when: str) -> dict[str, str]:
    return {
        "date_start": dates[0],
        "date_end": dates[1],
        "precision": "day" if time["precision"] in _WITHIN_A_DAY else time["precision"],
        "earliest": time["earliest"],
        "latest": time["latest"],
        "tense": time["tense"],
        "when": when,
    }


def _group(rows: Sequence[Mapping[str, Any]], pairs: set[frozenset[str]]) -> list[list[int]]:
    return join_pairs(
        len(rows), find_comparable(rows, pairs), lambda one, other: _is_same(rows[one], rows[other], pairs)
    )


def _is_same(one: Mapping[str, Any], other: Mapping[str, Any], pairs: set[frozenset[str]]) -> bool:
    same_story = one["story_id"] == other["story_id"]
    if _is_translated(one, other, pairs):
        return True
    if one["kind"] != other["kind"]:
        return False
    if one["objects"] and other["objects"]:
        return one["objects"] == other["objects"] and (_meet(one, other) or same_story)
    if not _meet(one, other):
        return False
    if one["kind"] == "meeting":
        return _same_meeting(one, other)
    aligned = frozenset((one["sentence_id"], other["sentence_id"])) in pairs
    return aligned or (
        same_story and one["date_end"] == other["date_end"] and _alike(one["words"], other["words"])
    )


def _is_translated(one: Mapping[str, Any], other: Mapping[str, Any], pairs: set[frozenset[str]]) -> bool:
    """Whether two candidates, each the only one of its sentence, are of one day in aligned sentences.

    Verbs of two languages may make two kinds of them (`signed`, `ont conclu un accord`).
    """
    aligned = frozenset((one["sentence_id"], other["sentence_id"])) in pairs
    alone = one.get("is_only") and other.get("is_only") and one["language"] != other["language"]
    dates = [(each["date_start"], each["date_end"], each["precision"]) for each in (one, other)]
    return aligned and bool(alone) and dates[0] == dates[1] and dates[0][2] != "unknown"


def _same_meeting(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """One meeting has one set of people; a report may leave some of them out, in its story or on the day."""
    first, second = set(one["participants"]), set(other["participants"])
    nested = first <= second or second <= first
    same_day = one["precision"] == "day" and one["date_start"] == other["date_start"]
    return nested and (same_day or one["story_id"] == other["story_id"])


def _meet(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether the windows of two candidates have a day in common."""
    starts = (one["earliest"] or FIRST, other["earliest"] or FIRST)
    ends = (one["latest"] or LAST, other["latest"] or LAST)
    return max(starts) <= min(ends)


def _alike(one: Words, other: Words) -> bool:
    shared = len(one & other)
    return shared > 0 and shared >= ALIKE * min(len(one), len(other))


def _event(group: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    first = group[0]
    dated = min(group, key=lambda row: (_fineness(row), row["rank"]))
    ahead = all(map(_lies_ahead, group))
    other = sorted({row["date_start"] for row in group if row["date_start"] and not _meet(row, dated)})
    return {
        "event_id": _identify(first),
        "date_start": dated["date_start"],
        "date_end": dated["date_end"],
        "precision": dated["precision"],
        "kind": first["kind"],
        "place_id": next((row["place"] for row in group if row["place"]), ""),
        "participant_ids": join(item for row in group for item in row["participants"]),
        "title": first["title"],
        "sentence_ids": join(row["sentence_id"] for row in group),
        "article_ids": join(row["article_id"] for row in group),
        "n_articles": len({row["article_id"] for row in group}),
        "n_stories": len({row["story_id"] for row in group}),
        "languages": join(sorted({row["language"] for row in group})),
        "horizon": "future" if ahead else "past",
        "object_ids": join(item for row in group for item in row["objects"]),
        "for_ids": join(item for row in group if ahead for item in row["holders"]),
        "first_article_id": first["article_id"],
        "basis": dated["when"],
        "conflicts": join(other),
        "part_of": join(row["part_of"] for row in group),
    }


def _lies_ahead(row: Mapping[str, Any]) -> bool:
    """Whether a report tells of something yet to come when it was published."""
    if row["when"] in ("after publication", "deadline in the text"):
        return not row["latest"] or row["latest"] > row["since"]
    is_dated = row["since"] and row["since"] == row["published"]
    if not is_dated and row.get("tense") == "future":
        return True
    return bool(row["published"] and row["earliest"] > row["published"])


def _fineness(row: Mapping[str, Any]) -> int:
    if not row["date_start"]:
        return len(_FINENESS) + (not row["date_end"])
    return _FINENESS.index(row["precision"]) if row["precision"] in _FINENESS else len(_FINENESS)


def _borrow_dates(events: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """An undated conference in whose frame a dated event took place was held in that month."""
    inside: dict[str, list[str]] = {}
    for event in events:
        for whole in split(event["part_of"]) if event["precision"] in ("day", "month") else ():
            inside.setdefault(whole, []).append(event["date_start"])
    return [_borrow(event, inside) for event in events]


def _borrow(event: dict[str, Any], inside: Mapping[str, list[str]]) -> dict[str, Any]:
    days = sorted(day for whole in split(event["object_ids"]) for day in inside.get(whole, []) if day)
    if event["kind"] != "conference" or event["date_start"] or not days:
        return event
    month = days[0][:7]
    dates = {"date_start": month, "date_end": days[-1][:7], "precision": "month"}
    return {**event, **dates, "horizon": "past", "basis": f"an event of {days[0]} was part of it"}


def _is_told(event: Mapping[str, Any]) -> bool:
    """Whether the event says enough to be a row: a date or deadline, or what it is about."""
    return bool(event["date_start"] or event["date_end"] or event["object_ids"] or event["participant_ids"])


def _identify(first: Mapping[str, Any]) -> str:
    """An id made from what the first report says, which a copy or a translation does not change."""
    about = first["participants"] + first["objects"] or [fold(first["title"])]
    words = " ".join([first["kind"], first["date_start"], first["date_end"], *sorted(about)])
    return "e" + hashlib.sha256(words.encode()).hexdigest()[:8]
