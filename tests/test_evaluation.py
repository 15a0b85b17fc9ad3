"""Evaluation: what was measured reads as a table, and can be measured again on files of the same form."""

import json
import shutil
from pathlib import Path

import pandas as pd
import pytest

from corpus_tools.errors import UsageError
from corpus_tools.measuring.evaluation import (
    FIGURES,
    OURS,
    WITHOUT,
    compare_tools,
    list_data,
    list_figures,
    write_figures,
)
from corpus_tools.running import evaluation

TEXT = "LIMA, 6 May 2024. Ana Ruiz met Kofi Adjei of the World Bank on Friday. Ruiz left Peru last week."


def find(words: str, **more: object) -> dict[str, object]:
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words), **more}


def test_every_figure_names_its_data_and_says_n() -> None:
    figures = list_figures()
    assert set(figures["data"]) <= set(list_data()["data"])
    assert (figures["n"] > 0).all()
    assert not figures.duplicated(["data", "measure", "step", "tool"]).any()
    shares = figures[figures["measure"] != "documents a second"]
    assert shares["value"].between(0, 1).all()


def test_ours_stand_beside_those_of_other_tools() -> None:
    table = compare_tools(list_figures()).set_index(["data", "measure"])
    assert table.loc[("meantime_en_dev", "value F1"), "others"].startswith(
        "HeidelTime 0.824; recognizers-text"
    )
    assert table.loc[("meantime_names_dev", "relaxed F1"), "without"] >= 0.83


@pytest.mark.parametrize(
    ("data", "measure", "floor"),
    [
        ("meantime_en_dev", "value F1", 0.86),
        ("meantime_en_dev", "date F1", 0.90),
        ("meantime_en_dev", "documents a second", 60),
        ("duckling_fr", "value F1", 0.45),
        ("recognizers_fr", "value F1", 0.40),
        ("meantime_names_dev", "relaxed F1", 0.83),
    ],
)
def test_figures_are_what_was_promised(data: str, measure: str, floor: float) -> None:
    figures = list_figures()
    ours = figures[(figures["data"] == data) & (figures["measure"] == measure) & (figures["tool"] == OURS)]
    assert ours["value"].tolist() > [floor]


def test_compare_tools_of_nothing_is_empty() -> None:
    assert compare_tools(list_figures().head(0)).empty


def test_write_figures_replaces_only_ours(tmp_path: Path) -> None:
    path = tmp_path / "evaluation.yml"
    shutil.copy(FIGURES, path)
    row = {
        "data": "meantime_names_dev",
        "step": "a: b",
        "measure": "recall",
        "tool": WITHOUT,
        "value": 0.5,
        "n": 4,
    }
    write_figures([row], path)
    before, after = list_figures(), list_figures(path)
    others = [data[~data["tool"].isin([OURS, WITHOUT, "names spelled alike"])] for data in (before, after)]
    assert len(others[1]) == len(after) - 1
    assert after.loc[after["tool"] == WITHOUT, "value"].tolist() == [0.5]
    columns = ["data", "step", "measure", "tool", "value"]
    assert others[1][columns].to_dict("split")["data"] == others[0][columns].to_dict("split")["data"]
    pd.testing.assert_frame_equal(list_data(path), list_data())


def test_measure_reads_files_of_the_public_form(tmp_path: Path) -> None:
    document = {
        "doc": "d1",
        "dct": "2024-05-06",
        "text": TEXT,
        "timex": [
            find("6 May 2024", type="DATE", value="2024-05-06"),
            find("Friday", type="DATE", value="2024-05-03"),
            find("last week", type="DATE", value="1999"),
        ],
        "ents": [find("Ana Ruiz", type="PER", instance="p1"), find("Peru", type="LOC", instance="l1")],
    }
    for name in ("meantime_en_dev", "meantime_names_dev", "unknown"):
        (tmp_path / f"{name}.jsonl").write_text(json.dumps(document) + "\n", encoding="utf-8")
    rows = {(row["measure"], row["tool"]): row for row in evaluation.measure(tmp_path)}
    assert rows["span F1", OURS]["value"] == 1
    assert rows["value F1", OURS]["value"] == pytest.approx(2 / 3, abs=1e-4)
    assert rows["B-cubed F1", OURS]["value"] == rows["B-cubed F1", WITHOUT]["value"] == 1
    assert 0 < rows["relaxed F1", OURS]["value"] < 1


def test_measure_says_when_no_file_is_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no public file"):
        evaluation.measure(tmp_path)
