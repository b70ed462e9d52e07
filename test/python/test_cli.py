"""``jupyter aide``: its own server, its signals, and that it leaves nothing behind."""

import json
import os
import pty
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from jupyterlab_aide.cli import ENGINE
from jupyterlab_aide.node import give_access

NODE = shutil.which("node")

#: Stands for the engine: says what it was given, starts a kernel, and goes on until it is told.
STAND_IN = """
import { once } from 'node:events';
const [kind] = process.argv.slice(2);
let interrupts = 0;
process.on('SIGINT', () => {
  interrupts += 1;
  setTimeout(() => process.exit(interrupts === 1 ? 130 : 99), 300);
});
const say = value => process.stdout.write(JSON.stringify(value) + '\\n');
if (kind === '--help') {
  say({ help: true });
  process.exit(0);
}
const access = JSON.parse((await once(process.stdin, 'data')).toString());
const { url, token, ignored } = access;
ignored.forEach(name => process.on(name, () => say({ ignored: name })));
process.stdin.on('end', () => process.exit(1));
const headers = { Authorization: `token ${token}`, 'Content-Type': 'application/json' };
const ask = async (path, options) => {
  const response = await fetch(url + path, { headers, ...options });
  return { status: response.status, body: await response.json() };
};
const body = JSON.stringify({ name: 'python3', path: '', run: 'r' });
const kernel = await ask('aide/kernels', { method: 'POST', body });
const stranger = await fetch(url + 'api/kernels');
say({
  kernel: kernel.body.id,
  stranger: stranger.status,
  contents: (await ask('api/contents')).body.content.map(entry => entry.name),
  environment: process.env,
  terminal: access.terminal,
  ignored,
  spent: access.spent,
  token,
  url,
  pid: process.pid
});
if (kind === 'exit') {
  process.exit(7);
}
setInterval(() => undefined, 1000);
"""


@pytest.fixture
def command(tmp_path):
    """The command line with the stand-in for its engine."""
    engine = tmp_path / "engine.mjs"
    engine.write_text(STAND_IN)
    script = tmp_path / "command.py"
    script.write_text(
        "import pathlib, sys\n"
        "from jupyterlab_aide import cli\n"
        f"cli.ENGINE = pathlib.Path({str(engine)!r})\n"
        "sys.exit(cli.main())\n"
    )
    return [sys.executable, str(script)]


@pytest.fixture
def folder(tmp_path):
    """Where the command is run; its module must not be taken for Python's own."""
    folder = tmp_path / "here"
    folder.mkdir()
    (folder / "json.py").write_text("raise SystemExit('the wrong json')")
    return folder


@pytest.fixture
def surroundings(tmp_path):
    """The command's environment; the temporary folder shows what it leaves behind."""
    (tmp_path / "tmp").mkdir()
    secrets = {name: "sk-secret" for name in ("AIDE_API_KEY", "HF_TOKEN", "my_password")}
    runtime = {"JUPYTER_RUNTIME_DIR": str(tmp_path / "runtime")}
    return {**os.environ, "TMPDIR": str(tmp_path / "tmp"), **runtime, **secrets}


def assert_nothing_left(tmp_path):
    assert os.listdir(tmp_path / "tmp") == os.listdir(tmp_path / "runtime" / "aide") == []


def family(marker):
    """The processes that have the marker in their environment: the command's, all of them."""
    pids = []
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdigit() and marker.encode() in (entry / "environ").read_bytes():
                pids.append(int(entry.name))
        except OSError:
            continue
    return pids


def wait_until(condition, seconds=30):
    end = time.monotonic() + seconds
    while not (value := condition()):
        assert time.monotonic() < end, "It did not happen in time"
        time.sleep(0.1)
    return value


def test_needs_node_and_says_how_to_get_it(tmp_path, folder):
    environment = {"PATH": str(tmp_path), "HOME": str(tmp_path)}
    run = subprocess.run(
        [sys.executable, "-m", "jupyterlab_aide", "run"],
        env={**environment, "AIDE_NODE": str(tmp_path / "nowhere")},
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert run.returncode == 2
    assert 'pip install "jupyterlab-aide[node]"' in run.stderr
    assert "Traceback" not in run.stderr


def test_takes_no_node_that_is_too_old(tmp_path):
    old = tmp_path / "node"
    old.write_text("#!/bin/sh\necho v18.20.0\n")
    old.chmod(0o755)
    run = subprocess.run(
        [sys.executable, "-m", "jupyterlab_aide", "run"],
        env={**os.environ, "AIDE_NODE": str(old)},
        capture_output=True,
        text=True,
    )
    assert run.returncode == 2
    assert "Node 20 or newer" in run.stderr


def test_helps_without_a_server(command, folder):
    run = subprocess.run(
        [*command, "--help"], cwd=folder, capture_output=True, text=True, check=True
    )
    assert json.loads(run.stdout) == {"help": True}


def test_runs_the_engine_beside_its_own_server(command, folder, surroundings, tmp_path):
    (folder / "data.csv").write_text("a\n1\n")
    run = subprocess.run(
        [*command, "exit"], cwd=folder, env=surroundings, capture_output=True, text=True
    )
    assert run.returncode == 7, run.stderr
    said = json.loads(run.stdout)
    assert said["kernel"]
    assert said["stranger"] == 403
    assert sorted(said["contents"]) == ["data.csv", "json.py"]
    assert "sk-secret" not in said["environment"].values()
    assert (said["terminal"], said["ignored"]) == (None, [])
    assert said["spent"] > 0
    wait_until(lambda: family(surroundings["TMPDIR"]) == [], 5)
    assert_nothing_left(tmp_path)


def test_says_why_its_server_does_not_start(command, folder, surroundings, tmp_path):
    config = tmp_path / "config"
    config.mkdir()
    (config / "jupyter_server_config.py").write_text("raise SystemError('no luck')")
    (config / "jupyter_config.json").write_text(
        '{"ServerApp": {"session_manager_class": "no.such.Class"}}'
    )
    run = subprocess.run(
        [*command, "exit"],
        cwd=folder,
        env={**surroundings, "JUPYTER_CONFIG_DIR": str(config)},
        capture_output=True,
        text=True,
    )
    assert run.returncode == 1
    assert run.stderr.startswith("The Jupyter server did not start.\n")
    assert "no.such" in run.stderr
    wait_until(lambda: family(surroundings["TMPDIR"]) == [], 5)


def test_serves_its_folder_whatever_the_persons_jupyter_is_set_to(
    command, folder, surroundings, tmp_path
):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    config = tmp_path / "config"
    config.mkdir()
    (config / "jupyter_server_config.py").write_text(
        f"""
for name in ("FileContentsManager", "AsyncLargeFileManager", "MappingKernelManager",
             "AsyncMappingKernelManager"):
    c[name].root_dir = {str(elsewhere)!r}
c.ServerApp.root_dir = c.ServerApp.notebook_dir = {str(elsewhere)!r}
c.ServerApp.preferred_dir = c.FileContentsManager.preferred_dir = {str(elsewhere)!r}
c.AsyncLargeFileManager.preferred_dir = "nowhere"
c.ServerApp.contents_manager_class = "no.such.Class"
c.ServerApp.authorizer_class = "no.such.Class"
"""
    )
    run = subprocess.run(
        [*command, "exit"],
        cwd=folder,
        env={**surroundings, "JUPYTER_CONFIG_DIR": str(config)},
        capture_output=True,
        text=True,
    )
    assert run.returncode == 7, run.stderr
    said = json.loads(run.stdout)
    assert said["contents"] == ["json.py"]
    assert said["kernel"]


@pytest.fixture
def running(command, folder, surroundings, tmp_path):
    """The command with its engine and a kernel at work; and what the engine said."""
    with (tmp_path / "stderr").open("w") as stderr:
        process = subprocess.Popen(
            [*command, "go on"],
            cwd=folder,
            env=surroundings,
            stdout=subprocess.PIPE,
            stderr=stderr,
            text=True,
            start_new_session=True,
        )
    said = json.loads(process.stdout.readline())
    # The command, the engine, the server and the kernel.
    assert len(family(surroundings["TMPDIR"])) >= 4
    yield process, said
    process.stdout.close()
    if process.poll() is None:
        process.kill()
        process.wait()


def test_shows_its_token_to_nobody(running, surroundings):
    _, said = running
    for pid in family(surroundings["TMPDIR"]):
        for what in ("cmdline", "environ"):
            assert said["token"] not in Path(f"/proc/{pid}/{what}").read_text()


def test_its_run_is_seen_from_another_terminal(running, folder, surroundings):
    _, said = running
    (folder / "aide-runs" / "first").mkdir(parents=True)
    stand_in = str(Path(__file__).with_name("stand_in.py"))
    driver = subprocess.Popen(
        [sys.executable, stand_in, "drive", "--run", "aide-runs/first"], stdin=subprocess.PIPE
    )
    with driver:
        give_access(driver.stdin, {"url": said["url"], "token": said["token"]})
        wait_until((folder / "aide-runs" / "first" / "engine.json").exists)
        list_runs = [sys.executable, "-m", "jupyterlab_aide", "list"]
        listed = subprocess.run(list_runs, env=surroundings, capture_output=True, text=True)
    assert listed.stdout.startswith("aide-runs/first  driven by a terminal since "), listed.stderr


@pytest.mark.parametrize(
    ("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 128 + signal.SIGTERM)]
)
def test_passes_signals_on_and_ends_all(running, surroundings, tmp_path, number, status):
    process, _ = running
    process.send_signal(number)
    assert process.wait(30) == status
    wait_until(lambda: family(surroundings["TMPDIR"]) == [], 5)
    assert_nothing_left(tmp_path)


def test_goes_on_at_hangup_where_it_was_started_with_nohup(command, folder, surroundings):
    process = subprocess.Popen(
        ["nohup", *command, "go on"],
        cwd=folder,
        env=surroundings,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )
    with process:
        said = json.loads(process.stdout.readline())
        assert said["ignored"] == ["SIGHUP"]
        # As the end of a terminal does.
        os.killpg(process.pid, signal.SIGHUP)
        assert json.loads(process.stdout.readline()) == {"ignored": "SIGHUP"}
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 128 + signal.SIGTERM
    wait_until(lambda: family(surroundings["TMPDIR"]) == [], 5)


@pytest.mark.skipif(sys.platform != "linux", reason="how a killed parent is noticed differs")
def test_leaves_no_process_even_when_it_is_killed(running, surroundings):
    process, _ = running
    process.kill()
    process.wait()
    wait_until(lambda: not family(surroundings["TMPDIR"]))


@pytest.mark.skipif(sys.platform != "linux", reason="what processes belong to it is read there")
def test_ends_at_once_and_says_why_when_its_server_is_killed(running, surroundings, tmp_path):
    process, _ = running
    (server,) = (
        each
        for each in psutil.Process(process.pid).children()
        if "jupyterlab_aide.server" in each.cmdline()
    )
    server.kill()
    assert process.wait(30) == 1
    assert "server of this run was killed from outside" in (tmp_path / "stderr").read_text()
    wait_until(lambda: family(surroundings["TMPDIR"]) == [])
    assert_nothing_left(tmp_path)


def test_a_typed_interrupt_reaches_the_engine_once(command, folder, surroundings):
    pid, terminal = pty.fork()
    if pid == 0:
        os.chdir(folder)
        os.execve(command[0], [*command, "go on"], surroundings)
    said = b""
    while b'"pid"' not in said:
        said += os.read(terminal, 4096)
    os.write(terminal, b"\x03")
    _, status = os.waitpid(pid, 0)
    os.close(terminal)
    assert os.waitstatus_to_exitcode(status) == 130
    assert b'"terminal":"/dev/tty"' in said
    wait_until(lambda: family(surroundings["TMPDIR"]) == [], 5)


@pytest.mark.skipif(not ENGINE.exists(), reason="the engine is not built")
def test_the_engine_searches(tmp_path):
    rows = "\n".join(f"{i},{i % 7},{3 * i + i % 7}" for i in range(200))
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "train.csv").write_text(f"a,b,y\n{rows}\n")
    run = subprocess.run(
        [
            *(sys.executable, "-m", "jupyterlab_aide", "run", "--goal", "Predict y. Metric: RMSE."),
            *("--data", "data", "--steps", "2", "--json", "--objective", "reported"),
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    (folder,) = (tmp_path / "aide-runs").iterdir()

    check = [sys.executable, "-m", "jupyterlab_aide", "check", str(folder)]
    sound = subprocess.run(check, capture_output=True, text=True)
    assert (sound.returncode, sound.stderr) == (0, ""), sound.stdout
    assert "2 solutions" in sound.stdout
    journal = folder / "journal" / "0001.jsonl"
    journal.write_text(journal.read_text().replace('"select"', '"sel"', 1))
    # Which would stand in for it.
    (folder / "journal" / "last.copy").unlink()
    damaged = subprocess.run([*check, "--json"], capture_output=True, text=True)
    assert damaged.returncode == 1
    assert json.loads(damaged.stdout)["problems"]
