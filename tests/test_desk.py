"""The desk: each kind of correction, from the file to all tables, changes what it says and nothing else."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import pytest
from corrected_corpus import CASES, build, list_stages, read, write_entries
from hypothesis import assume, given
from hypothesis import strategies as st

from corpus_tools import schema
from corpus_tools.correcting.desk import GONE, KINDS, NOTHING, Desk
from corpus_tools.correcting.differences import compare_tables
from corpus_tools.correcting.entries import parse_corrections
from corpus_tools.correcting.kinds import KINDS as KNOWN

CHANGING = CASES["kinds"]
GOING = CASES["gone"]
SOURCES = read().texts


def name(case: Mapping[str, Any]) -> str:
    return str(case["name"])


@pytest.mark.parametrize("case", CHANGING, ids=name)
def test_a_correction_changes_what_it_says_and_nothing_else(case: Mapping[str, Any]) -> None:
    corrected = build(write_entries(*case["entries"]))
    assert corrected["corrections"]["status"].eq("applied").all()
    assert compare_tables(build(), corrected).to_numpy().tolist() == case["changes"]


@pytest.mark.parametrize("case", CHANGING, ids=name)
def test_corrected_tables_keep_the_contract(case: Mapping[str, Any]) -> None:
    corrected = build(write_entries(*case["entries"]))
    for table in set(schema.TABLES) - {"figures"}:
        schema.check(table, corrected[table], SOURCES)
    actors = set(corrected["actors"]["actor_id"])
    for table, column in (("mentions", "actor_id"), ("roles", "actor_id"), ("statements", "speaker_id")):
        assert {item for cell in corrected[table][column] for item in schema.split(cell)} <= actors


@pytest.mark.parametrize("case", CHANGING, ids=name)
def test_every_row_that_a_correction_sets_is_marked(case: Mapping[str, Any]) -> None:
    """Each row of the changes but those that are gone or only counted, in every table."""
    corrected = build(write_entries(*case["entries"]))
    changes = compare_tables(build(), corrected)
    changes = changes[~changes["column"].str.startswith(("n_", "(row removed)"))]
    for table, rows in changes.groupby("table"):
        marked = corrected[str(table)].loc[corrected[str(table)]["basis"] == "corrected"]
        assert len(marked) == rows["row"].nunique(), table


def test_there_is_a_case_for_every_kind() -> None:
    assert {entry["kind"] for case in CHANGING for entry in case["entries"]} == set(KNOWN) == set(KINDS)


@pytest.mark.parametrize("case", GOING, ids=name)
def test_a_correction_without_target_is_told_and_changes_nothing(case: Mapping[str, Any]) -> None:
    corrected = build(write_entries(case["entry"]))
    row = corrected["corrections"].iloc[0]
    assert (row["status"], row["n_rows"]) == (GONE, 0)
    assert case["note"] in row["note"]
    assert compare_tables(build(), corrected).empty


@pytest.mark.parametrize("case", CHANGING, ids=name)
def test_a_file_that_says_all_twice_gives_the_same_tables(case: Mapping[str, Any]) -> None:
    once, twice = (build(write_entries(*case["entries"] * times)) for times in (1, 2))
    assert compare_tables(once, twice).to_numpy().tolist() == []


@given(st.lists(st.sampled_from(range(len(CHANGING))), min_size=1, max_size=4))
def test_applying_corrections_twice_changes_nothing(numbers: list[int]) -> None:
    """Whatever the entries and their order: each stage is the same with every entry of the file once more."""
    entries = [entry for number in numbers for entry in CHANGING[number]["entries"]]
    assume(not {"join-stories", "part-stories"} <= {entry["kind"] for entry in entries})
    once, twice = (parse_corrections(write_entries(*entries * times)) for times in (1, 2))
    for stage in {entry.kind.stage for entry in once}:
        tables = list_stages()[stage]
        first, second = (Desk(entries, SOURCES).correct(stage, tables) for entries in (once, twice))
        for table in first:
            assert first[table] is second[table] or first[table].equals(second[table]), table


@pytest.mark.parametrize("case", [case for case in CHANGING if "stories" not in case["name"]], ids=name)
def test_a_stage_applied_to_corrected_tables_changes_nothing(case: Mapping[str, Any]) -> None:
    entries = parse_corrections(write_entries(case["entries"][-1]))
    tables = dict(build(write_entries(*case["entries"])))
    if entries[0].kind.stage in ("statements", "ledger", "events"):
        tables = {name: tables[name] for name in ("articles", "sentences", "mentions", "actors", "statements",
                                                  "ledger", "events")}  # fmt: skip
    again = Desk(entries, SOURCES).correct(entries[0].kind.stage, tables)
    assert compare_tables(tables, again).to_numpy().tolist() == []


def test_mentions_of_a_merged_actor_take_its_type() -> None:
    mentions = build(write_entries({"kind": "merge-actors", "actors": ["ama-boateng", "accra"]}))["mentions"]
    own = mentions[mentions["actor_id"] == "ama-boateng"]
    assert "Accra" in set(own["text"])
    assert set(own["type"]) == {"person"}


def test_a_correction_that_the_automatic_step_agrees_with_has_no_effect() -> None:
    entry = {"kind": "rename-actor", "actor": "ama-boateng", "name": "Ama Boateng"}
    corrected = build(write_entries(entry))
    assert corrected["corrections"]["status"].tolist() == [NOTHING]
    assert compare_tables(build(), corrected).empty


def test_the_tables_given_to_the_desk_are_unchanged() -> None:
    tables = {name: table.copy() for name, table in build().items()}
    entry = parse_corrections(write_entries(CHANGING[0]["entries"][0]))
    Desk(entry, SOURCES).correct("actors", tables)
    for table in tables:
        pd.testing.assert_frame_equal(tables[table], build()[table])
