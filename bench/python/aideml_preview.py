"""Seconds and peak MiB of aideml's preview of the folder that is the argument."""

import resource
import sys
import time
from pathlib import Path

from aide.utils import data_preview

begun = time.perf_counter()
text = data_preview.generate(Path(sys.argv[1]))
seconds = time.perf_counter() - begun
print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, len(text))
