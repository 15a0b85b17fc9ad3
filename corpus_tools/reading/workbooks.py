"""Workbooks: each row of a sheet of an .xlsx file is an article, its columns recognised as in a .csv file.

Every visible sheet with a column for the text is read: the first under the name of the file, the others as
`file/SHEET`. Hidden sheets are never read. No formula is evaluated: the value that was saved with it counts.
"""

import io
import warnings
import zlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time
from itertools import zip_longest
from typing import Any
from zipfile import BadZipFile

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from corpus_tools.reading.archives import open_office
from corpus_tools.reading.limits import Limits
from corpus_tools.reading.records import Failure, Outcome, Record, Skipped, choose_labels
from corpus_tools.reading.refusals import RefusalError
from corpus_tools.reading.tabular import read_rows

Row = list[str] | RefusalError

_FAILURES = (
    ArithmeticError,
    AttributeError,
    BadZipFile,
    InvalidFileException,
    LookupError,
    OSError,
    SyntaxError,
    TypeError,
    ValueError,
    zlib.error,
)
_FORMULA = "formula"


def read_xlsx(data: bytes, limits: Limits) -> Iterator[Outcome]:
    """The articles of a workbook, sheet by sheet, numbered from 1 below the header of each.

    Raises:
        RefusalError: it is no workbook, needs a password, or no visible sheet has a column for the text.
    """
    open_office(data, "xl/workbook.xml", "an Excel workbook", limits)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        outcomes = list(_read_book(data, limits))
    if not any(isinstance(outcome, Record | Failure) for outcome in outcomes):
        raise RefusalError("bad_table", "has no visible sheet with a column for the text and a row below it")
    yield from outcomes


def _read_book(data: bytes, limits: Limits) -> Iterator[Outcome]:
    try:
        values = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        formulas = openpyxl.load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
    except _FAILURES as error:
        raise RefusalError("broken", f"cannot be opened ({str(error)[:80]})") from error
    first = True
    for sheet, twin in zip(values.worksheets, formulas.worksheets, strict=True):
        if sheet.sheet_state != "visible":
            yield Skipped(f"the sheet {sheet.title[:60]!r} is hidden")
            continue
        header = [_show(cell) for cell in next(iter(sheet.iter_rows(max_row=1, values_only=True)), ())]
        if "text" not in choose_labels([name.strip() for name in header]):
            yield Skipped(f"the sheet {sheet.title[:60]!r} has no column for the text in its first row")
            continue
        for outcome in _read_sheet(sheet, twin, limits):
            yield outcome if first else replace(outcome, member=sheet.title)
        first = False


def _read_sheet(sheet: Any, twin: Any, limits: Limits) -> Iterator[Outcome]:
    try:
        yield from map(_note_formulas, read_rows(_find_rows(sheet, twin, limits), {}))
    except RefusalError as refusal:
        yield Failure(0, refusal)


def _find_rows(sheet: Any, twin: Any, limits: Limits) -> Iterator[Row]:
    """The rows that are not blank, each as wide as the header; a refusal where they cannot be read on."""
    width = cells = 0
    try:
        rows = zip_longest(sheet.iter_rows(values_only=True), twin.iter_rows(values_only=True), fillvalue=())
        for values, written in rows:
            cells += len(values)
            if cells > limits.table_cells:
                yield RefusalError("too_large", f"comes after {limits.table_cells:,} cells")
                return
            row = [_read_cell(*pair) for pair in zip_longest(values, written)]
            while row and not row[-1].strip():
                row.pop()
            if row:
                width = width or len(row)
                yield row + [""] * (width - len(row))
    except _FAILURES as error:
        yield RefusalError("broken", f"cannot be read from here on ({str(error)[:80]})")


def _read_cell(value: Any, written: Any) -> str:
    """The text of a cell, marked when it is the saved value of a formula."""
    formula = isinstance(written, str) and written.startswith("=") and written != value
    return (_MARK if formula else "") + _show(value)


_MARK = "\ufdd0"
"""Stands before the saved value of a formula; no text holds this character, and it never leaves here."""


def _note_formulas(outcome: Outcome) -> Outcome:
    if not isinstance(outcome, Record):
        return outcome
    text, fields = outcome.text, outcome.fields
    if not text.startswith(_MARK) and not any(value.startswith(_MARK) for value in fields.values()):
        return outcome
    if text == _MARK:
        reason = "has a formula without a saved value where the text should be"
        return Failure(outcome.row, RefusalError("bad_record", reason))
    return replace(
        outcome,
        text=text.removeprefix(_MARK),
        fields={name: value.removeprefix(_MARK) for name, value in fields.items()},
        warnings=(*outcome.warnings, _FORMULA),
    )


def _show(value: Any) -> str:
    """A cell as text: a day without a time as its ISO date, a whole number without a decimal point.

    >>> _show(datetime(2026, 1, 16)), _show(7.0), _show("007"), _show(None)
    ('2026-01-16', '7', '007', '')
    """
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "seconds")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
