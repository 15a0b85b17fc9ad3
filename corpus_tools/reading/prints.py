"""Prints: the article of a PDF with text in it, its lines put back into columns, paragraphs and words.

A word parted at the end of a line is joined again, and counted as a repair; what stands at the head or foot
of the pages follows at the end and stands aside. A PDF of pictures only is refused: no text is guessed.
"""

import io
import logging
import re
import struct
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from pdfminer.high_level import extract_pages
from pdfminer.layout import LAParams, LTChar, LTFigure, LTImage, LTTextContainer, LTTextLineHorizontal
from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfparser import PDFParser
from pdfminer.psexceptions import PSException

from corpus_tools.characters import fold, squeeze
from corpus_tools.reading.columns import Printed, order_lines
from corpus_tools.reading.documents import lay_out
from corpus_tools.reading.exports import split_export
from corpus_tools.reading.joining import join_paragraphs
from corpus_tools.reading.limits import Limits
from corpus_tools.reading.records import Outcome
from corpus_tools.reading.refusals import RefusalError
from corpus_tools.reading.running_heads import part_heads
from corpus_tools.reading.wordings import line_starts_with

_FAILURES = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    OSError,
    PSException,
    RecursionError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_DRAWN_HYPHEN = "\u00ad"
_UNMAPPED = re.compile(r"\(cid:\d+\)")
_MOST_UNMAPPED = 0.01
_LARGER = 1.2
_TITLE_LINES = 4
_FEWEST_TITLE_WORDS = 3
_DAY = re.compile(r"(?:D:)?(\d{4})(\d\d)(\d\d)")
_URL = re.compile(r"https?://\S+")
_FILE_NAME = re.compile(r"\S+\.\w{2,4}")
_LAYOUT = LAParams(boxes_flow=None)


def read_pdf(data: bytes, limits: Limits) -> Iterator[Outcome]:
    """The article of a PDF (row 0), or the articles of a database export in it, numbered from 1.

    Raises:
        RefusalError: it is no PDF, needs a password, is broken, or has no text.
    """
    if b"%PDF-" not in data[:1024]:
        raise RefusalError("empty" if not data else "unsupported_type", "is no PDF")
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    try:
        properties = _read_properties(data)
        pages, bare = _read_pages(data, limits)
    except (PDFPasswordIncorrect, PDFEncryptionError) as error:
        raise RefusalError("protected", "is protected by a password") from error
    except _FAILURES as error:
        raise RefusalError("broken", f"cannot be read ({type(error).__name__}: {str(error)[:60]})") from error
    _check_text(pages)
    repairs = Counter[str]()
    body, heads = part_heads(pages)
    ordered = [order_lines(page) for page in body]
    lines = "\n".join(_spaced(page) for page in ordered)
    exported = split_export(_replace_signs(lines, repairs))
    if exported is not None:
        yield from exported
        return
    title = _find_title(ordered)
    text = _replace_signs("\n\n".join(join_paragraphs(ordered, repairs)), repairs)
    shown = {"title": title, "title_basis": "heading"} if title else {}
    beside = [("running_head", "\n".join(heads))] if heads else []
    fields = {**properties, **shown, **_find_address(heads), "basis": "properties"}
    if not title and _is_no_title(fields.get("title", "")):
        del fields["title"]
    warnings = ("pages_without_text",) if bare else ()
    yield replace(lay_out(text, beside, fields), repairs=repairs, warnings=warnings)


def _read_pages(data: bytes, limits: Limits) -> tuple[list[list[Printed]], int]:
    """The lines of each page, and how many pages hold pictures and no text."""
    pages, bare = [], 0
    for number, page in enumerate(extract_pages(io.BytesIO(data), laparams=_LAYOUT), 1):
        if number > limits.pdf_pages:
            raise RefusalError("too_large", f"has more than {limits.pdf_pages} pages")
        lines = [line for element in page for line in _find_lines(element, page.height)]
        bare += not lines and any(isinstance(element, LTFigure | LTImage) for element in page)
        pages.append(lines)
    return pages, bare


def _find_lines(element: Any, height: float) -> Iterator[Printed]:
    if isinstance(element, LTTextLineHorizontal):
        text = squeeze(element.get_text())
        sizes = sorted(character.size for character in element if isinstance(character, LTChar))
        if text and sizes:
            yield Printed(
                element.x0,
                height - element.y1,
                element.x1,
                height - element.y0,
                sizes[len(sizes) // 2],
                text,
                height,
            )
    elif isinstance(element, LTTextContainer | LTFigure):
        for child in element:
            yield from _find_lines(child, height)


def _check_text(pages: Sequence[Sequence[Printed]]) -> None:
    text = " ".join(line.text for page in pages for line in page)
    if not any(character.isalnum() for character in text):
        remedy = "recognise its text first (OCR), or save the article as .txt"
        raise RefusalError("no_text", "has no text layer: its pages are pictures", remedy=remedy)
    if len(_UNMAPPED.findall(text)) > _MOST_UNMAPPED * len(text):
        raise RefusalError(
            "no_text", "has letters that stand for no characters", remedy="save the article as .txt"
        )


def _spaced(page: Sequence[Printed]) -> str:
    """The lines of a page with a blank line where the page has a gap."""
    parts = []
    for line, following in zip(page, [*page[1:], None], strict=True):
        gap = following is not None and not 0 <= following.top - line.bottom <= 0.6 * line.size
        parts.append(line.text + ("\n" if gap else ""))
    return "\n".join(parts)


def _replace_signs(text: str, repairs: Counter[str]) -> str:
    """The text with its ligatures as letters; a hyphen that a print shows is one, whatever its code says."""
    for sign, letters in {**_LIGATURES, _DRAWN_HYPHEN: "-"}.items():
        if sign in text:
            repairs["ligature" if sign in _LIGATURES else "hyphen_drawn"] += text.count(sign)
            text = text.replace(sign, letters)
    return text


def _find_title(pages: Sequence[Sequence[Printed]]) -> str:
    """The lines in the largest letters of the first page that has any, when they stand out from the rest."""
    first = next((page for page in pages if page), ())
    sizes = sorted(line.size for page in pages for line in page for _ in line.text)
    largest = max(line.size for line in first)
    if largest < _LARGER * sizes[len(sizes) // 2]:
        return ""
    lines = [line.text for line in first if line.size > 0.95 * largest]
    title = squeeze(" ".join(lines))
    return title if len(lines) <= _TITLE_LINES and len(title.split()) >= _FEWEST_TITLE_WORDS else ""


def _is_no_title(title: str) -> bool:
    """Whether a program named the document, by its file or not at all."""
    return bool(_FILE_NAME.fullmatch(title) or line_starts_with("no_titles").match(fold(title)))


def _find_address(heads: Sequence[str]) -> dict[str, str]:
    """The web address that a browser prints at the foot of a page."""
    found = next((match.group() for head in heads for match in [_URL.search(head)] if match), "")
    return {"url": found, "url_basis": "page"} if found and "…" not in found and "..." not in found else {}


def _read_properties(data: bytes) -> dict[str, str]:
    """Title, author and day of making that the file says of itself."""
    document = PDFDocument(PDFParser(io.BytesIO(data)))
    info = {name: _as_text(value) for entry in document.info for name, value in entry.items()}
    day = _DAY.match(info.get("CreationDate", ""))
    fields = {
        "title": info.get("Title", ""),
        "author": info.get("Author", ""),
        "saved": "-".join(day.groups()) if day else "",
    }
    return {name: squeeze(value) for name, value in fields.items() if value.strip()}


def _as_text(value: Any) -> str:
    if not isinstance(value, bytes):
        return ""
    wide = value.startswith((b"\xfe\xff", b"\xff\xfe"))
    return value.decode("utf-16" if wide else "latin-1", "replace")
