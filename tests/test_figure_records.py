import json

import pytest

from corpus_tools.errors import UsageError
from corpus_tools.publishing.figure_records import list_figures, load_record, load_records
from corpus_tools.schema import TABLES


def record(figure_id, **more):
    return {"figure_id": figure_id, "title": "A rose", "cell": 7, **more}


@pytest.mark.parametrize("content", ["", "[1]", "{}", "{"])
def test_load_record_refuses_other_files(tmp_path, content):
    (tmp_path / "x.json").write_text(content)
    with pytest.raises(UsageError, match=r"file x\.json"):
        load_record(tmp_path / "x.json")


def test_records_come_in_the_order_of_their_ids_and_nothing_else_is_read(tmp_path):
    for name in ("f02-network", "f01-terms"):
        (tmp_path / f"{name}.json").write_text(json.dumps(record(name)))
    (tmp_path / "other.json").write_text("{")
    assert [each["figure_id"] for each in load_records(tmp_path)] == ["f01-terms", "f02-network"]
    assert load_records(tmp_path / "none") == []


def test_the_table_has_a_row_for_each_record_in_the_order_given():
    table = list_figures([record("f02-network", alt="A ring.", more=1), record("f01-terms")])
    assert list(table.columns) == list(TABLES["figures"].columns)
    assert table["figure_id"].tolist() == ["f02-network", "f01-terms"]
    assert table["alt"].tolist() == ["A ring.", ""]
    assert table.loc[0, ["file", "data_file"]].tolist() == ["f02-network.png", "f02-network.csv"]
    assert list_figures([]).empty
