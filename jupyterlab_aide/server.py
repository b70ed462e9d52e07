"""The Jupyter server that a run from the terminal has for itself.

It ends with the process that started it, whatever became of that one: its standard input is a
pipe whose other end only that process holds.
"""

import json
import os
import secrets
import socket
import sys
import threading
import time
from typing import Any

# What checks the syntax of international addresses takes a second to import, more than all of the
# rest. Nothing in this server checks any, and jsonschema does without.
sys.modules.setdefault("rfc3987_syntax", None)

from jupyter_server.serverapp import ServerApp  # noqa: E402
from jupyter_server.services.contents.largefilemanager import (  # noqa: E402
    AsyncLargeFileManager,
)

#: Seconds for ending kernels before the server just goes; they notice that by themselves.
PATIENCE = 15


def main() -> None:
    """Serve the folder named by the first argument; print the address and the token as JSON."""
    # What is printed later, by whatever library, belongs to the log.
    answer = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    token = secrets.token_urlsafe(32)
    # Given as arguments because they win over the person's own configuration, which is read all
    # the same, as it may name the model, a gateway, or what kernels get; within this process,
    # because those of a process are everybody's to read.
    settings = _settings(sys.argv[1], token)
    app = ServerApp.instance(jpserver_extensions={"jupyterlab_aide": True})
    app.initialize([f"--{name}={value}" for name, value in settings.items()], find_extensions=False)
    threading.Thread(target=_end_with_parent, args=(app,), daemon=True).start()

    def announce() -> None:
        json.dump({"url": app.connection_url, "token": token}, answer)
        answer.close()

    # After the callback that binds the port.
    app.io_loop.add_callback(announce)
    app.start()


def _settings(folder: str, token: str) -> dict[str, Any]:
    """All that a run relies on."""
    # What is said of a class wins over what is said of one that it derives from.
    kernels = ("MappingKernelManager", "AsyncMappingKernelManager", "GatewayMappingKernelManager")
    return {
        "ServerApp.root_dir": folder,
        "ServerApp.notebook_dir": folder,
        "ServerApp.preferred_dir": folder,
        "ServerApp.contents_manager_class": f"{__name__}.RunFiles",
        "RunFiles.root_dir": folder,
        "RunFiles.preferred_dir": "",
        **{f"{name}.root_dir": folder for name in kernels},
        **{f"{name}.cull_idle_timeout": 0 for name in kernels},
        "KernelManager.shutdown_wait_time": 2,
        "ServerApp.ip": "127.0.0.1",
        # Not 0, of which older servers keep no account. Where it is taken meanwhile, they try on.
        "ServerApp.port": _free_port(),
        "ServerApp.port_retries": 50,
        "ServerApp.sock": "",
        "ServerApp.base_url": "/",
        "ServerApp.certfile": "",
        "ServerApp.keyfile": "",
        "ServerApp.open_browser": False,
        "ServerApp.autoreload": False,
        "ServerApp.allow_root": True,
        "ServerApp.log_level": "WARN",
        "ServerApp.identity_provider_class": "jupyter_server.auth.identity.IdentityProvider",
        "ServerApp.authorizer_class": "jupyter_server.auth.authorizer.AllowAllAuthorizer",
        "IdentityProvider.token": token,
        "AideExtension.resume_background": False,
    }


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


class RunFiles(AsyncLargeFileManager):
    """A run's files as they are, without what a person has done when a notebook is saved."""

    def run_pre_save_hooks(self, *args: Any, **options: Any) -> None:
        """Do nothing."""

    def run_post_save_hooks(self, *args: Any, **options: Any) -> None:
        """Do nothing."""


def _end_with_parent(app: ServerApp) -> None:
    sys.stdin.buffer.read()
    app.io_loop.add_callback(app.stop)
    time.sleep(PATIENCE)
    os._exit(1)


if __name__ == "__main__":
    main()
