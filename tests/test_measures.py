"""Each measure has a case by hand, and a comparison with each tool that computes it: cases/measures.yml."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

import corpus_tools.measuring

HERE = Path(__file__).parent
ROOM = Path(corpus_tools.measuring.__file__).parent
MEASURES = yaml.safe_load((HERE / "cases" / "measures.yml").read_text(encoding="utf-8"))
VERBS = ("adjust", "bootstrap", "compute", "count", "estimate", "measure", "score", "share", "weigh")
NAMED = {
    "share_out": "draws sizes, measures nothing",
    "count_by_story": "the counts of compare_terms before they are measured",
}
"""Functions of these verbs that are no measures, and why."""
FORMULAS = {"readability.compute_ease": "base - words"}
"""Where a tool is held to a formula and not to the function: what the test has to hold instead."""


def functions(path: Path) -> Iterator[ast.FunctionDef]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return (node for node in tree.body if isinstance(node, ast.FunctionDef))


def find_test(node_id: str) -> ast.FunctionDef:
    file, name = node_id.split("::")
    found = [node for node in functions(HERE / file) if node.name == name]
    assert found, f"no such test: {node_id}"
    return found[0]


def names(node: ast.FunctionDef) -> set[str]:
    return {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}


def test_every_measure_is_listed():
    measures = {
        f"{path.stem}.{node.name}"
        for path in sorted(ROOM.glob("*.py"))
        for node in functions(path)
        if node.name.split("_")[0] in VERBS and node.name not in NAMED
    }
    assert measures <= set(MEASURES)


@pytest.mark.parametrize("measure", MEASURES)
def test_every_measure_has_a_case_by_hand(measure):
    module, name = measure.split(".")
    assert name in {node.name for node in functions(ROOM / f"{module}.py")}
    assert name in names(find_test(MEASURES[measure]["by_hand"]))


@pytest.mark.parametrize(
    ("measure", "tool"), [(name, tool) for name, row in MEASURES.items() for tool in row.get("tools", {})]
)
def test_every_tool_is_compared(measure, tool):
    test = find_test(MEASURES[measure]["tools"][tool])
    assert tool.replace("-", "_") in test.name
    assert measure.split(".")[1] in names(test) or FORMULAS[measure] in ast.unparse(test)


def test_the_tools_of_the_field_are_all_there():
    tools = {tool for row in MEASURES.values() for tool in (*row.get("tools", {}), row.get("through", ""))}
    assert {"scikit-learn", "textacy", "conc", "scattertext", "lexicalrichness", "textstat"} <= tools
