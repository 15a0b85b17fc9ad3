"""Style: one look for every picture, set for the time of drawing and never for the whole process.

Colours are Okabe and Ito's, which stay apart for colour-blind readers; the yellow is left out because a
thin yellow line cannot be seen on white. The font is the one that comes with matplotlib: it has every
letter of Vietnamese and draws the same on every machine.
"""

import textwrap
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

BLUE, VERMILION, GREEN = "#0072B2", "#D55E00", "#009E73"
PURPLE, ORANGE, SKY = "#CC79A7", "#E69F00", "#56B4E9"
INK, QUIET, RULE, PAPER = "#1A1A1A", "#595959", "#D9D9D9", "#FFFFFF"
"""Text, secondary text (7:1 on white), grid lines, background."""

COLOURS = (BLUE, VERMILION, GREEN, INK, PURPLE, ORANGE, SKY)
"""In the order in which they are used; the last three are too pale for thin lines and only fill shapes."""

WIDTH = 6.5
"""Inches: the text width of an A4 or Letter page, so that type is not shrunk in a document."""

_SETTINGS: dict[Any, Any] = {
    "font.family": ["DejaVu Sans"],
    "font.size": 8.5,
    "axes.titlesize": 9,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.labelsize": 8.5,
    "axes.labelcolor": INK,
    "axes.edgecolor": QUIET,
    "axes.linewidth": 0.6,
    "axes.axisbelow": True,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.unicode_minus": True,
    "axes.formatter.use_locale": False,
    "grid.color": RULE,
    "grid.linewidth": 0.6,
    "xtick.color": QUIET,
    "ytick.color": QUIET,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "xtick.labelsize": 8,
    "ytick.labelsize": 8,
    "xtick.major.width": 0.6,
    "ytick.major.width": 0.6,
    "text.color": INK,
    "text.parse_math": False,
    "text.usetex": False,
    "text.hinting": "none",
    "legend.frameon": False,
    "legend.fontsize": 8,
    "figure.facecolor": PAPER,
    "savefig.facecolor": PAPER,
    "savefig.transparent": False,
    "svg.hashsalt": "corpus-tools",
    "svg.fonttype": "path",
    "pdf.fonttype": 42,
    "timezone": "UTC",
}


@contextmanager
def style() -> Iterator[None]:
    """Draw in the project's look inside this context; the settings found before come back after it.

    >>> with style():
    ...     mpl.rcParams["text.parse_math"]
    False
    """
    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(_SETTINGS)
        yield


def new_figure(height: float, *, width: float = WIDTH) -> Figure:
    """An empty figure of this size in inches, on opaque white, that no notebook shows by itself.

    Call it, and draw on it, inside `style()`.
    """
    figure = Figure(figsize=(width, height), layout="constrained")
    FigureCanvasAgg(figure)
    return figure


def empty_figure(what: str) -> Figure:
    """A figure that says that there is nothing to draw, and what is missing."""
    with style():
        figure = new_figure(1.2)
        axes = figure.add_subplot()
        axes.set_axis_off()
        axes.text(0, 0.5, wrap(f"no data: {what}", 80), va="center", color=QUIET, fontsize=10)
    return figure


def wrap(text: str, width: int) -> str:
    r"""Break a label into lines of at most this many characters; nothing is cut.

    >>> wrap("Ministry of Public Security", 12)
    'Ministry of\nPublic\nSecurity'
    """
    return "\n".join(textwrap.wrap(" ".join(text.split()), width, break_on_hyphens=False)) or ""


def shorten(text: str, length: int) -> str:
    """A text of at most this many characters, ended at a word with "…" where more follows.

    >>> shorten("the quick brown fox", 12), shorten("short", 12)
    ('the quick…', 'short')
    """
    text = " ".join(text.split())
    if len(text) <= length:
        return text
    cut = text[: length - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut else cut).rstrip(" ,;:–-") + "…"


def lines_of(labels: Sequence[str]) -> int:
    """The greatest number of lines among labels, at least 1."""
    return max((label.count("\n") + 1 for label in labels), default=1)


def bare(axes: Axes, *, keep: Sequence[str] = ()) -> None:
    """Take away the frame and the tick marks of axes, except the named sides."""
    for side, spine in axes.spines.items():
        spine.set_visible(side in keep)
    axes.tick_params(length=0)


def colour_of(names: Sequence[str]) -> dict[str, str]:
    """A colour for each distinct name, in sorted order; those beyond the palette share a grey.

    >>> colour_of(["b", "a", "b"])
    {'a': '#0072B2', 'b': '#D55E00'}
    """
    distinct = sorted(set(names))
    return {name: COLOURS[i] if i < len(COLOURS) else "#999999" for i, name in enumerate(distinct)}
