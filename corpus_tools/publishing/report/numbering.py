"""Numbering: the place of each of very many ids, in a fraction of the memory of a dictionary."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping

import numpy as np


class Numbering(Mapping[str, int]):
    """The number of each id, counted from 0; of an id that comes twice the last one.

    >>> numbers = Numbering(["b", "a", "b"])
    >>> numbers["a"], numbers["b"], "c" in numbers, list(numbers)
    (1, 2, False, ['a', 'b'])
    """

    def __init__(self, ids: Iterable[str]) -> None:
        """Sort the ids; none of them holds a zero character."""
        encoded = np.array([str(item).encode() for item in ids], dtype=np.bytes_)
        order = np.argsort(encoded, kind="stable").astype(np.int32)
        is_last = np.append(encoded[order][1:] != encoded[order][:-1], True)[: len(order)]
        self._ids, self._numbers = encoded[order[is_last]], order[is_last]

    def __getitem__(self, item: str) -> int:
        """The number of an id.

        Raises:
            KeyError: there is no such id.
        """
        sought = item.encode()
        place = bisect_left(self._ids, sought)
        if place == len(self._ids) or self._ids[place] != sought:
            raise KeyError(item)
        return int(self._numbers[place])

    def __iter__(self) -> Iterator[str]:
        """The ids, sorted."""
        return (item.decode() for item in self._ids)

    def __len__(self) -> int:
        """How many different ids there are."""
        return len(self._ids)
