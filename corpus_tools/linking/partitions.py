"""Partitions: comparisons of many pairs of articles, cut into tasks that need nothing but what they carry.

Each task can be done by another process or machine; what comes of it is the same. It also bounds what is in
memory: a task forgets the vectors of its sentences when it is done.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple

from corpus_tools.linking.bodies import Body

_MOST = 500
"""Pairs of a task: so many that what its articles weigh does not count beside the work."""


class Task(NamedTuple):
    """Pairs of articles, by their ids, and the bodies of these articles."""

    pairs: Sequence[tuple[str, str]]
    bodies: Mapping[str, Body]


Work = Callable[[Task], list[Any]]
Spread = Callable[[Work, Sequence[Task]], Iterable[list[Any]]]
"""Does a work for each task, and gives what comes of them in the order of the tasks."""


def do_here(work: Work, tasks: Sequence[Task]) -> Iterator[list[Any]]:
    """Do a work for each task in this process, one after the other."""
    return map(work, tasks)


def cut_pairs(pairs: Sequence[tuple[str, str]], bodies: Mapping[str, Body]) -> list[Task]:
    """Cut pairs into tasks, in their order; no pair gives no task.

    >>> cut_pairs([], {})
    []
    """
    slices = [pairs[start : start + _MOST] for start in range(0, len(pairs), _MOST)]
    return [
        Task(part, {article_id: bodies[article_id] for article_id in sorted(set(chain(*part)))})
        for part in slices
    ]
