"""Answers that are not what was asked for."""

import json
from typing import Any

from tornado import web

from .system import sentence


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
        """Answer ``{message, reason}``; what Tornado itself refuses, as the server does."""
        error = kwargs.get("exc_info", (None, None))[1]
        if isinstance(error, Refusal):
            message, code = error.message, error.code
        elif error is None or isinstance(error, web.HTTPError):
            if error and error.log_message and error.args:
                # Jupyter would pass it on with its places empty, such as the gateway's address.
                words = error.log_message % error.args
                error = web.HTTPError(status_code, words, reason=error.reason)
                kwargs["exc_info"] = (type(error), error, None)
            super().write_error(status_code, **kwargs)
            return
        else:
            message, code = sentence(error) or _told(error), "failed"
        self.set_header("Content-Type", "application/json")
        self.finish(json.dumps({"message": message, "reason": code}))


def _told(error: BaseException) -> str:
    """What went wrong where nobody thought of it."""
    return (
        f"The Jupyter server could not do that ({type(error).__name__}: {error})."
        " Its log says more; try again."
    )
