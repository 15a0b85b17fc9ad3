"""What a large corpus costs: processor time and memory for each article, step by step, at several sizes.

    python tests/bench_scale.py 1000 2000 4000 [--whole] [--seeds FOLDER] [--write]

Each line is a corpus of so many generated articles, read, annotated and linked from an empty cache in a
process of its own: the milliseconds of processor time that an article takes, in all processes together, and
the most memory that one process held; one process annotates, as the system bills only those that are over.
Twice the articles should take twice the time: the milliseconds stay the same. Sentences come from the
articles of the folder, and where none is named from those shipped and from the cases of the tests; with few
of them many articles share some by chance, which no archive does. `--write` keeps the lines, and what follows
from them for a large archive, in tests/bench_scale.md. With `--whole` each line is a whole run on all cores,
from an empty cache to the report, in milliseconds of wall time for an article, kept in tests/bench_whole.md.
"""

import argparse
import json
import os
import platform
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import psutil
import yaml

from corpus_tools.reading.folder import read_folder
from corpus_tools.running import corpus
from corpus_tools.running.generation import generate, read_pool, write_corpus

HERE = Path(__file__).resolve().parent
SEEDS = HERE.parent / "seeds"
TABLE, WHOLE = HERE / "bench_scale.md", HERE / "bench_whole.md"
_ARTICLE = 400
"""Characters from which a text of the cases is taken for an article."""
_MEMORY = 4096
"""Megabytes that a process may hold."""
_PARTS = ("tables", "notebooks", "report")
_BOUNDARIES = (r"events\.ics: ", r"running notebooks: (\d+) of \1$")
"""What a run says when it has made the tables, and when its notebooks are through."""
_FAR = 100_000
"""The articles for which the last two lines are drawn out."""


def read_sentences(seeds: Path | None) -> dict[str, list[str]]:
    """The sentences of a folder by language; of the shipped articles and the cases where none is named."""
    if seeds:
        return read_pool(read_folder(seeds))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        cases = [*sorted(HERE.glob("cases/stories*.yml")), *sorted(HERE.glob("cases/omissions*.yml"))]
        texts = [text for path in cases for text in _list_texts(yaml.safe_load(path.read_text("utf-8")))]
        texts += [path.read_text("utf-8") for path in sorted(SEEDS.glob("*.txt"))]
        lines = [json.dumps({"title": "", "text": text}, ensure_ascii=False) for text in dict.fromkeys(texts)]
        (folder / "texts.jsonl").write_text("\n".join(lines), encoding="utf-8")
        return read_pool(read_folder(folder))


def _list_texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield from [value] if len(value) >= _ARTICLE else []
    elif isinstance(value, Mapping | list):
        for part in value.values() if isinstance(value, Mapping) else value:
            yield from _list_texts(part)


def spend() -> float:
    """The seconds of processor time that this process and those it has waited for have taken."""
    return sum(
        usage.ru_utime + usage.ru_stime
        for usage in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )


def time_steps(folder: Path, cache: Path) -> dict[str, float]:
    """The seconds of processor time that each step of making the tables of a folder takes."""
    marks: dict[str, float] = {}
    gather: Callable[..., Any] = corpus.gather

    def watch(*args: Any) -> Any:
        marks["read"] = spend()
        parts = gather(*args)
        marks["annotated"] = spend()
        return parts

    begun = spend()
    corpus.gather = watch
    try:
        corpus.load_tables(read_folder(folder), cache=cache, jobs=1)
    finally:
        corpus.gather = gather
    return {
        "reading": marks["read"] - begun,
        "annotating": marks["annotated"] - marks["read"],
        "linking": spend() - marks["annotated"],
    }


def measure(count: int, seeds: Path | None) -> dict[str, float]:
    """The milliseconds per article of each step, and the megabytes of the largest process."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_corpus(generate(read_sentences(seeds), count), folder / "seeds")
        steps = time_steps(folder / "seeds", folder / "cache")
    most = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return {
        "articles": count,
        **{f"{step}_ms": round(1000 * seconds / count, 1) for step, seconds in steps.items()},
        "peak_mb": round(most / 1024),
    }


def measure_run(count: int, seeds: Path | None) -> dict[str, float]:
    """Of the parts of a whole run, the milliseconds of wall time per article and the largest process."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_corpus(generate(read_sentences(seeds), count), folder / "seeds")
        command = [sys.executable, "-m", "corpus_tools", "run"]
        for place in ("seeds", "out", "cache"):
            command += [f"--{place}", str(folder / place)]
        spent, most = watch_parts(command)
    return {
        "articles": count,
        **{f"{part}_ms": round(1000 * seconds / count, 1) for part, seconds in spent.items()},
        "run_s": round(sum(spent.values())),
        **{f"{part}_mb": round(size / 2**20) for part, size in most.items()},
    }


def watch_parts(command: Sequence[str]) -> tuple[dict[str, float], dict[str, int]]:
    """The seconds that a run takes for tables, for notebooks and for what shows them, and the most bytes."""
    marks = [time.monotonic()]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as run:
        watch = ThreadPoolExecutor(1).submit(_find_most, run, marks)
        for line in run.stderr or ():
            if len(marks) <= len(_BOUNDARIES) and re.match(_BOUNDARIES[len(marks) - 1], line):
                marks.append(time.monotonic())
    assert run.returncode == 0, f"exit code {run.returncode}"
    most = watch.result()
    marks.append(time.monotonic())
    return {part: end - start for part, (start, end) in zip(_PARTS, pairwise(marks), strict=True)}, most


def _find_most(run: "subprocess.Popen[str]", marks: Sequence[float]) -> dict[str, int]:
    """The most bytes that a process holds in each part of a run, looked at twice a second.

    The kernels count too; a run cannot ask the system for theirs, as it does not wait for them.
    """
    most = dict.fromkeys(_PARTS, 0)
    while run.poll() is None:
        part = _PARTS[len(marks) - 1]
        with suppress(psutil.Error):
            whole = psutil.Process(run.pid)
            for process in (whole, *whole.children(recursive=True)):
                with suppress(psutil.Error):
                    most[part] = max(most[part], process.memory_info().rss)
        time.sleep(0.5)
    return most


def write_table(rows: Sequence[Mapping[str, float]]) -> None:
    """Keep what steps cost, and what the largest size says of a million articles."""
    last = rows[-1]
    here = (last["reading_ms"] + last["linking_ms"]) / 3.6
    lines = [
        "# What an article costs in a large corpus",
        "",
        *_tabulate(rows, "Milliseconds of processor time for each generated article of 12 sentences"),
        "By the last line, a million such articles take "
        f"{last['annotating_ms'] / 3.6:,.0f} hours of one core to annotate, shared by all cores and workers, "
        f"and {here:,.0f} hours to read and link on one machine.",
        _say_memory(rows),
    ]
    TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")


def write_whole(rows: Sequence[Mapping[str, float]]) -> None:
    """Keep what whole runs cost."""
    lines = [
        "# What an article costs in a whole run",
        "",
        *_tabulate(rows, "Milliseconds of wall time for each generated article of 12 sentences, all cores"),
        _say_time(rows),
        _say_memory(rows),
    ]
    WHOLE.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _tabulate(rows: Sequence[Mapping[str, float]], unit: str) -> list[str]:
    machine = f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"
    return [
        f"Written by `tests/bench_scale.py --write` on {date.today()}: {machine}.",
        f"{unit}, and the largest process.",
        "",
        f"| {' | '.join(rows[0])} |",
        f"|{'---|' * len(rows[0])}",
        *(f"| {' | '.join(f'{value:,}' for value in row.values())} |" for row in rows),
        "",
    ]


def _say_time(rows: Sequence[Mapping[str, float]]) -> str:
    """What many articles would take by the last two lines, and an article of them beside one of each line."""
    far = _draw_out(rows, "run_s") / _FAR
    ratios = ", ".join(f"{far / (row['run_s'] / row['articles']):.2f} at {row['articles']:,}" for row in rows)
    return (
        f"By the last two lines {_FAR:,} articles take {far * _FAR / 3600:.1f} hours, {1000 * far:.0f} ms "
        f"each; as a ratio to what one takes in each line, {ratios}."
    )


def _say_memory(rows: Sequence[Mapping[str, float]]) -> str:
    """What many articles would hold by the last two lines, in the largest process of each part."""
    far = {name: _draw_out(rows, name) for name in rows[0] if name.endswith("_mb")}
    told = ", ".join(f"{name.removesuffix('_mb')} {size:,.0f} MB" for name, size in far.items())
    return f"By the last two lines the largest process holds at {_FAR:,} articles, of {_MEMORY:,} MB: {told}."


def _draw_out(rows: Sequence[Mapping[str, float]], name: str) -> float:
    """A value at many articles, on the line through the last two."""
    before, last = rows[-2:] if len(rows) > 1 else (rows[-1], rows[-1])
    grown = (last[name] - before[name]) / max(last["articles"] - before["articles"], 1)
    return last[name] + grown * (_FAR - last["articles"])


def main(arguments: Sequence[str]) -> int:
    """Measure each size in a process of its own, and write a line of JSON for it."""
    parser = argparse.ArgumentParser(description="What an article costs at several sizes.")
    parser.add_argument("counts", type=int, nargs="+", help="articles")
    parser.add_argument("--seeds", type=Path, help="where the sentences come from")
    parser.add_argument("--whole", action="store_true", help="whole runs")
    parser.add_argument("--write", action="store_true", help="keep the result beside this file")
    options = parser.parse_args(arguments)
    if len(options.counts) == 1 and not options.write:
        measured = (measure_run if options.whole else measure)(options.counts[0], options.seeds)
        sys.stdout.write(json.dumps(measured) + "\n")
        return 0
    rows = []
    for count in options.counts:
        command = [sys.executable, __file__, str(count)]
        command += ["--seeds", str(options.seeds)] if options.seeds else []
        command += ["--whole"] if options.whole else []
        done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
        sys.stdout.write(done.stdout)
        sys.stdout.flush()
        rows.append(json.loads(done.stdout))
    if options.write:
        (write_whole if options.whole else write_table)(rows)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
