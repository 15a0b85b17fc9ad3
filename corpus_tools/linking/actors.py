"""Actors: the mentions of many articles, in several languages, that stand for the same entity."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any

import pandas as pd

from corpus_tools import schema
from corpus_tools.annotating.authority import Authority, Entry, load_authority
from corpus_tools.annotating.spelling import marks_of, name_words
from corpus_tools.characters import slug
from corpus_tools.linking.nodes import Clusters, Node, build_nodes
from corpus_tools.linking.organisations import (
    join_acronyms,
    join_holders,
    join_known,
    join_names,
    join_translations,
)
from corpus_tools.linking.persons import join_cut, join_persons
from corpus_tools.linking.standing import first_versions
from corpus_tools.linking.unnamed import join_unnamed

Tables = tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]
_COLUMNS = ("article_id", "sentence_id", "start", "end", "text", "kind", "type", "basis", "entity")
_ROLE_COLUMNS = ("article_id", "sentence_id", "start", "end", "text", "role", "entity", "organisation")


def link_actors(
    mentions: pd.DataFrame,
    roles: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    authority: Authority | None = None,
) -> Tables:
    """Give every mention and role an `actor_id`, and make the table of actors.

    Args:
        mentions: rows with `entity`, the id inside the article, beside the columns of `mentions`.
        roles: rows with `entity` and `organisation` beside the columns of `roles`; may be empty.
        articles: rows with article_id and language; story_id, copy_of, translation_of and published are
            used where they are there.
        authority: known names; the shipped ones when None.

    Returns:
        The mentions with their ids, in the order given; the actors, most mentioned first; the roles with
        ids and the article's publication date. A mention that stands for two parties holds both ids,
        joined with `|`. Ids do not depend on the order of articles. An id and type come from the
        versions that stand for their stories, where one of these names the actor; `n_stories` counts them,
        so it is 0 where only a copy or a translation does.
    """
    known = authority or load_authority()
    mentions = mentions.reindex(columns=list(dict.fromkeys((*_COLUMNS, *mentions.columns))))
    roles = roles.reindex(columns=list(dict.fromkeys((*_ROLE_COLUMNS, *roles.columns)))).fillna("")
    nodes = build_nodes(mentions, roles, articles, known)
    clusters = _join(nodes, known, _list_sources(articles))
    standing = frozenset(first_versions(articles))
    ids = _name_clusters(nodes, clusters, known, standing)
    actor_of = {(node.article_id, node.entity): ids[clusters.find(k)] for k, node in enumerate(nodes)}
    linked = schema.frame(
        "mentions", mentions.assign(actor_id=_look_up(mentions, "entity", actor_of, known.entries))
    )
    dates = dict(
        zip(articles["article_id"], articles.get("published", articles["article_id"] * 0), strict=True)
    )
    held = schema.frame(
        "roles",
        roles.assign(
            actor_id=_look_up(roles, "entity", actor_of, known.entries),
            organisation_id=_look_up(roles, "organisation", actor_of, known.entries),
            date=[dates.get(article_id, "") for article_id in roles["article_id"]],
        ),
    )
    return linked, _tabulate(nodes, clusters, ids, linked, known, standing), held


def _list_sources(articles: pd.DataFrame) -> list[tuple[str, str]]:
    """Each article that is a copy or a translation, with the one it was made from."""
    return [
        (str(article_id), str(source))
        for column in ("copy_of", "translation_of")
        if column in articles
        for article_id, source in zip(articles["article_id"], articles[column], strict=True)
        if source
    ]


def _join(nodes: Sequence[Node], authority: Authority, sources: Sequence[tuple[str, str]]) -> Clusters:
    clusters = Clusters(len(nodes))
    unnamed = [k for k, node in enumerate(nodes) if node.described]
    new = [k for k, node in enumerate(nodes) if node.entity not in authority.entries and not node.described]
    cut = join_cut(nodes, new, sources, clusters)
    new = [k for k in new if k not in cut]
    people = [k for k in new if nodes[k].type == "person"]
    others = [
        k for k, node in enumerate(nodes) if node.type != "person" and k not in cut and not node.described
    ]
    join_known(nodes, [k for k, node in enumerate(nodes) if not node.described], clusters, authority)
    join_unnamed(nodes, unnamed, sources, clusters)
    join_persons(nodes, people, clusters)
    unknown = [k for k in new if nodes[k].type != "person"]
    join_names(nodes, unknown, clusters)
    join_acronyms(nodes, others, clusters)
    join_holders(nodes, others, clusters)
    join_translations(nodes, unknown, clusters)
    return clusters


def _look_up(
    rows: pd.DataFrame, column: str, actor_of: Mapping[tuple[str, str], str], known: Collection[str]
) -> list[str]:
    return [
        schema.join(actor_of.get((article_id, e), e if e in known else "") for e in schema.split(str(cell)))
        for article_id, cell in zip(rows["article_id"], rows[column], strict=True)
    ]


def _name_clusters(
    nodes: Sequence[Node], clusters: Clusters, authority: Authority, standing: Collection[str]
) -> dict[int, str]:
    """An id for each cluster: from the authority, else the slug of its name, numbered if taken.

    Who is named by a version that stands for its story comes first, in the order of these versions, so that a
    copy or a translation takes no id away.
    """
    ids: dict[int, str] = {}
    taken: dict[str, int] = defaultdict(int)
    found = clusters.groups(range(len(nodes)))
    first = {
        root: min((nodes[k].article_id not in standing, k) for k in group) for root, group in found.items()
    }
    groups = {root: found[root] for root in sorted(found, key=first.__getitem__)}
    for root, group in groups.items():
        known = sorted({nodes[k].entity for k in group if nodes[k].entity in authority.entries})
        if known:
            ids[root] = known[0]
            taken[known[0]] = 1
    for root, group in groups.items():
        if root not in ids:
            stem = _stem(_choose_told([nodes[k] for k in group], standing), authority)
            taken[stem] += 1
            ids[root] = stem if taken[stem] == 1 else f"{stem}-{taken[stem]}"
    return ids


def _choose_told(group: Sequence[Node], standing: Collection[str]) -> Sequence[Node]:
    """The nodes of versions that stand for their stories, or all where no such version names the actor."""
    return [node for node in group if node.article_id in standing] or group


def _stem(group: Sequence[Node], authority: Authority) -> str:
    if _is_unnamed(group):
        return min(node.entity for node in group)
    own = {n.entity for n in group if not n.described}
    national = sorted(entity for entity in own if entity.partition("-of-")[2] in authority.entries)
    return national[0] if national else slug(" ".join(name_words(_best_name(group)))) or group[0].entity


def _best_name(group: Sequence[Node]) -> str:
    """The name to show: of people the fullest, of others an English one; then the most frequent."""
    if _is_unnamed(group):
        return max((node.described for node in group), key=lambda words: (len(words), words))
    counts: Counter[str] = Counter()
    for node in group:
        counts.update(node.names)
    english = {name for node in group if node.language == "en" for name in node.names}
    is_person = group[0].type == "person"

    def rank(name: str) -> tuple[object, ...]:
        words = name_words(name)
        folded = sum(n for other, n in counts.items() if name_words(other) == words)
        preferred = -len(words) if is_person else name not in english
        short = len(words) == 1
        return (short, preferred, -folded, -len(words), words, not marks_of(name), -counts[name], name)

    return min(counts, key=rank) if counts else group[0].entity


def _basis_of(group: Sequence[Node], known: str) -> str:
    return known or ("unnamed" if _is_unnamed(group) else "discovered")


def _is_unnamed(group: Sequence[Node]) -> bool:
    return all(node.described for node in group)


def _tabulate(
    nodes: Sequence[Node],
    clusters: Clusters,
    ids: Mapping[int, str],
    linked: pd.DataFrame,
    authority: Authority,
    standing: AbstractSet[str],
) -> pd.DataFrame:
    articles, counts = _count_mentions(linked)
    rows: list[dict[str, Any]] = []
    for root, numbers in clusters.groups(range(len(nodes))).items():
        identifier = ids[root]
        counted = {
            "actor_id": identifier,
            "n_articles": len(articles[identifier]),
            "n_stories": len(articles[identifier] & standing),
            "n_mentions": counts[identifier],
        }
        group, entry = [nodes[k] for k in numbers], authority.entries.get(identifier)
        rows.append(counted | _describe(group, entry, sorted(clusters.reasons[root]), standing))
    actors = schema.frame("actors", rows)
    return actors.sort_values(["n_mentions", "actor_id"], ascending=[False, True], ignore_index=True)


def _count_mentions(linked: pd.DataFrame) -> tuple[Mapping[str, AbstractSet[str]], Mapping[str, int]]:
    """The articles that mention each actor, and how often all of them do; nothing for an unknown one."""
    articles: dict[str, set[str]] = defaultdict(set)
    counts: Counter[str] = Counter()
    for article_id, cell in zip(linked["article_id"], linked["actor_id"], strict=True):
        for identifier in schema.split(cell):
            counts[identifier] += 1
            articles[identifier].add(article_id)
    return articles, counts


def _describe(
    group: Sequence[Node], entry: Entry | None, reasons: Sequence[str], standing: AbstractSet[str]
) -> dict[str, Any]:
    """What an actor is and is called: as the authority file has it, else as its mentions say."""
    types = Counter(node.type for node in _choose_told(group, standing))
    return {
        "type": entry.type if entry else types.most_common(1)[0][0],
        "name": entry.name if entry else _best_name(group),
        "aliases": schema.join(sorted({n for node in group for n in (*node.names, *node.brackets)})),
        "wikidata": entry.wikidata if entry else "",
        "basis": schema.join([_basis_of(group, entry.basis if entry else ""), *reasons]),
    }
