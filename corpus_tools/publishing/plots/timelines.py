"""Timelines: what happened or is due when, never drawn finer than it is known.

A day is a dot, a month, a year or a window is a bar, an open end is an arrow; a row without any date says so.
"""

from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch

from corpus_tools.publishing.plots.calendars import first_day, last_day, say, say_span, set_dates
from corpus_tools.publishing.plots.matrices import plot_matrix
from corpus_tools.publishing.plots.rows import count, lay_rows, note_rows, require, set_rows
from corpus_tools.publishing.style import COLOURS, QUIET, empty_figure, new_figure, shorten, style, wrap

_LABEL_WIDTH, _NOTE_WIDTH = 42, 27
_LINES = (*COLOURS[:4], QUIET)
_LEAST = 0.012
_REACH = 0.06


def plot_timeline(events: pd.DataFrame, *, unit: str = "stories", longest: int = 140) -> Figure:
    """Draw a row for each event: its title, its time on the axis, its date in words and how many report it.

    Args:
        events: a row is an event, drawn in the order given; `label`, `date_start`, `date_end` (ISO dates,
            months or years; an empty start means before the end, an empty end means after the start, the
            same in both is a day, month or year), `n`, and optionally `n_sources` (independent sources, said
            where known) and `group` (its colour).
        unit: what `n` counts.
        longest: characters of a label that are drawn; "…" stands for the rest.

    Raises:
        SchemaError: a column is missing.
    """
    require(events, "label", "date_start", "date_end", "n", picture="a timeline")
    return _plot_events(events.reset_index(drop=True), unit, longest)


def _plot_events(events: pd.DataFrame, unit: str, longest: int) -> Figure:
    """Draw the rows in their order; the mark of a row is numbered by its index."""
    if events.empty:
        return empty_figure("no dated events")
    words = [say_span(*span) or "no date" for span in _spans(events)]
    groups = events["group"] if "group" in events else [""] * len(events)
    counts = [count(n, unit) for n in events["n"].tolist()]
    if "n_sources" in events:
        known = zip(counts, events["n_sources"].tolist(), strict=True)
        counts = [f"{said}, {count(n, 'sources')}" if n else said for said, n in known]
    notes = [
        f"{word}\n{said}" + (f", {group}" if group else "")
        for word, said, group in zip(words, counts, groups, strict=True)
    ]
    return _draw(events.assign(label=[shorten(label, longest) for label in events["label"]]), notes)


def plot_horizon(deadlines: pd.DataFrame, *, unit: str = "stories", longest: int = 140) -> Figure:
    """Draw what is due when: one row for each deadline or target, from the nearest to the farthest.

    Args:
        deadlines: as for `plot_timeline`; rows are sorted here by the end of their time, then by label.
        unit: what `n` counts.
        longest: characters of a label that are drawn; "…" stands for the rest.

    Raises:
        SchemaError: a column is missing.
    """
    require(deadlines, "label", "date_start", "date_end", "n", picture="a horizon")
    ends = [last_day(end or start) if end or start else float("inf") for start, end in _spans(deadlines)]
    numbered = deadlines.reset_index(drop=True)
    order = numbered.assign(end=ends).sort_values(["end", "label"], kind="stable").index
    return _plot_events(numbered.loc[order], unit, longest)


def plot_coverage(articles: pd.DataFrame) -> Figure:
    """Draw when each outlet published: a row for each article, or a cell for each outlet and period.

    Args:
        articles: what `drawings.list_coverage` gives. Either a row is an article; `outlet`, `label` (its
            title), `date_start`, `date_end` (first and last day on which it can have been published, the
            same when it is dated): a dot for a day, a bar for a window. Or a row is a cell; `outlet`,
            `period`, `n` (articles).

    Raises:
        SchemaError: a column is missing.
    """
    if "period" in articles:
        return _plot_counts(articles)
    require(articles, "outlet", "label", "date_start", "date_end", picture="coverage")
    if articles.empty:
        return empty_figure("no articles")
    known = articles["outlet"].where(articles["outlet"] != "", "outlet unknown")
    shown = articles.assign(group=known).reset_index(drop=True)
    words = [_say_published(*span) for span in _spans(articles)]
    notes = [f"{outlet}\n{word}" for outlet, word in zip(shown["group"], words, strict=True)]
    return _draw(shown, notes)


def _plot_counts(cells: pd.DataFrame) -> Figure:
    """Cells of outlet and period, with the periods in order."""
    require(cells, "outlet", "period", "n", picture="coverage")
    known = sorted(set(cells["period"]))
    named = {period: say(period) if period[:1].isdigit() else period for period in known}
    shown = pd.DataFrame({"row": cells["outlet"], "column": cells["period"].map(named), "n": cells["n"]})
    return plot_matrix(shown, unit="articles", columns=list(named.values()))


def _say_published(start: str, end: str) -> str:
    """When an article was published, and that it carries no date where it does not."""
    if not start and not end:
        return "undated"
    return say_span(start, end) + ("" if start == end else "\nundated: from its text")


def _draw(rows_of: pd.DataFrame, notes: Sequence[str]) -> Figure:
    notes = ["\n".join(wrap(line, _NOTE_WIDTH) for line in note.split("\n")) for note in notes]
    with style():
        rows = lay_rows(
            rows_of["label"].tolist(), width=_LABEL_WIDTH, least=[n.count("\n") + 1 for n in notes]
        )
        figure = new_figure(rows.inches + 0.8)
        axes = figure.add_subplot()
        set_rows(axes, rows)
        low, high = _reach(rows_of)
        set_dates(axes, low, high)
        axes.grid(axis="x")
        names = rows_of["group"].tolist() if "group" in rows_of else [""] * len(rows_of)
        distinct = list(dict.fromkeys(names))
        colours = {name: _LINES[min(i, len(_LINES) - 1)] for i, name in enumerate(distinct)}
        for mark, y, name, span in zip(rows_of.index, rows.centres, names, _spans(rows_of), strict=True):
            _mark(axes, y, span, low, high, colours[name], f"mark-{mark}")
        note_rows(axes, rows, notes)
        axes.set_xlabel(_key(_spans(rows_of)), fontsize=7.5, color=QUIET)
    return figure


def _key(spans: Sequence[tuple[str, str]]) -> str:
    """How to read the marks that occur."""
    known = [(start, end) for start, end in spans if start or end]
    days = [bool(start and end) and first_day(start) == last_day(end) for start, end in known]
    open_ended = [not start or not end for start, end in known]
    parts = ["dot: a day"] if any(days) else []
    longer = [not day and not is_open for day, is_open in zip(days, open_ended, strict=True)]
    parts += ["bar: known to the month, year or window only"] if any(longer) else []
    parts += ["arrow: open to that side"] if any(open_ended) else []
    parts += ["?: no date"] if len(known) < len(spans) else []
    return " · ".join(parts)


def _spans(rows_of: pd.DataFrame) -> list[tuple[str, str]]:
    return list(zip(rows_of["date_start"], rows_of["date_end"], strict=True))


def _reach(rows_of: pd.DataFrame) -> tuple[float, float]:
    """The days that the axis shows: all that is known, and room for arrows at both ends."""
    days = [first_day(part) for span in _spans(rows_of) for part in span if part]
    days += [last_day(part) for span in _spans(rows_of) for part in span if part]
    if not days:
        return 719163.0, 719528.0
    room = max((max(days) - min(days)) * _REACH, 4)
    return max(min(days) - room, 1.0), min(max(days) + room, 3652059.0)


def _mark(
    axes: Axes, y: float, span: tuple[str, str], low: float, high: float, colour: str, gid: str
) -> None:
    """Draw one row's time: a dot for a day, a bar for longer, an arrow for an open end, "?" for none."""
    start, end = span
    if not start and not end:
        axes.text(low, y, "?", color=colour, va="center", gid=gid)
        return
    if not start or not end:
        known = last_day(end) if end else first_day(start)
        far = low if end else high
        axes.add_patch(
            FancyArrowPatch(
                (known, y), (far, y), arrowstyle="-|>", mutation_scale=10, color=colour, lw=1.6, shrinkA=0,
                shrinkB=0, gid=gid,
            )
        )  # fmt: skip
        axes.plot([known], [y], "|", color=colour, ms=9, mew=2)
        return
    left, right = first_day(start), last_day(end)
    if left == right:
        axes.plot([left], [y], "o", color=colour, ms=6.5, gid=gid, zorder=3)
        return
    least = (high - low) * _LEAST
    if right + 1 - left < least:
        left, right = (left + right - least) / 2, (left + right + least) / 2
    axes.barh(y, right + 1 - left, left=left, height=0.75, color=colour, alpha=0.55, ec=colour, lw=1, gid=gid)
