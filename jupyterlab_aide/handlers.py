"""The extension's endpoints but for the proxy."""

import asyncio
import json
import re
from contextlib import suppress
from importlib.metadata import version
from typing import Any

from jupyter_client.jsonutil import json_default
from jupyter_client.kernelspec import NoSuchKernel
from jupyter_core.paths import jupyter_runtime_dir
from jupyter_server.auth.decorator import authorized
from jupyter_server.base.handlers import APIHandler
from tornado import web

from .cores import kernels_at_once
from .endings import how_it_ended
from .errors import Refusal, TellsRefusals
from .kernels import BrokenKernel
from .node import find_node
from .redaction import Redaction
from .system import too_few_files


class AideHandler(TellsRefusals, APIHandler):
    """What the endpoints have in common."""

    auth_resource = "aide"

    def body(self, **fields: type) -> dict[str, Any]:
        """The request's JSON object, whose named fields must have the given types."""
        body = self.get_json_body()
        if not isinstance(body, dict):
            raise Refusal(400, "bad-request", "The request's body must be a JSON object.")
        for name, kind in fields.items():
            if not isinstance(body.get(name), kind):
                raise Refusal(
                    400, "bad-request", f"The request needs a {kind.__name__} named {name!r}."
                )
        return body

    def reply(self, value: Any, status: int = 200) -> None:
        """Answer with JSON."""
        self.set_status(status)
        self.finish(json.dumps(value, default=json_default))


class StatusHandler(AideHandler):
    """``aide/status``: that the extension is here."""

    @web.authenticated
    @authorized
    async def get(self) -> None:
        """Give the extension's version, Node's where there is one, and how many kernels go well."""
        node = await asyncio.to_thread(find_node)
        self.reply(
            {
                "version": version("jupyterlab-aide"),
                "node": node and node.version,
                "kernels": kernels_at_once(),
            }
        )


class ModelHandler(AideHandler):
    """``aide/model``: the settings of the model endpoint; its key goes in and never out."""

    @web.authenticated
    @authorized
    def get(self) -> None:
        """Describe the endpoint in use."""
        self.reply(self.settings["aide"].model_settings.describe())

    @web.authenticated
    @authorized
    def put(self) -> None:
        """Store an endpoint."""
        self.settings["aide"].model_settings.update(self.body(baseUrl=str))
        self.reply(self.settings["aide"].model_settings.describe())

    @web.authenticated
    @authorized
    def delete(self) -> None:
        """Forget the stored endpoint."""
        self.settings["aide"].model_settings.forget()
        self.reply(self.settings["aide"].model_settings.describe())


class LearnedHandler(AideHandler):
    """``aide/model/learned``: what runs found out about a model."""

    @web.authenticated
    @authorized
    def put(self) -> None:
        """Keep ``{model, facts}`` for the next run."""
        body = self.body(model=str, facts=dict)
        self.settings["aide"].model_settings.learn(body["model"], body["facts"])
        self.reply(self.settings["aide"].model_settings.describe())


class KernelsHandler(AideHandler):
    """``aide/kernels``: kernels that run candidates."""

    auth_resource = "kernels"

    @web.authenticated
    @authorized
    async def get(self) -> None:
        """List those that are alive, of one run where one is named; or say how one ended."""
        if ended := self.get_query_argument("ended", None):
            await self._tell(ended)
            return
        run = self.get_query_argument("run", None)
        self.reply(await self.settings["aide"].kernels.list(run))

    async def _tell(self, kernel: str) -> None:
        told = await asyncio.to_thread(how_it_ended, kernel)
        if told is None:
            raise Refusal(404, "no-such-kernel", f"How {kernel!r} ended is not known here.")
        endpoint = None
        with suppress(Refusal):
            endpoint = self.settings["aide"].model_settings.endpoint()
        self.reply({"how": Redaction(endpoint and endpoint.api_key).whole(told)})

    @web.authenticated
    @authorized
    async def post(self) -> None:
        """Start one."""
        body = self.body(name=str, path=str, run=str)
        if few := too_few_files():
            raise Refusal(503, "too-few-files", few)
        if not body["path"].isprintable() or ".." in re.split(r"[/\\]", body["path"]):
            raise Refusal(400, "bad-path", "Kernels start in this server's folder or below it.")
        try:
            model = await self.settings["aide"].kernels.start(
                body["name"], body["path"], body["run"], _module_names(body.get("modules", []))
            )
        except NoSuchKernel as error:
            raise Refusal(
                404,
                "no-such-kernel",
                f"This server has no kernel named {body['name']!r}. Choose one that it has.",
            ) from error
        except BrokenKernel as error:
            raise Refusal(500, "broken-kernel", str(error)) from error
        except OSError as error:
            # What is written to start a kernel goes there.
            error.filename = error.filename or jupyter_runtime_dir()
            raise
        self.reply(model, 201)

    @web.authenticated
    @authorized
    async def delete(self) -> None:
        """End one at once."""
        kernel = self.get_query_argument("kernel")
        if not await self.settings["aide"].kernels.kill(kernel):
            raise Refusal(404, "no-such-kernel", f"No kernel {kernel!r} runs here.")
        self.set_status(204)
        self.finish()


def _module_names(names: Any) -> list[str]:
    """What is a module's name among what a client says that scripts import."""
    if not isinstance(names, list):
        raise Refusal(400, "bad-request", "The modules must be a list of names.")
    return [
        name
        for name in names[:100]
        if isinstance(name, str) and all(part.isidentifier() for part in name.split("."))
    ]
