"""Runs scripts one after another in this process, so that libraries load once.

Reads `[{folder, input, code}, …]` as JSON from standard input; each script runs in its own
new folder with `./input`. Prints a JSON list of what happened, warnings included.
"""

import contextlib
import io
import json
import os
import sys
import traceback
import types
import warnings

home = os.getcwd()
results = []
for job in json.load(sys.stdin):
    os.chdir(home)
    os.makedirs(job["folder"])
    os.symlink(job["input"], os.path.join(job["folder"], "input"))
    os.chdir(job["folder"])
    # As in a kernel, so that what a script defines can be pickled.
    module = sys.modules["__main__"] = types.ModuleType("__main__")
    output, names, error = io.StringIO(), module.__dict__, None
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("default")
        with contextlib.redirect_stdout(output):
            try:
                exec(compile(job["code"], "solution.py", "exec"), names)
            except BaseException as problem:
                error = {
                    "name": type(problem).__name__,
                    "message": str(problem),
                    "cell": 1,
                    "traceback": traceback.format_exc(limit=-2),
                }
    left = {}
    for name in ("submission", "oof"):
        left[name] = None
        if os.path.exists(name + ".csv"):
            with open(name + ".csv") as file:
                left[name] = file.read().splitlines()
    results.append(
        {
            "error": error,
            "output": output.getvalue(),
            "metric": repr(names["validation_metric"]) if "validation_metric" in names else None,
            **left,
            "warnings": sorted({f"{w.category.__name__}: {w.message}" for w in caught}),
            "files": sorted(os.listdir()),
        }
    )
print(json.dumps(results))
