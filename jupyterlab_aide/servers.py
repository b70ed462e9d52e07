"""The Jupyter servers of a person on this machine, and what they say of their runs."""

import ipaddress
import os
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
from jupyter_core.paths import jupyter_runtime_dir

#: Seconds that a server may take to answer; a run that is told to stop may take longer to rest.
PATIENCE, REST = 10, 60


class Complaint(Exception):
    """Why it cannot be done, in a sentence."""


@dataclass(frozen=True)
class Server:
    """A Jupyter server that is running."""

    url: str
    token: str
    #: Its root folder, where that is on this machine.
    root: str | None = None
    #: Its unix socket, if it has one.
    socket: str | None = None
    #: Whether it is the own one of a run from a terminal, with which it ends.
    is_terminals: bool = False

    def ask(self, method: str, path: str, **options: Any) -> httpx.Response:
        """Its answer. Raises ``Complaint`` where it gives none."""
        transport = httpx.HTTPTransport(uds=self.socket) if self.socket else None
        with httpx.Client(
            transport=transport,
            headers=self.headers,
            timeout=PATIENCE + REST,
            # On this machine no proxy is in between, and certificates are often of its own make.
            trust_env=not self.is_here,
            verify=not self.is_here,
        ) as client:
            # As no URL can name a unix socket.
            url = "http://localhost" + urlsplit(self.url).path if self.socket else self.url
            try:
                return client.request(method, url + path, **options)
            except httpx.HTTPError as error:
                raise Complaint(f"The server at {self.url} does not answer: {error}.") from error

    def runs(self, run: str | None = None) -> list[dict[str, Any]]:
        """Its live runs, or that one. Raises ``Complaint`` where it has no such thing."""
        answer = self.ask("GET", "aide/runs", params={"run": run} if run else {})
        if answer.status_code == 200:
            return answer.json()
        if answer.status_code in (401, 403):
            raise Complaint(
                f"The server at {self.url} lets nobody in but by its login page. Give it a token"
                " as well (IdentityProvider.token) for the terminal to reach it."
            )
        raise Complaint(sentence(answer) or f"The server at {self.url} does not have AIDE.")

    @property
    def headers(self) -> dict[str, str]:
        """What lets us in."""
        return {"Authorization": f"token {self.token}"} if self.token else {}

    @property
    def is_here(self) -> bool:
        """Whether it is on this machine."""
        host = urlsplit(self.url).hostname or ""
        try:
            return (
                bool(self.socket) or host == "localhost" or ipaddress.ip_address(host).is_loopback
            )
        except ValueError:
            return False

    def path_of(self, run: str) -> str:
        """What a run that somebody names from the current folder is called there."""
        if self.root and os.path.isdir(run):
            path, root = Path(run).resolve(), Path(self.root).resolve()
            if path.is_relative_to(root):
                return path.relative_to(root).as_posix()
        return run.strip("/")


def terminals_folder() -> Path:
    """Where the servers of runs from terminals have their folders, each one of its own.

    It is beside where Jupyter's other servers say that they run, but not there: whoever looks for
    a server to work with does not mean one that ends with a run.
    """
    return Path(jupyter_runtime_dir()) / "aide"


def running() -> list[Server]:
    """All that run now, those of terminals at the end."""
    folders = sorted(terminals_folder().glob("*/runtime"))
    return [*_running(None), *chain(*(_running(str(folder), True) for folder in folders))]


def _running(folder: str | None, is_terminals: bool = False) -> Iterator[Server]:
    # It takes a second, which a command that asks no server need not wait.
    from jupyter_server.serverapp import list_running_servers

    for info in list_running_servers(folder):
        yield Server(
            info["url"], info["token"], info["root_dir"], info["sock"] or None, is_terminals
        )


def sentence(answer: httpx.Response) -> str | None:
    """The sentence of an answer of ours."""
    try:
        body = answer.json()
    except ValueError:
        return None
    return body.get("message") if isinstance(body, dict) and body.get("reason") else None
