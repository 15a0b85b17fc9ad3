"""Files are read apart: mock readers that hang, die, eat memory or fail cost their own file only."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from corpus_tools.cli import main
from corpus_tools.reading import folder, formats
from corpus_tools.reading.folder import read_folder
from corpus_tools.reading.isolation import Bounds, Lost, map_apart
from corpus_tools.reading.limits import Limits
from corpus_tools.reading.records import Outcome, Record

STORY = "The port of Nesby opened on Friday. Officials said that {n} ships came in, and nobody was hurt.\n"
LIMITS = Limits(seconds=2, memory=300_000_000)


def obey(order: str) -> Iterator[str]:
    """A task that does what it is told, after something was yielded."""
    yield f"begun {order}"
    if order == "hang":
        time.sleep(600)
    if order == "spin":
        while True:
            pass
    if order == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    if order == "exit":
        os._exit(0)
    if order == "eat":
        yield str(len(bytearray(10**10)))
    yield f"done {order}"


def obey_after_pid(order: str) -> Iterator[object]:
    yield os.getpid()
    yield from obey(order)


def mock_reader(data: bytes, limits: Limits) -> Iterator[Outcome]:
    for line in obey(data.decode().strip()):
        if "fail" in line:
            raise KeyError(line)
    yield Record(STORY)


@pytest.fixture
def seeds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three good articles with the mock files between them."""
    mock = replace(formats.FORMATS[".txt"], reader=mock_reader)
    monkeypatch.setattr(formats, "FORMATS", {**formats.FORMATS, ".mock": mock})
    for n, order in enumerate(("hang", "die", "eat", "fail")):
        (tmp_path / f"{n}-{order}.mock").write_text(order)
        (tmp_path / f"{n}-good.txt").write_text(STORY.format(n=n + 2))
    return tmp_path


@pytest.mark.parametrize("jobs", [1, 3])
def test_map_apart_keeps_the_order_and_loses_only_what_is_lost(jobs: int) -> None:
    tasks = ["a", "die", "b", "spin", "c", "exit", "eat", "d"]
    found = list(map_apart(tasks, obey, bounds=Bounds(2, 300_000_000), jobs=jobs))
    assert found == [
        ("a", "begun a"),
        ("a", "done a"),
        ("die", "begun die"),
        ("die", Lost("death", signal.SIGKILL)),
        ("b", "begun b"),
        ("b", "done b"),
        ("spin", "begun spin"),
        ("spin", Lost("seconds")),
        ("c", "begun c"),
        ("c", "done c"),
        ("exit", "begun exit"),
        ("exit", Lost("death")),
        ("eat", "begun eat"),
        ("eat", Lost("memory")),
        ("d", "begun d"),
        ("d", "done d"),
    ]


def test_map_apart_needs_one_process_for_many_tasks() -> None:
    pids = [pid for _, pid in map_apart(range(2_000), lambda _: [os.getpid()], bounds=Bounds(60, 10**9))]
    assert len(pids) == 2_000
    assert len(set(pids)) == 1


def test_map_apart_leaves_no_process_behind() -> None:
    found = map_apart(["a", "hang"], obey_after_pid, bounds=Bounds(60, 10**9))
    pid = int(str(next(found)[1]))
    found.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_promise_15_one_file_costs_at_most_its_limits(seeds: Path) -> None:
    started = time.monotonic()
    reading = read_folder(seeds, limits=LIMITS)
    assert reading.articles["file"].tolist() == [f"{n}-good.txt" for n in range(4)]
    assert dict(zip(reading.refused["file"], reading.refused["reason"], strict=True)) == {
        "0-hang.mock": "took longer than 2 s to read",
        "1-die.mock": "ended the process that read it (signal 9)",
        "2-eat.mock": "needs more than 300,000,000 bytes of memory to be read",
        "3-fail.mock": "meets a defect of corpus-tools (KeyError in reading/folder.py line "
        f"{reading.refused['reason'][3].split()[-1]}",
    }
    assert reading.refused["remedy"].map(bool).all()
    assert time.monotonic() - started < 30


def test_a_defect_in_cleaning_costs_one_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    honest = folder.assemble

    def assemble(record: Record, **options: object) -> object:
        if "41 ships" in record.text:
            raise ZeroDivisionError
        return honest(record, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(folder, "assemble", assemble)
    rows = "\n".join(f'{{"text": "{STORY.format(n=n).strip()}"}}' for n in (40, 41, 42))
    (tmp_path / "a.jsonl").write_text(rows)
    reading = read_folder(tmp_path)
    assert reading.articles["file"].tolist() == ["a.jsonl#1", "a.jsonl#3"]
    assert reading.refused[["file", "row"]].values.tolist() == [["a.jsonl", 2]]
    assert "ZeroDivisionError" in reading.refused["reason"][0]


def test_limits_of_the_command_line_reach_the_reader(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for n in range(3):
        (tmp_path / f"{n}.txt").write_text(STORY.format(n=n + 2))
    command = ["check", "--seeds", str(tmp_path), "--limit"]
    assert main([*command, "articles=2"]) == 1
    assert "refused 2.txt: comes after 2 articles" in capsys.readouterr().err
    assert main([*command, "article_bytes=10"]) == 2
    assert main([*command, "sceonds=10"]) == 2
    assert "seconds" in capsys.readouterr().err
    assert main([*command, "seconds=-1"]) == 2


MEASURE = """
import resource, sys
from pathlib import Path
from corpus_tools.reading.folder import read_folder
def peak_of_self():
    lines = Path("/proc/self/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM")).split()[1])
before = peak_of_self()
reading = read_folder(Path(sys.argv[1]))
peak = max(peak_of_self(), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
print(len(reading.articles), "|".join(reading.refused["reason"]), (peak - before) // 1024, sep="\\t")
"""


def make_line(folder: Path) -> None:
    (folder / "line.txt").write_bytes(b"word " * 10_000_000)


def make_huge(folder: Path) -> None:
    with (folder / "huge.txt").open("wb") as file:
        file.truncate(10**9)


def make_many(folder: Path) -> None:
    for n in range(20_000):
        (folder / f"{n}.txt").write_text(STORY.format(n=n))


@pytest.mark.parametrize(
    ("make", "n", "refused", "most"),
    [(make_line, 0, "too_large", 100), (make_huge, 0, "too_large", 50), (make_many, 20_000, "", 200)],
    ids=["50 MB in one line", "1 GB", "20,000 tiny files"],
)
def test_promise_15_memory_is_bounded(
    tmp_path: Path,
    make: Callable[[Path], None],
    n: int,
    refused: str,
    most: int,
    request: pytest.FixtureRequest,
    record_property: Callable[[str, object], None],
) -> None:
    make(tmp_path)
    command = [sys.executable, "-c", MEASURE, str(tmp_path)]
    result = subprocess.run(command, capture_output=True, text=True, check=True)
    articles, reasons, megabytes = result.stdout.strip("\n").split("\t")
    record_property("peak memory of reading", f"{request.node.callspec.id}: {megabytes} MB, at most {most}")
    assert int(articles) == n
    assert ("at most 32,000,000 are read" in reasons) == bool(refused)
    assert int(megabytes) < most
