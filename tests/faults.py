"""Faults: whole runs that are killed, and the tables under other time zones, locales and hash seeds.

python tests/faults.py kills [--seeds DIR] [--notebooks DIR] [--random N] [--seed N] [--step N]
python tests/faults.py environments [--seeds DIR] [--step N]

`kills` sends SIGKILL to a run at every boundary between two cells of every notebook, and at random points of
its whole time. Each time the output must be the old or the new one, to the byte, and the next run, with
nothing cleaned up before it, must give the bytes of a run that was never disturbed. `environments` makes the
tables in 54 environments and compares their bytes.
"""

import argparse
import itertools
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Literal

import nbformat

from corpus_tools.running.notebooks import find_notebooks
from corpus_tools.running.output import MANIFEST, list_files

ROOT = Path(__file__).parents[1]
PATIENCE = 1_800
"""Seconds after which a run hangs."""

KILL = """
import os, signal, time
os.kill(int(open({path!r}).read()), signal.SIGKILL)
time.sleep(600)
"""
"""A cell that ends the run which it is part of."""


@dataclass(frozen=True)
class Home:
    """A folder in which runs are killed.

    Attributes:
        folder: holds `build`, the output, and beside it what killed runs leave.
        seeds: the articles.
        notebooks: the notebooks of a run that is not disturbed.
        old: the output that every run finds.
        new: the output of a run that was never disturbed.
    """

    folder: Path
    seeds: Path
    notebooks: Path

    @property
    def old(self) -> Path:
        return self.folder / "old" / "build"

    @property
    def new(self) -> Path:
        return self.folder / "new" / "build"

    @property
    def out(self) -> Path:
        return self.folder / "now" / "build"


State = Literal["old", "new"]


def make_home(folder: Path, seeds: Path, notebooks: Path) -> Home:
    """Make the output of a run that nobody disturbs, and an older one that differs from it."""
    home = Home(folder, seeds, notebooks)
    folder.mkdir(parents=True, exist_ok=True)
    assert run(home, out=home.new) == 0
    shutil.copytree(home.new, home.old)
    for path in [*home.old.rglob("*.csv"), *home.old.rglob("*.ipynb")]:
        path.write_bytes(path.read_bytes() + b"\n")
    record = json.loads((home.old / MANIFEST).read_text("utf-8"))
    (home.old / MANIFEST).write_text(json.dumps({**record, "files": list_files(home.old)}))
    reset(home)
    return home


def reset(home: Home) -> None:
    """Put the old output back in its place; what killed runs have left beside it stays."""
    shutil.rmtree(home.out, ignore_errors=True)
    shutil.copytree(home.old, home.out)


def start(home: Home, *, out: Path, notebooks: Path) -> "subprocess.Popen[bytes]":
    """Start a run, whose number is written for the cell that kills it."""
    places = {"seeds": home.seeds, "out": out, "notebooks": notebooks, "cache": home.folder / "cache"}
    words = [word for name, place in places.items() for word in (f"--{name}", str(place))]
    command = [sys.executable, "-m", "corpus_tools", "run", *words]
    with (home.folder / "log").open("wb") as log:
        run = subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True)
    (home.folder / "pid").write_text(str(run.pid))
    return run


def run(home: Home, *, out: Path) -> int:
    """A run that nobody disturbs; its exit code."""
    return start(home, out=out, notebooks=home.notebooks).wait(PATIENCE)


def find_boundaries(notebooks: Path) -> list[tuple[str, int]]:
    """Every place before the first, between two and after the last code cell, as notebook and number."""
    return [
        (path.name, number)
        for path in find_notebooks(notebooks)
        for number in range(len(_list_code(nbformat.read(path, as_version=4))) + 1)
    ]


def _list_code(notebook: nbformat.NotebookNode) -> list[int]:
    return [place for place, cell in enumerate(notebook.cells) if cell.cell_type == "code"]


def kill_at_boundary(home: Home, name: str, number: int) -> State:
    """Kill a run when so many code cells of a notebook were executed; which output is there then."""
    mined = home.folder / "mined"
    shutil.rmtree(mined, ignore_errors=True)
    shutil.copytree(home.notebooks, mined)
    notebook = nbformat.read(mined / name, as_version=4)
    places = _list_code(notebook)
    source = KILL.format(path=str(home.folder / "pid"))
    notebook.cells.insert(([*places, len(notebook.cells)])[number], nbformat.v4.new_code_cell(source))
    nbformat.write(notebook, mined / name)
    code = start(home, out=home.out, notebooks=mined).wait(PATIENCE)
    assert code == -signal.SIGKILL, f"exit code {code}"
    return read_state(home)


def kill_after(home: Home, seconds: float) -> State:
    """Kill a run and all that is in its session after so many seconds, unless it has ended by then."""
    running = start(home, out=home.out, notebooks=home.notebooks)
    try:
        running.wait(seconds)
    except subprocess.TimeoutExpired:
        os.killpg(running.pid, signal.SIGKILL)
        running.wait()
    return read_state(home)


def read_state(home: Home) -> State:
    """Which of the two outputs is there; it must be one of them to the byte.

    Raises:
        AssertionError: it is a mixture, or neither.
    """
    present = list_files(home.out)
    assert present == json.loads((home.out / MANIFEST).read_text("utf-8"))["files"], "not what run.json lists"
    if present == list_files(home.old):
        return "old"
    assert is_new(home), "neither the old output nor the new one"
    return "new"


def is_new(home: Home) -> bool:
    """Whether the output is that of a run which was never disturbed, to the byte."""
    same = (home.out / MANIFEST).read_bytes() == (home.new / MANIFEST).read_bytes()
    return same and list_files(home.out) == list_files(home.new)


def heal(home: Home) -> bool:
    """Whether the next run, with nothing cleaned up, gives the reference bytes and leaves nothing behind."""
    reset(home)
    ended = run(home, out=home.out) == 0
    left = [path.name for path in home.out.parent.iterdir() if path.is_dir() and path != home.out]
    return ended and is_new(home) and not left


def kill_all(home: Home, *, points: int, seed: int, step: int) -> Iterator[tuple[str, State, bool]]:
    """Kill runs at every `step`-th boundary of cells and at random points, and heal after each.

    Yields:
        Where it was killed, which output was there, and whether the next run gave the reference bytes.
    """
    for name, number in find_boundaries(home.notebooks)[::step]:
        reset(home)
        yield f"{name} after {number} cells", kill_at_boundary(home, name, number), heal(home)
    started = time.monotonic()
    assert heal(home)
    whole = time.monotonic() - started
    draw = random.Random(seed)
    for _ in range(points):
        reset(home)
        seconds = draw.uniform(0, whole)
        yield f"after {seconds:.2f} of {whole:.2f} s", kill_after(home, seconds), heal(home)


ZONES = ("UTC", "Pacific/Kiritimati", "America/Los_Angeles")
HASHES = ("0", "1", "4242")
LOCALES = (
    {"LC_ALL": "C.UTF-8"},
    {"LC_ALL": "C"},
    {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
)
JOBS = (1, 2)

TABLES = """
import sys
from pathlib import Path
from corpus_tools import schema
from corpus_tools.publishing.tables import write_tables
from corpus_tools.reading.folder import read_folder
from corpus_tools.running import executor
from corpus_tools.running.corpus import load_tables
seeds, out, cache, jobs = sys.argv[1:]
if __name__ == "__main__":
    executor.count_jobs = lambda wanted, characters: wanted
    tables = load_tables(read_folder(Path(seeds)), cache=cache, jobs=int(jobs))
    write_tables({name: table for name, table in tables.items() if name in schema.TABLES}, Path(out))
"""
"""Makes the tables without a cache to begin with, in as many processes as it is told."""


def list_environments() -> list[tuple[str, dict[str, str], int]]:
    """The 54 environments: time zone, hash seed, locale, and processes that annotate."""
    return [
        (
            f"TZ={zone} PYTHONHASHSEED={seed} {' '.join(f'{k}={v}' for k, v in locale.items())} jobs={jobs}",
            {"TZ": zone, "PYTHONHASHSEED": seed, **locale},
            jobs,
        )
        for zone, seed, locale, jobs in itertools.product(ZONES, HASHES, LOCALES, JOBS)
    ]


def digest_tables(seeds: Path, environment: dict[str, str], jobs: int) -> str:
    """The digest of all tables of a folder, made in an environment, in a working folder of its own."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(seeds, folder / "seeds")
        (folder / "tables.py").write_text(TABLES, encoding="utf-8")
        command = [sys.executable, "tables.py", "seeds", "tables", "cache", str(jobs)]
        inherited = {key: value for key, value in os.environ.items() if not key.startswith(("LC_", "LANG"))}
        paths = {"PYTHONPATH": str(ROOT)}
        subprocess.run(command, check=True, cwd=folder, env={**inherited, **environment, **paths})
        files = list_files(folder / "tables")
    return sha256(json.dumps(files, sort_keys=True).encode()).hexdigest()


def main(words: Sequence[str] | None = None) -> int:
    """Run what is named and print a line for each fault; 1 when a promise is broken."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=["kills", "environments"])
    parser.add_argument("--seeds", type=Path, default=ROOT / "seeds")
    parser.add_argument("--notebooks", type=Path, default=ROOT / "notebooks")
    parser.add_argument("--random", type=int, default=20, metavar="N", help="random points at which to kill")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--step", type=int, default=1, metavar="N", help="take every Nth boundary or place")
    options = parser.parse_args(words)
    if options.what == "environments":
        return _report_environments(options.seeds, options.step)
    with tempfile.TemporaryDirectory() as folder:
        home = make_home(Path(folder), options.seeds.resolve(), options.notebooks.resolve())
        return _report_kills(home, points=options.random, seed=options.seed, step=options.step)


def _report_kills(home: Home, *, points: int, seed: int, step: int) -> int:
    states = {"old": 0, "new": 0}
    healed = 0
    for place, state, is_healed in kill_all(home, points=points, seed=seed, step=step):
        states[state] += 1
        healed += is_healed
        print(f"killed {place}: {state}, next run {'as ever' if is_healed else 'DIFFERS'}", flush=True)
    kills = sum(states.values())
    print(
        f"{kills} kills: {states['old']} old, {states['new']} new, 0 mixed; {healed} healed by the next run"
    )
    return int(healed != kills)


def _report_environments(seeds: Path, step: int) -> int:
    digests = {}
    for label, environment, jobs in list_environments()[::step]:
        digests[label] = digest_tables(seeds, environment, jobs)
        print(f"{digests[label][:12]} {label}", flush=True)
    print(f"{len(digests)} environments, {len(set(digests.values()))} different results")
    return int(len(set(digests.values())) != 1)


if __name__ == "__main__":
    sys.exit(main())
