"""What all tests share: kernels and hashes as in a run, and a cache of their own."""

import os
import sys
from pathlib import Path

import pytest
from hypothesis import settings

sys.path.insert(0, str(Path(__file__).parent))
os.environ["CORPUS_HEADLESS"] = "1"
os.environ["PYTHONHASHSEED"] = "0"
os.environ["JUPYTER_PREFER_ENV_PATH"] = "1"

from seed_corpus import Builder

# A busy machine is no fault of an example, and the same examples run everywhere.
settings.register_profile("suite", deadline=None, derandomize=True, database=None)
settings.load_profile("suite")

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def seeds(root: Path) -> Path:
    """The shipped articles."""
    return root / "seeds"


@pytest.fixture(scope="session")
def builder(tmp_path_factory: pytest.TempPathFactory) -> Builder:
    """Builds tables of changed seeds; all tests of a process share the annotations."""
    return Builder(tmp_path_factory.mktemp("corpora"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say what tests have measured: the properties that they recorded, also of tests that passed."""
    told = [
        f"{name}, {value}"
        for reports in terminalreporter.stats.values()
        for report in reports
        if isinstance(report, pytest.TestReport) and report.when == "call"
        for name, value in report.user_properties
    ]
    if told:
        terminalreporter.section("measured")
        for line in told:
            terminalreporter.write_line(line)
