"""Which runs are in the background, on disk: what a restarted server goes on with."""

import hashlib
import json
import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from jupyter_server.serverapp import list_running_servers

from ..private import write_private


@dataclass(frozen=True)
class Record:
    """A run in the background of a server."""

    run: str
    #: For whom it is done, as the identity provider writes people; None where it cannot.
    user: str | None
    started: str


class Records:
    """The records of one root folder, a file for each run."""

    def __init__(self, folder: Path, root: str):
        """Keep them in ``folder``, which servers of other root folders use as well."""
        self._folder = folder
        self._root = os.path.abspath(root)

    def keep(self, record: Record) -> None:
        """Write a record. Raises ``OSError`` where that cannot be done."""
        body = {
            "version": 1,
            "root": self._root,
            "run": record.run,
            "user": record.user,
            "started": record.started,
            "server": os.getpid(),
        }
        write_private(self._file(record.run), body)

    def forget(self, run: str) -> None:
        """Remove a run's record."""
        self._file(run).unlink(missing_ok=True)

    def left(self) -> list[Record]:
        """What servers have left that are no more; those that cannot be read are left out."""
        others = other_servers(self._root)
        records = []
        for path in sorted(self._folder.glob("*.json")):
            with suppress(OSError, ValueError, KeyError, TypeError):
                body = json.loads(path.read_text("utf-8"))
                if body["root"] == self._root and body["server"] not in others:
                    user = body["user"]
                    if isinstance(user, str | None) and self._file(body["run"]) == path:
                        records.append(Record(body["run"], user, str(body["started"])))
        return records

    def _file(self, run: str) -> Path:
        name = hashlib.sha256(f"{self._root}\0{run}".encode()).hexdigest()
        return self._folder / f"{name[:32]}.json"


def other_servers(root: str) -> set[int]:
    """The processes of other servers of a root folder that run on this machine."""
    # This process' own number says nothing: in a container it is often the same again.
    return {
        info["pid"] for info in list_running_servers() if os.path.abspath(info["root_dir"]) == root
    } - {os.getpid()}
