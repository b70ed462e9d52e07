"""``aide/runs`` and ``aide/background``: which runs live, and those without a tab."""

from typing import Any

from jupyter_server.auth.decorator import authorized
from tornado import web

from ..handlers import AideHandler
from .run_path import run_path


class RunsHandler(AideHandler):
    """``aide/runs``: who drives what, and what is in the background."""

    @web.authenticated
    @authorized("read", "aide")
    async def get(self) -> None:
        """List what is live; with ``run`` that run alone, live or not."""
        aide = self.settings["aide"]
        driven, background = aide.hub.driven(), aide.background.describe()
        if named := self.get_query_argument("run", None):
            runs = [await run_path(self.contents_manager, named)]
        else:
            runs = sorted({*driven, *background})

        def describe(run: str) -> dict[str, Any]:
            driver = driven.get(run)
            return {
                "run": run,
                "driver": driver and driver.describe(),
                "background": background.get(run),
            }

        self.reply([describe(run) for run in runs])


class BackgroundHandler(AideHandler):
    """``aide/background``: have a run go on without a tab, or no more."""

    @web.authenticated
    @authorized("execute", "aide")
    async def post(self) -> None:
        """Start an engine on a run."""
        run = await run_path(self.contents_manager, self.body(run=str)["run"])
        state = await self.settings["aide"].background.start(run, self.current_user)
        self.reply({"run": run, "background": state}, 201)

    @web.authenticated
    @authorized("execute", "aide")
    async def delete(self) -> None:
        """Have the run come to rest, and end its engine."""
        # Its folder may be gone by now.
        run = self.get_query_argument("run", "").strip("/")
        await self.settings["aide"].background.stop(run)
        self.set_status(204)
        self.finish()
