"""Warming: the modules that notebooks need are imported once, by a process from which kernels are forked.

That process is the fork server of multiprocessing. It runs no notebook itself, so every kernel starts from
the same state, which is that of a fresh interpreter after its imports. Where forking is not to be had,
kernels are started one by one, as ever.
"""

import ast
import ctypes
import json
import multiprocessing
import os
import signal
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from multiprocessing import forkserver
from multiprocessing.context import BaseContext
from pathlib import Path

import corpus_tools

TEMPLATE = "corpus_tools.running.template"
"""The module that makes a fork server a template; it is loaded nowhere else."""

_DIE_WITH_PARENT = 1
_OURS = f"{corpus_tools.__name__}."


def is_possible() -> bool:
    """Whether kernels can be forked here: other systems than Linux do not end them with their parent."""
    return sys.platform == "linux" and "forkserver" in multiprocessing.get_all_start_methods()


def start_template(notebooks: Sequence[Path], environment: Mapping[str, str]) -> BaseContext:
    """Have a template import, beside this process, what notebooks import from the package.

    Args:
        notebooks: whose import statements are read; one that cannot be read is left out.
        environment: variables that must be set when an interpreter starts, such as PYTHONHASHSEED.

    Returns:
        The context whose processes are forked from the template; where there can be none, one whose
        processes start afresh.
    """
    if not is_possible():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([TEMPLATE, *find_imports(notebooks)])
    with _environment(environment):
        forkserver.ensure_running()
    return context


def find_imports(notebooks: Sequence[Path]) -> list[str]:
    """The modules of the package that cells import, sorted; what is a name in one may stand there too."""
    found: set[str] = set()
    for path in notebooks:
        for source in _read_cells(path):
            found |= set(_imports_of(source))
    return sorted(found)


def is_template_loaded() -> bool:
    """Whether this process was forked from the template."""
    return TEMPLATE in sys.modules


def follow_parent(number: int = signal.SIGTERM) -> None:
    """Have this process receive a signal when the process that started it ends, however that ends."""
    if sys.platform != "linux":
        return
    parent = os.getppid()
    ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, number)
    if os.getppid() != parent:
        os._exit(1)


def _read_cells(path: Path) -> Iterator[str]:
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        yield from ("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
    except (OSError, ValueError, KeyError, TypeError):
        return


def _imports_of(source: str) -> Iterator[str]:
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(_OURS):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
            yield node.module or ""
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.startswith(_OURS))


@contextmanager
def _environment(variables: Mapping[str, str]) -> Iterator[None]:
    """Set variables for what is started inside."""
    before = {name: os.environ.get(name) for name in variables}
    os.environ.update(variables)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
