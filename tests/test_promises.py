"""The promises of the package about bad input, each with a test named after it, on a small corpus of our own.

`tests/cases/promises.yml` lists all 24 with the tests that keep them; those that are kept elsewhere are not
written twice.
"""

import ast
import socket
from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest
import yaml
from hostile import (
    CANARY,
    CASES,
    CLASSES,
    Case,
    is_bad,
    is_good,
    list_statuses,
    make_cases,
    make_corpus,
    tell_story,
)

from corpus_tools.publishing.tables import read_table, write_tables
from corpus_tools.reading.folder import Reading, read_folder
from corpus_tools.reading.limits import Limits
from corpus_tools.running.corpus import load_tables
from corpus_tools.schema import TABLES

HERE = Path(__file__).parent
PROMISES = yaml.safe_load((HERE / "cases" / "promises.yml").read_text("utf-8"))
READ = ("articles", "dropped", "repairs")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The corpus, with links, a pipe and a secret outside."""
    return make_corpus(tmp_path_factory.mktemp("hostile"))


@pytest.fixture(scope="module")
def reading(folder: Path) -> Reading:
    return read_folder(folder, limits=Limits(seconds=30))


def find_text(reading: Reading, name: str) -> str:
    files = dict(zip(reading.articles["file"], reading.articles["article_id"], strict=True))
    return reading.texts[files[name]]


def test_the_corpus_holds_all_classes() -> None:
    assert {case["class"] for case in CASES} == CLASSES
    assert len({case["name"] for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_promise_01_every_input_ends_as_it_should(reading: Reading, case: Case) -> None:
    entries = [entry for entry in reading.entries if entry.file == case["name"]]
    assert [entry.status for entry in entries] == list_statuses(case)
    assert set(case.get("codes", ())) <= {code for entry in entries for code in entry.codes}
    text = "\n".join(reading.texts[entry.article_id] for entry in entries if entry.article_id)
    assert all(part in text for part in case.get("holds", ()))
    assert not any(part in text for part in case.get("lacks", ()))


def test_promise_01_every_file_is_accounted_for(folder: Path, reading: Reading) -> None:
    seen = {path.name for path in folder.iterdir() if path.is_symlink() or not path.is_dir()}
    assert {entry.file for entry in reading.entries} == seen
    counts = Counter(entry.status for entry in reading.entries)
    assert counts["accepted"] == len(reading.articles) == len(reading.texts)
    assert counts["rejected"] == len(reading.refused)
    assert reading.refused["reason"].map(bool).all()
    assert reading.refused["remedy"].map(bool).all()


def build(folder: Path, numbers: Sequence[int], cache: Path) -> dict[str, bytes]:
    """The bytes of all tables of some of the cases, by name; articles are annotated once."""
    seeds, out = folder / "seeds", folder / "tables"
    seeds.mkdir(parents=True)
    make_cases(seeds, numbers)
    tables = load_tables(read_folder(seeds), cache=cache, jobs=1)
    write_tables({name: tables[name] for name in tables if name in TABLES}, out)
    return {path.stem: path.read_bytes() for path in out.glob("*.csv")}


def test_promise_02_a_bad_file_never_moves_the_numbers_of_the_good_ones(tmp_path: Path) -> None:
    """All tables that are made of the good files are the same bytes with every bad file beside them."""
    good = [number for number, case in enumerate(CASES) if is_good(case)]
    bad = [number for number, case in enumerate(CASES) if is_bad(case)]
    alone, beside = (
        build(tmp_path / name, numbers, tmp_path / "cache")
        for name, numbers in (("alone", good), ("beside", sorted(good + bad)))
    )
    assert len(bad) > 25
    assert {"actors", "statements", "ledger", "events", "initiatives", "lineage"} < set(alone)
    assert min(alone[name].count(b"\n") for name in ("actors", "statements", "ledger", "events")) > 1
    assert alone.pop("refused").count(b"\n") == 1
    assert beside.pop("refused").count(b"\n") > 25
    assert alone == beside


@pytest.mark.parametrize("number", [n for n, case in enumerate(CASES) if is_bad(case)])
def test_promise_02_nor_does_any_bad_file_by_itself(tmp_path: Path, number: int) -> None:
    """What is read of a good file is the same beside each bad one, and tables are made of that alone."""
    read = []
    for name, numbers in (("alone", [0]), ("beside", [0, number])):
        (tmp_path / name).mkdir()
        make_cases(tmp_path / name, numbers)
        read.append(read_folder(tmp_path / name))
    assert read[0].texts == read[1].texts
    for name in READ:
        assert getattr(read[0], name).equals(getattr(read[1], name)), name


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be"])
def test_promise_04_the_same_article_counts_the_same(tmp_path: Path, encoding: str, end: str) -> None:
    text = f"{tell_story(3)}\n\nNgười dân nói rằng việc mở cảng là tốt, et l'été fut long.\n"
    mark = "\ufeff" if encoding == "utf-16-be" else ""
    (tmp_path / "a.txt").write_bytes((mark + text.replace("\n", end)).encode(encoding))
    (tmp_path / "b.txt").write_bytes(text.encode())
    found = read_folder(tmp_path)
    assert found.articles["article_id"][1] == found.articles["article_id"][0] + "-2"
    assert found.articles["n_words"].nunique() == 1
    assert len(set(found.texts.values())) == 1


def test_promise_06_no_date_is_invented(reading: Reading) -> None:
    dates = dict(zip(reading.articles["file"], reading.articles["published"], strict=True))
    undated = [case["name"] for case in CASES if "date" in case]
    found = {file: day for file, day in dates.items() if file.partition("#")[0] in (*undated, "plain.txt")}
    assert len(found) > len(undated)
    assert set(found.values()) == {""}


def test_promise_08_nothing_outside_the_folder_is_read(reading: Reading) -> None:
    assert CANARY not in "".join(reading.texts.values())
    refused = dict(zip(reading.refused["file"], reading.refused["reason"], strict=True))
    links = [case["name"] for case in CASES if case["class"] == "link"]
    assert {refused[name] for name in links} == {"is a link"}
    assert "pipe" in refused["pipe.txt"]


def test_promise_09_nothing_in_the_folder_is_executed(folder: Path, reading: Reading) -> None:
    assert reading.entries
    assert not list(folder.parent.rglob("PWNED*"))
    assert not list(Path.cwd().glob("PWNED*"))


def test_promise_11_csv_gives_back_the_same_rows(tmp_path: Path, reading: Reading) -> None:
    write_tables({"articles": reading.articles, "refused": reading.refused}, tmp_path)
    assert len(read_table(tmp_path / "articles.csv")) == len(reading.articles)
    content = (tmp_path / "articles.csv").read_bytes().decode()
    assert not any(
        cell.startswith(("=", "+", "@")) for line in content.splitlines() for cell in line.split(",")
    )


def test_promise_21_reading_opens_no_connection(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    assert not read_folder(folder).refused["reason"].str.contains("defect").any()


@cache
def list_tests() -> frozenset[str]:
    found = set()
    for path in HERE.glob("test_*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        found |= {f"{path.stem}::{node.name}" for node in tree.body if isinstance(node, ast.FunctionDef)}
    return frozenset(found)


@pytest.mark.parametrize("number", range(1, 25))
def test_every_promise_names_tests_that_are_there(number: int) -> None:
    promise = PROMISES[number]
    assert promise["promise"]
    assert promise["tests"] or promise["not_yet"]
    assert set(promise["tests"]) <= list_tests()
