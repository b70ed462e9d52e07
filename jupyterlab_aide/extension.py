"""The server extension: its traits, and which handlers answer where."""

import os
from contextlib import nullcontext, suppress
from functools import cached_property
from pathlib import Path
from urllib.parse import urlsplit

import httpx
from jupyter_server.gateway.gateway_client import GatewayClient
from jupyter_server.utils import url_path_join
from tornado.ioloop import PeriodicCallback
from tornado.web import HTTPError
from traitlets import Bool, Float, Int, List, Unicode
from traitlets.config import LoggingConfigurable

from .client import open_client
from .cores import cores, kernels_at_once
from .errors import Refusal
from .given import AROUND, clean_address, clean_key
from .handlers import KernelsHandler, LearnedHandler, ModelHandler, StatusHandler
from .kernels import ManagedKernels
from .left import LeftKernels
from .live.access import EngineAccess
from .live.background import BackgroundRuns
from .live.handlers import BackgroundHandler, RunsHandler
from .live.hub import Hub
from .live.sockets import DriveHandler, WatchHandler
from .model import OPENAI, Endpoint, ModelSettings
from .proxy import ProxyHandler
from .warm.provisioner import warm_starts
from .withheld import PASSED, is_withheld

#: Seconds between two looks at what killed servers left at a gateway. A run has so long to go on.
LOOK = 600


class AideExtension(LoggingConfigurable):
    """What only a server can do for AIDE. Its parent is the Jupyter server's application."""

    base_url = Unicode(
        config=True,
        help="The address of the model endpoint (OpenAI-compatible), as in"
        " https://api.openai.com/v1. Setting it, or AIDE_BASE_URL in the environment, fixes it"
        " for everybody.",
    )
    api_key = Unicode(
        config=True,
        help="The key for base_url. Better set as AIDE_API_KEY in the environment.",
    )
    model = Unicode(config=True, help="The model to use there; also AIDE_MODEL.")
    allow_insecure_key = Bool(
        False,
        config=True,
        help="Allow people to store a key for an address that is neither https nor on this"
        " machine, where others on the network can read it.",
    )
    withheld_environment = List(
        Unicode(),
        config=True,
        help="Names of environment variables, as patterns, that kernels which run a model's code"
        " do not get, besides those that look like secrets: with a word such as KEY, TOKEN,"
        " SECRET, PASSWORD or CREDENTIALS in their name, or an address with a password in it.",
    )
    passed_environment = List(
        Unicode(),
        config=True,
        help="Names of environment variables, as patterns, that those kernels get although they"
        " look like secrets, as in ['HF_TOKEN']. A model's code can then read them.",
    )
    warm_kernels = Bool(
        True,
        config=True,
        help="Fork kernels that run candidates from a process that has imported what they import"
        " (WarmParents.modules), where this system can, instead of starting each anew.",
    )
    resume_background = Bool(
        True,
        config=True,
        help="Go on with runs in the background that the server's end interrupted, when it starts"
        " again; else they are offered.",
    )
    max_request_bytes = Int(
        16 * 2**20, min=1, config=True, help="The largest request passed on to the model."
    )
    max_response_bytes = Int(
        32 * 2**20, min=1, config=True, help="The largest reply passed back from the model."
    )
    connect_timeout = Float(
        10, min=0, config=True, help="Seconds that connecting to the model endpoint may take."
    )
    idle_timeout = Float(
        3600,
        min=0,
        config=True,
        help="Seconds that the model endpoint may stay silent; runs give it up earlier, by an"
        " option of theirs.",
    )
    total_timeout = Float(
        7200, min=0, config=True, help="Seconds that one reply of the model may take in all."
    )

    def load(self) -> None:
        """Add the endpoints to the server."""
        self.model_settings = self._model_settings()
        self.kernels = ManagedKernels(
            self.parent.kernel_manager,
            self.parent.kernel_spec_manager,
            self._kernel_environment,
            warm_starts(self.parent.kernel_manager)
            if self.warm_kernels
            else lambda modules: nullcontext(),
            self._left_kernels(),
        )
        self.access = EngineAccess(self.parent)
        self.hub = Hub()
        self.background = BackgroundRuns(self.parent, self.hub, self.access, self.kernels)
        self.parent.io_loop.add_callback(self.background.resume, self.resume_background)
        PeriodicCallback(self._end_left, LOOK * 1000).start()
        self._close_with_server()
        web_app = self.parent.web_app
        web_app.settings["aide"] = self
        handlers = {
            "status": StatusHandler,
            "model": ModelHandler,
            "model/learned": LearnedHandler,
            "kernels": KernelsHandler,
            "openai/(.*)": ProxyHandler,
            "runs": RunsHandler,
            "background": BackgroundHandler,
            "drive": DriveHandler,
            "watch": WatchHandler,
        }
        root = url_path_join(web_app.settings["base_url"], "aide")
        web_app.add_handlers(
            ".*$", [(url_path_join(root, path), handler) for path, handler in handlers.items()]
        )

    def _left_kernels(self) -> LeftKernels | None:
        """What tells of kernels that outlive their server: those behind a gateway."""
        gateway = GatewayClient.instance()
        if not gateway.gateway_enabled:
            return None
        folder = Path(self.parent.data_dir) / "aide" / "kernels"
        return LeftKernels(folder, self.parent.root_dir, gateway.url)

    async def _end_left(self) -> None:
        try:
            await self.kernels.end_left(lambda run: self.hub.driver(run) is not None)
        except (OSError, HTTPError) as error:
            self.log.warning("What earlier servers left at the gateway stays for now: %s", error)

    def _kernel_environment(self) -> dict[str, str]:
        """What kernels which run a model's code get of this server's environment.

        Where nothing says otherwise, each has its share of the cores for the threads of OpenMP,
        and those that wait for each other sleep: several kernels side by side would take the
        cores from each other by waiting busily, and threads that sleep and wake at every step of
        a small fit make it several times as long.
        """
        more, passed = self.withheld_environment, self.passed_environment
        given = {
            name: value
            for name, value in os.environ.items()
            if not is_withheld(name, value, more, passed)
        }
        share = {"OMP_NUM_THREADS": str(cores() // kernels_at_once())}
        return {"OMP_WAIT_POLICY": "PASSIVE", **share, **given, PASSED: " ".join(passed)}

    def _close_with_server(self) -> None:
        """End engines before the server ends their kernels, which would look like a fault."""
        app = self.parent
        clean_up = app.cleanup_extensions

        async def close_and_clean_up() -> None:
            await self.background.close()
            await clean_up()

        app.cleanup_extensions = close_and_clean_up

    def client(self, address: str) -> httpx.AsyncClient:
        """What talks to the model endpoint at an address.

        Raises ``Refusal`` where the environment names a proxy or certificates that cannot be used.
        """
        url = urlsplit(address)
        origin = f"{url.scheme}://{url.netloc}"
        if origin not in self._clients:
            timeout = httpx.Timeout(self.idle_timeout, connect=self.connect_timeout)
            self._clients[origin] = open_client(address, os.environ, timeout)
        return self._clients[origin]

    @cached_property
    def _clients(self) -> dict[str, httpx.AsyncClient]:
        return {}

    def _model_settings(self) -> ModelSettings:
        """Put the administrator's word (traits, then ``AIDE_*``) over the person's, and that over
        what the environment holds for OpenAI's own tools."""
        environment = os.environ
        # Taken out, so that nothing that this server starts gets it.
        named_key = environment.pop("AIDE_API_KEY", None)
        key = _given(
            ("AideExtension.api_key", self.api_key),
            ("AIDE_API_KEY", named_key),
        )
        address = _given(
            ("AideExtension.base_url", self.base_url),
            ("AIDE_BASE_URL", environment.get("AIDE_BASE_URL")),
        )
        model = (self.model or environment.get("AIDE_MODEL") or "").strip(AROUND) or None
        usual_address = _given(("OPENAI_BASE_URL", environment.get("OPENAI_BASE_URL")))
        usual_key = _given(("OPENAI_API_KEY", environment.get("OPENAI_API_KEY")))
        usual_place = usual_address or ("", OPENAI)
        fixed = usual = wrong = None
        try:
            if key or address:
                fixed = self._endpoint(address or usual_place, key, model)
            elif usual_key or usual_address:
                usual = self._endpoint(usual_place, usual_key, model)
        except Refusal as refusal:
            self.log.error("%s", refusal.message)
            wrong = refusal
        if fixed and (usual_key or usual_address):
            with suppress(Refusal):  # It only fills gaps.
                usual = self._endpoint(usual_place, usual_key, model)
        return ModelSettings(
            Path(self.parent.data_dir) / "aide" / "model.json",
            fixed,
            "configuration" if self.base_url or self.api_key else "environment",
            usual,
            self.allow_insecure_key,
            wrong,
        )

    def _endpoint(
        self, address: tuple[str, str], key: tuple[str, str] | None, model: str | None
    ) -> Endpoint:
        """What the environment or the configuration names. Raises ``Refusal``."""
        endpoint = Endpoint(
            clean_address(address[1], address[0]), key and clean_key(key[1], key[0]), model
        )
        if endpoint.api_key and not endpoint.is_safe_for_keys:
            self.log.warning("The key for %s travels unencrypted.", endpoint.base_url)
        return endpoint


def _given(*named: tuple[str, str | None]) -> tuple[str, str] | None:
    """The first that holds anything, with its name."""
    return next(((name, text) for name, text in named if text and text.strip(AROUND)), None)
