"""Rows: pictures that read like a table, with wrapped labels on the left and a mark for each row.

The unit of the vertical axis is a line of text, so that a label of three lines gets the room of three.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.axes import Axes

from corpus_tools.errors import SchemaError
from corpus_tools.publishing.style import QUIET, RULE, bare, wrap

LINE = 0.155
"""Inches of a line of text."""

_GAP = 0.6


@dataclass(frozen=True)
class Rows:
    """Wrapped labels with their places.

    Attributes:
        labels: wrapped.
        centres: of each row, in lines from the top.
        height: of all rows, in lines.
    """

    labels: Sequence[str]
    centres: Sequence[float]
    height: float

    @property
    def inches(self) -> float:
        """The height of all rows on paper."""
        return self.height * LINE


def lay_rows(labels: Sequence[str], *, width: int, least: Sequence[int] = ()) -> Rows:
    r"""Wrap labels and give each the room that it needs.

    Args:
        labels: one for each row.
        width: characters in a line.
        least: for each row the lines that it needs anyway.

    >>> lay_rows(["one", "two words"], width=5).labels
    ['one', 'two\nwords']
    """
    wrapped = [wrap(label, width) for label in labels]
    needs = [label.count("\n") + 1 for label in wrapped]
    if least:
        needs = [max(pair) for pair in zip(needs, least, strict=True)]
    centres, top = [], 0.0
    for need in needs:
        centres.append(top + (need + _GAP) / 2)
        top += need + _GAP
    return Rows(wrapped, centres, top)


def set_rows(axes: Axes, rows: Rows, *, labels: bool = True, rules: bool = True) -> None:
    """Make the vertical axis of axes that of the rows, the first on top."""
    bare(axes, keep=("bottom",))
    axes.set_ylim(rows.height, 0)
    axes.set_yticks(list(rows.centres), list(rows.labels) if labels else [""] * len(rows.labels))
    if rules:
        _rule(axes, rows)


def note_rows(axes: Axes, rows: Rows, notes: Sequence[str]) -> None:
    """Write a note at the right end of each row."""
    for y, note in zip(rows.centres, notes, strict=True):
        place = axes.get_yaxis_transform()
        axes.text(1.02, y, note, transform=place, va="center", fontsize=7.5, color=QUIET)


def count(n: float, noun: str) -> str:
    """A number with its noun, in the singular for one.

    >>> count(1, "stories"), count(3, "articles")
    ('1 story', '3 articles')
    """
    if n != 1:
        return f"{n:g} {noun}"
    return f"1 {noun.removesuffix('ies')}y" if noun.endswith("ies") else f"1 {noun.removesuffix('s')}"


def require(data: pd.DataFrame, *columns: str, picture: str) -> None:
    """Check that a table to draw has the columns it needs.

    Raises:
        SchemaError: one is missing.
    """
    missing = [column for column in columns if column not in data]
    if missing:
        raise SchemaError(f"cannot draw {picture}", column=missing[0], remedy=f"needs {', '.join(columns)}")


def _rule(axes: Axes, rows: Rows) -> None:
    axes.hlines(list(rows.centres), 0, 1, transform=axes.get_yaxis_transform(), color=RULE, lw=0.5, zorder=0)
