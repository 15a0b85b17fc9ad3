"""Word: a briefing as .docx, from a template that the user can replace.

Only styles, page and headers of a template are used; its text is left out. All text is plain text: nothing
that an article says becomes a field, a macro or a link, and only addresses of the web are linked.
"""

import io
import zipfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Emu, Inches, Pt, RGBColor
from docx.table import Table
from docx.text.paragraph import Paragraph

from corpus_tools.errors import UsageError
from corpus_tools.publishing.brief import TALLEST, Brief, Line, Picture
from corpus_tools.publishing.word_parts import Footnotes, add_field, name_table, pack, set_language

LANGUAGE = "en-GB"
TABLE_STYLE = "Table Grid"
_BROKEN = (
    OSError,
    ValueError,
    KeyError,
    AttributeError,
    SyntaxError,
    zipfile.BadZipFile,
    PackageNotFoundError,
)
_WIDTHS = {"Act": 2.1, "By": 2.7, "To": 2.7, "Due": 2.0, "Sources": 1.5}
_WIDE = 17.0
_INK, _ACCENT = RGBColor(0x1A, 0x1A, 0x1A), RGBColor(0x00, 0x4B, 0x7A)
_PARAGRAPHS = (
    "Title", "Subtitle", "Heading 1", "Heading 2", "List Bullet", "Caption", "Footer", "footnote text",
)  # fmt: skip


def write_docx(brief: Brief, path: Path, *, template: Path | None = None) -> None:
    """Write a briefing as .docx; the same briefing and template give the same bytes.

    Args:
        brief: what it says.
        path: of the file.
        template: a .docx whose styles, page and headers are used; our own when not given.

    Raises:
        UsageError: the template is not a .docx.
    """
    document = open_template(template)
    set_language(document, LANGUAGE)
    _describe(document, brief)
    notes = Footnotes(document)
    document.add_paragraph(brief.title, style="Title")
    document.add_paragraph(brief.subtitle, style="Subtitle")
    document.add_heading("Key findings", 1)
    _add_lines(document, brief.findings, notes)
    if brief.pictures:
        document.add_heading("Figures", 1)
    for number, picture in enumerate(brief.pictures, start=1):
        _add_picture(document, picture, number)
    _add_chronology(document, brief, notes)
    _add_ledger(document, brief, notes)
    document.add_heading("How to read this", 1)
    for text in brief.method:
        document.add_paragraph(text)
    for number, source in enumerate(brief.sources, start=1):
        texts = [
            (f"{source.outlet}, ", ""),
            (f"“{source.title}”", source.language),
            (f", {source.when}{', ' if source.url else ''}", ""),
        ]
        notes.add(number, texts, source.url)
    notes.close()
    _add_footer(document, brief)
    path.write_bytes(pack(document))


def open_template(template: Path | None = None) -> Document:
    """An empty document with the styles, page and headers of a template, or our own.

    Raises:
        UsageError: the template is not a .docx.
    """
    if template is None:
        document = docx.Document()
        links = document.part.package.rels
        for key in [key for key, link in links.items() if link.reltype == RELATIONSHIP_TYPE.THUMBNAIL]:
            del links[key]
        _dress(document)
        return document
    try:
        document = docx.Document(io.BytesIO(template.read_bytes()))
    except _BROKEN as error:
        raise UsageError(
            "the template is not a Word document",
            file=str(template),
            remedy="save it as .docx, without macros",
        ) from error
    body = document.element.body
    for element in list(body):
        if element.tag != qn("w:sectPr"):
            body.remove(element)
    _complete(document)
    return document


def _complete(document: Document) -> None:
    """Add the styles that a template lacks, without any look of their own."""
    known = {style.name for style in document.styles}
    wanted = [(name, WD_STYLE_TYPE.PARAGRAPH) for name in _PARAGRAPHS]
    wanted += [(name, WD_STYLE_TYPE.CHARACTER) for name in ("footnote reference", "Hyperlink")]
    wanted += [(TABLE_STYLE, WD_STYLE_TYPE.TABLE)]
    for name, kind in wanted:
        if name not in known:
            style = document.styles.add_style(name, kind, builtin=True)
            if name == "footnote reference":
                style.font.superscript = True


def _dress(document: Document) -> None:
    """Give the empty document our own page and styles."""
    _complete(document)
    section = document.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin, section.bottom_margin = Cm(1.9), Cm(1.8)
    looks: dict[str, tuple[float, bool, RGBColor, float, float]] = {
        "Normal": (10, False, _INK, 0, 4),
        "Title": (22, True, _ACCENT, 0, 2),
        "Subtitle": (10, False, _INK, 0, 8),
        "Heading 1": (13.5, True, _ACCENT, 12, 4),
        "Heading 2": (10.5, True, _INK, 6, 2),
        "List Bullet": (10, False, _INK, 0, 3),
        "Caption": (9, False, _INK, 2, 10),
        "Footer": (8, False, _INK, 0, 0),
        "footnote text": (9, False, _INK, 0, 2),
    }
    for name, (size, bold, colour, before, after) in looks.items():
        _style(document.styles[name], size, bold, colour, before, after)
    for spacing in document.styles["Subtitle"].element.rPr.findall(qn("w:spacing")):
        spacing.getparent().remove(spacing)
    document.styles["Hyperlink"].font.color.rgb = _ACCENT
    document.styles["Hyperlink"].font.underline = True
    border = document.styles["Title"].element.find(f"{qn('w:pPr')}/{qn('w:pBdr')}")
    if border is not None:
        border.getparent().remove(border)


def _style(style: Any, size: float, bold: bool, colour: RGBColor, before: float, after: float) -> None:
    font, shape = style.font, style.paragraph_format
    font.name, font.size, font.bold, font.italic = "Calibri", Pt(size), bold, False
    font.color.rgb = colour
    fonts = style.element.rPr.rFonts
    for name in [name for name in fonts.attrib if "Theme" in name]:
        del fonts.attrib[name]
    for name in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(name), "Calibri")
    shape.space_before, shape.space_after, shape.line_spacing = Pt(before), Pt(after), 1.08


def _describe(document: Document, brief: Brief) -> None:
    """Set the properties of the file; none comes from the clock or the machine."""
    properties = document.core_properties
    day = datetime.fromisoformat(brief.day).replace(tzinfo=None) if brief.day else datetime(1980, 1, 1)
    properties.title, properties.subject, properties.author = brief.title, brief.subtitle, "corpus-tools"
    properties.last_modified_by, properties.comments, properties.keywords = "", brief.footer, ""
    properties.created = properties.modified = properties.last_printed = day
    properties.revision = 1


def _add_lines(document: Document, lines: Sequence[Line], notes: Footnotes) -> None:
    for line in lines:
        _add_line(document.add_paragraph(style="List Bullet"), line, notes)


def _add_line(paragraph: Paragraph, line: Line, notes: Footnotes) -> None:
    paragraph.add_run(line.text)
    if line.mark:
        paragraph.add_run(f" {line.mark}").italic = True
    if line.more:
        paragraph.add_run(f" And {line.more} more articles.")
    notes.refer(paragraph, line.notes)


def _add_picture(document: Document, picture: Picture, number: int) -> None:
    section = document.sections[0]
    margins = (section.left_margin or 0) + (section.right_margin or 0)
    room = (section.page_width or Cm(21)) - margins
    width = min(Inches(picture.width), room, Inches(TALLEST * picture.width / picture.height))
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.keep_with_next = True
    paragraph.paragraph_format.space_after = Pt(0)
    shape = paragraph.add_run().add_picture(io.BytesIO(picture.png.read_bytes()), width=Emu(int(width)))
    about = shape._inline.docPr
    about.set("name", picture.figure_id)
    about.set("descr", picture.alt)
    caption = document.add_paragraph(style="Caption")
    _add_number(caption, "Figure", number)
    caption.add_run(f"{picture.title}. ").bold = True
    caption.add_run(f"{picture.caption} [{picture.figure_id}, version {picture.version}]")


def _add_number(caption: Paragraph, kind: str, number: int) -> None:
    caption.add_run(f"{kind} ").bold = True
    add_field(caption, rf"SEQ {kind} \* ARABIC", str(number))
    caption.add_run(". ")


def _add_chronology(document: Document, brief: Brief, notes: Footnotes) -> None:
    document.add_heading("Chronology", 1)
    if not brief.chronology:
        document.add_paragraph("No event is reported.")
    for part, lines in brief.chronology.items():
        document.add_heading(part, 2)
        _add_lines(document, lines, notes)
    if brief.chronology_note:
        document.add_paragraph(brief.chronology_note)


def _add_ledger(document: Document, brief: Brief, notes: Footnotes) -> None:
    document.add_heading("Ledger: what was asked, offered and promised", 1)
    if not brief.ledger:
        document.add_paragraph("No request, proposal, offer, commitment or agreement was found.")
        return
    caption = document.add_paragraph(style="Caption")
    caption.paragraph_format.keep_with_next = True
    _add_number(caption, "Table", 1)
    caption.add_run(
        f"Requests, proposals, offers, commitments and agreements, once per story. {brief.ledger_note}"
    )
    table = document.add_table(rows=1, cols=len(brief.ledger_head), style=TABLE_STYLE)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for cell, name in zip(table.rows[0].cells, brief.ledger_head, strict=True):
        cell.paragraphs[0].add_run(name).bold = True
    for row in brief.ledger:
        cells = table.add_row().cells
        for cell, text in zip(cells, row.cells, strict=False):
            cell.paragraphs[0].add_run(text)
        _tag(cells[brief.ledger_head.index("What")].paragraphs[0], row.language)
        notes.refer(cells[-1].paragraphs[0], row.notes)
        if row.more:
            cells[-1].paragraphs[0].add_run(f" + {row.more}")
    _lay_out(table, brief.ledger_head)
    name_table(table, "Ledger", f"{len(brief.ledger)} rows: {', '.join(brief.ledger_head)}.")


def _tag(paragraph: Paragraph, language: str) -> None:
    """Name the language of a paragraph's words."""
    if language:
        for run in paragraph.runs:
            properties = run._r.get_or_add_rPr()
            properties.append(properties.makeelement(qn("w:lang"), {qn("w:val"): language}))


def _lay_out(table: Table, names: Sequence[str]) -> None:
    """Fix the widths of the columns, the widest for the words, and set the cells in small type."""
    rest = _WIDE - sum(_WIDTHS.get(name, 0.0) for name in names)
    widths = [Cm(_WIDTHS.get(name, rest)) for name in names]
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width
            cell.paragraphs[0].paragraph_format.space_after = Pt(1)
            for run in cell.paragraphs[0].runs:
                run.font.size = Pt(8.5)
    for cell in table.rows[0].cells:
        shade = OxmlElement("w:shd")
        for name, value in (("val", "clear"), ("color", "auto"), ("fill", "E6EEF4")):
            shade.set(qn(f"w:{name}"), value)
        cell._tc.get_or_add_tcPr().append(shade)


def _add_footer(document: Document, brief: Brief) -> None:
    footer = document.sections[0].footer
    footer.is_linked_to_previous = False
    paragraph = footer.paragraphs[0]
    if paragraph.text:
        paragraph = footer.add_paragraph(style="Footer")
    paragraph.add_run(f"{brief.footer} · page ")
    add_field(paragraph, "PAGE", "1")
    paragraph.add_run(" of ")
    add_field(paragraph, "NUMPAGES", "1")
