"""Documentation is true: the commands that pages show exist, and every public name says what it is."""

import ast
import csv
import re
import shlex
from pathlib import Path

import pytest

import corpus_tools
from corpus_tools.annotating.sections import LONGEST
from corpus_tools.cli import make_parser
from corpus_tools.correcting.entries import parse_corrections
from corpus_tools.correcting.kinds import KINDS
from corpus_tools.measuring.topics import MOST_GROUPED
from corpus_tools.reading.formats import FORMATS
from corpus_tools.schema import TABLES

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
    for command in ("run", "verify", "check", "cite", "sample", "quality"):
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


def test_readme_lists_every_table_with_its_columns() -> None:
    page = (ROOT / "README.md").read_text("utf-8")
    for name, table in TABLES.items():
        assert f"| {name} | {table.row} | {', '.join(table.columns)} |" in page


def test_readme_lists_every_kind_of_correction_with_its_keys() -> None:
    page = (ROOT / "README.md").read_text("utf-8")
    for name, kind in KINDS.items():
        assert f"| {name} | {', '.join(kind.needs)} | {', '.join(kind.takes)} |" in page
    entry = re.search(r"```yaml\n(.+?)```", page, flags=re.DOTALL)
    assert entry
    assert parse_corrections(entry[1])[0].kind.name == "merge-actors"


def test_readme_lists_every_shipped_article_with_its_source() -> None:
    page = (ROOT / "README.md").read_text("utf-8")
    with (ROOT / "seeds" / "sources.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            assert f"| `{row['file']}` | {row['outlet']} | {row['title']} | <{row['url']}> |" in page


def test_readme_says_the_limits_that_the_code_has() -> None:
    page = " ".join((ROOT / "README.md").read_text("utf-8").split())
    assert f"in sections of {LONGEST:,} characters" in page
    assert f"Topics of more than {MOST_GROUPED:,} sentences" in page


def test_links_of_the_readme_lead_somewhere() -> None:
    links = re.findall(r"\]\(([^)#]+)\)", (ROOT / "README.md").read_text("utf-8"))
    assert links
    generated = {"figures/README.md"}
    assert [link for link in links if not (ROOT / link).exists() and link not in generated] == []


def test_readme_names_every_notebook_and_format() -> None:
    page = (ROOT / "README.md").read_text("utf-8")
    assert all(f"({path.relative_to(ROOT)})" in page for path in (ROOT / "notebooks").glob("[0-9]*.ipynb"))
    assert {suffix for suffix in FORMATS if f"`{suffix}`" in page} >= {".txt", ".html", ".jsonl", ".csv"}
    assert all(suffix in FORMATS for suffix in re.findall(r"`(\.[a-z]+)`", page.split("1. Put them")[1][:90]))
