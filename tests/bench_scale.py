"""What a large corpus costs: processor time and memory for each article, step by step, at several sizes.

    python tests/bench_scale.py 1000 2000 4000 [--seeds FOLDER]

Each line is a corpus of so many generated articles, read, annotated and linked from an empty cache in a
process of its own: the milliseconds of processor time that an article takes, in all processes together, and
the most memory that one process held; one process annotates, as the system bills only those that are over.
Twice the articles should take twice the time: the milliseconds stay the same. Sentences come from the
articles of the folder; with few of them (62 in those shipped) many articles share some by chance, which no
archive does, so name a folder with more.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from corpus_tools.reading.folder import read_folder
from corpus_tools.running import corpus
from corpus_tools.running.generation import generate, read_pool, write_corpus

SEEDS = Path(__file__).resolve().parents[1] / "seeds"


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


def measure(count: int, seeds: Path) -> dict[str, float]:
    """The milliseconds per article of each step, and the megabytes of the largest process."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_corpus(generate(read_pool(read_folder(seeds)), count), folder / "seeds")
        steps = time_steps(folder / "seeds", folder / "cache")
    most = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return {
        "articles": count,
        **{f"{step}_ms": round(1000 * seconds / count, 1) for step, seconds in steps.items()},
        "peak_mb": round(most / 1024),
    }


def main(arguments: Sequence[str]) -> int:
    """Measure each size in a process of its own, and write a line of JSON for it."""
    parser = argparse.ArgumentParser(description="What an article costs at several sizes.")
    parser.add_argument("counts", type=int, nargs="+", help="articles")
    parser.add_argument("--seeds", type=Path, default=SEEDS, help="where the sentences come from")
    options = parser.parse_args(arguments)
    if len(options.counts) == 1:
        sys.stdout.write(json.dumps(measure(options.counts[0], options.seeds)) + "\n")
        return 0
    for count in options.counts:
        command = [sys.executable, __file__, str(count), "--seeds", str(options.seeds)]
        subprocess.run(command, check=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
