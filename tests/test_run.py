"""A run end to end: the shipped articles through two tiny notebooks, and each way in which it can fail."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import docx
import pytest
from notebook_files import code, write

from corpus_tools import schema
from corpus_tools.cli import main
from corpus_tools.publishing.tables import read_table
from corpus_tools.running import apart
from corpus_tools.running import run as run_module
from corpus_tools.running.output import MANIFEST, list_files

OPEN = "from corpus_tools.study import Study\nfrom corpus_tools.publishing.style import new_figure, style"
DRAW = """
data = study.actors.head(top)[["name", "n_mentions"]].assign(article_ids=study.articles["article_id"][0])
with style():
    figure = new_figure(2)
    _ = figure.add_subplot().barh(data["name"], data["n_mentions"])
study.save_figure(figure, "f00-actors", title="Actors.", caption="n.", alt="Bars.", data=data)
"""


def write_notebooks(folder: Path) -> Path:
    folder.mkdir()
    given = code("seeds = ''\ntop = 3", "parameters")
    write(folder / "00_a.ipynb", given, OPEN, "study = Study(seeds)\nstudy", DRAW)
    publish = "study.save_table('kinds', study.mentions['kind'].value_counts().reset_index())"
    write(folder / "01_b.ipynb", code("seeds = ''", "parameters"), OPEN, "study = Study(seeds)", publish)
    return folder


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, seeds: Path) -> Path:
    """A folder with seeds/, notebooks/ and the build/ of a finished run."""
    home = tmp_path_factory.mktemp("home")
    shutil.copytree(seeds, home / "seeds")
    write_notebooks(home / "notebooks")
    assert run(home) == 0
    return home


@pytest.fixture
def fresh(home: Path, tmp_path: Path) -> Path:
    """A copy of it to do damage to."""
    shutil.copytree(home, tmp_path / "home")
    return tmp_path / "home"


def arguments(home: Path, *more: str) -> list[str]:
    places = {"--seeds": "seeds", "--out": "build", "--notebooks": "notebooks"}
    return ["run", *(word for name, place in places.items() for word in (name, str(home / place))), *more]


def run(home: Path, *more: str) -> int:
    return main(arguments(home, *more))


def test_run_makes_the_whole_output(home: Path) -> None:
    out = home / "build"
    assert {path.name for path in out.iterdir()} >= {"notebooks", "figures", "tables", "texts", MANIFEST}
    tables = {path.stem: read_table(path) for path in (out / "tables").glob("*.csv")}
    texts = {path.stem: path.read_bytes().decode() for path in (out / "texts").glob("*.txt")}
    assert set(schema.TABLES) | {"kinds"} <= set(tables)
    for name in schema.TABLES:
        schema.check(name, tables[name], texts)
    assert len(tables["articles"]) == len(texts) == 5
    assert tables["figures"]["figure_id"].tolist() == ["f00-actors"]


def test_run_exports_the_events(home: Path) -> None:
    exports, events = home / "build" / "exports", read_table(home / "build" / "tables" / "events.csv")
    slides = json.loads((exports / "events_timeline.json").read_text("utf-8"))["events"]
    entries = (exports / "events.ics").read_bytes().decode().count("\r\nBEGIN:VEVENT\r\n")
    assert entries == len(slides) == ((events["date_start"] != "") & (events["date_end"] != "")).sum()
    assert {slide["unique_id"] for slide in slides} < set(events["event_id"])


def test_run_writes_a_manifest_of_everything(home: Path) -> None:
    record = json.loads((home / "build" / MANIFEST).read_text("utf-8"))
    assert record["files"] == list_files(home / "build")
    assert record["seeds"] == "../seeds"
    seeds = home / "seeds"
    read = {path.relative_to(seeds).as_posix() for path in seeds.rglob("*") if path.is_file()}
    assert set(record["inputs"]) == read - {"gold/README.md"}


def test_run_again_gives_the_same_bytes(fresh: Path, home: Path) -> None:
    """Promise 20: another folder, another number of jobs, no cache to begin with."""
    assert run(fresh, "--jobs", "1", "--cache", str(fresh / "cache")) == 0
    assert (fresh / "build" / MANIFEST).read_bytes() == (home / "build" / MANIFEST).read_bytes()


def test_a_large_folder_is_published_by_another_process_with_the_same_bytes(
    fresh: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apart, "_LARGE", 0)
    monkeypatch.setattr(run_module, "publish", None)
    assert run(fresh) == 0
    assert (fresh / "build" / MANIFEST).read_bytes() == (home / "build" / MANIFEST).read_bytes()


def test_run_publishes_no_machine_path(home: Path) -> None:
    for path in (home / "build").rglob("*"):
        if path.is_file() and path.suffix in {".json", ".ipynb", ".csv", ".md", ".svg", ".txt"}:
            text = path.read_text("utf-8")
            assert str(home) not in text, path.name
            assert os.path.expanduser("~") + "/" not in text, path.name  # noqa: PTH111 (as text)


def test_run_gives_parameters_to_notebooks(fresh: Path) -> None:
    assert run(fresh, "-p", "top=1") == 0
    record = json.loads((fresh / "build" / MANIFEST).read_text("utf-8"))
    assert record["parameters"] == {"top": 1}
    assert len((fresh / "build" / "figures" / "f00-actors.csv").read_text().splitlines()) == 2


def test_verify_passes_what_a_run_wrote(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", str(home / "build")]) == 0
    assert "as the run left it" in capsys.readouterr().out


@pytest.mark.parametrize(
    "name",
    [
        "build/tables/mentions.csv",
        "build/figures/f00-actors.png",
        "build/figures/f00-actors.svg",
        "build/texts",
        "build/notebooks/00_a.ipynb",
        "seeds",
    ],
)
def test_verify_names_a_file_of_which_one_byte_was_changed(
    fresh: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = fresh / name
    path = sorted(path.glob("*.txt"))[0] if path.is_dir() else path
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    assert main(["verify", str(fresh / "build")]) != 0
    assert path.name in capsys.readouterr().err


def refuse(fresh: Path, code: int, message: str, capsys: pytest.CaptureFixture[str], *more: str) -> None:
    """A run ends with this code and one line that says this, and leaves the old output alone."""
    before = (fresh / "build" / MANIFEST).read_bytes()
    assert run(fresh, *more) == code
    complaints = [line for line in capsys.readouterr().err.splitlines() if line.startswith("corpus-tools:")]
    assert len(complaints) == 1
    assert message in complaints[0]
    assert (fresh / "build" / MANIFEST).read_bytes() == before
    assert list_files(fresh / "build") == json.loads(before)["files"]


def test_run_refuses_an_unknown_parameter(fresh: Path, capsys: pytest.CaptureFixture[str]) -> None:
    refuse(fresh, 2, "unknown parameter: got 'tpo'; did you mean top?", capsys, "-p", "tpo=3")


def test_run_refuses_an_empty_folder(fresh: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.rmtree(fresh / "seeds")
    (fresh / "seeds").mkdir()
    refuse(fresh, 2, "no article could be read", capsys)


def test_run_refuses_a_missing_folder(fresh: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.rmtree(fresh / "seeds")
    refuse(fresh, 2, "the seeds are not a folder", capsys)


def test_run_names_the_notebook_and_cell_that_failed(fresh: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(fresh / "notebooks" / "01_b.ipynb", "1", "1 / 0")
    refuse(fresh, 3, "ZeroDivisionError: division by zero): file 01_b.ipynb, cell 2", capsys)


def test_run_refuses_to_replace_what_it_did_not_write(
    fresh: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (fresh / "build" / "letter.txt").write_text("mine")
    assert run(fresh) == 4
    assert "letter.txt" in capsys.readouterr().err
    assert (fresh / "build" / "letter.txt").read_text() == "mine"


@pytest.mark.parametrize("out", ["seeds/out", ".", "seeds"])
def test_run_keeps_output_and_seeds_apart(home: Path, out: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "--seeds", str(home / "seeds"), "--out", str(home / out)]) == 2
    assert "lie in one another" in capsys.readouterr().err


def test_run_goes_on_without_what_cannot_be_read(fresh: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One unreadable file among good ones: exit code 1, it is named, and the numbers of the rest stay."""
    (fresh / "seeds" / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    before = (fresh / "build" / "tables" / "mentions.csv").read_bytes()
    assert run(fresh) == 1
    assert "refused picture.txt" in capsys.readouterr().err
    assert (fresh / "build" / "tables" / "mentions.csv").read_bytes() == before
    assert read_table(fresh / "build" / "tables" / "refused.csv")["file"].tolist() == ["picture.txt"]


def test_run_works_where_nothing_can_be_cached(fresh: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (fresh / "build" / MANIFEST).read_bytes()
    (fresh / "file").write_text("")
    assert run(fresh, "--cache", str(fresh / "file" / "cache")) == 0
    assert (fresh / "build" / MANIFEST).read_bytes() == before


def test_two_runs_at_once_and_a_killed_run(fresh: Path) -> None:
    """Promises 16 and 19: the second run is refused by name; the first, killed, leaves the old output."""
    write(fresh / "notebooks" / "02_slow.ipynb", "import time; time.sleep(300)")
    before = (fresh / "build" / MANIFEST).read_bytes()
    command = [sys.executable, "-m", "corpus_tools", *arguments(fresh)]
    first = subprocess.Popen(command, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    stage = fresh / f".build.{first.pid}"
    while not (stage / "notebooks").is_dir():
        assert first.poll() is None
        time.sleep(0.1)
    second = subprocess.run(command, capture_output=True, text=True, check=False)
    first.send_signal(signal.SIGKILL)
    first.wait()
    assert second.returncode == 4
    assert f"another run (process {first.pid}) is writing the output" in second.stderr
    assert (fresh / "build" / MANIFEST).read_bytes() == before
    (fresh / "notebooks" / "02_slow.ipynb").unlink()
    assert run(fresh) == 0
    assert (fresh / "build" / MANIFEST).read_bytes() == before
    assert not stage.exists()


def test_promise_21_a_whole_run_needs_no_network(fresh: Path, home: Path) -> None:
    """In a network of its own, which has no interface that is up."""
    alone = ["unshare", "--user", "--map-root-user", "--net"]
    if not shutil.which("unshare") or subprocess.run([*alone, "true"], check=False).returncode:
        pytest.skip("this system lets nobody make a network of their own")
    command = [*alone, sys.executable, "-m", "corpus_tools", *arguments(fresh)]
    subprocess.run([*command, "--cache", str(fresh / "cache")], check=True)
    assert (fresh / "build" / MANIFEST).read_bytes() == (home / "build" / MANIFEST).read_bytes()


def test_report_and_briefing_carry_the_id_of_the_run(home: Path) -> None:
    footer = (home / "build" / "report" / "index.html").read_text("utf-8").partition("<footer>")[2]
    [run_id] = re.findall(r"Run <code>([0-9a-f]{12})</code>", footer)
    text = docx.Document(str(home / "build" / "briefing.docx")).sections[0].footer.paragraphs[0].text
    assert text.startswith(f"Run {run_id} · corpus ")


@pytest.mark.parametrize(
    ("names", "message"),
    [
        ("f00-actor", "no notebook draws this figure: got 'f00-actor'; try f00-actors"),
        ("actors", "not a figure id: got 'actors'"),
    ],
)
def test_figures_of_a_briefing_are_checked_before_anything_runs(
    names: str, message: str, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(home, "--briefing-figures", names) == 2
    said = capsys.readouterr().err
    assert message in said
    assert said.count("\n") == 1
