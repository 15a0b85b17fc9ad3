"""The commands sample and quality: a sheet out, marks in, in a line what they say or why not."""

from pathlib import Path

import pytest
from small_run import make_run

from corpus_tools.cli import main
from corpus_tools.measuring.marked import read_sheet, write_sheet


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return make_run(tmp_path / "out")


def test_sample_draws_and_quality_measures(
    out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "sheet.xlsx"
    assert main(["sample", str(out), "--out", str(path), "--n", "5", "--step", "ledger", "--seed", "3"]) == 0
    assert capsys.readouterr().out == f"wrote {path}: 1 claims; write 1 or 0 in its column right\n"
    write_sheet(read_sheet(path).assign(right="1"), path)
    assert main(["quality", str(path), str(out)]) == 0
    assert capsys.readouterr().out == "ledger, precision: 100% (2% to 100%), 1 of 1 marked, 1 in all\n"


def test_sample_never_writes_over_marks(
    out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "sheet.csv"
    path.write_text("mine")
    assert main(["sample", str(out), "--out", str(path)]) == 2
    assert path.read_text() == "mine"
    assert "the sheet is there already" in capsys.readouterr().err


def test_quality_refuses_a_sheet_of_another_run_in_one_line(
    out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "sheet.csv"
    assert main(["sample", str(out), "--out", str(path)]) == 0
    write_sheet(read_sheet(path).assign(right="1"), path)
    other = make_run(tmp_path / "other", articles=("a11111111",))
    capsys.readouterr()
    assert main(["quality", str(path), str(other)]) == 2
    shown = capsys.readouterr().err
    assert shown.count("\n") == 1
    assert "the sheet was drawn from another run: column run" in shown


def test_both_need_a_run(out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "sheet.csv"
    assert main(["sample", str(tmp_path / "none"), "--out", str(path)]) == 2
    assert "no finished output" in capsys.readouterr().err
    (out / "tables" / "times.csv").unlink()
    assert main(["sample", str(out), "--out", str(path)]) == 2
    assert "the output lacks a table" in capsys.readouterr().err
