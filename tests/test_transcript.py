"""Transcripts: the bytes of an executed notebook depend on what it says and on nothing else."""

from pathlib import Path

import nbformat
import pytest

from corpus_tools.errors import NotebookError
from corpus_tools.running.transcript import (
    check_finished,
    find_unfinished,
    normalise,
    read_notebook,
    write_notebook,
)


def executed(*, count: int = 7, noise: bool = True) -> nbformat.NotebookNode:
    """A notebook as a runner leaves it, with or without the traces of when and where it ran."""
    stream = nbformat.v4.new_output
    pieces = ["a\n", "b\n"] if noise else ["a\nb\n"]
    cell = nbformat.v4.new_code_cell(
        "print()",
        id="one",
        execution_count=count,
        outputs=[*(stream("stream", name="stdout", text=text) for text in pieces)],
        metadata={"tags": ["parameters"]},
    )
    other = nbformat.v4.new_code_cell(
        "1",
        id="two",
        execution_count=count + 1,
        outputs=[stream("execute_result", {"text/plain": "1"}, execution_count=count + 1)],
    )
    notebook = nbformat.v4.new_notebook(cells=[cell, nbformat.v4.new_markdown_cell("x", id="three"), other])
    if noise:
        notebook.metadata = nbformat.from_dict(
            {"papermill": {"start_time": "now"}, "language_info": {"version": "3"}}
        )
        other.metadata = nbformat.from_dict({"papermill": {"duration": 1}, "execution": {}, "tags": []})
    return notebook


def test_write_notebook_gives_the_same_bytes_whenever_it_ran(tmp_path: Path) -> None:
    write_notebook(executed(), tmp_path / "a.ipynb")
    write_notebook(executed(count=1, noise=False), tmp_path / "b.ipynb")
    assert (tmp_path / "a.ipynb").read_bytes() == (tmp_path / "b.ipynb").read_bytes()


def test_normalise_keeps_what_means_something_and_its_input() -> None:
    notebook = executed()
    result = normalise(notebook)
    assert [cell.id for cell in result.cells] == ["one", "three", "two"]
    assert result.cells[0].metadata == {"tags": ["parameters"]}
    assert result.cells[2].outputs[0].execution_count == result.cells[2].execution_count == 2
    assert notebook.cells[0].execution_count == 7


def test_normalise_keeps_streams_apart_that_are_not_one() -> None:
    notebook = executed()
    new = nbformat.v4.new_output
    notebook.cells[0].outputs = [
        new("stream", name="stdout", text="a"),
        new("stream", name="stderr", text="b"),
        new("display_data", {"text/plain": "c"}),
        new("stream", name="stderr", text="d"),
    ]
    assert len(normalise(notebook).cells[0].outputs) == 4


@pytest.mark.parametrize(
    ("cell", "change"),
    [
        (1, {"execution_count": None}),
        (2, {"execution_count": None}),
        (2, {"execution_count": 7}),
        (1, {"outputs": [nbformat.v4.new_output("error", ename="E", evalue="", traceback=[])]}),
    ],
    ids=["first not run", "second not run", "out of order", "failed"],
)
def test_find_unfinished_names_the_cell(cell: int, change: dict[str, object]) -> None:
    notebook = executed()
    [notebook.cells[0], notebook.cells[2]][cell - 1].update(change)
    assert find_unfinished(notebook) == cell
    with pytest.raises(NotebookError, match=f"file x.ipynb, cell {cell}"):
        check_finished(notebook, "x.ipynb")


def test_check_finished_passes_a_finished_notebook() -> None:
    check_finished(executed(), "x.ipynb")


@pytest.mark.parametrize("text", ["", "{", "[]", '{"nbformat": 3}'])
def test_read_notebook_refuses_what_is_none(tmp_path: Path, text: str) -> None:
    (tmp_path / "x.ipynb").write_text(text)
    with pytest.raises(NotebookError, match=r"cannot be read: file x\.ipynb"):
        read_notebook(tmp_path / "x.ipynb")
