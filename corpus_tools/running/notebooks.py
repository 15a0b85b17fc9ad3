"""Notebooks: executed through papermill, each in a kernel of its own, judged by what their cells show.

papermill's own status is not believed: it calls a cell completed after its kernel was killed.
"""

import logging
import multiprocessing
import os
import signal
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import corpus_tools
from corpus_tools.errors import CorpusError, NotebookError, UsageError
from corpus_tools.running.progress import track
from corpus_tools.running.transcript import (
    check_finished,
    code_cells,
    find_unfinished,
    read_notebook,
    write_notebook,
)
from corpus_tools.running.warming import follow_parent, is_template_loaded, start_template

if TYPE_CHECKING:
    from nbformat import NotebookNode

NOTEBOOKS = Path(corpus_tools.__file__).resolve().parents[1] / "notebooks"
"""The notebooks of the checkout."""

TIMEOUT = 600
"""Seconds that one cell may take."""

_QUIET_KERNEL = ["--log-level=50"]
"""Errors too: transcripts tell real ones, and Jupyter interrupts a kernel before it shuts it down."""
_SOCKET_PATH = 100
"""Characters that the path of a local socket may have."""


class _KernelLostError(NotebookError):
    """The kernel went away; worth one more try when it had not begun, as when two took the same port."""


def find_notebooks(folder: Path) -> list[Path]:
    """The numbered notebooks of a folder, in order.

    Raises:
        UsageError: there are none.
    """
    paths = sorted(folder.glob("[0-9]*.ipynb"))
    if not paths:
        raise UsageError(
            "no notebooks found", file=str(folder), remedy="run inside a checkout of the project"
        )
    return paths


def run_notebooks(
    paths: Sequence[Path],
    out: Path,
    *,
    parameters: Mapping[Path, Mapping[str, Any]] | None = None,
    environment: Mapping[str, str] | None = None,
    timeout: int = TIMEOUT,
    jobs: int = 0,
) -> None:
    """Execute notebooks and write their transcripts to a folder under the same names.

    Args:
        paths: the notebooks; they must not depend on one another.
        out: where transcripts go; it exists.
        parameters: for a notebook, values in place of its defaults.
        environment: variables set for all kernels besides those that make runs alike.
        timeout: seconds that one cell may take.
        jobs: notebooks to run at once; 0 for one per core.

    Raises:
        NotebookError: the first notebook, in order, that did not run to its end, and its cell.
    """
    context = start_template(paths, _settings())
    variables = {**_settings(), **(environment or {})}
    workers = min(jobs or len(os.sched_getaffinity(0)), len(paths))
    with (
        tempfile.TemporaryDirectory(prefix="corpus-tools-") as profile,
        ProcessPoolExecutor(
            workers,
            mp_context=context,
            initializer=_prepare_process,
            initargs=({**variables, **_private(profile)},),
            max_tasks_per_child=1,
        ) as pool,
        track("running notebooks", len(paths)) as advance,
    ):
        futures = [
            pool.submit(_run_and_write, path, out, dict((parameters or {}).get(path, {})), timeout)
            for path in paths
        ]
        try:
            for path, future in zip(paths, futures, strict=True):
                _collect(path, future)
                advance(1)
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def start_kernels(folder: Path = NOTEBOOKS) -> None:
    """Begin to import what the kernels of a folder's notebooks will need, in a process beside this one."""
    start_template(sorted(folder.glob("[0-9]*.ipynb")), _settings())


def run_notebook(
    path: Path, *, parameters: Mapping[str, Any] | None = None, timeout: int = TIMEOUT
) -> "NotebookNode":
    """Execute one notebook in its folder, with the environment of this process, and return it executed.

    Raises:
        NotebookError: a cell failed, took too long, or ended the kernel.
    """
    read_notebook(path)
    # The kernel is forked before there is anything that it would clean up when it ends.
    with _forked_kernel() as kernel, tempfile.TemporaryDirectory(prefix="corpus-tools-") as folder:
        partial = Path(folder) / path.name
        try:
            notebook = _execute(path, partial, parameters or {}, timeout, **kernel)
        except _KernelLostError:
            if _count_begun(partial):
                raise
            notebook = _execute(path, partial, parameters or {}, timeout)
    check_finished(notebook, path.name)
    return notebook


def refresh(folder: Path) -> None:
    """Execute the notebooks of a folder in place, in order; one that fails stays as it was."""
    with tempfile.TemporaryDirectory(prefix="corpus-tools-") as profile:
        _prepare_process({**_settings(), **_private(profile)})
        for path in find_notebooks(folder):
            notebook = run_notebook(path)
            fresh = path.with_name(f".build.{path.name}")
            write_notebook(notebook, fresh)
            fresh.replace(path)


@contextmanager
def _forked_kernel() -> Iterator[dict[str, Any]]:
    """What papermill is told to use a kernel forked from the template; nothing where there is no template."""
    if not is_template_loaded():
        yield {}
        return
    from corpus_tools.running.kernels import fork_kernel, make_manager

    kernel = fork_kernel()
    try:
        yield {"kernel_manager_class": make_manager(kernel)}
    finally:
        kernel.dismiss()


def _execute(
    path: Path, partial: Path, parameters: Mapping[str, Any], timeout: int, **client: Any
) -> "NotebookNode":
    import papermill
    from nbclient.exceptions import CellControlSignal, CellTimeoutError, DeadKernelError
    from papermill.exceptions import PapermillException, PapermillExecutionError

    logging.getLogger("papermill").setLevel(logging.ERROR)
    try:
        notebook: NotebookNode = papermill.execute_notebook(
            path,
            partial,
            parameters=dict(parameters),
            kernel_name="python3",
            progress_bar=False,
            cwd=path.parent,
            execution_timeout=timeout,
            extra_arguments=_QUIET_KERNEL,
            config=_configure_kernel(partial.parent),
            **client,
        )
    except PapermillExecutionError as error:
        raise _failure(path, partial, f"{error.ename}: {error.evalue}") from error
    except CellTimeoutError as error:
        raise _failure(path, partial, f"a cell took longer than {timeout} s") from error
    except DeadKernelError as error:
        raise _failure(path, partial, "the kernel died", _KernelLostError) from error
    except (CellControlSignal, RuntimeError, TimeoutError) as error:
        raise _failure(path, partial, str(error), _KernelLostError) from error
    except PapermillException as error:
        raise _failure(path, partial, str(error)) from error
    return notebook


def _failure(
    path: Path, partial: Path, reason: str, kind: type[NotebookError] = NotebookError
) -> NotebookError:
    lost = kind is _KernelLostError
    number = _count_begun(partial) if lost else find_unfinished(read_notebook(partial))
    return kind(
        f"the notebook failed ({reason[:300]})",
        file=path.name,
        cell=number or "",
        remedy="open it in JupyterLab and run it to see more; earlier results were not changed",
    )


def _count_begun(partial: Path) -> int:
    """The number of cells that were given to a kernel; it went away in the last of them."""
    cells = code_cells(read_notebook(partial)) if partial.exists() else []
    return sum(bool(cell.metadata.get("papermill", {}).get("start_time")) for cell in cells)


def _configure_kernel(folder: Path) -> Any:
    """A kernel that is reached by sockets in a folder: two can take the same port, and others see a port."""
    from traitlets.config import Config

    address = str(folder / "kernel")
    if os.name != "posix" or len(address) > _SOCKET_PATH:
        return Config()
    return Config({"KernelManager": {"transport": "ipc", "ip": address}})


def _private(folder: str) -> dict[str, str]:
    """Where kernels keep what is theirs, away from the user's own IPython and Jupyter."""
    return {"IPYTHONDIR": folder, "JUPYTER_RUNTIME_DIR": folder}


def _settings() -> dict[str, str]:
    """What makes kernels alike on all machines, safe from the user's own settings, and sparing of memory."""
    return {
        "PYTHONHASHSEED": "0",
        "PYTHONSAFEPATH": "1",
        "PYTHONUTF8": "1",
        "CORPUS_HEADLESS": "1",
        "MATPLOTLIBRC": str(_home_of("matplotlib") / "mpl-data" / "matplotlibrc"),
        "JUPYTER_PREFER_ENV_PATH": "1",
        # Columns of a large corpus go back to the system when they are done with.
        "MALLOC_MMAP_THRESHOLD_": "131072",
    }


def _home_of(package: str) -> Path:
    """The folder of an installed package, without importing it."""
    found = find_spec(package)
    return Path(found.origin or "").parent if found else Path()


def _prepare_process(environment: Mapping[str, str]) -> None:
    """Set up a process that runs notebooks; it ends with the one that started it."""
    os.environ.update(environment)
    os.environ.pop("MPLBACKEND", None)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    if multiprocessing.parent_process():
        follow_parent()


def _run_and_write(path: Path, out: Path, parameters: dict[str, Any], timeout: int) -> str:
    """Run one notebook in a process of the pool; an error comes back as its message."""
    try:
        write_notebook(run_notebook(path, parameters=parameters, timeout=timeout), out / path.name)
    except CorpusError as error:
        return str(error)
    return ""


def _collect(path: Path, future: "Future[str]") -> None:
    try:
        message = future.result()
    except BrokenProcessPool as error:
        raise NotebookError(
            "the process that ran a notebook was ended from outside", file=path.name
        ) from error
    if message:
        raise NotebookError(message)


if __name__ == "__main__":
    refresh(Path(sys.argv[1]).resolve())
