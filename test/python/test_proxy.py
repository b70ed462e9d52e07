"""The proxy, between a real client, a real Jupyter server and a real endpoint."""

import asyncio
import gzip
import json
import socket
import ssl
from urllib.parse import quote, urlsplit

import httpx
import pytest
from conftest import KEY
from tornado.simple_httpclient import HTTPStreamClosedError
from tornado.tcpclient import TCPClient

from jupyterlab_aide.client import proxy_for
from jupyterlab_aide.redaction import Redaction
from jupyterlab_aide.trouble import in_words

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
    assert broken_off(response)["code"] == "broken-off"


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


async def raw_endpoint(ask, answer, key=KEY):
    """Connect to an endpoint that answers every request with these bytes."""

    async def serve(reader, writer):
        await reader.readuntil(b"\r\n\r\n")
        writer.write(answer)
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    await ask("PUT", "aide/model", {"baseUrl": f"http://127.0.0.1:{port}/v1", "apiKey": key})
    return server


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 200 OK\r\nbad header " + KEY.encode() + b"\r\n\r\n",
        KEY.encode() + b" is no HTTP\r\n\r\n",
        b"HTTP/1.1 204 " + KEY.encode() + b"\r\n\r\n",
        b"HTTP/1.1 999 " + KEY.encode() + b"\r\nContent-Length: 2\r\n\r\n{}",
        b"HTTP/1.1 302 x\r\nLocation: http://x/?" + KEY.encode() + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: " + KEY.encode() + b"\r\n\r\n{}",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + KEY.encode(),
    ],
)
async def test_an_answer_that_breaks_the_rules_is_told_in_a_sentence_without_the_key(
    ask, answer, caplog
):
    server = await raw_endpoint(ask, answer)
    response = await ask("POST", CHAT, b"{}")
    server.close()
    assert response.code == 502
    assert json.loads(response.body)["message"].endswith(".")
    assert KEY not in str(response.headers) + response.body.decode() + caplog.text


@pytest.mark.parametrize("value", ["größe", "a" * 5000, "a\x01b"])
async def test_a_header_that_is_odd_stays_here(ask, value):
    server = await raw_endpoint(
        ask, b"HTTP/1.1 200 OK\r\nX-Request-Id: " + value.encode() + b"\r\n\r\n{}"
    )
    response = await ask("POST", CHAT, b"{}")
    server.close()
    assert (response.code, response.body) == (200, b"{}")
    assert len(response.headers.get("X-Request-Id", "")) <= 200


async def test_takes_a_compressed_answer(ask, connected, upstream):
    def answer(handler):
        handler.set_header("Content-Encoding", "gzip")
        halves = gzip.compress(b'{"text": "') + gzip.compress(b"x" * 200_000 + b'"}')
        handler.finish(halves)

    upstream.answer = answer
    await connected()
    response = await ask("POST", CHAT, b"{}")
    assert json.loads(response.body)["text"] == "x" * 200_000


@pytest.mark.aide(max_response_bytes=1_000_000)
async def test_a_small_answer_that_unpacks_to_a_huge_one_takes_no_memory(
    ask, connected, upstream, monkeypatch
):
    fed = []
    feed = Redaction.feed

    def watch(self, piece):
        fed.append(len(piece))
        return feed(self, piece)

    monkeypatch.setattr(Redaction, "feed", watch)
    packed = gzip.compress(bytes(200_000_000), 9)

    def answer(handler):
        handler.set_header("Content-Type", "text/event-stream")
        handler.set_header("Content-Encoding", "gzip")
        handler.finish(packed)

    upstream.answer = answer
    await connected()
    response = await ask("POST", CHAT, b"{}")
    assert broken_off(response)["code"] == "too-large"
    assert sum(fed) <= 1_000_000
    assert max(fed) <= 64 * 1024


async def test_sends_no_cookies_back(ask, connected, upstream):
    def answer(handler):
        handler.set_cookie("tracking", "1")
        handler.finish({})

    upstream.answer = answer
    await connected()
    await ask("POST", CHAT, b"{}")
    await ask("POST", CHAT, b"{}")
    assert "Cookie" not in upstream.requests[-1].headers


@pytest.mark.parametrize(
    ("url", "variables", "name"),
    [
        ("https://api.example.com", {"HTTPS_PROXY": "http://p:1"}, "HTTPS_PROXY"),
        ("https://api.example.com", {"https_proxy": "http://p:1"}, "https_proxy"),
        ("https://api.example.com", {"ALL_PROXY": "socks5://p:1"}, "ALL_PROXY"),
        ("https://api.example.com", {"HTTP_PROXY": "http://p:1"}, None),
        ("https://api.example.com", {"ALL_PROXY": "p:1", "NO_PROXY": "a, .example.com"}, None),
        ("https://api.example.com", {"ALL_PROXY": "p:1", "NO_PROXY": "*"}, None),
        ("https://api.example.com", {"ALL_PROXY": "p:1", "NO_PROXY": "ample.com"}, "ALL_PROXY"),
        (
            "https://api.example.com:8443",
            {"ALL_PROXY": "p:1", "NO_PROXY": "example.com:8443"},
            None,
        ),
        ("http://8.8.4.4", {"ALL_PROXY": "p:1", "NO_PROXY": "8.8.0.0/16,[::1]"}, None),
        ("http://[2600::1]", {"ALL_PROXY": "p:1", "NO_PROXY": "[2600::1]"}, None),
        ("http://8.8.4.4", {"ALL_PROXY": "p:1", "NO_PROXY": "8.9.0.0/16,[::1]"}, "ALL_PROXY"),
        ("http://127.0.0.1:1", {"ALL_PROXY": "p:1"}, None),
        ("http://[::1]:1", {"ALL_PROXY": "p:1"}, None),
        ("http://192.168.1.7:1", {"ALL_PROXY": "p:1"}, None),
        ("http://10.1.2.3", {"ALL_PROXY": "p:1"}, None),
        ("http://localhost:1", {"ALL_PROXY": "p:1"}, None),
        ("http://ollama:1", {"ALL_PROXY": "p:1"}, None),
    ],
)
def test_a_proxy_leads_to_what_is_far_and_not_excepted(url, variables, name):
    parts = urlsplit(url)
    named = proxy_for(parts.scheme, parts.hostname, parts.port, variables)
    assert (named and named[0]) == name


@pytest.mark.environment(
    ALL_PROXY="socks5://user:hidden@127.0.0.1:9", NO_PROXY="10.0.0.0/8,[::1]", SSL_CERT_FILE=""
)
async def test_a_proxy_variable_that_cannot_be_used_is_named(ask, connected, upstream):
    await connected()
    assert (await ask("POST", CHAT, b"{}")).code == 200

    await ask("PUT", "aide/model", {"baseUrl": "https://model.example/v1", "apiKey": KEY})
    response = await ask("POST", CHAT, b"{}")
    assert (response.code, reason(response)) == (502, "proxy-variable")
    message = json.loads(response.body)["message"]
    assert "ALL_PROXY" in message
    assert "hidden" not in message


@pytest.mark.environment(SSL_CERT_FILE="/no/such/file.pem")
async def test_a_missing_file_of_certificates_is_named(ask, connected):
    await connected()
    response = await ask("POST", CHAT, b"{}")
    assert (response.code, reason(response)) == (502, "certificate")
    assert "SSL_CERT_FILE names /no/such/file.pem" in json.loads(response.body)["message"]


async def test_a_certificate_that_is_not_trusted_is_called_so(ask, tmp_path):
    await ask("PUT", "aide/model", {"baseUrl": "https://127.0.0.1:1/v1"})
    error = httpx.ConnectError("secret text")
    error.__cause__ = ssl.SSLCertVerificationError(1, "secret text")
    refusal = in_words(error, "model.example")
    assert refusal.code == "certificate"
    assert "SSL_CERT_FILE" in refusal.message
    assert "secret text" not in refusal.message


async def test_an_own_fault_is_not_blamed_on_the_endpoint(ask, connected, monkeypatch, caplog):
    def broken(*_):
        raise RuntimeError(f"something about {KEY}")

    monkeypatch.setattr("jupyterlab_aide.proxy.check_status", broken)
    await connected()
    response = await ask("POST", CHAT, b"{}")
    assert (response.code, reason(response)) == (500, "own-fault")
    assert "jupyterlab-aide itself failed" in json.loads(response.body)["message"]
    assert "something about [key]" in caplog.text
    assert KEY not in caplog.text + response.body.decode()


@pytest.mark.parametrize("step", [1, 5, 1000])
def test_a_key_is_taken_out_however_it_is_written(step):
    key = 'sk/with+"odd"\\signs=='
    text = " ".join(
        [key, json.dumps(key), json.dumps(key).replace("/", "\\/"), quote(key, safe="")]
    )
    redaction = Redaction(key)
    pieces = [text[at : at + step].encode() for at in range(0, len(text), step)]
    told = b"".join([*map(redaction.feed, pieces), redaction.end()]).decode()
    assert told == '[key] "[key]" "[key]" [key]'
