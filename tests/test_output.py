"""The output appears whole or not at all, and one run at a time holds it (promises 16, 17 and 19)."""

import json
import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from corpus_tools.errors import OutputError
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


SCRIPT = """
import ctypes, errno, os, signal, sys
from pathlib import Path
from corpus_tools.running import output
calls = 0
def counted(function):
    def call(*args, **options):
        global calls
        calls += 1
        if calls == int(sys.argv[2]):
            if sys.argv[4] == "kill":
                os.kill(os.getpid(), signal.SIGKILL)
            number = getattr(errno, sys.argv[4])
            raise OSError(number, os.strerror(number), sys.argv[1])
        return function(*args, **options)
    return call
for name in ("fsync", "rename", "mkdir", "ftruncate", "rmdir", "unlink"):
    setattr(os, name, counted(getattr(os, name)))
if sys.argv[3] == "rename":
    output._exchange = lambda one, other: False
else:
    output._exchange = counted(output._exchange)
with output.stage(Path(sys.argv[1]), {"run": "new"}) as folder:
    for name in "xy":
        (folder / name).write_text("new")
print(calls)
"""


@pytest.mark.parametrize("way", ["exchange", "rename"])
def test_stage_killed_at_any_call_leaves_old_or_new_and_heals(tmp_path: Path, way: str) -> None:
    """Promise 16: SIGKILL at the n-th call that changes the disk, n = 1, 2, 3 … until none is left."""
    out, script = tmp_path / "build", tmp_path / "script.py"
    script.write_text(textwrap.dedent(SCRIPT))
    killed = 0
    for n in range(1, 60):
        write(out, x="old", y="old")
        code = subprocess.run([sys.executable, script, out, str(n), way, "kill"], check=False).returncode
        if code == 0:
            break
        assert code == -signal.SIGKILL
        killed += 1
        if out.exists():
            assert content(out) in ({"x": "old", "y": "old"}, {"x": "new", "y": "new"})
            assert output.list_files(out) == json.loads((out / output.MANIFEST).read_text())["files"]
        with pytest.raises(ZeroDivisionError), output.stage(out, {}):
            raise ZeroDivisionError
        assert content(out) in ({"x": "old", "y": "old"}, {"x": "new", "y": "new"})
        assert leftovers(out) == []
    assert killed >= 8
    assert code == 0


@pytest.mark.parametrize("error", ["ENOSPC", "EIO"])
def test_promise_17_an_error_at_any_call_leaves_old_or_new(tmp_path: Path, error: str) -> None:
    """The n-th call that changes the disk fails, n = 1, 2, 3 … until none is left."""
    out, script = tmp_path / "build", tmp_path / "script.py"
    script.write_text(textwrap.dedent(SCRIPT))
    for n in range(1, 60):
        write(out, x="old", y="old")
        command = [sys.executable, script, out, str(n), "exchange", error]
        result = subprocess.run(command, check=False, capture_output=True, text=True)
        assert content(out) in ({"x": "old", "y": "old"}, {"x": "new", "y": "new"})
        assert output.list_files(out) == json.loads((out / output.MANIFEST).read_text())["files"]
        if result.returncode:
            assert str(out) in result.stderr
        elif int(result.stdout) < n:
            break
    assert n >= 8
