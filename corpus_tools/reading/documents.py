"""Documents: the article of a Word file (.docx): its paragraphs, headings and tables in order.

Text that Word shows outside the running text (page headers and footers, notes, comments) follows at the end
and stands aside. Deleted and hidden text is no text. Fields, macros, links and objects are never followed.
"""

import io
import zlib
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any
from zipfile import BadZipFile

import docx
from docx.opc.exceptions import OpcError
from lxml import etree  # type: ignore[import-untyped]

from corpus_tools.characters import squeeze
from corpus_tools.reading.archives import open_office
from corpus_tools.reading.exports import split_export
from corpus_tools.reading.limits import Limits
from corpus_tools.reading.records import Outcome, Record, name_field
from corpus_tools.reading.refusals import RefusalError

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_FAILURES = (
    AttributeError,
    BadZipFile,
    KeyError,
    OpcError,
    TypeError,
    ValueError,
    etree.LxmlError,
    zlib.error,
)
_ASIDE = {
    "header": "page_header",
    "footer": "page_header",
    "footnotes": "note",
    "endnotes": "note",
    "comments": "comment",
}
"""The parts of a Word file beside its text, by the end of their content type, with the rule of each."""
_NO_TEXT = frozenset({f"{_W}{name}" for name in ("del", "moveFrom", "instrText", "delText", "pPr", "rPr")})
_SIGNS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_FORM = 2
"""Columns of a form, and the fewest of its labels that must be known."""
_TEMPLATE_DAYS = frozenset({"2013-12-23T23:15:00"})
"""When the empty documents that libraries start from were written, which says nothing of what is in them."""

Cells = list[list[str]]
"""The cells of a row, each with its paragraphs."""


def read_docx(data: bytes, limits: Limits) -> Iterator[Outcome]:
    """The article of a Word file (row 0), or the articles of a database export in it, numbered from 1.

    Raises:
        RefusalError: it is no Word file, needs a password, is broken, or holds no text.
    """
    open_office(data, "word/document.xml", "a Word document", limits)
    try:
        document = docx.Document(io.BytesIO(data))
        blocks = list(_walk(document.element.body))
        beside = list(_find_aside(document))
        fields = _read_properties(document) | _read_title(document)
    except _FAILURES as error:
        raise RefusalError("broken", f"cannot be opened ({str(error)[:80]})") from error
    body = "\n\n".join(blocks)
    if not body.strip():
        raise RefusalError("no_text", "holds no text, only pictures or nothing")
    exported = split_export(body)
    if exported is not None:
        yield from exported
    else:
        yield lay_out(body, beside, fields)


def lay_out(body: str, beside: Sequence[tuple[str, str]], fields: dict[str, str]) -> Record:
    """A record whose text is a body and, below it, what stands aside as pairs of rule and text."""
    text, aside = body, list[tuple[int, int, str]]()
    for rule, piece in beside:
        aside.append((len(text), len(text) + 2 + len(piece), rule))
        text += f"\n\n{piece}"
    return Record(text, fields=fields, aside=tuple(aside))


def _walk(element: Any) -> Iterator[str]:
    """The text of each paragraph and table below an element, in order."""
    for child in element:
        if child.tag == f"{_W}p":
            paragraph = _flow(child).strip("\n")
            if paragraph.strip():
                yield paragraph
            for box in child.iter(f"{_W}txbxContent"):
                if not any(True for _ in box.iterancestors(f"{_MC}Fallback")):
                    yield from _walk(box)
        elif child.tag == f"{_W}tbl":
            rows = [row for row in child.iter(f"{_W}tr") if next(row.iterancestors(f"{_W}tbl")) is child]
            cells = list(map(_read_cells, rows))
            table = _read_form(cells) if _is_form(cells) else _read_table(cells)
            if table.strip(" |\n"):
                yield table
        elif child.tag not in _NO_TEXT:
            yield from _walk(child)


def _read_cells(row: Any) -> Cells:
    """The paragraphs of each cell of a row."""
    cells = (cell for cell in row.iter(f"{_W}tc") if next(cell.iterancestors(f"{_W}tr")) is row)
    return [[squeeze(_flow(paragraph)) for paragraph in cell.iter(f"{_W}p")] for cell in cells]


def _read_table(rows: Sequence[Cells]) -> str:
    return "\n".join("| " + " | ".join(" ".join(cell) for cell in row) + " |" for row in rows)


def _is_form(rows: Sequence[Cells]) -> bool:
    """Whether a table says in two columns what an article is: labels such as "Title" beside their values."""
    if any(len(row) != _FORM for row in rows):
        return False
    return len({name_field(_label(row)) for row in rows} - {""}) >= _FORM


def _read_form(rows: Sequence[Cells]) -> str:
    """A form as the head of an article, a labelled line for each row, and its text below."""
    texts = [row for row in rows if name_field(_label(row)) == "text"]
    head = [f"{_label(row)}: {' '.join(row[1])}" for row in rows if row not in texts and any(row[1])]
    return "\n\n".join(["\n".join(head), *(paragraph for row in texts for paragraph in row[1] if paragraph)])


def _label(row: Cells) -> str:
    return " ".join(row[0]).rstrip(" :")


def _flow(element: Any) -> str:
    """The text of the runs below an element, without deleted and hidden text and without text boxes."""
    parts = []
    for child in element:
        if child.tag == f"{_W}t":
            parts.append(child.text or "")
        elif child.tag in _SIGNS:
            parts.append(_SIGNS[child.tag])
        elif child.tag not in _NO_TEXT and child.tag != f"{_W}txbxContent" and not _is_hidden(child):
            parts.append(_flow(child))
    return "".join(parts)


def _is_hidden(run: Any) -> bool:
    vanish = run.find(f"{_W}rPr/{_W}vanish") if run.tag == f"{_W}r" else None
    return vanish is not None and vanish.get(f"{_W}val", "1") not in ("0", "false", "off")


def _find_aside(document: Any) -> Iterator[tuple[str, str]]:
    """What stands beside the running text, once each, in the order of the names of its parts."""
    seen = set[str]()
    for part in sorted(document.part.package.iter_parts(), key=lambda part: str(part.partname)):
        kind = part.content_type.removesuffix("+xml").rsplit(".", 1)[-1]
        if kind not in _ASIDE:
            continue
        root = etree.fromstring(part.blob, parser=_parser())
        text = "\n".join(_walk(root))
        if text.strip() and text not in seen:
            seen.add(text)
            yield _ASIDE[kind], text


def _parser() -> Any:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)


def _read_title(document: Any) -> dict[str, str]:
    """The first paragraph in the style of a title, else in that of the first heading."""
    styled: dict[str, str] = {}
    for paragraph in document.paragraphs:
        style = (paragraph.style.style_id if paragraph.style is not None else "").lower()
        if style in ("title", "heading1") and paragraph.text.strip():
            styled.setdefault(style, squeeze(paragraph.text))
    title = styled.get("title") or styled.get("heading1")
    return {"title": title, "title_basis": "heading"} if title else {}


def _read_properties(document: Any) -> dict[str, str]:
    """What the properties of the file say: title and author, and the day it was saved."""
    core = document.core_properties
    saved = max((day for day in (core.created, core.modified) if isinstance(day, datetime)), default=None)
    fields = {"title": core.title, "author": core.author, "basis": "properties"}
    if core.author == "python-docx":
        fields["author"] = ""
    if saved is not None and saved.isoformat()[:19] not in _TEMPLATE_DAYS:
        fields["saved"] = saved.date().isoformat()
    return {name: value for name, value in fields.items() if value}
