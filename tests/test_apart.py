"""A step of a large folder has a process of its own: the same results, and its failures are told."""

import os
import signal
import threading
import time
from collections.abc import Mapping
from pathlib import Path

import pandas as pd
import psutil
import pytest
from seed_corpus import TEXTS

from corpus_tools.errors import CorpusError
from corpus_tools.reading.folder import Reading, read_folder
from corpus_tools.running import apart
from corpus_tools.running.corpus import holds_tables, load_tables
from corpus_tools.schema import frame


def end(*_: object) -> None:
    """End this process, as the system does when memory runs out."""
    os._exit(1)


@pytest.fixture
def reading(tmp_path: Path) -> Reading:
    folder = tmp_path / "seeds"
    folder.mkdir()
    for stem, text in list(TEXTS.items())[:2]:
        (folder / f"{stem}.txt").write_text(text, encoding="utf-8")
    return read_folder(folder)


@pytest.fixture
def all_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "_LARGE", 0)


@pytest.mark.usefixtures("all_large")
def test_another_process_makes_the_same_tables(
    reading: Reading, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = load_tables(reading, cache=tmp_path / "here")
    monkeypatch.setattr(apart, "load_tables", forbid_making(tmp_path / "there"))
    there = apart.load_tables_apart(reading, cache=tmp_path / "there", jobs=1)
    assert list(there) == list(here)
    for name in here:
        pd.testing.assert_frame_equal(there[name], here[name], obj=name)


def forbid_making(cache: Path):
    """Loading that fails where this process would have to make the tables itself."""

    def load(reading: Reading, **how: object) -> Mapping[str, pd.DataFrame]:
        assert holds_tables(reading, cache=cache)
        return load_tables(reading, cache=cache)

    return load


@pytest.mark.usefixtures("all_large")
def test_what_the_cache_holds_takes_no_process(
    reading: Reading, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_tables(reading, cache=tmp_path / "cache")
    monkeypatch.setattr(apart, "call_apart", None)
    assert len(apart.load_tables_apart(reading, cache=tmp_path / "cache")["articles"]) == 2


@pytest.mark.usefixtures("all_large")
def test_an_article_that_could_not_be_annotated_is_refused_and_costs_no_other(
    reading: Reading, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    articles = reading.articles.head(1)
    kept = {"articles": articles, "refused": frame("refused", [{"file": "other.txt", "reason": "too_large"}])}
    monkeypatch.setattr(apart, "call_apart", lambda *_: kept)
    tables = apart.load_tables_apart(reading, cache=tmp_path / "cache", jobs=1)
    assert tables["articles"]["article_id"].tolist() == articles["article_id"].tolist()
    assert tables["refused"]["file"].tolist() == ["other.txt"]


@pytest.mark.usefixtures("all_large")
def test_a_process_that_ends_is_told_in_a_line(
    reading: Reading, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apart, "_make", end)
    with pytest.raises(CorpusError, match="that links the articles ended before its time"):
        apart.load_tables_apart(reading, cache=tmp_path / "cache")


def test_an_error_of_the_other_process_is_raised_here() -> None:
    with pytest.raises(CorpusError, match="no such folder: file nowhere; give") as raised:
        apart.call_apart("reads", read_folder, Path("nowhere"))
    assert raised.value.file == "nowhere"


def test_memory_that_is_free_goes_back_to_the_system() -> None:
    apart.give_back_memory()
    held = psutil.Process().memory_info().rss
    freed = ["x" * 1000 + str(number) for number in range(100_000)]
    last = freed[-1]
    del freed
    apart.give_back_memory()
    assert psutil.Process().memory_info().rss < held + 50_000_000
    assert last.endswith("99999")


def test_who_interrupts_does_not_wait_for_the_other_process() -> None:
    started = time.monotonic()
    here = threading.main_thread().ident
    threading.Timer(3, signal.pthread_kill, [here, signal.SIGINT]).start()
    with pytest.raises(KeyboardInterrupt):
        apart.call_apart("sleeps", time.sleep, 60)
    assert time.monotonic() - started < 30
