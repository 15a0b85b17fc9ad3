import io
import json
import xml.etree.ElementTree as ET

import pytest
from matplotlib.figure import Figure
from PIL import Image
from pypdf import PdfReader

from corpus_tools.publishing.formats import pixel_digest, read_stamp, render
from corpus_tools.publishing.style import new_figure, style

STAMP = {"figure_id": "f01-x", "version": "1" * 64, "parameters": {"đ": "<&>"}}
_PNG = b"\x89PNG\r\n\x1a\n"
SVG = "{http://www.w3.org/2000/svg}"


def draw() -> Figure:
    figure = new_figure(1, width=2)
    axes = figure.add_subplot()
    axes.plot([0, 1], gid="mark-0")
    axes.set_title("Hà Nội $5")
    return figure


@pytest.fixture(scope="module")
def pictures():
    with style():
        return render(draw(), STAMP, title="Tựa <đề>", alt='Một "điểm" & hai')


@pytest.mark.parametrize("suffix", [".svg", ".png", ".pdf"])
def test_a_stamp_reads_back_and_is_intact(pictures, suffix):
    stamp = read_stamp(pictures[suffix])
    assert {**STAMP, "drawing": stamp.drawing} == dict(stamp.fields)
    assert stamp.intact


def test_the_svg_is_well_formed_and_described(pictures):
    root = ET.fromstring(pictures[".svg"])  # noqa: S314 (written by us)
    assert root.get("role") == "img"
    assert root.find(f"{SVG}title").text == "Tựa <đề>"
    assert root.find(f"{SVG}desc").text == 'Một "điểm" & hai'
    assert root.get("aria-labelledby").split() == ["f01-x-title", "f01-x-desc"]
    assert any(element.get("id") == "mark-0" for element in root.iter())


def test_the_png_is_opaque_at_300_dots_per_inch(pictures):
    with Image.open(io.BytesIO(pictures[".png"])) as image:
        image.load()
        assert image.size >= (600, 300)
        assert round(image.info["dpi"][0]) == 300
        assert image.text["Title"] == "Tựa <đề>"
        assert "transparency" not in image.info
        assert image.convert("RGB").getpixel((0, 0)) == (255, 255, 255)


def test_the_pdf_has_text_language_and_description(pictures):
    reader = PdfReader(io.BytesIO(pictures[".pdf"]))
    assert "Hà Nội $5" in reader.pages[0].extract_text()
    assert reader.metadata.title == "Tựa <đề>"
    assert reader.metadata.subject == 'Một "điểm" & hai'
    assert reader.xmp_metadata.dc_identifier == f"f01-x@{'1' * 64}"
    assert reader.trailer["/Root"]["/Lang"] == "en"
    assert "/CreationDate" not in reader.metadata


def test_a_very_tall_figure_has_fewer_dots():
    with style():
        figure = new_figure(400, width=1)
        png = render(figure, STAMP, title="t", alt="a")[".png"]
    with Image.open(io.BytesIO(png)) as image:
        assert image.size[1] <= 24_000


def test_one_altered_pixel_is_seen(pictures):
    with Image.open(io.BytesIO(pictures[".png"])) as image:
        changed = image.convert("RGB")
    changed.putpixel((5, 5), (254, 255, 255))
    buffer = io.BytesIO()
    changed.save(buffer, format="PNG")
    assert pixel_digest(buffer.getvalue()) != pixel_digest(pictures[".png"])


def test_pixels_survive_another_encoding(pictures):
    with Image.open(io.BytesIO(pictures[".png"])) as image:
        buffer = io.BytesIO()
        image.convert("RGBA").save(buffer, format="PNG", optimize=True)
    assert pixel_digest(buffer.getvalue()) == pixel_digest(pictures[".png"])


def test_an_altered_svg_is_seen(pictures):
    altered = pictures[".svg"].replace(b"#0072b2", b"#d55e00").replace(b"#1f77b4", b"#d55e00")
    assert altered != pictures[".svg"]
    assert not read_stamp(altered).intact


def test_an_altered_pdf_is_seen(pictures):
    import pikepdf

    with pikepdf.open(io.BytesIO(pictures[".pdf"])) as document:
        page = document.pages[0]
        page.Contents = document.make_stream(page.Contents.read_bytes() + b"\n0 0 10 10 re f")
        buffer = io.BytesIO()
        document.save(buffer)
    assert not read_stamp(buffer.getvalue()).intact


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"text",
        b"\xff\xfe\x00",
        b"<svg/>",
        b"\x89PNG\r\n\x1a\n",
        b"\x89PNG\r\n\x1a\n" + b"\0" * 40,
        b"%PDF-1.4\n",
    ],
)
def test_other_files_have_no_stamp(content):
    assert read_stamp(content) is None


@pytest.mark.parametrize("suffix", [".svg", ".png", ".pdf"])
def test_a_file_cut_short_does_not_raise(pictures, suffix):
    content = pictures[suffix]
    for part in range(0, len(content), max(len(content) // 40, 1)):
        stamp = read_stamp(content[:part])
        assert stamp is None or not stamp.intact or part > len(content) / 2


def test_a_stamp_that_is_no_object_is_none(pictures):
    text = pictures[".svg"].decode()
    fields = text[text.index("provenance") :].partition(">")[2].partition("<")[0]
    assert read_stamp(text.replace(fields, json.dumps([1])).encode()) is None


def test_the_pdf_is_one_tagged_figure_with_its_description(pictures):
    import pikepdf

    with pikepdf.open(io.BytesIO(pictures[".pdf"])) as document:
        root, page = document.Root, document.pages[0]
        assert (root.MarkInfo.Marked, root.ViewerPreferences.DisplayDocTitle) == (True, True)
        whole = root.StructTreeRoot.K[0]
        [figure] = whole.K
        assert (whole.S, figure.S) == ("/Document", "/Figure")
        assert (str(figure.Alt), str(figure.Lang)) == ('Một "điểm" & hai', "en")
        assert figure.Pg.objgen == page.obj.objgen
        assert root.StructTreeRoot.ParentTree.Nums[1][0].objgen == figure.objgen
        assert page.StructParents == 0
        drawn = page.Contents.read_bytes()
        assert drawn.startswith(b"/Figure <</MCID 0>> BDC")
        assert drawn.endswith(b"EMC")


def test_an_altered_mark_of_a_pdf_is_seen():
    """matplotlib keeps the shape of a marker apart from the page, as a piece that the page places."""
    import pikepdf

    with style():
        figure = new_figure(1, width=2)
        figure.add_subplot().plot([0, 1, 2], "o")
        content = render(figure, STAMP, title="t", alt="a")[".pdf"]
    with pikepdf.open(io.BytesIO(content)) as document:
        pieces = document.pages[0].resources["/XObject"]
        name = sorted(pieces.keys())[0]
        pieces[name].write(pieces[name].read_bytes() + b"\n0 0 9 9 re f")
        buffer = io.BytesIO()
        document.save(buffer)
    assert read_stamp(content).intact
    assert not read_stamp(buffer.getvalue()).intact
