"""What runs found out about models at their endpoints, kept for the next run."""

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

from .private import write_private

#: What is kept, all of it positive whole numbers: requests served at once, tokens taken.
FIELDS = ("atOnce", "context")
#: Endpoints and models of one, at most.
KEPT = 100


class Learned:
    """A file of it. It only saves time, so one that cannot be read or written is none."""

    def __init__(self, path: Path):
        """Keep it at ``path``."""
        self._path = path

    def of(self, address: str) -> dict[str, dict[str, int]]:
        """What is known of an endpoint's models, by their names."""
        models = self._read().get(address)
        if not isinstance(models, dict):
            return {}
        return {name: _numbers(facts) for name, facts in models.items()}

    def add(self, address: str, model: str, facts: Any) -> None:
        """Keep more of a model; a newer fact replaces an older one."""
        everything = self._read()
        models = self.of(address)
        models[model[:200]] = {**models.pop(model[:200], {}), **_numbers(facts)}
        everything.pop(address, None)
        everything[address] = dict(list(models.items())[-KEPT:])
        with suppress(OSError):  # The next run finds it out again.
            write_private(self._path, dict(list(everything.items())[-KEPT:]))

    def _read(self) -> dict[str, Any]:
        try:
            body = json.loads(self._path.read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        return body if isinstance(body, dict) else {}


def _numbers(facts: Any) -> dict[str, int]:
    """Those of the facts that are what they should be."""
    if not isinstance(facts, dict):
        return {}
    return {
        name: facts[name] for name in FIELDS if type(facts.get(name)) is int and facts[name] > 0
    }
