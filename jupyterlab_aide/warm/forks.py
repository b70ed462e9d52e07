"""The server's side of a parent: the process, its orders, and the kernels that it forked."""

import asyncio
import json
import os
import select
import signal
import socket
import subprocess
import sys
import threading
import time
import weakref
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

#: Seconds that a fork may take, on a machine that is very busy.
PATIENCE = 20
MESSAGE = 65536  # bytes, more than any has

#: Every parent and every kernel holds the one end, this process alone the other: when it ends,
#: however that happens, so do they.
LIFELINE, _HELD = os.pipe()


class Unusable(Exception):
    """Why no kernels can be forked here, in words that end a sentence."""


class ForkedKernel:
    """A kernel's process, with as much of ``subprocess.Popen`` as provisioners use.

    It is another process's child, so it is watched through a descriptor of the process itself:
    this holds when its parent is gone, and never means another process that got the same id.
    """

    stdin = stdout = stderr = None

    def __init__(self, pid: int, process: int, end: int):
        """``process`` refers to the process; from ``end`` its parent's word on it can be read."""
        self.pid = pid
        self.returncode: int | None = None
        self._process = process
        self._end = end
        self._close = weakref.finalize(self, _close, process, end)

    def poll(self) -> int | None:
        """The exit status, or None while it runs; 1 where it ended after its parent."""
        if self.returncode is None and _readable(self._process, 0):
            said = os.read(self._end, 16) if _readable(self._end, 1) else b""
            self.returncode = int(said or 1)
            self._close()
        return self.returncode

    def wait(self) -> int | None:
        """The exit status, as soon as there is one."""
        if self.returncode is None:
            _readable(self._process, None)
        return self.poll()

    async def ended(self, seconds: float) -> None:
        """Wait for its end, for so many seconds at most."""
        # In steps of its own: its descriptors are closed by whoever asks first.
        deadline = time.monotonic() + seconds
        while self.poll() is None and time.monotonic() < deadline:
            await asyncio.sleep(0.005)

    def send_signal(self, signum: int) -> None:
        """Send a signal to the process itself, if it runs."""
        if self.poll() is None:
            with suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._process, signum)

    def kill(self) -> None:
        """End it at once."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)


class Parent:
    """A process that has imported what candidates import, and forks kernels on demand."""

    def __init__(self, python: Sequence[str], env: Mapping[str, str], modules: Sequence[str]):
        """Start it; ``python`` is the interpreter with its options. ``OSError`` if it is none."""
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        script = str(Path(__file__).with_name("parent.py"))
        with theirs:
            fds = [theirs.fileno(), LIFELINE]
            try:
                self._process = subprocess.Popen(
                    [*python, script, *map(str, fds), *modules],
                    env=env,
                    # A folder of its own, because a program's can be neither moved nor unmounted.
                    cwd="/",
                    pass_fds=fds,
                    stdin=subprocess.DEVNULL,
                    start_new_session=True,
                )
            except OSError:
                self._control.close()
                raise
        self._lock = threading.Lock()
        #: What it was asked to import.
        self.modules = list(modules)
        #: When it was last known to be needed.
        self.used = time.monotonic()
        self._packages: dict[str, int] | None = None
        self._loaded: set[str] = set()
        self._kernels: weakref.WeakSet[ForkedKernel] = weakref.WeakSet()

    @property
    def is_ready(self) -> bool:
        """Whether its imports are done. Raises ``Unusable`` where it cannot fork."""
        if self._packages is None and _readable(self._control.fileno(), 0):
            answer, _ = self._receive()
            if "refused" in answer:
                raise Unusable(answer["refused"])
            self._packages = answer["packages"]
            self._loaded = set(answer["loaded"])
        return self._packages is not None

    @property
    def is_stale(self) -> bool:
        """Whether packages were installed or removed since it started."""
        return any(_changed(folder) != when for folder, when in (self._packages or {}).items())

    def lacks(self, modules: Iterable[str]) -> list[str]:
        """Those of packages that it has not imported although it is ready, and was not asked to."""
        known = self._loaded | {_package(module) for module in self.modules}
        return [module for module in modules if _package(module) not in known]

    @property
    def is_needed(self) -> bool:
        """Whether kernels of it run, or one is about to."""
        if self._lock.locked() or any(kernel.poll() is None for kernel in self._kernels):
            self.used = time.monotonic()
            return True
        return False

    def fork(
        self, connection_file: str, cwd: str, env: Mapping[str, str], stderr: int = 2
    ) -> ForkedKernel:
        """Fork a kernel that has ``env`` besides the parent's environment; takes a moment.

        Raises ``ChildProcessError`` where just this one cannot be, and ``Unusable`` where this
        parent can fork no more.
        """
        order = {"connection_file": connection_file, "cwd": cwd, "env": dict(env)}
        with self._lock:
            try:
                self._control.settimeout(PATIENCE)
                socket.send_fds(self._control, [json.dumps(order).encode()], [stderr])
                answer, fds = self._receive()
            except OSError as error:
                # One that answers later must not fork a second kernel on the same ports.
                self._process.kill()
                raise Unusable("the process that forks them does not answer") from error
        if "failed" in answer:
            raise ChildProcessError(answer["failed"])
        return ForkedKernel(answer["pid"], *fds)

    def keep(self, kernel: ForkedKernel) -> None:
        """Be needed as long as a kernel of it runs."""
        self._kernels.add(kernel)

    def close(self) -> None:
        """End it, and kernels of it that still run."""
        for kernel in self._kernels:
            if kernel.poll() is None:
                os.killpg(kernel.pid, signal.SIGKILL)
        self._process.kill()
        self._process.wait()
        self._control.close()

    def _receive(self) -> tuple[dict, list[int]]:
        try:
            message, fds, _, _ = socket.recv_fds(self._control, MESSAGE, 2)
        except ConnectionError:
            message, fds = b"", []
        for fd in fds:
            os.set_inheritable(fd, False)
        if not message:
            raise Unusable("the process that forks them has ended")
        return json.loads(message), fds


def can_fork() -> bool:
    """Whether this system has what is needed to fork kernels and to watch them."""
    return sys.platform == "linux" and hasattr(os, "pidfd_open")


def _readable(fd: int, seconds: float | None) -> bool:
    poll = select.poll()
    poll.register(fd, select.POLLIN)
    return bool(poll.poll(None if seconds is None else seconds * 1000))


def _changed(folder: str) -> int | None:
    try:
        return os.stat(folder).st_mtime_ns
    except OSError:
        return None


def _package(module: str) -> str:
    return module.partition(".")[0]


def _close(*fds: int) -> None:
    for fd in fds:
        os.close(fd)
