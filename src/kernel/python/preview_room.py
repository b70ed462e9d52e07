"""How many rows of a table memory has room for, for the data preview."""

import os

PART_OF_MEMORY = 8  # one table takes this part of memory at most,
MOST_ROWS = 2_000_000  # and has so many rows at most, beyond which each score takes long
TEXT_CELL = 57  # bytes of a cell that is kept as text, beside its letters
NUMBER_CELL = 8  # and of one that is not
WEIGHED = 1000  # rows by which they are measured
MEMORY_LIMITS = ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes")


def room_for_one():
    """Bytes that one table may take: a part of what there is, or is allowed where that is less."""
    found = []
    try:
        found.append(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"))
    except (AttributeError, OSError, ValueError):
        found.append(8 << 30)  # Windows does not tell without more.
    for path in MEMORY_LIMITS:
        try:
            with open(path) as file:
                found.append(int(file.read()))
        except (OSError, ValueError):
            continue  # There is none, or “max”.
    return min(found) // PART_OF_MEMORY


def rows_with_room(cells, share, room):
    """Rows that there is room for, from the cells of some rows, which are of a ``share`` of the
    columns; ``room`` are bytes."""
    cells = cells[:: len(cells) // WEIGHED + 1]
    if not cells:
        return MOST_ROWS
    sizes = (
        TEXT_CELL + len(c) if isinstance(c, str) else NUMBER_CELL for row in cells for c in row
    )
    each = sum(sizes) / len(cells) / share
    return max(1, min(MOST_ROWS, int(room / max(1, each))))
