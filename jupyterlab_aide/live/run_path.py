"""Which folder of the server a client means when it names a run."""

from typing import Any

from jupyter_core.utils import ensure_async
from tornado import web

from ..errors import Refusal

#: Characters, more than any path that a person would read.
LONGEST = 1024


async def run_path(contents: Any, path: str) -> str:
    """The path of a run's folder in its one spelling, as the contents manager sees it.

    Raises ``Refusal`` where it is no plain path below the root, or no folder.
    """
    path = path.strip("/")
    parts = path.split("/")
    if (
        not path
        or len(path) > LONGEST
        or not path.isprintable()
        or "\\" in path
        or any(part in ("", ".", "..") for part in parts)
    ):
        raise Refusal(400, "bad-path", "That is not the path of a run's folder on this server.")
    missing = Refusal(
        404, "no-such-run", f"There is no run in “{path}” on this server. Was its folder moved?"
    )
    try:
        if not await ensure_async(contents.dir_exists(path)):
            raise missing
        if await ensure_async(contents.is_hidden(path)) and not contents.allow_hidden:
            raise missing
    except (web.HTTPError, OSError, ValueError) as error:
        # Outside the root, by whatever trick, is nowhere.
        raise missing from error
    return path
