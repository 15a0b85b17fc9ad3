import io
from datetime import datetime

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from made_files import PARAGRAPHS, TEXT, make_docx, make_zip

from corpus_tools.reading.assembly import assemble
from corpus_tools.reading.documents import read_docx
from corpus_tools.reading.folder import read_folder
from corpus_tools.reading.limits import Limits
from corpus_tools.reading.refusals import RefusalError

LIMITS = Limits()


def saved(document):
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def read(data):
    (record,) = read_docx(data, LIMITS)
    return record


def with_runs(xml):
    document = docx.Document()
    document.add_paragraph()._p.extend(parse_xml(f"<w:p {nsdecls('w')}>{xml}</w:p>"))
    return saved(document)


def test_paragraphs_are_the_text():
    assert read(make_docx()).text == TEXT


def test_tables_stay_in_their_place():
    document = docx.Document()
    document.add_paragraph("Before.")
    table = document.add_table(2, 2)
    table.cell(0, 0).text, table.cell(0, 1).text, table.cell(1, 0).text = "Port", "Tonnes", "Dakar"
    document.add_paragraph("After.")
    assert read(saved(document)).text == "Before.\n\n| Port | Tonnes |\n| Dakar |  |\n\nAfter."


FORM = [
    ("Title", "Port sets record"),
    ("Source:", "The Bay Courier"),
    ("Date", "14 January 2026"),
    ("Page", "3"),
]


def make_form(rows):
    document = docx.Document()
    table = document.add_table(0, 2)
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    return document


@pytest.mark.parametrize("inside", [True, False], ids=["text inside", "text below"])
def test_a_form_is_the_head_of_its_article(inside):
    body = ["DAKAR — The port of Dakar handled a record of 20 million tonnes.", "Its head hopes for more."]
    document = make_form([*FORM, ("Text", body[0])] if inside else FORM)
    if inside:
        document.tables[0].rows[-1].cells[1].add_paragraph(body[1])
    else:
        for paragraph in body:
            document.add_paragraph(paragraph)
    draft = assemble(read(saved(document)))
    found = (draft.metadata.title, draft.metadata.outlet, draft.metadata.published, draft.metadata.dateline)
    assert found == ("Port sets record", "The Bay Courier", "2026-01-14", "DAKAR")
    assert draft.body.split("\n\n")[-2:] == [body[0].removeprefix("DAKAR — "), body[1]]


def test_a_table_of_figures_is_no_form():
    text = read(saved(make_form([("Date", "Tonnes"), ("January", "12"), ("March", "14")]))).text
    assert text == "| Date | Tonnes |\n| January | 12 |\n| March | 14 |"


def test_the_title_is_that_in_the_style_of_one():
    record = read(make_docx(title="Port sets record"))
    assert (record.fields["title"], record.fields["title_basis"]) == ("Port sets record", "heading")


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        ("<w:r><w:t>One </w:t></w:r><w:ins><w:r><w:t>two.</w:t></w:r></w:ins>", "One two."),
        ("<w:r><w:t>One.</w:t></w:r><w:del><w:r><w:delText> Gone.</w:delText></w:r></w:del>", "One."),
        ("<w:r><w:t>One.</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>Hidden.</w:t></w:r>", "One."),
        ('<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>Shown.</w:t></w:r>', "Shown."),
        ("<w:r><w:t>One</w:t><w:br/><w:t>two.</w:t></w:r>", "One\ntwo."),
        ("<w:r><w:t>co</w:t><w:noBreakHyphen/><w:t>operate</w:t></w:r>", "co-operate"),
        ('<w:r><w:instrText>HYPERLINK "file:///etc/passwd"</w:instrText><w:t>Port</w:t></w:r>', "Port"),
        ("<w:sdt><w:sdtContent><w:r><w:t>Inside.</w:t></w:r></w:sdtContent></w:sdt>", "Inside."),
    ],
)
def test_runs_are_text_unless_deleted_or_hidden(xml, text):
    assert read(with_runs(xml)).text == text


def test_what_stands_beside_the_text_stands_aside_and_is_dropped():
    plain, headed = assemble(read(make_docx())), assemble(read(make_docx(header="The Post, page 1")))
    assert headed.digest == plain.digest
    assert headed.body.strip() == plain.body
    assert [(span.rule, headed.text[span.start : span.end].strip()) for span in headed.dropped] == [
        ("page_header", "The Post, page 1")
    ]


def test_properties_give_title_and_author_with_their_basis_and_only_a_last_day(tmp_path):
    document = docx.Document()
    for paragraph in PARAGRAPHS:
        document.add_paragraph(paragraph)
    properties = document.core_properties
    properties.title, properties.author = "Port sets record", "Awa Ndiaye"
    properties.created = properties.modified = datetime(2026, 3, 5, 10, 0)
    (tmp_path / "a.docx").write_bytes(saved(document))
    (row,) = read_folder(tmp_path).articles.to_dict("records")
    assert (row["published"], row["published_latest"], row["published_basis"]) == ("", "2026-03-05", "saved")
    assert (row["title"], row["author"], row["format"]) == ("Port sets record", "Awa Ndiaye", "Word document")
    assert row["fields_basis"] == "author:properties|title:properties"


def test_a_day_in_the_text_wins_and_a_file_older_than_its_text_is_no_witness():
    document = docx.Document()
    document.add_paragraph(f"Published 7 March 2026\n\n{TEXT}")
    document.core_properties.created = document.core_properties.modified = datetime(2026, 3, 9)
    assert assemble(read(saved(document))).metadata.published == "2026-03-07"
    document = docx.Document()
    document.add_paragraph(f"{TEXT} It opened on 7 March 2026.")
    document.core_properties.created = document.core_properties.modified = datetime(2020, 1, 1)
    assert assemble(read(saved(document))).metadata.latest == ""


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"<html></html>", "unsupported_type"),
        (make_zip({"word/document.xml": "<w:document/>"}), "unsupported_type"),
        (make_zip({"[Content_Types].xml": "<a/>", "word/document.xml": "<w"}), "broken"),
        (make_docx("")[:-200], "archive"),
        (make_docx(""), "no_text"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "protected"),
    ],
)
def test_what_is_no_readable_document_is_refused(data, code):
    with pytest.raises(RefusalError) as refusal:
        list(read_docx(data, LIMITS))
    assert refusal.value.code == code
