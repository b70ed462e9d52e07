"""Kernels behind a gateway, on disk: what a server that was killed leaves running there."""

import json
import os
import socket
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .live.records import other_servers
from .private import write_private


@dataclass(frozen=True)
class Left:
    """A kernel whose server is no more."""

    kernel: str
    run: str
    #: Whether its server was on this machine; else nobody knows that it is no more.
    was_here: bool


class LeftKernels:
    """The kernels that servers of one root folder have at one gateway, a file for each."""

    def __init__(self, folder: Path, root: str, gateway: str):
        """Keep them in ``folder``, which other servers use as well."""
        self._folder = folder
        self._of = {"root": os.path.abspath(root), "gateway": gateway}

    def keep(self, kernel: str, run: str) -> None:
        """Write down that this server has a kernel, where that can be written at all."""
        here = {"host": socket.gethostname(), "server": os.getpid()}
        # A home without room is no reason to do without kernels.
        with suppress(OSError):
            write_private(self._file(kernel), {"version": 1, **self._of, **here, "run": run})

    def forget(self, kernel: str) -> None:
        """Remove a kernel that has ended."""
        with suppress(OSError):
            self._file(kernel).unlink()

    def left(self) -> list[Left]:
        """What servers have left that are no more, or are on another machine."""
        others = other_servers(self._of["root"])
        found = []
        for kernel, body in self._bodies():
            was_here = body["host"] == socket.gethostname()
            if not (was_here and body["server"] in others):
                found.append(Left(kernel, str(body["run"]), was_here))
        return found

    def _bodies(self) -> Iterator[tuple[str, dict[str, Any]]]:
        for path in sorted(self._folder.glob("*.json")):
            with suppress(OSError, ValueError, KeyError, TypeError):
                body = json.loads(path.read_text("utf-8"))
                if all(body[name] == value for name, value in self._of.items()):
                    yield path.stem, {name: body[name] for name in ("host", "server", "run")}

    def _file(self, kernel: str) -> Path:
        return self._folder / f"{kernel}.json"
