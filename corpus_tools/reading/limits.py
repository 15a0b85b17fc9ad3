"""Limits: how much one input may cost, and what is too short or too long to be an article."""

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from corpus_tools.errors import UsageError


@dataclass(frozen=True)
class Limits:
    """What reading accepts; whatever is beyond a limit is refused or warned about, never cut.

    Attributes:
        file_bytes: largest file that holds many articles (.jsonl, .csv, .xlsx, .mbox, .zip …).
        article_bytes: largest file that holds one article (.txt, .md, .html, .docx, .pdf …).
        archive_bytes: most bytes that an archive, or an Office file, may unpack to.
        archive_ratio: most times that a member may be larger than it is packed.
        archive_members: most members of an archive.
        archive_depth: how deep archives may lie in archives; 1 is an archive of files.
        pdf_pages: most pages of a PDF.
        mail_parts: most parts of a mail.
        table_cells: most cells of a sheet, empty ones included.
        line_bytes: longest line of a .jsonl file.
        article_characters: longest article; a longer one is refused.
        long_article: an article beyond this many characters is read with a warning.
        word_characters: a longer word is read with a warning.
        short_article: an article with fewer words is read with a warning.
        articles: most articles in a folder.
        files: most files in a folder.
        html_depth: deepest nesting of HTML elements.
        html_attributes: most attributes of one HTML element.
        html_elements: most elements of an HTML page.
        seconds: longest that a file, or a record of one, may take to read.
        memory: most bytes that reading a file may need beside what is there before.
        earliest: first plausible publication date.
        latest: last plausible publication date (a constant: reading never asks the clock).
    """

    file_bytes: int = 256_000_000
    article_bytes: int = 32_000_000
    archive_bytes: int = 512_000_000
    archive_ratio: int = 200
    archive_members: int = 20_000
    archive_depth: int = 1
    pdf_pages: int = 300
    mail_parts: int = 200
    table_cells: int = 20_000_000
    line_bytes: int = 16_000_000
    article_characters: int = 4_000_000
    long_article: int = 1_000_000
    word_characters: int = 1_000
    short_article: int = 12
    articles: int = 200_000
    files: int = 200_000
    html_depth: int = 200
    html_attributes: int = 500
    html_elements: int = 50_000
    seconds: int = 60
    memory: int = 2_000_000_000
    earliest: str = "1900-01-01"
    latest: str = "2049-12-31"


def parse_limits(words: Iterable[str]) -> Limits:
    """The limits with those changed that words like `seconds=10` name.

    >>> parse_limits(["html_depth=50", "earliest=1850-01-01"]).earliest
    '1850-01-01'

    Raises:
        UsageError: there is no such limit, its value is no whole number from 1 or no day, or the first
            plausible day is after the last.
    """
    known = {field.name: type(field.default) for field in fields(Limits)}
    changed: dict[str, Any] = {}
    for word in words:
        name, _, value = word.partition("=")
        if name not in known:
            raise UsageError("no such limit", value=name, remedy=f"name one of {', '.join(known)}")
        changed[name] = _parse_number(name, value) if known[name] is int else _parse_day(name, value)
    limits = replace(Limits(), **changed)
    if limits.earliest > limits.latest:
        raise UsageError(
            "the earliest plausible day is after the latest",
            value=f"{limits.earliest} > {limits.latest}",
            remedy="give earliest and latest in order",
        )
    return limits


def _parse_number(name: str, value: str) -> int:
    if not (value.isascii() and value.isdecimal() and int(value)):
        raise UsageError(
            "a limit is a whole number from 1", column=name, value=value, remedy=f"write {name}=1000"
        )
    return int(value)


def _parse_day(name: str, value: str) -> str:
    try:
        if date.fromisoformat(value).isoformat() == value:
            return value
    except ValueError:
        pass
    raise UsageError("this limit is a day", column=name, value=value, remedy=f"write {name}=1950-01-31")
