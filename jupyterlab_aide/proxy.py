"""The way to the model endpoint. Only here is the key put into a request."""

import asyncio
import json
import traceback
from urllib.parse import urlsplit

import httpx
from jupyter_server.auth.decorator import authorized
from tornado import web
from tornado.iostream import StreamClosedError

from .errors import Refusal
from .handlers import AideHandler
from .model import Endpoint
from .redaction import Redaction
from .trouble import check_status, in_words
from .unpack import pieces

#: All that passes. The host is never the client's to choose.
ALLOWED = {("POST", "chat/completions"), ("GET", "models")}
#: What of a reply's headers a client has use for; cookies and the like stay here.
PASSED_BACK = ("retry-after", "retry-after-ms", "x-should-retry", "x-request-id")
#: What a page could not be made to run.
HARMLESS_TYPES = ("application/json", "text/event-stream")
#: How much of an error's body is passed on, in bytes, and of a header, in characters.
ERROR_BYTES = 64 * 1024
HEADER = 200


class ProxyHandler(AideHandler):
    """``aide/openai/<path>``: the configured endpoint's ``<path>``."""

    _task: asyncio.Task | None = None

    @web.authenticated
    @authorized
    async def get(self, path: str) -> None:
        """Pass a GET on."""
        await self._forward(path)

    @web.authenticated
    @authorized
    async def post(self, path: str) -> None:
        """Pass a POST on."""
        await self._forward(path)

    def on_connection_close(self) -> None:
        """Cancel what the endpoint still works on for a client that has gone."""
        super().on_connection_close()
        if self._task:
            self._task.cancel()

    async def _forward(self, path: str) -> None:
        aide = self.settings["aide"]
        if (self.request.method, path) not in ALLOWED:
            raise Refusal(404, "not-allowed", f"{self.request.method} {path} is not passed on.")
        if len(self.request.body) > aide.max_request_bytes:
            raise Refusal(
                413,
                "too-large",
                f"The request is larger than the {aide.max_request_bytes} bytes that this server"
                " passes on to a model.",
            )
        endpoint = aide.model_settings.endpoint()
        if endpoint is None:
            raise Refusal(409, "not-configured", "No model is connected. Connect one first.")
        self._task = asyncio.ensure_future(self._relay(endpoint, path))
        try:
            await asyncio.wait_for(self._task, aide.total_timeout)
        except (asyncio.CancelledError, StreamClosedError):
            self.log.debug("The client left before the model had answered")
        except Exception as error:
            refusal = in_words(error, urlsplit(endpoint.base_url).netloc)
            if refusal.code == "own-fault":
                # No library's text leaves as it is: it may quote the request, key included.
                trace = "".join(traceback.format_exception(error))
                self.log.error("%s", Redaction(endpoint.api_key).whole(trace))
            if not self._headers_written:
                raise refusal from None
            self._break_off(refusal)

    async def _relay(self, endpoint: Endpoint, path: str) -> None:
        aide = self.settings["aide"]
        # Of the client's headers none but the body's type: not its cookies, not its token. And
        # nothing compressed, so that each piece of a stream can be passed on as it comes.
        headers = {"Accept-Encoding": "identity"}
        for name in ("Accept", "Content-Type"):
            if name in self.request.headers:
                headers[name] = self.request.headers[name]
        if endpoint.api_key:
            headers["Authorization"] = f"Bearer {endpoint.api_key}"
        async with aide.client(endpoint.base_url).stream(
            self.request.method,
            f"{endpoint.base_url}/{path}",
            content=self.request.body,
            headers=headers,
        ) as response:
            check_status(response.status_code, endpoint.base_url)
            redaction = Redaction(endpoint.api_key)
            self._copy_head(response, redaction)
            if response.is_error:
                self.write(await error_body(response, redaction))
            else:
                size = 0
                async for chunk in pieces(response):
                    size += len(chunk)
                    if size > aide.max_response_bytes:
                        raise Refusal(
                            502,
                            "too-large",
                            "The model's reply is larger than the"
                            f" {aide.max_response_bytes} bytes that this server passes on.",
                        )
                    self.write(redaction.feed(chunk))
                    await self.flush()
                self.write(redaction.end())
            self.finish(set_content_type=self._kind)

    def _copy_head(self, response: httpx.Response, redaction: Redaction) -> None:
        self.set_status(response.status_code)
        for name in PASSED_BACK:
            value = redaction.whole(response.headers.get(name, ""))[:HEADER]
            if value.isascii() and value.isprintable() and value:
                self.set_header(name, value)
        # The endpoint's text would be a page of this server's if the browser took it for HTML.
        kind = response.headers.get("content-type", "").lower()
        self._kind = next(
            (harmless for harmless in HARMLESS_TYPES if kind.startswith(harmless)),
            "text/plain; charset=utf-8",
        )
        self.set_header("Content-Type", self._kind)
        self.set_header("Cache-Control", "no-store")
        # nginx would hold a stream back until its buffer is full.
        self.set_header("X-Accel-Buffering", "no")

    def _break_off(self, refusal: Refusal) -> None:
        """End a reply that has begun, so that nobody takes what came for the whole."""
        if self._kind.startswith("text/event-stream"):
            error = {"message": refusal.message, "code": refusal.code, "type": "proxy_error"}
            self.finish(
                f"\n\ndata: {json.dumps({'error': error})}\n\n", set_content_type=self._kind
            )
        else:
            self.request.connection.close()


async def error_body(response: httpx.Response, redaction: Redaction) -> bytes:
    """The head of an error's body, without the key if the endpoint quotes it."""
    body = b""
    async for chunk in pieces(response):
        body += redaction.feed(chunk)
        if len(body) >= ERROR_BYTES:
            return body[:ERROR_BYTES]
    return (body + redaction.end())[:ERROR_BYTES]
