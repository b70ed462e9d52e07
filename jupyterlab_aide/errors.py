"""Answers that are not what was asked for."""

from tornado import web


class Refusal(web.HTTPError):
    """An error reply whose sentence is for people and whose code is for programs."""

    def __init__(self, status: int, code: str, message: str):
        """Answer with the HTTP ``status`` and with ``{message, reason: code}``."""
        super().__init__(status)
        self.code = code
        self.message = message
