"""What drivers and watchers may say, checked before it reaches anybody else."""

import json
import math
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

#: Bytes. An event may hold a model's whole reply and what a candidate printed.
DRIVER_LIMIT = 16 * 2**20
WATCHER_LIMIT = 2**20

#: The commands, by their names: the fields that each takes, as JSON schema.
_COMMANDS = {
    schema["properties"]["do"]["const"]: schema
    for schema in json.loads(Path(__file__).with_name("commands.json").read_text("utf-8"))["oneOf"]
}


class Odd(Exception):
    """A message that is not understood; its text says why, for people."""


def from_driver(text: str | bytes) -> dict[str, Any]:
    """A driver's message: a status, an event or a piece of a stream."""
    message = _object(text)
    if message.get("type") == "status":
        status = message.get("status")
        fits = isinstance(status, dict) and isinstance(status.get("phase"), str)
    elif message.get("type") == "event":
        fits = isinstance(message.get("entry"), dict)
    elif message.get("type") == "stream":
        fits = all(isinstance(message.get(field), str) for field in ("id", "kind", "text"))
    else:
        raise Odd("A driver sends its status, events and streams, nothing else.")
    if not fits:
        raise Odd(f"The message of the type {message['type']!r} is incomplete.")
    return message


def from_watcher(text: str | bytes) -> dict[str, Any]:
    """A watcher's command, with the fields that belong to it and no others."""
    message = _object(text)
    command = message.get("command")
    if message.get("type") != "command" or not isinstance(command, dict):
        raise Odd("A watcher sends commands, nothing else.")
    do = command.get("do")
    if not isinstance(do, str) or do not in _COMMANDS:
        raise Odd(f"There is no such command. A run can be told to {', '.join(_COMMANDS)}.")
    schema = _COMMANDS[do]
    checked = {name: command[name] for name in schema["properties"] if name in command}
    for error in Draft202012Validator(schema).iter_errors(checked):
        if error.path:
            raise Odd(f"That is no {error.path[0]} that a run can use.")
        fields = [name for name in schema["properties"] if name != "do"]
        word = " and " if error.validator == "required" else " or "
        raise Odd(f"The command {do!r} needs {word.join(fields)}.")
    return checked


def _object(text: str | bytes) -> dict[str, Any]:
    try:
        message = json.loads(text, parse_constant=_finite, parse_float=_finite)
    except (ValueError, RecursionError) as error:
        raise Odd("The message is not JSON.") from error
    if not isinstance(message, dict):
        raise Odd("The message is not a JSON object.")
    return message


def _finite(text: str) -> float:
    """A number; what no JSON can hold is none."""
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(text)
    return number
