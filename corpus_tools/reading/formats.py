"""Formats: which reader a file gets, by its extension; its content is checked against it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from corpus_tools.reading.decoding import decode
from corpus_tools.reading.files import SeedFile, check_kind, read_bytes
from corpus_tools.reading.limits import Limits
from corpus_tools.reading.objects import read_json, read_jsonl
from corpus_tools.reading.pages import read_html
from corpus_tools.reading.records import Outcome, Record
from corpus_tools.reading.refusals import RefusalError
from corpus_tools.reading.tabular import read_csv

Reader = Callable[[bytes, Limits], Iterator[Outcome]]


@dataclass(frozen=True)
class Format:
    """How files of some extensions are read."""

    reader: Reader
    many: bool = False
    """Whether a file holds many articles, and so may be larger."""


def read_text(data: bytes, limits: Limits) -> Iterator[Outcome]:
    """The article of a text file (row 0)."""
    text, repairs = decode(data)
    yield Record(text, repairs=repairs)


FORMATS: Mapping[str, Format] = {
    ".txt": Format(read_text),
    ".md": Format(read_text),
    ".markdown": Format(read_text),
    ".html": Format(read_html),
    ".htm": Format(read_html),
    ".xhtml": Format(read_html),
    ".jsonl": Format(read_jsonl, many=True),
    ".ndjson": Format(read_jsonl, many=True),
    ".json": Format(read_json, many=True),
    ".csv": Format(read_csv, many=True),
    ".tsv": Format(read_csv, many=True),
}
"""Each extension that is read."""


def load(file: SeedFile, limits: Limits) -> tuple[bytes, Format]:
    """The bytes of a file and how they are read.

    Raises:
        RefusalError: it is no regular file, of another type, or too large.
    """
    check_kind(file)
    form = FORMATS.get(file.suffix)
    if form is None:
        what = f"has the extension {file.suffix!r}" if file.suffix else "has no extension"
        raise RefusalError("unsupported_type", what)
    return read_bytes(file, most=limits.file_bytes if form.many else limits.article_bytes), form
