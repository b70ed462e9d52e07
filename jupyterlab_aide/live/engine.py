"""The process of an engine that drives a run without a tab."""

import asyncio
import logging
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from logging.handlers import RotatingFileHandler
from pathlib import Path

from ..node import give_access

#: What an engine gets of the server's environment: where things are, and nothing that is secret.
PASSED_ON = (
    *("PATH", "HOME", "USER", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "TMPDIR", "LD_LIBRARY_PATH"),
    *("SYSTEMROOT", "USERPROFILE", "TEMP", "TMP"),
)
#: Bytes of a log; when it is full, one former log of this size is kept.
LOG_BYTES = 512 * 1024
#: Bytes of a line of the log, and characters of a sentence for people.
LINE, SENTENCE = 8192, 500


class Engine:
    """An engine's process: in a group of its own, and ended when this process is."""

    def __init__(
        self,
        command: Sequence[str],
        access: Mapping[str, str],
        log: Path,
        ended: Callable[["Engine", str | None], None],
    ):
        """Start it with what lets it in; what it prints goes into the file ``log``.

        ``ended`` is called in the running event loop: with None where it ended as it should, else
        with a sentence that says why. Raises ``OSError`` where it cannot be started.
        """
        self._ended = ended
        self._loop = asyncio.get_running_loop()
        self._is_over = asyncio.Event()
        self._log = _Log(log)
        passed_on = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
        if sys.platform == "linux":
            # For an engine that is too busy to notice the end of its standard input.
            become = str(Path(__file__).with_name("become.py"))
            command = [sys.executable, "-I", "-S", become, str(os.getpid()), *command]
        self._process = subprocess.Popen(
            command,
            env=passed_on,
            # No folder of a person's, which could then not be moved.
            cwd=os.path.abspath(os.sep),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
        )
        give_access(self._process.stdin, access)
        self.pid = self._process.pid
        threading.Thread(target=self._follow, daemon=True).start()

    async def over(self, seconds: float) -> bool:
        """Wait for its end; whether it came."""
        with suppress(asyncio.TimeoutError):
            await asyncio.wait_for(self._is_over.wait(), seconds)
        return self._is_over.is_set()

    def terminate(self) -> None:
        """Ask it to end."""
        if self._process.poll() is None:
            self._process.terminate()

    def kill(self) -> None:
        """End it at once, with all that it may have started."""
        if self._process.poll() is not None:
            return
        if os.name == "nt":
            self._process.kill()
        else:
            with suppress(ProcessLookupError):
                os.killpg(self.pid, signal.SIGKILL)

    async def end(self, patience: float) -> None:
        """Ask it to end, and end it at once where it does not within so many seconds."""
        self.terminate()
        if not await self.over(patience):
            self.kill()
            await self._is_over.wait()

    def _follow(self) -> None:
        """Read what it prints, until it ends. Runs in a thread."""
        last = ""
        for line in iter(lambda: self._process.stdout.readline(LINE), b""):
            text = "".join(c if c.isprintable() else " " for c in line.decode(errors="replace"))
            last = text.strip() or last
            self._log.line(text.rstrip())
        status = self._process.wait()
        self._process.stdout.close()
        self._process.stdin.close()
        self._log.line(f"The engine has ended with status {status}.")
        self._log.close()
        # The loop may be closed, as the server is about to end.
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._tell, status, last[:SENTENCE])

    def _tell(self, status: int, last: str) -> None:
        self._is_over.set()
        if status < 0:
            with suppress(ValueError):
                last = f"The engine was ended by {signal.Signals(-status).name}."
        reason = None if status == 0 else last or f"The engine ended with status {status}."
        self._ended(self, reason)


class _Log(RotatingFileHandler):
    """A log of bounded size. That it cannot be written is no reason to end a run."""

    def __init__(self, path: Path):
        super().__init__(path, maxBytes=LOG_BYTES, backupCount=1, encoding="utf-8", delay=True)
        self.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
        self._is_told = False

    def line(self, text: str) -> None:
        """Add a line."""
        self.handle(logging.makeLogRecord({"msg": text}))

    def handleError(self, record: logging.LogRecord) -> None:
        if not self._is_told:
            self._is_told = True
            why = sys.exc_info()[1]
            logging.getLogger(__name__).warning("%s cannot be written: %s", self.baseFilename, why)
