"""The check of the committed notebooks can fail: each kind of damage makes `pytest --nbval` fail."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from notebook_files import write

from corpus_tools.running.notebooks import refresh

DRAW = """
import os
from pathlib import Path
folder = Path(os.environ.get("CORPUS_TOOLS_FIGURES") or "../figures")
_ = (folder / "f00-x.svg").write_text("<svg/>")
"""


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Path:
    """A checkout of one notebook that prints a number and draws a figure."""
    checkout = tmp_path_factory.mktemp("sound")
    shutil.copy(root / "conftest.py", checkout)
    (checkout / "pyproject.toml").write_text("[tool.pytest.ini_options]\n")
    (checkout / "notebooks").mkdir()
    (checkout / "figures").mkdir()
    write(checkout / "notebooks" / "00_x.ipynb", "print(40 + 2)", DRAW)
    refresh(checkout / "notebooks")
    return checkout


def check(checkout: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pytest", "-q", "--nbval", "--nbval-current-env", "notebooks"]
    return subprocess.run(command, cwd=checkout, capture_output=True, text=True, check=False)


def damage(sound: Path, folder: Path, name: str, old: str, new: str) -> Path:
    checkout = folder / "checkout"
    shutil.copytree(sound, checkout)
    text = (checkout / name).read_text()
    assert old in text
    (checkout / name).write_text(text.replace(old, new))
    return checkout


def test_a_sound_checkout_passes(sound: Path) -> None:
    result = check(sound)
    assert result.returncode == 0, result.stdout
    assert "2 passed" in result.stdout


def test_a_changed_number_is_caught(sound: Path, tmp_path: Path) -> None:
    result = check(damage(sound, tmp_path, "notebooks/00_x.ipynb", '"42\\n"', '"43\\n"'))
    assert result.returncode == 1
    assert "1 failed" in result.stdout


def test_a_changed_figure_is_caught(sound: Path, tmp_path: Path) -> None:
    result = check(damage(sound, tmp_path, "figures/f00-x.svg", "<svg/>", "<svg />"))
    assert result.returncode == 1
    assert "figures/f00-x.svg is not what its notebook draws" in result.stdout


def test_a_missing_figure_is_caught(sound: Path, tmp_path: Path) -> None:
    checkout = damage(sound, tmp_path, "figures/f00-x.svg", "<svg/>", "<svg/>")
    (checkout / "figures" / "f00-x.svg").unlink()
    assert check(checkout).returncode == 1


def test_a_stripped_notebook_is_caught(sound: Path, tmp_path: Path) -> None:
    checkout = tmp_path / "checkout"
    shutil.copytree(sound, checkout)
    write(checkout / "notebooks" / "00_x.ipynb", "print(40 + 2)", DRAW)
    result = check(checkout)
    assert result.returncode != 0
    assert "00_x.ipynb, cell 1: no result of a whole run" in result.stdout
