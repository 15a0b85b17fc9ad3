import io
import zipfile
from datetime import date, datetime

import pytest
from made_files import make_xlsx, make_zip

from corpus_tools.reading.limits import Limits
from corpus_tools.reading.records import Failure, Record, Skipped
from corpus_tools.reading.refusals import RefusalError
from corpus_tools.reading.workbooks import read_xlsx

LIMITS = Limits()
HEADER = ["id", "Headline", "Body", "Date"]


def read(rows, **options):
    return list(read_xlsx(make_xlsx(rows, **options), LIMITS))


def refused(data):
    with pytest.raises(RefusalError) as refusal:
        list(read_xlsx(data, LIMITS))
    return refusal.value.code


def with_saved_value(data, value):
    """A workbook whose one formula has a value saved with it, as Excel does."""
    source, stream = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(stream, "w") as target:
        for member in source.infolist():
            content = source.read(member)
            if member.filename == "xl/worksheets/sheet1.xml":
                content = content.replace(b"<v></v>", b"<v />").replace(b"<v />", f"<v>{value}</v>".encode())
                content = content.replace(b"<v/>", f"<v>{value}</v>".encode())
            target.writestr(member.filename, content)
    return stream.getvalue()


def test_rows_are_articles_with_their_fields():
    (record,) = read([HEADER, ["007", "Port", "One. Two.", datetime(2026, 1, 16)]])
    assert (record.row, record.text) == (1, "One. Two.")
    assert dict(record.fields) == {"key": "007", "title": "Port", "published": "2026-01-16"}


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (7, "7"),
        (7.5, "7.5"),
        ("007", "007"),
        ("NA", "NA"),
        ("=-1", "=-1"),
        (date(2026, 1, 16), "2026-01-16"),
        (datetime(2026, 1, 16, 8, 30), "2026-01-16 08:30:00"),
        (True, "True"),
        ("", ""),
    ],
)
def test_cells_become_text_as_they_stand(cell, text):
    rows = [HEADER, [cell if cell != "=-1" else "'=-1", "t", "One.", ""]]
    (record,) = read(rows)
    assert record.fields["key"] == (text if cell != "=-1" else "'=-1")


def test_a_row_that_is_too_long_is_refused_and_never_shifts_the_others():
    outcomes = read([HEADER, [1, "a", "One.", ""], [2, "b", "Two.", "", "more"], [3, "c", "Three."]])
    assert [(o.row, type(o).__name__) for o in outcomes] == [(1, "Record"), (2, "Failure"), (3, "Record")]
    assert outcomes[2].text == "Three."


def test_blank_rows_and_columns_are_passed_over():
    outcomes = read([[*HEADER, None], [None] * 4, [1, "a", "One.", None, None], ["", " "], [2, "b", "Two."]])
    assert [(o.row, o.text) for o in outcomes] == [(1, "One."), (2, "Two.")]


def test_a_formula_is_never_evaluated():
    (failure,) = read([HEADER, [1, "a", '=CONCATENATE("x","y")', ""]])
    assert isinstance(failure, Failure)
    assert "formula" in failure.refusal.reason


def test_the_value_saved_with_a_formula_counts_and_is_told():
    data = with_saved_value(make_xlsx([["text", "score"], ["One.", "x"], ["=1+1", "y"]]), 5)
    records = list(read_xlsx(data, LIMITS))
    assert [record.text for record in records] == ["One.", "5"]
    assert [record.warnings for record in records] == [(), ("formula",)]


def test_hidden_sheets_are_never_read_and_others_by_their_name():
    sheets = {"hidden": [["text"], ["secret"]], "March": [["text"], ["Two."]], "notes": [["of", "mine"]]}
    outcomes = read([["text"], ["One."]], sheets=sheets)
    read_rows = [(o.member, o.row, o.text) for o in outcomes if isinstance(o, Record)]
    assert read_rows == [("", 1, "One."), ("March", 1, "Two.")]
    skipped = [o.reason for o in outcomes if isinstance(o, Skipped)]
    assert ["hidden" in skipped[0], "no column for the text" in skipped[1]] == [True, True]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"PK", "archive"),
        (b"id,text\n1,one\n", "unsupported_type"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "unsupported_type"),
        (b"\xd0\xcf\x11\xe0" + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "protected"),
        (make_zip({"a.txt": "x"}), "unsupported_type"),
        (make_zip({"[Content_Types].xml": "<a/>", "xl/workbook.xml": "<broken"}), "broken"),
        (make_xlsx([["a", "b"], [1, 2]]), "bad_table"),
        (make_xlsx([]), "bad_table"),
        (make_xlsx([["of", "mine"]], sheets={"hidden": [["text"], ["secret"]]}), "bad_table"),
    ],
)
def test_what_is_no_readable_workbook_is_refused(data, code):
    assert refused(data) == code


def test_a_sheet_with_a_column_twice_is_refused_by_name():
    (failure,) = read([["text", "text"], ["a", "b"]])
    assert "twice" in failure.refusal.reason
