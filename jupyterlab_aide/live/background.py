"""Runs that go on without a tab: this server starts their engines, and looks after them."""

import asyncio
import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jupyter_core.utils import ensure_async
from jupyter_server.auth import User
from jupyter_server.utils import to_os_path
from tornado.ioloop import PeriodicCallback

from ..errors import Refusal
from ..node import ENGINE, NO_ENGINE, find_node
from .access import EngineAccess
from .engine import Engine
from .hub import Hub, now
from .records import Record, Records
from .run_path import run_path

#: Seconds before an engine that died is started again, each time.
RETRIES = (1, 5, 25)
#: An engine that lasted as many seconds did not die of what it began with.
LASTING = 600
#: Seconds within which an engine must drive, else it hangs; and between two looks at that.
HANGING, LOOK = 30, 2
#: Seconds for a tab to let go of a run that it hands over.
HANDING_OVER = 3
#: Seconds for an engine to come to rest when it is told to; then to end when it is asked to.
REST, END = 10, 3
#: Runs that ended whose reason is still told.
TOLD = 100

NO_NODE = (
    "Running without this tab needs Node on the server, which is not there."
    " `pip install jupyterlab-aide[background]` brings it; the server need not be restarted."
)


@dataclass
class BackgroundRun:
    """A run in the background, or what became of it."""

    record: Record
    user: User | None
    state: str = "running"
    #: Why it had to be started again, or ended before its time.
    error: str | None = None
    engine: Engine | None = None
    token: str = ""
    #: How often its engine died in a row.
    failures: int = 0
    #: When its engine was started, and when it was last seen driving; by the loop's clock.
    began: float = 0
    seen: float = 0
    is_stopping: bool = False
    retry: asyncio.TimerHandle | None = field(default=None, repr=False)

    def describe(self) -> dict[str, Any]:
        """As clients see it."""
        pid = self.engine.pid if self.engine else None
        started = self.record.started
        return {"state": self.state, "pid": pid, "started": started, "error": self.error}


class BackgroundRuns:
    """All runs in this server's background."""

    def __init__(self, app: Any, hub: Hub, access: EngineAccess, kernels: Any):
        """Work for the Jupyter server ``app``; ``kernels`` are the managed ones."""
        self._app = app
        self._hub = hub
        self._access = access
        self._kernels = kernels
        self._records = Records(Path(app.data_dir) / "aide" / "background", app.root_dir)
        self._runs: dict[str, BackgroundRun] = {}
        self._looks = PeriodicCallback(self._look, LOOK * 1000)

    def describe(self) -> dict[str, dict[str, Any]]:
        """The runs in the background, as clients see them."""
        return {run: entry.describe() for run, entry in self._runs.items()}

    async def start(self, run: str, user: User) -> dict[str, Any]:
        """Start an engine for ``user``. Raises ``Refusal`` where that cannot be."""
        former = self._runs.get(run)
        if former and former.state == "running":
            raise Refusal(409, "driven", "This run already goes on in the background.")
        contents = self._app.contents_manager
        if not await ensure_async(contents.file_exists(f"{run}/run.json")):
            raise Refusal(404, "no-such-run", f"There is no run in “{run}”.")
        if not await self._hub.until_free(run, HANDING_OVER):
            raise Refusal(
                409, "driven", "Another tab drives this run. Take it over or pause it there first."
            )
        record = Record(run, self._as_text(user), now())
        entry = BackgroundRun(record, user)
        await self._begin(entry)
        return entry.describe()

    async def stop(self, run: str) -> None:
        """Have a run come to rest and its engine end. Raises ``Refusal`` where there is none."""
        entry = self._runs.get(run)
        if entry is None:
            raise Refusal(404, "not-in-background", "This run is not in the background.")
        entry.is_stopping = True
        if entry.retry:
            entry.retry.cancel()
        if engine := entry.engine:
            told = self._is_driving(run) and self._hub.command(run, {"do": "stop"})
            if not (told and await engine.over(REST)):
                await engine.end(END)
        self._records.forget(run)
        if entry.state == "offered":
            self._runs.pop(run, None)
        elif entry.state == "running":
            await self._rest(entry)

    async def resume(self, by_itself: bool) -> None:
        """Go on with what a former server left, or offer it."""
        for record in self._records.left():
            run = record.run
            if run in self._runs:
                continue
            try:
                await run_path(self._app.contents_manager, run)
            except Refusal:
                self._records.forget(run)
                continue
            entry = BackgroundRun(record, self._from_text(record.user), "offered")
            if by_itself and entry.user and not self._hub.driver(run):
                try:
                    await self._begin(entry)
                except Refusal as refusal:
                    entry.error = refusal.message
            self._runs.setdefault(run, entry)

    async def close(self) -> None:
        """End all engines, as the server does; a later one goes on with their runs."""
        self._looks.stop()
        engines = []
        for entry in self._runs.values():
            entry.is_stopping = True
            if entry.retry:
                entry.retry.cancel()
            if entry.engine:
                engines.append(entry.engine.end(END))
        await asyncio.gather(*engines)
        self._access.close()

    async def _begin(self, entry: BackgroundRun) -> None:
        """Start the first engine of a run, which may have to be refused."""
        run, former, was = entry.record.run, self._runs.get(entry.record.run), entry.state
        # Before anything is waited for, so that nobody else starts one.
        self._runs[run] = entry
        entry.state = "running"
        try:
            command = await _command()
            if not entry.is_stopping:
                self._records.keep(entry.record)
                self._launch(entry, command)
        except BaseException as error:
            entry.state = was
            self._runs.pop(run)
            if former:
                self._runs[run] = former
            if not isinstance(error, OSError):
                raise
            raise Refusal(
                500, "not-started", f"This run cannot be put in the background: {error}."
            ) from error

    def _launch(self, entry: BackgroundRun, command: Sequence[str]) -> None:
        run = entry.record.run
        token = self._access.admit(entry.user)
        try:
            entry.engine = Engine(
                [*command, "drive", "--run", run],
                {"url": self._access.url(), "token": token},
                self._log_file(run),
                lambda engine, reason: self._ended(entry, reason),
            )
        except OSError:
            self._access.dismiss(token)
            raise
        entry.token = token
        entry.began = entry.seen = asyncio.get_running_loop().time()
        if not self._looks.is_running():
            self._looks.start()

    async def _relaunch(self, entry: BackgroundRun) -> None:
        entry.retry = None
        if self._is_taken(entry.record.run):
            await self._rest(entry)
            return
        try:
            command = await _command()
            if not entry.is_stopping:
                self._launch(entry, command)
        except (Refusal, OSError) as error:
            entry.error = getattr(error, "message", str(error))
            await self._rest(entry)

    def _ended(self, entry: BackgroundRun, reason: str | None) -> None:
        """Decide what becomes of a run whose engine has ended."""
        loop = asyncio.get_running_loop()
        run = entry.record.run
        entry.engine = None
        self._access.dismiss(entry.token)
        if entry.is_stopping:
            return
        if reason is None or self._is_taken(run):
            self._records.forget(run)
            entry.state = "ended"
            self._tidy()
            return
        if loop.time() - entry.began > LASTING:
            entry.failures = 0
        if entry.failures < len(RETRIES):
            delay = RETRIES[entry.failures]
            entry.failures += 1
            entry.error = f"{reason} It was started again ({entry.failures} of {len(RETRIES)})."
            entry.retry = loop.call_later(
                delay, lambda: asyncio.ensure_future(self._relaunch(entry))
            )
        else:
            entry.error = f"{reason} It was not started again after {len(RETRIES)} times."
            asyncio.ensure_future(self._rest(entry))
        self._app.log.warning("The run %s in the background: %s", run, entry.error)

    async def _rest(self, entry: BackgroundRun) -> None:
        """Leave a run alone that did not come to its end; its kernels are nobody's any more."""
        entry.state = "ended"
        if not self._is_taken(entry.record.run):
            await self._kernels.end(entry.record.run)
        self._tidy()

    def _look(self) -> None:
        """End engines that hang, so that they are started again."""
        time = asyncio.get_running_loop().time()
        for run, entry in self._runs.items():
            if self._is_driving(run):
                entry.seen = time
            elif entry.engine and time - entry.seen > HANGING:
                entry.engine.kill()

    def _is_driving(self, run: str) -> bool:
        driver = self._hub.driver(run)
        return driver is not None and driver.kind == "background"

    def _is_taken(self, run: str) -> bool:
        """Whether a tab drives it now. An engine's socket may outlive the engine by a moment."""
        driver = self._hub.driver(run)
        return driver is not None and driver.kind != "background"

    def _tidy(self) -> None:
        ended = [run for run, entry in self._runs.items() if entry.state == "ended"]
        for run in ended[:-TOLD]:
            del self._runs[run]
        if not any(entry.state == "running" for entry in self._runs.values()):
            self._looks.stop()

    def _log_file(self, run: str) -> Path:
        """In the run's folder; where that is not on this machine's disk, in Jupyter's data."""
        root = getattr(self._app.contents_manager, "root_dir", None)
        folder = Path(to_os_path(run, root)) if root else None
        if folder is None or not folder.is_dir():
            folder = Path(self._app.data_dir) / "aide"
        return folder / "background.log"

    def _as_text(self, user: User) -> str | None:
        """A person for the disk; None for those of whom that would lose something."""
        provider = self._app.identity_provider
        text = provider.user_to_cookie(user)
        return text if provider.user_from_cookie(text) == user else None

    def _from_text(self, text: str | None) -> User | None:
        return text and self._app.identity_provider.user_from_cookie(text)


async def _command() -> list[str]:
    """Node with the engine. Raises ``Refusal`` where one is missing."""
    node = await asyncio.to_thread(find_node)
    if node is None:
        raise Refusal(409, "no-node", NO_NODE)
    if not os.path.exists(ENGINE):
        raise Refusal(409, "no-engine", NO_ENGINE)
    return [node.path, str(ENGINE)]
