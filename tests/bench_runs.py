"""What `bench` measures of whole runs: processes, a cluster, one article more, cold and warm runs."""

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from bench_races import HERE, SEEDS, Action, Row, make_articles, race
from bench_scale import read_sentences, time_steps

from corpus_tools.running import warming
from corpus_tools.running.cache import Cache
from corpus_tools.running.executor import annotate_all
from corpus_tools.running.generation import generate, write_corpus
from corpus_tools.running.notebooks import NOTEBOOKS, find_notebooks, run_notebooks


def bench_jobs(count: int) -> Iterator[Row]:
    """Two processes beside one, and two workers of a Dask cluster beside two processes.

    Each begins in a process of its own, as a run does, so that all load their models.
    """
    clock = time.perf_counter

    def begin(how: str) -> Action:
        command = [sys.executable, str(HERE / "bench_runs.py"), str(count), how]
        return lambda: subprocess.run(command, check=True)

    yield Row("two jobs, of one", race(begin("2"), begin("1"), rounds=2, clock=clock), 1.7)
    what = "two workers of a Dask cluster, of two jobs"
    if not find_spec("distributed"):
        yield Row(what, None, note="Dask is not installed")
        return
    yield Row(what, race(begin("dask"), begin("2"), rounds=1, clock=clock))


def annotate_articles(count: int, how: str) -> None:
    """Annotate articles from nothing with so many processes, or with `dask` on a cluster of two."""
    articles = make_articles(count)
    if how != "dask":
        annotate_all(articles, cache=Cache(None), jobs=int(how))
        return
    from distributed import LocalCluster

    one_each: dict[str, Any] = {"n_workers": 2, "threads_per_worker": 1}
    with LocalCluster(dashboard_address=None, worker_dashboard_address=None, **one_each) as cluster:
        annotate_all(articles, cache=Cache(None), scheduler=cluster.scheduler_address)


def bench_one_more(count: int) -> Iterator[Row]:
    """One article added to others that are known, beside annotating all of them from the beginning."""
    with tempfile.TemporaryDirectory() as name:
        folder, cache = Path(name) / "seeds", Path(name) / "cache"
        pool = read_sentences(None)
        write_corpus(generate(pool, count), folder)
        cold = time_steps(folder, cache)["annotating"]
        write_corpus(generate(pool, count + 1), folder)
        more = time_steps(folder, cache)
    beside = f"one article more than {count:,}, of annotating all"
    yield Row(f"annotating {beside}", cold / more["annotating"], 33.33)
    yield Row(f"reading, annotating and linking {beside}", cold / sum(more.values()), 6.67)


def bench_run() -> Iterator[Row]:
    """Runs of the shipped articles beside the floor: models loaded, and notebooks that only import."""
    clock = time.perf_counter
    with tempfile.TemporaryDirectory() as name:
        out = Path(name)
        write_floor(out / "floor")
        floor = lambda: run_floor(out / "floor", out)  # noqa: E731 (it is an action of the races)
        run_corpus(out, "cache")
        yield Row(
            "a warm run, of its floor", race(lambda: run_corpus(out, "cache"), floor, clock=clock), 0.77
        )

        def begin() -> None:
            load_models()
            run_floor(out / "floor", out)

        number = iter(range(100))
        ratio = race(lambda: run_corpus(out, f"cold{next(number)}"), begin, rounds=2, clock=clock)
        yield Row("a cold run, of loading the models and the floor", ratio, 0.625)


def run_corpus(out: Path, cache: str) -> None:
    """Run the shipped articles as a user does, with a cache of this name."""
    command = [sys.executable, "-m", "corpus_tools", "run", "--seeds", str(SEEDS), "--out", str(out / "o")]
    subprocess.run([*command, "--cache", str(out / cache)], check=True, capture_output=True)


def load_models() -> None:
    """Load what a cold run of the shipped articles needs, in a process of its own."""
    source = (
        "from corpus_tools.annotating import embeddings, parsing\n"
        "parsing.load_model('en'), parsing.load_model('fr'), embeddings.embed(['One.'])"
    )
    subprocess.run([sys.executable, "-c", source], check=True)


def write_floor(folder: Path) -> None:
    """Write notebooks that only import what ours import."""
    import nbformat

    folder.mkdir()
    for path in find_notebooks(NOTEBOOKS):
        modules = [name for name in warming.find_imports([path]) if is_module(name)]
        source = "\n".join(f"import {name}" for name in modules)
        notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source)])
        (folder / path.name).write_text(nbformat.writes(notebook), encoding="utf-8")


def run_floor(folder: Path, out: Path) -> None:
    """Run these notebooks, each kernel started afresh, two at a time."""
    (out / "done").mkdir(exist_ok=True)
    possible, warming.is_possible = warming.is_possible, lambda: False
    try:
        run_notebooks(find_notebooks(folder), out / "done", jobs=2)
    finally:
        warming.is_possible = possible


def is_module(name: str) -> bool:
    """Whether a dotted name is that of a module."""
    try:
        return find_spec(name) is not None
    except ModuleNotFoundError:
        return False


if __name__ == "__main__":
    annotate_articles(int(sys.argv[1]), sys.argv[2])
