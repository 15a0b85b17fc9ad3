"""Partitions: what is known of a pair is not compared again, and a pair that says something else is."""

from dataclasses import dataclass
from typing import Any

import pytest

from corpus_tools.linking import partitions
from corpus_tools.linking.partitions import Found, Means, Task


@dataclass(frozen=True)
class Body:
    text: str
    words: frozenset[str] = frozenset()


class Memory(dict[str, Any]):
    def put(self, key: str, value: Any) -> bool:
        self[key] = value
        return True


class Counter:
    """A work that says what it was given, and counts the pairs."""

    __name__ = "count"

    def __init__(self) -> None:
        self.seen: list[tuple[str, str]] = []

    def __call__(self, task: Task) -> Found:
        self.seen += task.pairs
        return [
            [[task.bodies[one].text, task.bodies[other].text, note]]
            for (one, other), note in zip(task.pairs, task.beside, strict=True)
        ]


BODIES = {name: Body(f"text {name}", frozenset(name)) for name in ("a", "b", "c", "dd", "e")}
PAIRS = [("a", "b"), ("b", "c"), ("c", "dd"), ("a", "e")]


@pytest.mark.parametrize("most", [1, 2, 500])
def test_compare_gives_the_rows_of_each_pair_in_order(most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(partitions, "_MOST", most)
    found = Means().compare(Counter(), PAIRS, BODIES)
    assert found == [[[f"text {one}", f"text {other}", None]] for one, other in PAIRS]


def test_compare_does_only_what_is_not_known() -> None:
    memory, work = Memory(), Counter()
    first = Means(recall=memory).compare(work, PAIRS[:3], BODIES)
    assert Means(recall=memory).compare(work, PAIRS, BODIES)[:3] == first
    assert work.seen == PAIRS


@pytest.mark.parametrize(
    "changed",
    [
        {"bodies": {**BODIES, "b": Body("another text", frozenset("b"))}},
        {"bodies": {**BODIES, "b": Body("text b", frozenset("bx"))}},
        {"beside": [["s1", "s2"]]},
    ],
)
def test_compare_does_a_pair_again_that_says_something_else(changed: dict[str, Any]) -> None:
    memory, work = Memory(), Counter()
    Means(recall=memory).compare(work, PAIRS[:1], BODIES)
    how: dict[str, Any] = {"bodies": BODIES, **changed}
    Means(recall=memory).compare(work, PAIRS[:1], **how)
    assert work.seen == PAIRS[:1] * 2


def test_compare_keeps_works_apart() -> None:
    memory, one, other = Memory(), Counter(), Counter()
    other.__name__ = "another"
    Means(recall=memory).compare(one, PAIRS, BODIES)
    Means(recall=memory).compare(other, PAIRS, BODIES)
    assert other.seen == PAIRS


def test_compare_of_nothing_does_nothing() -> None:
    work = Counter()
    assert Means(recall=Memory()).compare(work, [], {}) == []
    assert work.seen == []
