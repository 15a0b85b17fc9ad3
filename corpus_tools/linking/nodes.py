"""Nodes: the entities of single articles, with all that can tell whether two of them are one actor."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain, groupby
from operator import itemgetter
from sys import intern
from typing import NamedTuple

import pandas as pd

from corpus_tools.annotating.authority import Authority
from corpus_tools.annotating.spelling import marks_of, name_words
from corpus_tools.annotating.stand_ins import UNNAMED
from corpus_tools.schema import split, stream

_GUESSED = "model"
"""The basis of a name that no rule knows."""
_KNOWN = 1 << 16
"""Names, and sets of roles, of which it is remembered how they are compared."""


class _Mention(NamedTuple):
    """What is needed of a mention."""

    kind: str
    type: str
    basis: str
    text: str


@dataclass(frozen=True, slots=True)
class Node:
    """An entity of one article; a large corpus has a million, so what follows from it is not kept in it.

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
        described: the words that stand for it where the article never names it, else empty.
        references: all words that stand for it without naming it, folded; pronouns are not among them.
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
    described: str = ""
    references: tuple[tuple[str, ...], ...] = ()

    @property
    def full(self) -> str:
        """Its longest name, marked before unmarked."""
        return _choose_longest(self.names) or self.entity

    @property
    def words(self) -> tuple[str, ...]:
        """The folded words of its longest name."""
        return name_words(self.full)

    @property
    def role_words(self) -> frozenset[str]:
        """The folded words of four letters or more in its roles."""
        return _list_role_words(self.roles)


@lru_cache(maxsize=_KNOWN)
def _choose_longest(names: tuple[str, ...]) -> str:
    return max(names, key=lambda name: (len(name_words(name)), bool(marks_of(name)), name), default="")


@lru_cache(maxsize=_KNOWN)
def _list_role_words(roles: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word for role in roles for word in name_words(role) if len(word) > 3)


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


def map_versions(sources: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """For each article those that were made from it or that it was made from.

    >>> map_versions([("b", "a")]) == {"a": {"b"}, "b": {"a"}}
    True
    """
    others: dict[str, set[str]] = defaultdict(set)
    for copy, source in sources:
        others[copy].add(source)
        others[source].add(copy)
    return others


def build_nodes(
    mentions: pd.DataFrame, roles: pd.DataFrame, articles: pd.DataFrame, authority: Authority
) -> list[Node]:
    """The nodes of a corpus, sorted by article id and entity: the order of articles makes no difference."""
    known = articles.reindex(columns=["article_id", "language", "story_id"], fill_value="")
    info = {str(row["article_id"]): row for row in stream(known)}
    countries = _countries(chain(_pairs(mentions, "entity"), _pairs(roles, "organisation")), authority)
    held: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for row in stream(roles):
        held[row["article_id"], row["entity"]].append((row["role"], row["organisation"]))
    nodes = [
        _make_node(article_id, entity, group, held[article_id, entity], info.get(article_id, {}), countries)
        for article_id, entity, group in _group_mentions(mentions)
    ]
    return _settle_types(nodes)


def _settle_types(nodes: Sequence[Node]) -> list[Node]:
    """The nodes, those whose type only the model said with the type that others of their full name have.

    Rules know a person by a title or a role where the model, in another article, guesses at a company.
    """
    sure: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for node in nodes:
        if node.basis != _GUESSED or node.type == "person":
            sure[node.words].add(node.type)
    return [
        replace(node, type="person")
        if node.basis == _GUESSED and len(node.words) > 1 and sure[node.words] == {"person"}
        else node
        for node in nodes
    ]


def _group_mentions(mentions: pd.DataFrame) -> Iterator[tuple[str, str, list[_Mention]]]:
    """The mentions of each entity of an article, in order, by article and entity, one article at a time.

    Those that stand for two are left out.
    """
    ordered = mentions[["article_id", "entity", *_Mention._fields]].sort_values("article_id", kind="stable")
    for article_id, rows in groupby(stream(ordered), key=itemgetter("article_id")):
        groups: dict[str, list[_Mention]] = defaultdict(list)
        for _, entity, *cells in (row.values() for row in rows):
            if entity == entity and len(split(str(entity))) == 1:
                groups[intern(str(entity))].append(_Mention(*(intern(str(cell)) for cell in cells)))
        yield from ((str(article_id), entity, group) for entity, group in sorted(groups.items()))


def _make_node(
    article_id: str,
    entity: str,
    mentions: Sequence[_Mention],
    held: Sequence[tuple[str, str]],
    article: Mapping[str, object],
    countries: Mapping[str, str],
) -> Node:
    named = [mention for mention in mentions if mention.kind == "name"]
    first = (named or mentions)[0]
    counts = Counter(mention.text.split(" (")[0] for mention in named)
    inner = {part.rstrip(") ") for mention in named for part in mention.text.split(" (")[1:]}
    return Node(
        article_id,
        entity,
        first.type,
        first.basis,
        str(article.get("language", "")),
        str(article.get("story_id", "") or article_id),
        countries.get(article_id, ""),
        tuple(name for name, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))),
        tuple(sorted(inner)),
        tuple(dict.fromkeys(role for role, _ in held)),
        tuple(dict.fromkeys(organisation for _, organisation in held if organisation)),
        "" if named else _describe(mentions),
        tuple(dict.fromkeys(name_words(mention.text) for mention in mentions if mention.kind == "role")),
    )


def _describe(mentions: Sequence[_Mention]) -> str:
    """The fullest words for somebody who is never named, the first of equals."""
    return max((mention.text for mention in mentions if mention.basis in UNNAMED), key=len, default="")


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
