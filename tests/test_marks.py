"""Marks: what is derived from a correction is marked in every table, and nothing else is."""

from pathlib import Path

import pandas as pd
import pytest
from corrected_corpus import write_entries

from corpus_tools import schema
from corpus_tools.correcting.entries import NAME
from corpus_tools.correcting.marks import count_marked, mark_derived
from corpus_tools.study import Study

TEXTS = {
    "plan": "ACCRA, 4 March 2024 - Finance Minister Ama Boateng met Kofi Mensah on Friday. "
    "Boateng promised to present a plan to parliament by the end of next month. "
    "Mensah said the bridge was opened in 1998.\n",
    "apart": "LAGOS, 5 March 2024 - Trade Minister Ngozi Bello said on Monday that Nigeria would join.\n",
}


def study(folder: Path, *entries: dict[str, str]) -> Study:
    seeds = folder / "seeds"
    seeds.mkdir(exist_ok=True)
    for name, text in TEXTS.items():
        (seeds / f"{name}.txt").write_text(text, encoding="utf-8")
    (seeds / NAME).write_text(write_entries(*entries) if entries else "", encoding="utf-8")
    return Study(seeds, cache=folder / "cache", jobs=1)


@pytest.fixture(scope="module")
def dated(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Study]:
    """The study without corrections, and with another day of publication for one article."""
    folder = tmp_path_factory.mktemp("dated")
    automatic = study(folder)
    assert not count_marked(automatic.tables)
    entry = {"kind": "set-article-date", "article": "plan.txt", "date": "2025-03-04"}
    return {"automatic": automatic, "corrected": study(folder, entry)}


def marked(dated: dict[str, Study], table: str, column: str) -> dict[str, bool]:
    rows = schema.records(dated["corrected"].tables[table])
    return {row[column]: row["basis"] == "corrected" for row in rows}


def test_times_read_from_a_corrected_day_are_marked(dated: dict[str, Study]) -> None:
    told = {row["text"]: row["value"] for row in schema.records(dated["corrected"].times)}
    assert told["Friday"] == "2025-02-28"
    assert marked(dated, "times", "text") == {
        "Friday": True,
        "the end of next month": True,
        "1998": False,
        "Monday": False,
    }


def test_what_is_due_and_what_happened_by_such_times_is_marked(dated: dict[str, Study]) -> None:
    due = {row["act"]: row["due_latest"] for row in schema.records(dated["corrected"].ledger)}
    assert due["commitment"] == "2025-04-30"
    assert marked(dated, "ledger", "act")["commitment"]
    assert {
        row["date_start"][:4]
        for row in schema.records(dated["corrected"].events)
        if row["basis"] == "corrected" and row["date_start"]
    } == {"2025"}


def test_each_row_is_marked_that_differs_and_no_other(dated: dict[str, Study]) -> None:
    for name, after in dated["corrected"].tables.items():
        if "basis" not in after:
            continue
        columns = [column for column in after if not column.startswith("n_") and column != "entity"]
        before = set(dated["automatic"].tables[name][columns].itertuples(index=False, name=None))
        known = pd.Series([row in before for row in after[columns].itertuples(index=False, name=None)])
        assert (known == (after["basis"] != "corrected")).all(), name


def test_marked_rows_are_counted_by_table(dated: dict[str, Study]) -> None:
    counts = count_marked(dated["corrected"].tables)
    assert counts["articles"] == 1
    assert counts["times"] == 2
    assert {"roles", "ledger", "events"} <= set(counts)
    assert "mentions" not in counts


def test_marking_leaves_its_input_alone() -> None:
    one = pd.DataFrame({"value": ["a"], "basis": ["text"]})
    other = one.assign(value=["b"])
    mark_derived({"times": one}, {"times": other})
    assert other["basis"].tolist() == ["text"]
