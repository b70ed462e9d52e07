"""Keeps in the kernel what a candidate's cells do, for whoever drives the run next.

A page that is reloaded forgets what its kernel told it. The kernel remembers: the
next driver asks for it, and goes on after the cell that runs meanwhile.
"""

import faulthandler
import json
import os
import sys
import threading
import time

from IPython import get_ipython

#: Characters of outputs that are kept of one candidate.
MOST = 8_000_000
#: What of a kernel's messages is output of a cell.
OUTPUTS = ("stream", "display_data", "execute_result", "update_display_data", "clear_output")


def keep(candidate, session):
    """Keep what the cells of ``candidate`` do, which the client ``session`` sends."""
    get_ipython().jupyterlab_aide_record = Record(get_ipython().kernel, candidate, session)


def take_up(candidate, session, seconds):
    """Give what the cells did so far; from here on, ``session`` alone sends them.

    ``seconds`` is what all cells may take, and is left for those to come as far as it
    was not used; time between two cells is not counted. None where this kernel does not
    run the candidate: it died meanwhile and was started again.
    """
    record = getattr(get_ipython(), "jupyterlab_aide_record", None)
    if record is None or record.candidate != candidate:
        return None
    record.session = session
    cells = record.ended()
    left = seconds - sum(cell["seconds"] for cell in cells)
    faulthandler.dump_traceback_later(
        max(1, left),
        exit=True,
        file=open(os.devnull, "w"),  # noqa: SIM115
    )
    return cells


class Record:
    """The cells of one candidate: their outputs, and what was replied to each."""

    def __init__(self, kernel, candidate, session):
        self.candidate = candidate
        self.session = session
        self._kernel = kernel
        self._cells = {}
        self._room = MOST
        self._lock = threading.Lock()
        self._execute = kernel.do_execute
        self._send = kernel.session.send
        kernel.do_execute = self.do_execute
        kernel.session.send = self.send

    def ended(self):
        """The cells that ran, in order."""
        with self._lock:
            return [
                {
                    "code": cell["code"],
                    "seconds": cell["seconds"],
                    "reply": cell["reply"],
                    # A number that JSON has no word for is no reason to lose the rest.
                    "outputs": [
                        json.loads(output, parse_constant=str) for output in cell["outputs"]
                    ],
                }
                for cell in self._cells.values()
                if cell["reply"] is not None
            ]

    async def do_execute(self, *args, **kwargs):
        """Execute, as the kernel does, what the driver sends."""
        if kwargs.get("silent", args[1] if len(args) > 1 else False):
            return await self._execute(*args, **kwargs)
        header = self._kernel.get_parent("shell")["header"]
        if header["session"] != self.session:
            # A former driver that has not heard yet that it drives no more.
            return {"status": "aborted", "execution_count": self._kernel.execution_count}
        code = kwargs.get("code", args[0] if args else "")
        cell = {"code": code, "seconds": 0, "reply": None, "outputs": []}
        with self._lock:
            self._cells[header["msg_id"]] = cell
        begin = time.monotonic()
        reply = await self._execute(*args, **kwargs)
        # What is printed travels by a thread of its own: all of it before the reply.
        sys.stdout.flush()
        sys.stderr.flush()
        cell["seconds"] = time.monotonic() - begin
        names = ("status", "ename", "evalue", "traceback")
        cell["reply"] = {name: reply[name] for name in names if name in reply}
        return reply

    def send(self, *args, **kwargs):
        """Send a message, as the session does, and keep it where it is output."""
        message = self._send(*args, **kwargs)
        # There is none in a process that the candidate forked.
        kind = message["header"]["msg_type"] if message else None
        if kind in OUTPUTS:
            self._note(kind, message)
        return message

    def _note(self, kind, message):
        cell = self._cells.get(message["parent_header"].get("msg_id"))
        if cell is None:
            return
        output = json.dumps({"type": kind, "content": message["content"]}, default=str)
        with self._lock:
            if len(output) <= self._room:
                self._room -= len(output)
                cell["outputs"].append(output)
