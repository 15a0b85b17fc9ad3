"""What all tests share: kernels and hashes as in a run, and a cache of their own."""

import os
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
os.environ["CORPUS_HEADLESS"] = "1"
os.environ["PYTHONHASHSEED"] = "0"
os.environ["JUPYTER_PREFER_ENV_PATH"] = "1"

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def seeds(root: Path) -> Path:
    """The shipped articles."""
    return root / "seeds"
