"""Sampling: a sheet is random, stratified and repeatable, and its marks speak for all rows of its run."""

from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from corrected_corpus import build, write_entries

from corpus_tools import schema
from corpus_tools.errors import OutputError, UsageError
from corpus_tools.measuring.claims import FOUND, STEPS, UNMARKED, list_claims
from corpus_tools.measuring.marked import judge_study, read_sheet, write_sheet
from corpus_tools.measuring.quality import describe_quality, measure_quality
from corpus_tools.measuring.sampling import (
    COLUMNS,
    check_sheet,
    draw_sample,
    list_marked,
    measure_sheet,
    name_run,
    read_marks,
)

RENAMED = write_entries({"kind": "rename-actor", "actor": "ama-boateng", "name": "Ama K. Boateng"})


def mark(sheet: pd.DataFrame, *wrong: int) -> pd.DataFrame:
    """The sheet with all marked right but some, by number."""
    return sheet.assign(right=["0" if number in wrong else "1" for number in range(len(sheet))])


@pytest.mark.parametrize("step", STEPS)
def test_claims_are_the_rows_of_a_step_and_the_sentences_without_any(step: str) -> None:
    tables = build()
    claims = list_claims(tables, step)
    assert claims["item"].is_unique
    found, clean = (set(claims.loc[claims["part"] == part, "sentence_id"]) for part in (FOUND, UNMARKED))
    assert not found & clean
    assert not clean or found | clean == set(tables["sentences"]["sentence_id"])
    texts = dict(zip(tables["sentences"]["sentence_id"], tables["sentences"]["text"], strict=True))
    assert claims["sentence"].tolist() == [" ".join(texts[item].split()) for item in claims["sentence_id"]]


def test_claims_say_in_words_what_a_row_says() -> None:
    told = {
        row["step"]: row["claim"] for step in STEPS for row in schema.records(list_claims(build(), step))[:1]
    }
    assert told == {
        "mentions": "“Ama Boateng” is a name (person)",
        "actor linking": "“Ama Boateng” stands for Ama Boateng",
        "roles": "Ama Boateng is Finance Minister",
        "times": "“2 March” means 2024-03-02",
        "statements": "“said” reports what somebody says",
        "speakers": "Ama Boateng says this (“said”)",
        "ledger": "request by Ama Boateng to African Union: the African Union to help",
        "events": "meeting, 2024-03-02, Ama Boateng and Kofi Mensah: Finance Minister Ama Boateng met Kofi "
        "Mensah in Accra on 2 March",
        "initiatives": "no instrument or initiative is named or described here",
    }


def test_the_same_seed_draws_the_same_claims_and_another_does_not() -> None:
    one, same, other = (draw_sample(build(), n=4, seed=seed) for seed in (0, 0, 1))
    pd.testing.assert_frame_equal(one, same)
    assert one["item"].tolist() != other["item"].tolist()


def test_a_sheet_holds_n_claims_of_each_part_or_all() -> None:
    sheet = draw_sample(build(), n=3)
    for step in STEPS:
        claims = list_claims(build(), step)
        for part in (FOUND, UNMARKED):
            own = sheet[(sheet["step"] == step) & (sheet["part"] == part)]
            assert len(own) == min(3, (claims["part"] == part).sum())
    assert set(sheet["right"]) == {""}
    assert tuple(sheet.columns) == COLUMNS


def test_a_step_that_is_none_is_refused() -> None:
    with pytest.raises(UsageError, match="no such step: got 'names'; use one of mentions"):
        draw_sample(build(), steps=["names"])


def test_nothing_to_draw_from_is_refused() -> None:
    nothing = {name: table.head(0) for name, table in build().items()}
    with pytest.raises(UsageError, match="nothing to draw from"):
        draw_sample(nothing)


def test_measure_sheet_counts_marks_and_weighs_strata() -> None:
    sheet = mark(draw_sample(build(), n=100, steps=["mentions"]), 0)
    measured = measure_sheet(read_marks(sheet)).set_index("measure")
    names = (build()["mentions"]["kind"] == "name").sum()
    assert measured.loc["precision", ["right", "n", "of"]].tolist() == [names - 1, names, names]
    assert measured.loc["precision", "share"] == pytest.approx((names - 1) / names, abs=1e-4)
    assert measured.index.tolist() == ["precision"]


def test_measure_sheet_estimates_what_was_missed() -> None:
    sheet = draw_sample(build(), n=100, steps=["times"])
    wrong = sheet.index[sheet["part"] == UNMARKED][0]
    measured = measure_sheet(read_marks(mark(sheet, int(wrong)))).set_index("measure")
    found = (sheet["part"] == FOUND).sum()
    assert measured.loc["recall, estimated", "share"] == pytest.approx(found / (found + 1), abs=1e-4)
    assert measured.loc["recall, estimated", "low"] < found / (found + 1)


def test_unmarked_claims_do_not_count() -> None:
    sheet = draw_sample(build(), n=100, steps=["times"])
    sheet.loc[sheet.index[0], "right"] = "yes"
    assert measure_sheet(read_marks(sheet))["n"].tolist() == [1]


@pytest.mark.parametrize(
    ("right", "says"),
    [("maybe", "neither yes nor no: record 2, column right, got 'maybe'"), ("", "nothing is marked")],
)
def test_marks_that_say_nothing_are_refused(right: str, says: str) -> None:
    sheet = draw_sample(build(), n=1, steps=["times"]).assign(right=right)
    with pytest.raises(UsageError) as caught:
        read_marks(sheet)
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_table_that_is_no_sheet_is_refused() -> None:
    with pytest.raises(UsageError, match="not a sheet of claims: column right"):
        read_marks(pd.DataFrame({"claim": ["x"]}))


def test_a_sheet_of_another_run_is_refused() -> None:
    sheet = mark(draw_sample(build(), n=1))
    check_sheet(sheet, build())
    with pytest.raises(UsageError, match="drawn from another run"):
        check_sheet(sheet, build(RENAMED))


def test_the_first_part_of_a_run_is_its_articles() -> None:
    one, other = name_run(build()).split("-"), name_run(build(RENAMED)).split("-")
    assert one[0] == other[0]
    assert one[1] != other[1]


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_a_sheet_reads_back_as_it_was(tmp_path: Path, suffix: str) -> None:
    sheet = draw_sample(build(), n=3).astype("str")
    write_sheet(sheet, tmp_path / f"sheet{suffix}")
    pd.testing.assert_frame_equal(read_sheet(tmp_path / f"sheet{suffix}"), sheet, check_dtype=False)


def test_no_cell_of_a_sheet_is_a_formula(tmp_path: Path) -> None:
    sheet = (
        draw_sample(build(), n=1, steps=["times"]).astype("str").assign(sentence="=1+1", claim="@SUM(1)\x0b")
    )
    write_sheet(sheet, tmp_path / "sheet.xlsx")
    page = openpyxl.load_workbook(tmp_path / "sheet.xlsx").worksheets[0]
    assert {cell.data_type for row in page.iter_rows() for cell in row} <= {"s", "n"}
    assert {type(cell.value) for row in page.iter_rows() for cell in row} <= {str, type(None)}
    write_sheet(sheet, tmp_path / "sheet.csv")
    assert ",'=1+1," in (tmp_path / "sheet.csv").read_text("utf-8-sig")


def test_a_sheet_saved_with_semicolons_is_read(tmp_path: Path) -> None:
    sheet = mark(draw_sample(build(), n=2).astype("str"))
    (tmp_path / "sheet.csv").write_text(sheet.to_csv(index=False, sep=";"), encoding="utf-8")
    assert len(read_marks(read_sheet(tmp_path / "sheet.csv"))) == len(sheet)


@pytest.mark.parametrize("name", ["sheet.xlsx", "sheet.csv", "gone.csv"])
def test_a_file_that_is_no_sheet_is_refused_in_a_line(tmp_path: Path, name: str) -> None:
    (tmp_path / "sheet.xlsx").write_bytes(b"no zip")
    (tmp_path / "sheet.csv").write_bytes(b"\xff\xfe\x00\x00")
    with pytest.raises(UsageError, match="the sheet cannot be read"):
        read_sheet(tmp_path / name)


def test_a_sheet_needs_a_name_and_a_place(tmp_path: Path) -> None:
    sheet = draw_sample(build(), n=1)
    with pytest.raises(UsageError, match=r"end it in \.xlsx or \.csv"):
        write_sheet(sheet, tmp_path / "sheet.ods")
    with pytest.raises(OutputError, match="the sheet cannot be written"):
        write_sheet(sheet, tmp_path / "no" / "sheet.csv")


def test_marks_of_rows_that_are_gone_count_against_a_run() -> None:
    """What was right must still be found; what was wrong is not forgiven because it was corrected."""
    marks = read_marks(mark(draw_sample(build(), n=100, steps=["actor linking"]), 0))
    before = [row["right"] for row in list_marked(marks, build())]
    gone = write_entries({"kind": "merge-actors", "actors": ["ama-boateng", "abena-owusu"]})
    after = [row["right"] for row in list_marked(marks, build(gone))]
    assert sum(before) == len(marks) - 1
    assert sum(after) < sum(before)
    assert after[0] == 0


def test_a_marked_sheet_in_the_seeds_is_the_accuracy_of_captions(tmp_path: Path) -> None:
    (tmp_path / "gold").mkdir()
    assert judge_study(build(), tmp_path).empty
    write_sheet(
        mark(draw_sample(build(), n=100, steps=["times"]), 0).astype("str"), tmp_path / "gold" / "me.csv"
    )
    quality = measure_quality(judge_study(build(), tmp_path))
    told = describe_quality(quality, ["times"])
    assert "times precision 2 of 3 (9% to 99%)" in told
    assert "at hand" not in told


def test_a_marked_sheet_of_other_articles_measures_nothing(tmp_path: Path) -> None:
    (tmp_path / "gold").mkdir()
    sheet = mark(draw_sample(build(), n=100, steps=["times"])).astype("str").assign(run="0000-0000")
    write_sheet(sheet, tmp_path / "gold" / "me.csv")
    assert judge_study(build(), tmp_path).empty
