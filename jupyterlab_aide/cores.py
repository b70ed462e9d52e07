"""How many cores of this machine this process may use."""

import os
from pathlib import Path

CGROUP = Path("/sys/fs/cgroup/cpu.max")

#: More kernels at once than this are for a person to ask for: memory is finite.
MOST = 4


def cores(quota: Path = CGROUP) -> int:
    """The cores that the scheduler gives, at most as many as a container's quota is worth."""
    try:
        available = len(os.sched_getaffinity(0))
    except AttributeError:
        available = os.cpu_count() or 1
    try:
        allowed, period = quota.read_text().split()
        available = min(available, round(int(allowed) / int(period)))
    except (OSError, ValueError):
        # There is no quota.
        pass
    return max(1, available)


def kernels_at_once() -> int:
    """Kernels side by side where nobody says how many: one for each core, within bounds."""
    return min(MOST, cores())
