"""``jupyter aide``: the search in the terminal.

The search itself is the TypeScript engine, run by Node. Here it is given a Jupyter server of its
own, which ends with it; or it is shown the runs of servers that are running (``remote``).
"""

import ctypes
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from . import remote
from .node import ENGINE, NO_ENGINE, OLDEST, Node, find_node, give_access
from .servers import Complaint, Server, terminals_folder
from .system import no_room, sentence, too_few_files
from .withheld import is_withheld

#: Seconds that the server may take to start, and to stop.
START, STOP = 60, 20
#: When the command was given.
BEGUN = time.monotonic()
#: What asks for an end.
SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP")

NO_NODE = f"""\
jupyter aide runs on Node {OLDEST} or newer, which is not here. Either of these brings it:
  pip install "jupyterlab-aide[node]"
  a Node from nodejs.org or your system; AIDE_NODE can name its path"""


def main() -> int:
    """Run the command line; its exit status."""
    arguments = sys.argv[1:]
    try:
        if arguments and arguments[0] in remote.VERBS:
            return remote.main(arguments, lambda *order: _engine(_node(), *order))
        return _run(_node(), arguments)
    except KeyboardInterrupt:
        return 130
    except NotInstalled as missing:
        print(missing, file=sys.stderr)
        return 2
    except (ServerFailed, Complaint) as failure:
        print(failure, file=sys.stderr)
        return 1
    except (OSError, MemoryError) as error:
        print(sentence(error) or error, file=sys.stderr)
        return 1


class NotInstalled(Exception):
    """Something that the engine needs is not here; the message says how to get it."""


def _node() -> Node:
    node = find_node()
    if node is None:
        raise NotInstalled(NO_NODE)
    if not ENGINE.exists():
        raise NotInstalled(NO_ENGINE)
    return node


def _run(node: Node, arguments: list[str]) -> int:
    """Have the engine search, beside a server of its own; its exit status."""
    # Until the engine is there to be told, whoever asks for an end gets it by way of `finally`.
    _catch(("SIGTERM", "SIGHUP"), lambda number, frame: sys.exit(128 + number))
    if not arguments or {"-h", "--help", "--version"} & set(arguments):
        return _engine(node, arguments, None)
    remote.refuse_what_lives(arguments)
    with _server() as (server, process):
        return _engine(node, arguments, server, process)


class ServerFailed(Exception):
    """The server did not start; the message says why."""


@contextmanager
def _server() -> Iterator[tuple[Server, subprocess.Popen[str]]]:
    """A Jupyter server on this folder, and its process."""
    try:
        here = os.getcwd()
    except FileNotFoundError:
        raise ServerFailed(
            "The current folder was deleted. Change to another one (“cd”), then try again."
        ) from None
    if few := too_few_files():
        raise ServerFailed(few)
    with _folder() as folder:
        log = Path(folder) / "server.log"
        with log.open("w") as stderr:
            process = subprocess.Popen(
                [sys.executable, "-m", "jupyterlab_aide.server", here],
                # Away from this folder, whose modules might be taken for the server's.
                cwd=folder,
                env={**os.environ, "JUPYTER_RUNTIME_DIR": str(Path(folder) / "runtime")},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=stderr,
                text=True,
                # Ctrl+C is for the engine, which still needs its server then.
                start_new_session=True,
                creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
            )
        try:
            timer = threading.Timer(START, process.kill)
            timer.start()
            answer = process.stdout.read()
            timer.cancel()
            if not answer:
                why = _tail(log) or no_room(folder) or f"It ended with status {process.wait()}."
                raise ServerFailed(f"The Jupyter server did not start.\n{why}")
            access = json.loads(answer)
            yield Server(access["url"], access["token"]), process
            if (status := process.poll()) is not None:
                print(_why_ended(status, log), file=sys.stderr)
        finally:
            process.stdin.close()
            try:
                process.wait(STOP)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            process.stdout.close()


def _folder() -> TemporaryDirectory[str]:
    """A folder for it, where others find it, or where there is room."""
    try:
        place = terminals_folder()
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        return TemporaryDirectory(dir=place)
    except OSError:
        return TemporaryDirectory(prefix="aide-")


def _why_ended(status: int, log: Path) -> str:
    if status == -getattr(signal, "SIGKILL", 0):
        # Of which its log knows nothing.
        why, said = "was killed from outside; most often memory ran out", ""
    else:
        why, said = f"ended by itself, with status {status}", f"\n{_tail(log)}"
    return f"The Jupyter server of this run {why}. What was done until then is kept.{said}"


def _tail(log: Path) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-20:])


def _engine(
    node: Node,
    arguments: list[str],
    server: Server | None,
    works_with: subprocess.Popen[str] | None = None,
) -> int:
    """Run the engine to its end, or to that of the process it works with; its exit status."""
    # It asks models through the server, so it needs no secret.
    environment = {k: v for k, v in os.environ.items() if not is_withheld(k, v)}
    if server and server.is_here and server.url.startswith("https:"):
        environment |= {"NODE_TLS_REJECT_UNAUTHORIZED": "0", "NODE_NO_WARNINGS": "1"}
    process = subprocess.Popen(
        [node.path, str(ENGINE), *arguments],
        env=environment,
        stdin=subprocess.PIPE if server else None,
        preexec_fn=_end_with_parent if sys.platform == "linux" else None,
    )

    def forward(number, frame):
        if not (number == signal.SIGINT and _is_typed()):
            process.send_signal(number)

    _catch(SIGNALS, forward)
    if server:
        access = {"url": server.url, "token": server.token, "terminal": _terminal()}
        # Node forgets them.
        ignored = list(filter(_is_ignored, SIGNALS))
        spent = time.monotonic() - BEGUN
        give_access(process.stdin, {**access, "ignored": ignored, "spent": spent})
    if works_with:
        # Else it would wait for the server to come back, which nobody starts again.
        threading.Thread(target=_end_after, args=(process, works_with), daemon=True).start()
    status = process.wait()
    return status if status >= 0 else 128 - status


def _end_after(engine: subprocess.Popen[bytes], server: subprocess.Popen[str]) -> None:
    server.wait()
    engine.stdin.close()


def _catch(names: Sequence[str], handler: Callable[[int, Any], None]) -> None:
    """Handle signals, but not those that whoever started this has it ignore, as ``nohup`` does."""
    for name in names:
        if hasattr(signal, name) and not _is_ignored(name):
            signal.signal(getattr(signal, name), handler)


def _is_ignored(name: str) -> bool:
    return hasattr(signal, name) and signal.getsignal(getattr(signal, name)) == signal.SIG_IGN


def _terminal() -> str | None:
    """The terminal of whoever can be asked: the one that would be the engine's input."""
    if sys.stdin is None or not sys.stdin.isatty():
        return None
    return r"\\.\CONIN$" if os.name == "nt" else "/dev/tty"


def _is_typed() -> bool:
    """Whether a Ctrl+C comes from the terminal, which then sends it to the engine as well."""
    if os.name == "nt":
        return True
    try:
        terminal = os.open("/dev/tty", os.O_RDONLY)
    except OSError:
        return False
    try:
        return os.tcgetpgrp(terminal) == os.getpgrp()
    finally:
        os.close(terminal)


def _end_with_parent() -> None:
    """Have Linux end this process when the one that started it is killed."""
    PR_SET_PDEATHSIG = 1
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
