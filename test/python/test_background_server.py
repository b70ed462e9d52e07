"""Runs in the background of servers that end in every way, and that are reached in every way."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx
import pytest
from conftest import RUN, alive
from jupyter_server.auth import passwd
from servers import begin, until


@pytest.mark.parametrize("end", ["SIGKILL", "SIGTERM"])
def test_a_server_that_ends_leaves_nothing_and_goes_on_when_it_is_back(
    serve, driving, tmp_path, end
):
    server, client = serve()
    begin(client)
    saw = driving(client)
    kernel = until(lambda: kernels_of(server.pid, saw["pid"]))
    (record,) = (tmp_path / "data" / "aide" / "background").iterdir()
    assert record.stat().st_mode & 0o777 == 0o600

    server.send_signal(getattr(signal, end))
    server.wait(30)
    until(lambda: not any(map(alive, [saw["pid"], *kernel])), 15)

    _, client = serve()
    again = driving(client, saw["pid"])
    assert client.get("aide/runs").json()[0]["background"]["state"] == "running"
    client.delete("aide/background", params={"run": RUN}).raise_for_status()
    assert not alive(again["pid"])
    assert list((tmp_path / "data" / "aide" / "background").iterdir()) == []


def kernels_of(server, engine):
    """The server's children but for the engine."""
    children = Path(f"/proc/{server}/task/{server}/children").read_text().split()
    return [int(pid) for pid in children if int(pid) != engine]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere an engine has to notice by itself")
def test_even_an_engine_that_hangs_ends_with_its_server(serve, driving):
    server, client = serve()
    begin(client)
    saw = driving(client)
    os.kill(saw["pid"], signal.SIGSTOP)
    server.kill()
    server.wait()
    until(lambda: not alive(saw["pid"]), 15)


def test_a_server_may_offer_instead(serve, driving):
    server, client = serve()
    begin(client)
    driving(client)
    server.kill()
    server.wait()
    _, client = serve("--AideExtension.resume_background=False")
    state = until(lambda: client.get("aide/runs").json())[0]["background"]
    assert (state["state"], state["pid"]) == ("offered", None)


def test_servers_of_one_person_leave_each_other_s_runs_alone(serve, driving, folder):
    _, client = serve()
    begin(client)
    saw = driving(client)
    _, other = serve()
    assert other.get("aide/runs").json() == []
    assert alive(saw["pid"])


def test_passwords(serve, driving):
    _, client = serve(f"--PasswordIdentityProvider.hashed_password={passwd('secret')}")
    assert client.get("aide/runs").status_code == 403
    client.get("login")
    xsrf = {"_xsrf": client.cookies["_xsrf"]}
    assert client.post("login", data={"password": "secret", **xsrf}).status_code == 302
    begin(client, headers={"X-XSRFToken": xsrf["_xsrf"]})
    saw = driving(client)
    assert saw["model"] == 200 and saw["kernel"]


def test_no_authentication_at_all(serve, driving):
    _, client = serve("--IdentityProvider.token=", "--ServerApp.disable_check_xsrf=True")
    begin(client)
    assert driving(client)["kernel"]


def test_unix_sockets(serve, driving):
    # Its path must be short.
    with TemporaryDirectory() as short:
        path = f"{short}/s"
        _, client = serve(place=f"--ServerApp.sock={path}", transport=httpx.HTTPTransport(uds=path))
        begin(client)
        assert driving(client)["kernel"]


@pytest.mark.skipif(not shutil.which("openssl"), reason="makes the certificate")
def test_https_and_a_path(serve, driving, tmp_path):
    key, certificate = tmp_path / "key.pem", tmp_path / "cert.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=elsewhere",
         "-keyout", key, "-out", certificate],
        check=True, capture_output=True,
    )  # fmt: skip
    _, client = serve(
        f"--ServerApp.certfile={certificate}",
        f"--ServerApp.keyfile={key}",
        "--ServerApp.base_url=/people/ann%40lab/",
        url="https",
        verify=False,
    )
    begin(client)
    saw = driving(client)
    assert saw["kernel"] and saw["server"].endswith("/people/ann%40lab/")
