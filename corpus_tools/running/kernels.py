"""Kernels: forked before they are needed, and handed to papermill by way of Jupyter's provisioners.

A process that was forked from the template forks once more, while it has neither threads nor sockets. The
child waits for its orders; what it then runs is ipykernel, as if it had been started with them.
"""

import atexit
import gc
import json
import os
import signal
import socket
import sys
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NoReturn

from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

from corpus_tools.running.warming import TEMPLATE, follow_parent

_LAUNCHER = "ipykernel_launcher"

_OF_THE_RUNNER = ("tqdm.auto", "tqdm.autonotebook")
"""Modules that papermill has imported outside of a kernel, and that would be others inside of one."""


class ForkedKernel:
    """A kernel-to-be, with as much of `subprocess.Popen` as Jupyter asks of one.

    Attributes:
        pid: of the process.
        returncode: None while it lives.
    """

    stdin = stdout = stderr = None

    def __init__(self, pid: int, orders: socket.socket) -> None:
        """Know a process by its id and by the socket on which it waits for orders."""
        self.pid = pid
        self.returncode: int | None = None
        self._orders = orders

    def begin(self, arguments: Sequence[str], folder: str, environment: Mapping[str, str]) -> None:
        """Let it run a kernel with arguments, in a folder, with an environment."""
        with self._orders as orders:
            orders.sendall(json.dumps([list(arguments), folder, dict(environment)]).encode())

    def dismiss(self) -> None:
        """End it, whether it was begun or not."""
        self._orders.close()
        self.kill()
        self.wait()

    def poll(self) -> int | None:
        """The exit code, or None while it lives."""
        return self._wait(os.WNOHANG)

    def wait(self) -> int | None:
        """Wait until it has ended; the exit code."""
        return self._wait(0)

    def send_signal(self, number: int) -> None:
        """Send it a signal; one that has ended gets none."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        """End it now."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def _wait(self, options: int) -> int | None:
        if self.returncode is None:
            pid, status = os.waitpid(self.pid, options)
            if pid:
                self.returncode = os.waitstatus_to_exitcode(status)
        return self.returncode


class ForkingProvisioner(LocalProvisioner):
    """Starts a kernel by giving its orders to a process that was forked before."""

    forked: ForkedKernel | None = None
    process: Any = None

    async def launch_kernel(self, cmd: list[str], **options: Any) -> Any:
        """Begin the forked kernel; a kernel of another kind, or a second one, starts as ever."""
        forked, self.forked = self.forked, None
        if forked is None or _LAUNCHER not in cmd:
            return await super().launch_kernel(cmd, **options)
        # ipykernel reads its parent from the environment when it is imported, which it was long ago.
        parent = f"--IPKernelApp.parent_handle={os.getpid()}"
        folder = str(options.get("cwd") or Path.cwd())
        environment = {**options.get("env", os.environ), "JPY_PARENT_PID": str(os.getpid())}
        forked.begin([*cmd[cmd.index(_LAUNCHER) + 1 :], parent], folder, environment)
        self.process, self.cwd = forked, Path(folder)
        self.pid = self.pgid = forked.pid
        return self.connection_info


def fork_kernel() -> ForkedKernel:
    """Fork a process that becomes a kernel when it is begun, and ends when it is dismissed.

    To be called while this process has one thread and no event loop: the child inherits neither.
    """
    gc.freeze()
    ours, theirs = socket.socketpair()
    sys.stdout.flush()
    sys.stderr.flush()
    pid = os.fork()
    if pid:
        theirs.close()
        return ForkedKernel(pid, ours)
    code = 1
    try:
        ours.close()
        code = _become_kernel(theirs)
    except SystemExit as error:
        code = error.code if isinstance(error.code, int) else bool(error.code)
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        _leave(code)


def make_manager(kernel: ForkedKernel) -> type[AsyncKernelManager]:
    """The class of managers that start a forked kernel first: what nbclient takes as its manager class."""

    class ForkingManager(AsyncKernelManager):
        async def _async_pre_start_kernel(self, **options: Any) -> Any:
            if self.provisioner is None:
                provisioner = ForkingProvisioner(
                    kernel_id=self.kernel_id, kernel_spec=self.kernel_spec, parent=self
                )
                provisioner.forked = kernel
                self.provisioner = provisioner
            return await super()._async_pre_start_kernel(**options)

        pre_start_kernel = _async_pre_start_kernel

    return ForkingManager


def _become_kernel(orders: socket.socket) -> int:
    """Wait for orders, then be the kernel that they describe; without orders, nothing."""
    follow_parent(signal.SIGKILL)
    os.setsid()
    with orders, orders.makefile("rb") as lines:
        words = lines.read()
    if not words:
        return 0
    arguments, folder, environment = json.loads(words)
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    _forget_template()
    launcher = find_spec(_LAUNCHER)
    sys.argv = [str(launcher and launcher.origin), *arguments]

    from ipykernel.kernelapp import launch_new_instance

    launch_new_instance(argv=arguments)
    return 0


def _forget_template() -> None:
    """Undo what was settled for all kernels by importing early, or by multiprocessing."""
    sys.path[:] = sys.modules[TEMPLATE].PATH
    for name in _OF_THE_RUNNER:
        sys.modules.pop(name, None)
    numpy = sys.modules.get("numpy")
    if numpy is not None:  # `random` sees to itself
        numpy.random.seed()


def _leave(code: int) -> NoReturn:
    """End this process as an interpreter ends, but without going back to what its parent was doing."""
    try:
        atexit._run_exitfuncs()
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os._exit(code)
