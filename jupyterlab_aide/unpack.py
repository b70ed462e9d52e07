"""The body of an endpoint's answer, unpacked piece by piece so that none is large."""

import zlib
from collections.abc import AsyncIterator

import httpx

from .errors import Refusal

#: The most that is unpacked at once, in bytes.
PIECE = 64 * 1024


async def pieces(response: httpx.Response) -> AsyncIterator[bytes]:
    """The body as it comes. Raises ``Refusal`` where it is packed in a way that is not read."""
    packed = response.headers.get("content-encoding", "").strip().lower()
    if packed in ("", "identity"):
        async for piece in response.aiter_raw():
            yield piece
        return
    if packed not in ("gzip", "x-gzip", "deflate"):
        raise _unreadable()
    unpacking = zlib.decompressobj(zlib.MAX_WBITS | 32)
    try:
        async for piece in response.aiter_raw():
            while piece:
                if unpacking.eof:
                    # Several that follow each other are one.
                    unpacking = zlib.decompressobj(zlib.MAX_WBITS | 32)
                yield unpacking.decompress(piece, PIECE)
                piece = unpacking.unconsumed_tail or unpacking.unused_data.lstrip(b"\0")
        yield unpacking.flush()
    except zlib.error as error:
        raise _unreadable() from error


def _unreadable() -> Refusal:
    return Refusal(
        502,
        "bad-encoding",
        "The model endpoint's answer is compressed in a way that was not asked for and cannot be"
        " read. Look for a setting of the endpoint that turns compression off.",
    )
