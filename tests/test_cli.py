"""The command line: options, exit codes, one line for an error."""

import json
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

import corpus_tools
from corpus_tools import cli
from corpus_tools.cli import main


def test_module_and_command_are_the_same() -> None:
    for command in ([sys.executable, "-m", "corpus_tools"], [Path(sys.executable).with_name("corpus-tools")]):
        result = subprocess.run([*command, "--version"], capture_output=True, text=True, check=True)
        assert result.stdout == f"corpus-tools {corpus_tools.__version__}\n"


@pytest.mark.parametrize(
    "words", [[], ["rum"], ["run", "--jobs", "-1"], ["run", "--jobs", "two"], ["cite"], ["run", "--seed"]]
)
def test_wrong_usage_is_exit_code_2(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(words)
    assert caught.value.code == 2
    assert "usage: corpus-tools" in capsys.readouterr().err


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    shown = capsys.readouterr().out
    assert all(f"\n    {name} " in shown for name in ("run", "verify", "check", "cite", "sample", "quality"))


def test_check_of_the_shipped_articles(seeds: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--seeds", str(seeds)]) == 0
    *lines, total = capsys.readouterr().out.splitlines()
    assert total == "5 articles would be read, 0 inputs refused"
    files = sorted(path.name for path in seeds.glob("*.txt"))
    told = [line for line in lines if "skipped" not in line]
    assert [line.split(",")[0] for line in told] == [f"{name}: text" for name in files]
    assert all("1 article" in line for line in told)


def test_check_reports_a_line_for_each_input(
    seeds: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "seeds"
    folder.mkdir()
    (folder / "good.txt").write_bytes((seeds / "000_960b376170545460.txt").read_bytes())
    (folder / "bad.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    report = tmp_path / "report.jsonl"
    assert main(["check", "--seeds", str(folder), "--report", str(report)]) == 1
    assert "refused bad.txt: " in capsys.readouterr().err
    lines = [json.loads(line) for line in report.read_text("utf-8").splitlines()]
    names = ["file", "row", "status", "codes", "message", "title", "text", "date", "seconds"]
    assert all(sorted(line) == sorted(names) for line in lines)
    assert [(line["file"], line["status"]) for line in lines] == [
        ("bad.txt", "rejected"),
        ("good.txt", "accepted"),
    ]
    assert lines[0]["codes"]
    assert lines[1]["text"]


def test_check_of_nothing_is_exit_code_2(tmp_path: Path) -> None:
    assert main(["check", "--seeds", str(tmp_path)]) == 2
    assert main(["check", "--seeds", str(tmp_path / "missing")]) == 2


def test_check_names_a_report_that_cannot_be_written(
    seeds: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--seeds", str(seeds), "--report", str(tmp_path / "no" / "x.jsonl")]) == 4
    assert "the report cannot be written" in capsys.readouterr().err


def test_verify_without_an_output_is_exit_code_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", str(tmp_path)]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_cite_names_what_is_near(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["cite", "f01-nothing", "--figures", str(tmp_path)]) == 2
    assert "no such figure: got 'f01-nothing'" in capsys.readouterr().err


def test_errors_steer_no_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--seeds", str(tmp_path / "a\x1b[2Jb\u202ec")]) == 2
    shown = capsys.readouterr().err
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert "\\x1b[2J" in shown


def test_long_lists_of_refusals_are_cut(capsys: pytest.CaptureFixture[str]) -> None:
    rows = [{"file": f"{n}.txt", "row": n % 2, "reason": "empty", "remedy": "fill it"} for n in range(30)]
    assert cli._report_refused(pd.DataFrame(rows)) == 1
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 21
    assert lines[1] == "refused 1.txt (record 1): empty; fill it"
    assert lines[-1].startswith("refused 10 more")


def test_the_command_line_starts_quickly() -> None:
    """Help and usage errors load no library that is not theirs."""
    source = "import sys, corpus_tools.cli; print({'pandas', 'spacy', 'matplotlib'} & set(sys.modules))"
    result = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "set()"


def test_a_reader_that_has_seen_enough_is_no_error() -> None:
    source = "import sys; from corpus_tools.cli import main; sys.exit(main(['cite', 'f02-requests']))"
    command = f'"{sys.executable}" -c "{source}" | true'
    result = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True, check=False
    )
    assert (result.returncode, result.stderr) == (0, "")
