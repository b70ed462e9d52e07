"""The Jupyter server that a run from the terminal has for itself.

It ends with the process that started it, whatever became of that one: its standard input is a
pipe whose other end only that process holds.
"""

import json
import os
import secrets
import sys
import threading
import time

# What checks the syntax of international addresses takes a second to import, more than all of the
# rest. Nothing in this server checks any, and jsonschema does without.
sys.modules.setdefault("rfc3987_syntax", None)

from jupyter_server.serverapp import ServerApp  # noqa: E402

#: Seconds for ending kernels before the server just goes; they notice that by themselves.
PATIENCE = 15


def main() -> None:
    """Serve the folder named by the first argument; print the address and the token as JSON."""
    # What is printed later, by whatever library, belongs to the log.
    answer = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    token = secrets.token_urlsafe(32)
    # Given as arguments because they win over the person's own configuration, which is read all
    # the same, as it may name the model; within this process, because those of a process are
    # everybody's to read.
    settings = {
        "ServerApp.root_dir": sys.argv[1],
        "ServerApp.ip": "127.0.0.1",
        "ServerApp.port": 0,
        "ServerApp.sock": "",
        "ServerApp.base_url": "/",
        "ServerApp.certfile": "",
        "ServerApp.keyfile": "",
        "ServerApp.open_browser": False,
        "ServerApp.allow_root": True,
        "ServerApp.log_level": "WARN",
        "ServerApp.identity_provider_class": "jupyter_server.auth.identity.IdentityProvider",
        "IdentityProvider.token": token,
        "AideExtension.resume_background": False,
        "MappingKernelManager.cull_idle_timeout": 0,
        "KernelManager.shutdown_wait_time": 2,
    }
    app = ServerApp.instance(jpserver_extensions={"jupyterlab_aide": True})
    app.initialize([f"--{name}={value}" for name, value in settings.items()], find_extensions=False)
    threading.Thread(target=_end_with_parent, args=(app,), daemon=True).start()

    def announce() -> None:
        json.dump({"url": app.connection_url, "token": token}, answer)
        answer.close()

    # After the callback that binds the port.
    app.io_loop.add_callback(announce)
    app.start()


def _end_with_parent(app: ServerApp) -> None:
    sys.stdin.buffer.read()
    app.io_loop.add_callback(app.stop)
    time.sleep(PATIENCE)
    os._exit(1)


if __name__ == "__main__":
    main()
