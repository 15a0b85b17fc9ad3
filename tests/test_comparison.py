"""What is new since an earlier run."""

import json
import shutil
from pathlib import Path

import pytest
from small_run import ONE, TWO, make_run, seal

from corpus_tools.cli import main
from corpus_tools.errors import UsageError
from corpus_tools.publishing.comparison import Comparison, compare_runs


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A run on one article, and a later one on two."""
    home = tmp_path_factory.mktemp("runs")
    old = make_run(home / "old", articles=(ONE,), figures=("f02-speakers",))
    return old, make_run(home / "new", figures=("f02-speakers", "f04-timeline"))


@pytest.fixture(scope="module")
def comparison(runs: tuple[Path, Path]) -> Comparison:
    return compare_runs(*runs)


def find(comparison: Comparison, table: str, kind: str) -> list[str]:
    return [change.id for change in comparison.changes if (change.table, change.kind) == (table, kind)]


def test_a_run_does_not_differ_from_itself(runs: tuple[Path, Path]) -> None:
    same = compare_runs(runs[1], runs[1])
    assert same.changes == ()
    assert "events: 0 new, 0 gone, 0 changed" in str(same)


def test_new_and_gone_rows_are_told_by_id(runs: tuple[Path, Path], comparison: Comparison) -> None:
    assert find(comparison, "articles", "new") == [TWO]
    assert find(comparison, "articles", "gone") == []
    back = compare_runs(runs[1], runs[0])
    assert find(back, "articles", "gone") == [TWO]
    assert find(back, "figures", "gone") == ["f04-timeline"]


def test_a_changed_row_tells_its_columns_and_the_article_behind_it(comparison: Comparison) -> None:
    (change,) = [item for item in comparison.changes if item.table == "ledger"]
    assert (change.kind, change.id, change.label) == ("changed", "l1", "the union to share data")
    assert change.columns["n_articles"] == ("1", "2")
    assert change.columns["languages"] == ("en", "en|fr")
    assert change.articles == (TWO,)
    assert str(change).endswith(f"; because of {TWO})")


def test_an_event_that_got_its_date_is_changed_and_neither_new_nor_gone(comparison: Comparison) -> None:
    (change,) = [item for item in comparison.changes if item.table == "events"]
    assert change.kind == "changed"
    assert change.columns["event_id"] == ("e0", "e1")
    assert change.columns["date_start"] == ("", "2026-01-16")


def test_a_figure_tells_which_data_changed_and_why(comparison: Comparison) -> None:
    assert find(comparison, "figures", "new") == ["f04-timeline"]
    (change,) = [item for item in comparison.changes if (item.table, item.kind) == ("figures", "changed")]
    assert change.id == "f02-speakers"
    assert change.articles == (TWO,)
    assert change.why == f"1 mark new, 0 gone, because of {TWO}"
    assert change.columns["title"] == ("1 sentences speak", "2 sentences speak")


def test_another_look_of_a_figure_is_no_change(runs: tuple[Path, Path], tmp_path: Path) -> None:
    shutil.copytree(runs[1], tmp_path / "again")
    path = tmp_path / "again" / "figures" / "f02-speakers.json"
    record = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps({**record, "code_digest": "9" * 64, "title": "Other"}), encoding="utf-8")
    assert compare_runs(runs[1], tmp_path / "again").changes == ()


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"code_digest": "9" * 64}, "because of other code"),
        ({}, "because other articles changed the whole"),
    ],
)
def test_a_figure_that_no_article_explains(
    runs: tuple[Path, Path], tmp_path: Path, changed: dict[str, str], why: str
) -> None:
    shutil.copytree(runs[1], tmp_path / "again")
    path = tmp_path / "again" / "figures" / "f02-speakers"
    record = json.loads(path.with_suffix(".json").read_text("utf-8"))
    path.with_suffix(".json").write_text(json.dumps({**record, "version": "8" * 64}), encoding="utf-8")
    rows = path.with_suffix(".csv").read_text("utf-8").replace(",1\n", ",7\n", 1)
    path.with_suffix(".csv").write_text(rows, encoding="utf-8")
    run = json.loads((tmp_path / "again" / "run.json").read_text("utf-8"))
    seal(tmp_path / "again", {**run, **changed})
    (change,) = compare_runs(runs[1], tmp_path / "again").changes
    assert change.why == f"1 mark new, 1 gone, {why}"
    assert change.articles == (ONE,)


def test_the_lines_name_both_corpora(comparison: Comparison) -> None:
    lines = str(comparison).splitlines()
    assert lines[0].startswith("corpus digest: ")
    assert " → " in lines[0]
    assert lines[1].endswith(" in both")
    assert f"  + {TWO} Việt Nam và Liên hợp quốc" in lines


def test_the_command_prints_lines_or_json(
    runs: tuple[Path, Path], comparison: Comparison, capsys: pytest.CaptureFixture[str]
) -> None:
    names = [str(path) for path in runs]
    assert main(["diff", *names]) == 0
    assert capsys.readouterr().out == f"{comparison}\n"
    assert main(["diff", *names, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert sorted(told) == ["after", "before", "changes"]
    assert {change["kind"] for change in told["changes"]} == {"new", "changed"}


def test_a_folder_that_is_no_output_is_refused(runs: tuple[Path, Path], tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no finished output"):
        compare_runs(tmp_path, runs[1])
    shutil.copytree(runs[0], tmp_path / "old")
    (tmp_path / "old" / "tables" / "events.csv").unlink()
    with pytest.raises(UsageError, match=r"an output without a table: file old/tables/events.csv"):
        compare_runs(tmp_path / "old", runs[1])
