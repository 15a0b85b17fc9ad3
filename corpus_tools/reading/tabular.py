"""Tabular files: each row of a .csv file is an article, its columns recognised by their names.

Cells stay text (no number, date or missing value is guessed); a row that is too short or too long is
refused by its number and never shifts the others.
"""

import csv
import io
from collections.abc import Iterator, Mapping
from itertools import chain

from corpus_tools.reading.decoding import decode
from corpus_tools.reading.limits import Limits
from corpus_tools.reading.records import Failure, Outcome, Record, choose_labels
from corpus_tools.reading.refusals import RefusalError

_DELIMITERS = ",;\t|"
_END_OF_FILE = "\x1a"


def read_csv(data: bytes, limits: Limits) -> Iterator[Outcome]:
    """The articles of a delimited file, in order, numbered from 1.

    Raises:
        RefusalError: there is no header with a column for the text, a column twice, or no row.
    """
    text, repairs = decode(data)
    yield from read_rows(_split_rows(text.rstrip(_END_OF_FILE + "\0"), limits), repairs)


def read_rows(rows: Iterator[list[str] | RefusalError], repairs: Mapping[str, int]) -> Iterator[Outcome]:
    """The articles of a table whose first row is its header, numbered from 1 below it.

    Args:
        rows: the cells of each row, or why it cannot be read.
        repairs: what decoding guessed or replaced.

    Raises:
        RefusalError: there is no header with a column for the text, a column twice, or no row.
    """
    header = _read_header(rows)
    labels = choose_labels(header)
    index = {name: header.index(label) for name, label in labels.items()}
    outcomes = (_read_row(number, row, header, index, repairs) for number, row in enumerate(rows, 1))
    first = next(outcomes, None)
    if first is None:
        raise RefusalError("empty", "has a header and no rows")
    yield from chain([first], outcomes)


def _split_rows(text: str, limits: Limits) -> Iterator[list[str] | RefusalError]:
    """The rows that are not blank; a refusal instead of the first that is broken, and nothing after it."""
    csv.field_size_limit(limits.file_bytes)
    lines = io.StringIO(text.replace("\0", ""), newline="")
    reader = csv.reader(lines, delimiter=_find_delimiter(text), strict=True)
    try:
        yield from (row for row in reader if any(cell.strip() for cell in row))
    except csv.Error as error:
        yield RefusalError("bad_csv", f"is broken from line {reader.line_num} on ({error})")


def _find_delimiter(text: str) -> str:
    header = text.lstrip().split("\n", 1)[0][:10_000]
    return max(_DELIMITERS, key=lambda delimiter: (header.count(delimiter), delimiter == ","))


def _read_header(rows: Iterator[list[str] | RefusalError]) -> list[str]:
    header = next(rows, None)
    if header is None:
        raise RefusalError("empty", "has no header")
    if isinstance(header, RefusalError):
        raise header
    names = [name.strip() for name in header]
    repeated = sorted({name for name in names if name and names.count(name) > 1})
    if repeated:
        raise RefusalError("bad_csv", f"has the column {repeated[0][:40]!r} twice")
    if "text" not in choose_labels(names):
        found = ", ".join(name[:40] for name in names[:10])
        raise RefusalError(
            "bad_csv",
            f"has no column for the text (found: {found})",
            remedy="name the column of the text 'text'",
        )
    return names


def _read_row(
    number: int,
    row: list[str] | RefusalError,
    header: list[str],
    index: dict[str, int],
    repairs: Mapping[str, int],
) -> Outcome:
    if isinstance(row, RefusalError):
        return Failure(number, row)
    if len(row) != len(header):
        reason = f"has {len(row)} cells where the header has {len(header)}"
        return Failure(
            number, RefusalError("bad_csv", reason, remedy="correct this row; the others are read")
        )
    fields = {name: row[place] for name, place in index.items() if name != "text"}
    return Record(row[index["text"]], row=number, fields=fields, repairs=repairs)
