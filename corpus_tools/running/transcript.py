"""Transcripts: executed notebooks as files whose bytes depend on what they say and on nothing else.

nbformat is imported where it is used, for it takes longer to import than most notebooks to run.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus_tools.errors import NotebookError

if TYPE_CHECKING:
    from nbformat import NotebookNode

_KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
_NOISE = ("papermill", "execution", "widgets", "ExecuteTime", "collapsed", "scrolled")
_INJECTED = "injected-parameters"


def read_notebook(path: Path) -> "NotebookNode":
    """Read a notebook in the current format.

    Raises:
        NotebookError: the file is missing or not a notebook.
    """
    import nbformat

    try:
        notebook: NotebookNode = nbformat.read(path, as_version=4)
    except (OSError, ValueError, AttributeError, nbformat.ValidationError) as error:
        first_line = (str(error).splitlines() or [""])[0]
        raise NotebookError("the notebook cannot be read", file=path.name, value=first_line) from error
    return notebook


def write_notebook(notebook: "NotebookNode", path: Path) -> None:
    """Write a normalised notebook; the same notebook gives the same bytes."""
    import nbformat

    path.write_text(nbformat.writes(normalise(notebook)).rstrip("\n") + "\n", encoding="utf-8")


def normalise(notebook: "NotebookNode") -> "NotebookNode":
    """A copy without timings, run metadata and kernel details, its code cells counted from 1.

    Cell ids, the tags that mean something, alt texts and all outputs stay. Consecutive pieces of one
    output stream, which the kernel cuts by the clock, become one.
    """
    import nbformat

    copy: NotebookNode = nbformat.from_dict(notebook)
    copy.metadata = nbformat.from_dict({"kernelspec": _KERNEL, "language_info": {"name": "python"}})
    copy.nbformat, copy.nbformat_minor = 4, 5
    for number, cell in enumerate(code_cells(copy), start=1):
        cell.execution_count = number if cell.get("execution_count") else None
        cell.outputs = list(_join_streams(cell.outputs))
        for output in cell.outputs:
            if "execution_count" in output:
                output.execution_count = cell.execution_count
    for cell in copy.cells:
        _strip(cell)
    return copy


def code_cells(notebook: "NotebookNode") -> "list[NotebookNode]":
    """The code cells that hold code, in order; the n-th of them is `In [n]` after a run."""
    return [cell for cell in notebook.cells if cell.cell_type == "code" and cell.source.strip()]


def find_unfinished(notebook: "NotebookNode") -> int:
    """The number of the first code cell that did not run, failed or ran out of order; 0 when all is well.

    >>> import nbformat
    >>> cell = nbformat.v4.new_code_cell("1 + 1")
    >>> find_unfinished(nbformat.v4.new_notebook(cells=[cell]))
    1
    """
    before = 0
    for number, cell in enumerate(code_cells(notebook), start=1):
        count = cell.get("execution_count")
        failed = any(output.output_type == "error" for output in cell.outputs)
        if not isinstance(count, int) or count <= before or failed:
            return number
        before = count
    return 0


def check_finished(notebook: "NotebookNode", name: str) -> None:
    """Make sure that each code cell ran, in order and without an error, whatever the runner says.

    Raises:
        NotebookError: names the notebook and the first cell of which this is not true.
    """
    number = find_unfinished(notebook)
    if number:
        raise NotebookError(
            "the notebook did not run to its end",
            file=name,
            cell=number,
            remedy="a cell must not end the kernel; open the notebook in JupyterLab and run it",
        )


def _strip(cell: "NotebookNode") -> None:
    import nbformat

    kept = {name: value for name, value in cell.metadata.items() if name not in _NOISE}
    if not kept.get("tags"):
        kept.pop("tags", None)
    cell.metadata = nbformat.from_dict(kept)
    if _INJECTED in kept.get("tags", []):
        cell.id = _INJECTED


def _join_streams(outputs: list[Any]) -> Iterator[Any]:
    last: Any = None
    for output in outputs:
        is_stream = output.output_type == "stream"
        if is_stream and last is not None and last.get("name") == output.name:
            last.text += output.text
            continue
        yield output
        last = output if is_stream else None


def find_cell(figure_id: str, folders: Sequence[Path]) -> tuple[str, int]:
    """The first notebook in these folders with the number of a figure id, and its code cell that names it.

    Read from the file, for a kernel's own count depends on who runs the cells; 0 when none names it.
    """
    paths = (path for folder in folders for path in sorted(folder.glob(f"{figure_id[1:3]}_*.ipynb")))
    path = next(paths, None)
    if path is None:
        return "", 0
    cells = code_cells(read_notebook(path))
    numbers = (number for number, cell in enumerate(cells, start=1) if figure_id in cell.source)
    return path.name, next(numbers, 0)
