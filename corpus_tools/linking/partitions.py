"""Partitions: comparisons of many pairs of articles, cut into tasks that need nothing but what they carry.

Each task can be done by another process or machine; what comes of it is the same. It also bounds what is in
memory: a task forgets the vectors of its sentences when it is done. What came of a pair is kept by what its
articles say, so that an article that is added costs its own pairs only.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import chain
from typing import Any, NamedTuple, Protocol

_MOST = 500
"""Pairs of a task: so many that what its articles weigh does not count beside the work."""

PairOfIds = tuple[str, str]


class Task(NamedTuple):
    """Pairs of articles by their ids, what is compared of these articles, and what else each pair needs."""

    pairs: Sequence[PairOfIds]
    bodies: Mapping[str, Any]
    beside: Sequence[Any] = ()


Found = list[list[Any]]
"""What came of each pair of a task, in order: rows of what JSON can say."""
Work = Callable[[Task], Found]
Spread = Callable[[Work, Iterable[Task]], Iterable[Found]]
"""Does a work for each task, and gives what comes of them in the order of the tasks."""


class Recall(Protocol):
    """Keeps what came of pairs."""

    def get(self, key: str) -> Any:
        """What is kept under a key, or None."""

    def put(self, key: str, value: Any) -> bool:
        """Keep it, if that can be."""


def do_here(work: Work, tasks: Iterable[Task]) -> Iterator[Found]:
    """Do a work for each task in this process, one after the other."""
    return map(work, tasks)


@dataclass(frozen=True)
class Means:
    """By what means pairs are compared.

    Attributes:
        spread: who does it; this process if not given.
        recall: who knows what came of pairs before; nobody if not given.
    """

    spread: Spread = do_here
    recall: Recall | None = None

    def compare(
        self, work: Work, pairs: Sequence[PairOfIds], bodies: Mapping[str, Any], beside: Sequence[Any] = ()
    ) -> Found:
        """What comes of a work for each pair, in order.

        Args:
            work: what is done; its name tells it from other works.
            pairs: the ids of the articles.
            bodies: dataclasses with all that is compared of an article, by its id.
            beside: what else a work needs for each pair, as JSON can say it; nothing when empty.
        """
        notes = list(beside) or [None] * len(pairs)
        keys = _Keys(work.__name__, bodies)
        found: list[Any] = [None] * len(pairs)
        if self.recall is not None:
            found = [self.recall.get(keys.name(*each)) for each in zip(pairs, notes, strict=True)]
        missing = [number for number, rows in enumerate(found) if rows is None]
        tasks = _cut([pairs[n] for n in missing], bodies, [notes[n] for n in missing])
        done = chain.from_iterable(self.spread(work, tasks) if missing else ())
        for number, rows in zip(missing, done, strict=True):
            found[number] = rows
            if self.recall is not None:
                self.recall.put(keys.name(pairs[number], notes[number]), rows)
        return found


ALONE = Means()
"""In this process, with no recall."""


class _Keys:
    """Names what comes of a pair by all that it comes of."""

    def __init__(self, work: str, bodies: Mapping[str, Any]) -> None:
        self._work = work
        self._bodies = bodies
        self._digests: dict[str, str] = {}

    def name(self, pair: PairOfIds, note: Any) -> str:
        return _digest([self._work, *map(self._digest_body, pair), note])

    def _digest_body(self, article_id: str) -> str:
        if article_id not in self._digests:
            self._digests[article_id] = _digest(asdict(self._bodies[article_id]))
        return self._digests[article_id]


def _digest(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, default=sorted)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _cut(pairs: Sequence[PairOfIds], bodies: Mapping[str, Any], beside: Sequence[Any]) -> Iterator[Task]:
    """Cut pairs into tasks, in their order; no pair gives no task.

    A task has bodies of its own, so that what it finds out about them is forgotten with it.
    """
    for start in range(0, len(pairs), _MOST):
        part = pairs[start : start + _MOST]
        own = {article_id: replace(bodies[article_id]) for article_id in sorted(set(chain(*part)))}
        yield Task(part, own, beside[start : start + _MOST])
