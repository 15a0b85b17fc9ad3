"""The comparison of benchmarks fails for a ratio that has fallen, and for one that is gone."""

from pathlib import Path

import bench
import pytest
from bench_races import Row, make_articles, race


def test_find_falls_allows_a_fifth() -> None:
    kept = {"a": 1.0, "b": 1.0, "c": 2.0}
    assert bench.find_falls([Row("a", 0.81), Row("b", 0.79), Row("c", None)], kept) == [
        "b: 0.79, was 1.00",
        "c: not measured, was 2.00",
    ]


def test_a_table_reads_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench, "TABLE", tmp_path / "bench.md")
    assert bench.read_table() == {}
    rows = [Row("annotating, of bare nlp.pipe", 0.8, 0.75), Row("dates", None, 50, "no Java"), Row("x", 2.0)]
    bench.write_table(rows, {"few": 3}, load=0.1)
    assert bench.read_table() == {"annotating, of bare nlp.pipe": 0.8, "x": 2.0}
    assert "busy" not in bench.TABLE.read_text("utf-8")


def test_a_busy_machine_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench, "TABLE", tmp_path / "bench.md")
    bench.write_table([], {"few": 3}, load=7.0)
    assert "The machine was busy (load 7.0" in bench.TABLE.read_text("utf-8")


def test_race_takes_the_middle_and_both_orders() -> None:
    now, order = [0.0], []

    def act(name: str, seconds: list[float]) -> None:
        order.append(name)
        now[0] += seconds.pop(0)

    ours, theirs = [1.0, 1.0, 1.0], [2.0, 9.0, 3.0]
    ratio = race(lambda: act("ours", ours), lambda: act("theirs", theirs), clock=lambda: now[0])
    assert ratio == 3.0
    assert order == ["ours", "theirs", "theirs", "ours", "ours", "theirs"]


def test_more_articles_begin_with_the_same_ones() -> None:
    assert make_articles(3) == make_articles(5)[:3]
