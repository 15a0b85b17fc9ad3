"""The output appears whole or not at all, and one run at a time holds it (promises 16, 17 and 19)."""

import json
import os
import signal
from pathlib import Path

import disk
import pytest
from small_run import ONE, TEXTS, TWO, make_tables

from corpus_tools.errors import OutputError
from corpus_tools.publishing.exports import write_exports
from corpus_tools.publishing.tables import write_tables
from corpus_tools.running import output


def write(out: Path, **files: str) -> None:
    with output.stage(out, {"seeds": "s"}) as folder:
        for name, text in files.items():
            (folder / name).write_text(text, encoding="utf-8")


def content(out: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in out.iterdir() if path.name != output.MANIFEST}


def leftovers(out: Path) -> list[str]:
    return sorted(path.name for path in out.parent.iterdir() if path.is_dir() and path != out)


def test_stage_replaces_the_whole_folder(tmp_path: Path) -> None:
    out = tmp_path / "build"
    write(out, a="1", b="2")
    write(out, c="3")
    assert content(out) == {"c": "3"}
    assert leftovers(out) == []


def test_stage_lists_every_file_with_its_digest(tmp_path: Path) -> None:
    out = tmp_path / "build"
    write(out, a="1")
    record = json.loads((out / output.MANIFEST).read_text())
    assert record == {"seeds": "s", "files": {"a": output.digest_file(out / "a")}}


def test_stage_keeps_the_old_output_when_the_block_fails(tmp_path: Path) -> None:
    out = tmp_path / "build"
    write(out, a="1")
    with pytest.raises(ZeroDivisionError), output.stage(out, {}) as folder:
        (folder / "a").write_text("2")
        raise ZeroDivisionError
    assert content(out) == {"a": "1"}
    assert leftovers(out) == []


def test_stage_works_where_folders_cannot_be_exchanged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(output, "_exchange", lambda one, other: False)
    out = tmp_path / "build"
    write(out, a="1")
    write(out, b="2")
    assert content(out) == {"b": "2"}
    assert leftovers(out) == []


def test_stage_puts_back_what_a_killed_run_had_set_aside(tmp_path: Path) -> None:
    out = tmp_path / "build"
    write(out, a="1")
    out.rename(tmp_path / ".build.old")
    (tmp_path / ".build.123").mkdir()
    with pytest.raises(ZeroDivisionError), output.stage(out, {}):
        raise ZeroDivisionError
    assert content(out) == {"a": "1"}
    assert leftovers(out) == []


def test_stage_refuses_a_folder_with_foreign_files(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(OutputError, match=r"no run wrote: file .*letter\.txt"), output.stage(tmp_path, {}):
        pytest.fail("the block must not run")
    assert (tmp_path / "letter.txt").read_text() == "mine"


def test_stage_lets_hidden_files_be(tmp_path: Path) -> None:
    out = tmp_path / "build"
    write(out, a="1")
    (out / ".ipynb_checkpoints").mkdir()
    (out / ".ipynb_checkpoints" / "x.ipynb").write_text("{}")
    write(out, a="2")
    assert content(out) == {"a": "2"}


def test_stage_refuses_a_second_run_by_name(tmp_path: Path) -> None:
    out = tmp_path / "build"
    with (
        output.stage(out, {}) as folder,
        pytest.raises(OutputError, match=rf"another run \(process {os.getpid()}\)") as caught,
    ):
        (folder / "a").write_text("1")
        write(out, b="2")
    assert caught.value.exit_code == 4
    assert content(out) == {"a": "1"}


def test_stage_names_the_path_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match=r"cannot be written.*file"):
        write(tmp_path / "file" / "build", a="1")


def test_stage_reports_a_full_disk(tmp_path: Path) -> None:
    out = tmp_path / "build"
    write(out, a="1")
    with pytest.raises(OutputError, match="No space left"), output.stage(out, {}):
        Path("/dev/full").write_text("x")
    assert content(out) == {"a": "1"}


def test_stage_leaves_other_errors_alone(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), output.stage(tmp_path / "build", {}):
        (tmp_path / "missing.txt").read_text()


OLD, NEW = "old", "new"
TABLES = {words: make_tables((ONE, TWO), words, "") for words in (OLD, NEW)}
FAULTS: tuple[tuple[disk.Fault, disk.Way], ...] = (
    *(("KILL", "exchange"), ("ENOSPC", "exchange"), ("EIO", "exchange")),
    *(("KILL", "rename"), ("EIO", "rename")),
)


def publish(out: Path, words: str) -> None:
    """Write an output as a run does: tables, exports and texts, then run.json."""
    tables = TABLES[words]
    with output.stage(out, {"words": words}) as folder:
        write_tables({name: tables[name] for name in ("articles", "events")}, folder / "tables")
        write_exports(tables, folder / "exports")
        (folder / "texts").mkdir()
        for article_id, text in TEXTS.items():
            (folder / "texts" / f"{article_id}.txt").write_bytes(f"{text} {words}".encode())


@pytest.fixture
def unflushed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is flushed for good: no test here takes the power away, and a disk takes its time."""
    monkeypatch.setattr(os, "fsync", lambda descriptor: None)


def read_all(out: Path) -> dict[str, bytes]:
    return {str(path.relative_to(out)): path.read_bytes() for path in out.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def wanted(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, bytes]]:
    """The bytes of the old output and of the new one, of runs that nobody disturbed."""
    top = tmp_path_factory.mktemp("undisturbed")
    found = {}
    for words in (OLD, NEW):
        publish(top / words, words)
        found[words] = read_all(top / words)
    return found


@pytest.mark.usefixtures("unflushed")
@pytest.mark.parametrize(("fault", "way"), FAULTS)
def test_promises_16_and_17_a_fault_at_any_call_leaves_old_or_new_and_the_next_run_heals(
    tmp_path: Path, wanted: dict[str, dict[str, bytes]], fault: disk.Fault, way: disk.Way
) -> None:
    """The n-th open, write, close, flush, rename, removal … fails, n = 1, 2, 3 … until none is left."""
    out = tmp_path / "build"
    old, new = OLD, NEW
    publish(out, old)
    seen = {"old": 0, "new": 0, "aside": 0}
    for n in range(1, 500):
        outcome = disk.fail_at(n, fault, lambda words=new: publish(out, words), way=way)
        if outcome.code == 0 and outcome.calls < n:
            break
        assert outcome.code in ({-signal.SIGKILL} if fault == "KILL" else {0, OutputError.exit_code}), outcome
        assert outcome.code <= 0 or str(tmp_path) in outcome.said
        if out.exists():
            seen["old" if read_all(out) == wanted[old] else "new"] += 1
            assert read_all(out) in (wanted[old], wanted[new])
        else:
            seen["aside"] += 1
            fail_afresh(out)
            assert read_all(out) == wanted[old]
        publish(out, new)
        assert read_all(out) == wanted[new]
        assert leftovers(out) == []
        old, new = new, old
    assert outcome.calls > 40
    assert seen["old"] > 30
    assert seen["new"] > 7
    assert seen["aside"] == ((fault, way) == ("KILL", "rename"))


def fail_afresh(out: Path) -> None:
    """Start a run that fails: what a killed one has set aside is put back all the same."""
    with pytest.raises(ZeroDivisionError), output.stage(out, {}):
        raise ZeroDivisionError
