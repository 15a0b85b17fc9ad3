"""Sheets: claims drawn from the output of a run for a person to mark, and what the marks say about it."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from corpus_tools.errors import UsageError
from corpus_tools.measuring.claims import STEPS
from corpus_tools.measuring.marked import read_sheet, write_sheet
from corpus_tools.measuring.sampling import check_sheet, draw_sample, measure_sheet, read_marks
from corpus_tools.publishing.tables import read_table
from corpus_tools.publishing.verification import read_run
from corpus_tools.schema import TABLES


def draw_sheet(out: Path, path: Path, *, n: int = 30, steps: Sequence[str] = STEPS, seed: int = 0) -> int:
    """Write a sheet of claims drawn from a run, and say how many they are.

    Raises:
        UsageError: there is no run or no such step, or the file is there already, perhaps with marks.
        OutputError: the file cannot be written.
    """
    if path.exists():
        raise UsageError("the sheet is there already", file=str(path), remedy="name another file with --out")
    sheet = draw_sample(read_tables(out), n=n, steps=steps, seed=seed)
    write_sheet(sheet, path)
    return len(sheet)


def measure_marks(path: Path, out: Path) -> pd.DataFrame:
    """What the marks of a sheet say about the run it was drawn from (`sampling.measure_sheet`).

    Raises:
        UsageError: there is no run, or the sheet cannot be read, is not marked, or is from another run.
    """
    marks = read_marks(read_sheet(path))
    check_sheet(marks, read_tables(out))
    return measure_sheet(marks)


def read_tables(out: Path) -> dict[str, pd.DataFrame]:
    """The tables of the contract, as a run wrote them.

    Raises:
        UsageError: there is no finished output, or one of another version.
    """
    read_run(out)
    try:
        return {name: read_table(out / "tables" / f"{name}.csv") for name in TABLES}
    except OSError as error:
        raise UsageError(
            "the output lacks a table", file=str(error.filename), remedy="run the analysis again"
        ) from error
