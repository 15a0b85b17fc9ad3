"""Blocks: which candidates for one event are worth comparing, so that not every two of a corpus are.

Two candidates can only be one event when they are of one kind and share their story, what they are about, or
a day and a participant. Where those of a block are alike by that alone, each is paired with one other and not
with all: what is joined is the same, since joining is transitive.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, combinations, pairwise
from typing import Any

Row = Mapping[str, Any]

FIRST, LAST = "0001-01-01", "9999-12-31"
"""The days that stand for an open start and an open end."""


def find_comparable(rows: Sequence[Row]) -> list[tuple[int, int]]:
    """Pairs of row numbers, sorted, that between them join all that comparing every two rows would join.

    Args:
        rows: candidates with kind, story_id, objects, participants, date_start, precision, earliest, latest.

    >>> row = dict(kind="visit", story_id="s", objects=[], participants=[], date_start="", precision="")
    >>> find_comparable([row, {**row, "story_id": "t"}, row])
    [(0, 2)]
    """
    pairs = chain(_of_one_story(rows), _about_one_thing(rows), _on_one_day(rows))
    return sorted({(min(pair), max(pair)) for pair in pairs})


def _of_one_story(rows: Sequence[Row]) -> Iterator[tuple[int, int]]:
    for numbers in _gather((row["kind"], row["story_id"]) for row in rows):
        yield from combinations(numbers, 2)


def _about_one_thing(rows: Sequence[Row]) -> Iterator[tuple[int, int]]:
    """Each with the one before it that lasts longest: if its window meets any, it meets that one."""
    for numbers in _gather((row["kind"], *row["objects"]) if row["objects"] else None for row in rows):
        begun = sorted(numbers, key=lambda n: (rows[n]["earliest"] or FIRST, n))
        longest = begun[0]
        for number in begun[1:]:
            yield longest, number
            longest = max(longest, number, key=lambda n: rows[n]["latest"] or LAST)


def _on_one_day(rows: Sequence[Row]) -> Iterator[tuple[int, int]]:
    for numbers in _gather(
        (row["kind"], row["date_start"]) if row["precision"] == "day" else None for row in rows
    ):
        same: dict[tuple[frozenset[str], tuple[str, ...]], list[int]] = defaultdict(list)
        for number in numbers:
            same[frozenset(rows[number]["participants"]), tuple(rows[number]["objects"])].append(number)
        yield from chain.from_iterable(pairwise(members) for members in same.values())
        for one, other in combinations(same, 2):
            if one[0] <= other[0] or other[0] <= one[0]:
                yield same[one][0], same[other][0]


def _gather(keys: Iterable[Any]) -> Iterator[list[int]]:
    """The numbers of the keys that are alike, where there are several; None is like nothing."""
    blocks: dict[Any, list[int]] = defaultdict(list)
    for number, key in enumerate(keys):
        if key is not None:
            blocks[key].append(number)
    return (numbers for numbers in blocks.values() if len(numbers) > 1)
