import io
import re
from collections.abc import Iterator
from itertools import combinations, pairwise

import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Text
from pictures import HOSTILE, PICTURES

from corpus_tools.errors import SchemaError
from corpus_tools.publishing import plots
from corpus_tools.publishing.plots.networks import order_nodes, ring
from corpus_tools.publishing.plots.rows import lay_rows
from corpus_tools.publishing.style import style

NAMES = sorted(PICTURES)


def lay_out(figure: Figure) -> list[Text]:
    """The texts of a figure that show something, once it is laid out."""
    with style():
        figure.draw_without_rendering()
    unseen = {id(label) for axes in figure.axes for label in labels_out_of_view(axes)}
    texts = [text for text in figure.findobj(Text) if text.get_text().strip() and id(text) not in unseen]
    return [text for text in texts if text.get_visible() and text.get_window_extent().width > 0]


def labels_out_of_view(axes: Axes) -> Iterator[Text]:
    """The labels of ticks beyond the limits of an axis, which are not drawn."""
    for axis in (axes.xaxis, axes.yaxis):
        low, high = sorted(axis.get_view_interval())
        for tick in axis.get_major_ticks():
            if not low <= tick.get_loc() <= high:
                yield from (tick.label1, tick.label2)


@pytest.mark.parametrize("name", NAMES)
def test_no_text_is_cut_or_drawn_over_another(name):
    draw, labels, n = PICTURES[name]
    figure = draw(labels, n)
    boxes = [(text.get_text(), text.get_window_extent()) for text in lay_out(figure)]
    page = figure.bbox.padded(2)
    outside = [text for text, box in boxes if not (page.x0 <= box.x0 and box.x1 <= page.x1)]
    pairs = combinations(boxes, 2)
    over = [(a, b) for (a, one), (b, two) in pairs if one.padded(-1).overlaps(two.padded(-1))]
    assert outside == []
    assert over == []


@pytest.mark.parametrize("name", NAMES)
def test_hostile_labels_are_not_cut_or_overlapping(name):
    draw, _, _ = PICTURES[name]
    labels = [label for label in HOSTILE if "\U0001f680" not in label]
    texts = lay_out(draw(labels, 9))
    boxes = [text.get_window_extent().padded(-1) for text in texts]
    assert not [1 for one, two in combinations(boxes, 2) if one.overlaps(two)]
    assert not any(text.get_parse_math() for text in texts)


@pytest.mark.parametrize("name", NAMES)
def test_one_row_is_drawn(name):
    draw, labels, _ = PICTURES[name]
    assert lay_out(draw(labels, 1))


@pytest.mark.parametrize("name", NAMES)
def test_no_rows_say_so(name):
    draw, labels, _ = PICTURES[name]
    assert next(text.get_text() for text in lay_out(draw(labels, 0))).startswith("no data: ")


@pytest.mark.parametrize("name", NAMES)
def test_many_rows_are_all_drawn(name):
    draw, labels, _ = PICTURES[name]
    assert draw(labels, 200).get_size_inches()[1] > 5


def find_marks(figure: Figure) -> list[str]:
    """The marks of a figure in its SVG, in the order in which they are drawn."""
    buffer = io.StringIO()
    with style():
        figure.savefig(buffer, format="svg")
    return re.findall(r'<g id="mark-(\d+)"', buffer.getvalue())


@pytest.mark.parametrize("name", NAMES)
def test_every_mark_is_in_the_svg_once(name):
    draw, labels, _ = PICTURES[name]
    found = find_marks(draw(labels, 7))
    assert sorted(map(int, found)) == list(range(len(found)))
    assert len(found) >= (3 if name == "network" else 7)


def test_a_mark_has_the_number_of_its_row_whatever_the_order_drawn():
    data = pd.DataFrame({"label": ["far", "near", "none"], "date_start": "", "n": 1})
    data["date_end"] = ["2045", "2030", ""]
    drawn = plots.plot_horizon(data.set_axis([7, 7, 9]))
    assert find_marks(drawn)[:2] == ["1", "0"]


@pytest.mark.parametrize(
    "draw",
    [
        plots.plot_terms,
        plots.plot_timeline,
        plots.plot_horizon,
        plots.plot_coverage,
        lambda data: plots.plot_bars(data, unit="share"),
        lambda data: plots.plot_matrix(data, unit="n"),
        lambda data: plots.plot_small_multiples(data, unit="n"),
        lambda data: plots.plot_network(data, data, unit="n"),
        plots.plot_flows,
    ],
)
def test_a_missing_column_is_named(draw):
    with pytest.raises(SchemaError, match=r"cannot draw .*: column .*; needs "):
        draw(pd.DataFrame({"other": [1]}))


def test_small_multiples_mark_a_threshold_in_each_panel():
    data = pd.DataFrame({"panel": ["t1", "t1", "t2"], "label": ["a", "b", "a"], "value": [0.8, 0.5, 1.0]})
    figure = plots.plot_small_multiples(data, unit="overlap", threshold=0.6)
    lines = [[line.get_xdata()[0] for line in axes.lines] for axes in figure.axes]
    assert lines == [[0.6], [0.6]]
    assert [text.get_text() for axes in figure.axes for text in axes.texts] == ["0.80", "0.50", "1.00"]
    assert not any(axes.lines for axes in plots.plot_small_multiples(data, unit="overlap").axes)


def test_the_input_is_left_alone():
    data = pd.DataFrame(
        {"label": ["b", "a"], "date_start": ["2045", "2030"], "date_end": ["2045", "2030"], "n": [1, 2]}
    )
    before = data.copy()
    plots.plot_horizon(data)
    pd.testing.assert_frame_equal(data, before)


def test_the_horizon_goes_from_near_to_far():
    data = pd.DataFrame(
        {
            "label": ["far", "near", "open"],
            "date_start": ["2045", "2030", ""],
            "date_end": ["2045", "2030", "2026-06"],
        }
    )
    figure = plots.plot_horizon(data.assign(n=1))
    assert [label.get_text() for label in figure.axes[0].get_yticklabels()] == ["open", "near", "far"]


def test_a_day_is_a_dot_a_month_a_bar_and_an_open_end_an_arrow():
    spans = [("2026-01-16", "2026-01-16"), ("2025-10", "2025-10"), ("", "2025-02-06")]
    data = pd.DataFrame(spans, columns=["date_start", "date_end"]).assign(label="x", n=1)
    axes = plots.plot_timeline(data).axes[0]
    dots = [line for line in axes.lines if line.get_gid()]
    bars = [patch for patch in axes.patches if patch.get_gid()]
    arrows = [text for text in axes.texts if text.get_gid()]
    assert [artist.get_gid() for artist in (*dots, *bars, *arrows)] == ["mark-0", "mark-1", "mark-2"]
    assert bars[0].get_width() == 31


def test_an_undated_article_is_a_bar_that_says_so():
    data = pd.DataFrame(
        {"outlet": ["Daily"], "label": ["T"], "date_start": ["2026-01-10"], "date_end": ["2026-01-31"]}
    )
    texts = [text.get_text() for text in plots.plot_coverage(data).axes[0].texts]
    assert texts == ["Daily\n10–31 Jan 2026\nundated: from its text"]


def test_rows_get_the_room_of_their_lines():
    rows = lay_rows(["a", "b c", "d"], width=1, least=[1, 1, 3])
    assert list(rows.labels) == ["a", "b\nc", "d"]
    assert rows.height == pytest.approx(1 + 2 + 3 + 3 * 0.6)


@pytest.mark.parametrize("n", [1, 2, 3, 12, 61])
def test_places_on_the_ring_are_apart(n):
    places = ring([f"x{i}" for i in range(n)])
    assert len(set(places.values())) == n
    right = sorted(y for x, y in places.values() if x >= 0)
    assert all(b - a == pytest.approx(2 / len(right), abs=1e-5) for a, b in pairwise(right))


def test_the_order_of_actors_depends_on_the_data_alone():
    nodes = pd.DataFrame({"actor_id": list("abcd")})
    edges = pd.DataFrame({"source": ["a", "c", "a"], "target": ["b", "d", "d"], "n": [3, 3, 1]})
    assert order_nodes(nodes, edges) == order_nodes(nodes.iloc[::-1], edges.iloc[::-1])
    assert order_nodes(nodes, edges) in (["a", "b", "d", "c"], ["d", "c", "a", "b"])
