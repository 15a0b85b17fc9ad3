"""Tiny notebooks for the tests: written where a test wants them, one behaviour each."""

from pathlib import Path

import nbformat

Cell = nbformat.NotebookNode


def code(source: str, *tags: str) -> Cell:
    cell = nbformat.v4.new_code_cell(source)
    if tags:
        cell.metadata["tags"] = list(tags)
    return cell


def write(path: Path, *cells: Cell | str) -> Path:
    """Write a notebook of code cells, with fixed ids, and return its path."""
    nodes = [code(cell) if isinstance(cell, str) else cell for cell in cells]
    for number, cell in enumerate(nodes):
        cell["id"] = f"cell-{number}"
    notebook = nbformat.v4.new_notebook(cells=nodes)
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "x", "language": "python"}
    path.write_text(nbformat.writes(notebook), encoding="utf-8")
    return path
