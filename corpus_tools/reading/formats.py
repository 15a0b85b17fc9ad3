"""Formats: which reader a file gets, by its extension; its content is checked against it."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from corpus_tools.reading.archives import unpack
from corpus_tools.reading.decoding import decode
from corpus_tools.reading.documents import read_docx
from corpus_tools.reading.exports import split_export
from corpus_tools.reading.feeds import read_feed
from corpus_tools.reading.files import SeedFile, check_kind, check_suffix, read_bytes
from corpus_tools.reading.limits import Limits
from corpus_tools.reading.mails import read_eml, read_mbox, read_mht
from corpus_tools.reading.objects import read_json, read_jsonl
from corpus_tools.reading.pages import read_html
from corpus_tools.reading.prints import read_pdf
from corpus_tools.reading.records import Failure, Outcome, Record, Skipped
from corpus_tools.reading.refusals import RefusalError, blame
from corpus_tools.reading.rich_text import read_rtf
from corpus_tools.reading.tabular import read_csv
from corpus_tools.reading.workbooks import read_xlsx

_LINE_ENDS = re.compile("\r\n?")

Reader = Callable[[bytes, Limits], Iterator[Outcome]]


@dataclass(frozen=True)
class Format:
    """How files of some extensions are read."""

    reader: Reader
    name: str
    """What `check` calls it."""
    many: bool = False
    """Whether a file holds many articles, and so may be larger."""


def read_text(data: bytes, limits: Limits) -> Iterator[Outcome]:
    """The article of a text file (row 0), or the articles of a database export in it, numbered from 1."""
    text, repairs = decode(data)
    plain = _LINE_ENDS.sub("\n", text)
    exported = split_export(plain)
    if exported is None:
        yield Record(text, repairs=repairs)
        return
    ends = {"line_ends": 1} if plain != text else {}
    for outcome in exported:
        yield outcome.with_repairs({**repairs, **ends}) if isinstance(outcome, Record) else outcome


def read_archive(data: bytes, limits: Limits) -> Iterator[Outcome]:
    """The articles of each member of an archive, read as a file of its own; one that fails costs no other."""
    inner = replace(limits, archive_depth=limits.archive_depth - 1)
    for item in unpack(data, limits):
        if isinstance(item, Failure | Skipped):
            yield item
            continue
        name, content = item
        try:
            form = find_format(PurePosixPath(name).suffix.lower())
            most = limits.file_bytes if form.many else limits.article_bytes
            if len(content) > most:
                raise RefusalError("too_large", f"has {len(content):,} bytes; at most {most:,} are read")
            for outcome in form.reader(content, inner):
                member = f"{name}/{outcome.member}" if outcome.member else name
                yield replace(outcome, member=member, form=outcome.form or form.name)
        except RefusalError as refusal:
            yield Failure(0, refusal, member=name)
        except MemoryError:
            raise
        except Exception as error:  # A defect of a reader costs one member; the others are read.
            yield Failure(0, blame(error), member=name)


FORMATS: Mapping[str, Format] = {
    ".txt": Format(read_text, "text"),
    ".md": Format(read_text, "text"),
    ".markdown": Format(read_text, "text"),
    ".html": Format(read_html, "web page"),
    ".htm": Format(read_html, "web page"),
    ".xhtml": Format(read_html, "web page"),
    ".mht": Format(read_mht, "saved web page"),
    ".mhtml": Format(read_mht, "saved web page"),
    ".docx": Format(read_docx, "Word document"),
    ".rtf": Format(read_rtf, "rich text"),
    ".pdf": Format(read_pdf, "PDF"),
    ".eml": Format(read_eml, "mail"),
    ".mbox": Format(read_mbox, "mailbox", many=True),
    ".jsonl": Format(read_jsonl, "JSON Lines", many=True),
    ".ndjson": Format(read_jsonl, "JSON Lines", many=True),
    ".json": Format(read_json, "JSON", many=True),
    ".csv": Format(read_csv, "table", many=True),
    ".tsv": Format(read_csv, "table", many=True),
    ".xlsx": Format(read_xlsx, "workbook", many=True),
    ".xml": Format(read_feed, "feed", many=True),
    ".rss": Format(read_feed, "feed", many=True),
    ".atom": Format(read_feed, "feed", many=True),
    ".zip": Format(read_archive, "archive", many=True),
}
"""Each extension that is read."""


def list_extensions() -> str:
    """The extensions that are read, in words.

    >>> list_extensions()[:11], list_extensions()[-14:]
    ('.txt, .md, ', '.atom and .zip')
    """
    *others, last = FORMATS
    return f"{', '.join(others)} and {last}"


def find_format(suffix: str) -> Format:
    """How files of an extension (in lower case, with its dot) are read.

    Raises:
        RefusalError: they are not.
    """
    check_suffix(suffix)
    form = FORMATS.get(suffix)
    if form is None:
        raise RefusalError(
            "unsupported_type", f"has the extension {suffix!r}" if suffix else "has no extension"
        )
    return form


def load(file: SeedFile, limits: Limits) -> tuple[bytes, Format]:
    """The bytes of a file and how they are read.

    Raises:
        RefusalError: it is no regular file, of another type, or too large.
    """
    check_kind(file)
    form = find_format(file.suffix)
    return read_bytes(file, most=limits.file_bytes if form.many else limits.article_bytes), form
