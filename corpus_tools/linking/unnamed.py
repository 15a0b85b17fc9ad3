"""Unnamed: which holders of offices, bodies and papers without a name are the same in several articles."""

from collections import defaultdict
from collections.abc import Sequence

from corpus_tools.linking.nodes import Clusters, Node


def join_unnamed(nodes: Sequence[Node], numbers: Sequence[int], clusters: Clusters) -> None:
    """Join in place who is described alike: with the same body or country anywhere, else within a story.

    In two languages, those of one story whose body or country is the same are one, where there is only one
    such in each. Nobody is joined with a person who has a name.

    Args:
        nodes: the entities of all articles.
        numbers: those that their article does not name.
        clusters: joined in place.
    """
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
