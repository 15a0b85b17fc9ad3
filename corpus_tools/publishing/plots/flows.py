"""Flows: who asks, offers or promises what to whom, a line for each, by kind of act."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch

from corpus_tools.publishing.plots.rows import require
from corpus_tools.publishing.style import (
    BLUE,
    GREEN,
    INK,
    QUIET,
    RULE,
    VERMILION,
    empty_figure,
    new_figure,
    shorten,
    style,
    wrap,
)
from corpus_tools.schema import ACTS

_NAME_WIDTH, _WHAT_WIDTH = 20, 62
_LEFT, _RIGHT = 0.22, 0.78
_LINE = 0.138
_LINES = {"request": BLUE, "proposal": VERMILION, "offer": GREEN, "commitment": INK, "agreement": BLUE}


def plot_flows(flows: pd.DataFrame, *, unit: str = "n: stories that report it", longest: int = 120) -> Figure:
    """Draw an arrow from who speaks to whom they speak, with what it is about on it, grouped by act.

    Args:
        flows: a row is an arrow; `by`, `to` (names; empty when the text names nobody), `act`, `what`
            (a few words, may be empty), `n`. Rows of one act are drawn together.
        unit: what `n` counts.
        longest: characters of `what` that are drawn; "…" stands for the rest.

    Raises:
        SchemaError: a column is missing.
    """
    require(flows, "by", "to", "act", "what", "n", picture="flows")
    if flows.empty:
        return empty_figure("no requests, proposals, offers, commitments or agreements")
    acts = [act for act in ACTS if act in set(flows["act"])]
    acts += sorted(set(flows["act"]) - set(acts))
    numbered = flows.assign(what=[shorten(what, longest) for what in flows["what"]]).reset_index(drop=True)
    with style():
        blocks = [(act, numbered[numbered["act"] == act]) for act in acts]
        height = sum(_needs(part) + 1.9 for _, part in blocks)
        figure = new_figure((height + 1.4) * _LINE + 0.15)
        axes = figure.add_subplot()
        axes.set_axis_off()
        axes.set_xlim(0, 1)
        axes.set_ylim(height + 1.4, 0)
        top = 0.0
        for act, part in blocks:
            top = _draw_block(axes, act, part, top)
        axes.text(1, height + 0.9, f"{unit}; {len(flows)} in all", ha="right", fontsize=7.5, color=QUIET)
    return figure


def _lines(by: str, to: str, what: str) -> float:
    """The height of a row: of its longer name, or of the arrow and what is written under it."""
    names = max(by.count("\n"), to.count("\n")) + 1
    under = what.count("\n") + 1 if what else 0
    return max(names + 0.5, under + 1.4)


def _wrapped(part: pd.DataFrame) -> list[tuple[int, str, str, str, float]]:
    return [
        (
            mark,
            wrap(by or "(nobody named)", _NAME_WIDTH),
            wrap(to or "(nobody named)", _NAME_WIDTH),
            wrap(what, _WHAT_WIDTH),
            float(n),
        )
        for mark, by, to, what, n in zip(
            part.index.tolist(), *(part[name].tolist() for name in ("by", "to", "what", "n")), strict=True
        )
    ]


def _needs(part: pd.DataFrame) -> float:
    return sum(_lines(by, to, what) + 0.1 for _, by, to, what, _ in _wrapped(part))


def _draw_block(axes: Axes, act: str, part: pd.DataFrame, top: float) -> float:
    """Draw the arrows of one act below `top`; where the next block begins."""
    colour = _LINES.get(act, INK)
    axes.text(0, top + 0.9, f"{act} ({len(part)})", fontweight="bold", color=INK, va="center", fontsize=8.5)
    axes.plot([0, 1], [top + 1.6, top + 1.6], color=colour, lw=1.6)
    top += 1.9
    for mark, by, to, what, n in _wrapped(part):
        axes.text(_LEFT - 0.01, top + 0.2, by, ha="right", va="top", fontsize=7.5, linespacing=1.1)
        axes.text(_RIGHT + 0.01, top + 0.2, to, ha="left", va="top", fontsize=7.5, linespacing=1.1)
        axes.add_patch(
            FancyArrowPatch(
                (_LEFT, top + 0.65),
                (_RIGHT, top + 0.65),
                arrowstyle="<|-|>" if act == "agreement" else "-|>",
                mutation_scale=9,
                color=colour,
                lw=1 + min(n, 5) * 0.5,
                shrinkA=2,
                shrinkB=2,
                gid=f"mark-{mark}",
            )
        )
        if n > 1:
            axes.text(0.5, top + 0.65, f" n = {n:g} ", ha="center", va="center", fontsize=7,
                      bbox={"fc": "white", "ec": "none", "pad": 0.6})  # fmt: skip
        axes.text(0.5, top + 1.1, what, ha="center", va="top", fontsize=7.5, color=QUIET, linespacing=1.1)
        top += _lines(by, to, what)
        axes.plot([0, 1], [top, top], color=RULE, lw=0.5)
        top += 0.1
    return top
