"""Persons: which people of different articles are one person."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from corpus_tools.annotating.spelling import is_family_first, marks_of, name_words, short_rank
from corpus_tools.linking.nodes import Clusters, Node, map_versions


def join_persons(nodes: Sequence[Node], numbers: Sequence[int], clusters: Clusters) -> None:
    """Join the nodes of people in place: same full name first, then shorter forms of it.

    Names are compared without marks, in either order of family and given name. Two marked spellings
    that differ stay apart; an unmarked one joins the only marked one, or one with the same role or story.
    A single word joins a full name only where something besides the word says that it is the same person;
    two equal ones are one person in the articles of one story.
    """
    groups: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number in numbers:
        groups[tuple(sorted(nodes[number].words))].append(number)
    for words, group in sorted(groups.items()):
        if len(words) > 1:
            _join_spellings(nodes, group, clusters)
    long = [number for number in numbers if len(nodes[number].words) > 1]
    _join_short(nodes, [n for n in long if len(nodes[n].words) > 2], long, clusters)
    single = [n for n in numbers if len(nodes[n].words) == 1]
    _join_short(nodes, long, single, clusters)
    _join_alone(nodes, [n for n in single if clusters.find(n) == n], clusters)


def join_cut(
    nodes: Sequence[Node], numbers: Iterable[int], sources: Iterable[tuple[str, str]], clusters: Clusters
) -> set[int]:
    """Join the short names of an article with the people they stand for in its copy or translation.

    A reprint without its lead may only have the short name of somebody whom the lead names in full, so that
    even its type is a guess. The name is joined where the other article has it for one person only, beside
    a longer name, and for nothing else. Either of two articles may have lost its lead.

    Args:
        nodes: the entities of all articles.
        numbers: those that may be joined.
        sources: each copy or translation with the article that it was made from.
        clusters: joined in place.

    Returns:
        The numbers of the nodes that were joined, which need no other reason.
    """
    bearers: dict[str, dict[tuple[str, ...], list[Node]]] = defaultdict(lambda: defaultdict(list))
    place = {(node.article_id, node.entity): number for number, node in enumerate(nodes)}
    for node in nodes:
        for words in {name_words(name) for name in node.names}:
            bearers[node.article_id][words].append(node)
    others = map_versions(sources)
    joined = set()
    for number in numbers:
        node = nodes[number]
        for other in sorted(others.get(node.article_id, ())) if node.names else ():
            same = bearers[other][node.words]
            if len(same) == 1 and same[0].type == "person" and len(same[0].words) > len(node.words):
                clusters.join(number, place[other, same[0].entity], "short name in a copy")
                joined.add(number)
                break
    return joined


def _join_spellings(nodes: Sequence[Node], group: Sequence[int], clusters: Clusters) -> None:
    variants: dict[tuple[tuple[str, str], ...], list[int]] = defaultdict(list)
    for number in group:
        variants[tuple(sorted(marks_of(nodes[number].full)))].append(number)
    unmarked = variants.pop((), [])
    for same in variants.values():
        _join_all(same, clusters)
    if len(variants) <= 1:
        _join_all([*unmarked, *(number for same in variants.values() for number in same)], clusters)
        return
    for number in unmarked:
        alike = [s for _, s in sorted(variants.items()) if any(_agree(nodes[number], nodes[k]) for k in s)]
        if len(alike) == 1:
            clusters.join(number, alike[0][0], "same role or story")
    _join_all([n for n in unmarked if clusters.find(n) == n], clusters)


def _join_all(numbers: Sequence[int], clusters: Clusters) -> None:
    for number in numbers[1:]:
        clusters.join(numbers[0], number)


def _join_short(nodes: Sequence[Node], full: Sequence[int], short: Sequence[int], clusters: Clusters) -> None:
    by_word: dict[str, set[int]] = defaultdict(set)
    for number in full:
        for word in (nodes[number].words[0], nodes[number].words[-1]):
            by_word[word].add(number)
    for number in short:
        words = nodes[number].words
        if not words:
            continue
        near = by_word.get(words[-1], set()) | (by_word.get(words[0], set()) if len(words) == 1 else set())
        fitting = [k for k in sorted(near) if short_rank(words, nodes[k].words) >= 2]
        roots = clusters.groups(fitting)
        roots = {r: g for r, g in roots.items() if len(words) > 1 or _is_sure(nodes, number, g)}
        if len(roots) == 1:
            clusters.join(number, next(iter(roots)), "short name")


def _join_alone(nodes: Sequence[Node], numbers: Sequence[int], clusters: Clusters) -> None:
    """Join single words that no full name explains, where they are equal in the articles of one story."""
    same: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for number in numbers:
        if nodes[number].story:
            same[nodes[number].story, nodes[number].words].append(number)
    for group in same.values():
        _join_all(group, clusters)


def _is_sure(nodes: Sequence[Node], number: int, group: Sequence[int]) -> bool:
    """Whether a single word stands for these people: by story or role, or as the family name of several."""
    if any(_agree(nodes[number], nodes[k]) for k in group):
        return True
    words = nodes[group[0]].words
    family = words[0] if is_family_first(words) else words[-1]
    is_given = is_family_first(words) and nodes[number].words[0] != family
    stories = {nodes[k].story or nodes[k].article_id for k in group}
    return not is_given and nodes[number].words == (family,) and len(stories) > 1


def _agree(left: Node, right: Node) -> bool:
    if left.story == right.story:
        return True
    shared = left.role_words & right.role_words
    return len(shared) >= 2 and len(shared) * 2 >= min(len(left.role_words), len(right.role_words))
