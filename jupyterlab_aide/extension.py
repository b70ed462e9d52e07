"""The server extension: its traits, and which handlers answer where."""

from fnmatch import fnmatchcase

from jupyter_server.utils import url_path_join
from traitlets import List, Unicode
from traitlets.config import LoggingConfigurable

from .handlers import KernelsHandler, StatusHandler
from .kernels import ManagedKernels


class AideExtension(LoggingConfigurable):
    """What only a server can do for AIDE. Its parent is the Jupyter server's application."""

    withheld_environment = List(
        Unicode(),
        default_value=["*_API_KEY", "*_API_TOKEN", "JUPYTER_TOKEN"],
        config=True,
        help="Names of environment variables, as patterns, that kernels which run"
        " a model's code do not get.",
    )

    def load(self) -> None:
        """Add the endpoints to the server."""
        web_app = self.parent.web_app
        web_app.settings["aide_kernels"] = ManagedKernels(
            self.parent.kernel_manager,
            self.parent.kernel_spec_manager,
            lambda name: any(fnmatchcase(name, p) for p in self.withheld_environment),
        )
        base_url = web_app.settings["base_url"]
        web_app.add_handlers(
            ".*$",
            [
                (url_path_join(base_url, "aide", "status"), StatusHandler),
                (url_path_join(base_url, "aide", "kernels"), KernelsHandler),
            ],
        )
