"""Pairs: two parts of a corpus side by side, two dots on one line for each thing that is compared."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from corpus_tools.publishing.plots.rows import lay_rows, note_rows, require, set_rows
from corpus_tools.publishing.style import BLUE, QUIET, VERMILION, empty_figure, new_figure, style, wrap

_COLOURS = {"first": BLUE, "second": VERMILION}
_SHAPES = {"first": "o", "second": "D"}
_APART = 0.22
_LABEL_WIDTH, _NOTE_WIDTH, _NAME_WIDTH = 34, 26, 44


def plot_pairs(pairs: pd.DataFrame, *, names: tuple[str, str], unit: str) -> Figure:
    """Draw two dots for each row, one for each part, joined by a line; intervals as thin lines.

    Args:
        pairs: a row is a thing compared; `label`, `first`, `second` (its values in the two parts; an empty
            cell for none), and optionally `low_first`, `high_first`, `low_second`, `high_second` (the
            intervals; empty cells for none) and `note` (written at the right end).
        names: of the two parts.
        unit: what the values count.

    Raises:
        SchemaError: a column is missing.
    """
    require(pairs, "label", "first", "second", picture="pairs")
    if pairs.empty:
        return empty_figure(f"nothing to compare between {names[0]} and {names[1]}")
    with style():
        notes = pairs["note"].tolist() if "note" in pairs else [""] * len(pairs)
        notes = [wrap(note, _NOTE_WIDTH) for note in notes]
        least = [note.count("\n") + 1 for note in notes]
        rows = lay_rows(pairs["label"].tolist(), width=_LABEL_WIDTH, least=least)
        figure = new_figure(rows.inches + 1.0)
        reach = _reach(pairs)
        axes = figure.add_subplot()
        set_rows(axes, rows)
        for mark, (y, row) in enumerate(zip(rows.centres, pairs.to_dict("records"), strict=True)):
            values = [float(row[side]) for side in ("first", "second")]
            axes.plot(values, [y - _APART, y + _APART], color=QUIET, lw=0.9, zorder=1, gid=f"mark-{mark}")
            for side, place in (("first", y - _APART), ("second", y + _APART)):
                _draw_side(axes, {str(name): value for name, value in row.items()}, side, place)
        for side, name in zip(("first", "second"), names, strict=True):
            axes.plot([], [], _SHAPES[side], color=_COLOURS[side], ms=5, ls="", label=wrap(name, _NAME_WIDTH))
        axes.legend(loc="lower left", bbox_to_anchor=(-0.03, 1), ncols=2, handletextpad=0.1)
        axes.set_xlim(-0.015 * reach, 1.05 * reach)
        axes.set_xlabel(unit + ("; thin line: 95 % interval" if _has_interval(pairs) else ""))
        note_rows(axes, rows, notes)
    return figure


def _draw_side(axes: Axes, row: dict[str, object], side: str, y: float) -> None:
    """The dot of one part, with its interval when it has one."""
    low, high = (float(str(row.get(f"{end}_{side}", "nan") or "nan")) for end in ("low", "high"))
    if high >= low:
        axes.plot([low, high], [y, y], color=_COLOURS[side], lw=1.1, alpha=0.7)
    axes.plot([float(str(row[side]))], [y], _SHAPES[side], color=_COLOURS[side], ms=5, zorder=3)


def _reach(pairs: pd.DataFrame) -> float:
    ends = [name for name in ("first", "second", "high_first", "high_second") if name in pairs]
    return float(pairs[ends].apply(pd.to_numeric).max().max()) or 1.0


def _has_interval(pairs: pd.DataFrame) -> bool:
    return "high_first" in pairs and bool(pairs[["high_first", "high_second"]].notna().any(axis=None))
