import json
from time import perf_counter

import pytest

from corpus_tools.reading.files import SeedFile
from corpus_tools.reading.formats import FORMATS, load
from corpus_tools.reading.limits import Limits
from corpus_tools.reading.objects import read_json, read_jsonl
from corpus_tools.reading.records import Failure, Record, choose_labels
from corpus_tools.reading.refusals import RefusalError
from corpus_tools.reading.tabular import read_csv

LIMITS = Limits()


def outcomes(reader, data, limits=LIMITS):
    """What a reader yields: the text or the code of each row."""
    data = data if isinstance(data, bytes) else data.encode()
    return [
        (outcome.row, outcome.text if isinstance(outcome, Record) else outcome.refusal.code)
        for outcome in reader(data, limits)
    ]


def refused(reader, data):
    with pytest.raises(RefusalError) as refusal:
        outcomes(reader, data)
    return refusal.value.code


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_read_csv_finds_the_separator_and_the_text(separator):
    rows = [["id", "Headline", "Body"], ["007", "a", "one, two; three"]]
    data = "\r\n".join(separator.join(f'"{cell}"' for cell in row) for row in rows)
    (record,) = read_csv(data.encode(), LIMITS)
    assert (record.row, record.text, dict(record.fields)) == (
        1,
        "one, two; three",
        {"key": "007", "title": "a"},
    )


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ("", "empty"),
        ("id,text\n", "empty"),
        ("id,headline\n1,a\n", "bad_csv"),
        ("id,text,text\n1,a,b\n", "bad_csv"),
        ("1,Dams,The dam held.\n", "bad_csv"),
    ],
)
def test_read_csv_refuses_a_file(data, code):
    assert refused(read_csv, data) == code


def test_read_csv_refuses_rows_by_number_and_never_shifts():
    data = "id,text\n1,one\n2\n3,three,EXTRA\n4,four\n\n5,five\n"
    expected = [(1, "one"), (2, "bad_csv"), (3, "bad_csv"), (4, "four"), (5, "five")]
    assert outcomes(read_csv, data) == expected


def test_read_csv_tells_where_a_quote_never_closes():
    assert outcomes(read_csv, 'id,text\n1,one\n2,"two\n3,three\n') == [(1, "one"), (2, "bad_csv")]


def test_read_csv_keeps_cells_as_text():
    data = "id,text,source,author\n1e5,Namibia (NA) and 007,NA,Null\n"
    (record,) = read_csv(data.encode("utf-16"), LIMITS)
    assert record.text == "Namibia (NA) and 007"
    assert dict(record.fields) == {"key": "1e5", "outlet": "NA", "author": "Null"}


def test_read_csv_reads_fields_over_the_usual_limit():
    assert len(outcomes(read_csv, "id,text\n1," + "x " * 100_000)[0][1]) == 200_000


def test_read_jsonl_refuses_line_by_line():
    lines = [
        '{"text": "one"}',
        '{"text": "cut',
        "",
        "{'text': 'repr'}",
        '{"text": null}',
        '{"text": 5}',
        '{"text": ["a"]}',
        '{"title": "no text"}',
        "[1, 2]",
        "null",
        '{"id": ' + "9" * 5_000 + ', "text": "long number"}',
        "[" * 100_000 + "]" * 100_000,
        '{"text": "last\\u2028line"}',
    ]
    codes = [
        "bad_json",
        "bad_json",
        "no_text",
        "bad_record",
        "bad_record",
        "no_text",
        "bad_record",
        "bad_record",
        "bad_json",
        "too_deep",
    ]
    rows = [2, 4, 5, 6, 7, 8, 9, 10, 11, 12]
    expected = [(1, "one"), *zip(rows, codes, strict=True), (13, "last\u2028line")]
    assert outcomes(read_jsonl, "\n".join(lines)) == expected


def test_read_jsonl_splits_at_line_feeds_only():
    assert outcomes(read_jsonl, '{"text": "a\u2028b\u0085c"}\r\n') == [(1, "a\u2028b\u0085c")]


def test_read_jsonl_costs_one_line_its_encoding():
    good, bad = b'{"text": "one"}', '{"text": "été"}'.encode("cp1252")
    assert outcomes(read_jsonl, b"\n".join([good, bad, good])) == [(1, "one"), (2, "encoding"), (3, "one")]


def test_read_jsonl_warns_of_repeated_keys_and_nan():
    (repeated, constant) = read_jsonl(b'{"text": "a", "text": "b"}\n{"text": "a", "score": NaN}', LIMITS)
    assert (repeated.text, repeated.warnings) == ("a", ("dup_key",))
    assert constant.warnings == ("bad_record",)


def test_read_jsonl_refuses_long_lines():
    assert outcomes(read_jsonl, '{"text": "long"}', Limits(line_bytes=5)) == [(1, "too_large")]


@pytest.mark.parametrize("data", ["", " \n", "\ufeff"])
def test_read_jsonl_refuses_an_empty_file(data):
    assert refused(read_jsonl, data) == "empty"


def test_read_json_reads_an_object_or_a_list():
    assert outcomes(read_json, '{"body": "one"}') == [(0, "one")]
    assert outcomes(read_json, json.dumps([{"text": "one"}, 2])) == [(1, "one"), (2, "bad_record")]
    assert refused(read_json, "5") == "bad_json"
    assert refused(read_jsonl, '[\n{"text": "one"}\n]') == "bad_json"


def test_choose_labels_takes_the_most_telling():
    labels = choose_labels(["Source", "content", "Text", "score", "Date"])
    assert labels == {"text": "Text", "published": "Date", "outlet": "Source"}


@pytest.mark.parametrize("name", ["story.doc", "chart.svg", "noext"])
def test_load_refuses_other_types(tmp_path, name):
    (tmp_path / name).write_text("x")
    with pytest.raises(RefusalError) as refusal:
        load(SeedFile(name, tmp_path / name), LIMITS)
    assert refusal.value.code == "unsupported_type"
    assert all(extension in refusal.value.remedy for extension in (".txt", ".md", ".html", ".jsonl", ".csv"))


def test_load_knows_extensions_in_any_case(tmp_path):
    (tmp_path / "UPPER.TXT").write_text("x")
    assert load(SeedFile("UPPER.TXT", tmp_path / "UPPER.TXT"), LIMITS) == (b"x", FORMATS[".txt"])


def test_blank_rows_cost_no_time():
    started = perf_counter()
    assert outcomes(read_csv, "id,text\r\n1,one\r\n" + "\r\n" * 500_000) == [(1, "one")]
    assert perf_counter() - started < 10


def test_failure_keeps_its_refusal():
    (failure,) = read_jsonl(b"{", LIMITS)
    assert isinstance(failure, Failure)
    assert failure.refusal.remedy
