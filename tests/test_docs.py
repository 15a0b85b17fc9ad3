"""Documentation is true: the commands that pages show exist, and every public name says what it is."""

import ast
import re
import shlex
from pathlib import Path

import pytest

import corpus_tools
from corpus_tools.cli import make_parser

ROOT = Path(corpus_tools.__file__).parents[1]
PAGES = [ROOT / name for name in ("README.md", "CONTRIBUTING.md") if (ROOT / name).exists()]
TARGETS = set(re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text("utf-8"), flags=re.MULTILINE))
MODULES = sorted((ROOT / "corpus_tools").rglob("*.py"))


def find_commands(page: str, program: str) -> list[list[str]]:
    """The calls of a program in code blocks and code spans, as words; placeholders are no calls."""
    blocks = re.findall(r"^(?: {4}|```\w*\n)?(?:\$ )?(" + program + r" [^\n`#]+)", page, flags=re.MULTILINE)
    spans = re.findall(r"`(" + program + r" [^`\n]+)`", page)
    calls = [re.split(r"\s{2,}|&&", call)[0].strip() for call in [*blocks, *spans]]
    return [shlex.split(call)[1:] for call in calls if not re.search(r"[…\[|]", call)]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_make_commands_of_a_page_exist(page: Path) -> None:
    calls = find_commands(page.read_text("utf-8"), "make")
    assert calls
    assert {words[0] for words in calls} <= TARGETS


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_corpus_tools_commands_of_a_page_are_accepted(page: Path) -> None:
    for words in find_commands(page.read_text("utf-8"), "corpus-tools"):
        make_parser().parse_args(words)


def test_every_command_is_in_the_readme() -> None:
    page = (ROOT / "README.md").read_text("utf-8")
    for command in ("run", "verify", "check", "cite"):
        assert f"corpus-tools {command}" in page
    assert "make run" in page
    assert "make test" in page


def test_find_commands_sees_blocks_and_spans() -> None:
    page = "Say `make run`.\n\n    make test   # all\n\n```\nmake lock\n```\nand `make NAME…`"
    assert sorted(find_commands(page, "make")) == [["lock"], ["run"], ["test"]]


def find_public(path: Path) -> list[tuple[str, ast.AST]]:
    """The public classes, functions and methods of a module."""
    tree = ast.parse(path.read_text("utf-8"))
    found: list[tuple[str, ast.AST]] = []
    for node in tree.body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and not node.name.startswith("_"):
            found.append((node.name, node))
            if isinstance(node, ast.ClassDef):
                found += [
                    (f"{node.name}.{part.name}", part)
                    for part in node.body
                    if isinstance(part, ast.FunctionDef) and not part.name.startswith("_")
                ]
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_public_name_is_documented_and_typed(path: Path) -> None:
    for name, node in find_public(path):
        assert isinstance(node, (ast.FunctionDef, ast.ClassDef))
        assert ast.get_docstring(node), f"{name} has no docstring"
        if isinstance(node, ast.FunctionDef):
            assert node.returns is not None, f"{name} says no type of result"
