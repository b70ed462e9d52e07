"""Who may reach what: every endpoint of ours, found by asking the server what it has."""

import json
import os
from urllib.parse import quote

import pytest
from conftest import RUN
from jupyter_server.base.handlers import APIHandler
from tornado import web
from tornado.routing import HostMatches, PathMatches
from tornado.websocket import WebSocketHandler

#: What stands for each capture of a path's pattern.
SAMPLES = {"openai/(.*)": ["openai/models", "openai/chat/completions"]}
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
SOCKET = {
    "Upgrade": "websocket",
    "Connection": "Upgrade",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
    "Sec-WebSocket-Version": "13",
}


def rules(router):
    """The handlers of a router, and of those within."""
    for rule in router.rules:
        if hasattr(rule.target, "rules"):
            yield from rules(rule.target)
        elif isinstance(rule.matcher, (HostMatches, PathMatches)):
            yield rule


@pytest.fixture
def endpoints(jp_serverapp, jp_base_url):
    """Every (method, path, is a socket) that our package answers."""
    found = []
    for rule in rules(jp_serverapp.web_app.default_router):
        handler = rule.target
        if not getattr(handler, "__module__", "").startswith("jupyterlab_aide."):
            continue
        pattern = rule.matcher.regex.pattern.rstrip("$")
        assert pattern.startswith(f"{jp_base_url}aide/"), pattern
        name = pattern.removeprefix(f"{jp_base_url}aide/")
        assert "(" not in name or name in SAMPLES, f"{name} needs samples here"
        for path in SAMPLES.get(name, [name]):
            for method in METHODS:
                own = getattr(handler, method.lower())
                if own not in (
                    web.RequestHandler._unimplemented_method,
                    getattr(APIHandler, method.lower(), None),
                ):
                    is_socket = issubclass(handler, WebSocketHandler)
                    found.append((method, f"aide/{path}", is_socket))
    return found


@pytest.fixture
def run(jp_root_dir):
    """The folder of a run."""
    folder = jp_root_dir / RUN
    folder.mkdir(parents=True)
    (folder / "run.json").write_text("{}")
    return RUN


@pytest.fixture
def knock(ask, run):
    """Ask an endpoint for something that it would do for those who may."""

    async def knock(method, path, is_socket, headers):
        bodies = {
            "aide/model": {"baseUrl": "http://127.0.0.1:9/v1", "apiKey": None},
            "aide/kernels": {"name": "python3", "path": "", "run": run},
            "aide/background": {"run": run},
        }
        body = json.dumps(bodies.get(path, {})) if method in ("POST", "PUT", "PATCH") else None
        headers = {**headers, **(SOCKET if is_socket else {})}
        response = await ask(method, f"{path}?run={run}", body, headers=headers)
        return response.code

    return knock


@pytest.fixture
def browser(ask, jp_serverapp, jp_auth_header):
    """The headers of a page of this server, in a browser that is logged in by its cookie."""

    async def browser():
        token = jp_auth_header["Authorization"].split()[-1]
        pages = [
            await ask("GET", page, headers={}) for page in ("login", f"aide/status?token={token}")
        ]
        cookies = [c.split(";")[0] for page in pages for c in page.headers.get_list("Set-Cookie")]
        here = f"http://127.0.0.1:{jp_serverapp.port}"
        return {"Cookie": "; ".join(cookies), "Referer": f"{here}/lab", "Origin": here}

    return browser


def nothing_happened(jp_serverapp, upstream):
    aide = jp_serverapp.web_app.settings["aide"]
    assert list(jp_serverapp.kernel_manager.list_kernel_ids()) == []
    assert aide.background.describe() == {}
    assert aide.hub.driven() == {}
    assert aide.model_settings.describe()["baseUrl"] == upstream.url
    assert upstream.requests == []


def test_finds_every_endpoint(endpoints):
    assert {path for _, path, _ in endpoints} >= {
        "aide/status",
        "aide/model",
        "aide/kernels",
        "aide/openai/chat/completions",
        "aide/runs",
        "aide/background",
        "aide/drive",
        "aide/watch",
    }
    assert ("DELETE", "aide/model", False) in endpoints
    assert ("GET", "aide/drive", True) in endpoints


@pytest.mark.parametrize(
    "headers",
    [{}, {"Authorization": "token wrong"}, {"Authorization": "Bearer "}, {"Cookie": "a=b"}],
    ids=["nothing", "wrong token", "empty token", "odd cookie"],
)
async def test_refuses_without_a_token(
    endpoints, knock, connected, jp_serverapp, upstream, headers
):
    await connected()
    for method, path, is_socket in endpoints:
        code = await knock(method, path, is_socket, headers)
        assert code in (401, 403), (method, path, code)
    nothing_happened(jp_serverapp, upstream)


@pytest.mark.parametrize(
    "xsrf", [None, "", "2|0|0|0", "wrong"], ids=["none", "empty", "odd", "wrong"]
)
async def test_refuses_a_cookie_with_a_wrong_xsrf(
    endpoints, knock, connected, browser, jp_serverapp, upstream, xsrf
):
    await connected()
    headers = await browser()
    if xsrf is not None:
        headers["X-XSRFToken"] = xsrf
    for method, path, is_socket in endpoints:
        if method not in ("GET", "HEAD", "OPTIONS"):
            code = await knock(method, path, is_socket, headers)
            assert code == 403, (method, path, code)
    nothing_happened(jp_serverapp, upstream)


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "http://127.0.0.1:1", "http://localhost.evil.example"]
)
async def test_refuses_a_cookie_from_another_origin(
    endpoints, knock, connected, browser, jp_serverapp, upstream, origin
):
    await connected()
    headers = {**await browser(), "Origin": origin, "Referer": f"{origin}/page"}
    for method, path, is_socket in endpoints:
        code = await knock(method, path, is_socket, headers)
        assert code in (403, 404), (method, path, code)
    nothing_happened(jp_serverapp, upstream)


@pytest.mark.parametrize(
    "path", ["..", "../..", "work/../..", "/..", "a/%2e%2e/../..", "\x00", "work\\..\\.."]
)
async def test_starts_kernels_below_its_folder_only(start, jp_serverapp, path):
    code, body = await start(path=path)
    assert (code, body["reason"]) == (400, "bad-path")
    assert list(jp_serverapp.kernel_manager.list_kernel_ids()) == []


async def test_starts_kernels_where_the_run_is(start, execute, run, jp_root_dir):
    _, kernel = await start(path="work")
    where = await execute(kernel["id"], "import os; result = os.getcwd()")
    assert where == os.path.realpath(jp_root_dir / "work")


@pytest.mark.parametrize(
    "path",
    [
        "..",
        "../outside",
        "work/../../outside",
        "/etc",
        "%2e%2e/outside",
        ".",
        "",
        "a\x00b",
        "a\\..\\b",
    ],
)
async def test_drives_and_backgrounds_nothing_outside(ask, jp_root_dir, jp_auth_header, path):
    outside = jp_root_dir.parent / "outside"
    outside.mkdir(exist_ok=True)
    (outside / "run.json").write_text("{}")
    response = await ask("POST", "aide/background", {"run": path})
    assert response.code in (400, 404)
    for socket in ("drive", "watch"):
        response = await ask(
            "GET", f"aide/{socket}?run={quote(path)}", headers={**jp_auth_header, **SOCKET}
        )
        assert response.code in (400, 404)
    assert not (outside / "background.log").exists()
