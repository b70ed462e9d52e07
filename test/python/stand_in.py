"""Stands for the engine in tests: ``stand_in.py drive --run <path>``.

It drives as the real one does, writes what it finds around it into the run's folder, and obeys.
"""

import json
import os
import signal
import sys
import threading
import urllib.error
import urllib.request
from urllib.parse import quote

import websocket

access = json.loads(sys.stdin.readline())
server, token = access["url"], access["token"]
_, _, _, run = sys.argv
header = {"Authorization": f"token {token}"}


def ask(method, path, body=None, **headers):
    request = urllib.request.Request(
        server + path, json.dumps(body).encode() if body else None, headers or header, method=method
    )
    try:
        with urllib.request.urlopen(request) as response:
            return response.status, json.loads(response.read() or "null")
    except urllib.error.HTTPError as error:
        return error.code, None


def follow_server():
    sys.stdin.read()
    os._exit(0)


threading.Thread(target=follow_server, daemon=True).start()
print("\x1b[1mThe engine begins.")
socket = websocket.create_connection(
    f"ws{server[4:]}aide/drive?run={quote(run)}&id={os.getpid()}",
    header=[f"Authorization: token {token}"],
)
first = json.loads(socket.recv())
if first["type"] == "refused":
    sys.exit(0)
kernel = ask("POST", "aide/kernels", {"name": "python3", "path": "", "run": run})
seen = {
    "pid": os.getpid(),
    "group": os.getpgid(0),
    "environment": dict(os.environ),
    "folder": os.getcwd(),
    "kernel": kernel[1] and kernel[1]["id"],
    "me": ask("GET", "api/me")[1]["identity"]["username"],
    "model": ask("GET", "aide/model")[0],
    "stranger": ask("GET", "api/contents", Accept="*/*")[0],
    "wrong": ask("GET", "api/contents", Authorization="token wrong")[0],
    "token": token,
    "server": server,
}
text = {"type": "file", "format": "text", "content": json.dumps(seen)}
assert ask("PUT", f"api/contents/{quote(run)}/engine.json", text)[0] in (200, 201)
socket.send(json.dumps({"type": "status", "status": {"phase": "running", "message": ""}}))
while True:
    message = json.loads(socket.recv())
    command = message.get("command", {})
    if command.get("do") == "stop" or message["type"] == "taken":
        sys.exit(0)
    if command.get("text") == "die":
        sys.exit("The engine has lost its way.")
    if command.get("text") == "hang":
        os.kill(os.getpid(), signal.SIGSTOP)
    if command.get("text") == "talk":
        print(("x" * 1000 + "\n") * 3000)
        socket.send(json.dumps({"type": "event", "entry": {"said": True}}))
