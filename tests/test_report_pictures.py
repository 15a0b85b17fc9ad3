"""Pictures of the report: every mark leads to its evidence, and nothing in them acts or is styled."""

import json
from pathlib import Path

import pandas as pd
import pytest
from lxml import etree
from test_report import Page, find_broken, read_pages

from corpus_tools.publishing.figures import EVIDENCE
from corpus_tools.publishing.report import read_cells, write_report
from corpus_tools.publishing.report.links import Link
from corpus_tools.publishing.report.pictures import link_marks
from corpus_tools.schema import split
from corpus_tools.study import Study

FIGURES = Path(__file__).resolve().parents[1] / "figures"
RECORDS = [json.loads(path.read_text("utf-8")) for path in sorted(FIGURES.glob("f*.json"))]
NAMES = [record["figure_id"] for record in RECORDS]
SVG = """<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" role="img"
 aria-labelledby="x-title" width="9pt" height="9pt" viewBox="0 0 9 9" onload="alert(1)">
 <title id="x-title">T</title><metadata>{}</metadata><!-- text -->
 <defs><style>*{stroke-linejoin: round}</style></defs><script>alert(1)</script>
 <g id="mark-0"><path d="M 0 0 L 9 9" style="fill: none; stroke: #0072b2; position: fixed"/></g>
 <g id="mark-1"><use xlink:href="#m" x="1" y="2"/></g> <g id="mark-2"/> <g id="mark-10"/>
</svg>"""


@pytest.fixture(scope="module")
def study(seeds: Path) -> Study:
    return Study(seeds)


@pytest.fixture(scope="module")
def pages(study: Study, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Page]]:
    """The report on the shipped articles with the figures of the checkout."""
    report = tmp_path_factory.mktemp("report") / "report"
    write_report(study.tables, study.texts, FIGURES, report, study.provenance)
    return report, read_pages(report)


@pytest.fixture
def linked(tmp_path: Path) -> "etree._Element":
    (tmp_path / "x.svg").write_text(SVG, "utf-8")
    links = [Link("A & <b>", "../articles/a1.html#a1.s001"), Link("B", "#r2-evidence"), Link("C")]
    made = link_marks(tmp_path / "x.svg", links, name="Tựa", described_by="words")
    return etree.fromstring(made)


def test_a_mark_is_a_link_with_a_label(linked: "etree._Element") -> None:
    anchors = list(linked.iter("{*}a"))
    told = [
        (anchor.get("href"), anchor.get("aria-label"), anchor.find("{*}g").get("id")) for anchor in anchors
    ]
    assert told == [
        ("../articles/a1.html#a1.s001", "A & <b>", "mark-0"),
        ("#r2-evidence", "B", "mark-1"),
    ]
    assert [anchor.findtext("{*}title") for anchor in anchors] == ["A & <b>", "B"]
    assert [path.get("class") for path in anchors[0].iter("{*}path")] == [None, "halo"]


def test_the_picture_has_attributes_for_style_and_nothing_that_acts(linked: "etree._Element") -> None:
    assert not [found.tag for found in linked.iter("{*}style", "{*}script", "{*}metadata")]
    assert not [name for found in linked.iter() for name in found.attrib if name.startswith(("on", "style"))]
    path = next(linked.iter("{*}path"))
    assert (path.get("fill"), path.get("stroke"), path.get("position")) == ("none", "#0072b2", None)
    assert (linked.get("role"), linked.get("aria-label")) == ("group", "Tựa")
    assert (linked.get("viewBox"), linked.get("width")) == ("0 0 9 9", None)


@pytest.mark.parametrize("record", RECORDS, ids=NAMES)
def test_every_mark_of_every_figure_resolves_to_spans(record: dict[str, str], study: Study) -> None:
    data = read_cells(FIGURES / f"{record['figure_id']}.csv")
    sentences = study.sentences.set_index("sentence_id")
    column = next(name for name in EVIDENCE if name in data)
    assert len(data) == record["n_marks"] > 0
    for cell, n in zip(data[column], data.get("n", pd.Series("1", data.index)), strict=True):
        assert split(cell) or n == "0"
        for item in split(cell):
            if "." not in item:
                assert item in study.texts
                continue
            row = sentences.loc[item]
            assert study.texts[row["article_id"]][row["start"] : row["end"]] == row["text"] != ""


@pytest.mark.parametrize("figure_id", NAMES)
def test_every_mark_drawn_is_a_link_to_its_row(figure_id: str, pages: tuple[Path, dict[str, Page]]) -> None:
    page = pages[1][f"figures/{figure_id}.html"]
    marks = {named["id"] for tag, named in page.elements if tag == "g" and named.get("id", "")[:5] == "mark-"}
    links = [named["href"] for tag, named in page.elements if tag == "a" and named.get("class") == "mark"]
    assert len(links) == len(marks)
    assert all("#" in link or link.startswith("../articles/") for link in links)


def test_every_link_of_the_figures_leads_somewhere(pages: tuple[Path, dict[str, Page]]) -> None:
    assert list(find_broken(*pages)) == []


def test_the_file_to_download_stays_as_it_was_saved(pages: tuple[Path, dict[str, Page]]) -> None:
    for name in NAMES:
        assert (pages[0] / "files" / f"{name}.svg").read_bytes() == (FIGURES / f"{name}.svg").read_bytes()
