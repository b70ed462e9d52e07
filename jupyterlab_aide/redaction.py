"""Keeping the key out of what an endpoint answers."""

#: Those that are shorter are made up for endpoints that want none ("none", "ollama"), and taking
#: them out of a reply would spoil code.
SECRET = 12
MARK = b"[key]"


class Redaction:
    """Takes the key out of a body that comes in pieces, wherever they are cut."""

    def __init__(self, key: str | None):
        """``key`` may be anything, or none."""
        key = (key or "").encode()
        self._key = key if len(key) >= SECRET else b""
        self._held = b""

    def feed(self, piece: bytes) -> bytes:
        """What of the body can be passed on by now."""
        if not self._key:
            return piece
        body = (self._held + piece).replace(self._key, MARK)
        # What may be the beginning of the key waits for the next piece.
        most = min(len(self._key) - 1, len(body))
        held = next((n for n in range(most, 0, -1) if body.endswith(self._key[:n])), 0)
        self._held = body[len(body) - held :]
        return body[: len(body) - held]

    def end(self) -> bytes:
        """What is left at the end of the body."""
        held, self._held = self._held, b""
        return held

    def whole(self, text: str) -> str:
        """A whole text, such as a header, without the key."""
        return text.replace(self._key.decode(), MARK.decode()) if self._key else text
