"""Networks: which actors are named together, and who addresses whom, with the sentences behind every edge."""

from collections.abc import Collection, Iterable, Sequence
from itertools import combinations

import networkx as nx
import numpy as np
import pandas as pd

from corpus_tools.linking.standing import first_versions
from corpus_tools.schema import join, records, split, stream

_TOGETHER = ("source", "target", "n", "n_articles", "n_stories", "sentence_ids")
_ADDRESS = ("source", "target", "act", "n", "n_articles", "n_stories", "statement_ids", "sentence_ids")


SURVIVES = 0.95
"""Share of samples in which an edge must be found to be told as one that survives."""


def find_cooccurrences(
    mentions: pd.DataFrame, articles: pd.DataFrame, *, types: Sequence[str] = ("person", "organisation")
) -> pd.DataFrame:
    """Count the sentences in which two actors are both mentioned, by name, role or pronoun.

    Args:
        mentions: the table `mentions`.
        articles: the table `articles`, for stories.
        types: actor types that take part.

    Returns:
        One row per unordered pair (source before target by id): n (sentences, as published), n_articles,
        n_stories and sentence_ids; by falling n_stories, then n, then ids. No pair, no row.
    """
    once = frozenset(first_versions(articles))
    rows: dict[tuple[str, str], list[tuple[str, str]]] = {}
    kept = mentions[mentions["type"].isin(list(types)) & (mentions["actor_id"] != "")]
    named: dict[tuple[str, str], set[str]] = {}
    for row in stream(kept):
        named.setdefault((row["article_id"], row["sentence_id"]), set()).update(split(row["actor_id"]))
    for place, actors in sorted(named.items()):
        for pair in combinations(sorted(actors), 2):
            rows.setdefault(pair, []).append(place)
    found = [(*pair, *_count(places, once), join(s for _, s in places)) for pair, places in rows.items()]
    edges = pd.DataFrame(found, columns=list(_TOGETHER))
    return edges.sort_values(
        ["n_stories", "n", "source", "target"], ascending=[False, False, True, True], ignore_index=True
    )


def find_addresses(statements: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Count who addresses whom, and by which act.

    Args:
        statements: the table `statements`; where it has `by`, that is who acts, else the speaker.
        articles: the table `articles`, for stories.

    Returns:
        One row per (source, target, act): n (statements, as published), n_articles, n_stories,
        statement_ids and sentence_ids; by falling n_stories, then n, then ids. Statements without an
        addressee are left out.
    """
    once = frozenset(first_versions(articles))
    rows: dict[tuple[str, str, str], list[tuple[str, str, str]]] = {}
    for row in stream(statements):
        place = (row["article_id"], row["sentence_id"], row["statement_id"])
        for source in split(row.get("by") or row["speaker_id"]):
            for target in split(row["addressee_ids"]):
                rows.setdefault((source, target, row["act"]), []).append(place)
    found = [
        (
            *key,
            *_count([(article_id, sentence_id) for article_id, sentence_id, _ in places], once),
            join(statement_id for *_, statement_id in places),
            join(sentence_id for _, sentence_id, _ in places),
        )
        for key, places in rows.items()
    ]
    edges = pd.DataFrame(found, columns=list(_ADDRESS))
    order = ["n_stories", "n", "source", "target", "act"]
    return edges.sort_values(order, ascending=[False, False, True, True, True], ignore_index=True)


def merge_acts(addresses: pd.DataFrame) -> pd.DataFrame:
    """One row per pair of what `find_addresses` gives: n over all acts, the acts, and all sentence ids.

    Returns:
        source, target, n, acts, sentence_ids, in the order of the first row of each pair.
    """
    grouped = addresses.groupby(["source", "target"], sort=False).agg(
        n=("n", "sum"), acts=("act", join), sentence_ids=("sentence_ids", _merge_cells)
    )
    return grouped.reset_index()


def _merge_cells(cells: Iterable[str]) -> str:
    return join(item for cell in cells for item in split(cell))


def resample_edges(
    edges: pd.DataFrame, *, precision: float, unit: str = "statement_ids", samples: int = 2000, seed: int = 0
) -> pd.DataFrame:
    """Find the edges that survive when what they rest on is drawn anew at the measured error rate.

    In each sample every statement is kept with probability `precision`, for all edges alike, so edges that
    rest on one statement fall together. Reports of one story share their error: a story counts as kept when
    the first of its statements is. An edge survives a sample in which a story is kept.

    Args:
        edges: what `find_addresses` or `find_cooccurrences` gives.
        precision: how often one of the units is right.
        unit: the column of what is drawn, `statement_ids` or `sentence_ids`.
        samples: how many samples.
        seed: of the draws; the same seed gives the same result.

    Returns:
        The edges with survival (share of the samples, 0-1, three digits), stories_low and stories_high (5th
        and 95th percentile of the stories kept) and survives (`yes` when it is in 95 of 100 samples).

    Raises:
        ValueError: precision is not between 0 and 1.
    """
    if not 0 <= precision <= 1:
        raise ValueError(f"precision must be between 0 and 1, got {precision}")
    units = sorted({item for cell in edges[unit] for item in split(cell)})
    kept = dict(
        zip(units, np.random.default_rng(seed).random((len(units), samples)) < precision, strict=True)
    )
    rows = []
    for cell, n_stories in zip(edges[unit], edges["n_stories"], strict=True):
        drawn = [kept[item] for item in _first_of_articles(split(cell))[: int(n_stories)]]
        counts = np.sum(drawn, axis=0) if drawn else np.zeros(samples)
        rows.append((float((counts > 0).mean()), *np.percentile(counts, [5, 95]).round().astype(int)))
    found = pd.DataFrame(rows, columns=["survival", "stories_low", "stories_high"], index=edges.index)
    survives = np.where(found["survival"] >= SURVIVES, "yes", "no")
    return edges.assign(**found.assign(survival=found["survival"].round(3)), survives=survives)


def _first_of_articles(items: Sequence[str]) -> list[str]:
    """The first unit of each article, by the id before the full stop."""
    return list({item.partition(".")[0]: item for item in reversed(items)}.values())[::-1]


def build_graph(edges: pd.DataFrame, actors: pd.DataFrame, *, directed: bool = False) -> nx.Graph:
    """A graph of edges whose nodes carry name and type and whose edges carry counts and sentence ids."""
    graph: nx.Graph = nx.DiGraph() if directed else nx.Graph()
    about = {row["actor_id"]: row for row in records(actors)}
    for row in records(edges):
        for actor_id in (row["source"], row["target"]):
            known = about.get(actor_id, {})
            graph.add_node(actor_id, name=known.get("name", actor_id), type=known.get("type", ""))
        graph.add_edge(
            row["source"], row["target"], **{key: row[key] for key in row if key not in ("source", "target")}
        )
    return graph


def to_graphml(graph: nx.Graph) -> str:
    """A graph as GraphML, nodes and edges in the order of their ids."""
    ordered: nx.Graph = nx.DiGraph() if graph.is_directed() else nx.Graph()
    ordered.add_nodes_from(sorted(graph.nodes(data=True), key=lambda node: str(node[0])))
    ordered.add_edges_from(sorted(graph.edges(data=True), key=lambda edge: (str(edge[0]), str(edge[1]))))
    return "\n".join(nx.generate_graphml(ordered)) + "\n"


def _count(places: Iterable[tuple[str, str]], once: Collection[str]) -> tuple[int, int, int]:
    listed = list(dict.fromkeys(places))
    articles = {article_id for article_id, _ in listed}
    return len(listed), len(articles), len(articles.intersection(once))
