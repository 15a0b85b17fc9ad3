"""Unnamed: which holders of offices, bodies and papers without a name are the same in several articles."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from corpus_tools.linking.nodes import Clusters, Node, map_versions


def join_unnamed(
    nodes: Sequence[Node], numbers: Sequence[int], sources: Iterable[tuple[str, str]], clusters: Clusters
) -> None:
    """Join in place who is described alike: with the same body or country anywhere, else within a story.

    In two languages, those of one story whose body or country is the same are one, where there is only one
    such in each. Nobody is joined with somebody who has a name, but for a copy that has lost its lead: there
    it is whom the same words stand for in the other version.

    Args:
        nodes: the entities of all articles.
        numbers: those that their article does not name.
        sources: each copy or translation with the article that it was made from.
        clusters: joined in place.
    """
    cut = _join_cut(nodes, numbers, sources, clusters)
    numbers = [number for number in numbers if number not in cut]
    alike: dict[tuple[str, ...], list[int]] = defaultdict(list)
    bodies: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for number in numbers:
        node = nodes[number]
        of = node.entity.partition("-of-")[2]
        alike[node.type, "" if of else node.story, node.entity].append(number)
        if of:
            bodies[node.type, node.story, of].append(number)
    for group in alike.values():
        for number in group[1:]:
            clusters.join(group[0], number, "same description")
    for _, group in sorted(bodies.items()):
        languages: dict[str, set[int]] = defaultdict(set)
        for number in group:
            languages[nodes[number].language].add(clusters.find(number))
        if len(languages) > 1 and all(len(roots) == 1 for roots in languages.values()):
            for number in group[1:]:
                clusters.join(group[0], number, "same office in the story")


def _join_cut(
    nodes: Sequence[Node], numbers: Sequence[int], sources: Iterable[tuple[str, str]], clusters: Clusters
) -> set[int]:
    """Join those for whom the other version of their article has a name; their numbers."""
    named: dict[str, list[int]] = defaultdict(list)
    for number, node in enumerate(nodes):
        if not node.described:
            named[node.article_id].append(number)
    others = map_versions(sources)
    joined = set()
    for number in numbers:
        node = nodes[number]
        for other in sorted(others.get(node.article_id, ())):
            same = [k for k in named[other] if set(nodes[k].references) & set(node.references)]
            if len(same) == 1:
                clusters.join(same[0], number, "same words in the other version")
                joined.add(number)
    return joined
