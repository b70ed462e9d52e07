"""The proxy, between a real client, a real Jupyter server and a real endpoint."""

import asyncio
import json
import socket

import pytest
from conftest import KEY
from tornado.simple_httpclient import HTTPStreamClosedError
from tornado.tcpclient import TCPClient

CHAT = "aide/openai/chat/completions"


def reason(response):
    return json.loads(response.body)["reason"]


def broken_off(response):
    """The error that ends a stream which the proxy had to break off."""
    events = [line for line in response.body.split(b"\n") if line.startswith(b"data: ")]
    return json.loads(events[-1].removeprefix(b"data: "))["error"]


async def test_passes_on_what_is_allowed(ask, connected, upstream):
    await connected()

    response = await ask("POST", CHAT, {"model": "m", "messages": []})
    assert (response.code, json.loads(response.body)) == (200, {"ok": True})
    seen = upstream.requests[-1]
    assert (seen.method, seen.uri) == ("POST", "/v1/chat/completions")
    assert json.loads(seen.body) == {"model": "m", "messages": []}
    assert seen.headers["Authorization"] == f"Bearer {KEY}"

    # Clients add the time to what must not come from a cache.
    assert (await ask("GET", "aide/openai/models?1700000000")).code == 200
    assert upstream.requests[-1].uri == "/v1/models"


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "chat/completions"),
        ("POST", "models"),
        ("POST", "files"),
        ("GET", "models/../files"),
        ("GET", "models%2F..%2Ffiles"),
        ("GET", "http://127.0.0.1:9/models"),
        ("GET", "/models"),
        ("GET", ""),
        ("DELETE", "models"),
        ("PUT", "chat/completions"),
    ],
)
async def test_passes_nothing_else_on(ask, connected, upstream, method, path):
    await connected()
    response = await ask(method, f"aide/openai/{path}", b"" if method != "GET" else None)
    assert response.code in (404, 405)
    assert upstream.requests == []


@pytest.mark.parametrize(("method", "path"), [("POST", CHAT), ("GET", "aide/openai/models")])
async def test_needs_a_login(ask, connected, upstream, method, path):
    await connected()
    assert (await ask(method, path, b"{}" if method == "POST" else None, headers={})).code == 403
    assert upstream.requests == []


async def test_is_guarded_against_forged_requests(
    ask, connected, upstream, jp_serverapp, jp_auth_header
):
    await connected()
    # A browser: logged in by cookie, on a page of this server.
    token = jp_auth_header["Authorization"].split()[-1]
    pages = [await ask("GET", page, headers={}) for page in ("login", f"aide/status?token={token}")]
    cookies = [
        cookie.split(";")[0] for page in pages for cookie in page.headers.get_list("Set-Cookie")
    ]
    browser = {
        "Cookie": "; ".join(cookies),
        "Referer": f"http://127.0.0.1:{jp_serverapp.port}/lab",
    }
    assert (await ask("GET", "aide/status", headers=browser)).code == 200

    elsewhere = {**browser, "Origin": "http://evil.example"}
    assert (await ask("POST", CHAT, b"{}", headers=browser)).code == 403
    assert (await ask("PUT", "aide/model", {"baseUrl": "http://x"}, headers=browser)).code == 403
    assert (await ask("GET", "aide/openai/models", headers=elsewhere)).code == 404
    assert (await ask("POST", CHAT, b"{}", headers=elsewhere)).code in (403, 404)
    assert upstream.requests == []

    xsrf = next(cookie.split("=", 1)[1] for cookie in cookies if cookie.startswith("_xsrf="))
    response = await ask("POST", CHAT, b"{}", headers={**browser, "X-XSRFToken": xsrf})
    assert response.code == 200
    assert len(upstream.requests) == 1


async def test_keeps_the_clients_secrets_and_the_endpoints_cookies_apart(
    ask, connected, upstream, jp_auth_header
):
    def answer(handler):
        handler.set_header("Set-Cookie", "tracking=1")
        handler.set_header("Access-Control-Allow-Origin", "*")
        handler.set_header("X-Request-Id", "r1")
        handler.finish({"ok": True})

    upstream.answer = answer
    await connected()
    headers = {
        **jp_auth_header,
        "Cookie": "session=1",
        "X-XSRFToken": "t",
        "Referer": "http://127.0.0.1/lab/tree/private",
        "X-Forwarded-For": "10.0.0.1",
        "Content-Type": "application/json",
    }
    response = await ask("POST", CHAT, b"{}", headers=headers)
    assert response.headers["X-Request-Id"] == "r1"
    assert "tracking" not in str(response.headers)
    assert response.headers.get("Access-Control-Allow-Origin") != "*"
    seen = upstream.requests[-1].headers
    token = jp_auth_header["Authorization"].split()[-1]
    assert token not in str(dict(seen))
    assert not {"Cookie", "X-Xsrftoken", "Referer", "X-Forwarded-For"} & set(seen)
    assert seen["Content-Type"] == "application/json"


async def test_streams_each_piece_as_it_comes(ask, connected, upstream):
    pieces = asyncio.Queue()
    go_on = asyncio.Event()

    async def answer(handler):
        handler.set_header("Content-Type", "text/event-stream")
        for number in range(3):
            handler.write(f"data: {number}\n\n")
            await handler.flush()
            # The next one is not sent before this one has arrived.
            await go_on.wait()
            go_on.clear()

    upstream.answer = answer
    await connected()
    response = asyncio.ensure_future(
        ask("POST", CHAT, {"stream": True}, streaming_callback=pieces.put_nowait)
    )
    for number in range(3):
        assert await asyncio.wait_for(pieces.get(), 20) == f"data: {number}\n\n".encode()
        go_on.set()
    assert (await response).headers["Content-Type"] == "text/event-stream"


@pytest.mark.parametrize("begun", [True, False])
async def test_cancels_at_the_endpoint_when_the_client_leaves(
    connected, upstream, jp_serverapp, jp_base_url, jp_auth_header, begun
):
    arrived = asyncio.Event()

    async def answer(handler):
        if begun:
            handler.write("data: 0\n\n")
            await handler.flush()
        arrived.set()
        await asyncio.wait_for(upstream.abandoned.wait(), 20)

    upstream.answer = answer
    await connected()
    stream = await TCPClient().connect("127.0.0.1", jp_serverapp.port)
    await stream.write(
        f"POST {jp_base_url}{CHAT} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 2\r\n"
        f"Authorization: {jp_auth_header['Authorization']}\r\n\r\n{{}}".encode()
    )
    await asyncio.wait_for(arrived.wait(), 20)
    assert not upstream.abandoned.is_set()
    stream.close()
    await asyncio.wait_for(upstream.abandoned.wait(), 20)


@pytest.mark.aide(max_request_bytes=100)
async def test_refuses_a_request_that_is_too_large(ask, connected, upstream):
    await connected()
    response = await ask("POST", CHAT, b" " * 101)
    assert (response.code, reason(response)) == (413, "too-large")
    assert "100 bytes" in json.loads(response.body)["message"]
    assert upstream.requests == []
    assert (await ask("POST", CHAT, b" " * 100)).code == 200


@pytest.mark.aide(max_response_bytes=100)
async def test_breaks_off_a_reply_that_is_too_large(ask, connected, upstream):
    async def answer(handler):
        handler.set_header("Content-Type", kind)
        for _ in range(3):
            handler.write("x" * 50)
            await handler.flush()
            await asyncio.sleep(0)

    upstream.answer = answer
    await connected()

    kind = "text/event-stream"
    response = await ask("POST", CHAT, b"{}")
    error = broken_off(response)
    assert (error["code"], error["type"]) == ("too-large", "proxy_error")

    # No client may take the beginning for the whole.
    kind = "application/json"
    with pytest.raises(HTTPStreamClosedError):
        await ask("POST", CHAT, b"{}")


@pytest.mark.aide(idle_timeout=0.3)
async def test_gives_up_on_a_silent_endpoint(ask, connected, upstream):
    async def answer(handler):
        await asyncio.wait_for(upstream.abandoned.wait(), 20)

    upstream.answer = answer
    await connected()
    response = await ask("POST", CHAT, b"{}")
    assert (response.code, reason(response)) == (504, "timeout")
    await asyncio.wait_for(upstream.abandoned.wait(), 20)


@pytest.mark.aide(total_timeout=0.5)
async def test_gives_up_on_an_endless_reply(ask, connected, upstream):
    async def answer(handler):
        handler.set_header("Content-Type", "text/event-stream")
        while not upstream.abandoned.is_set():
            handler.write("data: 1\n\n")
            await handler.flush()
            await asyncio.sleep(0.05)

    upstream.answer = answer
    await connected()
    response = await ask("POST", CHAT, b"{}")
    assert broken_off(response)["code"] == "timeout"
    await asyncio.wait_for(upstream.abandoned.wait(), 20)


async def test_passes_errors_on_without_the_key(ask, connected, upstream):
    def answer(handler):
        handler.set_status(429)
        handler.set_header("Retry-After", "7")
        handler.finish({"error": {"message": f"Rate limit reached for {KEY}", "code": "rate"}})

    upstream.answer = answer
    await connected()
    response = await ask("POST", CHAT, b"{}")
    assert (response.code, response.headers["Retry-After"]) == (429, "7")
    assert json.loads(response.body) == {
        "error": {"message": "Rate limit reached for [key]", "code": "rate"}
    }
    assert len(upstream.requests) == 1


@pytest.mark.parametrize("kind", ["application/json", "text/event-stream"])
@pytest.mark.parametrize("step", [1, 7, 1000])
async def test_passes_replies_on_without_the_key_however_they_are_cut(
    ask, connected, upstream, kind, step
):
    text = f"data: {KEY}{KEY} and {KEY[:-1]}x{KEY} {KEY[:9]}"

    async def answer(handler):
        handler.set_header("Content-Type", kind)
        handler.set_header("X-Request-Id", f"of-{KEY}")
        for start in range(0, len(text), step):
            handler.write(text[start : start + step])
            await handler.flush()
            await asyncio.sleep(0)

    upstream.answer = answer
    await connected()
    response = await ask("POST", CHAT, b"{}")
    expected = f"data: [key][key] and {KEY[:-1]}x[key] {KEY[:9]}"
    assert (response.code, response.body.decode()) == (200, expected)
    assert response.headers["X-Request-Id"] == "of-[key]"


async def test_leaves_the_made_up_keys_of_local_endpoints_in_replies(ask, connected, upstream):
    upstream.answer = lambda handler: handler.finish({"code": "result = None or 'none'"})
    await connected("none")
    response = await ask("POST", CHAT, b"{}")
    assert json.loads(response.body) == {"code": "result = None or 'none'"}


@pytest.mark.parametrize("status", [400, 401, 404, 500, 529])
async def test_passes_the_status_on(ask, connected, upstream, status):
    def answer(handler):
        handler.set_status(status, "Whatever")
        handler.finish({"error": {"message": "no"}})

    upstream.answer = answer
    await connected()
    response = await ask("GET", "aide/openai/models")
    assert (response.code, json.loads(response.body)) == (status, {"error": {"message": "no"}})


async def test_does_not_follow_redirects(ask, connected, upstream):
    def answer(handler):
        handler.redirect("http://127.0.0.1:9/elsewhere", status=307)

    upstream.answer = answer
    await connected()
    response = await ask("POST", CHAT, b"{}")
    assert (response.code, reason(response)) == (502, "redirected")
    assert "Location" not in response.headers
    assert len(upstream.requests) == 1


async def test_serves_no_pages_of_the_endpoints(ask, connected, upstream):
    def answer(handler):
        handler.set_header("Content-Type", "text/html")
        handler.finish("<script>alert(1)</script>")

    upstream.answer = answer
    await connected()
    response = await ask("GET", "aide/openai/models")
    assert response.headers["Content-Type"].startswith("text/plain")
    assert response.headers["X-Content-Type-Options"] == "nosniff"


async def test_says_when_nothing_is_connected(ask):
    response = await ask("POST", CHAT, b"{}")
    assert (response.code, reason(response)) == (409, "not-configured")


async def test_says_when_the_endpoint_is_not_there(ask):
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        host = f"127.0.0.1:{unused.getsockname()[1]}"
    await ask("PUT", "aide/model", {"baseUrl": f"http://{host}/v1"})
    response = await ask("POST", CHAT, b"{}")
    assert (response.code, reason(response)) == (502, "unreachable")
    assert f"{host} cannot be reached" in json.loads(response.body)["message"]


async def test_breaks_off_when_the_endpoint_does(ask, connected, upstream):
    async def answer(handler):
        handler.set_header("Content-Type", "text/event-stream")
        handler.write("data: 1\n\n")
        await handler.flush()
        handler.request.connection.close()
        handler._finished = True

    upstream.answer = answer
    await connected()
    response = await ask("POST", CHAT, b"{}")
    assert response.body.startswith(b"data: 1\n\n")
    assert broken_off(response)["code"] == "unreachable"


@pytest.mark.environment(HTTP_PROXY="http://127.0.0.1:9", http_proxy="http://127.0.0.1:9")
async def test_uses_no_http_proxy_on_this_machine(ask, connected, upstream):
    await connected()
    assert (await ask("GET", "aide/openai/models")).code == 200


async def test_logs_neither_the_key_nor_what_is_said(ask, connected, upstream, caplog):
    def answer(handler):
        handler.set_status(500)
        handler.finish(f"the reply about {KEY}")

    upstream.answer = answer
    caplog.set_level("DEBUG")
    await connected()
    await ask("POST", CHAT, {"messages": [{"role": "user", "content": "the question"}]})
    assert CHAT in caplog.text
    for secret in (KEY, "the question", "the reply"):
        assert secret not in caplog.text
