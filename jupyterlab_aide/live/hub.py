"""Who drives which run, and who watches: one driver a run, any number of watchers."""

import asyncio
import json
from dataclasses import dataclass, field, replace
from datetime import datetime, timezone
from typing import Any, Protocol

#: Close codes of a driver's socket.
REFUSED, TAKEN = 4001, 4002
#: Seconds that a driver whose run is taken has to let go of it: a save may be under way.
YIELDING = 5
#: Runs at rest whose last status is kept for whoever comes next.
KEPT = 100
#: Phases in which nothing more is to come.
AT_REST = ("paused", "finished")


class Socket(Protocol):
    """The other end, as far as the hub is concerned."""

    def send(self, message: dict[str, Any], replaces: str | None = None) -> None:
        """Send soon; a message that still waits under the same name is left out for it."""

    def end(self, code: int, reason: str) -> None:
        """Close, once all is sent."""


@dataclass(frozen=True)
class Driver:
    """Who drives a run, through a socket that is the lease."""

    socket: Socket
    #: ``tab``, or ``background`` for an engine without one.
    kind: str
    #: What the driver calls itself, so that it is known when it comes back; told to nobody.
    id: str
    since: str = field(default_factory=lambda: now())

    def describe(self) -> dict[str, str]:
        """As clients see it."""
        return {"kind": self.kind, "since": self.since}


class LiveRun:
    """One run: its driver, its watchers, and what they have to know first."""

    def __init__(self) -> None:
        self.driver: Driver | None = None
        #: Who takes the run over, as soon as its driver has let go.
        self.successor: Driver | None = None
        self.patience: asyncio.TimerHandle | None = None
        self.watchers: set[Socket] = set()
        self.status: dict[str, Any] | None = None
        #: Set while nobody drives.
        self.is_free = asyncio.Event()
        self.is_free.set()

    def set_driver(self, driver: Driver | None) -> None:
        """Have another driver, or none, and tell everybody."""
        self.driver = driver
        if driver:
            self.is_free.clear()
        else:
            self.is_free.set()
            # Of a driver that is gone only where it left the run at rest still holds.
            if self.status and self.status["status"]["phase"] not in AT_REST:
                self.status = None
        for watcher in self.watchers:
            watcher.send(self.describe_driver())

    def take(self, successor: Driver) -> None:
        """Have the driver let go for this one; it gets the lease then, or after a while.

        So what the former driver has still on its way is there before the next one reads.
        """
        self.driver.socket.send({"type": "taken"})
        if self.successor:
            self.refuse(self.successor, successor)
        else:
            self.patience = asyncio.get_running_loop().call_later(YIELDING, self.hand_over)
        self.successor = successor

    def hand_over(self) -> None:
        """Give the lease to whoever waits for it, or to nobody."""
        former, successor = self.driver, self.successor
        self.give_up()
        if successor:
            former.socket.end(TAKEN, "Somebody else drives this run now")
            successor.socket.send({"type": "granted"})
        self.set_driver(successor)

    def give_up(self) -> None:
        """Have nobody wait for the lease; its driver was told, and lets go all the same."""
        if self.patience:
            self.patience.cancel()
        self.successor = self.patience = None

    def refuse(self, driver: Driver, by: Driver) -> None:
        """Tell this one who drives instead."""
        driver.socket.send({"type": "refused", "by": by.describe()})
        driver.socket.end(REFUSED, "Somebody else drives this run")

    def describe_driver(self) -> dict[str, Any]:
        """What watchers are told of the driver."""
        return {"type": "driver", "driver": self.driver and self.driver.describe()}


class Hub:
    """The live runs of this server, by the path of their folder."""

    def __init__(self) -> None:
        self._runs: dict[str, LiveRun] = {}

    def drive(self, run: str, driver: Driver, take: bool) -> None:
        """Give the lease to this driver, if it is free, or have it taken; tell both."""
        live = self._live(run)
        former = live.driver
        if former and former.id and former.id == driver.id:
            # It has noticed sooner than this server that its former socket is cut.
            former.socket.end(TAKEN, "You have connected again")
            driver.socket.send({"type": "granted"})
            live.driver = replace(driver, since=former.since)
            if live.successor:
                driver.socket.send({"type": "taken"})
        elif former and take:
            live.take(driver)
        elif former:
            live.refuse(driver, former)
        else:
            driver.socket.send({"type": "granted"})
            live.set_driver(driver)

    def leave(self, run: str, socket: Socket) -> None:
        """Take note that this socket is gone or hangs."""
        live = self._runs.get(run)
        if live and live.successor and live.successor.socket is socket:
            live.give_up()
        if live and live.driver and live.driver.socket is socket:
            live.hand_over()
            self._tidy(run)

    def publish(self, run: str, socket: Socket, message: dict[str, Any]) -> None:
        """Pass on what the driver says; of one that drives no more, nothing."""
        live = self._runs.get(run)
        if not live or not live.driver or live.driver.socket is not socket:
            return
        if message["type"] == "status":
            live.status = message
        for watcher in live.watchers:
            watcher.send(message, _name(message))

    def watch(self, run: str, socket: Socket) -> None:
        """Tell this socket who drives and how it stands, and everything from now on."""
        live = self._live(run)
        live.watchers.add(socket)
        socket.send(live.describe_driver())
        if live.status:
            socket.send(live.status, _name(live.status))

    def unwatch(self, run: str, socket: Socket) -> None:
        """Tell this socket nothing more."""
        if live := self._runs.get(run):
            live.watchers.discard(socket)
            self._tidy(run)

    def command(self, run: str, command: dict[str, Any]) -> bool:
        """Pass a command on to the driver; whether there is one."""
        driver = self.driver(run)
        if driver:
            driver.socket.send({"type": "command", "command": command})
        return driver is not None

    def driver(self, run: str) -> Driver | None:
        """Who drives the run."""
        live = self._runs.get(run)
        return live and live.driver

    def driven(self) -> dict[str, Driver]:
        """The runs that are driven, and by whom."""
        return {run: live.driver for run, live in self._runs.items() if live.driver}

    async def until_free(self, run: str, seconds: float) -> bool:
        """Wait for the driver to leave, as one does that hands its run over; whether it did."""
        live = self._runs.get(run)
        if live is None:
            return True
        try:
            await asyncio.wait_for(live.is_free.wait(), seconds)
        except asyncio.TimeoutError:
            return False
        return True

    def _live(self, run: str) -> LiveRun:
        return self._runs.setdefault(run, LiveRun())

    def _tidy(self, run: str) -> None:
        """Forget what nobody needs: runs without a status at once, others when there are many."""
        idle = [r for r, live in self._runs.items() if not live.driver and not live.watchers]
        for other in idle[:-KEPT]:
            del self._runs[other]
        if run in self._runs and run in idle and self._runs[run].status is None:
            del self._runs[run]


def now() -> str:
    """The time as clients read it."""
    return datetime.now(timezone.utc).isoformat(timespec="seconds").replace("+00:00", "Z")


def _name(message: dict[str, Any]) -> str | None:
    """What a newer message makes needless: all but events, which are told one by one."""
    if message["type"] == "status":
        return "status"
    if message["type"] == "stream":
        return json.dumps([message["kind"], message["id"]])
    return None
