"""What drivers and watchers may say, checked before it reaches anybody else."""

import json
import math
from typing import Any

#: Bytes. An event may hold a model's whole reply and what a candidate printed.
DRIVER_LIMIT = 16 * 2**20
WATCHER_LIMIT = 2**20
#: Characters of a hint, which goes into prompts.
HINT = 16_000
#: Characters of a script that a person wrote.
CODE = 200_000


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
    if not isinstance(do, str) or do not in _FIELDS:
        raise Odd(f"There is no such command. A run can be told to {', '.join(_FIELDS)}.")
    fields = _FIELDS[do]
    checked = {"do": do}
    for name, check in fields.items():
        if name in command:
            if not check(command[name]):
                raise Odd(f"That is no {name} that a run can use.")
            checked[name] = command[name]
    if fields and len(checked) == 1:
        raise Odd(f"The command {do!r} needs {' or '.join(fields)}.")
    return checked


def _object(text: str | bytes) -> dict[str, Any]:
    try:
        message = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Odd("The message is not JSON.") from error
    if not isinstance(message, dict):
        raise Odd("The message is not a JSON object.")
    return message


def _is_count(value: Any) -> bool:
    return type(value) is int and 0 < value <= 1_000_000


def _is_budget(value: Any) -> bool:
    return value is None or (type(value) in (int, float) and math.isfinite(value) and value > 0)


def _is_id(value: Any) -> bool:
    return isinstance(value, str) and 0 < len(value) <= 64


def _is_hint(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= HINT


def _is_id_or_none(value: Any) -> bool:
    return value is None or _is_id(value)


def _is_code(value: Any) -> bool:
    return value is None or (isinstance(value, str) and len(value) <= CODE)


def _is_flag(value: Any) -> bool:
    return isinstance(value, bool)


#: The commands, and the fields that each takes.
_FIELDS = {
    "pause": {},
    "resume": {},
    "retry": {},
    "stop": {},
    "cancel": {"id": _is_id},
    "extend": {"steps": _is_count, "timeBudget": _is_budget},
    "hint": {"text": _is_hint},
    "ask": {"parent": _is_id_or_none, "hint": _is_hint, "code": _is_code},
    "close": {"id": _is_id, "closed": _is_flag},
}
