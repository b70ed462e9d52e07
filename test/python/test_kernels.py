"""Managed kernels, really started."""

import asyncio
import json
import os
import signal
import socket
import sys
from pathlib import Path

import pytest
from conftest import KEY, RUN, alive
from jupyter_client.provisioning import LocalProvisioner
from tornado.web import HTTPError

from jupyterlab_aide import kernels, withheld
from jupyterlab_aide.cores import cores, kernels_at_once


async def listed(ask, run=None):
    response = await ask("GET", "aide/kernels" + (f"?run={run}" if run else ""))
    return [model["id"] for model in json.loads(response.body)]


async def test_gives_the_model_that_jupyter_gives(ask, start):
    status, model = await start()
    assert status == 201
    assert model.pop("run") == RUN
    usual = json.loads((await ask("GET", f"api/kernels/{model['id']}")).body)
    assert set(model) == set(usual)
    assert (model["id"], model["name"]) == (usual["id"], "python3")


@pytest.mark.environment(
    AIDE_API_KEY=KEY,
    AIDE_BASE_URL="{upstream}",
    OPENAI_API_KEY=KEY,
    ANTHROPIC_API_KEY=KEY,
    MY_OWN_API_KEY=KEY,
    JUPYTERHUB_API_TOKEN=KEY,
    JUPYTER_TOKEN=KEY,
    HF_TOKEN=KEY,
    AIDE_SERVER_TOKEN=KEY,
    AWS_SECRET_ACCESS_KEY=KEY,
    my_password=KEY,
    DATABASE_URL=KEY,
    MIRROR=f"https://me:{KEY}@example.invalid/simple",
    HARMLESS="1",
    TOKENIZERS_PARALLELISM="false",
)
async def test_its_environment_holds_no_key(start, execute, ask):
    _, model = await start()
    environment = await execute(model["id"], "import os; result = dict(os.environ)")
    assert KEY not in "\n".join(environment.values())
    assert environment["HARMLESS"] == "1"
    assert environment["TOKENIZERS_PARALLELISM"] == "false"

    # Nor does it after a restart.
    assert (await ask("POST", f"api/kernels/{model['id']}/restart", b"")).code == 200
    environment = await execute(model["id"], "import os; result = dict(os.environ)")
    assert KEY not in environment.values()


@pytest.mark.environment(AIDE_API_KEY=KEY)
async def test_no_kernel_at_all_gets_aides_own_key(ask, start, execute):
    model = json.loads((await ask("POST", "api/kernels", {"name": "python3"})).body)
    environment = await execute(model["id"], "import os; result = dict(os.environ)")
    assert KEY not in environment.values()


@pytest.mark.aide(withheld_environment=["PRIVATE_*"])
@pytest.mark.environment(PRIVATE_THING="1")
async def test_an_administrator_may_withhold_more(start, execute):
    _, model = await start()
    code = "import os; result = 'PRIVATE_THING' in os.environ"
    assert await execute(model["id"], code) is False


@pytest.mark.aide(passed_environment=["hf_token", "MY_OWN_*"])
@pytest.mark.environment(HF_TOKEN=KEY, MY_OWN_KEY=KEY, GITHUB_TOKEN=KEY)
async def test_a_person_may_let_one_through_by_its_name(start, execute):
    _, model = await start()
    code = f"""
    import os
    withheld = {{}}
    exec(open({withheld.__file__!r}).read(), withheld)
    withheld["withhold"]()
    result = sorted(name for name, value in os.environ.items() if value == {KEY!r})
    """
    assert await execute(model["id"], code) == ["HF_TOKEN", "MY_OWN_KEY"]


WAITING = "import os; result = os.environ.get('OMP_WAIT_POLICY')"
THREADS = "import os; result = int(os.environ['OMP_NUM_THREADS'])"


async def test_its_threads_that_wait_leave_the_cores_to_others(start, execute):
    _, model = await start()
    assert await execute(model["id"], WAITING) == "PASSIVE"
    threads = await execute(model["id"], THREADS)
    assert 1 <= threads * kernels_at_once() <= cores()


@pytest.mark.environment(OMP_WAIT_POLICY="active")
async def test_its_threads_wait_as_a_person_has_set_it(start, execute):
    _, model = await start()
    assert await execute(model["id"], WAITING) == "active"


async def test_it_works_in_the_folder_that_is_named(start, execute, jp_root_dir):
    folder = jp_root_dir / "work" / "ünïcode"
    folder.mkdir(parents=True)
    _, model = await start(path="work/ünïcode")
    assert Path(await execute(model["id"], "import os; result = os.getcwd()")) == folder


async def test_each_is_known_by_its_run_until_it_ends(ask, start):
    first = (await start())[1]["id"]
    second = (await start(run="other"))[1]["id"]
    await ask("POST", "api/kernels", {"name": "python3"})
    assert await listed(ask) == [first, second]
    assert await listed(ask, RUN) == [first]
    assert await listed(ask, "nowhere") == []

    assert (await ask("DELETE", f"api/kernels/{first}")).code == 204
    assert await listed(ask) == [second]


async def test_a_server_that_may_not_list_kernels_knows_its_own(
    ask, start, jp_serverapp, monkeypatch
):
    _, model = await start()

    async def refuse(**options):
        raise HTTPError(403)

    monkeypatch.setattr(jp_serverapp.kernel_manager, "list_kernels", refuse)
    assert await listed(ask, RUN) == [model["id"]]


async def test_what_it_started_ends_with_it(ask, start, execute):
    _, model = await start()
    pid = await execute(
        model["id"], "import subprocess; result = subprocess.Popen(['sleep', '600']).pid"
    )
    assert Path(f"/proc/{pid}").exists()
    assert (await ask("DELETE", f"api/kernels/{model['id']}")).code == 204
    for _ in range(200):
        if not alive(pid):
            return
        await asyncio.sleep(0.05)
    raise AssertionError("The kernel's child outlived it")


async def test_is_ended_at_once_with_what_it_started(ask, start, execute):
    _, model = await start()
    code = """
import atexit, os, signal, subprocess, time
signal.signal(signal.SIGINT, signal.SIG_IGN)
# Asked politely it would be here for a while.
atexit.register(time.sleep, 600)
result = [os.getpid(), subprocess.Popen(['sleep', '600']).pid]
"""
    pids = await execute(model["id"], code)
    path = f"aide/kernels?kernel={model['id']}"
    assert (await ask("DELETE", path)).code == 204
    assert not alive(pids[0])
    for _ in range(200):
        if not alive(pids[1]):
            break
        await asyncio.sleep(0.05)
    assert not alive(pids[1])
    assert await listed(ask) == []

    gone = await ask("DELETE", path)
    assert (gone.code, json.loads(gone.body)["reason"]) == (404, "no-such-kernel")


DETACHED = """
import os, subprocess, time
def fork(then):
    reader, writer = os.pipe()
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            os.write(writer, str(os.getpid()).encode())
            then()
            os._exit(0)
        os._exit(0)
    return int(os.read(reader, 20))
popen = subprocess.Popen(['sleep', '600'], start_new_session=True).pid
forked = fork(lambda: time.sleep(600))
run = fork(lambda: os.execvp('sleep', ['sleep', '600']))
result = [popen, forked, run]
"""


@pytest.mark.aide(warm_kernels=False)
async def test_what_was_detached_ends_with_it(ask, start, execute):
    _, model = await start()
    source = Path(kernels.__file__).parents[1] / "src/kernel/python/limits.py"
    adopt = f"space = {{}}\nexec(open({str(source)!r}).read(), space)\nspace['adopt']()\n"
    pids = await execute(model["id"], adopt + DETACHED)
    assert all(map(alive, pids))
    assert (await ask("DELETE", f"aide/kernels?kernel={model['id']}")).code == 204
    assert not any(map(alive, pids))


@pytest.mark.aide(warm_kernels=False)
async def test_what_was_detached_ends_also_where_the_kernel_died(ask, start, execute):
    _, model = await start()
    popen, forked, run = await execute(model["id"], DETACHED + "me = os.getpid()")
    me = await execute(model["id"], "result = me")
    os.kill(me, signal.SIGKILL)
    while alive(me):
        await asyncio.sleep(0.01)
    assert (await ask("DELETE", f"aide/kernels?kernel={model['id']}")).code == 204
    assert not any(map(alive, [popen, forked, run]))


async def test_starts_another_where_its_ports_were_taken(ask, start, execute, monkeypatch):
    """Between choosing the ports and using them, any program of the machine may take one."""
    taken = socket.socket()
    pre_launch = LocalProvisioner.pre_launch

    async def choose(self, **launch):
        prepared = await pre_launch(self, **launch)
        if taken.getsockname()[1] == 0:
            taken.bind(("127.0.0.1", self.connection_info["iopub_port"]))
            taken.listen()
        return prepared

    monkeypatch.setattr(LocalProvisioner, "pre_launch", choose)
    monkeypatch.setattr(kernels, "ANSWERING", (2, 20, None))
    status, model = await start()
    assert status == 201
    assert await execute(model["id"], "result = 6 * 7") == 42
    assert await listed(ask) == [model["id"]]
    taken.close()


async def test_is_known_by_its_run_before_it_answers(ask, start, jp_serverapp, monkeypatch):
    async def never(self, kernel, seconds):
        while kernel in jp_serverapp.kernel_manager:
            await asyncio.sleep(0.01)
        return False

    monkeypatch.setattr(kernels.ManagedKernels, "_answers", never)
    starting = asyncio.ensure_future(start())
    while not (found := await listed(ask, RUN)):
        await asyncio.sleep(0.01)
    assert (await ask("DELETE", f"aide/kernels?kernel={found[0]}")).code == 204
    status, _ = await starting
    assert status == 404
    assert await listed(ask) == []


async def test_says_that_there_is_no_such_kernelspec(ask, start):
    status, answer = await start(name="fortran")
    assert (status, answer["reason"]) == (404, "no-such-kernel")
    assert "fortran" in answer["message"]
    assert await listed(ask) == []


async def test_says_also_that_a_gateway_has_no_such_kernelspec(
    ask, start, jp_serverapp, monkeypatch
):
    async def refuse(name):
        raise KeyError(f"kernelspec {name} not found on Gateway server")

    monkeypatch.setattr(jp_serverapp.kernel_spec_manager, "get_kernel_spec", refuse)
    status, answer = await start(name="fortran")
    assert (status, answer["reason"]) == (404, "no-such-kernel")


@pytest.mark.parametrize(
    "command, words",
    [
        (["/nowhere/python"], "its program /nowhere/python is not there"),
        ([sys.executable, "-S", "-I"], "No module named ipykernel_launcher"),
    ],
)
async def test_says_in_the_kernels_own_words_why_it_does_not_start(
    ask, start, jp_data_dir, command, words
):
    folder = jp_data_dir / "kernels" / "broken"
    folder.mkdir(parents=True)
    argv = [*command, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    spec = {"argv": argv, "language": "python", "display_name": "Broken"}
    (folder / "kernel.json").write_text(json.dumps(spec))
    status, answer = await start(name="broken")
    assert (status, answer["reason"]) == (500, "broken-kernel")
    assert words in answer["message"]
    assert await listed(ask) == []


@pytest.mark.environment(AIDE_API_KEY=KEY, AIDE_BASE_URL="{upstream}")
@pytest.mark.parametrize(
    "end, how",
    [
        (
            f"sys.stderr.write('no memory for {KEY}\\n'); sys.exit(7)",
            "its process ended with the exit code 7. It said last: no memory for [key]",
        ),
        (
            "os.kill(os.getpid(), 9)",
            "its process ended by signal 9 (SIGKILL), most often because memory ran out",
        ),
    ],
)
async def test_says_how_one_ended_in_the_midst_of_its_start(
    ask, start, jp_data_dir, monkeypatch, end, how
):
    folder = jp_data_dir / "kernels" / "dying"
    folder.mkdir(parents=True)
    # As what breaks only where the kernel really starts.
    code = f"import os, sys; '--version' in sys.argv or exec({end!r})"
    argv = [sys.executable, "-c", code, "-f", "{connection_file}"]
    spec = {"argv": argv, "language": "python", "display_name": "Dying"}
    (folder / "kernel.json").write_text(json.dumps(spec))
    monkeypatch.setattr(kernels, "ANSWERING", (None,))
    status, model = await start(name="dying")
    assert status == 201
    while (response := await ask("GET", f"aide/kernels?ended={model['id']}")).code == 404:
        await asyncio.sleep(0.01)
    assert json.loads(response.body) == {"how": how}


async def test_says_of_no_kernel_that_runs_how_it_ended(ask, start):
    _, model = await start()
    response = await ask("GET", f"aide/kernels?ended={model['id']}")
    assert (response.code, json.loads(response.body)["reason"]) == (404, "no-such-kernel")


@pytest.mark.parametrize(
    "body", [{}, {"name": "python3", "path": ""}, {"name": 1, "path": "", "run": "r"}]
)
async def test_refuses_what_is_incomplete(ask, body):
    response = await ask("POST", "aide/kernels", body)
    assert (response.code, json.loads(response.body)["reason"]) == (400, "bad-request")


async def test_needs_a_login(ask):
    assert (await ask("GET", "aide/kernels", headers={})).code == 403
    body = {"name": "python3", "path": "", "run": RUN}
    assert (await ask("POST", "aide/kernels", body, headers={})).code == 403
    assert (await ask("DELETE", "aide/kernels?kernel=any", headers={})).code == 403
