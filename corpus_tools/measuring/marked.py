"""Marked sheets on disk, as a spreadsheet (.xlsx) or as comma-separated text (.csv)."""

import csv
import io
import zipfile
from pathlib import Path

import pandas as pd

from corpus_tools.errors import OutputError, UsageError
from corpus_tools.measuring.gold import FOLDER, load_gold
from corpus_tools.measuring.judgement import Judgement, Tables
from corpus_tools.measuring.judging import judge
from corpus_tools.measuring.sampling import list_marked, name_run, read_marks

SUFFIXES = (".xlsx", ".csv")
_WIDTHS = {"right": 8, "claim": 60, "sentence": 90, "article": 30, "remark": 30}


def judge_study(tables: Tables, seeds: Path) -> pd.DataFrame:
    """Judge the tables of a run against the gold of a seeds folder, and against its marked sheets.

    A sheet counts for the measures that gold does not speak of, and only where it was drawn from the same
    articles.

    Args:
        tables: of the run.
        seeds: the folder; its subfolder `gold` holds both.

    Returns:
        What `judging.judge` gives.

    Raises:
        UsageError: a line of gold or a sheet cannot be read.
    """
    judged = judge(tables, load_gold(seeds / FOLDER, tables["articles"]))
    known = set(zip(judged["step"], judged["measure"], strict=True))
    rows = [row for path in find_sheets(seeds) for row in _judge_sheet(path, tables)]
    added = [row for row in rows if (row["step"], row["measure"]) not in known]
    if not added:
        return judged
    columns = list(Judgement._fields)
    return pd.DataFrame([*judged.to_dict("records"), *added], columns=columns)


def find_sheets(seeds: Path) -> list[Path]:
    """The sheets in the subfolder `gold` of a seeds folder, by name."""
    return sorted(path for path in (seeds / FOLDER).glob("*") if path.suffix.lower() in SUFFIXES)


def write_sheet(sheet: pd.DataFrame, path: Path) -> None:
    """Write a sheet; every cell is text, so that a spreadsheet runs nothing that an article says.

    Raises:
        UsageError: the name ends neither in .xlsx nor in .csv.
        OutputError: the file cannot be written.
    """
    if path.suffix.lower() not in SUFFIXES:
        raise UsageError("not a name for a sheet", file=path.name, remedy="end it in .xlsx or .csv")
    content = _to_xlsx(sheet) if path.suffix.lower() == ".xlsx" else _to_csv(sheet)
    try:
        path.write_bytes(content)
    except OSError as error:
        raise OutputError(
            f"the sheet cannot be written ({error.strerror})", file=str(path), remedy="choose another place"
        ) from error


def read_sheet(path: Path) -> pd.DataFrame:
    """Read a sheet that was marked, all cells as text.

    Raises:
        UsageError: it cannot be read.
    """
    try:
        if path.suffix.lower() == ".xlsx":
            return _read_xlsx(path)
        text = path.read_text(encoding="utf-8-sig")
        dialect = csv.Sniffer().sniff(text.split("\n", 1)[0], delimiters=",;\t")
        rows = list(csv.reader(io.StringIO(text), dialect))
    except (OSError, ValueError, KeyError, csv.Error, zipfile.BadZipFile) as error:
        raise UsageError(
            "the sheet cannot be read",
            file=path.name,
            value=str(error)[:80],
            remedy="save it as .xlsx or .csv",
        ) from error
    return _frame(rows)


def _judge_sheet(path: Path, tables: Tables) -> list[dict[str, object]]:
    marks = read_marks(read_sheet(path))
    corpus = name_run(tables).partition("-")[0]
    fits = marks["run"].astype(str).str.partition("-")[0] == corpus
    return list_marked(marks[fits], tables)


def _to_csv(sheet: pd.DataFrame) -> bytes:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(sheet.columns)
    writer.writerows([_guard(str(cell)) for cell in row] for row in sheet.itertuples(index=False))
    return b"\xef\xbb\xbf" + buffer.getvalue().encode("utf-8")


def _guard(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell[:1] in tuple("=+-@\t\r") else cell


def _to_xlsx(sheet: pd.DataFrame) -> bytes:
    import openpyxl
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import Alignment, Font

    book = openpyxl.Workbook()
    page = book.active
    page.title = "claims"
    for number, row in enumerate([tuple(sheet.columns), *sheet.itertuples(index=False)], 1):
        for place, value in enumerate(row, 1):
            cell = page.cell(number, place)
            if str(value):
                cell.value = ILLEGAL_CHARACTERS_RE.sub("", str(value))
                cell.data_type = "s"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.font = Font(bold=number == 1)
    for place, name in enumerate(sheet.columns, 1):
        page.column_dimensions[openpyxl.utils.get_column_letter(place)].width = _WIDTHS.get(name, 12)
    page.freeze_panes = "A2"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _read_xlsx(path: Path) -> pd.DataFrame:
    import openpyxl

    data = io.BytesIO(path.read_bytes())
    page = openpyxl.load_workbook(data, read_only=True, data_only=True).worksheets[0]
    return _frame(
        [["" if cell is None else str(cell) for cell in row] for row in page.iter_rows(values_only=True)]
    )


def _frame(rows: list[list[str]]) -> pd.DataFrame:
    header = [name.strip().lower() for name in rows[0]] if rows else []
    filled = [row + [""] * (len(header) - len(row)) for row in rows[1:] if any(cell.strip() for cell in row)]
    return pd.DataFrame([row[: len(header)] for row in filled], columns=header, dtype="str")
