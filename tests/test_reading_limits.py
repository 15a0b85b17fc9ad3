"""Limits: each can be set on the command line, does what it says there, and is told as it is."""

import json
import re
from dataclasses import fields
from pathlib import Path

import pytest

from corpus_tools.cli import main, make_parser
from corpus_tools.errors import UsageError
from corpus_tools.reading.folder import read_folder
from corpus_tools.reading.formats import FORMATS, list_extensions
from corpus_tools.reading.limits import Limits, parse_limits
from corpus_tools.reading.refusals import REMEDIES

NAMES = [field.name for field in fields(Limits) if isinstance(field.default, int)]
TEXT = (
    "The harbour of Nesby opened on Friday, and officials of the town said that nobody was hurt in the storm."
)
PAGE = f"<html><body><article><div><p id='a' class='b' title='c'>{TEXT}</p></div></article></body></html>"
LINE = json.dumps({"text": TEXT})

FILES = {"a.txt": TEXT, "b.html": PAGE, "c.jsonl": f"{LINE}\n"}
"""A file of each kind, all sound."""


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def check(seeds: Path, capsys: pytest.CaptureFixture[str], *limits: str) -> tuple[int, str]:
    code = main(["check", "--seeds", str(seeds), *(word for limit in limits for word in ("--limit", limit))])
    return code, "".join(capsys.readouterr())


@pytest.mark.parametrize("command", ["check", "run"])
@pytest.mark.parametrize("name", NAMES)
def test_each_limit_is_set_on_the_command_line(command: str, name: str) -> None:
    options = make_parser().parse_args([command, "--limit", "seconds=9", "--limit", f"{name}=7"])
    assert getattr(parse_limits(options.limits), name) == 7


@pytest.mark.parametrize(
    ("limit", "refused"),
    [
        ("article_bytes=50", ["a.txt", "b.html"]),
        ("file_bytes=50", ["c.jsonl"]),
        ("line_bytes=50", ["c.jsonl"]),
        ("article_characters=50", ["a.txt", "b.html", "c.jsonl"]),
        ("html_depth=4", ["b.html"]),
        ("html_attributes=2", ["b.html"]),
        ("html_elements=4", ["b.html"]),
        ("articles=2", ["c.jsonl"]),
    ],
)
def test_what_is_beyond_a_limit_is_refused_by_name(
    seeds: Path, capsys: pytest.CaptureFixture[str], limit: str, refused: list[str]
) -> None:
    code, said = check(seeds, capsys, limit)
    assert sorted(set(re.findall(r"^refused (\w\.\w+)", said, re.MULTILINE))) == refused
    assert code == (2 if len(refused) == len(FILES) else 1)


@pytest.mark.parametrize("limit", ["long_article=50", "word_characters=5", "short_article=50"])
def test_what_is_beyond_these_is_read_with_a_warning(
    seeds: Path, capsys: pytest.CaptureFixture[str], limit: str
) -> None:
    assert check(seeds, capsys)[1] != check(seeds, capsys, limit)[1]
    assert check(seeds, capsys, limit)[0] == 0


def test_too_many_files_are_refused_at_once(seeds: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, said = check(seeds, capsys, "files=2")
    assert code == 2
    assert "files" in said


@pytest.mark.parametrize(
    ("word", "told"),
    [
        ("hmtl_depth=5", "html_depth"),
        ("html_depth=-5", "html_depth"),
        ("html_depth=", "html_depth"),
        ("html_depth", "html_depth"),
        ("latest=2020", "latest=1950-01-31"),
        ("latest=2020-13-01", "latest=1950-01-31"),
        ("earliest=20200101", "earliest=1950-01-31"),
        ("earliest=", "earliest=1950-01-31"),
        ("earliest=2060-01-01", "after the latest"),
    ],
)
def test_a_mistaken_limit_is_told(word: str, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        parse_limits([word])


@pytest.mark.parametrize(
    ("limit", "warning"), [("earliest=1955-01-01", "date_implausible"), ("latest=1953-12-31", "date_future")]
)
def test_a_day_outside_the_plausible_ones_is_left_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], limit: str, warning: str
) -> None:
    record = {"text": TEXT, "date": "1954-07-21"}
    (tmp_path / "a.jsonl").write_text(json.dumps(record) + "\n", encoding="utf-8")
    assert read_folder(tmp_path).articles["published"].tolist() == ["1954-07-21"]
    assert read_folder(tmp_path, limits=parse_limits([limit])).articles["published"].tolist() == [""]
    code, said = check(tmp_path, capsys, limit)
    assert code == 0
    assert warning in said or "date" in said


def test_the_help_tells_the_defaults(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["run", "--help"])
    shown = re.sub(r"\s+", "", capsys.readouterr().out)
    told = {name: value for name in NAMES for value in re.findall(rf"[,as]{name}=(\d+)", shown)}
    assert len(told) > 5
    assert {name: int(value) for name, value in told.items()} == {
        name: getattr(Limits(), name) for name in told
    }


def test_what_to_save_a_file_as_is_read() -> None:
    named = set(re.findall(r"\.\w+", " ".join(REMEDIES.values())))
    assert named <= set(FORMATS)
    assert re.findall(r"\.\w+", list_extensions()) == list(FORMATS)
