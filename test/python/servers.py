"""Real servers in processes of their own; a stand-in drives what is in their background."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

RUN = "work/aide-runs/first"
HERE = Path(__file__).parent
#: Jupyter's own server, with the stand-in for the engine.
SERVER = f"""
import sys
from jupyterlab_aide.live import background
async def command():
    return [sys.executable, {str(HERE / "stand_in.py")!r}]
background._command = command
from jupyter_server.serverapp import main
main(sys.argv[1:])
"""
#: The same with the engine itself.
REAL_SERVER = "import sys; from jupyter_server.serverapp import main; main(sys.argv[1:])"
EXTENSION = '--ServerApp.jpserver_extensions={"jupyterlab_aide": True}'


def until(condition, seconds=60):
    end = time.monotonic() + seconds
    while not (value := condition()):
        assert time.monotonic() < end, "It did not happen in time"
        time.sleep(0.05)
    return value


@pytest.fixture
def folder(tmp_path):
    """The root folder, with a run."""
    (tmp_path / "root" / RUN).mkdir(parents=True)
    (tmp_path / "root" / RUN / "run.json").write_text("{}")
    return tmp_path / "root"


@pytest.fixture
def serve(tmp_path, folder):
    """Start a server; its process, and a client for it."""
    processes, clients = [], []
    folders = {f"JUPYTER_{kind.upper()}_DIR": str(tmp_path / kind) for kind in ("data", "config")}

    def serve(*options, program=SERVER, place="--port=0", url="http", **client):
        runtime = tmp_path / "runtime"
        process = subprocess.Popen(
            [sys.executable, "-c", program, EXTENSION, "--no-browser", "--allow-root", place,
             f"--ServerApp.root_dir={folder}", "--KernelManager.shutdown_wait_time=1", *options],
            env={**os.environ, **folders, "JUPYTER_RUNTIME_DIR": str(runtime)},
            cwd=tmp_path,
            start_new_session=True,
        )  # fmt: skip
        processes.append(process)
        file = runtime / f"jpserver-{process.pid}.json"

        def info():
            assert process.poll() is None
            try:
                return json.loads(file.read_text())
            except (OSError, ValueError):
                return None

        info = until(info)
        clients.append(
            httpx.Client(
                base_url=f"{url}://localhost:{info['port']}{info['base_url']}",
                headers={"Authorization": f"token {info['token']}"} if info["token"] else {},
                timeout=30,
                **client,
            )
        )
        until(lambda: answers(clients[-1]))
        return process, clients[-1]

    yield serve
    for client in clients:
        client.close()
    for process in processes:
        if process.poll() is None:
            process.kill()
        process.wait()


def answers(client):
    try:
        return client.get("api").status_code == 200
    except httpx.HTTPError:
        return False


@pytest.fixture
def driving(folder):
    """What the engine saw that drives now, other than the one of so many processes before."""

    def driving(client, *before):
        def saw():
            (state,) = client.get("aide/runs", params={"run": RUN}).json()
            pid = (state["background"] or {}).get("pid")
            if not state["driver"] or pid is None or pid in before:
                return None
            try:
                saw = json.loads((folder / RUN / "engine.json").read_text())
            except (OSError, ValueError):
                return None
            return saw if saw["pid"] == pid else None

        return until(saw)

    return driving


def begin(client, **options):
    response = client.post("aide/background", json={"run": RUN}, **options)
    assert response.status_code == 201, response.text
