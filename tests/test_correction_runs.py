"""Each kind of correction through a whole run: which tables, figures and pages change, and nothing else.

`cases/correction_runs.yml` says for each kind which rows of which files change. The rows of the contract's
tables are those of `cases/corrections.yml`; all other files are byte for byte the same. After a wanted change
of what a run holds, `python tests/test_correction_runs.py` writes the file anew: read what differs then.
"""

import csv
import tempfile
from collections.abc import Mapping
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import yaml
from corrected_corpus import CASES, write_entries
from corrected_run import Output, Runner

from corpus_tools.schema import TABLES

KINDS: Mapping[str, Any] = {case["name"]: case for case in CASES["kinds"]}
PATH = Path(__file__).parent / "cases" / "correction_runs.yml"
EXPECTED: Mapping[str, Any] = yaml.safe_load(PATH.read_text("utf-8"))
EVERY = "every row"


def find_changed(base: Output, after: Output) -> dict[str, list[str]]:
    """The files that differ, each with the rows that are gone, new or other; pages and records have none."""
    changed = sorted(path for path in {*base, *after} if base.get(path) != after.get(path))
    return {path: _find_rows(base.get(path, ""), after.get(path, ""), path) for path in changed}


def _find_rows(before: str, after: str, path: str) -> list[str]:
    """The rows of a CSV file that are in one of two versions only, by the first words of each."""
    if not path.endswith(".csv"):
        return []
    old, new = _read_rows(before), _read_rows(after)
    if set(old).isdisjoint(new) and len(old) > 1:
        return [EVERY]
    return sorted({_name(row) for row in (*old, *new) if (row in old) != (row in new)})


def _read_rows(text: str) -> list[tuple[str, ...]]:
    return [tuple(row) for row in csv.reader(StringIO(text))][1:]


def _name(row: tuple[str, ...]) -> str:
    return " / ".join([cell for cell in row if cell][:2])


def split_paths(changed: Mapping[str, list[str]]) -> dict[str, Any]:
    """What changed as the cases have it: tables and figures with their rows, records of figures, pages."""
    return {
        "tables": {Path(path).stem: rows for path, rows in changed.items() if path.startswith("tables/")},
        "figures": {
            Path(path).stem: rows
            for path, rows in changed.items()
            if path.startswith("figures/") and path.endswith(".csv")
        },
        "words": [
            Path(path).stem for path in changed if path.startswith("figures/") and path.endswith(".json")
        ],
        "exports": [Path(path).name for path in changed if path.startswith("exports/")],
        "pages": [path.removeprefix("report/") for path in changed if path.startswith("report/")],
    }


@pytest.fixture(scope="module")
def runner(tmp_path_factory: pytest.TempPathFactory) -> Runner:
    return Runner(tmp_path_factory.mktemp("runs") / "work")


@pytest.fixture(scope="module")
def base(runner: Runner) -> Output:
    """The run without corrections, made once."""
    return runner.run()


@pytest.mark.parametrize("name", KINDS)
def test_a_correction_changes_in_a_run_what_it_should_and_nothing_else(
    name: str, runner: Runner, base: Output
) -> None:
    case = KINDS[name]
    changed = split_paths(find_changed(base, runner.run(write_entries(*case["entries"]))))
    touched = {table for table, *_ in case["changes"]} | {"corrections"}
    assert set(changed["tables"]) & set(TABLES) - {"figures"} == touched
    assert changed == EXPECTED[name]


def test_there_is_an_expectation_for_every_case() -> None:
    assert set(EXPECTED) == set(KINDS)


def test_the_same_corrections_give_the_same_run(runner: Runner, base: Output) -> None:
    assert find_changed(base, runner.run()) == {}


def test_a_run_has_all_tables_figures_and_pages(base: Output) -> None:
    tables = {f"tables/{name}.csv" for name in TABLES} - {"tables/figures.csv"}
    assert tables <= set(base)
    assert sum(path.startswith("figures/") and path.endswith(".json") for path in base) >= 15
    assert {"report/index.html", "report/chronology.html", "report/ledger.html"} <= set(base)
    assert any(path.startswith("report/articles/") for path in base)


def write_expected(folder: Path) -> None:
    """Write what each case changes now, under the words at the head of the file."""
    runner = Runner(folder / "work")
    base = runner.run()
    runs = {name: runner.run(write_entries(*case["entries"])) for name, case in KINDS.items()}
    found = {name: split_paths(find_changed(base, after)) for name, after in runs.items()}
    head = [line for line in PATH.read_text("utf-8").splitlines(keepends=True) if line.startswith("#")]
    told = yaml.safe_dump(found, allow_unicode=True, sort_keys=False, width=110, default_flow_style=None)
    PATH.write_text("".join(head) + told, encoding="utf-8")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        write_expected(Path(made))
