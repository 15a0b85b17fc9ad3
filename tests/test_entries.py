"""Entries: the file of corrections is read whole, or refused in one line that names entry and key."""

from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml

from corpus_tools.cli import main
from corpus_tools.correcting.entries import (
    MOST_BYTES,
    NAME,
    digest_corrections,
    parse_corrections,
    read_corrections,
)
from corpus_tools.correcting.kinds import FORMS, KINDS, SIGNED
from corpus_tools.errors import UsageError
from corpus_tools.reading.folder import read_folder

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "correction_errors.yml").read_text("utf-8"))
GOOD = "- {kind: rename-actor, actor: un, name: UN, who: A. Reader, when: 2026-05-02, why: house style}\n"


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["name"]))
def test_a_file_that_is_no_correction_is_refused(case: Mapping[str, str]) -> None:
    with pytest.raises(UsageError) as caught:
        parse_corrections(case["text"])
    assert case["says"] in str(caught.value)
    assert "\n" not in str(caught.value)
    assert caught.value.exit_code == 2


def test_a_correction_is_read_with_its_signature() -> None:
    (entry,) = parse_corrections("# a remark\n" + GOOD)
    assert (entry.number, entry.kind.name, entry.who) == (1, "rename-actor", "A. Reader")
    assert (entry.when, entry.why, entry.fields) == (
        "2026-05-02",
        "house style",
        {"actor": "un", "name": "UN"},
    )


def test_words_that_yaml_takes_for_more_stay_words() -> None:
    (entry,) = parse_corrections(GOOD.replace("UN,", "no,").replace("house style", "1.0"))
    assert (entry.fields["name"], entry.why) == ("no", "1.0")


@pytest.mark.parametrize("text", ["", "# only a remark\n", "[]"])
def test_an_empty_file_corrects_nothing(text: str) -> None:
    assert parse_corrections(text) == ()
    assert digest_corrections(parse_corrections(text)) == {}


def test_no_file_corrects_nothing(tmp_path: Path) -> None:
    assert read_corrections(tmp_path) == ()


def test_the_file_is_no_article(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text(GOOD, encoding="utf-8")
    (tmp_path / "one.txt").write_text("It rained all night and nobody went out.\n", encoding="utf-8")
    reading = read_folder(tmp_path)
    assert reading.articles["file"].tolist() == ["one.txt"]
    assert reading.refused.empty


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"x" * (MOST_BYTES + 1)])
def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / NAME).write_bytes(content)
    with pytest.raises(UsageError, match=r"corrections\.yml"):
        read_corrections(tmp_path)


def test_a_run_with_a_wrong_correction_is_exit_code_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Before anything is read, in one line, and without an output."""
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    (seeds / NAME).write_text(GOOD.replace("name:", "nam:"), encoding="utf-8")
    assert main(["run", "--seeds", str(seeds), "--out", str(tmp_path / "out")]) == 2
    shown = capsys.readouterr().err
    assert shown.count("\n") == 1
    assert "record 1, column nam; did you mean name" in shown
    assert not (tmp_path / "out").exists()


def test_the_digest_is_of_what_the_file_says() -> None:
    one, other = parse_corrections(GOOD), parse_corrections(GOOD.replace("house", "their"))
    assert digest_corrections(one) == digest_corrections(parse_corrections("# a remark\n" + GOOD))
    assert digest_corrections(one) != digest_corrections(other)


def test_every_key_of_a_kind_has_a_form() -> None:
    plain = {"words", "name", "role", "event", "title", "cue", "id"}
    keys = {key for kind in KINDS.values() for key in kind.keys} | set(SIGNED)
    assert keys - set(FORMS) == plain | {"who", "why"}
