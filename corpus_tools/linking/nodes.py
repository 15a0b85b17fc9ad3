"""Nodes: the entities of single articles, with all that can tell whether two of them are one actor."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from corpus_tools.annotating.authority import Authority
from corpus_tools.annotating.spelling import marks_of, name_words
from corpus_tools.schema import split


@dataclass(frozen=True)
class Node:
    """An entity of one article.

    Attributes:
        article_id: the article.
        entity: its id inside the article.
        type: person, organisation, place, instrument or event.
        basis: why it was taken for a name, the first reason found.
        language: of the article.
        story: of the article, or the article itself.
        country: the country named most in the article, or empty.
        names: its names as written, most frequent first, without other names in brackets.
        brackets: its other names that stand in brackets.
        roles: the roles the article gives it.
        organisations: the entities its roles belong to.
    """

    article_id: str
    entity: str
    type: str
    basis: str
    language: str
    story: str
    country: str
    names: tuple[str, ...]
    brackets: tuple[str, ...]
    roles: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()

    @cached_property
    def full(self) -> str:
        """Its longest name, marked before unmarked."""
        return max(self.names, key=lambda n: (len(name_words(n)), bool(marks_of(n)), n), default=self.entity)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The folded words of its longest name."""
        return name_words(self.full)

    @cached_property
    def role_words(self) -> frozenset[str]:
        """The folded words of four letters or more in its roles."""
        return frozenset(word for role in self.roles for word in name_words(role) if len(word) > 3)


class Clusters:
    """Which nodes are one actor: a union of sets of numbers, with the reason of each union."""

    def __init__(self, size: int) -> None:
        """Begin with every node by itself."""
        self._parents = list(range(size))
        self.reasons: dict[int, set[str]] = defaultdict(set)

    def find(self, number: int) -> int:
        """The smallest number in the set of a number."""
        while self._parents[number] != number:
            self._parents[number] = self._parents[self._parents[number]]
            number = self._parents[number]
        return number

    def join(self, left: int, right: int, reason: str = "") -> None:
        """Make one set of two."""
        low, high = sorted((self.find(left), self.find(right)))
        self._parents[high] = low
        if low != high:
            self.reasons[low] |= self.reasons.pop(high, set()) | ({reason} if reason else set())

    def groups(self, numbers: Iterable[int]) -> dict[int, list[int]]:
        """The sets among these numbers, by their smallest number."""
        found: dict[int, list[int]] = defaultdict(list)
        for number in sorted(numbers):
            found[self.find(number)].append(number)
        return dict(sorted(found.items()))


def build_nodes(
    mentions: pd.DataFrame, roles: pd.DataFrame, articles: pd.DataFrame, authority: Authority
) -> list[Node]:
    """The nodes of a corpus, sorted by article id and entity: the order of articles makes no difference."""
    info = {str(row["article_id"]): row for row in articles.to_dict("records")}
    countries = _countries([*_pairs(mentions, "entity"), *_pairs(roles, "organisation")], authority)
    held: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for row in roles.to_dict("records"):
        held[row["article_id"], row["entity"]].append((row["role"], row["organisation"]))
    nodes = []
    for (article_id, entity), group in mentions.groupby(["article_id", "entity"], sort=True):
        if len(split(str(entity))) != 1:
            continue
        named = group[group["kind"] == "name"]
        first = (named if len(named) else group).iloc[0]
        counts = Counter(str(text).split(" (")[0] for text in named["text"])
        inner = {part.rstrip(") ") for text in named["text"] for part in str(text).split(" (")[1:]}
        own = held[str(article_id), str(entity)]
        data = info.get(str(article_id), {})
        nodes.append(
            Node(
                str(article_id),
                str(entity),
                str(first["type"]),
                str(first["basis"]),
                str(data.get("language", "")),
                str(data.get("story_id", "") or article_id),
                countries.get(str(article_id), ""),
                tuple(name for name, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))),
                tuple(sorted(inner)),
                tuple(dict.fromkeys(role for role, _ in own)),
                tuple(dict.fromkeys(organisation for _, organisation in own if organisation)),
            )
        )
    return nodes


def _pairs(rows: pd.DataFrame, column: str) -> Iterable[tuple[str, str]]:
    return zip(rows["article_id"].astype(str), rows[column].astype(str), strict=True)


def _countries(named: Iterable[tuple[str, str]], authority: Authority) -> Mapping[str, str]:
    """The country that each article names most, by name, by a body of it or by a role."""
    entries = authority.entries
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for article_id, entity in named:
        country = entity.partition("-of-")[2] or entity
        if country in entries and entries[country].basis == "country":
            counts[article_id][country] += 1
    return {a: min(found.items(), key=lambda item: (-item[1], item[0]))[0] for a, found in counts.items()}
