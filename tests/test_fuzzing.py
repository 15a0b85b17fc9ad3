"""A small fixed run of the fuzzers, and every input that ever made one of them fail."""

import json
import random
from pathlib import Path

import fuzzing
import pytest

INPUTS = {"readers": 400, "cleaner": 200, "times": 150, "speech": 40, "html": 60, "svg": 400}
CASES = sorted(fuzzing.CRASHES.glob("*.json"))


@pytest.mark.parametrize("target", fuzzing.TARGETS)
def test_made_up_inputs_break_nothing(target: str) -> None:
    draw = random.Random(f"{target} suite")
    for number in range(INPUTS[target]):
        fuzzing.check(target, fuzzing.make_text(draw), number)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_what_once_broke_something_no_longer_does(path: Path) -> None:
    case = json.loads(path.read_text("utf-8"))
    fuzzing.check(case["target"], case["text"], case["number"])


PUMPED = (
    *(
        "(",
        ".",
        ". ",
        "A ",
        "Ab ",
        '"',
        '" ',
        "'a ",
        "a, ",
        "1 ",
        "1,",
        "« ",
        "x",
        " ",
        "\n",
        "- ",
        "a\n",
        "& ",
    ),
    *(
        "of the ",
        "said ",
        "said that ",
        "Minister of ",
        "on Friday ",
        "by 2030, ",
        "Mr. A. ",
        "le ",
        "http://a.b/ ",
    ),
)


@pytest.mark.parametrize("target", sorted(fuzzing.TIMED))
@pytest.mark.parametrize("unit", PUMPED)
def test_no_annotator_takes_more_than_50_ms_for_1000_characters(target: str, unit: str) -> None:
    """Promise 15, for what is repeated without end: a quadratic pattern shows at this length."""
    for number in (0, 1) if target != "speech" else (2,):
        fuzzing.check(target, "Dr. Anna Lee. " + unit * (12_000 // len(unit)) + " end.", number)


def test_a_failing_input_is_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(fuzzing, "CRASHES", tmp_path / "crashes")
    monkeypatch.setitem(fuzzing.TARGETS, "svg", lambda text, number: [][number])
    assert fuzzing.fuzz("svg", inputs=3, seed=1) == 3
    kept = [json.loads(path.read_text()) for path in (tmp_path / "crashes").iterdir()]
    assert {case["error"] for case in kept} == {"IndexError: list index out of range"}
