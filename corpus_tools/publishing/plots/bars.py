"""Bars and dots: how much of what, with its spread or its uncertainty beside it."""

from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from corpus_tools.publishing.plots.rows import Rows, count, lay_rows, note_rows, require, set_rows
from corpus_tools.publishing.style import (
    BLUE,
    INK,
    PAPER,
    VERMILION,
    empty_figure,
    lines_of,
    new_figure,
    style,
    wrap,
)

_SOFT = "#4A9CCB"
"""The blue at 70 %, on which a black interval can be seen."""


def plot_terms(terms: pd.DataFrame, *, unit: str = "times used", spread: str = "dispersion") -> Figure:
    """Draw terms as dots: how often on the left, how evenly over the articles on the right.

    Args:
        terms: a row is a term; `term`, `n` (how often), `n_stories_counted` (optional: how often when a
            story counts once, a hollow dot), `n_articles` (in how many articles), `dispersion` (0 to 1).
        unit: what `n` counts.
        spread: what `dispersion` measures, and which end means even.

    Raises:
        SchemaError: a column is missing.
    """
    require(terms, "term", "n", "n_articles", "dispersion", picture="terms")
    if terms.empty:
        return empty_figure("no terms")
    with style():
        rows = lay_rows(terms["term"].tolist(), width=30)
        figure = new_figure(rows.inches + 0.75)
        often, evenly = figure.subplots(1, 2, width_ratios=[3, 2])
        set_rows(often, rows)
        set_rows(evenly, rows, labels=False)
        top = max(terms["n"].max(), 1)
        for mark, (y, n) in enumerate(zip(rows.centres, terms["n"], strict=True)):
            often.plot([0, n], [y, y], color=BLUE, lw=1.2, alpha=0.5)
            often.plot([n], [y], "o", color=BLUE, ms=5.5, gid=f"mark-{mark}")
            often.annotate(f"{n:g}", (n, y), (6, 0), textcoords="offset points", va="center", fontsize=7.5)
        if "n_stories_counted" in terms:
            often.plot(
                terms["n_stories_counted"], rows.centres, "o", mfc="white", mec=VERMILION, ms=4.5, ls=""
            )
            often.plot([], [], "o", color=BLUE, label="as published", ls="")
            often.plot([], [], "o", mfc="white", mec=VERMILION, label="each story once", ms=4.5, ls="")
            often.legend(loc="lower left", bbox_to_anchor=(-0.03, 1), ncols=2, handletextpad=0.1)
        often.set_xlim(0, top * 1.15)
        often.xaxis.set_major_locator(MaxNLocator(5, integer=True))
        often.set_xlabel(unit)
        evenly.plot(pd.to_numeric(terms["dispersion"]), rows.centres, "D", color=VERMILION, ms=4.5, ls="")
        evenly.set_xlim(-0.04, 1.04)
        evenly.set_xticks([0, 0.5, 1], ["0", "0.5", "1"])
        evenly.set_xlabel(wrap(spread, 34))
        note_rows(evenly, rows, [count(n, "articles") for n in terms["n_articles"]])
    return figure


def plot_bars(
    bars: pd.DataFrame, *, unit: str, limits: tuple[float, float] | None = None, places: int = 2
) -> Figure:
    """Draw one bar for each row, with its interval when there is one, its value and its n.

    Args:
        bars: a row is a bar; `label`, `value`, `n` (what the value rests on), and optionally `low` and
            `high` (the interval; empty cells for none).
        unit: what is measured, with its unit.
        limits: of the axis; from 0 to the greatest value when not given.
        places: decimals of the values.

    Raises:
        SchemaError: a column is missing.
    """
    require(bars, "label", "value", "n", picture="bars")
    if bars.empty:
        return empty_figure(unit)
    with style():
        rows = lay_rows(bars["label"].tolist(), width=40)
        figure = new_figure(rows.inches + 0.75)
        axes = figure.add_subplot()
        set_rows(axes, rows, rules=False)
        high, low = (
            pd.to_numeric(bars[end]).fillna(bars["value"]) if end in bars else bars["value"]
            for end in ("high", "low")
        )
        for mark, (y, value, left, right) in enumerate(
            zip(rows.centres, bars["value"], low, high, strict=True)
        ):
            axes.barh(y, value, height=0.9, color=_SOFT, gid=f"mark-{mark}")
            if right > left:
                axes.plot([left, right], [y, y], color=INK, lw=1.4, marker="|", ms=6)
        axes.set_xlim(*(limits or (min(0, low.min()), max(high.max(), bars["value"].max()) * 1.05 or 1)))
        axes.set_xlabel(unit + ("; line: 95 % interval" if (high > low).any() else ""))
        notes = [f"{v:.{places}f}   n = {n:g}" for v, n in zip(bars["value"], bars["n"], strict=True)]
        note_rows(axes, rows, notes)
    return figure


def plot_small_multiples(
    panels: pd.DataFrame, *, unit: str, columns: int = 3, threshold: float | None = None
) -> Figure:
    """Draw a small bar chart for each panel, all on one scale.

    Args:
        panels: a row is a bar; `panel` (its title), `label`, `value`. Panels come in the order given.
        unit: what is measured.
        columns: panels side by side.
        threshold: a value that a dashed line marks in each panel.

    Raises:
        SchemaError: a column is missing.
    """
    require(panels, "panel", "label", "value", picture="small multiples")
    if panels.empty:
        return empty_figure(unit)
    numbered = panels.reset_index(drop=True)
    parts = [part for _, part in numbered.groupby("panel", sort=False)]
    abreast = min(columns, len(parts))
    width = max(10, 66 // abreast)
    with style():
        heads = [wrap(part["panel"].iloc[0], width) for part in parts]
        laid = [lay_rows(part["label"].tolist(), width=width // 2 + 2) for part in parts]
        lines = [slice(first, first + columns) for first in range(0, len(parts), columns)]
        inches = [_measure_line(laid[line], heads[line]) for line in lines]
        figure = new_figure(sum(inches) + 0.2)
        grid = figure.subplots(len(lines), abreast, squeeze=False, height_ratios=inches)
        top = panels["value"].max() * 1.25 or 1
        for i, (axes, part, rows, head) in enumerate(zip(grid.flat, parts, laid, heads, strict=False)):
            set_rows(axes, rows, rules=False)
            axes.set_ylim(max(row.height for row in laid[lines[i // columns]]), 0)
            _panel(axes, part, rows.centres, head)
            axes.set_xlim(0, top)
            axes.xaxis.set_major_locator(MaxNLocator(3))
            if threshold is not None:
                axes.axvline(threshold, color=INK, linewidth=0.8, linestyle=(0, (3, 2)))
        for axes in grid.flat[len(parts) :]:
            axes.set_axis_off()
        grid[-1][0].set_xlabel(unit)
    return figure


def _measure_line(laid: Sequence[Rows], heads: Sequence[str]) -> float:
    """The height in inches of panels side by side."""
    return max(rows.inches for rows in laid) + 0.45 + 0.17 * lines_of(heads)


def _panel(axes: Axes, part: pd.DataFrame, centres: Sequence[float], head: str) -> None:
    axes.set_title(head, fontsize=8.5)
    for mark, y, value in zip(part.index, centres, part["value"], strict=True):
        axes.barh(y, value, height=0.85, color=_SOFT, gid=f"mark-{mark}")
        axes.annotate(
            f"{value:.2f}", (value, y), (3, 0), textcoords="offset points", va="center", fontsize=7,
            bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 0.6},
        )  # fmt: skip
