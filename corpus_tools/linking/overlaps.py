"""Overlaps: which of many rows share so much that they are worth comparing, and what that joins.

An article as long as a book has thousands of rows in one story; comparing each two of them would take time
with the square of its length.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import product
from math import ceil
from typing import Any

from networkx.utils import UnionFind

Words = frozenset[str]


def pair_overlapping(sets: Sequence[Words], share: float) -> Iterator[tuple[int, int]]:
    """Pairs of numbers of sets, among them all in which the larger set has this share of the smaller.

    Who shares that much of a set has one of its rarest words, so only the sets with these are named. An
    empty set is in no pair; the order of the pairs follows from the sets alone.

    Args:
        sets: the sets of words.
        share: the part of the smaller set, from 0 to 1; one word is needed at least.

    >>> sets = [frozenset("abcd"), frozenset("abxyz"), frozenset("vwxyz"), frozenset()]
    >>> list(pair_overlapping(sets, 0.5))
    [(1, 2), (0, 1)]
    """
    common = Counter(word for words in sets for word in words)
    bearers: dict[str, list[int]] = defaultdict(list)
    # Larger sets come first, so that each finds those that are at least as large.
    for number in sorted(range(len(sets)), key=lambda n: (-len(sets[n]), n)):
        words = sets[number]
        rarest = sorted(words, key=lambda word: (common[word], word))
        most = len(words) - max(1, ceil(len(words) * share)) + 1
        near = {other for word in rarest[:most] for other in bearers[word]}
        yield from ((min(number, other), max(number, other)) for other in sorted(near))
        for word in words:
            bearers[word].append(number)


def chain_equal(keys: Sequence[Hashable]) -> tuple[list[int], list[tuple[int, int]]]:
    """The numbers of the keys that are new, and a pair of each other with the first that is equal to it.

    >>> chain_equal(["a", "b", "a", "a"])
    ([0, 1], [(0, 2), (0, 3)])
    """
    first: dict[Hashable, int] = {}
    pairs = [
        (first[key], number) for number, key in enumerate(keys) if first.setdefault(key, number) != number
    ]
    return list(first.values()), pairs


def pair_aligned(
    rows: Sequence[Mapping[str, Any]], aligned: Iterable[frozenset[str]], alike: Sequence[str]
) -> Iterator[tuple[int, int]]:
    """Pairs of numbers of rows that stand in two aligned sentences and agree in some columns.

    Args:
        rows: rows with `sentence_id` and those columns.
        aligned: pairs of sentence ids.
        alike: the columns.
    """
    told: dict[str, list[int]] = defaultdict(list)
    for number, row in enumerate(rows):
        told[row["sentence_id"]].append(number)
    for sentences in aligned:
        for one, other in product(*(told.get(sentence_id, ()) for sentence_id in sorted(sentences))):
            if all(rows[one][name] == rows[other][name] for name in alike):
                yield one, other


def gather(keys: Iterable[Hashable]) -> Iterator[list[int]]:
    """The numbers of the keys that are alike, where there are several; None is like nothing.

    >>> list(gather(["a", "b", None, "a", None]))
    [[0, 3]]
    """
    blocks: dict[Hashable, list[int]] = defaultdict(list)
    for number, key in enumerate(keys):
        if key is not None:
            blocks[key].append(number)
    return (numbers for numbers in blocks.values() if len(numbers) > 1)


def join_pairs(
    count: int, pairs: Iterable[tuple[int, int]], is_same: Callable[[int, int], bool]
) -> list[list[int]]:
    """The groups, sorted, that pairs join which are the same; two that others have joined are not asked.

    Args:
        count: how many numbers there are, from 0.
        pairs: pairs of them.
        is_same: whether two are the same; the order of the two makes no difference.

    >>> join_pairs(4, [(0, 1), (1, 2), (0, 2), (2, 3)], lambda one, other: other < 3)
    [[0, 1, 2], [3]]
    """
    joined = UnionFind(range(count))
    for one, other in pairs:
        if joined[one] != joined[other] and is_same(one, other):
            joined.union(one, other)
    return sorted(sorted(group) for group in joined.to_sets())
