"""A real Jupyter server with the extension, and a model endpoint that does as it is told."""

import asyncio
import json
import os
import signal
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from textwrap import dedent

import pytest
from tornado import httpserver, netutil, web
from tornado.httpclient import AsyncHTTPClient, HTTPRequest
from traitlets.config import Config

from jupyterlab_aide.warm.parents import WarmParents

pytest_plugins = ["pytest_jupyter.jupyter_server", "servers"]

# A shell has what it starts in the background ignore it, and whatever is started from here, too.
signal.signal(signal.SIGINT, signal.default_int_handler)

KEY = "sk-secret-0123456789"
RUN = "work/aide-runs/first"


def pytest_configure(config):
    config.addinivalue_line("markers", "aide(**traits): traits of the extension")
    config.addinivalue_line("markers", "imports(*modules): what parents of warm kernels import")
    config.addinivalue_line("markers", "environment(**variables): the server's environment")


@dataclass
class Upstream:
    """A model endpoint on loopback."""

    url: str = ""
    #: How the next requests are answered.
    answer: Callable[[web.RequestHandler], Awaitable[None] | None] = lambda handler: handler.finish(
        {"ok": True}
    )
    requests: list = field(default_factory=list)
    #: Set when a client leaves before its answer is complete.
    abandoned: asyncio.Event = field(default_factory=asyncio.Event)


@pytest.fixture
def upstream(jp_asyncio_loop):
    """A model endpoint whose ``answer`` a test sets."""
    upstream = Upstream()

    class Handler(web.RequestHandler):
        async def prepare(self):
            upstream.requests.append(self.request)
            answer = upstream.answer(self)
            if asyncio.iscoroutine(answer):
                await answer
            if not self._finished:
                self.finish()

        def on_connection_close(self):
            upstream.abandoned.set()

        def log_exception(self, *args):
            """A client that leaves is what is tested here."""

    async def start():
        (socket,) = netutil.bind_sockets(0, "127.0.0.1")
        server = httpserver.HTTPServer(web.Application([(".*", Handler)]))
        server.add_socket(socket)
        upstream.url = f"http://127.0.0.1:{socket.getsockname()[1]}/v1"
        return server

    async def stop(server):
        server.stop()
        await server.close_all_connections()

    server = jp_asyncio_loop.run_until_complete(start())
    yield upstream
    jp_asyncio_loop.run_until_complete(stop(server))


@pytest.fixture(autouse=True)
def environment(request, monkeypatch, upstream):
    """The variables that the extension reads, and no others from outside."""
    for name in list(os.environ):
        if name.startswith(("AIDE_", "OPENAI_", "OMP_")) or name.endswith("_API_KEY"):
            monkeypatch.delenv(name)
    if marker := request.node.get_closest_marker("environment"):
        for name, value in marker.kwargs.items():
            monkeypatch.setenv(name, value.format(upstream=upstream.url))


@pytest.fixture
def jp_server_config(request, upstream):
    """The extension on, with the traits of the test's marker."""
    marker = request.node.get_closest_marker("aide")
    traits = {
        name: value.format(upstream=upstream.url) if isinstance(value, str) else value
        for name, value in (marker.kwargs if marker else {}).items()
    }
    return Config(
        {
            "ServerApp": {"jpserver_extensions": {"jupyterlab_aide": True}},
            "AideExtension": traits,
            # Seconds of imports for each server, which most tests are through before.
            "WarmParents": {"modules": []},
        }
    )


@pytest.fixture
def ask(jp_serverapp, jp_base_url, jp_auth_header, http_server):
    """Ask the server; errors are answers too: ``await ask("GET", "aide/status")``."""

    async def ask(method, path, body=None, headers=None, **options):
        if body is not None and not isinstance(body, (str, bytes)):
            body = json.dumps(body)
        request = HTTPRequest(
            f"http://127.0.0.1:{jp_serverapp.port}{jp_base_url}{path}",
            method=method,
            body=body,
            headers=jp_auth_header if headers is None else headers,
            allow_nonstandard_methods=True,
            **options,
        )
        return await AsyncHTTPClient().fetch(request, raise_error=False)

    return ask


@pytest.fixture
def connected(ask, upstream):
    """Connects the server to the upstream with the key."""

    async def connect(key=KEY):
        response = await ask("PUT", "aide/model", {"baseUrl": upstream.url, "apiKey": key})
        assert response.code == 200, response.body

    return connect


@pytest.fixture
def start(ask, jp_serverapp):
    """Start a managed kernel; all are ended after the test."""

    async def start(name="python3", path="", run=RUN, **more):
        body = {"name": name, "path": path, "run": run, **more}
        response = await ask("POST", "aide/kernels", body)
        return response.code, json.loads(response.body)

    yield start
    jp_serverapp.io_loop.run_sync(jp_serverapp.kernel_manager.shutdown_all)
    if WarmParents.initialized():
        # They end with the server's process, which these tests have in common.
        WarmParents.instance().close()
        WarmParents.clear_instance()


@pytest.fixture
def execute(jp_serverapp):
    """Run code in a kernel; the value of the expression ``result``."""

    async def execute(kernel_id, code):
        client = jp_serverapp.kernel_manager.get_kernel(kernel_id).client()
        client.start_channels()
        try:
            await client.wait_for_ready(timeout=60)
            message = client.execute(
                dedent(code), silent=True, user_expressions={"result": "repr(result)"}
            )
            while True:
                reply = await client.get_shell_msg(timeout=60)
                if reply["parent_header"].get("msg_id") == message:
                    text = reply["content"]["user_expressions"]["result"]["data"]["text/plain"]
                    return eval(eval(text))
        finally:
            client.stop_channels()

    return execute


def alive(pid):
    try:
        os.kill(pid, 0)
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except (ProcessLookupError, FileNotFoundError):
        return False
