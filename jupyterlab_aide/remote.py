"""``jupyter aide list``, ``attach``, ``stop`` and ``check``: runs of servers that are running."""

import argparse
import asyncio
import json
import os
import sys
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from tornado.httpclient import HTTPRequest
from tornado.websocket import websocket_connect

from .servers import REST, Complaint, Server, running, sentence

VERBS = ("list", "attach", "stop", "check")


#: Runs the engine with arguments, and with a server where it needs one; its exit status.
RunEngine = Callable[[list[str], Server | None], int]


def main(arguments: list[str], run_engine: RunEngine) -> int:
    """Run the command line; its exit status."""
    options = _parser().parse_args(arguments)
    try:
        return options.perform(options, run_engine)
    except Complaint as complaint:
        print(complaint, file=sys.stderr)
        return 1


def refuse_what_lives(arguments: list[str]) -> None:
    """Raise ``Complaint`` where ``jupyter aide run --resume`` names a run that somebody drives."""
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    parser.add_argument("--resume")
    named = parser.parse_known_args(arguments)[0].resume
    for server in running() if named else []:
        try:
            live = [run for run in server.runs(server.path_of(named)) if run["driver"]]
        except Complaint:
            # That one cannot be asked, or does not have it.
            continue
        if live:
            raise Complaint(
                f"This run is live at {server.url}. `jupyter aide attach {named}` shows it,"
                f" `jupyter aide stop {named}` has it come to rest."
            )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="jupyter aide")
    verbs = parser.add_subparsers(required=True)

    def add(name: str, about: str, perform: Any) -> argparse.ArgumentParser:
        verb = verbs.add_parser(name, help=about, description=about)
        verb.set_defaults(perform=perform)
        if name != "list":
            verb.add_argument("run", metavar="RUN", help="the run's folder, from here or as listed")
        if name != "check":
            verb.add_argument("--server", metavar="URL", help="the Jupyter server, of several")
        if name in ("list", "check"):
            verb.add_argument("--json", action="store_true", help="print JSON")
        return verb

    add("list", "Show the runs that are live on this machine's Jupyter servers.", _list)
    add("attach", "Watch a run; Ctrl+C stops watching, not the run.", _attach)
    add("stop", "Have a run come to rest. It can be gone on with later.", _stop)
    add("check", "Check a run's folder, and say what is wrong with it.", _check)
    return parser


def _list(options: Any, run_engine: RunEngine) -> int:
    listed, complaints = [], []
    for server in _servers(options.server):
        try:
            listed += [
                {"server": server.url, "terminal": server.is_terminals, **run}
                for run in server.runs()
            ]
        except Complaint as complaint:
            complaints.append(complaint)
    if options.json:
        print(json.dumps(listed, indent=2))
    else:
        for run in listed:
            print(f"{run['run']}  {_in_words(run)}  {run['server']}")
        if not listed and not complaints:
            print("No run is live.")
    for complaint in complaints:
        print(complaint, file=sys.stderr)
    return 1 if complaints and not listed else 0


def _in_words(run: dict[str, Any]) -> str:
    driver, background = run["driver"], run["background"]
    if background and background["state"] == "running":
        text = "in the background"
    elif driver:
        who = "a terminal" if run["terminal"] else "a tab"
        text = f"driven by {who} since {driver['since']}"
    elif background and background["state"] == "offered":
        text = "interrupted; it can go on in the background"
    else:
        text = "ended"
    return f"{text} ({background['error']})" if background and background["error"] else text


def _attach(options: Any, run_engine: RunEngine) -> int:
    server, run = _find(options)
    if server.socket:
        raise Complaint("A run can be watched over TCP alone, not through a unix socket.")
    return run_engine(["watch", "--run", run["run"]], server)


def _stop(options: Any, run_engine: RunEngine) -> int:
    server, run = _find(options)
    if run["background"] and run["background"]["state"] in ("running", "offered"):
        answer = server.ask("DELETE", "aide/background", params={"run": run["run"]})
        if answer.status_code != 204:
            raise Complaint(sentence(answer) or f"The server refuses ({answer.status_code}).")
    elif server.socket:
        raise Complaint("A tab drives this run. Stop it there.")
    else:
        asyncio.run(_tell(server, run["run"], {"do": "stop"}))
    print(f"{run['run']} is at rest.")
    return 0


async def _tell(server: Server, run: str, command: dict[str, Any]) -> None:
    """Tell whoever drives a run to stop, and wait until it rests."""
    url = f"ws{server.url[4:]}aide/watch?run={quote(run)}"
    request = HTTPRequest(url, headers=server.headers, validate_cert=not server.is_here)
    socket = await websocket_connect(request)
    await socket.write_message(json.dumps({"type": "command", "command": command}))

    async def rest() -> None:
        while text := await socket.read_message():
            message = json.loads(text)
            if message["type"] == "error":
                raise Complaint(message["message"])
            if message["type"] == "driver" and message["driver"] is None:
                return
            if message["type"] == "status" and message["status"]["phase"] in ("paused", "finished"):
                return

    try:
        await asyncio.wait_for(rest(), REST)
    except asyncio.TimeoutError as error:
        raise Complaint("It was told to stop, but still works on something.") from error
    finally:
        socket.close()


def _check(options: Any, run_engine: RunEngine) -> int:
    folders = [options.run]
    if not os.path.isdir(options.run):
        roots = [server.root for server in running() if server.root]
        folders = [os.path.join(root, options.run.strip("/")) for root in roots]
    folder = next(filter(os.path.isdir, folders), None)
    if folder is None:
        raise Complaint(f"There is no folder “{options.run}”.")
    return run_engine(["check", folder, *(["--json"] if options.json else [])], None)


def _find(options: Any) -> tuple[Server, dict[str, Any]]:
    """The run that is meant, and its server."""
    found: list[tuple[Server, dict[str, Any]]] = []
    complaints = []
    for server in _servers(options.server):
        try:
            found += [(server, run) for run in server.runs(server.path_of(options.run))]
        except Complaint as complaint:
            complaints.append(complaint)
    live = [(server, run) for server, run in found if run["driver"] or _is_kept(run)]
    if len(live) > 1:
        urls = ", ".join(server.url for server, _ in live)
        raise Complaint(f"Several servers have such a run: {urls}. Name one with --server.")
    if live:
        return live[0]
    if found:
        raise Complaint(
            f"Nobody drives “{options.run}” now. Go on with it in JupyterLab, or with"
            " `jupyter aide run --resume`."
        )
    raise complaints[0]


def _is_kept(run: dict[str, Any]) -> bool:
    return run["background"] is not None and run["background"]["state"] != "ended"


def _servers(named: str | None) -> list[Server]:
    """The servers to look at; at least one. Raises ``Complaint``."""
    if url := os.environ.get("AIDE_SERVER_URL"):
        return [Server(url.rstrip("/") + "/", os.environ.get("AIDE_SERVER_TOKEN", ""))]
    servers = running()
    if named:
        url = named.rstrip("/") + "/"
        servers = [server for server in servers if server.url == url]
    if not servers:
        where = f"at {named}" if named else "of yours on this machine"
        raise Complaint(f"There is no Jupyter server {where}. `jupyter lab` starts one.")
    return servers
