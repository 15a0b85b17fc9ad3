"""Writing: a correction made in a notebook lands in the file, with all that stood there before."""

from pathlib import Path

import pandas as pd
import pytest
import yaml
from corrected_corpus import SIGNED, TEXTS, build
from hypothesis import given
from hypothesis import strategies as st

from corpus_tools import schema
from corpus_tools.correcting.desk import APPLIED, NOTHING
from corpus_tools.correcting.entries import NAME, parse_corrections, read_corrections
from corpus_tools.correcting.writing import Snippets, append_correction, write_entry
from corpus_tools.errors import UsageError
from corpus_tools.study import Study

FILLED = {"name": "Another Name", "role": "envoy", "date": "2024-03-05", **SIGNED}


@pytest.fixture
def study(tmp_path: Path) -> Study:
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    for name, text in TEXTS.items():
        (seeds / f"{name}.txt").write_text(text, encoding="utf-8")
    return Study(seeds, cache=tmp_path / "cache", jobs=1)


def correct(study: Study, **fields: object) -> pd.DataFrame:
    return study.correct("rename-actor", who="A", why="B", when="2026-05-02", **fields)


def test_correct_writes_the_file_and_shows_before_and_after(study: Study) -> None:
    shown = correct(study, actor="Ama Boateng", name="Ama K. Boateng")
    assert shown.iloc[0].tolist() == ["actors", "ama-boateng", "name", "Ama Boateng", "Ama K. Boateng"]
    assert "Ama K. Boateng" in set(study.actors["name"])
    assert read_corrections(study.seeds)[0].fields == {"actor": "Ama Boateng", "name": "Ama K. Boateng"}
    assert Study(study.seeds, cache=study._cache).corrections["status"].tolist() == [APPLIED]


def test_correct_keeps_remarks_and_other_entries(study: Study) -> None:
    before = "# mine\n- {kind: rename-actor, actor: ghana, name: GH, who: A, when: 2026-05-01, why: x} # so\n"
    (study.seeds / NAME).write_text(before, encoding="utf-8")
    correct(study, actor="accra", name="Accra (Ghana)")
    text = (study.seeds / NAME).read_text("utf-8")
    assert text.startswith(before)
    assert [entry.fields["actor"] for entry in parse_corrections(text)] == ["ghana", "accra"]


def test_correct_says_the_same_once(study: Study) -> None:
    correct(study, actor="accra", name="Accra (Ghana)")
    first = (study.seeds / NAME).read_bytes()
    assert correct(study, actor="accra", name="Accra (Ghana)").empty
    assert (study.seeds / NAME).read_bytes() == first


@pytest.mark.parametrize("fields", [{"actor": "nobody", "name": "X"}, {"actor": "ghana"}, {"aktor": "x"}])
def test_correct_writes_nothing_that_finds_nothing(study: Study, fields: dict[str, str]) -> None:
    with pytest.raises(UsageError):
        correct(study, **fields)
    assert not (study.seeds / NAME).exists()


def test_correct_takes_a_kind_as_python_writes_it(study: Study) -> None:
    shown = study.correct(
        "reject_mention",
        article="one.txt",
        words="Kofi Mensah",
        start=55,
        who="A",
        why="B",
        when="2026-05-02",
    )
    assert set(shown["table"]) == {"mentions", "actors", "events"}


def test_corrections_are_in_the_provenance_of_figures(study: Study) -> None:
    assert "corrections" not in study.provenance.parameters
    correct(study, actor="accra", name="Accra (Ghana)")
    first = study.provenance.parameters["corrections"]
    correct(study, actor="ghana", name="Republic of Ghana")
    assert study.provenance.parameters["corrections"] != first


SAID = st.text() | st.text(alphabet="yesnotrufal .,-:#'é1") | st.sampled_from(["NULL", "off", "all null"])


@given(value=SAID | st.lists(SAID) | st.integers() | st.dictionaries(st.sampled_from("abc"), SAID))
def test_an_entry_says_what_it_was_given(value: object) -> None:
    entry = {"kind": "rename-actor", "name": value, "who": ""}
    assert yaml.safe_load(write_entry(entry)) == [
        entry | {"name": None if value == "" else value, "who": None}
    ]


def test_append_ends_an_unfinished_line(tmp_path: Path) -> None:
    entry = parse_corrections(write_entry({"kind": "rename-actor", "actor": "a", "name": "b", **SIGNED}))[0]
    (tmp_path / NAME).write_text("# no end", encoding="utf-8")
    append_correction(tmp_path, entry)
    assert [path.name for path in tmp_path.iterdir()] == [NAME]
    assert read_corrections(tmp_path) == (entry,)


@pytest.mark.parametrize(
    "table", ["articles", "actors", "mentions", "roles", "statements", "ledger", "events"]
)
def test_a_snippet_filled_in_is_a_correction_of_its_row(table: str) -> None:
    tables = build()
    snippets = Snippets(tables["sentences"], tables["mentions"])
    for row in schema.records(tables[table]):
        for offered in yaml.safe_load(snippets.write(table, row)):
            entry = {
                key: FILLED.get(key, value) if value is None else value for key, value in offered.items()
            }
            if entry["kind"] == "merge-actors":
                entry["actors"][0] = "ghana" if row["actor_id"] != "ghana" else "accra"
            outcome = build(yaml.safe_dump([entry]))["corrections"].iloc[0]
            assert outcome["status"] in (APPLIED, NOTHING), (entry, outcome["note"])


def test_a_snippet_as_it_is_says_what_is_missing() -> None:
    tables = build()
    row = schema.records(tables["actors"])[0]
    with pytest.raises(UsageError, match="lacks its name"):
        parse_corrections(Snippets(tables["sentences"], tables["mentions"]).write("actors", row))


def test_there_is_no_snippet_for_what_takes_no_correction() -> None:
    tables = build()
    row = schema.records(tables["sentences"])[0]
    assert Snippets(tables["sentences"], tables["mentions"]).write("sentences", row) == ""
