"""Matrices: how much of each row there is in each column, as shaded cells with their number."""

from collections.abc import Sequence
from typing import cast

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap, Normalize
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from corpus_tools.publishing.plots.rows import LINE, Rows, lay_rows, require, set_rows
from corpus_tools.publishing.style import (
    INK,
    PAPER,
    WIDTH,
    bare,
    empty_figure,
    lines_of,
    new_figure,
    style,
    wrap,
)

_SHADES = LinearSegmentedColormap.from_list("shades", ["#E4F0F8", "#0072B2", "#00324F"])
_LABEL_WIDTH = 32
_LETTER, _CELL_INCHES = 0.073, 0.3


def plot_matrix(cells: pd.DataFrame, *, unit: str, places: int = 0, columns: Sequence[str] = ()) -> Figure:
    """Draw a cell for each pair that occurs, darker for more, with its number.

    Args:
        cells: a row is a cell; `row`, `column` (labels, in the order given) and `n`. Pairs that are not
            there stay empty.
        unit: what `n` counts.
        places: decimals of the numbers.
        columns: all columns in order; that of the cells when not given.

    Raises:
        SchemaError: a column is missing.
    """
    require(cells, "row", "column", "n", picture="a matrix")
    if cells.empty:
        return empty_figure(unit)
    columns = list(columns) or list(dict.fromkeys(cells["column"]))
    names = list(dict.fromkeys(cells["row"]))
    with style():
        rows = lay_rows(names, width=_LABEL_WIDTH)
        axes = _lay_columns(columns, rows)
        set_rows(axes, rows)
        bare(axes)
        axes.set_xlabel(unit, loc="left")
        axes.xaxis.set_label_position("bottom")
        tops = dict(zip(names, _edges(rows), strict=True))
        place = {name: x for x, name in enumerate(columns)}
        scale = Normalize(0, max(float(cells["n"].max()), 1e-9))
        parts = zip(cells["row"], cells["column"], cells["n"].tolist(), strict=True)
        for mark, (row, column, n) in enumerate(parts):
            _cell(axes, place[column], tops[row], float(scale(n)), f"{n:.{places}f}", mark)
        figure = axes.get_figure(root=True)
    return cast(Figure, figure)


def _lay_columns(columns: Sequence[str], rows: Rows) -> Axes:
    """Axes with a column for each name, on a figure with room for all; long names stand upright."""
    label_inches = 0.3 + _LETTER * max(len(line) for label in rows.labels for line in label.split("\n"))
    inches = max((WIDTH - label_inches) / len(columns), _CELL_INCHES)
    fits = int(inches / _LETTER)
    upright = max(len(word) for name in columns for word in name.split() or [""]) > fits
    heads = [_head(name, _LABEL_WIDTH if upright else fits) for name in columns]
    longest = max(len(line) for head in heads for line in head.split("\n"))
    head_inches = _LETTER * longest if upright else LINE * lines_of(heads)
    width = max(WIDTH, label_inches + inches * len(columns))
    axes = new_figure(rows.inches + head_inches + 0.5, width=width).add_subplot()
    axes.set_xlim(-0.5, len(columns) - 0.5)
    axes.xaxis.tick_top()
    axes.set_xticks(range(len(columns)), heads, rotation=90 if upright else 0)
    return axes


def _head(name: str, width: int) -> str:
    """A wrapped label, with what follows its last comma on a line of its own."""
    head, comma, tail = name.rpartition(", ")
    return "\n".join(wrap(part, width) for part in (head + comma.strip(), tail) if part)


def _edges(rows: Rows) -> list[tuple[float, float]]:
    """Top and bottom of each row."""
    edges, top = [], 0.0
    for centre in rows.centres:
        edges.append((top, 2 * centre - top))
        top = 2 * centre - top
    return edges


def _cell(axes: Axes, x: int, edge: tuple[float, float], share: float, number: str, mark: int) -> None:
    top, bottom = edge
    box = Rectangle((x - 0.47, top + 0.08), 0.94, bottom - top - 0.16, fc=_SHADES(share), gid=f"mark-{mark}")
    axes.add_patch(box)
    colour = PAPER if _luminance(_SHADES(share)) < 0.2 else INK
    axes.text(x, (top + bottom) / 2, number, ha="center", va="center", fontsize=7.5, color=colour)


def _luminance(colour: tuple[float, float, float, float]) -> float:
    """How light a colour is for the eye, 0 to 1 (WCAG 2)."""
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in colour[:3]
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
