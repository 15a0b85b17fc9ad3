"""The twelve properties of reading and writing: what holds for any text, day, order and bad neighbour.

Each is named test_property_NN; with what hypothesis makes up here, and with 200,000 inputs in `make fuzz`.
"""

import ast
import csv
import io
import json
import os
import time
import unicodedata
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import docx
import fuzzing
import pandas as pd
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from lxml import etree
from seed_corpus import Builder, count_once

import corpus_tools
from corpus_tools.annotating.sentences import find_sentences
from corpus_tools.annotating.times import find_times
from corpus_tools.publishing.brief import Brief, Line, Row, Source, printable
from corpus_tools.publishing.tables import to_csv, unguard, visible
from corpus_tools.publishing.word import write_docx
from corpus_tools.reading.article import Article
from corpus_tools.reading.assembly import Draft, assemble
from corpus_tools.reading.cleaning import body_of, clean
from corpus_tools.reading.dates import parse_date
from corpus_tools.reading.folder import Reading, read_folder
from corpus_tools.reading.formats import FORMATS
from corpus_tools.reading.limits import Limits
from corpus_tools.reading.records import Record
from corpus_tools.reading.repairing import repair

OVERRIDES = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
ZONES = ("UTC", "Pacific/Kiritimati", "America/Los_Angeles")
NAMES = ("one", "two", "three", "four")

any_text = st.text(max_size=120) | st.lists(st.sampled_from(fuzzing.WORDS), max_size=30).map(" ".join)
VOCABULARY = (
    *("le", "port", "conseil", "été", "navire", "élu", "marché", "the", "council", "opened"),
    *("its", "harbour", "on", "Friday", "Trần", "Hưng"),
)
words = st.sampled_from(VOCABULARY)
sentences = st.lists(words, min_size=8, max_size=20).map(lambda line: f"Été: {' '.join(line)}.")
articles = st.lists(sentences, min_size=4, max_size=8, unique=True).map("\n\n".join)
corpora = st.lists(articles, min_size=2, max_size=4, unique=True)
folders = settings(max_examples=5)
"""Each example forks processes that read."""


def read_text(data: bytes) -> Draft:
    [record] = FORMATS[".txt"].reader(data, Limits())
    assert isinstance(record, Record)
    return assemble(record)


def read_files(folder: Path, files: Mapping[str, bytes]) -> Reading:
    folder.mkdir()
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return read_folder(folder)


def list_articles(reading: Reading) -> list[tuple[str, int, str]]:
    """What must stay of an article, wherever it was read."""
    ids = reading.articles["article_id"]
    return sorted(zip(ids, reading.articles["n_words"], map(reading.texts.get, ids), strict=True))


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Path]:
    """Gives the path of a folder that is not there yet."""
    return lambda: tmp_path_factory.mktemp("property") / "seeds"


@given(any_text)
def test_property_01_cleaning_is_idempotent(text: str) -> None:
    source = repair(text)[0]
    assert repair(source)[0] == source
    assert clean(body_of(source, clean(source))) == []


@given(any_text)
@example("Min\u200bister\x00 \u202eevil\u2066 \x07")
def test_property_02_no_control_and_no_override_is_left(text: str) -> None:
    source = repair(text)[0]
    assert not OVERRIDES & set(source)
    assert {c for c in source if unicodedata.category(c) in {"Cc", "Cs", "Co"}} <= {"\n", "\t"}


@given(
    articles,
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "cp1252"]),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.sampled_from(["NFC", "NFD"]),
)
def test_property_03_counts_do_not_depend_on_the_encoding(
    text: str, encoding: str, end: str, form: str
) -> None:
    if encoding == "cp1252":
        text, form = text.replace("Trần Hưng", "Tran").replace("Trần", "").replace("Hưng", ""), "NFC"
    written = unicodedata.normalize(form, text).replace("\n", end)  # type: ignore[arg-type]
    mark = "\ufeff" if encoding == "utf-16-be" else ""
    plain, other = read_text(text.encode()), read_text((mark + written).encode(encoding, "ignore"))
    assert assemble_facts(plain) == assemble_facts(other)


def assemble_facts(draft: Draft) -> tuple[str, str, int, str]:
    return draft.digest, draft.body, draft.n_words, draft.language


@folders
@given(corpora, st.permutations(NAMES))
def test_property_04_the_order_of_files_does_not_matter(
    fresh: Callable[[], Path], texts: list[str], names: list[str]
) -> None:
    readings = [
        read_files(fresh(), {f"{name}.txt": text.encode() for name, text in zip(order, texts, strict=False)})
        for order in (NAMES, names)
    ]
    assert list_articles(readings[0]) == list_articles(readings[1])


TOLD = "Bộ trưởng {} cho biết {} sẽ ký {} hiệp định vào ngày {} tháng 6 năm 2027. Họ đã gặp nhau hôm thứ Sáu."


@settings(max_examples=4)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["Nguyễn Văn An", "Trần Thị Bình", "Lê Minh"]),
            st.sampled_from(["Việt Nam", "Lào"]),
            st.integers(2, 90),
            st.integers(1, 28),
        ),
        min_size=2,
        max_size=3,
        unique=True,
    ),
    st.integers(0, 1),
)
def test_property_05_a_copy_adds_nothing(
    builder: Builder, told: list[tuple[str, str, int, int]], place: int
) -> None:
    texts = {f"{number}": TOLD.format(*facts) for number, facts in enumerate(told)}
    before, after = builder.build(texts), builder.build({**texts, "later": texts[str(place)]})
    assert len(after["articles"]) == len(before["articles"]) + 1
    assert count_once(after) == count_once(before)


@folders
@given(corpora, st.binary(max_size=300), st.sampled_from(sorted(FORMATS)))
def test_property_06_a_bad_file_adds_nothing(
    fresh: Callable[[], Path], texts: list[str], data: bytes, suffix: str
) -> None:
    good = {f"{number}.txt": text.encode() for number, text in enumerate(texts)}
    clean_reading = read_files(fresh(), good)
    reading = read_files(fresh(), {**good, f"bad{suffix}": b"\x00\x01" + data})
    assume(len(reading.refused))
    assert list_articles(reading) == list_articles(clean_reading)
    for name in ("dropped", "repairs"):
        assert getattr(reading, name).equals(getattr(clean_reading, name))


@folders
@given(corpora)
def test_property_07_a_split_file_is_the_whole_file(fresh: Callable[[], Path], texts: list[str]) -> None:
    lines = [json.dumps({"text": text}, ensure_ascii=False).encode() for text in texts]
    whole = read_files(fresh(), {"all.jsonl": b"\n".join(lines)})
    split = read_files(fresh(), {f"{number}.jsonl": line for number, line in enumerate(lines)})
    assert len(whole.articles) == len(texts)
    assert list_articles(whole) == list_articles(split)


@contextmanager
def live_in(zone: str) -> Iterator[None]:
    """Set the time zone of this process, for a while."""
    before = os.environ.get("TZ")
    os.environ["TZ"] = zone
    time.tzset()
    try:
        yield
    finally:
        os.environ.pop("TZ")
        if before is not None:
            os.environ["TZ"] = before
        time.tzset()


days = st.dates().map(str) | st.sampled_from(
    ["today", "yesterday", "now", "May", "12 May", "Friday", "03/04/2025", "1 mars 2026", "10:30"]
)


@given(any_text | days, st.sampled_from(fuzzing.LANGUAGES))
def test_property_08_dates_do_not_depend_on_the_clock(text: str, language: str) -> None:
    article = Article("a1", repair(text)[0], language)
    found = []
    for zone in ZONES:
        with live_in(zone):
            found.append((parse_date(text, language=language), find_times(article, find_sentences(article))))
    assert found[0] == found[1] == found[2]


@pytest.mark.parametrize(
    "room", ["reading", "annotating", "linking", "correcting", "measuring", "publishing"]
)
def test_property_08_no_room_asks_the_clock(room: str) -> None:
    for path in (Path(corpus_tools.__file__).parent / room).rglob("*.py"):
        called = {
            node.attr
            for node in ast.walk(ast.parse(path.read_text("utf-8")))
            if isinstance(node, ast.Attribute)
        }
        assert not called & {"today", "now", "utcnow", "localtime", "gmtime", "time_ns", "fromtimestamp"}, (
            path
        )


@given(days | any_text, st.sampled_from(fuzzing.LANGUAGES))
def test_property_09_a_date_that_is_told_is_in_the_text(text: str, language: str) -> None:
    day, _ = parse_date(text, language=language)
    if day:
        year, _, number = day.split("-")
        assert year[2:] in text
        assert str(int(number)) in text


@settings(max_examples=40)
@given(any_text)
@example("<script>alert(1)</script>\"' onload=1 javascript:x")
def test_property_10_a_page_has_our_tags_only(text: str) -> None:
    fuzzing.check_html(text, 0)


@given(st.lists(st.tuples(any_text, st.integers()), min_size=1, max_size=5))
@example([("=1+1", 1), ("a\rb", 2), ("007", 3), ("NA", 4)])
def test_property_11_a_table_comes_back_from_csv(rows: list[tuple[str, int]]) -> None:
    data = pd.DataFrame({"text": [visible(text) for text, _ in rows], "n": [str(n) for _, n in rows]})
    written = to_csv(data)
    read = list(csv.reader(io.StringIO(written, newline=""), strict=True))[1:]
    assert [[unguard(cell) for cell in row] for row in read] == data.to_numpy().tolist()
    by_pandas = pd.read_csv(io.StringIO(written, newline=""), dtype=str, keep_default_na=False)
    assert len(by_pandas) == len(rows)
    assert by_pandas["n"].map(unguard).tolist() == data["n"].tolist()


@given(any_text)
def test_property_12_an_svg_parses(text: str) -> None:
    fuzzing.check_svg(text, 0)


@settings(max_examples=12)
@given(any_text)
@example("<w:p/>\x00\x0b\ufffe\u202e ]]> {MERGEFIELD x} \ud800")
def test_property_12_a_word_file_parses(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    text = printable(text)
    line = Line(text, notes=(1,))
    brief = Brief(
        title=text,
        subtitle=text,
        findings=[line],
        pictures=[],
        chronology={"past": [line]},
        chronology_note=text,
        ledger_head=("What", "Sources"),
        ledger=[Row([text], (1,), 0, "en")],
        ledger_note=text,
        method=[text],
        sources=[Source("a1", text, text, text, text, "en")],
        footer=text,
        day="",
    )
    path = tmp_path_factory.mktemp("word") / "briefing.docx"
    write_docx(brief, path)
    assert docx.Document(str(path)).paragraphs
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                tree = etree.fromstring(archive.read(name))
                assert not any(
                    "javascript:" in value.lower() for node in tree.iter() for value in node.attrib.values()
                )
