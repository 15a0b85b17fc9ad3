"""Columns: the lines of a printed page in the order in which they are read."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

_FEWEST_LINES = 3
_LEAST_GUTTER = 4.0
_ALIGNED = 4.0
_LEAST_OVERLAP = 0.3


@dataclass(frozen=True)
class Printed:
    """One printed line; places are in points from the left and from the top of the page."""

    left: float
    top: float
    right: float
    bottom: float
    size: float
    text: str
    height: float
    """The height of its page."""


def order_lines(lines: Sequence[Printed]) -> list[Printed]:
    """The lines of a page column by column; a line across the columns ends those above it.

    >>> rows = [(50, 10, "title", 400)] + [(x, y, f"{x}-{y}", 150) for y in (30, 42, 54) for x in (50, 250)]
    >>> page = [Printed(x, y, x + w, y + 10, 10, text, 800) for x, y, text, w in rows]
    >>> [line.text for line in order_lines(page)]
    ['title', '50-30', '50-42', '50-54', '250-30', '250-42', '250-54']
    """
    gutter = _find_gutter(lines)
    if gutter is None:
        return sorted(lines, key=lambda line: (round(line.top), line.left))
    across = sorted((line for line in lines if line.left < gutter < line.right), key=lambda line: line.top)
    ordered: list[Printed] = []
    edges = [float("-inf"), *(line.top for line in across), float("inf")]
    for number, (start, stop) in enumerate(pairwise(edges)):
        ordered += across[number - 1 : number] if number else []
        band = [line for line in lines if start <= line.top < stop and not line.left < gutter < line.right]
        ordered += order_lines([line for line in band if line.right <= gutter])
        ordered += order_lines([line for line in band if line.left >= gutter])
    return ordered


def _find_gutter(lines: Sequence[Printed]) -> float | None:
    """The place between two columns that the fewest lines cross, or None where there is one column."""
    found = [(crossing, -width, place) for place, width, crossing in _candidates(lines)]
    return min(found)[2] if found else None


def _candidates(lines: Sequence[Printed]) -> Iterator[tuple[float, float, int]]:
    """Each place left of the lines that begin together, with the width of its gap and who crosses it."""
    for start in sorted({round(line.left) for line in lines}):
        right = [line for line in lines if line.left >= start - 0.5]
        left = [line for line in lines if line.right < start - 0.5]
        if len(left) < _FEWEST_LINES or len(right) < _FEWEST_LINES:
            continue
        edge = max(line.right for line in left)
        aligned = sum(line.left < start + _ALIGNED for line in right)
        crossing = len(lines) - len(left) - len(right)
        if start - edge < _LEAST_GUTTER or aligned < _FEWEST_LINES:
            continue
        if crossing < min(len(left), len(right)) and _overlap(left, right) > _LEAST_OVERLAP:
            yield (start + edge) / 2, start - edge, crossing


def _overlap(left: Sequence[Printed], right: Sequence[Printed]) -> float:
    """The share of the height of the shorter column that stands beside the other."""
    tops = [min(line.top for line in column) for column in (left, right)]
    bottoms = [max(line.bottom for line in column) for column in (left, right)]
    shorter = min(bottom - top for top, bottom in zip(tops, bottoms, strict=True))
    return max(min(bottoms) - max(tops), 0.0) / shorter if shorter > 0 else 0.0
