"""``jupyter aide list``, ``attach``, ``stop`` and ``check`` against servers that are running."""

import json
import os
import shutil
import subprocess
import sys

import pytest
from conftest import RUN
from jupyter_server.auth import passwd
from servers import begin, until

from jupyterlab_aide.node import give_access

#: Stands for the engine: says what it was told, and goes as it is told.
STAND_IN = """
import { once } from 'node:events';
const [verb] = process.argv.slice(2);
const access = verb === 'check' ? '{}' : (await once(process.stdin, 'data')).toString();
const { url, token } = JSON.parse(access);
console.log(JSON.stringify({ arguments: process.argv.slice(2), url, token }));
process.exit(verb === 'check' ? 1 : 0);
"""

pytestmark = pytest.mark.skipif(not shutil.which("node"), reason="the stand-in needs Node")


@pytest.fixture
def aide(tmp_path):
    """Run the command line: ``aide("list", cwd=...)``."""
    engine = tmp_path / "engine.mjs"
    engine.write_text(STAND_IN)
    script = tmp_path / "command.py"
    script.write_text(
        "import pathlib, sys\n"
        "from jupyterlab_aide import cli\n"
        f"cli.ENGINE = pathlib.Path({str(engine)!r})\n"
        "sys.exit(cli.main())\n"
    )
    runtime = {"JUPYTER_RUNTIME_DIR": str(tmp_path / "runtime")}

    def aide(*arguments, cwd=tmp_path, **environment):
        result = subprocess.run(
            [sys.executable, str(script), *arguments],
            env={**os.environ, **runtime, **environment},
            cwd=cwd,
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert "Traceback" not in result.stderr, result.stderr
        return result

    return aide


@pytest.fixture
def background(serve, driving):
    """A server with a run in its background."""
    _, client = serve()
    begin(client)
    driving(client)
    return client


def test_says_that_no_server_runs(aide, tmp_path):
    for verb in (["list"], ["attach", RUN], ["stop", RUN]):
        result = aide(*verb)
        assert result.returncode == 1
        assert result.stderr == (
            "There is no Jupyter server of yours on this machine. `jupyter lab` starts one.\n"
        )


def test_lists_what_is_live(aide, background):
    result = aide("list")
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.startswith(f"{RUN}  in the background  http://localhost:")
    (listed,) = json.loads(aide("list", "--json").stdout)
    assert (listed["run"], listed["background"]["state"]) == (RUN, "running")
    background.delete("aide/background", params={"run": RUN})
    assert aide("list").stdout.startswith(f"{RUN}  ended  ")


def test_a_server_where_nothing_lives(aide, serve):
    serve()
    assert aide("list").stdout == "No run is live.\n"
    result = aide("attach", RUN)
    assert result.returncode == 1
    assert result.stderr.startswith(f"Nobody drives “{RUN}” now.")
    result = aide("stop", "nowhere")
    assert result.returncode == 1
    assert result.stderr.startswith("There is no run in “nowhere” on this server.")


def test_attaches_the_engine_to_the_server(aide, background, folder):
    url = str(background.base_url)
    token = background.headers["Authorization"].split()[1]
    for run, cwd in ((RUN, "/"), ("first", (folder / RUN).parent), (".", folder / RUN)):
        result = aide("attach", run, cwd=cwd)
        assert result.returncode == 0, result.stderr
        assert json.loads(result.stdout) == {
            "arguments": ["watch", "--run", RUN],
            "url": url,
            "token": token,
        }


def test_a_named_server_is_reached_by_the_environment(aide, background):
    token = background.headers["Authorization"].split()[1]
    result = aide(
        *("list", "--json"),
        AIDE_SERVER_URL=str(background.base_url).rstrip("/"),
        AIDE_SERVER_TOKEN=token,
        JUPYTER_RUNTIME_DIR="/nowhere",
    )
    assert [run["run"] for run in json.loads(result.stdout)] == [RUN]


def test_stops_a_run_in_the_background(aide, background):
    result = aide("stop", RUN)
    assert (result.returncode, result.stdout) == (0, f"{RUN} is at rest.\n"), result.stderr
    assert background.get("aide/runs").json()[0]["background"]["state"] == "ended"


def test_stops_a_run_that_somebody_drives(aide, serve, folder, tmp_path):
    _, client = serve()
    token = client.headers["Authorization"].split()[1]
    stand_in = os.path.join(os.path.dirname(__file__), "stand_in.py")
    tab = subprocess.Popen([sys.executable, stand_in, "drive", "--run", RUN], stdin=subprocess.PIPE)
    with tab:
        give_access(tab.stdin, {"url": str(client.base_url), "token": token})
        until(lambda: client.get("aide/runs").json())
        until((folder / RUN / "engine.json").exists)
        result = aide("stop", RUN)
        assert (result.returncode, result.stdout) == (0, f"{RUN} is at rest.\n"), result.stderr
        assert tab.wait(10) == 0


def test_several_servers_are_told_apart(aide, background, serve):
    _, other = serve()
    assert str(other.base_url) not in aide("list").stdout
    # The one that has it is meant.
    assert aide("attach", RUN).returncode == 0
    result = aide("attach", RUN, "--server", str(other.base_url))
    assert result.stderr.startswith("Nobody drives")
    begin(other)
    result = aide("attach", RUN)
    assert result.returncode == 1
    assert "--server" in result.stderr and str(other.base_url) in result.stderr
    assert aide("attach", RUN, "--server", str(other.base_url)).returncode == 0
    result = aide("attach", RUN, "--server", "http://localhost:1/")
    assert result.stderr.startswith("There is no Jupyter server at http://localhost:1/.")


def test_says_that_a_server_lets_it_not_in(aide, serve):
    serve(f"--PasswordIdentityProvider.hashed_password={passwd('secret')}")
    result = aide("list")
    assert result.returncode == 1
    assert "IdentityProvider.token" in result.stderr


def test_a_run_that_lives_is_not_gone_on_with_beside(aide, background, folder):
    for option in (["--resume", RUN], [f"--resume={RUN}"]):
        result = aide("run", *option, cwd=folder)
        assert result.returncode == 1
        assert result.stderr.startswith(f"This run is live at {background.base_url}. ")
    background.delete("aide/background", params={"run": RUN})
    result = aide("run", "--resume", RUN, cwd=folder)
    assert json.loads(result.stdout)["arguments"] == ["run", "--resume", RUN]


def test_checks_a_folder(aide, folder):
    result = aide("check", RUN, "--json", cwd=folder)
    assert result.returncode == 1
    assert json.loads(result.stdout)["arguments"] == ["check", RUN, "--json"]
    result = aide("check", "nowhere", cwd=folder)
    assert (result.returncode, result.stderr) == (1, "There is no folder “nowhere”.\n")


def test_checks_a_folder_of_a_server(aide, serve, folder, tmp_path):
    serve()
    result = aide("check", RUN)
    assert json.loads(result.stdout)["arguments"] == ["check", str(folder / RUN)]


def test_needs_node_to_attach(aide, background, tmp_path):
    result = aide("attach", RUN, AIDE_NODE=str(tmp_path / "nowhere"))
    assert result.returncode == 2
    assert "pip install" in result.stderr


@pytest.mark.parametrize("arguments", [["attach"], ["list", RUN], ["check", "a", "b"]])
def test_says_how_it_is_used(aide, arguments):
    result = aide(*arguments)
    assert result.returncode == 2
    assert result.stderr.startswith("usage: jupyter aide")
