"""Print the preview of each folder that is named, as a line of JSON, all in one process."""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "src/kernel/python"))

import preview  # noqa: E402

for folder in sys.argv[1:]:
    print(json.dumps(preview.preview(folder)))
