"""Warm kernels: forked ones are kernels like any other, and where none can be, others come."""

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest
from conftest import KEY, alive
from jupyter_client.connect import write_connection_file

from jupyterlab_aide.warm import forks, parents
from jupyterlab_aide.warm.forks import ForkedKernel, Parent
from jupyterlab_aide.warm.parents import TRIES

pytestmark = pytest.mark.skipif(not forks.can_fork(), reason="Kernels cannot be forked here")

LIBRARIES = ["numpy", "pandas", "sklearn.ensemble", "lightgbm"]


@pytest.fixture
def jp_server_config(request, jp_server_config):
    """Parents import what the marker ``imports`` says."""
    if marker := request.node.get_closest_marker("imports"):
        jp_server_config.WarmParents.modules = list(marker.args)
    return jp_server_config


@pytest.fixture
def process_of(jp_serverapp):
    """The process of a kernel, as its provisioner knows it."""

    def process_of(kernel_id):
        return jp_serverapp.kernel_manager.get_kernel(kernel_id).provisioner.process

    return process_of


@pytest.fixture
def start_forked(start, ask, process_of):
    """Start managed kernels until one is forked; its id."""

    async def start_forked(**options):
        for _ in range(60):
            kernel = (await start(**options))[1]["id"]
            if isinstance(process_of(kernel), ForkedKernel):
                return kernel
            assert (await ask("DELETE", f"api/kernels/{kernel}")).code == 204
        raise AssertionError("No kernel was forked")

    return start_forked


@pytest.fixture
def messages(jp_serverapp):
    """Run code in a kernel; the messages that it published, and its reply, by type."""

    async def messages(kernel_id, code, once_it_prints=None):
        client = jp_serverapp.kernel_manager.get_kernel(kernel_id).client()
        client.start_channels()
        try:
            await client.wait_for_ready(timeout=60)
            ours = client.execute(code, allow_stdin=False)
            published = {}
            while published.get("status", {}).get("execution_state") != "idle":
                message = await client.get_iopub_msg(timeout=60)
                if message["parent_header"].get("msg_id") == ours:
                    published[message["msg_type"]] = message["content"]
                    if message["msg_type"] == "stream" and once_it_prints:
                        await once_it_prints()
            return published
        finally:
            client.stop_channels()

    return messages


async def until(condition, seconds=60):
    """Wait for something that happens in its own time."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "It did not happen"
        await asyncio.sleep(0.05)


def parent_of(pid):
    return int(Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[1])


@pytest.mark.environment(OPENAI_API_KEY=KEY, HARMLESS="1")
async def test_is_a_process_of_its_own_without_secrets(start_forked, execute, jp_root_dir):
    folder = jp_root_dir / "work"
    folder.mkdir()
    kernel = await start_forked(path="work")
    seen = await execute(
        kernel,
        """
        import os, sys, threading
        result = {
            "pid": os.getpid(), "session": os.getsid(0), "group": os.getpgid(0),
            "folder": os.getcwd(), "environment": dict(os.environ),
            "initial": open("/proc/self/environ").read(),
            "files": {fd: os.readlink("/proc/self/fd/" + fd) for fd in os.listdir("/proc/self/fd")
                      if os.path.lexists("/proc/self/fd/" + fd)},
            "argv": sys.argv, "main": threading.current_thread() is threading.main_thread(),
            "path": sys.path,
        }
        """,
    )
    assert seen["session"] == seen["group"] == seen["pid"] != os.getsid(0)
    assert seen["folder"] == str(folder)
    assert KEY not in seen["environment"].values() and KEY not in seen["initial"]
    assert seen["environment"]["HARMLESS"] == "1"
    assert seen["environment"]["JPY_PARENT_PID"] == str(os.getpid())
    assert Path(seen["argv"][0]).name == "ipykernel_launcher.py" and seen["argv"][1] == "-f"
    assert seen["main"]
    assert "" in seen["path"] and str(Path(forks.__file__).parent) not in seen["path"]

    # What leads to its parent is not among its files.
    parent = parent_of(seen["pid"])
    assert parent != os.getpid()
    controls = {
        os.readlink(path)
        for path in Path(f"/proc/{parent}/fd").iterdir()
        if os.readlink(path).startswith("socket:")
    }
    assert controls and not controls & set(seen["files"].values())


async def test_can_be_connected_to_as_soon_as_it_is_started(start_forked, jp_serverapp):
    kernel = await start_forked()
    info = jp_serverapp.kernel_manager.get_kernel(kernel).get_connection_info()
    for channel in ("shell", "control", "iopub", "stdin", "hb"):
        with socket.create_connection((info["ip"], info[f"{channel}_port"]), timeout=1):
            pass


async def test_is_interrupted_restarted_and_ended(ask, start_forked, execute, messages, process_of):
    kernel = await start_forked()

    async def interrupt():
        assert (await ask("POST", f"api/kernels/{kernel}/interrupt", b"")).code == 204

    # Before its code runs, a kernel drops an interrupt.
    published = await messages(kernel, "import time\nprint('here')\ntime.sleep(600)", interrupt)
    assert published["error"]["ename"] == "KeyboardInterrupt"
    first = process_of(kernel)
    assert first.poll() is None

    assert (await ask("POST", f"api/kernels/{kernel}/restart", b"")).code == 200
    assert first.poll() == 0 and not alive(first.pid)
    second = process_of(kernel)
    assert isinstance(second, ForkedKernel)
    code = "import subprocess; result = 'time' in dir(), subprocess.Popen(['sleep', '600']).pid"
    kept, below = await execute(kernel, code)
    assert not kept and alive(below)

    assert (await ask("DELETE", f"api/kernels/{kernel}")).code == 204
    assert second.poll() is not None
    await until(lambda: not alive(second.pid) and not alive(below))


@pytest.mark.parametrize(
    ("end", "status"),
    [("os._exit(3)", 3), ("os.kill(os.getpid(), signal.SIGKILL)", -signal.SIGKILL)],
)
async def test_is_started_anew_when_it_dies(
    start_forked, execute, process_of, messages, end, status
):
    kernel = await start_forked()
    dead = process_of(kernel)
    with pytest.raises(Exception):  # noqa: B017  A reply that does not come.
        await asyncio.wait_for(messages(kernel, f"import os, signal\n{end}"), 2)
    await until(lambda: process_of(kernel) not in (None, dead))
    assert dead.poll() == status
    assert await execute(kernel, "result = 1 + 1") == 2


# An ipykernel that finds itself under pytest does not look at its file descriptors.
@pytest.mark.aide(withheld_environment=["PYTEST_*"])
async def test_shows_pictures_and_refuses_input(start_forked, messages):
    kernel = await start_forked()
    picture = "import matplotlib.pyplot as plt\n_ = plt.plot([1, 2])"
    assert "image/png" in (await messages(kernel, picture))["display_data"]["data"]
    assert (await messages(kernel, "input()"))["error"]["ename"] == "StdinNotImplementedError"
    written = await messages(kernel, "import os\n_ = os.write(1, b'low')")
    assert written["stream"] == {"name": "stdout", "text": "low"}


@pytest.mark.imports(*LIBRARIES)
async def test_libraries_work_on_after_the_fork(start_forked, execute):
    code = """
        import sys
        there = [name for name in {libraries} if name in sys.modules]
        import multiprocessing, numpy as np, joblib, lightgbm, tempfile
        from sklearn.ensemble import RandomForestRegressor
        fixed = np.random.default_rng(0)
        X, y = fixed.normal(size=(500, 5)), fixed.normal(size=500)
        booster = lightgbm.LGBMRegressor(n_estimators=5, n_jobs=2, verbose=-1).fit(X, y)
        forest = RandomForestRegressor(10, n_jobs=2, random_state=0).fit(X, y)
        product = X.T @ X
        squares = []
        for method in ["fork", "spawn", "forkserver"]:
            with multiprocessing.get_context(method).Pool(2) as pool:
                squares.append(pool.map(abs, [-1, -2]))
        squares.append(joblib.Parallel(n_jobs=2)(joblib.delayed(abs)(x) for x in [-1, -2]))
        result = [
            there, squares,
            [float(booster.predict(X)[0]), float(forest.predict(X)[0]), float(product[0, 0])],
            [float(np.random.random()), np.random.randint(2**31), tempfile.mkdtemp(),
             multiprocessing.current_process().authkey.hex()],
        ]
    """.replace("{libraries}", repr(LIBRARIES))
    runs = [await execute(await start_forked(), code) for _ in range(2)]
    for there, squares, _, _ in runs:
        assert there == LIBRARIES
        assert squares == [[1, 2]] * 4
    # What is computed from the same is the same but for the order in which threads add up,
    # and what is random is not.
    assert runs[0][2] == pytest.approx(runs[1][2], rel=1e-9)
    assert all(one != other for one, other in zip(runs[0][3], runs[1][3], strict=True))


async def test_outlives_its_parent(ask, start, start_forked, execute, process_of):
    kernel = await start_forked()
    process = process_of(kernel)
    assert await execute(kernel, "kept = 1; result = kept") == 1
    parent = parent_of(process.pid)
    os.kill(parent, signal.SIGKILL)

    # The next comes all the same, and later ones are forked again.
    status, model = await start()
    assert status == 201
    assert await execute(model["id"], "result = 2") == 2
    assert parent_of(process_of(await start_forked()).pid) != parent

    # The kernel itself goes on, and its end is noticed.
    assert await execute(kernel, "result = kept") == 1
    assert (await ask("DELETE", f"api/kernels/{kernel}")).code == 204
    assert not alive(process.pid)
    assert process.poll() == 1
    assert not alive(parent)


async def test_a_parent_is_replaced_when_packages_change(
    start_forked, execute, process_of, monkeypatch, tmp_path
):
    packages = tmp_path / "site-packages"
    packages.mkdir()
    monkeypatch.setenv("PYTHONPATH", str(packages))
    kernel = await start_forked()
    parent = parent_of(process_of(kernel).pid)
    assert parent_of(process_of(await start_forked()).pid) == parent
    (packages / "new.dist-info").mkdir()
    assert parent_of(process_of(await start_forked()).pid) != parent
    # Kernels of the old one do not mind.
    assert await execute(kernel, "result = 1") == 1


async def test_a_parent_ends_when_nobody_needs_it(start_forked, ask, process_of, monkeypatch):
    kernel = await start_forked()
    parent = parent_of(process_of(kernel).pid)
    # Not before: a start may take longer than that.
    monkeypatch.setattr(parents, "IDLE", 0.1)
    found = parents.WarmParents.instance()
    look, seen = found._retire_idle, []

    def looks():
        look()
        seen.append(alive(parent))

    monkeypatch.setattr(found, "_retire_idle", looks)
    found._timer.cancel()
    found._timer = None
    found._watch()
    await until(lambda: len(seen) == 3)
    assert all(seen)
    assert (await ask("DELETE", f"api/kernels/{kernel}")).code == 204
    await until(lambda: not alive(parent))


def kernelspec(jp_data_dir, **spec):
    folder = jp_data_dir / "kernels" / "other"
    folder.mkdir(parents=True)
    usual = {
        "argv": [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"],
        "display_name": "Other",
        "language": "python",
    }
    (folder / "kernel.json").write_text(json.dumps({**usual, **spec}))


@pytest.mark.parametrize(
    "spec",
    [
        {"argv": [sys.executable, "-m", "ipykernel", "-f", "{connection_file}"]},
        {"argv": ["env", sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]},
        {"metadata": {"kernel_provisioner": {"provisioner_name": "local-provisioner"}}},
    ],
)
async def test_starts_unusual_kernels_as_jupyter_does(
    start, execute, process_of, jp_data_dir, spec
):
    kernelspec(jp_data_dir, **spec)
    for _ in range(2):
        status, model = await start(name="other")
        assert status == 201
        assert isinstance(process_of(model["id"]), subprocess.Popen)
        assert await execute(model["id"], "result = 1") == 1


async def test_leaves_other_kernels_alone(ask, start_forked, process_of):
    await start_forked()
    model = json.loads((await ask("POST", "api/kernels", {"name": "python3"})).body)
    assert isinstance(process_of(model["id"]), subprocess.Popen)


@pytest.mark.aide(warm_kernels=False)
async def test_can_be_turned_off(start, process_of, jp_serverapp):
    _, model = await start()
    provisioner = jp_serverapp.kernel_manager.get_kernel(model["id"]).provisioner
    assert type(provisioner).__name__ == "LocalProvisioner"


@pytest.mark.imports("starts_a_thread")
async def test_starts_cold_what_cannot_be_forked_safely_and_says_so_once(
    start, ask, execute, process_of, monkeypatch, tmp_path, caplog
):
    (tmp_path / "starts_a_thread.py").write_text(
        "import threading, time\n"
        "threading.Thread(target=time.sleep, args=[600], daemon=True).start()\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))

    def told():
        lines = [record.getMessage() for record in caplog.records]
        return [line for line in lines if "forked" in line]

    for _ in range(TRIES + 2):
        _, model = await start()
        assert isinstance(process_of(model["id"]), subprocess.Popen)
        assert await execute(model["id"], "result = 1") == 1
        assert (await ask("DELETE", f"api/kernels/{model['id']}")).code == 204
    assert len(told()) == 1
    assert "threads" in told()[0] and "warm_kernels" in told()[0]


async def test_learns_what_scripts_of_a_run_import(start_forked, ask, execute, process_of):
    asked = {"modules": ["numpy", "numpy.linalg", "json", "not_installed", "no name"]}
    for _ in range(60):
        kernel = await start_forked(**asked)
        loaded = await execute(kernel, "import sys; result = 'numpy.linalg' in sys.modules")
        assert (await ask("DELETE", f"api/kernels/{kernel}")).code == 204
        if loaded:
            break
    assert loaded
    # What it has, or cannot have, is no reason for another parent.
    found = parents.WarmParents.instance()
    (parent,) = found._parents.values()
    assert not found._successors
    assert parent.lacks(asked["modules"][:4]) == []
    await start_forked(**asked)
    assert list(found._parents.values()) == [parent] and not found._successors


async def test_stays_as_it_is_where_a_learned_import_makes_forking_unsafe(
    start_forked, monkeypatch, tmp_path
):
    (tmp_path / "starts_a_thread.py").write_text(
        "import threading, time\n"
        "threading.Thread(target=time.sleep, args=[600], daemon=True).start()\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    await start_forked()
    found = parents.WarmParents.instance()
    (parent,) = found._parents.values()
    asked = {"modules": ["starts_a_thread"]}
    await start_forked(**asked)
    (successor,) = found._successors.values()

    async def given_up():
        await start_forked(**asked)
        return not found._successors

    while not await given_up():
        pass
    assert successor is not parent
    assert list(found._parents.values()) == [parent]
    await start_forked(**asked)
    assert list(found._parents.values()) == [parent] and not found._successors


async def test_refuses_modules_that_are_no_list(ask):
    body = {"name": "python3", "path": "", "run": "r", "modules": "numpy"}
    response = await ask("POST", "aide/kernels", body)
    assert response.code == 400
    assert json.loads(response.body)["reason"] == "bad-request"


@pytest.mark.imports("kills_itself")
async def test_starts_cold_where_no_parent_survives(
    start, execute, process_of, monkeypatch, tmp_path
):
    code = "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)\n"
    (tmp_path / "kills_itself.py").write_text(code)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    for _ in range(2):
        _, model = await start()
        assert isinstance(process_of(model["id"]), subprocess.Popen)
        assert await execute(model["id"], "result = 1") == 1


@pytest.mark.parametrize("parent_first", [False, True])
def test_nothing_is_left_when_the_server_is_killed(tmp_path, parent_first):
    connection, _ = write_connection_file(str(tmp_path / "kernel.json"))
    server = textwrap.dedent(
        f"""
        import os, signal, sys, time
        from jupyterlab_aide.warm.forks import Parent
        parent = Parent([sys.executable], dict(os.environ), [])
        while not parent.is_ready:
            time.sleep(0.05)
        kernel = parent.fork({connection!r}, {str(tmp_path)!r}, {{}})
        print(kernel.pid, parent._process.pid, flush=True)
        # Until its thread watches.
        while len(os.listdir(f"/proc/{{kernel.pid}}/task")) < 2:
            time.sleep(0.05)
        if {parent_first}:
            parent._process.kill()
            parent._process.wait()
        assert kernel.poll() is None
        os.kill(os.getpid(), signal.SIGKILL)
        """
    )
    done = subprocess.run([sys.executable, "-c", server], stdout=subprocess.PIPE, timeout=60)
    assert done.returncode == -signal.SIGKILL
    for pid in map(int, done.stdout.split()):
        asyncio.run(until(lambda pid=pid: not alive(pid)))


def test_nothing_of_a_candidate_in_a_cold_kernel_is_left_when_the_server_is_killed(tmp_path):
    connection, _ = write_connection_file(str(tmp_path / "kernel.json"))
    modules = Path(__file__).parents[2] / "src" / "kernel" / "python"
    (tmp_path / "data").mkdir()
    code = (
        f"import sys; sys.path.insert(0, {str(modules)!r}); import candidate;"
        " candidate.prepare('run', '0001', 'data', None, 100);"
        " import os, subprocess; child = subprocess.Popen(['sleep', '900']).pid;"
        " print(os.getpid(), child)"
    )
    server = textwrap.dedent(
        f"""
        import os, signal, subprocess, sys
        from jupyter_client import BlockingKernelClient
        from jupyterlab_aide.warm.provisioner import _with_lifeline
        command = [sys.executable, "-m", "ipykernel_launcher", "-f", {connection!r}]
        env = {{**os.environ, "JPY_PARENT_PID": str(os.getpid())}}
        subprocess.Popen(
            command, cwd={str(tmp_path)!r}, start_new_session=True, **_with_lifeline({{"env": env}})
        )
        client = BlockingKernelClient(connection_file={connection!r})
        client.load_connection_file()
        # A heartbeat that a busy machine delays is taken for a death.
        client.start_channels(hb=False)
        client.wait_for_ready(60)
        def show(message):
            print(message["content"].get("text", ""), end="", flush=True)
        client.execute_interactive({code!r}, output_hook=show)
        os.kill(os.getpid(), signal.SIGKILL)
        """
    )
    done = subprocess.run([sys.executable, "-c", server], stdout=subprocess.PIPE, timeout=100)
    pids = [int(pid) for pid in done.stdout.split()]
    assert len(pids) == 2
    for pid in pids:
        asyncio.run(until(lambda pid=pid: not alive(pid)))


def test_refuses_one_kernel_and_forks_the_next(tmp_path):
    connection, _ = write_connection_file(str(tmp_path / "kernel.json"))
    parent = Parent([sys.executable], dict(os.environ), [])
    asyncio.run(until(lambda: parent.is_ready))
    with pytest.raises(ChildProcessError, match="nowhere"):
        parent.fork(connection, str(tmp_path / "nowhere"), {})
    kernel = parent.fork(connection, str(tmp_path), {})
    parent.keep(kernel)
    assert parent.is_needed
    kernel.terminate()
    assert kernel.wait() != 0
    parent.close()
