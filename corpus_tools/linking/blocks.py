"""Blocks: which candidates for one event are worth comparing, so that not every two of a corpus are.

Two candidates can only be one event when they are of one kind and share their story, what they are about, a
day and a participant, or a date and two people of their articles, or stand in aligned sentences. Where those
of a block are alike by that alone, each is paired with one other and not with all: what is joined is the
same, since joining is transitive. In a story, which may be as long as a book, those are paired whose words or
participants overlap.
"""

from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from itertools import chain, combinations, product
from typing import Any

from corpus_tools.linking.overlaps import chain_equal, gather, pair_aligned, pair_overlapping

Row = Mapping[str, Any]
Pairs = Iterator[tuple[int, int]]

FIRST, LAST = "0001-01-01", "9999-12-31"
"""The days that stand for an open start and an open end."""

ALIKE = 0.5
"""The share of the fewer words that titles of one event have in common."""


UNTOLD = frozenset({"event", "target"})
"""Kinds of events of which no verb or noun says what they are."""

_DATED = ("day", "week", "month")


def find_comparable(rows: Sequence[Row], aligned: Collection[frozenset[str]] = ()) -> Pairs:
    """Pairs of row numbers that between them join all that comparing every two rows would join.

    Args:
        rows: candidates with kind, story_id, sentence_id, objects, participants, place, words (of the
            title), date_start, date_end, precision, earliest, latest, people (whom the article names most),
            is_lone (the article tells of no other of this kind and date).
        aligned: pairs of sentences that say the same in two articles of a story.

    >>> row = dict(kind="visit", story_id="s", sentence_id="", objects=[], words=frozenset(["port"]))
    >>> row |= dict.fromkeys(("date_start", "date_end", "precision", "earliest", "latest", "place"), "")
    >>> row |= {"participants": [], "people": (), "is_lone": True}
    >>> list(find_comparable([row, {**row, "story_id": "t"}, row]))
    [(0, 2)]
    """
    return chain(
        _of_one_story(rows),
        _about_one_thing(rows),
        _on_one_day(rows),
        _in_one_company(rows),
        pair_aligned(rows, aligned, ("story_id",)),
    )


def _of_one_story(rows: Sequence[Row]) -> Pairs:
    for numbers in gather((row["kind"], row["story_id"]) for row in rows):
        about = {number: tuple(rows[number]["objects"]) for number in numbers}
        yield from _chain(numbers, [about[number] or number for number in numbers])[1]
        if rows[numbers[0]]["kind"] == "meeting":
            yield from _of_nested_parties(rows, numbers)
        else:
            yield from _told_alike(rows, numbers)


def _told_alike(rows: Sequence[Row], numbers: Sequence[int]) -> Pairs:
    """Those that end on one day with titles that have half of the words of the shorter in common."""
    for places in gather(rows[n]["date_end"] for n in numbers):
        ending = [numbers[place] for place in places]
        told = [(*_window(rows[n]), tuple(rows[n]["objects"]), rows[n]["words"]) for n in ending]
        different, pairs = _chain(ending, told)
        yield from pairs
        for one, other in pair_overlapping([rows[n]["words"] for n in different], ALIKE):
            yield different[one], different[other]


def _of_nested_parties(rows: Sequence[Row], numbers: Sequence[int]) -> Pairs:
    """Those of which one has all participants of the other."""
    held = [
        (*_window(rows[n]), tuple(rows[n]["objects"]), frozenset(rows[n]["participants"]), rows[n]["place"])
        for n in numbers
    ]
    different, pairs = _chain(numbers, held)
    yield from pairs
    parties = [frozenset(rows[n]["participants"]) for n in different]
    for one, other in pair_overlapping(parties, 1.0):
        yield different[one], different[other]
    yield from product([n for n, party in zip(different, parties, strict=True) if not party], different)


def _about_one_thing(rows: Sequence[Row]) -> Iterator[tuple[int, int]]:
    """Each with the one before it that lasts longest: if its window meets any, it meets that one."""
    for numbers in gather((row["kind"], *row["objects"]) if row["objects"] else None for row in rows):
        begun = sorted(numbers, key=lambda n: (rows[n]["earliest"] or FIRST, n))
        longest = begun[0]
        for number in begun[1:]:
            yield longest, number
            longest = max(longest, number, key=lambda n: rows[n]["latest"] or LAST)


def _on_one_day(rows: Sequence[Row]) -> Iterator[tuple[int, int]]:
    """Of one kind and day, with the same participants or some of them; meetings without any, too."""
    for numbers in gather(_day_of(row) for row in rows):
        yield from _of_nested_parties(rows, numbers)


def _in_one_company(rows: Sequence[Row]) -> Pairs:
    """Of one kind and date, each the only one of its article, where two people are named in both articles."""
    keyed = [(n, two) for n, row in enumerate(rows) if is_lone(row) for two in _pair_people(row)]
    for places in gather((*_date_of(rows[number]), *two) for number, two in keyed):
        numbers = [keyed[place][0] for place in places]
        held = [
            (tuple(rows[n]["objects"]), frozenset(rows[n]["participants"]), rows[n]["place"]) for n in numbers
        ]
        different, pairs = _chain(numbers, held)
        yield from pairs
        yield from combinations(different, 2)


def is_lone(row: Row) -> bool:
    """Whether words say what a candidate is, it has a date, and its article tells of no other like it."""
    return row["is_lone"] and row["precision"] in _DATED and row["kind"] not in {*UNTOLD, "meeting"}


def _pair_people(row: Row) -> Iterator[tuple[str, str]]:
    return combinations(sorted(row["people"]), 2)


def _date_of(row: Row) -> tuple[str, str, str]:
    return row["kind"], row["date_start"], row["date_end"]


def _day_of(row: Row) -> tuple[str, str] | None:
    is_told = row["kind"] == "meeting" or (row["participants"] and row["kind"] not in UNTOLD)
    return (row["kind"], row["date_start"]) if row["precision"] == "day" and is_told else None


def _window(row: Row) -> tuple[str, str]:
    return row["earliest"], row["latest"]


def _chain(numbers: Sequence[int], keys: Sequence[Hashable]) -> tuple[list[int], list[tuple[int, int]]]:
    """The numbers whose keys are new, and a pair of each other with the first of its key."""
    new, pairs = chain_equal(keys)
    return [numbers[n] for n in new], [(numbers[one], numbers[other]) for one, other in pairs]
