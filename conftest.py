"""What makes `pytest --nbval notebooks` mean something.

nbval compares text: it lets a notebook without outputs pass, and does not look at pictures. So a notebook
that was not run to its end is refused here, and the figures drawn on the way, which go to a folder of
their own, must equal those in figures/.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbval.kernel
import pytest
from jupyter_client.manager import KernelManager

from corpus_tools.running.transcript import find_unfinished, read_notebook

FRESH = "CORPUS_TOOLS_FIGURES"
os.environ.update(CORPUS_HEADLESS="1", PYTHONHASHSEED="0", JUPYTER_PREFER_ENV_PATH="1")


class Unfinished(pytest.File):
    """A committed notebook that lacks outputs of a whole run."""

    def collect(self) -> Iterator[pytest.Item]:
        """Say what is missing instead of any test."""
        number = find_unfinished(read_notebook(self.path))
        raise self.CollectError(f"{self.path.name}, cell {number}: no result of a whole run; make notebooks")


def pytest_configure(config: pytest.Config) -> None:
    """Have figures drawn to a folder of their own, before workers start and take over the environment."""
    if not config.getoption("nbval", default=False):
        return
    if not hasattr(config, "workerinput"):
        os.environ[FRESH] = tempfile.mkdtemp(prefix="corpus-tools-")
    nbval.kernel.KernelManager = start_local_kernel


def start_local_kernel(**options: Any) -> KernelManager:
    """A kernel that is reached by sockets in a folder, for two workers can take the same port."""
    folder = tempfile.mkdtemp(prefix="kernel-", dir=os.environ[FRESH])
    return KernelManager(transport="ipc", ip=f"{folder}/kernel", **options)


@pytest.hookimpl(tryfirst=True)
def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> Unfinished | None:
    """Refuse a notebook that was not run to its end."""
    is_checked = file_path.suffix == ".ipynb" and parent.config.getoption("nbval", default=False)
    if is_checked and find_unfinished(read_notebook(file_path)):
        return Unfinished.from_parent(parent, path=file_path)
    return None


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail when a figure that was drawn differs from the committed one."""
    is_worker = hasattr(session.config, "workerinput")
    if is_worker or not session.config.getoption("nbval", default=False):
        return
    fresh = Path(os.environ[FRESH])
    changed = find_changed(fresh, session.config.rootpath / "figures", find_numbers(session.config))
    shutil.rmtree(fresh, ignore_errors=True)
    for name in changed:
        session.config.get_terminal_writer().line(
            f"\nfigures/{name} is not what its notebook draws; make run"
        )
    if changed:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def find_changed(fresh: Path, committed: Path, numbers: set[str]) -> list[str]:
    """The files of figures that differ between two folders; only of the notebooks with these numbers."""
    names = {path.name for folder in (fresh, committed) for path in folder.glob("f[0-9][0-9]-*")}
    pairs = {name: (fresh / name, committed / name) for name in names if name[1:3] in numbers}
    return sorted(
        name
        for name, (one, other) in pairs.items()
        if not (one.is_file() and other.is_file() and one.read_bytes() == other.read_bytes())
    )


def find_numbers(config: pytest.Config) -> set[str]:
    """The numbers of the notebooks that were asked for."""
    paths = [Path(argument.split("::")[0]) for argument in config.args]
    found = (path.rglob("*.ipynb") if path.is_dir() else [path] for path in paths)
    return {path.name[:2] for group in found for path in group}
