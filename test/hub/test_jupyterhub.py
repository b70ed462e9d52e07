"""A run in the background of a server that a real JupyterHub has started: ``make test-hub``."""

import os
import shutil
import socket
import subprocess
from pathlib import Path

import httpx
import pytest
from servers import until
from test_background_engine import Background, assert_complete, begun  # noqa: F401

HUB = Path(__file__).parents[2] / "build" / "hub"
PERSON, TOKEN = "ann", "a-token-for-tests-alone"
CONFIG = """
c.JupyterHub.bind_url = "http://127.0.0.1:{public}/"
c.JupyterHub.hub_bind_url = "http://127.0.0.1:{hub}/"
c.JupyterHub.db_url = "sqlite:///:memory:"
c.JupyterHub.authenticator_class = "dummy"
c.JupyterHub.spawner_class = "simple"
c.JupyterHub.services = [{{"name": "tests", "api_token": "{token}", "admin": True}}]
c.Authenticator.allow_all = True
c.Authenticator.allowed_users = {{"{person}"}}
c.ConfigurableHTTPProxy.command = {proxy!r}
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{proxied}"
c.SimpleLocalProcessSpawner.home_dir_template = {homes!r}
c.Spawner.cmd = [{singleuser!r}]
c.Spawner.args = [
    "--allow-root",
    '--ServerApp.jpserver_extensions={{"jupyterlab_aide": True}}',
]
"""


def free_ports(count):
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports


@pytest.fixture
def home(tmp_path, begun):  # noqa: F811
    """The person's home folder, with a run that was begun."""
    home = tmp_path / "homes" / PERSON
    shutil.copytree(begun, home, symlinks=True)
    return home


@pytest.fixture
def hub(tmp_path, home):
    """A hub with its proxy; a client that may do everything there."""
    public, own, proxied = free_ports(3)
    proxy = HUB / "proxy" / "node_modules" / ".bin" / "configurable-http-proxy"
    config = tmp_path / "jupyterhub_config.py"
    config.write_text(
        CONFIG.format(
            public=public,
            hub=own,
            proxied=proxied,
            proxy=[str(proxy)],
            homes=str(tmp_path / "homes" / "{username}"),
            singleuser=str(HUB / "bin" / "jupyterhub-singleuser"),
            person=PERSON,
            token=TOKEN,
        )
    )
    folders = {f"JUPYTER_{kind.upper()}_DIR": str(tmp_path / kind) for kind in ("data", "config")}
    process = subprocess.Popen(
        [HUB / "bin" / "jupyterhub", "--config", str(config)],
        cwd=tmp_path,
        env={**os.environ, **folders, "JUPYTER_RUNTIME_DIR": str(tmp_path / "runtime")},
        start_new_session=True,
    )
    client = httpx.Client(
        base_url=f"http://127.0.0.1:{public}/",
        headers={"Authorization": f"token {TOKEN}"},
        timeout=60,
    )

    def answers():
        assert process.poll() is None
        try:
            return client.get("hub/api/").status_code == 200
        except httpx.HTTPError:
            return False

    until(answers)
    yield client
    client.close()
    # It ends the servers that it has started, and its proxy.
    process.terminate()
    process.wait(60)


@pytest.fixture
def server(hub):
    """The person's server behind the proxy, as the person's own token reaches it."""
    assert hub.post(f"hub/api/users/{PERSON}/server").status_code in (201, 202)
    until(lambda: hub.get(f"hub/api/users/{PERSON}").json()["servers"].get("", {}).get("ready"))
    token = hub.post(f"hub/api/users/{PERSON}/tokens", json={}).json()["token"]
    with httpx.Client(
        base_url=f"{hub.base_url}user/{PERSON}/",
        headers={"Authorization": f"token {token}"},
        timeout=60,
    ) as client:
        yield client


def test_a_run_in_the_background_of_a_hub_goes_on_to_its_end(server, home):
    (path,) = (home / "aide-runs").glob("it*/run.json")
    Background(server, path.parent).begin().rest()
    assert_complete(path.parent)
