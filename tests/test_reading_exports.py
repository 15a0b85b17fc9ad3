import json
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from made_files import TEXT, make_docx, make_page, make_pdf

from corpus_tools.reading.assembly import assemble
from corpus_tools.reading.exports import split_export
from corpus_tools.reading.folder import read_folder
from corpus_tools.reading.formats import FORMATS, read_text
from corpus_tools.reading.limits import Limits
from corpus_tools.reading.prints import read_pdf
from corpus_tools.reading.records import Failure, Record

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "exports.yml").read_text(encoding="utf-8"))
LIMITS = Limits()


def articles(outcomes):
    return [outcome for outcome in outcomes if isinstance(outcome, Record)]


def describe(record, expected):
    """What a record says in the terms of a case."""
    draft = assemble(record)
    body = " ".join(draft.body.split())
    return {
        "title": draft.metadata.title,
        "outlet": draft.metadata.outlet,
        "published": draft.metadata.published,
        "author": draft.metadata.author,
        "begins": body[: len(expected["begins"])],
        "ends": body[-len(expected["ends"]) :],
    }


@pytest.mark.parametrize("case", CASES["cases"], ids=lambda case: case["name"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_the_articles_of_an_export(case, line_end):
    data = case["text"].replace("\n", line_end).encode()
    records = articles(read_text(data, LIMITS))
    assert [record.row for record in records] == list(range(1, len(case["articles"]) + 1))
    assert {record.form for record in records} == {case["form"]}
    for record, expected in zip(records, case["articles"], strict=True):
        assert describe(record, expected) == expected
        assert assemble(record).metadata.basis == "export"


@pytest.mark.parametrize("case", CASES["cases"], ids=lambda case: case["name"])
def test_what_the_database_added_is_dropped_and_nothing_is_lost(case):
    for record in articles(split_export(case["text"])):
        draft = assemble(record)
        assert not set(draft.body.split()) & {"LENGTH:", "BYLINE:", "HD", "TD", "SN", "Document", "Copyright"}
        kept = [part for part in draft.text.split() if part in draft.body]
        dropped = [draft.text[span.start : span.end] for span in draft.dropped]
        assert sum(map(len, dropped)) + len(draft.body) == len(draft.text)
        assert kept
        assert draft.text in case["text"]


@pytest.mark.parametrize("text", CASES["none"], ids=range(len(CASES["none"])))
def test_other_texts_are_no_exports(text):
    assert split_export(text) is None


def test_an_article_is_the_same_whatever_the_export_says_of_it():
    drafts = {
        assemble(articles(split_export(case["text"]))[0]).digest
        for case in CASES["cases"]
        if case["articles"][0]["author"] == "Grace Otieno" and "Factiva" in case["name"]
    }
    assert len(drafts) == 1


def test_a_document_without_text_is_refused_and_costs_no_other():
    text = CASES["cases"][0]["text"].split("\n\n\n")
    head = ("2 of 2 DOCUMENTS", "The Post", "March 2, 2026 Monday", "Nothing", "LENGTH: 0 words")
    empty = "\n\n".join([*head, "LOAD-DATE: March 3, 2026\n"])
    first, second = split_export("\n\n\n".join(text[:3]) + "\n\n\n" + empty)
    assert isinstance(first, Record)
    assert isinstance(second, Failure)
    assert (second.row, second.refusal.code) == (2, "no_text")


@pytest.mark.parametrize("suffix", [".docx", ".html", ".txt"])
def test_an_export_is_told_by_what_is_in_a_file(suffix, tmp_path):
    text = CASES["cases"][2]["text"].replace("\n\n", "\n").replace("\n", "\n\n")
    make = {".docx": make_docx, ".html": make_page, ".txt": str.encode}[suffix]
    (tmp_path / f"export{suffix}").write_bytes(make(text))
    found = read_folder(tmp_path).articles
    assert found["file"].tolist() == [f"export{suffix}#{n}" for n in (1, 2, 3)]
    assert found["format"].unique().tolist() == ["Nexis export"]
    assert found["title"].tolist() == [article["title"] for article in CASES["cases"][2]["articles"]]


def test_an_export_as_rich_text():
    text = "".join(f"\\u{ord(c)}?" if ord(c) > 126 else c for c in CASES["cases"][3]["text"])
    data = "{\\rtf1\\ansi " + text.replace("\n", "\\par\n") + "}"
    records = articles(FORMATS[".rtf"].reader(data.encode("ascii"), LIMITS))
    titles = [article["title"] for article in CASES["cases"][3]["articles"]]
    assert [record.fields["title"] for record in records] == titles


@pytest.mark.parametrize("case", CASES["cases"][-2:], ids=lambda case: case["name"])
def test_an_export_as_pdf(case):
    """Saved by the database as it prints: a line of the export is a line of the page."""
    lines = [
        f"#{json.dumps(line, ensure_ascii=False)} \\" if line else "#linebreak()"
        for line in case["text"].split("\n")
    ]
    page = "#set page(height: 120mm, footer: context [Page #counter(page).display()])\n#set text(size: 8pt)\n"
    records = articles(read_pdf(make_pdf(page + "\n".join(lines)), LIMITS))
    assert [record.form for record in records] == [case["form"]] * len(case["articles"])
    for record, expected in zip(records, case["articles"], strict=True):
        assert describe(record, expected) == expected


@settings(max_examples=60)
@given(st.data())
def test_lines_in_any_order_never_fail_and_never_overlap(data):
    lines = [line for case in CASES["cases"] for line in case["text"].split("\n")]
    text = "\n".join(data.draw(st.lists(st.sampled_from(lines), max_size=60)))
    for record in articles(split_export(text) or ()):
        edges = [edge for start, end, _ in record.aside for edge in (start, end)]
        assert edges == sorted(edges)
        assert all(0 <= edge <= len(record.text) for edge in edges)


def test_a_plain_article_is_read_as_before():
    (record,) = read_text(TEXT.encode(), LIMITS)
    assert (record.text, record.row, record.aside) == (TEXT, 0, ())
