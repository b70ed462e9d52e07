"""Runs in the background of a server in this process; a stand-in drives them."""

import asyncio
import json
import os
import signal
import sys
import time
from pathlib import Path

import pytest
from conftest import KEY, RUN, alive
from jupyter_server.auth import User
from jupyter_server.base.handlers import JupyterHandler
from tornado import web

from jupyterlab_aide.live import background
from jupyterlab_aide.live.engine import PASSED_ON
from jupyterlab_aide.live.hub import Driver
from jupyterlab_aide.live.records import Records

STAND_IN = [sys.executable, str(Path(__file__).with_name("stand_in.py"))]
KEYS = {"AIDE_API_KEY": KEY, "OPENAI_API_KEY": KEY, "JUPYTER_TOKEN": "", "MY_SECRET": KEY}


class Tab:
    """A tab that drives; what it hears is tested with the hub."""

    def send(self, message, replaces=None):
        """Hear it."""

    end = send


async def until(condition, seconds=30):
    """Wait for something that happens in its own time."""
    end = time.monotonic() + seconds
    while not (value := condition()):
        assert time.monotonic() < end, "It did not happen"
        await asyncio.sleep(0.02)
    return value


@pytest.fixture
def run(jp_root_dir):
    (jp_root_dir / RUN).mkdir(parents=True)
    (jp_root_dir / RUN / "run.json").write_text("{}")
    return RUN


@pytest.fixture
def aide(jp_serverapp):
    """The extension; what it has in the background ends with the test."""
    aide = jp_serverapp.web_app.settings["aide"]
    yield aide
    jp_serverapp.io_loop.run_sync(aide.background.close)
    jp_serverapp.io_loop.run_sync(jp_serverapp.kernel_manager.shutdown_all)


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """The stand-in for the engine, and little patience."""

    async def command():
        return STAND_IN

    monkeypatch.setattr(background, "_command", command)
    monkeypatch.setattr(background, "RETRIES", (0.01, 0.01, 0.01))
    monkeypatch.setattr(background, "HANDING_OVER", 0.2)


@pytest.fixture
def begin(ask, aide, run, jp_root_dir):
    """Put the run in the background; what its engine saw."""

    async def begin():
        response = await ask("POST", "aide/background", {"run": run})
        assert response.code == 201, response.body
        assert json.loads(response.body)["background"]["state"] == "running"
        return await driving()

    async def driving():
        """Once the engine drives and has written what it saw."""
        await until(lambda: aide.hub.driver(run))
        engine = aide.background.describe()[run]["pid"]
        saw = jp_root_dir / run / "engine.json"
        await until(
            lambda: saw.exists() and json.loads(saw.read_text() or "{}").get("pid") == engine
        )
        return json.loads(saw.read_text())

    begin.driving = driving
    return begin


@pytest.fixture
def state(ask, run):
    async def state():
        (only,) = json.loads((await ask("GET", f"aide/runs?run={run}")).body)
        return only["background"]

    return state


@pytest.mark.environment(**KEYS)
@pytest.mark.aide(api_key=KEY, base_url="{upstream}")
async def test_an_engine_drives_and_has_what_it_needs(begin, run, state, ask, jp_serverapp):
    saw = await begin()
    driver = json.loads((await ask("GET", "aide/runs")).body)[0]["driver"]
    assert driver["kind"] == "background"
    assert (await state())["pid"] == saw["pid"] == saw["group"] != os.getpgid(0)
    assert saw["model"] == 200 and saw["kernel"] in jp_serverapp.kernel_manager
    assert saw["folder"] == "/"
    # Its port answers nobody else.
    assert saw["stranger"] == saw["wrong"] == 404


@pytest.mark.environment(**KEYS)
@pytest.mark.aide(api_key=KEY, base_url="{upstream}")
async def test_an_engine_has_no_key(begin, run, jp_root_dir, aide):
    saw = await begin()
    assert KEY not in saw["environment"].values()
    assert set(saw["environment"]) <= {*PASSED_ON, "LC_CTYPE"}
    process = Path(f"/proc/{saw['pid']}")
    for what in ("environ", "cmdline"):
        shown = (process / what).read_bytes()
        assert KEY.encode() not in shown and saw["token"].encode() not in shown
    await aide.background.stop(run)
    for path in (jp_root_dir / run).glob("background.log*"):
        assert KEY not in path.read_text() and saw["token"] not in path.read_text()


async def test_an_engine_works_where_a_hub_checks_requests_in_its_own_way(
    begin, run, state, monkeypatch, jp_serverapp
):
    def check_xsrf_cookie(handler):
        """JupyterHub's check: it asks the handler, not the identity provider."""
        if not getattr(handler, "_token_authenticated", False):
            raise web.HTTPError(403, "'_xsrf' argument missing from POST")

    monkeypatch.setattr(JupyterHandler, "check_xsrf_cookie", check_xsrf_cookie)
    # Tornado's own call comes before anybody is known; JupyterHub turns it off.
    monkeypatch.setitem(jp_serverapp.web_app.settings, "xsrf_cookies", False)
    saw = await begin()
    assert saw["kernel"] and (await state())["error"] is None


async def test_an_engine_is_the_person_who_started_it(begin, ask, run, jp_auth_header):
    response = await ask("GET", "api/me")
    cookie = "; ".join(c.split(";")[0] for c in response.headers.get_list("Set-Cookie"))
    me = {**jp_auth_header, "Cookie": cookie}
    assert (await ask("POST", "aide/background", {"run": run}, headers=me)).code == 201
    saw = await begin.driving()
    assert saw["me"] == json.loads(response.body)["identity"]["username"]


async def test_its_token_is_void_when_it_has_ended(begin, ask, run):
    saw = await begin()
    header = {"Authorization": f"token {saw['token']}"}
    assert (await ask("GET", "api/contents", headers=header)).code == 200
    assert (await ask("DELETE", f"aide/background?run={run}")).code == 204
    assert (await ask("GET", "api/contents", headers=header)).code == 403


async def test_ends_when_it_is_told_to(begin, ask, run, state, aide, jp_data_dir, jp_serverapp):
    saw = await begin()
    (record,) = jp_data_dir.glob("aide/background/*.json")
    assert record.stat().st_mode & 0o777 == 0o600
    assert record.parent.stat().st_mode & 0o777 == 0o700
    assert (await ask("DELETE", f"aide/background?run={run}")).code == 204
    assert not alive(saw["pid"])
    assert await state() == {**(await state()), "state": "ended", "pid": None, "error": None}
    assert not record.exists()
    assert list(jp_serverapp.kernel_manager.list_kernel_ids()) == []
    assert (await ask("DELETE", "aide/background?run=nowhere")).code == 404


async def test_is_over_when_its_engine_comes_to_rest(begin, aide, run, state, jp_data_dir):
    await begin()
    aide.hub.command(run, {"do": "stop"})
    await until(lambda: aide.background.describe()[run]["state"] == "ended")
    assert (await state())["error"] is None
    assert list(jp_data_dir.glob("aide/background/*.json")) == []
    await begin()


async def test_an_engine_that_is_killed_is_started_again(begin, aide, run, state):
    saw = await begin()
    os.kill(saw["pid"], signal.SIGKILL)
    await until(lambda: aide.background.describe()[run]["pid"] not in (None, saw["pid"]))
    again = await begin.driving()
    assert again["pid"] != saw["pid"] and again["token"] != saw["token"]
    assert (await state())["state"] == "running"
    assert (await state())["error"] == (
        "The engine was ended by SIGKILL. It was started again (1 of 3)."
    )


async def test_an_engine_that_dies_again_and_again_is_given_up(
    begin, aide, run, state, jp_data_dir, jp_serverapp
):
    await begin()
    for _ in range(4):
        await begin.driving()
        aide.hub.command(run, {"do": "hint", "text": "die"})
        pid = aide.background.describe()[run]["pid"]
        await until(lambda pid=pid: aide.background.describe()[run]["pid"] != pid)
    await until(lambda: aide.background.describe()[run]["state"] == "ended")
    assert (await state())["error"] == (
        "The engine has lost its way. It was not started again after 3 times."
    )
    # Nobody uses its kernels any more.
    await until(lambda: not list(jp_serverapp.kernel_manager.list_kernel_ids()))
    # A restarted server tries again.
    assert len(list(jp_data_dir.glob("aide/background/*.json"))) == 1


async def test_an_engine_that_hangs_is_started_again(begin, aide, run, monkeypatch):
    monkeypatch.setattr(background, "HANGING", 1)
    saw = await begin()
    aide.hub.command(run, {"do": "hint", "text": "hang"})
    await until(lambda: aide.background.describe()[run]["pid"] not in (None, saw["pid"]), 40)
    assert not alive(saw["pid"])


async def test_a_tab_that_takes_over_ends_it(begin, aide, run, state):
    saw = await begin()

    tab = Tab()
    aide.hub.drive(run, Driver(tab, "tab", ""), take=True)
    await until(lambda: aide.background.describe()[run]["state"] == "ended")
    assert not alive(saw["pid"])
    assert (await state())["error"] is None
    aide.hub.leave(run, tab)


async def test_is_refused_while_somebody_drives(ask, aide, run, begin):
    tab = Tab()
    aide.hub.drive(run, Driver(tab, "tab", ""), take=False)
    response = await ask("POST", "aide/background", {"run": run})
    assert (response.code, json.loads(response.body)["reason"]) == (409, "driven")
    # A tab that hands its run over lets go of it at the same time.
    posting = asyncio.ensure_future(ask("POST", "aide/background", {"run": run}))
    await asyncio.sleep(0.05)
    aide.hub.leave(run, tab)
    assert (await posting).code == 201
    await begin.driving()
    response = await ask("POST", "aide/background", {"run": run})
    assert (response.code, json.loads(response.body)["reason"]) == (409, "driven")


async def test_two_at_once_start_one_engine(ask, run, begin):
    both = await asyncio.gather(*(ask("POST", "aide/background", {"run": run}) for _ in range(2)))
    assert sorted(response.code for response in both) == [201, 409]
    await begin.driving()


async def test_says_how_to_get_node(ask, run, monkeypatch, aide, jp_data_dir):
    monkeypatch.undo()
    monkeypatch.setattr(background, "find_node", lambda: None)
    response = await ask("POST", "aide/background", {"run": run})
    answer = json.loads(response.body)
    assert (response.code, answer["reason"]) == (409, "no-node")
    assert "pip install jupyterlab-aide[background]" in answer["message"]
    assert json.loads((await ask("GET", "aide/runs")).body) == []
    assert list(jp_data_dir.glob("aide/background/*.json")) == []


@pytest.mark.parametrize("path", ["../run", "work/../..", "", "/"])
async def test_refuses_tricks_with_paths(ask, path, aide):
    assert (await ask("POST", "aide/background", {"run": path})).code == 400
    assert (await ask("GET", f"aide/runs?run={path or '/'}")).code == 400


async def test_needs_a_run(ask, jp_root_dir, aide):
    (jp_root_dir / "empty").mkdir()
    for path in ("nowhere", "empty"):
        response = await ask("POST", "aide/background", {"run": path})
        assert (response.code, json.loads(response.body)["reason"]) == (404, "no-such-run")
    assert (await ask("POST", "aide/background", {"run": 1})).code == 400


async def test_needs_a_login(ask, run):
    assert (await ask("GET", "aide/runs", headers={})).code == 403
    assert (await ask("POST", "aide/background", {"run": run}, headers={})).code == 403
    assert (await ask("DELETE", f"aide/background?run={run}", headers={})).code == 403


async def test_needs_more_than_a_cookie(ask, run):
    """A page of elsewhere makes the browser send its cookie, but knows no XSRF token."""
    response = await ask("GET", "api/me")
    cookie = "; ".join(c.split(";")[0] for c in response.headers.get_list("Set-Cookie"))
    response = await ask("POST", "aide/background", {"run": run}, headers={"Cookie": cookie})
    assert response.code == 403


async def test_its_log_is_bounded(begin, aide, run, jp_root_dir):
    await begin()
    aide.hub.command(run, {"do": "hint", "text": "talk"})
    folder = jp_root_dir / run
    await until((folder / "background.log.1").exists)
    aide.hub.command(run, {"do": "stop"})
    await until(lambda: aide.background.describe()[run]["state"] == "ended")
    logs = sorted(folder.glob("background.log*"))
    assert [log.name for log in logs] == ["background.log", "background.log.1"]
    assert sum(log.stat().st_size for log in logs) <= 2 * 512 * 1024
    assert "\x1b" not in logs[0].read_text()


@pytest.mark.aide(resume_background=False)
async def test_is_offered_where_it_does_not_go_on_by_itself(begin, ask, aide, run, state):
    records = aide.background._records
    records.keep(background.Record(run, None, "2026-01-01T00:00:00Z"))
    await aide.background.resume(False)
    assert await state() == {
        "state": "offered", "pid": None, "started": "2026-01-01T00:00:00Z", "error": None
    }  # fmt: skip
    await begin()
    assert (await state())["state"] == "running"


async def test_an_offer_can_be_declined(aide, run, ask, state):
    aide.background._records.keep(background.Record(run, None, "2026-01-01T00:00:00Z"))
    # For somebody whom the disk cannot hold, nothing goes on by itself.
    await aide.background.resume(True)
    assert (await state())["state"] == "offered"
    assert (await ask("DELETE", f"aide/background?run={run}")).code == 204
    assert await state() is None
    assert aide.background._records.left() == []


async def test_records_of_other_folders_and_spoilt_ones_are_left_alone(tmp_path, jp_environ):
    ours, theirs = Records(tmp_path / "b", "/ours"), Records(tmp_path / "b", "/theirs")
    theirs.keep(background.Record("run", None, ""))
    ours.keep(background.Record("run", None, ""))
    (tmp_path / "b" / "spoilt.json").write_text('{"root": "/ours", "run": "../../x", "server": 1}')
    (tmp_path / "b" / "torn.json").write_text('{"root": ')
    assert [record.run for record in ours.left()] == ["run"]
    ours.forget("run")
    assert ours.left() == []
    assert [record.run for record in theirs.left()] == ["run"]


async def test_people_survive_the_disk_or_are_not_written(aide, jp_serverapp):
    person = User("ann", "Ann", "Ann B.", "AB", None, "red")

    class Special(User):
        """As of a provider that knows more of people than goes into a cookie."""

    assert aide.background._from_text(aide.background._as_text(person)) == person
    assert aide.background._as_text(Special("ann")) is None
