"""Steps: every figure and table says how often the steps above it are right, in the same run.

A lexicon is spoilt here as a file, in a copy of the package: nothing of the run can be told about it.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
import yaml

import corpus_tools
from corpus_tools import schema
from corpus_tools.measuring.steps import TABLES, find_steps, state_accuracy
from corpus_tools.study import Study

HOME = Path(corpus_tools.__file__).parent
CAPTIONS = """
import json, sys
from pathlib import Path
from corpus_tools.measuring.steps import state_accuracy
from corpus_tools.study import Study
import corpus_tools
assert Path(corpus_tools.__file__).is_relative_to(sys.argv[1])
study = Study(sys.argv[2], cache=sys.argv[3], jobs=1)
quality = study.quality
shares = {f"{row.step}, {row.measure}": row.share for row in quality.itertuples()}
print(json.dumps([{name: state_accuracy("", quality, name) for name in sys.argv[4].split()}, shares]))
"""
DRAWN = sorted(
    {
        figure_id
        for path in (HOME.parent / "notebooks").glob("*.ipynb")
        for figure_id in re.findall(r'\\"(f0\d-[a-z-]+)\\"', path.read_text("utf-8"))
    }
)
"""All figures that the notebooks draw."""

SPOILT = {
    "cues of speech": (
        "en/speech.yml",
        {"cues": {"statement": [], "request": []}},
        {"f02-speakers", "f02-addresses", "f02-requests"},
        {"f00-coverage", "f00-cleaning", "f02-actors-by-article", "f02-network", "f04-timeline"},
    ),
    "marks of what is no article": (
        "en/cleaning.yml",
        {"related": [], "rating_keys": []},
        {"f00-cleaning", "f01-terms", "f01-keyness", "f03-side-by-side", "f03-speaker-over-time"},
        {"f00-coverage", "f02-speakers", "f02-addresses"},
    ),
    "words for events": (
        "en/events.yml",
        {"verbs": {}, "nouns": {}},
        {"f04-timeline", "f04-horizon"},
        {"f00-coverage", "f00-cleaning", "f01-terms", "f02-speakers", "f02-requests", "f02-network"},
    ),
}
"""Files of the lexicons, what they hold instead, figures that must say less, and figures that must not."""


def read_captions(package: Path, seeds: Path, cache: Path) -> tuple[dict[str, str], dict[str, float]]:
    """The accuracy that each figure would print, and the shares behind it, by a package of its own."""
    command = [sys.executable, "-c", CAPTIONS, str(package), str(seeds), str(cache), " ".join(DRAWN)]
    environment = {**os.environ, "PYTHONPATH": str(package)}
    environment.pop("PYTHONSAFEPATH", None)
    result = subprocess.run(command, capture_output=True, text=True, check=True, env=environment, cwd=package)
    captions, shares = json.loads(result.stdout)
    return captions, shares


def copy_package(folder: Path) -> Path:
    """A copy of the package, without compiled files."""
    shutil.copytree(HOME, folder / "corpus_tools", ignore=shutil.ignore_patterns("__pycache__"))
    return folder


@pytest.fixture(scope="module")
def sound(seeds: Path) -> tuple[dict[str, str], dict[str, float]]:
    """What the figures print with the lexicons as they are."""
    quality = Study(seeds).quality
    shares = {f"{row['step']}, {row['measure']}": row["share"] for row in schema.records(quality)}
    return {name: state_accuracy("", quality, name) for name in DRAWN}, shares


@pytest.mark.parametrize("name", SPOILT)
def test_a_spoilt_lexicon_lowers_what_the_figures_on_it_print_and_no_other(
    name: str, sound: tuple[dict[str, str], dict[str, float]], seeds: Path, tmp_path: Path
) -> None:
    file, instead, lower, same = SPOILT[name]
    package = copy_package(tmp_path)
    path = package / "corpus_tools" / "lexicons" / file
    held = yaml.safe_load(path.read_text("utf-8"))
    path.write_text(yaml.safe_dump({**held, **instead}), encoding="utf-8")
    captions, shares = read_captions(package, seeds, package / "cache")
    fallen = {key.partition(",")[0] for key, share in shares.items() if share < sound[1][key]}
    changed = {figure for figure in captions if captions[figure] != sound[0][figure]}
    assert changed == {figure for figure in DRAWN if fallen & set(find_steps(figure))}
    assert lower <= changed
    assert not same & changed


def test_every_shipped_figure_states_its_accuracy(root: Path) -> None:
    """The caption is in every file of a figure; that of the accuracy itself has no other above it."""
    for path in sorted((root / "notebooks").glob("0[0-4]*.ipynb")):
        source = path.read_text("utf-8")
        for figure_id in set(re.findall(r'\\"(f0\d-[a-z-]+)\\"', source)):
            assert find_steps(figure_id), figure_id


def test_every_table_of_findings_has_steps() -> None:
    raw = {"refused", "repairs", "corrections", "figures"}
    assert set(schema.TABLES) - raw <= set(TABLES)


def test_a_caption_that_states_its_accuracy_is_left_alone() -> None:
    quality = pd.DataFrame(
        [{"step": "ledger", "measure": "recall", "right": 8, "n": 10, "low": 0.44, "high": 0.97, "seen": 0}]
    )
    once = state_accuracy("n = 5.", quality, "f02-requests")
    assert once == "n = 5. Measured accuracy, with 95 % interval: ledger recall 8 of 10 (44% to 97%)."
    assert state_accuracy(once, quality, "f02-requests") == once
    assert state_accuracy("n = 5.", quality, "f05-quality") == "n = 5."


def test_a_step_that_was_not_measured_is_named() -> None:
    quality = pd.DataFrame(
        [{"step": "times", "measure": "recall", "right": 8, "n": 10, "low": 0.44, "high": 0.97, "seen": 0}]
    )
    assert state_accuracy("", quality, "f04-timeline").endswith("Not measured: events.")
