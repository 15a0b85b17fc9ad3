import io
from collections import Counter

import pikepdf
import pytest
from made_files import make_pdf

from corpus_tools.reading.assembly import assemble
from corpus_tools.reading.columns import Printed, order_lines
from corpus_tools.reading.joining import join_paragraphs
from corpus_tools.reading.limits import Limits
from corpus_tools.reading.prints import read_pdf
from corpus_tools.reading.refusals import RefusalError

LIMITS = Limits()
SENTENCES = [
    f"Representative number {n} told the parliamentary subcommittee that international co-operation on "
    f"telecommunications infrastructure would continue throughout the administration of year {2000 + n}."
    for n in range(1, 25)
]
BODY = "\n\n".join(SENTENCES)
PAGE = """
#set page(width: 148mm, height: 180mm, header: align(center)[The Harbour Post])
#set page(footer: context counter(page).display("1 / 1", both: true))
#set document(title: "Port sets record", author: "Awa Ndiaye")
"""
COLUMNS = f"""{PAGE}
#set page(columns: 2)
#set par(justify: true)
#set text(lang: "en", hyphenate: true, size: 9pt)
"""


def read(data, limits=LIMITS):
    (record,) = read_pdf(data, limits)
    return record


def words(text):
    return text.split()


def refused(data, limits=LIMITS):
    with pytest.raises(RefusalError) as refusal:
        list(read_pdf(data, limits))
    return refusal.value


@pytest.fixture(scope="module")
def columns():
    return read(make_pdf(f"{COLUMNS}{BODY}"))


@pytest.fixture(scope="module")
def plain():
    return make_pdf(f"{PAGE}#text(size: 20pt)[Port sets a record in March]\n\n{BODY}")


def test_columns_are_read_one_after_the_other_and_parted_words_are_joined(columns):
    body = assemble(columns).body
    assert words(body) == words(BODY)
    assert columns.repairs["hyphen_joined"] > 5


def test_paragraphs_go_on_over_columns_and_pages(columns):
    assert [" ".join(words(part)) for part in assemble(columns).body.strip().split("\n\n")] == SENTENCES


def test_running_heads_stand_aside(columns):
    assert "The Harbour Post" not in columns.text[: columns.aside[0][0]]
    aside = {line for start, end, _ in columns.aside for line in columns.text[start:end].split("\n") if line}
    assert "The Harbour Post" in aside
    assert {rule for *_, rule in columns.aside} == {"running_head"}


def test_title_and_properties_are_fields(plain):
    record = read(plain)
    assert record.fields["title"] == "Port sets a record in March"
    assert (record.fields["author"], record.fields["basis"]) == ("Awa Ndiaye", "properties")
    assert assemble(record).metadata.published == ""


@pytest.mark.parametrize(
    ("named", "title"),
    [
        ("Port sets record", "Port sets record"),
        ("Print media lose readers", "Print media lose readers"),
        ("Microsoft Word - draft", ""),
        ("Sans titre 2", ""),
        ("port-record.indd", ""),
    ],
)
def test_a_title_that_a_program_made_is_none(named, title):
    page = PAGE.replace("Port sets record", named)
    assert read(make_pdf(f"{page}{BODY}")).fields.get("title", "") == title


def test_reading_is_the_same_each_time(plain):
    assert read(plain) == read(plain)


def test_a_pdf_of_pictures_is_refused_with_what_to_do():
    refusal = refused(make_pdf("#rect(width: 80%, height: 50%, fill: blue)"))
    assert refusal.code == "no_text"
    assert "OCR" in refusal.remedy


def test_a_pdf_with_a_password_is_refused(plain):
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(plain)) as document:
        document.save(stream, encryption=pikepdf.Encryption(owner="owner", user="secret"))
    assert refused(stream.getvalue()).code == "protected"


@pytest.mark.parametrize("data", [b"%PDF-1.7\n" + bytes(range(256)) * 20, b"%PDF-", b"%PDF-1.4\n%%EOF"])
def test_a_broken_pdf_is_refused(data):
    assert refused(data).code in ("broken", "no_text")


@pytest.mark.parametrize("cut", [0.3, 0.6, 0.9])
def test_a_cut_pdf_is_refused_or_told(plain, cut):
    data = plain[: int(len(plain) * cut)]
    try:
        text = read(data).text
    except RefusalError as refusal:
        assert refusal.code in ("broken", "no_text")
    else:
        assert set(words(text)) >= set(words(BODY))


def test_what_is_no_pdf_is_refused():
    assert refused(b"").code == "empty"
    assert refused(b"<html></html>").code == "unsupported_type"


def test_a_very_long_pdf_is_refused(plain):
    assert refused(plain, Limits(pdf_pages=1)).code == "too_large"


def lines_of(*rows):
    return [
        Printed(50, 20 + 12 * n, 50 + 6 * len(text), 30 + 12 * n, 10, text, 800)
        for n, text in enumerate(rows)
    ]


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        (("the inter-", "national port"), "the international port"),
        (("the co-operation and co-", "operation of ports"), "the co-operation and co-operation of ports"),
        (("the Asia-", "Pacific port"), "the Asia-Pacific port"),
        (("la coopé-", "ration des ports"), "la coopération des ports"),
        (("from 2019-", "2020 it rose"), "from 2019- 2020 it rose"),
        (("it rose -", "then fell"), "it rose - then fell"),
        (("a port with a well-", "known berth"), "a port with a well-known berth"),
    ],
)
def test_a_word_parted_at_a_line_end_is_one_again(rows, text):
    assert join_paragraphs([lines_of(*rows)], Counter()) == [text]


def test_one_column_is_read_from_the_top():
    page = lines_of("one", "two", "three", "four")
    assert order_lines(page[::-1]) == page
