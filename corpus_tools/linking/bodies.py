"""Bodies: what is compared of an article when stories are sought, gathered from the tables."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from corpus_tools.linking.anchors import Anchors, find_anchors
from corpus_tools.linking.tellings import Line
from corpus_tools.schema import stream


@dataclass(frozen=True)
class Body:
    """One article as the comparison sees it.

    `people` are the ids of the people it mentions and `days` the days it names, if those tables were given.
    """

    article_id: str
    language: str
    published: tuple[str, str]
    sentence_ids: tuple[str, ...]
    sentences: tuple[str, ...]
    people: frozenset[str] = frozenset()
    days: frozenset[str] = frozenset()

    @property
    def text(self) -> str:
        """All sentences, a line each."""
        return "\n".join(self.sentences)

    @cached_property
    def anchors(self) -> tuple[Anchors, ...]:
        """The anchors of the sentences, one each."""
        return tuple(self._find_anchors())

    @cached_property
    def told(self) -> Anchors:
        """The anchors of all sentences together, which take a third of what they take one by one."""
        found = [(each.names, each.known, each.rare, each.numbers) for each in self._find_anchors()]
        return Anchors(*(frozenset().union(*sets) for sets in zip(*found, strict=True)))

    def _find_anchors(self) -> Iterator[Anchors]:
        return (find_anchors(text, self.language) for text in self.sentences)

    @property
    def lines(self) -> tuple[Line, ...]:
        """The sentences as they are compared by order."""
        return tuple(
            Line(sentence_id, 0, text, self.language)
            for sentence_id, text in zip(self.sentence_ids, self.sentences, strict=True)
        )

    @property
    def names(self) -> frozenset[str]:
        """The names in any sentence."""
        return self.told.names

    @property
    def known(self) -> frozenset[str]:
        """The known names in any sentence, as ids."""
        return self.told.known

    @property
    def rare(self) -> frozenset[str]:
        """The rare words of names in any sentence."""
        return self.told.rare

    @property
    def numbers(self) -> frozenset[str]:
        """The numbers in any sentence."""
        return self.told.numbers

    @cached_property
    def lengths(self) -> tuple[int, ...]:
        """The words of each sentence."""
        return tuple(len(sentence.split()) for sentence in self.sentences)


def read_bodies(
    articles: pd.DataFrame,
    sentences: pd.DataFrame,
    *,
    times: pd.DataFrame | None = None,
    mentions: pd.DataFrame | None = None,
) -> dict[str, Body]:
    """The bodies of the articles by id, sorted by id; an article without sentences has an empty body."""
    spoken: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in stream(sentences[["article_id", "sentence_id", "text"]]):
        spoken[row["article_id"]].append((row["sentence_id"], row["text"]))
    people = _gather(None if mentions is None else mentions[mentions["type"] == "person"], "actor_id")
    days = _gather(None if times is None else times[times["precision"] == "day"], "value")
    rows = stream(articles.sort_values("article_id"))
    return {
        row["article_id"]: _read_body(row, spoken.pop(row["article_id"], []), people, days) for row in rows
    }


def _read_body(
    row: Mapping[str, Any],
    spoken: Sequence[tuple[str, str]],
    people: Mapping[str, set[str]],
    days: Mapping[str, set[str]],
) -> Body:
    article_id = str(row["article_id"])
    return Body(
        article_id,
        str(row["language"]),
        _read_window(row),
        tuple(sentence_id for sentence_id, _ in spoken),
        tuple(text for _, text in spoken),
        frozenset(people.get(article_id, ())),
        frozenset(days.get(article_id, ())),
    )


def _read_window(row: Mapping[str, Any]) -> tuple[str, str]:
    """The first and the last day on which it can have been published, empty where unknown."""
    bounds = (str(row[f"published_{bound}"] or row["published"] or "") for bound in ("earliest", "latest"))
    earliest, latest = (bound if len(bound) == len("2026-01-16") else "" for bound in bounds)
    return earliest, latest


def _gather(table: pd.DataFrame | None, column: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    cells: Iterable[tuple[str, str]] = (
        [] if table is None else zip(table["article_id"].tolist(), table[column].tolist(), strict=True)
    )
    for article_id, value in cells:
        if value:
            found[article_id].add(value)
    return found
