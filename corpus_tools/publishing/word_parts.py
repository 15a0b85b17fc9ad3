"""Word parts: the pieces of a .docx that python-docx does not make itself.

Footnotes, fields (only those with instructions written here), language, tables that say what they are, and
an archive without the hour at which it was made.
"""

import io
import zipfile
from collections.abc import Sequence
from typing import Any

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.oxml import serialize_part_xml
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import nsmap, qn
from docx.table import Table
from docx.text.paragraph import Paragraph

FIRST_HOUR = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip archive can hold; every entry has it."""

NOTE_STYLES = ("footnote reference", "footnote text", "Hyperlink")
"""The styles that notes use: of their marks, their words and their addresses."""


class Footnotes:
    """The footnotes of a document: each is made once; a later reference links to the first."""

    def __init__(self, document: Document) -> None:
        """Give the document an empty set of notes, in the place of any that it has."""
        main = document.part
        for key, relation in list(main.rels.items()):
            if relation.reltype == RELATIONSHIP_TYPE.FOOTNOTES:
                del main.rels[key]
        self._part = Part(
            PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, package=main.package, blob=b""
        )
        main.relate_to(self._part, RELATIONSHIP_TYPE.FOOTNOTES)
        self._root = OxmlElement("w:footnotes", nsdecls={name: nsmap[name] for name in ("w", "r")})
        self._known: set[int] = set()
        for number, kind in ((-1, "separator"), (0, "continuationSeparator")):
            note = _child(self._root, "w:footnote", type=kind, id=number)
            _child(_child(_child(note, "w:p"), "w:r"), f"w:{kind}")
        self._marks, self._words, self._links = (document.styles[name].style_id for name in NOTE_STYLES)

    def refer(self, paragraph: Paragraph, numbers: Sequence[int]) -> None:
        """Put the marks of notes at the end of a paragraph; `add` must then give their words."""
        for place, number in enumerate(numbers):
            if place:
                self._raise(paragraph._p, ",")
            if number in self._known:
                link = _child(paragraph._p, "w:hyperlink", anchor=f"note{number}", history=1)
                self._raise(link, str(number))
            else:
                self._known.add(number)
                _child(paragraph._p, "w:bookmarkStart", id=1000 + number, name=f"note{number}")
                run = _child(paragraph._p, "w:r")
                _child(_child(run, "w:rPr"), "w:rStyle", val=self._marks)
                _child(run, "w:footnoteReference", id=number)
                _child(paragraph._p, "w:bookmarkEnd", id=1000 + number)

    def add(self, number: int, texts: Sequence[tuple[str, str]], url: str) -> None:
        """Write a note: texts with their language (or none), then an address of the web (or none)."""
        note = _child(self._root, "w:footnote", id=number)
        paragraph = _child(note, "w:p")
        _child(_child(paragraph, "w:pPr"), "w:pStyle", val=self._words)
        run = _child(paragraph, "w:r")
        _child(_child(run, "w:rPr"), "w:rStyle", val=self._marks)
        _child(run, "w:footnoteRef")
        _text(_child(paragraph, "w:r"), " ")
        for text, language in texts:
            run = _child(paragraph, "w:r")
            if language:
                _child(_child(run, "w:rPr"), "w:lang", val=language)
            _text(run, text)
        if url:
            key = self._part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
            link = _child(paragraph, "w:hyperlink")
            link.set(qn("r:id"), key)
            run = _child(link, "w:r")
            _child(_child(run, "w:rPr"), "w:rStyle", val=self._links)
            _text(run, url)

    def _raise(self, parent: Any, text: str) -> None:
        """Add text that looks like the mark of a note."""
        run = _child(parent, "w:r")
        _child(_child(run, "w:rPr"), "w:rStyle", val=self._marks)
        _text(run, text)

    def close(self) -> None:
        """Put the notes into the document."""
        self._part._blob = serialize_part_xml(self._root)


def add_field(paragraph: Paragraph, instruction: str, shown: str) -> None:
    """Add a field, such as `PAGE`; its instruction is never text of an article."""
    field = _child(paragraph._p, "w:fldSimple", instr=f" {instruction} ")
    _text(_child(field, "w:r"), shown)


def set_language(document: Document, language: str) -> None:
    """Name the language of all text that does not name its own."""
    styles = document.styles.element
    properties = styles.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    if properties is not None:
        for old in properties.findall(qn("w:lang")):
            properties.remove(old)
        lang = _child(properties, "w:lang", val=language)
        lang.set(qn("w:eastAsia"), language)
    document.core_properties.language = language


def name_table(table: Table, title: str, description: str) -> None:
    """Say what a table is, for who cannot see it; repeat its first row on every page; break no row."""
    properties = table._tbl.tblPr
    _child(properties, "w:tblCaption", val=title)
    _child(properties, "w:tblDescription", val=description)
    for number, row in enumerate(table.rows):
        row_properties = row._tr.get_or_add_trPr()
        _child(row_properties, "w:cantSplit")
        if not number:
            _child(row_properties, "w:tblHeader")


def pack(document: Document) -> bytes:
    """The bytes of a document, the same for the same content: every entry has the same hour."""
    made = io.BytesIO()
    document.save(made)
    packed = io.BytesIO()
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(packed, "w") as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, FIRST_HOUR)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            entry.create_system = 3
            target.writestr(entry, source.read(name))
    return packed.getvalue()


def _child(parent: Any, tag: str, **attributes: object) -> Any:
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), str(value))
    parent.append(element)
    return element


def _text(run: Any, text: str) -> None:
    element = _child(run, "w:t")
    element.text = text
    element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
