import matplotlib as mpl
import pytest
from matplotlib.figure import Figure

from corpus_tools.publishing.style import (
    COLOURS,
    INK,
    PAPER,
    QUIET,
    colour_of,
    empty_figure,
    lines_of,
    new_figure,
    style,
    wrap,
)


def luminance(colour):
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, two):
    light, dark = sorted((luminance(one), luminance(two)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_style_leaves_the_settings_of_the_process_alone():
    before = dict(mpl.rcParams)
    with style():
        assert mpl.rcParams["svg.hashsalt"] == "corpus-tools"
    assert dict(mpl.rcParams) == before


def test_style_does_not_inherit_the_settings_of_the_user():
    with mpl.rc_context({"savefig.facecolor": "red", "lines.linewidth": 9}), style():
        assert mpl.rcParams["savefig.facecolor"] == PAPER
        assert mpl.rcParams["lines.linewidth"] == mpl.rcParamsDefault["lines.linewidth"]


def test_style_comes_back_after_an_error():
    before = dict(mpl.rcParams)
    with pytest.raises(RuntimeError), style():
        raise RuntimeError
    assert dict(mpl.rcParams) == before


@pytest.mark.parametrize("colour", [*COLOURS[:4], QUIET, INK])
def test_colours_of_lines_and_text_stand_out_from_paper(colour):
    assert contrast(colour, PAPER) >= (4.5 if colour in (QUIET, INK) else 3)


def test_wrap_cuts_nothing():
    text = "a  long label " + "x" * 60
    assert wrap(text, 20).replace("\n", "").replace(" ", "") == text.replace(" ", "")
    assert max(map(len, wrap(text, 20).split("\n"))) <= 20


def test_lines_of_counts_the_longest_label():
    assert (lines_of(["a", "b\nc\nd"]), lines_of([])) == (3, 1)


def test_colours_beyond_the_palette_are_grey():
    colours = colour_of([f"{i:02}" for i in range(9)])
    assert colours["00"] == COLOURS[0]
    assert colours["08"] == "#999999"


def test_figures_are_opaque_and_not_registered():
    with style():
        figure = new_figure(2)
    assert isinstance(figure, Figure)
    assert mpl.colors.to_hex(figure.get_facecolor()).upper() == PAPER


def test_empty_figure_says_what_is_missing():
    texts = [text.get_text() for text in empty_figure("no statements").axes[0].texts]
    assert texts == ["no data: no statements"]
