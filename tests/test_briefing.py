"""The briefing: what it says, what its files hold, and what articles cannot do to it."""

import io
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import pikepdf
import pypdf
import pytest
from docx.oxml.ns import qn
from small_run import HOSTILE, ONE, TWO, make_run

from corpus_tools.errors import UsageError
from corpus_tools.publishing import typeset, word
from corpus_tools.publishing.brief import Brief, Line, printable
from corpus_tools.publishing.briefing import write_briefing
from corpus_tools.publishing.composition import (
    LONGEST,
    MOST_ACTS,
    MOST_EVENTS,
    MOST_NOTES,
    MOST_SOURCES,
    choose_figures,
    compose_brief,
    parse_figures,
)
from corpus_tools.publishing.provenance import name_run, trace
from corpus_tools.publishing.tables import read_table, write_tables
from corpus_tools.publishing.typeset import to_data, write_pdf
from corpus_tools.publishing.word import open_template, write_docx
from corpus_tools.schema import frame

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_run(tmp_path_factory.mktemp("run") / "build")


@pytest.fixture(scope="module")
def brief(out: Path) -> Brief:
    return compose_brief(out)


@pytest.fixture(scope="module")
def written(brief: Brief, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("briefing") / "briefing.docx"
    write_docx(brief, path)
    return path


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = make_run(tmp_path_factory.mktemp("hostile") / "build", words=HOSTILE, url="javascript:alert(1)")
    write_briefing(out)
    return out


def read_part(path: Path, name: str) -> str:
    with zipfile.ZipFile(path) as archive:
        return archive.read(name).decode("utf-8")


def read_pdf(path: Path) -> str:
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(path).pages).split())


def test_findings_are_written_from_rows(brief: Brief) -> None:
    told = [line.text for line in brief.findings]
    assert "2 sentences speak (f02-speakers)." in told
    assert any(text.startswith("Đặng asked Union: “the union to share data”") for text in told)
    assert brief.findings[-1].notes == (1, 2)


def test_notes_are_numbered_as_they_are_met(brief: Brief) -> None:
    assert [source.article_id for source in brief.sources] == [ONE, TWO]
    assert [source.when for source in brief.sources] == ["17 January 2026", "undated (by 2026-02)"]
    lines = [*brief.findings, *(line for lines in brief.chronology.values() for line in lines)]
    met = [number for line in lines for number in line.notes]
    assert list(dict.fromkeys(met)) == [1, 2]


def test_the_briefing_says_how_it_counts_and_how_often_it_is_right(brief: Brief) -> None:
    counting, accuracy, checking = brief.method
    assert counting.startswith("Counting rule. 2 articles report 1 story")
    assert "has not been measured on this corpus" in accuracy
    assert "corpus-tools verify" in checking


def test_captions_leave_the_accuracy_to_the_method(brief: Brief) -> None:
    assert {picture.caption for picture in brief.pictures} == {"n = 2. More."}


def test_measured_accuracy_is_read_from_the_run(out: Path, tmp_path: Path) -> None:
    shutil.copytree(out, tmp_path / "build")
    rows = "step,measure,right,n,share,low,high\ntimes,recall,9.5,10,0.95,0.6,1\n"
    (tmp_path / "build" / "tables" / "quality.csv").write_text(rows, encoding="utf-8")
    assert "times recall 9.5 of 10 (60% to 100%)" in compose_brief(tmp_path / "build").method[1]


def test_columns_without_any_due_date_are_left_out(brief: Brief) -> None:
    assert brief.ledger_head == ("Act", "By", "To", "What", "Sources")
    assert brief.ledger[0].cells == ["request", "Đặng", "Union", "the union to share data"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "not a figure id"),
        ("f2-x", "not a figure id: got 'f2-x'"),
        ("f01-a,f01-b,f01-c,f01-d", "too many figures for a briefing"),
        ("../f01-a", "not a figure id"),
    ],
)
def test_a_list_of_figures_that_cannot_be_shown_is_refused(text: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        parse_figures(text)


def test_the_figures_that_are_asked_for_are_shown_in_their_order(out: Path, tmp_path: Path) -> None:
    chosen = parse_figures("f04-timeline, f02-speakers,f04-timeline")
    docx_path, pdf_path = write_briefing(out, folder=tmp_path, figures=chosen)
    pictures = docx.Document(str(docx_path)).inline_shapes
    assert [shape._inline.docPr.get("name") for shape in pictures] == ["f04-timeline", "f02-speakers"]
    assert read_pdf(pdf_path).index("f04-timeline") < read_pdf(pdf_path).index("[f02-speakers")


def test_the_briefing_carries_the_id_of_its_run(out: Path, tmp_path: Path) -> None:
    """On every page, in both formats: the same id as in the report."""
    provenance = trace(read_table(out / "tables" / "articles.csv"), {"top": 3})
    for path in write_briefing(out, folder=tmp_path, provenance=provenance):
        footer = read_pdf(path) if path.suffix == ".pdf" else read_footer(path)
        assert f"Run {name_run(provenance)} · corpus {provenance.corpus_digest[:12]}" in " ".join(
            footer.split()
        )


def read_footer(path: Path) -> str:
    footer = docx.Document(str(path)).sections[0].footer
    return "".join(paragraph.text for paragraph in footer.paragraphs)


def test_figures_are_chosen_by_preference_and_on_request() -> None:
    drawn = {name: {"n_marks": 1} for name in ("f00-coverage", "f04-timeline", "f09-own")}
    assert choose_figures(drawn) == ["f04-timeline", "f00-coverage"]
    assert choose_figures(drawn, ["f09-own"]) == ["f09-own"]
    assert choose_figures({"f09-own": {"n_marks": 2}}) == ["f09-own"]
    with pytest.raises(UsageError, match="no such figure: got 'f08-x'; the run drew f00-coverage"):
        choose_figures(drawn, ["f08-x"])


def test_printable_keeps_letters_and_drops_what_no_document_may_hold() -> None:
    assert printable("Đặng\u202e Hoàng\n\tGiang\x07 \u200d🙂") == "Đặng Hoàng Giang \u200d🙂"
    assert printable("\ud800\ufffe\x00") == ""


def test_every_picture_has_a_description_a_caption_and_its_id(written: Path, brief: Brief) -> None:
    document = docx.Document(str(written))
    about = list(document.element.iter(qn("wp:docPr")))
    assert [item.get("name") for item in about] == [picture.figure_id for picture in brief.pictures]
    assert [item.get("descr") for item in about] == [picture.alt for picture in brief.pictures]
    paragraphs = document.paragraphs
    places = [n for n, item in enumerate(paragraphs) if list(item._p.iter(qn("w:drawing")))]
    assert len(places) == 2
    for number, (place, picture) in enumerate(zip(places, brief.pictures, strict=True), start=1):
        caption = paragraphs[place + 1]
        shown = "".join(item.text or "" for item in caption._p.iter(qn("w:t")))
        assert caption.style is not None
        assert caption.style.name == "Caption"
        assert shown.startswith(f"Figure {number}. {picture.title}. ")
        assert shown.endswith(f"[{picture.figure_id}, version {picture.version}]")


def test_pictures_are_the_bytes_that_were_saved(written: Path, brief: Brief) -> None:
    with zipfile.ZipFile(written) as archive:
        held = {archive.read(name) for name in archive.namelist() if name.startswith("word/media/")}
    assert held == {picture.png.read_bytes() for picture in brief.pictures}


def test_headings_and_table_are_real(written: Path) -> None:
    document = docx.Document(str(written))
    heads = [item.text for item in document.paragraphs if item.style and item.style.name == "Heading 1"]
    assert heads == [
        "Key findings",
        "Figures",
        "Chronology",
        "Ledger: what was asked, offered and promised",
        "How to read this",
    ]
    (table,) = document.tables
    marked = [bool(list(row._tr.iter(qn("w:tblHeader")))) for row in table.rows]
    assert marked == [True, False]
    assert [cell.text for cell in table.rows[1].cells][:4] == [
        "request",
        "Đặng",
        "Union",
        "the union to share data",
    ]
    assert list(table._tbl.iter(qn("w:tblDescription")))


def test_each_source_is_a_note_with_outlet_title_date_and_address(written: Path) -> None:
    notes = read_part(written, "word/footnotes.xml")
    shown = [re.sub(r"<[^>]+>", "", note).strip() for note in re.split(r"<w:footnote [^>]*>", notes)[3:]]
    assert shown == [
        f"Báo Mới, “Việt Nam và Liên hợp quốc”, 17 January 2026, https://example.org/{ONE}",
        f"Báo Mới, “Việt Nam và Liên hợp quốc”, undated (by 2026-02), https://example.org/{TWO}",
    ]
    body = read_part(written, "word/document.xml")
    assert re.findall(r'<w:footnoteReference w:id="(\d+)"', body) == ["1", "2"]
    anchors, marks = re.findall(r'w:anchor="(\w+)"', body), re.findall(r'w:name="(note\d+)"', body)
    assert set(anchors) <= set(marks)
    assert len(marks) == len(set(marks))
    assert '<w:lang w:val="fr"/>' in notes


def test_page_language_properties_and_footer(written: Path, brief: Brief) -> None:
    document = docx.Document(str(written))
    section = document.sections[0]
    assert section.page_width is not None
    assert section.page_height is not None
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (21.0, 29.7)
    assert '<w:lang w:val="en-GB"' in read_part(written, "word/styles.xml")
    assert document.core_properties.language == "en-GB"
    assert str(document.core_properties.modified)[:10] == "2026-01-17"
    assert brief.footer in "".join(item.text for item in section.footer.paragraphs)
    assert re.search(r"Run [0-9a-f]{12} · corpus [0-9a-f]{12} · code [0-9a-f]{12}", brief.footer)


def test_the_same_briefing_gives_the_same_bytes(out: Path, written: Path, tmp_path: Path) -> None:
    pair = [write_briefing(out, folder=folder) for folder in (tmp_path / "a", tmp_path / "b") if make(folder)]
    assert [path.read_bytes() for path in pair[0]] == [path.read_bytes() for path in pair[1]]
    assert pair[0][0].read_bytes() == written.read_bytes()
    with zipfile.ZipFile(written) as archive:
        assert {item.date_time for item in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def make(folder: Path) -> bool:
    folder.mkdir()
    return True


def test_another_sentence_gives_other_bytes(brief: Brief, written: Path, tmp_path: Path) -> None:
    other = replace(brief, findings=[Line("Something else.", (1, 2)), *brief.findings[1:]])
    write_docx(other, tmp_path / "other.docx")
    assert (tmp_path / "other.docx").read_bytes() != written.read_bytes()


def test_the_pdf_is_tagged_and_says_the_same(out: Path, brief: Brief, tmp_path: Path) -> None:
    write_pdf(brief, tmp_path / "briefing.pdf")
    with pikepdf.open(tmp_path / "briefing.pdf") as pdf:
        assert pdf.Root.Lang == "en-GB"
        assert bool(pdf.Root.MarkInfo.Marked)
        assert "<pdfuaid:part>1</pdfuaid:part>" in pdf.Root.Metadata.read_bytes().decode()
        alts = {
            str(item.Alt) for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and "/Alt" in item
        }
    assert {picture.alt for picture in brief.pictures} <= alts
    shown = read_pdf(tmp_path / "briefing.pdf")
    wanted = [*(line.text for line in brief.findings), *(item.title for item in brief.sources), brief.footer]
    for text in wanted:
        assert re.sub(r"\s", "", text) in re.sub(r"[\s\u00ad]", "", shown), text
    assert "Figure 1: 2 sentences speak." in shown


def test_articles_cannot_break_or_steer_the_document(attacked: Path) -> None:
    path = attacked / "briefing.docx"
    document = docx.Document(str(path))
    shown = "\n".join(item.text for item in document.paragraphs)
    assert "<w:p/> #panic() \\input{x} {MERGEFIELD x} </w:t><script>1</script> & ]]>" in shown
    body = read_part(path, "word/document.xml") + read_part(path, "word/footer1.xml")
    assert set(re.findall(r'w:instr="([^"]*)"', body)) == {
        r" SEQ Figure \* ARABIC ",
        r" SEQ Table \* ARABIC ",
        " PAGE ",
        " NUMPAGES ",
    }
    assert "instrText" not in body
    with zipfile.ZipFile(path) as archive:
        links = "".join(archive.read(name).decode() for name in archive.namelist() if name.endswith(".rels"))
    assert "javascript" not in links
    assert 'TargetMode="External"' not in links


def test_articles_cannot_break_or_steer_the_pdf(attacked: Path) -> None:
    shown = read_pdf(attacked / "briefing.pdf")
    assert "#panic()" in shown
    assert "\\input{x}" in shown
    with pikepdf.open(attacked / "briefing.pdf") as pdf:
        content = b"".join(item.read_bytes() for item in pdf.objects if isinstance(item, pikepdf.Stream))
        links = [str(item.get("/URI", "")) for item in pdf.objects if isinstance(item, pikepdf.Dictionary)]
    assert not any("javascript" in link for link in links)
    assert content


def test_a_run_without_anything_still_gives_a_briefing(out: Path, tmp_path: Path) -> None:
    shutil.copytree(out, tmp_path / "build")
    shutil.rmtree(tmp_path / "build" / "figures")
    for name in ("events", "ledger"):
        path = tmp_path / "build" / "tables" / f"{name}.csv"
        path.write_text(path.read_text("utf-8").partition("\n")[0] + "\n", encoding="utf-8")
    for path in write_briefing(tmp_path / "build"):
        assert path.stat().st_size > 1000
    shown = read_pdf(tmp_path / "build" / "briefing.pdf")
    assert "No event is reported." in shown
    assert "No request, proposal, offer" in shown


@pytest.fixture
def crowded(out: Path, tmp_path: Path) -> Path:
    """A run on many articles, with long texts, each event and act in some of them."""
    shutil.copytree(out, tmp_path / "build")
    folder = tmp_path / "build" / "tables"
    tables = {name: read_table(folder / f"{name}.csv") for name in ("articles", "events", "ledger")}
    long = "the union to share data and much more " * 12
    ids = [f"a{n:08d}" for n in range(300)]
    made = {
        "articles": [{**tables["articles"].iloc[0], "article_id": item} for item in ids],
        "events": [
            {**tables["events"].iloc[0], "event_id": f"e{n}", "article_ids": "|".join(ids[n * 9 : n * 9 + 9])}
            for n in range(30)
        ],
        "ledger": [
            {**tables["ledger"].iloc[0], "ledger_id": f"l{n}", "article_ids": ids[299 - n], "what": long}
            for n in range(60)
        ],
    }
    write_tables({name: frame(name, rows) for name, rows in made.items()}, folder)
    return tmp_path / "build"


def test_long_lists_are_cut_and_say_so(crowded: Path) -> None:
    brief = compose_brief(crowded)
    lines = [line for part in brief.chronology.values() for line in part]
    assert len(lines) == MOST_EVENTS
    assert brief.chronology_note.startswith(f"Shown are the {MOST_EVENTS} of 30 rows")
    assert len(brief.ledger) == MOST_ACTS
    assert brief.ledger_note.startswith(f"Shown are the {MOST_ACTS} of 60 rows")
    assert all(len(row.cells[3]) <= LONGEST for row in brief.ledger)


def test_every_line_keeps_a_source_though_notes_are_few(crowded: Path) -> None:
    brief = compose_brief(crowded)
    lines = [line for part in brief.chronology.values() for line in part]
    assert all(1 <= len(line.notes) <= MOST_NOTES for line in (*lines, *brief.ledger))
    assert all(len(line.notes) + line.more == 9 for line in lines)
    assert len(brief.sources) <= MOST_SOURCES + MOST_EVENTS + MOST_ACTS


def test_many_articles_still_fit_a_few_pages(crowded: Path, tmp_path: Path) -> None:
    write_pdf(compose_brief(crowded), tmp_path / "briefing.pdf")
    assert len(pypdf.PdfReader(tmp_path / "briefing.pdf").pages) <= 4


def test_a_template_gives_its_styles_and_page_but_not_its_text(brief: Brief, tmp_path: Path) -> None:
    template = docx.Document()
    template.add_paragraph("Dear Minister")
    template.styles["Heading 1"].font.name = "Georgia"
    template.sections[0].page_width = template.sections[0].page_width - 1000
    template.sections[0].header.paragraphs[0].text = "Ministry of Examples"
    template.save(str(tmp_path / "ours.docx"))
    write_docx(brief, tmp_path / "made.docx", template=tmp_path / "ours.docx")
    made = docx.Document(str(tmp_path / "made.docx"))
    assert made.styles["Heading 1"].font.name == "Georgia"
    assert made.sections[0].page_width == template.sections[0].page_width
    assert made.sections[0].header.paragraphs[0].text == "Ministry of Examples"
    assert "Dear Minister" not in "".join(item.text for item in made.paragraphs)


def test_a_briefing_can_be_the_template_of_the_next(brief: Brief, written: Path, tmp_path: Path) -> None:
    write_docx(brief, tmp_path / "next.docx", template=written)
    docx.Document(str(tmp_path / "next.docx"))
    assert read_part(tmp_path / "next.docx", "word/footnotes.xml") == read_part(written, "word/footnotes.xml")
    with zipfile.ZipFile(tmp_path / "next.docx") as archive:
        assert len(archive.namelist()) == len(set(archive.namelist()))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"hello"])
def test_a_template_that_is_no_document_is_refused(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "x.docx").write_bytes(content)
    with pytest.raises(UsageError, match="the template is not a Word document"):
        open_template(tmp_path / "x.docx")
    with pytest.raises(UsageError, match="the template is not a Word document"):
        open_template(tmp_path / "missing.docx")


def test_a_workbook_is_no_template(tmp_path: Path) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
    (tmp_path / "x.docx").write_bytes(made.getvalue())
    with pytest.raises(UsageError):
        open_template(tmp_path / "x.docx")


def test_sources_are_noted_in_the_pdf_where_they_are_first_met(brief: Brief) -> None:
    data = to_data(brief)
    assert data["first"] == [data["findings"][0]["place"]] * 2
    assert data["words"] == 3
    assert typeset.draw_all("漢 Đặng") == "□ Đặng"


def test_typst_sees_no_text_of_articles_as_source() -> None:
    page = Path(typeset.__file__).with_name("briefing.typ").read_text("utf-8")
    assert "eval(" not in page
    assert page.count("json(") == 1


def test_word_opens_it_without_repair_and_on_few_pages(written: Path, tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("soffice is not installed")
    command = [
        office,
        f"-env:UserInstallation=file://{tmp_path}/profile",
        "--headless",
        "--convert-to",
        "pdf",
    ]
    subprocess.run([*command, "--outdir", tmp_path, written], check=True, capture_output=True, timeout=120)
    reader = pypdf.PdfReader(tmp_path / "briefing.pdf")
    assert 1 <= len(reader.pages) <= 4
    assert "Việt Nam và Liên hợp quốc" in read_pdf(tmp_path / "briefing.pdf")
    assert word.LANGUAGE == "en-GB"
