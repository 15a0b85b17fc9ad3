import csv
import io
import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from corpus_tools.errors import SchemaError
from corpus_tools.publishing import tables
from corpus_tools.publishing.tables import guard, read_table, to_csv, unguard, visible, write_tables
from corpus_tools.schema import frame

RISKY = st.text(alphabet="=+-@'\t\n|;%09 \"\xa0a5.é\uff1d", max_size=12)


def rows_of(text):
    return list(csv.reader(io.StringIO(text, newline="")))


@pytest.mark.parametrize(
    ("cell", "guarded"),
    [
        ("=1+1", "'=1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("+1-cmd", "'+1-cmd"),
        ("-cmd|' /C calc'!A0", "'-cmd|' /C calc'!A0"),
        ("  =1+1", "'  =1+1"),
        ("\t=1", "'\t=1"),
        ("|x", "'|x"),
        ("%0A=1", "'%0A=1"),
        ("\uff1dcmd", "'\uff1dcmd"),
        ("one\n=two", "one\n'=two"),
        ("rose; -cmd", "rose;' -cmd"),
        ("'=already", "''=already"),
    ],
)
def test_guard_marks_what_a_spreadsheet_would_run(cell, guarded):
    assert guard(cell) == guarded
    assert unguard(guarded) == cell


@pytest.mark.parametrize(
    "cell",
    [
        "",
        "-5",
        "+84 24 3456",
        "-0.5 %",
        "1-2",
        "a = b",
        "2026-01-16",
        "'tis",
        "l'eau",
        "a1b2.s003",
        "– dash",
        "x|y",
    ],
)
def test_guard_leaves_ordinary_cells_alone(cell):
    assert guard(cell) == cell
    assert unguard(cell) == cell


@given(RISKY | st.text())
def test_guard_can_always_be_undone(cell):
    assert unguard(guard(cell)) == cell


@given(st.lists(RISKY | st.text(), min_size=1))
def test_a_written_table_reads_back(tmp_path_factory, cells):
    data = pd.DataFrame({"text": [visible(cell) for cell in cells], "n": range(len(cells))}).astype(
        {"text": "str"}
    )
    [path] = write_tables({"t": data}, tmp_path_factory.mktemp("tables"))
    assert_frame_equal(read_table(path), data)


def test_to_csv_writes_one_row_per_row_whatever_the_text():
    data = pd.DataFrame(
        {"a": ["one\rtwo", 'say "x"', "l1\nl2", ""], "b": ["", "1,2", ";", "\ud800"]}, dtype="object"
    )
    rows = rows_of(to_csv(data))
    assert [len(row) for row in rows] == [2] * 5
    assert rows[1][0] == "one\\rtwo"
    assert rows[4][1] == "\\ud800"


def test_to_csv_rounds_fractions_and_leaves_gaps_empty():
    data = pd.DataFrame({"x": [0.1 + 0.2, float("nan")], "y": [2030.0, 1e-9], "z": [["a", "b"], None]})
    assert to_csv(data) == "x,y,z\n0.3,2030,a|b\n,1e-09,\n"


def test_to_csv_keeps_the_header_of_an_empty_table():
    assert to_csv(frame("repairs", [])) == "article_id,rule,n\n"


def test_write_tables_returns_the_paths_in_name_order(tmp_path):
    data = frame("repairs", [])
    paths = write_tables({"b": data, "a": data}, tmp_path / "new" / "tables")
    assert [path.name for path in paths] == ["a.csv", "b.csv"]
    assert b"\r" not in paths[0].read_bytes()


def test_read_table_reads_text_as_text(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("code,value,n\n007,NA,3\n1e5,None,\n", encoding="utf-8")
    data = read_table(path)
    assert data["code"].tolist() == ["007", "1e5"]
    assert data["value"].tolist() == ["NA", "None"]
    assert data["n"].tolist() == [3, 0]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"a,b\n1\n", "a row of 1 cells under 2 columns: file t.csv, record 1"),
        (b"a\n\xff\n", "not a CSV table"),
        (b'a\n"x', "not a CSV table"),
        (b"n\nmany\n", "not a whole number: file t.csv, column n"),
        (b"start\n1.5\n", "not a whole number: file t.csv, column start"),
        (b"start\nsoon\n", "not a whole number: file t.csv, column start"),
    ],
)
def test_read_table_refuses_by_name(tmp_path, content, message):
    path = tmp_path / "t.csv"
    path.write_bytes(content)
    with pytest.raises(SchemaError, match=message):
        read_table(path)


def test_read_table_reads_shares_as_fractions(tmp_path):
    [path] = write_tables({"t": pd.DataFrame({"n": [0.25, 1.0]})}, tmp_path)
    assert read_table(path)["n"].tolist() == [0.25, 1]


def test_read_table_reads_cells_of_any_length(tmp_path):
    [path] = write_tables({"t": pd.DataFrame({"text": ["x" * 200_000]})}, tmp_path)
    assert len(read_table(path)["text"][0]) == 200_000


def runs_in_a_spreadsheet(cell):
    """What a spreadsheet may take for a formula or for more cells, told without the code under test."""
    number = re.compile(r"[+-]?(\d[\d ,.\u00a0\u202f]*|\d*\.\d+)([eE][+-]?\d+)?\s*%?$")
    if not cell or number.match(cell.strip()):
        return False
    if cell[0] in "\t\r\n|" or re.match("%0[9adAD]", cell):
        return True
    starts = [part.lstrip(' "\xa0\u200b\ufeff') for part in re.split(r"[;\r\n]", cell)]
    return any(
        start[:1] in set("=+@\uff1d\uff0b\uff20") or (start[:1] in set("-\uff0d") and not number.match(start))
        for start in starts
    )


@given(RISKY | st.text())
def test_no_guarded_cell_runs(cell):
    assert not runs_in_a_spreadsheet(guard(cell))


def test_the_column_row_of_drawn_data_names_the_rows_of_a_matrix(tmp_path):
    """The contract has a whole number of this name; a label stays as it is, even when it is all digits."""
    [path] = write_tables({"f01-x": pd.DataFrame({"row": ["007", "Daily"], "n": [0.5, 2.0]})}, tmp_path)
    assert read_table(path).to_dict("list") == {"row": ["007", "Daily"], "n": [0.5, 2.0]}


def test_to_parquet_keeps_every_cell_and_gives_the_same_bytes(tmp_path):
    pytest.importorskip("pyarrow", reason="the extra `scale` is not installed")
    data = pd.DataFrame({"article_id": ["a1", "a2"], "text": ["=1+1", ""], "start": [0, 7]})
    written = []
    for name in ("one", "two"):
        tables.write_tables({"dropped": data}, tmp_path / name)
        tables.to_parquet(tmp_path / name)
        assert list(tables.find_tables(tmp_path / name)) == ["dropped"]
        path = tables.find_tables(tmp_path / name)["dropped"]
        assert path.suffix == ".parquet"
        assert_frame_equal(tables.read_table(path), data)
        written.append(path.read_bytes())
    assert written[0] == written[1]


def test_read_table_refuses_what_is_no_parquet(tmp_path):
    pytest.importorskip("pyarrow", reason="the extra `scale` is not installed")
    path = tmp_path / "articles.parquet"
    path.write_bytes(b"article_id\na1\n")
    with pytest.raises(SchemaError, match="not a Parquet table"):
        tables.read_table(path)
