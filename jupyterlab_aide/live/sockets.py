"""The WebSockets ``aide/drive`` and ``aide/watch``."""

import asyncio
import json
from itertools import count
from typing import Any

from jupyter_core.utils import ensure_async
from jupyter_server.base.handlers import JupyterHandler
from jupyter_server.base.websocket import WebSocketMixin
from tornado import web
from tornado.ioloop import PeriodicCallback
from tornado.websocket import WebSocketClosedError, WebSocketHandler

from ..errors import TellsRefusals
from .hub import Driver
from .messages import DRIVER_LIMIT, WATCHER_LIMIT, Odd, from_driver, from_watcher
from .run_path import run_path

#: Seconds between pings, and how many may stay unanswered: together less than five seconds.
PING, UNANSWERED = 1.2, 3
#: Bytes that may wait for a socket that reads slowly.
WAITING = 32 * 2**20
TRY_AGAIN_LATER = 1013


class Outbox:
    """What waits to be sent to one socket, in order and bounded."""

    def __init__(self, socket: WebSocketHandler):
        """Send through ``socket`` as fast as it reads."""
        self._socket = socket
        self._waiting: dict[Any, str] = {}
        self._numbers = count()
        self._size = 0
        self._close: tuple[int, str] | None = None
        self._task: asyncio.Task | None = None

    def put(self, message: dict[str, Any], replaces: str | None) -> None:
        """Send soon, unless the socket is closing."""
        if self._close:
            return
        key = next(self._numbers) if replaces is None else replaces
        text = json.dumps(message)
        self._size += len(text) - len(self._waiting.pop(key, ""))
        self._waiting[key] = text
        if self._size > WAITING:
            # It will connect again and read in the journal what it missed.
            self._waiting.clear()
            self.end(TRY_AGAIN_LATER, "Too slow")
        self._go()

    def end(self, code: int, reason: str) -> None:
        """Close the socket after what waits."""
        self._close = self._close or (code, reason)
        self._go()

    def _go(self) -> None:
        if self._task is None or self._task.done():
            self._task = asyncio.ensure_future(self._send())

    async def _send(self) -> None:
        try:
            while self._waiting:
                text = self._waiting.pop(next(iter(self._waiting)))
                self._size -= len(text)
                await self._socket.write_message(text)
        except WebSocketClosedError:
            self._waiting.clear()
        if self._close:
            self._socket.close(*self._close)


class LiveHandler(TellsRefusals, WebSocketMixin, WebSocketHandler, JupyterHandler):
    """What both sockets have in common: who may open them, and how a lost one is noticed."""

    auth_resource = "aide"
    #: What a person must be allowed to do here.
    action: str
    #: No pings by Jupyter and Tornado, which would wait for half a minute.
    ping_interval = 0

    def set_default_headers(self) -> None:
        """Leave out what makes sense for pages alone."""

    def get_compression_options(self) -> dict[str, Any] | None:
        """As the server's other sockets."""
        return self.settings.get("websocket_compression_options")

    async def get(self) -> None:
        """Check who asks for what, before there is a socket."""
        if self.current_user is None or not await self.may(self.action):
            raise web.HTTPError(403)
        self.hub = self.settings["aide"].hub
        self.run = await run_path(self.contents_manager, self.get_query_argument("run", ""))
        self._outbox = Outbox(self)
        self._unanswered = 0
        self._pings = PeriodicCallback(self._ping, PING * 1000)
        await super().get()

    async def may(self, action: str) -> bool:
        """Whether this person is allowed to do so."""
        allowed = self.authorizer.is_authorized(self, self.current_user, action, "aide")
        return await ensure_async(allowed)

    def open(self) -> None:
        """Begin."""
        super().open()
        self._pings.start()

    def send(self, message: dict[str, Any], replaces: str | None = None) -> None:
        """Send soon; a message that still waits under the same name is left out for it."""
        self._outbox.put(message, replaces)

    def end(self, code: int, reason: str) -> None:
        """Close, once all is sent."""
        self._outbox.end(code, reason)

    def leave(self) -> None:
        """Be nobody to the hub any more."""
        raise NotImplementedError

    def on_message(self, message: str | bytes) -> None:
        """Take a message, or say what is wrong with it."""
        self._unanswered = 0
        try:
            self.take(message)
        except Odd as odd:
            self.send({"type": "error", "message": str(odd)})

    def take(self, message: str | bytes) -> None:
        """Take a message. Raises ``Odd`` where it is none."""
        raise NotImplementedError

    def on_pong(self, data: bytes) -> None:
        """Know that the other end is there."""
        self._unanswered = 0

    def on_close(self) -> None:
        """Leave."""
        self._pings.stop()
        self.leave()

    def _ping(self) -> None:
        # Counted, not timed: this process itself may have been held up.
        if self._unanswered >= UNANSWERED:
            self._pings.stop()
            self.leave()
            self.close()
            return
        self._unanswered += 1
        try:
            self.ping()
        except WebSocketClosedError:
            self._pings.stop()


class DriveHandler(LiveHandler):
    """``aide/drive``: the lease of a run. The socket is the lease."""

    action = "execute"
    max_message_size = DRIVER_LIMIT

    def open(self) -> None:
        """Get the lease, or hear who has it."""
        super().open()
        # An engine is known by its login, whatever it says of itself.
        is_engine = self.settings["aide"].access.is_engine(self.request)
        named = self.get_query_argument("kind", "tab")
        kind = "background" if is_engine or named == "background" else "tab"
        driver = Driver(self, kind, self.get_query_argument("id", ""))
        self.hub.drive(self.run, driver, take=self.get_query_argument("take", "0") == "1")

    def take(self, message: str | bytes) -> None:
        """Pass on to the watchers."""
        self.hub.publish(self.run, self, from_driver(message))

    def leave(self) -> None:
        """Give the lease back."""
        self.hub.leave(self.run, self)


class WatchHandler(LiveHandler):
    """``aide/watch``: what happens in a run; and commands, of those who may."""

    action = "read"
    max_message_size = WATCHER_LIMIT

    async def get(self) -> None:
        """Find out whether this person may steer, too."""
        self._may_steer = self.current_user is not None and await self.may("execute")
        await super().get()

    def open(self) -> None:
        """Hear how it stands."""
        super().open()
        self.hub.watch(self.run, self)

    def take(self, message: str | bytes) -> None:
        """Pass on to the driver."""
        command = from_watcher(message)
        if not self._may_steer:
            raise Odd("You may watch this run, but not steer it.")
        if not self.hub.command(self.run, command):
            raise Odd("Nobody drives this run now. Go on with it first.")

    def leave(self) -> None:
        """Hear nothing more."""
        self.hub.unwatch(self.run, self)
