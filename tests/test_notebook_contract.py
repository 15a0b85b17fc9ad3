"""The committed notebooks keep their contract: they read alike, run alone, and hold no code of their own."""

import ast
import base64
import re
from pathlib import Path

import nbformat
import pytest
from notebook_files import code, write

import corpus_tools
from corpus_tools.running.transcript import find_unfinished, normalise, read_notebook

ROOT = Path(corpus_tools.__file__).parents[1]
PATHS = sorted((ROOT / "notebooks").glob("*.ipynb"))
NAMES = (
    "00_corpus",
    "01_descriptive_statistics",
    "02_actors",
    "03_topics",
    "04_chronology",
    "05_quality",
)
MOST_LINES = 25


def find_faults(notebook: nbformat.NotebookNode) -> list[str]:
    """What a notebook does against the contract, in words."""
    cells = notebook.cells
    sources = [cell.source for cell in cells if cell.cell_type == "code"]
    tagged = [cell for cell in cells if "parameters" in cell.metadata.get("tags", [])]
    trees = [ast.parse(_without_magic(source)) for source in sources]
    importing = [tree for tree in trees if any(_is_import(node) for node in tree.body)]
    rules = {
        "no title in the first cell": bool(cells)
        and cells[0].cell_type == "markdown"
        and cells[0].source.startswith("# "),
        "not one cell tagged parameters": len(tagged) == 1,
        "parameters that are not plain literals": all(_is_plain(cell.source) for cell in tagged),
        "imports in several cells": len(importing) <= 1,
        "a definition": not any(_defines(tree) for tree in trees),
        "a cell that is too long": all(len(source.splitlines()) <= MOST_LINES for source in sources),
        "a cell ended by a semicolon": not any(source.rstrip().endswith(";") for source in sources),
        "less prose than code": 2 * sum(cell.cell_type == "markdown" for cell in cells) >= len(sources),
        "cells that were not run in order": not find_unfinished(notebook),
        "an absolute path": not _PATH.search(nbformat.writes(_without_pictures(notebook))),
        "traces of a run": nbformat.writes(notebook) == nbformat.writes(normalise(notebook)),
    }
    return [fault for fault, kept in rules.items() if not kept]


_EMBEDDED = re.compile(r"(?<=;base64,)[A-Za-z0-9+/=\s]+")
"""A picture inside a page: its letters may spell a path by chance, as any letters may."""
_PATH = re.compile(r"(?<![\w.:/])/(?:home|root|tmp|usr|Users|work|opt|var|mnt)/|[A-Z]:\\\\")


def _without_magic(source: str) -> str:
    return "\n".join(line for line in source.splitlines() if not line.startswith(("%", "!")))


def _without_pictures(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    copy = nbformat.from_dict(notebook)
    for cell in copy.cells:
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            for kind in [kind for kind in data if kind.startswith("image/")]:
                del data[kind]
            for kind, text in data.items():
                if isinstance(text, str):
                    data[kind] = _EMBEDDED.sub("", text)
    return copy


def _is_import(node: ast.stmt) -> bool:
    return isinstance(node, (ast.Import, ast.ImportFrom))


def _defines(tree: ast.Module) -> bool:
    return any(isinstance(node, (ast.FunctionDef, ast.ClassDef, ast.Lambda)) for node in ast.walk(tree))


def _is_plain(source: str) -> bool:
    values = [getattr(node, "value", None) for node in ast.parse(source).body]
    try:
        return all(value is not None and (ast.literal_eval(value), True)[1] for value in values)
    except ValueError:
        return False


def sound(folder: Path) -> nbformat.NotebookNode:
    """A small notebook that keeps the contract."""
    given = code("top = 20", "parameters")
    path = write(
        folder / "00_x.ipynb",
        nbformat.v4.new_markdown_cell("# What?"),
        given,
        "import math",
        "math.pi",
        nbformat.v4.new_markdown_cell("Nothing more."),
    )
    notebook = read_notebook(path)
    for number, cell in enumerate(notebook.cells[1:4], start=1):
        cell.execution_count = number
    return normalise(notebook)


def test_find_faults_passes_a_sound_notebook(tmp_path: Path) -> None:
    assert find_faults(sound(tmp_path)) == []


@pytest.mark.parametrize(
    ("cell", "change", "fault"),
    [
        (0, {"source": "What?"}, "no title in the first cell"),
        (1, {"metadata": {}}, "not one cell tagged parameters"),
        (1, {"source": "top = len('abc')"}, "parameters that are not plain literals"),
        (3, {"source": "import os"}, "imports in several cells"),
        (3, {"source": "def f(): pass"}, "a definition"),
        (3, {"source": "f = lambda: 1"}, "a definition"),
        (3, {"source": "1\n" * 26}, "a cell that is too long"),
        (3, {"source": "math.pi;"}, "a cell ended by a semicolon"),
        (3, {"execution_count": None}, "cells that were not run in order"),
        (3, {"source": "open('/home/me/x')"}, "an absolute path"),
        (3, {"metadata": {"papermill": {}}}, "traces of a run"),
    ],
)
def test_find_faults_names_each(tmp_path: Path, cell: int, change: dict[str, object], fault: str) -> None:
    notebook = sound(tmp_path)
    notebook.cells[cell].update(nbformat.from_dict(change))
    assert fault in find_faults(notebook)


@pytest.mark.parametrize(
    ("kind", "text", "is_path"),
    [
        ("image/png", "iVBOR+/opt/abc", False),
        ("image/jpeg", "9j+/tmp/4AAQ", False),
        ("text/html", "<img src='data:image/png;base64,iVBOR+/opt/abc='>", False),
        ("text/html", "<img src='data:image/png;base64,iVBOR='> /home/me/x", True),
        ("text/plain", "see '/home/me/x'", True),
    ],
)
def test_a_path_is_not_seen_in_the_letters_of_a_picture(
    tmp_path: Path, kind: str, text: str, is_path: bool
) -> None:
    notebook = sound(tmp_path)
    notebook.cells[3]["outputs"] = [nbformat.v4.new_output("display_data", data={kind: text})]
    assert ("an absolute path" in find_faults(notebook)) == is_path


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_committed_notebook_keeps_the_contract(path: Path) -> None:
    assert find_faults(read_notebook(path)) == []


def test_all_notebooks_are_there() -> None:
    assert [path.stem for path in PATHS] == list(NAMES)


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_pictures_in_a_notebook_are_those_in_figures(path: Path) -> None:
    """nbval does not look at pictures, so a notebook could show one and publish another."""
    published = {figure.read_bytes() for figure in (ROOT / "figures").glob("*.png")}
    shown = [
        base64.b64decode(output.data["image/png"])
        for cell in read_notebook(path).cells
        for output in cell.get("outputs", [])
        if "image/png" in output.get("data", {})
    ]
    assert all(picture in published for picture in shown)


def list_uncounted(notebook: nbformat.NotebookNode) -> list[str]:
    """The tables that count something once only, under a section that does not say which way."""
    text, found = "", []
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            text = cell.source if cell.source.startswith("#") else f"{text} {cell.source}"
            continue
        for output in cell.get("outputs", []):
            columns = re.findall(r"<th[^>]*>([^<]*)</th>", str(output.get("data", {}).get("text/html", "")))
            counts = [name for name in columns if re.match(r"n(?:_|$)", name)]
            both = any(name in ("n_stories", "one_source") or name.endswith("_once") for name in columns)
            if counts and not both and columns[0] != "article" and not _RULE.search(text):
                found.append(", ".join(counts))
    return found


_RULE = re.compile(r"as published|per story|each story once|one version of each story", re.I)


@pytest.mark.parametrize("path", PATHS[:5], ids=lambda path: path.stem)
def test_every_count_is_given_both_ways_or_says_which(path: Path) -> None:
    """A table of single articles needs neither."""
    assert list_uncounted(read_notebook(path)) == []


def test_a_count_given_one_way_without_a_word_is_seen() -> None:
    table = nbformat.v4.new_output("display_data", {"text/html": "<table><th>name</th><th>n</th></table>"})
    cells = [nbformat.v4.new_markdown_cell("## Names"), nbformat.v4.new_code_cell("show", outputs=[table])]
    assert list_uncounted(nbformat.v4.new_notebook(cells=cells)) == ["n"]
    cells[0].source += ", counted as published"
    assert list_uncounted(nbformat.v4.new_notebook(cells=cells)) == []
