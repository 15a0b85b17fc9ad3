"""Stated accuracy: no figure, table or finding is shown without how often the steps above it are right."""

import html
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pandas as pd
import pytest
from small_run import ONE, TWO, make_run, make_tables
from small_run import TEXTS as SMALL

from corpus_tools.errors import UsageError
from corpus_tools.measuring.quality import states_accuracy
from corpus_tools.measuring.steps import TABLES, find_steps
from corpus_tools.publishing.provenance import trace
from corpus_tools.publishing.report import write_report
from corpus_tools.running.transcript import code_cells, read_notebook
from corpus_tools.study import Study

ROOT = Path(__file__).parents[1]
PATHS = sorted((ROOT / "notebooks").glob("0[0-4]*.ipynb"))
"""All but the notebook on quality, whose tables and figure are the accuracy."""

LISTING = re.compile(r"(index|tables|articles/.*)\.html")
"""Pages of the report whose tables list the pages of the run, or the measures themselves."""


def list_shown(notebook: nbformat.NotebookNode) -> Iterator[tuple[int, str]]:
    """What a notebook tells, cell by cell: each table, each paragraph, the words under each figure.

    What is printed counts where it is all that the first or the last cell with outputs says.
    """
    cells = [(number, cell) for number, cell in enumerate(code_cells(notebook), start=1) if cell.outputs]
    for number, cell in cells:
        told = [_read(output) for output in cell.outputs]
        is_finding = number in (cells[0][0], cells[-1][0])
        yield from ((number, text) for kind, text in told if kind in ("text/html", "text/markdown"))
        if is_finding and {kind for kind, _ in told} == {"stream"}:
            yield number, " ".join(text for _, text in told)


def _read(output: Any) -> tuple[str, str]:
    if output.output_type == "stream":
        return "stream", output.text
    kind = next((kind for kind in ("text/html", "text/markdown", "image/png") if kind in output.data), "")
    return kind, html.unescape(str(output.data.get(kind, ""))).replace("\\", "")


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_everything_that_a_notebook_shows_states_its_accuracy(path: Path) -> None:
    shown = list(list_shown(read_notebook(path)))
    assert len(shown) > 5
    assert [(number, text[:80]) for number, text in shown if not states_accuracy(text)] == []


def test_a_table_that_says_nothing_would_be_found(tmp_path: Path) -> None:
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("study.show(data)")])
    shown = nbformat.v4.new_output("execute_result", data={"text/html": "<table></table>"})
    notebook.cells[0].outputs = [shown]
    assert [number for number, text in list_shown(notebook) if not states_accuracy(text)] == [1]


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_the_words_under_a_figure_name_all_steps_above_it(path: Path) -> None:
    for cell in code_cells(read_notebook(path)):
        words = dict(_read(output) for output in cell.outputs).get("text/markdown", "")
        for figure_id in re.findall(r'"(f\d\d-[a-z-]+)"', cell.source):
            assert [step for step in find_steps(figure_id) if step not in words] == [], figure_id


@pytest.fixture(scope="module", params=["measured", "not measured"])
def report(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of a small run, with and without gold."""
    home = tmp_path_factory.mktemp("stated")
    out, tables = make_run(home / "out"), make_tables((ONE, TWO), "", "")
    tables["articles"] = tables["articles"].assign(warnings="")
    tables |= {"errors": pd.DataFrame(columns=["step"]), "mine": pd.DataFrame({"sentence_ids": []})}
    judged = {"step": "ledger", "measure": "recall", "language": "en", "article_id": ONE, "right": 1.0}
    judgements = pd.DataFrame([{**judged, "expected": "", "found": "", "seen": False}])
    write_report(
        tables,
        SMALL,
        out / "figures",
        home / "report",
        trace(tables["articles"]),
        judgements=judgements if request.param == "measured" else None,
    )
    return home / "report"


def test_every_page_with_a_table_or_figure_states_its_accuracy(report: Path) -> None:
    pages = {path.relative_to(report).as_posix(): path for path in sorted(report.rglob("*.html"))}
    tables = {f"tables/{name}.html" for name in {*TABLES, "mine"} - {"narrative"}}
    assert len(tables & set(pages)) >= 19
    for name, path in pages.items():
        text = html.unescape(path.read_text("utf-8"))
        if not LISTING.fullmatch(name) and re.search(r"<table|<figure|class=\"told\"", text):
            assert states_accuracy(text), name


def test_each_finding_of_the_first_page_states_its_accuracy(report: Path) -> None:
    page = html.unescape((report / "index.html").read_text("utf-8"))
    found = re.search(r'<ol class="findings">(.*?)</ol>', page, flags=re.DOTALL)
    assert found
    findings = found[1].split("<li>")[1:]
    assert findings
    assert all(map(states_accuracy, findings))
    for heading in ("Most reported requests", "What lies ahead"):
        part = page.partition(heading)[2].partition("<ul")[0]
        assert states_accuracy(part) or heading not in page, heading


def test_a_study_states_the_accuracy_of_each_table(seeds: Path) -> None:
    study = Study(seeds)
    assert [name for name in TABLES if not states_accuracy(study.state_accuracy(name))] == []


def test_a_study_names_what_is_near_when_there_is_no_such_table(seeds: Path) -> None:
    with pytest.raises(UsageError, match="no table or step of that name: got 'ledgers'; try ledger"):
        Study(seeds).state_accuracy("ledgers")
