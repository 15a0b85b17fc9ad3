"""The comparison of benchmarks fails for a ratio that has fallen, and for one that is gone."""

from pathlib import Path

import bench
import pytest


def test_find_falls_allows_a_fifth() -> None:
    kept = {"a": 1.0, "b": 1.0, "c": 2.0}
    assert bench.find_falls([("a", 0.81), ("b", 0.79)], kept) == [
        "b: 0.79, was 1.00",
        "c: not measured, was 2.00",
    ]


def test_a_table_reads_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench, "TABLE", tmp_path / "bench.md")
    assert bench.read_table() == {}
    bench.write_table([("annotating, of bare nlp.pipe", 0.8), ("two jobs, of one", 1.75)], 3)
    assert bench.read_table() == {"annotating, of bare nlp.pipe": 0.8, "two jobs, of one": 1.75}
