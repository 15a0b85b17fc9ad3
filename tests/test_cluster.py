"""A Dask cluster gives the tables that are made here, also when a worker is lost."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from corpus_tools.errors import UsageError
from corpus_tools.reading.article import Article
from corpus_tools.running import cluster
from corpus_tools.running.executor import annotate_batch

pytest.importorskip("distributed", reason="the extra `scale` is not installed")

HERE = Path(__file__).parent


@pytest.mark.parametrize("fault", ["", "kill"])
def test_a_cluster_gives_the_same_tables(fault: str) -> None:
    """Byte for byte, also when workers are killed, while they annotate and while they compare."""
    arguments = [sys.executable, str(HERE / "cluster_run.py"), *fault.split()]
    done = subprocess.run(arguments, capture_output=True, text=True, check=True, timeout=500)
    said = json.loads(done.stdout.splitlines()[-1])
    assert said["differing"] == []
    assert said["rows"]["articles"] == 12
    assert min(said["rows"][name] for name in ("tokens", "mentions", "statements", "lineage")) > 0
    assert min(said["done"][step] for step in ("annotate_there", "work_there")) > 2


def test_connect_says_when_nobody_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "_PATIENCE", 1)
    with pytest.raises(UsageError, match=r"no scheduler answers: got 'tcp://127\.0\.0\.1:9'"):
        cluster.connect("tcp://127.0.0.1:9")


def test_a_worker_of_another_version_is_refused() -> None:
    with pytest.raises(UsageError, match="another version"):
        cluster.annotate_as(annotate_batch, [Article("a1", "x", "en")], "", "0" * 64)
