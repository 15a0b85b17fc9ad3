"""Networks: who occurs with whom, on a ring whose places depend on the data alone.

A ring rather than a spring layout: every label has a place of its own, nothing overlaps however many
actors there are, and the same data gives the same picture on every machine.
"""

import math
from typing import Any

import networkx as nx
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch
from matplotlib.path import Path

from corpus_tools.publishing.plots.rows import LINE, count, require
from corpus_tools.publishing.style import (
    COLOURS,
    INK,
    QUIET,
    empty_figure,
    lines_of,
    new_figure,
    style,
    wrap,
)

_LABEL_WIDTH = 26
_Place = tuple[float, float]


def plot_network(
    nodes: pd.DataFrame, edges: pd.DataFrame, *, unit: str, node_unit: str = "articles"
) -> Figure:
    """Draw actors on a ring, those that belong together side by side, joined by lines as wide as their n.

    Args:
        nodes: a row is an actor; `actor_id`, `label`, `type` (its colour), `n` (the area of its dot).
        edges: a row is a pair and a mark; `source`, `target` (actor ids that are in `nodes`), `n`.
        unit: what the `n` of edges counts.
        node_unit: what the `n` of nodes counts.

    Raises:
        SchemaError: a column is missing.
    """
    require(nodes, "actor_id", "label", "type", "n", picture="a network")
    require(edges, "source", "target", "n", picture="a network")
    if nodes.empty:
        return empty_figure("no actors")
    labels = [wrap(label, _LABEL_WIDTH) for label in nodes["label"]]
    with style():
        step = LINE * (lines_of(labels) + 0.5)
        height = max(2.6, math.ceil(len(nodes) / 2) * step)
        figure = new_figure(height + 0.75)
        axes = figure.add_subplot()
        axes.set_axis_off()
        places = ring(order_nodes(nodes, edges))
        axes.set_xlim(-1.05, 1.05)
        axes.set_ylim(-1.05 - 0.3 / height, 1.05)
        _draw_edges(axes, edges, places)
        colours = _type_colours(nodes)
        biggest = max(float(nodes["n"].max()), 1)
        for label, actor, kind, n in zip(labels, *_columns(nodes, "actor_id", "type", "n"), strict=True):
            x, y = places[actor]
            axes.scatter([x], [y], s=25 + 150 * n / biggest, c=colours[kind], ec="white", zorder=3)
            side = 1 if x >= 0 else -1
            text = f"{label} ({n:g})"
            axes.annotate(
                text, (x, y), (9 * side, 0), textcoords="offset points", va="center", fontsize=7.5,
                ha="left" if side > 0 else "right", annotation_clip=False,
            )  # fmt: skip
        sizes = f"{count(len(nodes), 'actors')}, {count(len(edges), 'pairs')}"
        _explain(axes, colours, f"{sizes}; in brackets: {node_unit}; line width: {unit}")
    return figure


def order_nodes(nodes: pd.DataFrame, edges: pd.DataFrame) -> list[str]:
    """The actors in an order that keeps those that occur together side by side.

    Groups are found by greedy modularity; the greatest comes first, and within a group the actors with the
    strongest ties. Ties go by id, so the order depends on the data alone.
    """
    graph = nx.Graph()
    graph.add_nodes_from(sorted(nodes["actor_id"]))
    for edge in sorted(zip(*_columns(edges, "source", "target", "n"), strict=True)):
        graph.add_edge(edge[0], edge[1], weight=float(edge[2]))
    strength = dict(graph.degree(weight="weight"))
    if graph.number_of_edges():
        groups = [sorted(group) for group in nx.community.greedy_modularity_communities(graph, "weight")]
    else:
        groups = [sorted(graph)]
    groups.sort(key=lambda group: (-sum(strength[node] for node in group), group))
    return [node for group in groups for node in sorted(group, key=lambda node: (-strength[node], node))]


def ring(order: list[str]) -> dict[str, _Place]:
    """Places on a ring, down its right side and up its left, at even heights so that labels never meet.

    >>> ring(["a", "b"])
    {'a': (1.0, 0.0), 'b': (-1.0, 0.0)}
    """
    n_right = math.ceil(len(order) / 2)
    places = {}
    for side, part in ((1, order[:n_right]), (-1, order[n_right:][::-1])):
        for i, node in enumerate(part):
            y = 1 - (2 * i + 1) / n_right
            places[node] = (round(side * math.sqrt(max(1 - (y * 0.92) ** 2, 0)), 6), round(y, 6))
    return places


def _draw_edges(axes: Axes, edges: pd.DataFrame, places: dict[str, _Place]) -> None:
    most = max(float(edges["n"].max()), 1) if len(edges) else 1
    for mark, (source, target, n) in enumerate(zip(*_columns(edges, "source", "target", "n"), strict=True)):
        (x0, y0), (x1, y1) = places[source], places[target]
        pull = 0.45 - 0.15 * min(math.hypot(x1 - x0, y1 - y0), 2)
        bend = ((x0 + x1) * pull, (y0 + y1) * pull)
        path = Path([(x0, y0), bend, (x1, y1)], [Path.MOVETO, Path.CURVE3, Path.CURVE3])
        share = n / most
        axes.add_patch(
            FancyArrowPatch(
                path=path, arrowstyle="-", lw=0.5 + 4 * share, color=QUIET, alpha=0.25 + 0.4 * share,
                gid=f"mark-{mark}", shrinkA=0, shrinkB=0,
            )
        )  # fmt: skip


def _columns(data: pd.DataFrame, *names: str) -> list[list[Any]]:
    return [data[name].tolist() for name in names]


def _type_colours(nodes: pd.DataFrame) -> dict[str, str]:
    fixed = ("person", "organisation", "place", "instrument", "event")
    kinds = [*fixed, *sorted(set(nodes["type"]) - set(fixed))]
    present = set(nodes["type"])
    return {kind: COLOURS[i % len(COLOURS)] for i, kind in enumerate(kinds) if kind in present}


def _explain(axes: Axes, colours: dict[str, str], note: str) -> None:
    for kind, colour in colours.items():
        axes.scatter([], [], c=colour, s=40, label=kind)
    axes.legend(loc="upper center", bbox_to_anchor=(0.5, 0.02), ncols=5, title=note, title_fontsize=7.5,
                labelcolor=INK, handletextpad=0.2, columnspacing=1.2)  # fmt: skip
