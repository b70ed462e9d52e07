"""Keeping the key out of what an endpoint answers."""

import base64
import json
from urllib.parse import quote

#: Those that are shorter are made up for endpoints that want none ("none", "ollama"), and taking
#: them out of a reply would spoil code.
SECRET = 12
MARK = b"[key]"


class Redaction:
    """Takes the key out of a body that comes in pieces, wherever they are cut."""

    def __init__(self, key: str | None):
        """``key`` may be anything, or none."""
        self._forms = _forms(key) if key and len(key) >= SECRET else []
        self._held = b""

    def feed(self, piece: bytes) -> bytes:
        """What of the body can be passed on by now."""
        if not self._forms:
            return piece
        body = self._held + piece
        for form in self._forms:
            body = body.replace(form, MARK)
        # What may be the beginning of the key waits for the next piece.
        held = max(_begun(form, body) for form in self._forms)
        self._held = body[len(body) - held :]
        return body[: len(body) - held]

    def end(self) -> bytes:
        """What is left at the end of the body."""
        held, self._held = self._held, b""
        return held

    def whole(self, text: str) -> str:
        """A whole text, such as a header, without the key."""
        for form in self._forms:
            text = text.replace(form.decode(), MARK.decode())
        return text


def _forms(key: str) -> list[bytes]:
    """How a key may be written: as it is, in JSON, in an address, packed as a header is."""
    in_json = json.dumps(key)[1:-1]
    forms = {
        key,
        in_json,
        in_json.replace("/", "\\/"),
        quote(key, safe=""),
        base64.b64encode(key.encode()).decode().rstrip("="),
    }
    return [form.encode() for form in sorted(forms, key=len, reverse=True)]


def _begun(form: bytes, body: bytes) -> int:
    """How many bytes at the end of a body may be the beginning of a form of the key."""
    most = min(len(form) - 1, len(body))
    return next((n for n in range(most, 0, -1) if body.endswith(form[:n])), 0)
