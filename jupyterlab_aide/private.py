"""Files that are their owner's alone."""

import json
import os
import tempfile
from pathlib import Path
from typing import Any


def write_private(path: Path, body: Any) -> None:
    """Replace a JSON file in one step; nobody but its owner may read it.

    Raises ``OSError`` where it cannot be written; the former file then stays.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    # mkstemp makes files that are their owner's alone (0600).
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.stem}-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(body, file, indent=2)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise
