"""How fast the package is beside what a user would pick instead: ratios, measured in one process run.

    python tests/bench.py [--compare] [--size N] [--no-run]

Writes tests/bench.md, or with --compare measures again and fails when a ratio fell by more than a fifth.
A ratio is the time of the other over ours: more is better, and the same machine cancels out. Rows of one
process are processor time, the others time on the clock. `make bench` installs the other tools beside ours.
"""

import argparse
import os
import platform
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from bench_races import Row, bench_annotating, bench_copies, bench_dates, bench_terms, make_articles
from bench_runs import bench_jobs, bench_one_more, bench_run

TABLE = Path(__file__).resolve().parent / "bench.md"
FALL = 0.8
"""The share of a recorded ratio below which `--compare` fails."""
BUSY = 1.0
"""Other processes that wanted a core when the measurement began: with more, it does not count."""


def run_all(sizes: Mapping[str, int], *, with_runs: bool) -> Iterator[Row]:
    """All races, with the number of articles of each kind of race."""
    os.environ["CORPUS_HEADLESS"] = "1"
    few = make_articles(sizes["few"])
    yield from bench_annotating(few)
    yield from bench_dates(few)
    yield from bench_copies(sizes["many"])
    yield from bench_terms(few)
    yield from bench_jobs(sizes["most"])
    yield from bench_one_more(sizes["most"])
    if with_runs:
        yield from bench_run()


def write_table(rows: Sequence[Row], sizes: dict[str, int], load: float) -> None:
    """Keep the ratios with the machine and the day."""
    machine = f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"
    busy = f" The machine was busy (load {load:.1f} at the beginning): measure again." if load > BUSY else ""
    counts = ", ".join(f"{count:,}" for count in sizes.values())
    lines = [
        "# Benchmarks",
        "",
        f"Written by `make bench` on {date.today()}: {machine}.{busy}",
        f"Races of {counts} generated articles of 12 sentences (races; copies; jobs and one more).",
        "A ratio is the time of the other over ours: above 1 we are faster. `asked` is the least to reach.",
        "",
        "| what | ratio | asked | note |",
        "|---|---|---|---|",
        *(f"| {row.what} | {_show(row.ratio)} | {_show(row.asked or None)} | {row.note} |" for row in rows),
    ]
    TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")


def read_table() -> dict[str, float]:
    """The ratios that were kept."""
    text = TABLE.read_text(encoding="utf-8") if TABLE.is_file() else ""
    return {what: float(ratio) for what, ratio in re.findall(r"^\| ([^|]+) \| ([\d.]+) \|", text, flags=re.M)}


def find_falls(rows: Sequence[Row], kept: dict[str, float]) -> list[str]:
    """A line for each ratio that has fallen by more than a fifth, and for each that is gone."""
    now = {row.what: row.ratio for row in rows if row.ratio is not None}
    fallen = [
        f"{what}: {now[what]:.2f}, was {ratio:.2f}"
        for what, ratio in kept.items()
        if what in now and now[what] < FALL * ratio
    ]
    return fallen + [
        f"{what}: not measured, was {ratio:.2f}" for what, ratio in kept.items() if what not in now
    ]


def _show(number: float | None) -> str:
    return "" if number is None else f"{number:.2f}"


def main() -> int:
    """Measure, then write the table or compare with it."""
    parser = argparse.ArgumentParser(description="Ratios beside other tools.")
    parser.add_argument("--compare", action="store_true", help="fail when a ratio has fallen by a fifth")
    parser.add_argument("--size", type=int, default=100, help="articles that annotators race on (100)")
    parser.add_argument("--no-run", action="store_true", help="leave the runs of the notebooks out")
    options = parser.parse_args()
    sizes = {"few": options.size, "many": 10 * options.size, "most": 20 * options.size}
    load = os.getloadavg()[0]
    rows: list[Row] = []
    for row in run_all(sizes, with_runs=not options.no_run):
        rows.append(row)
        sys.stdout.write(f"{_show(row.ratio) or '-':>8}  {row.what}  {row.note}\n")
        sys.stdout.flush()
    if not options.compare:
        write_table(rows, sizes, load)
        return 0
    falls = find_falls(rows, read_table())
    sys.stdout.write("".join(f"fallen: {line}\n" for line in falls))
    return 1 if falls else 0


if __name__ == "__main__":
    sys.exit(main())
