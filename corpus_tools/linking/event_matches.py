"""Event matches: whether two candidates tell of one event."""

from collections.abc import Mapping
from typing import Any

from corpus_tools.linking.blocks import ALIKE, FIRST, LAST, UNTOLD, is_lone
from corpus_tools.linking.overlaps import Words

Row = Mapping[str, Any]
_COMPANY = 2
"""How many of the people that they name most two articles on one thing share at least."""


def is_same(one: Row, other: Row, pairs: set[frozenset[str]]) -> bool:
    """Whether two candidates tell of one event; their order makes no difference.

    Args:
        one: a candidate as `blocks.find_comparable` takes it, with article_id, language and is_only (its
            sentence tells of no other).
        other: another one.
        pairs: pairs of sentences that say the same in two articles of a story.
    """
    same_story = one["story_id"] == other["story_id"]
    if _is_translated(one, other, pairs):
        return True
    if one["kind"] != other["kind"]:
        return False
    if one["objects"] and other["objects"]:
        return one["objects"] == other["objects"] and (share_day(one, other) or same_story)
    if not share_day(one, other):
        return False
    if one["kind"] == "meeting":
        return _same_meeting(one, other)
    if _same_parties(one, other) or _same_company(one, other):
        return True
    aligned = frozenset((one["sentence_id"], other["sentence_id"])) in pairs
    return aligned or (
        same_story and one["date_end"] == other["date_end"] and _alike(one["words"], other["words"])
    )


def _is_translated(one: Row, other: Row, pairs: set[frozenset[str]]) -> bool:
    """Whether two candidates, each the only one of its sentence, are of one day in aligned sentences.

    Verbs of two languages may make two kinds of them (`signed`, `ont conclu un accord`).
    """
    aligned = frozenset((one["sentence_id"], other["sentence_id"])) in pairs
    alone = one.get("is_only") and other.get("is_only") and one["language"] != other["language"]
    dates = [(each["date_start"], each["date_end"], each["precision"]) for each in (one, other)]
    return aligned and bool(alone) and dates[0] == dates[1] and dates[0][2] != "unknown"


def _same_meeting(one: Row, other: Row) -> bool:
    """One meeting has one set of people; a report may leave some of them out, in its story or on the day."""
    first, second = set(one["participants"]), set(other["participants"])
    nested = first <= second or second <= first
    same_day = one["precision"] == "day" and one["date_start"] == other["date_start"]
    return nested and (same_day or one["story_id"] == other["story_id"])


def _same_parties(one: Row, other: Row) -> bool:
    """Whether two tell of what the same ones did on one day, of whom a report may leave some out.

    Not where they name two places, nor where no words say what happened.
    """
    first, second = set(one["participants"]), set(other["participants"])
    nested = bool(first and second) and (first <= second or second <= first)
    dates = [(row["date_start"], row["date_end"], row["precision"]) for row in (one, other)]
    is_day = dates[0] == dates[1] and one["precision"] == "day" and bool(one["date_start"])
    return nested and is_day and _is_placed(one, other) and one["kind"] not in UNTOLD


def _same_company(one: Row, other: Row) -> bool:
    """Whether two articles that name two of the same people tell of one thing of a kind on one date each.

    Not where they name two places, or others who took part.
    """
    if not (is_lone(one) and is_lone(other)) or one["article_id"] == other["article_id"]:
        return False
    dates = [(row["date_start"], row["date_end"]) for row in (one, other)]
    first, second = set(one["participants"]), set(other["participants"])
    parted = bool(first and second) and not first & second
    shared = len(one["people"] & other["people"])
    return dates[0] == dates[1] and shared >= _COMPANY and not parted and _is_placed(one, other)


def _is_placed(one: Row, other: Row) -> bool:
    """Whether two candidates may be of one place."""
    return one["place"] == other["place"] or not (one["place"] and other["place"])


def share_day(one: Row, other: Row) -> bool:
    """Whether the windows of two candidates have a day in common."""
    starts = (one["earliest"] or FIRST, other["earliest"] or FIRST)
    ends = (one["latest"] or LAST, other["latest"] or LAST)
    return max(starts) <= min(ends)


def _alike(one: Words, other: Words) -> bool:
    shared = len(one & other)
    return shared > 0 and shared >= ALIKE * min(len(one), len(other))
