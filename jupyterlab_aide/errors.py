"""Answers that are not what was asked for."""

import json
from typing import Any

from tornado import web


class Refusal(web.HTTPError):
    """An error reply whose sentence is for people and whose code is for programs."""

    def __init__(self, status: int, code: str, message: str):
        """Answer with the HTTP ``status`` and with ``{message, reason: code}``."""
        super().__init__(status)
        self.code = code
        self.message = message


class TellsRefusals(web.RequestHandler):
    """Answers a refusal with its own words."""

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """Answer ``{message, reason}``, and other errors as the server does."""
        refusal = kwargs.get("exc_info", (None, None))[1]
        if isinstance(refusal, Refusal):
            self.set_header("Content-Type", "application/json")
            self.finish(json.dumps({"message": refusal.message, "reason": refusal.code}))
        else:
            super().write_error(status_code, **kwargs)
