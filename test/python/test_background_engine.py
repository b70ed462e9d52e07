"""The engine itself in the background of a server: a search with the recipes, whatever happens."""

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import KEY, alive
from servers import REAL_SERVER, until

from jupyterlab_aide.cli import ENGINE

pytestmark = pytest.mark.skipif(not ENGINE.exists(), reason="the engine is not built")

STEPS = 4


def command(*arguments, cwd, **environment):
    return subprocess.run(
        [sys.executable, "-m", "jupyterlab_aide", *arguments],
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=200,
    )


@pytest.fixture(scope="module")
def begun(tmp_path_factory):
    """A folder with a run of which one step is done, and more are to come."""
    folder = tmp_path_factory.mktemp("begun")
    rows = "\n".join(f"{i},{i % 7},{3 * i + i % 7}" for i in range(200))
    (folder / "data").mkdir()
    (folder / "data" / "train.csv").write_text(f"a,b,y\n{rows}\n")
    asked = ["--goal", "Predict y. Metric: RMSE.", "--data", "data", "--coder", "recipes"]
    begun = command("run", *asked, "--steps", "1", "--name", "it", cwd=folder)
    assert begun.returncode == 0, begun.stdout + begun.stderr
    (path,) = (folder / "aide-runs").glob("it*/run.json")
    body = json.loads(path.read_text())
    body["config"]["steps"] = STEPS
    path.write_text(json.dumps(body))
    return folder


@pytest.fixture
def run(folder, begun):
    """Such a run in the folder that is served; its own folder."""
    shutil.copytree(begun, folder, symlinks=True, dirs_exist_ok=True)
    (path,) = (folder / "aide-runs").glob("it*/run.json")
    return path.parent


class Background:
    """A run in the background, as the server tells it."""

    def __init__(self, client, run):
        self.client, self.run = client, f"aide-runs/{run.name}"

    def begin(self):
        response = self.client.post("aide/background", json={"run": self.run})
        assert response.status_code == 201, response.text
        return self

    def state(self):
        (state,) = self.client.get("aide/runs", params={"run": self.run}).json()
        return state

    def pid(self, *before):
        """Of the engine that drives, once it does and is none of those before."""

        def pid():
            state = self.state()
            pid = state["driver"] and state["background"]["pid"]
            return pid if pid not in before else None

        return until(pid)

    def rest(self):
        until(lambda: self.state()["background"]["state"] == "ended", 150)
        assert self.state()["background"]["error"] is None, self.state()


def nodes(run):
    """The candidates that the journal knows, each as often as it was begun and evaluated."""
    lines = "\n".join(p.read_text() for p in sorted((run / "journal").glob("*.jsonl"))).split("\n")
    events = [json.loads(line)["event"] for line in lines if line]
    return {
        "chosen": [e["id"] for e in events if e["type"] == "select" and e["stage"] != "blend"],
        "select": [e["id"] for e in events if e["type"] == "select"],
        "evaluate": [e["id"] for e in events if e["type"] == "evaluate"],
    }


def assert_complete(run):
    seen = nodes(run)
    assert len(seen["chosen"]) == STEPS
    assert len(seen["select"]) == len(set(seen["select"]))
    assert set(seen["evaluate"]) == set(seen["select"])
    checked = command("check", str(run), cwd=run)
    assert checked.returncode == 0, checked.stdout + checked.stderr


@pytest.mark.environment(AIDE_API_KEY=KEY, OPENAI_API_KEY=KEY)
def test_a_run_goes_on_to_its_end(serve, run):
    server, client = serve(program=REAL_SERVER)
    background = Background(client, run).begin()
    engine = Path(f"/proc/{background.pid()}")
    assert KEY.encode() not in (engine / "environ").read_bytes()
    assert KEY.encode() not in (engine / "cmdline").read_bytes()
    background.rest()
    assert_complete(run)
    assert client.get("api/kernels").json() == []
    for path in run.glob("background.log*"):
        assert KEY not in path.read_text()


def test_a_killed_engine_loses_nothing(serve, run):
    _, client = serve(program=REAL_SERVER)
    background = Background(client, run).begin()
    first = background.pid()
    until(lambda: len(nodes(run)["evaluate"]) >= 2)
    os.kill(first, signal.SIGKILL)
    background.pid(first)
    until(lambda: background.state()["background"]["state"] == "ended", 150)
    assert "SIGKILL" in background.state()["background"]["error"]
    assert_complete(run)
    assert client.get("api/kernels").json() == []


def test_a_killed_server_loses_nothing(serve, run):
    server, client = serve(program=REAL_SERVER)
    pid = Background(client, run).begin().pid()
    until(lambda: len(nodes(run)["evaluate"]) >= 2)
    server.kill()
    server.wait()
    until(lambda: not alive(pid), 15)
    _, client = serve(program=REAL_SERVER)
    Background(client, run).rest()
    assert_complete(run)


def test_it_is_stopped_and_watched_from_the_terminal(serve, run, tmp_path):
    _, client = serve(program=REAL_SERVER)
    background = Background(client, run).begin()
    pid = background.pid()
    runtime = {"JUPYTER_RUNTIME_DIR": str(tmp_path / "runtime")}
    watching = subprocess.Popen(
        [sys.executable, "-m", "jupyterlab_aide", "attach", background.run],
        env={**os.environ, **runtime},
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    with watching:
        assert watching.stdout.readline()
        watching.send_signal(signal.SIGINT)
        watching.communicate(timeout=30)
    assert background.pid() == pid
    stopped = command("stop", background.run, cwd="/", **runtime)
    assert stopped.returncode == 0, stopped.stderr
    assert not alive(pid)
    assert client.get("api/kernels").json() == []
