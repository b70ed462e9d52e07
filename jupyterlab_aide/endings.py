"""How kernels of this machine ended: by which signal or code, and what they said last."""

import os
import re
import signal
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

#: Bytes of what a kernel wrote to its standard error that are kept, the last ones.
TAIL = 4096
#: Characters of its last line that are told.
LINE = 500
#: Kernels that are remembered, the newest ones.
KERNELS = 64
#: Seconds in which all is read that a process wrote which has ended; others may hold its pipe.
READING = 1

_CONTROLS = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]|[\x00-\x09\x0b-\x1f\x7f]")


class Ending:
    """A kernel's process that will end: its standard error is read until then."""

    def __init__(self) -> None:
        """Begin to read; what is read goes on to this server's own standard error, the log."""
        ours, self.stderr = os.pipe()
        self.process: Any = None
        self._tail = b""
        self._reader = threading.Thread(target=self._read, args=(ours,), daemon=True)
        self._reader.start()

    def told(self) -> str | None:
        """How it ended, as the end of a sentence without its stop; None while it runs."""
        code = self.process.poll()
        if code is None:
            return None
        self._reader.join(READING)
        words = last_line(self._tail)
        return f"its process ended {_how(code)}" + (f". It said last: {words}" if words else "")

    def _read(self, pipe: int) -> None:
        with open(pipe, "rb", buffering=0) as pieces:
            while piece := pieces.read(65536):
                self._tail = (self._tail + piece)[-TAIL:]
                with suppress(OSError):
                    os.write(2, piece)


#: By kernel, the process that runs and the one before it: Jupyter restarts those that ended.
_ENDINGS: dict[str, deque[Ending]] = {}


@contextmanager
def watched(kernel: str) -> Iterator[Ending]:
    """Start a process of a kernel within; it gets ``stderr``, and ``process`` is to be set."""
    ending = Ending()
    try:
        yield ending
    finally:
        os.close(ending.stderr)
    endings = _ENDINGS.pop(kernel, deque(maxlen=2))
    endings.append(ending)
    _ENDINGS[kernel] = endings
    while len(_ENDINGS) > KERNELS:
        _ENDINGS.pop(next(iter(_ENDINGS)))


def how_it_ended(kernel: str) -> str | None:
    """How a kernel's process ended, as the end of a sentence; None where that is not known.

    Takes a moment.
    """
    # A list, because Jupyter may restart the kernel meanwhile.
    told = (ending.told() for ending in reversed(list(_ENDINGS.get(kernel, ()))))
    return next((each for each in told if each), None)


def last_line(said: bytes) -> str:
    """The last line that says anything, without what would control a terminal."""
    lines = _CONTROLS.sub("", said.decode(errors="replace").replace("\r", "\n")).split("\n")
    return next((line.strip() for line in reversed(lines) if line.strip()), "")[:LINE]


def _how(code: int) -> str:
    if code >= 0:
        return f"with the exit code {code}"
    memory = ", most often because memory ran out" if -code == getattr(signal, "SIGKILL", 9) else ""
    with suppress(ValueError):
        return f"by signal {-code} ({signal.Signals(-code).name}){memory}"
    return f"by signal {-code}"
