"""Organisations: which bodies, instruments, events and places of different articles and languages are one."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from corpus_tools.annotating.authority import Authority
from corpus_tools.annotating.embeddings import embed, has_embeddings, similarities
from corpus_tools.annotating.spelling import name_words
from corpus_tools.annotating.wording import load_wording
from corpus_tools.linking.nodes import Clusters, Node

_ALIKE = 0.7
"""Cosine from which two names in two languages can be translations of each other."""

_ALIKE_IN_STORY = 0.6
"""The same within one story, or for bodies whose offices the same person holds."""

_MARGIN = 0.1
"""By how much a translation must be nearer than the next name of its language."""

_BLOCK = 2000
"""Names compared at once, which bounds memory."""


def join_known(
    nodes: Sequence[Node], numbers: Sequence[int], clusters: Clusters, authority: Authority
) -> None:
    """Join what the authority knows, and the bodies that are named by a country ("Government of Kenya")."""
    same: dict[str, list[int]] = defaultdict(list)
    for number in numbers:
        entity = nodes[number].entity
        if entity in authority.entries or entity.partition("-of-")[2] in authority.entries:
            same[entity].append(number)
    for group in same.values():
        for number in group[1:]:
            clusters.join(group[0], number)


def join_names(nodes: Sequence[Node], numbers: Sequence[int], clusters: Clusters) -> None:
    """Join the same names; those of national bodies ("Ministry of Health") only within a country or story.

    A reprint that lost the sentence which names the country is still of the story.
    """
    same: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number in numbers:
        node = nodes[number]
        scopes = (node.country or node.story, node.story) if _is_national(node) else ("",)
        for scope in dict.fromkeys(scopes):
            for name in (*node.names, *node.brackets):
                same[node.type, scope, " ".join(name_words(name))].append(number)
    for group in same.values():
        for number in group[1:]:
            clusters.join(group[0], number)


def join_acronyms(nodes: Sequence[Node], numbers: Sequence[int], clusters: Clusters) -> None:
    """Join an acronym with the only name that introduces it, and names of two languages that share it."""
    introduced: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number in numbers:
        for inner in nodes[number].brackets:
            introduced[nodes[number].type, " ".join(name_words(inner))].append(number)
    for key, group in sorted(introduced.items()):
        by_language = {nodes[n].language: n for n in reversed(group)}
        roots = clusters.groups(group)
        if len(roots) == len(by_language) and len(key[1]) > 1:
            for number in group[1:]:
                clusters.join(group[0], number, "same acronym")
    for number in numbers:
        names = {
            (kind, " ".join(name_words(n)))
            for n in nodes[number].names
            for kind in (nodes[number].type, "organisation")
        }
        roots = clusters.groups([k for name in sorted(names) for k in introduced.get(name, [])])
        if len(roots) == 1:
            clusters.join(number, next(iter(roots)), "acronym")


def join_holders(nodes: Sequence[Node], numbers: Sequence[int], clusters: Clusters) -> None:
    """Join the bodies of two languages to which the same person belongs, one in each language."""
    bodies: dict[str, list[int]] = defaultdict(list)
    for number in numbers:
        if nodes[number].type == "organisation":
            bodies[nodes[number].article_id].append(number)
    people: dict[int, list[Node]] = defaultdict(list)
    for number, node in enumerate(nodes):
        if node.type == "person" and node.roles:
            people[clusters.find(number)].append(node)
    for _, group in sorted(people.items()):
        for belongs in (_is_of, _heads):
            found: dict[str, set[int]] = defaultdict(set)
            for node in group:
                own = [k for k in bodies[node.article_id] if belongs(node, nodes[k])]
                found[node.language] |= {clusters.find(k) for k in own}
            single = [min(roots) for _, roots in sorted(found.items()) if len(roots) == 1]
            for first, other in pairwise(single):
                clusters.join(first, other, "same office holder")


def _is_of(person: Node, body: Node) -> bool:
    """Whether a role of the person names the body."""
    return body.entity in person.organisations


def _heads(person: Node, body: Node) -> bool:
    """Whether the body is a ministry whose name says the field of a role of the person."""
    field = _field(body.full, body.language)
    return _is_national(body) and bool(field) and field in {_field(r, person.language) for r in person.roles}


def _field(text: str, language: str) -> frozenset[str]:
    """The words of a field of work in a role or a ministry's name."""
    fields = load_wording(language).words["portfolio"]
    return frozenset(word for word in name_words(text) if word in fields and len(word) > 3)


def join_translations(nodes: Sequence[Node], numbers: Sequence[int], clusters: Clusters) -> None:
    """Join names of two languages that the model of sentence vectors takes for translations of each other.

    Each must be the other's nearest by a margin, of the same type, with the same numbers; national
    bodies must belong to articles on the same country.
    """
    by_language: dict[tuple[str, str, str], dict[int, int]] = defaultdict(dict)
    for number in numbers:
        node = nodes[number]
        if has_embeddings(node.language) and len(node.words) > 1 and node.type != "place":
            country = node.country if _is_national(node) else ""
            by_language[node.type, country, node.language].setdefault(clusters.find(number), number)
    keys = sorted(by_language)
    for left in keys:
        for right in keys:
            if left[:2] == right[:2] and left[2] < right[2]:
                first, other = list(by_language[left].values()), list(by_language[right].values())
                for i, k, cosine in _mutual(nodes, first, other):
                    if clusters.find(i) != clusters.find(k) and _can_be_same(nodes, i, k, cosine):
                        clusters.join(i, k, "translation")


def _mutual(nodes: Sequence[Node], left: Sequence[int], right: Sequence[int]) -> list[tuple[int, int, float]]:
    if not left or not right:
        return []
    vectors, others = embed([nodes[k].full for k in left]), embed([nodes[k].full for k in right])
    nearest = _nearest(vectors, others)
    back = _nearest(others, vectors)
    return [
        (left[i], right[k], cosine)
        for i, (k, cosine, margin) in enumerate(nearest)
        if back[k][0] == i and min(margin, back[k][2]) >= _MARGIN
    ]


def _nearest(left: np.ndarray, right: np.ndarray) -> list[tuple[int, float, float]]:
    found = []
    for start in range(0, len(left), _BLOCK):
        for row in similarities(left[start : start + _BLOCK], right):
            order = np.argsort(-row, kind="stable")
            second = float(row[order[1]]) if len(order) > 1 else 0.0
            found.append((int(order[0]), float(row[order[0]]), float(row[order[0]]) - second))
    return found


def _can_be_same(nodes: Sequence[Node], i: int, k: int, cosine: float) -> bool:
    left, right = nodes[i], nodes[k]
    if {w for w in left.words if w.isdigit()} != {w for w in right.words if w.isdigit()}:
        return False
    return cosine >= (_ALIKE_IN_STORY if left.story == right.story else _ALIKE)


def _is_national(node: Node) -> bool:
    """Whether every country has a body of this name ("Ministry of Health")."""
    heads = load_wording(node.language).maps["national_heads"]
    if node.type != "organisation" or not node.words:
        return False
    return any(node.words[0] == head or node.words[-1] == head for head in heads)
