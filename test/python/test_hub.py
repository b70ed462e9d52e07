"""The lease of a run, and who watches it: real sockets to a real server."""

import asyncio
import json
import re
import socket
from random import Random
from urllib.parse import quote

import pytest
from conftest import RUN
from jupyter_server.auth import Authorizer
from tornado.httpclient import HTTPClientError, HTTPRequest
from tornado.websocket import websocket_connect

from jupyterlab_aide.live import sockets
from jupyterlab_aide.live.hub import Driver, Hub

RUNNING = {"type": "status", "status": {"phase": "running", "message": "0001 is being written"}}
RESTING = {"type": "status", "status": {"phase": "finished", "message": "All steps are done"}}
TAB = {"kind": "tab", "since": "…"}


@pytest.fixture
def run(jp_root_dir):
    """The folder of a run."""
    (jp_root_dir / RUN).mkdir(parents=True)
    (jp_root_dir / RUN / "run.json").write_text("{}")
    return RUN


class Client:
    """One end of a socket, at which times are the same."""

    def __init__(self, connection):
        self.connection = connection

    async def hear(self, seconds=10):
        text = await asyncio.wait_for(self.connection.read_message(), seconds)
        if text is None:
            return self.connection.close_code
        return json.loads(re.sub(r'"since": "[^"]+"', '"since": "…"', text))

    async def say(self, message):
        text = message if isinstance(message, (str, bytes)) else json.dumps(message)
        await self.connection.write_message(text, binary=isinstance(text, bytes))


@pytest.fixture
def connect(jp_serverapp, jp_base_url, jp_auth_header, http_server):
    """Open a socket: ``await connect("drive", run, take=1)``."""
    clients = []

    async def connect(what, run, headers=jp_auth_header, **arguments):
        query = "".join(f"&{name}={value}" for name, value in arguments.items())
        url = f"ws://127.0.0.1:{jp_serverapp.port}{jp_base_url}aide/{what}?run={quote(run)}{query}"
        client = Client(await websocket_connect(HTTPRequest(url, headers=headers)))
        clients.append(client)
        return client

    yield connect
    for client in clients:
        client.connection.close()


@pytest.fixture
def drive(connect):
    """Drive, the lease granted."""

    async def drive(run, **arguments):
        client = await connect("drive", run, **arguments)
        assert await client.hear() == {"type": "granted"}
        return client

    return drive


async def test_one_drives_and_others_are_refused(run, connect, drive):
    await drive(run)
    second = await connect("drive", run)
    assert await second.hear() == {"type": "refused", "by": TAB}
    assert await second.hear() == 4001


async def test_taking_over_waits_until_the_former_driver_has_let_go(run, connect, drive):
    former = await drive(run)
    watcher = await connect("watch", run)
    assert await watcher.hear() == {"type": "driver", "driver": TAB}
    latter = await connect("drive", run, take=1, kind="background")
    assert await former.hear() == {"type": "taken"}
    # A save that was under way is told of still, and nobody else drives by then.
    await former.say(RUNNING)
    assert await watcher.hear() == RUNNING
    with pytest.raises(asyncio.TimeoutError):
        await latter.hear(0.2)

    former.connection.close()
    assert await latter.hear() == {"type": "granted"}
    assert (await watcher.hear())["driver"]["kind"] == "background"
    await latter.say(RUNNING)
    assert await watcher.hear() == RUNNING


async def test_a_former_driver_that_holds_on_is_let_go(run, connect, drive, monkeypatch):
    monkeypatch.setattr("jupyterlab_aide.live.hub.YIELDING", 0.3)
    former = await drive(run)
    await drive(run, take=1)
    assert await former.hear() == {"type": "taken"}
    assert await former.hear() == 4002


async def test_of_several_who_take_a_run_over_the_last_one_gets_it(run, connect, drive):
    former = await drive(run)
    second = await connect("drive", run, take=1)
    assert await former.hear() == {"type": "taken"}
    third = await connect("drive", run, take=1)
    assert (await second.hear())["type"] == "refused"
    former.connection.close()
    assert await third.hear() == {"type": "granted"}


async def test_a_run_is_free_where_who_takes_it_over_leaves_first(run, connect, drive):
    former = await drive(run)
    latter = await connect("drive", run, take=1)
    assert await former.hear() == {"type": "taken"}
    latter.connection.close()
    former.connection.close()
    watcher = await connect("watch", run)
    while (await watcher.hear())["driver"] is not None:
        pass
    await drive(run)


class Recorder:
    """A socket to which the hub speaks."""

    def __init__(self):
        self.heard = []

    def send(self, message, replaces=None):
        self.heard.append(message)

    def end(self, code, reason):
        self.heard.append(code)


async def test_what_a_former_driver_says_goes_nowhere():
    hub, former, latter, watcher = Hub(), Recorder(), Recorder(), Recorder()
    hub.drive(RUN, Driver(former, "tab", "a"), take=False)
    hub.drive(RUN, Driver(latter, "tab", "b"), take=True)
    hub.leave(RUN, former)
    hub.watch(RUN, watcher)
    watcher.heard.clear()
    hub.publish(RUN, former, RUNNING)
    hub.publish(RUN, latter, RESTING)
    assert watcher.heard == [RESTING]
    assert former.heard == [{"type": "granted"}, {"type": "taken"}, 4002]


@pytest.mark.parametrize("seed", range(20))
async def test_there_is_never_more_than_one_driver(seed):
    random, hub = Random(seed), Hub()
    watcher = Recorder()
    hub.watch(RUN, watcher)
    sockets, names = [], {}
    for step in range(500):
        what = random.choice(["drive", "take", "again", "leave", "speak"])
        if what in ("drive", "take", "again") or not sockets:
            socket = Recorder()
            names[socket] = names[random.choice(sockets)] if what == "again" and sockets else step
            sockets.append(socket)
            hub.drive(RUN, Driver(socket, "tab", str(names[socket])), take=what == "take")
        elif what == "leave":
            socket = sockets.pop(random.randrange(len(sockets)))
            hub.leave(RUN, socket)
        else:
            hub.publish(RUN, random.choice(sockets), {"type": "event", "entry": {}})
        # Those that were let drive, and were not closed since, are still there.
        driving = [
            socket
            for socket in sockets
            if {"type": "granted"} in socket.heard and type(socket.heard[-1]) is dict
        ]
        assert len(driving) <= 1
        driver = hub.driver(RUN)
        assert [driver.socket] == driving if driver else not driving
        told = [message for message in watcher.heard if message["type"] == "driver"][-1]
        assert bool(told["driver"]) == bool(driver)


async def test_the_hub_forgets_what_nobody_needs():
    hub = Hub()
    for i in range(1000):
        socket = Recorder()
        hub.drive(f"runs/{i}", Driver(socket, "tab", ""), take=False)
        hub.publish(f"runs/{i}", socket, RESTING)
        hub.leave(f"runs/{i}", socket)
    assert len(hub._runs) <= 100


async def test_a_driver_that_closes_frees_the_run(run, connect, drive):
    first = await drive(run)
    watcher = await connect("watch", run)
    assert await watcher.hear() == {"type": "driver", "driver": TAB}
    first.connection.close()
    assert await watcher.hear() == {"type": "driver", "driver": None}
    await drive(run)
    assert await watcher.hear() == {"type": "driver", "driver": TAB}


async def test_a_driver_that_connects_again_keeps_its_lease(run, connect, drive):
    former = await drive(run, id="a")
    watcher = await connect("watch", run)
    await watcher.hear()
    again = await drive(run, id="a")
    assert await former.hear() == 4002
    await again.say(RUNNING)
    # Nothing of a change of drivers came before.
    assert await watcher.hear() == RUNNING


def open_socket(what, run, app, base_url, header):
    """A WebSocket that answers nothing and reads nothing."""
    connection = socket.create_connection(("127.0.0.1", app.port))
    connection.sendall(
        f"GET {base_url}aide/{what}?run={run} HTTP/1.1\r\nHost: localhost\r\n"
        f"Authorization: {header['Authorization']}\r\nConnection: Upgrade\r\n"
        "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
        "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n".encode()
    )
    return connection


async def test_a_driver_that_hangs_is_noticed(
    run, connect, jp_serverapp, jp_base_url, jp_auth_header
):
    """Its connection stays open; it only answers no ping."""
    with open_socket("drive", run, jp_serverapp, jp_base_url, jp_auth_header):
        watcher = await connect("watch", run)
        while (await watcher.hear())["driver"] is None:
            pass
        assert await watcher.hear(10) == {"type": "driver", "driver": None}


async def test_a_driver_that_answers_pings_stays(run, connect, drive, monkeypatch):
    monkeypatch.setattr(sockets, "PING", 0.02)
    await drive(run)
    watcher = await connect("watch", run)
    assert await watcher.hear() == {"type": "driver", "driver": TAB}
    with pytest.raises(asyncio.TimeoutError):
        await watcher.hear(1)


async def test_watchers_hear_everything_and_the_last_status_first(run, connect, drive):
    driver = await drive(run)
    early = await connect("watch", run)
    assert await early.hear() == {"type": "driver", "driver": TAB}
    event = {"type": "event", "entry": {"event": {"type": "select"}, "n": 1}, "more": "ünïcode"}
    stream = {"type": "stream", "id": "0001", "kind": "reply", "text": "import"}
    for message in (RUNNING, event, stream):
        await driver.say(message)
        assert await early.hear() == message
    late = await connect("watch", run)
    assert await late.hear() == {"type": "driver", "driver": TAB}
    assert await late.hear() == RUNNING


@pytest.mark.parametrize(("status", "kept"), [(RUNNING, False), (RESTING, True)])
async def test_a_status_outlives_its_driver_where_the_run_rests(run, connect, drive, status, kept):
    driver = await drive(run)
    witness = await connect("watch", run)
    await driver.say(status)
    driver.connection.close()
    while await witness.hear() != {"type": "driver", "driver": None}:
        pass
    late = await connect("watch", run)
    assert await late.hear() == {"type": "driver", "driver": None}
    if kept:
        assert await late.hear() == status
    else:
        await late.say({"type": "command", "command": {"do": "pause"}})
        assert (await late.hear())["type"] == "error"


@pytest.mark.parametrize(
    "command",
    [
        {"do": "pause"},
        {"do": "resume"},
        {"do": "retry"},
        {"do": "stop"},
        {"do": "cancel", "id": "0001"},
        {"do": "extend", "steps": 5},
        {"do": "extend", "timeBudget": None},
        {"do": "hint", "text": "Try fewer features."},
        {"do": "ask", "parent": "0001", "hint": "Try fewer features.", "code": None},
        {"do": "ask", "parent": None, "hint": "", "code": "validation_metric = 1"},
        {"do": "close", "id": "0001", "closed": True},
    ],
)
async def test_commands_reach_the_driver(run, connect, drive, command):
    driver = await drive(run)
    watcher = await connect("watch", run)
    await watcher.say({"type": "command", "command": command})
    assert await driver.hear() == {"type": "command", "command": command}


async def test_says_where_nobody_could_obey(run, connect):
    watcher = await connect("watch", run)
    await watcher.hear()
    await watcher.say({"type": "command", "command": {"do": "pause"}})
    assert await watcher.hear() == {
        "type": "error",
        "message": "Nobody drives this run now. Go on with it first.",
    }


@pytest.mark.parametrize(
    "message",
    [
        "{",
        "[]",
        "[" * 5000,
        b"\xff\xfe",
        {"type": "status"},
        {"type": "command"},
        {"type": "command", "command": {"do": "format the disk"}},
        {"type": "command", "command": {"do": ["pause"]}},
        {"type": "command", "command": {"do": "extend"}},
        {"type": "command", "command": {"do": "extend", "steps": 0}},
        {"type": "command", "command": {"do": "extend", "steps": True}},
        {"type": "command", "command": {"do": "extend", "timeBudget": "1"}},
        '{"type": "command", "command": {"do": "extend", "timeBudget": 1e999}}',
        '{"type": "command", "command": {"do": "extend", "timeBudget": NaN}}',
        {"type": "command", "command": {"do": "cancel", "id": 1}},
        {"type": "command", "command": {"do": "hint", "text": "x" * 20_000}},
        {"type": "command", "command": {"do": "ask", "parent": 1, "hint": "", "code": None}},
        {"type": "command", "command": {"do": "ask", "parent": "0001"}},
        {
            "type": "command",
            "command": {"do": "ask", "parent": None, "hint": "", "code": "x" * 300_000},
        },
        {"type": "command", "command": {"do": "close", "id": "0001", "closed": "yes"}},
    ],
    ids=lambda message: str(message)[:60],
)
async def test_odd_messages_reach_nobody_and_end_nothing(run, connect, drive, message):
    driver = await drive(run)
    watcher = await connect("watch", run)
    await watcher.hear()
    await watcher.say(message)
    assert (await watcher.hear())["type"] == "error"
    await watcher.say({"type": "command", "command": {"do": "pause"}})
    assert (await driver.hear())["command"] == {"do": "pause"}

    await driver.say(message)
    if message != {"type": "status"}:
        assert (await driver.hear())["type"] == "error"
    await driver.say(RUNNING)
    assert await watcher.hear() == RUNNING


async def test_a_message_that_is_too_large_closes_the_socket(run, connect):
    watcher = await connect("watch", run)
    await watcher.hear()
    await watcher.say({"type": "command", "command": {"do": "hint", "text": "x" * 2**21}})
    assert await watcher.hear() == 1009


async def test_a_slow_watcher_holds_up_nobody_and_is_let_go(
    run, connect, drive, monkeypatch, jp_serverapp, jp_base_url, jp_auth_header
):
    monkeypatch.setattr(sockets, "WAITING", 4 * 2**20)
    driver = await drive(run)
    quick = await connect("watch", run)
    await quick.hear()
    with open_socket("watch", run, jp_serverapp, jp_base_url, jp_auth_header) as slow:
        event = {"type": "event", "entry": {"text": "x" * 2**20}}
        for _ in range(40):
            await driver.say(event)
            assert await quick.hear() == event
        size = 0
        while piece := await asyncio.to_thread(slow.recv, 2**20):
            size += len(piece)
        assert size < 20 * 2**20


async def test_a_newer_piece_stands_for_those_that_wait():
    sent, going = [], asyncio.Event()

    class Slow:
        async def write_message(self, text):
            await going.wait()
            sent.append(json.loads(text)["n"])

    outbox = sockets.Outbox(Slow())
    for n, name in enumerate([None, "a", "b", "a", None, "a"]):
        outbox.put({"n": n}, name)
    going.set()
    await outbox._task
    assert sent == [0, 2, 4, 5]


async def test_two_runs_are_two_leases(run, connect, drive, jp_root_dir):
    other = "work/aide-runs/zweite Läufe"
    (jp_root_dir / other).mkdir()
    await drive(run)
    await drive(other)


async def test_one_folder_is_one_run_however_it_is_spelt(run, connect, drive):
    await drive(run)
    second = await connect("drive", f"/{run}/")
    assert (await second.hear())["type"] == "refused"


@pytest.mark.parametrize(
    "path",
    ["", "/", "..", "../outside", "work/../../outside", "work/./x", "a//b", "work\\..\\x",
     "/etc/..", "x" * 2000],
)  # fmt: skip
async def test_refuses_tricks_with_paths(run, connect, path):
    for what in ("drive", "watch"):
        with pytest.raises(HTTPClientError) as refusal:
            await connect(what, path)
        assert refusal.value.code == 400


@pytest.mark.parametrize("path", ["nowhere", "a\0b", "work/.hidden", RUN + "/run.json"])
async def test_says_that_there_is_no_such_run(run, connect, jp_root_dir, path):
    (jp_root_dir / "work" / ".hidden").mkdir()
    with pytest.raises(HTTPClientError) as refusal:
        await connect("watch", path)
    assert refusal.value.code == 404


async def test_refuses_strangers(run, connect):
    for what in ("drive", "watch"):
        for headers in ({}, {"Authorization": "token wrong"}):
            with pytest.raises(HTTPClientError) as refusal:
                await connect(what, run, headers=headers)
            assert refusal.value.code == 403


async def test_refuses_pages_of_other_origins(run, connect, ask, jp_serverapp, jp_auth_header):
    """With the cookie that a browser would send, but a page of elsewhere could not read."""
    response = await ask("GET", "api/me")
    cookie = "; ".join(c.split(";")[0] for c in response.headers.get_list("Set-Cookie"))
    own = f"http://127.0.0.1:{jp_serverapp.port}"
    for what in ("drive", "watch"):
        await connect(what, run, headers={"Cookie": cookie, "Origin": own})
        with pytest.raises(HTTPClientError) as refusal:
            await connect(what, run, headers={"Cookie": cookie, "Origin": "http://evil.example"})
        assert refusal.value.code == 403


class LookOnly(Authorizer):
    """Lets people look at everything, and do nothing."""

    def is_authorized(self, handler, user, action, resource):
        return action == "read"


async def test_who_may_only_look_watches_and_steers_nothing(
    run, connect, drive, ask, jp_web_app, monkeypatch
):
    driver = await drive(run)
    monkeypatch.setitem(jp_web_app.settings, "authorizer", LookOnly())
    watcher = await connect("watch", run)
    assert await watcher.hear() == {"type": "driver", "driver": TAB}
    await watcher.say({"type": "command", "command": {"do": "stop"}})
    answer = {"type": "error", "message": "You may watch this run, but not steer it."}
    assert await watcher.hear() == answer
    await driver.say(RUNNING)
    assert await watcher.hear() == RUNNING
    with pytest.raises(HTTPClientError) as refusal:
        await connect("drive", run, take=1)
    assert refusal.value.code == 403
    assert (await ask("GET", "aide/runs")).code == 200
    assert (await ask("POST", "aide/background", {"run": run})).code == 403
    assert (await ask("DELETE", f"aide/background?run={run}")).code == 403
