"""The promises of the package about bad input, each with a test named after it, on a small corpus of our own.

`tests/cases/promises.yml` lists all 24 with the tests that keep them; those that are kept elsewhere are not
written twice.
"""

import ast
import os
import socket
from collections import Counter
from pathlib import Path

import pytest
import yaml

from corpus_tools.publishing.tables import read_table, write_tables
from corpus_tools.reading.folder import Reading, read_folder
from corpus_tools.reading.limits import Limits

HERE = Path(__file__).parent
CASES = yaml.safe_load((HERE / "cases" / "hostile.yml").read_text("utf-8"))
PROMISES = yaml.safe_load((HERE / "cases" / "promises.yml").read_text("utf-8"))
STORY = (
    "The harbour of Nesby opened on Friday with {} ships. Officials said that nobody was hurt in the storm."
)
DEEP = "<div>" * 5_000 + "text" + "</div>" * 5_000
TABLES = ("articles", "dropped", "repairs")


def make_case(folder: Path, number: int, case: dict[str, str]) -> None:
    if "hex" in case:
        data = bytes.fromhex(case["hex"])
    else:
        text = DEEP if case["text"] == "DEEP" else case["text"].replace("STORY", STORY.format(number + 2))
        data = text.encode(case.get("encoding", "utf-8"))
    (folder / case["name"]).write_bytes(data)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The corpus, with a link, a pipe and a secret outside."""
    top = tmp_path_factory.mktemp("hostile")
    (top / "secret.txt").write_text("TOPSECRET " + STORY.format(99))
    seeds = top / "seeds"
    seeds.mkdir()
    for number, case in enumerate(CASES):
        make_case(seeds, number, case)
    (seeds / "link.txt").symlink_to(top / "secret.txt")
    (seeds / "up").symlink_to(top)
    os.mkfifo(seeds / "pipe.txt")
    return seeds


@pytest.fixture(scope="module")
def reading(folder: Path) -> Reading:
    return read_folder(folder, limits=Limits(seconds=30))


def find_text(reading: Reading, name: str) -> str:
    files = dict(zip(reading.articles["file"], reading.articles["article_id"], strict=True))
    return reading.texts[files[name]]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_promise_01_every_input_ends_as_it_should(reading: Reading, case: dict[str, list[str]]) -> None:
    entry = next(entry for entry in reading.entries if entry.file == case["name"])
    assert entry.status == case["status"]
    assert set(case.get("codes", ())) <= set(entry.codes)
    if entry.status == "accepted":
        text = find_text(reading, entry.file)
        assert all(part in text for part in case.get("holds", ()))
        assert not any(part in text for part in case.get("lacks", ()))


def test_promise_01_every_file_is_accounted_for(folder: Path, reading: Reading) -> None:
    seen = {path.name for path in folder.iterdir()}
    assert {entry.file for entry in reading.entries} == seen
    counts = Counter(entry.status for entry in reading.entries)
    assert counts["accepted"] == len(reading.articles) == len(reading.texts)
    assert counts["rejected"] == len(reading.refused)
    assert reading.refused["reason"].map(bool).all()
    assert reading.refused["remedy"].map(bool).all()


def test_promise_02_a_bad_file_never_moves_the_numbers_of_the_good_ones(
    tmp_path: Path, reading: Reading
) -> None:
    for number, case in enumerate(CASES):
        if case["status"] == "accepted":
            make_case(tmp_path, number, case)
    good = read_folder(tmp_path)
    for name in TABLES:
        assert getattr(good, name).equals(getattr(reading, name)), name
    assert good.texts == reading.texts


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be"])
def test_promise_04_the_same_article_counts_the_same(tmp_path: Path, encoding: str, end: str) -> None:
    text = f"{STORY.format(3)}\n\nNgười dân nói rằng việc mở cảng là tốt, et l'été fut long.\n"
    mark = "\ufeff" if encoding == "utf-16-be" else ""
    (tmp_path / "a.txt").write_bytes((mark + text.replace("\n", end)).encode(encoding))
    (tmp_path / "b.txt").write_bytes(text.encode())
    found = read_folder(tmp_path)
    assert found.articles["article_id"][1] == found.articles["article_id"][0] + "-2"
    assert found.articles["n_words"].nunique() == 1
    assert len(set(found.texts.values())) == 1


def test_promise_06_no_date_is_invented(reading: Reading) -> None:
    dates = dict(zip(reading.articles["file"], reading.articles["published"], strict=True))
    assert dates["undated.txt"] == dates["plain.txt"] == ""


def test_promise_08_nothing_outside_the_folder_is_read(reading: Reading) -> None:
    assert "TOPSECRET" not in "".join(reading.texts.values())
    refused = dict(zip(reading.refused["file"], reading.refused["reason"], strict=True))
    assert refused["link.txt"] == refused["up"] == "is a link"
    assert "pipe" in refused["pipe.txt"]


def test_promise_09_nothing_in_the_folder_is_executed(folder: Path, reading: Reading) -> None:
    assert reading.entries
    assert not list(folder.parent.rglob("PWNED*"))
    assert not Path("PWNED").exists()


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


def list_tests() -> set[str]:
    found = set()
    for path in HERE.glob("test_*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        found |= {f"{path.stem}::{node.name}" for node in tree.body if isinstance(node, ast.FunctionDef)}
    return found


@pytest.mark.parametrize("number", range(1, 25))
def test_every_promise_names_tests_that_are_there(number: int) -> None:
    promise = PROMISES[number]
    assert promise["promise"]
    assert promise["tests"] or promise["not_yet"]
    assert set(promise["tests"]) <= list_tests()
