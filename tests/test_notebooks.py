"""Notebooks run to their end or say which cell did not, whatever papermill says (promise 18)."""

from pathlib import Path

import nbformat
import pytest
from notebook_files import code, write

from corpus_tools.errors import NotebookError, UsageError
from corpus_tools.running import notebooks
from corpus_tools.running.transcript import read_notebook


def test_find_notebooks_takes_the_numbered_ones_in_order(tmp_path: Path) -> None:
    for name in ("01_b.ipynb", "00_a.ipynb", "draft.ipynb"):
        write(tmp_path / name)
    assert [path.name for path in notebooks.find_notebooks(tmp_path)] == ["00_a.ipynb", "01_b.ipynb"]


def test_find_notebooks_refuses_a_folder_without(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no notebooks found"):
        notebooks.find_notebooks(tmp_path)


def test_run_notebooks_gives_the_same_bytes_whatever_ran_beside(tmp_path: Path) -> None:
    """Parameters reach the notebook that has them; the environment reaches all; two runs are alike."""
    one = write(
        tmp_path / "00_one.ipynb", code("top = 3", "parameters"), "print(top)", "print({'b', 'a', 'c'})"
    )
    two = write(tmp_path / "01_two.ipynb", "import os", "os.environ['CORPUS_TOOLS_SEEDS'], os.getcwd()")
    results = []
    for jobs in (1, 2):
        out = tmp_path / f"out{jobs}"
        out.mkdir()
        notebooks.run_notebooks(
            [one, two],
            out,
            parameters={one: {"top": 5}},
            environment={"CORPUS_TOOLS_SEEDS": "x"},
            jobs=jobs,
        )
        results.append([(out / path.name).read_bytes() for path in (one, two)])
    assert results[0] == results[1]
    first, second = (nbformat.reads(result.decode(), as_version=4) for result in results[0])
    assert [cell.execution_count for cell in first.cells] == [1, 2, 3, 4]
    assert first.cells[2].outputs[0].text == "5\n"
    assert second.cells[1].outputs[0].data["text/plain"].split() == ["('x',", f"{str(tmp_path)!r})"]
    assert set(first.metadata) == {"kernelspec", "language_info"}


FAULTS = {
    "raises": ("1 / 0", "ZeroDivisionError: division by zero"),
    "killed": ("import os; os.kill(os.getpid(), 9)", "kernel died"),
    "ended": ("import os; os._exit(0)", "kernel died"),
    "left": ("import sys; sys.exit(0)", "did not run to its end"),
    "hangs": ("import time; time.sleep(60)", "longer than 3 s"),
    "asks": ("input()", "StdinNotImplementedError"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_run_notebook_names_the_cell_that_failed(tmp_path: Path, fault: str) -> None:
    source, reason = FAULTS[fault]
    path = write(tmp_path / "00_x.ipynb", "1", source, "2")
    before = path.read_bytes()
    with pytest.raises(NotebookError, match=rf"{reason}.*file 00_x\.ipynb, cell 2") as caught:
        notebooks.run_notebook(path, timeout=3)
    assert caught.value.exit_code == 3
    assert path.read_bytes() == before


def test_run_notebooks_reports_the_first_failure_in_order(tmp_path: Path) -> None:
    paths = [write(tmp_path / "00_a.ipynb", "1"), write(tmp_path / "01_b.ipynb", "1 / 0")]
    with pytest.raises(NotebookError, match=r"file 01_b\.ipynb, cell 1"):
        notebooks.run_notebooks(paths, tmp_path, jobs=2)


def test_refresh_writes_in_place_and_keeps_a_failing_notebook(tmp_path: Path) -> None:
    good, bad = write(tmp_path / "00_good.ipynb", "1 + 1"), write(tmp_path / "01_bad.ipynb", "1 / 0")
    before = bad.read_bytes()
    with pytest.raises(NotebookError):
        notebooks.refresh(tmp_path)
    assert read_notebook(good).cells[0].outputs[0].data["text/plain"] == "2"
    assert bad.read_bytes() == before
    fresh = good.read_bytes()
    bad.unlink()
    notebooks.refresh(tmp_path)
    assert good.read_bytes() == fresh
