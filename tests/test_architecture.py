"""The house: data flows one way through the rooms, without cycles, and modules stay small."""

import ast
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import corpus_tools

HOME = Path(corpus_tools.__file__).parent
FLOORS = (
    ("errors", "characters", "terminal"),
    ("schema", "categories", "lexicons"),
    ("reading",),
    ("annotating",),
    ("linking",),
    ("correcting",),
    ("measuring",),
    ("publishing",),
    ("running",),
    ("study", "marking"),
    ("cli",),
    ("__main__",),
)
"""From the left to the right: what stands on one floor may import from floors before it."""

MOST_LINES = 300
MODULES = {
    ".".join(path.relative_to(HOME.parent).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted(HOME.rglob("*.py"))
}


def find_imports(source: str) -> Iterator[str]:
    """The modules of this package that a source imports, anywhere in it."""
    for node in ast.walk(ast.parse(source)):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        for name in names:
            while name.startswith("corpus_tools") and name not in MODULES:
                name = name.rpartition(".")[0]
            if name.startswith("corpus_tools"):
                yield name


GRAPH = {
    module: sorted(set(find_imports(path.read_text("utf-8"))) - {module}) for module, path in MODULES.items()
}


def floor_of(module: str) -> int:
    """The number of the floor that a module stands on; 0 for the package itself."""
    room = module.split(".")[1] if "." in module else ""
    return next((number for number, floor in enumerate(FLOORS, start=1) if room in floor), 0)


def test_find_imports_sees_every_form() -> None:
    source = """
import corpus_tools.schema
from corpus_tools import errors
def f():
    from corpus_tools.reading.article import Article
import os
"""
    assert sorted(find_imports(source)) == [
        "corpus_tools.errors",
        "corpus_tools.reading.article",
        "corpus_tools.schema",
    ]


@pytest.mark.parametrize("module", sorted(set(MODULES) - {"corpus_tools"}))
def test_imports_go_left_to_right(module: str) -> None:
    assert floor_of(module), f"{module} stands in no room"
    wrong = [other for other in GRAPH[module] if floor_of(other) > floor_of(module)]
    assert not wrong, f"{module} imports from a later room: {', '.join(wrong)}"


def test_imports_have_no_cycle() -> None:
    assert list(TopologicalSorter(GRAPH).static_order())


@pytest.mark.parametrize("module", sorted(MODULES))
def test_modules_stay_small(module: str) -> None:
    lines = len(MODULES[module].read_text("utf-8").splitlines())
    assert lines <= MOST_LINES, f"{module} has {lines} lines: it holds more than one noun"


@pytest.mark.parametrize("module", sorted(MODULES))
def test_modules_say_what_they_are_for(module: str) -> None:
    assert ast.get_docstring(ast.parse(MODULES[module].read_text("utf-8")))
