"""Runs scripts one after another, each in a fork that has the libraries already.

`python measure.py <folder> <results.jsonl>` reads a line of JSON for each script: its
`configuration`, its `table` and its `code`. What came of it is appended to the results as it
ends: the script's own cross-validated measure (`null` where it failed or took too long), and
the processor's seconds, which do not count what else the machine does.
"""

import contextlib
import json
import os
import resource
import sys

LIMIT = 20  # seconds of the processor
os.environ.update(OMP_NUM_THREADS="1", LOKY_MAX_CPU_COUNT="1")

import catboost  # noqa: E402, F401
import lightgbm  # noqa: E402, F401
import numpy  # noqa: E402, F401
import pandas  # noqa: E402, F401
import sklearn.compose  # noqa: E402, F401
import sklearn.ensemble  # noqa: E402, F401
import sklearn.linear_model  # noqa: E402, F401
import sklearn.model_selection  # noqa: E402, F401
import sklearn.neural_network  # noqa: E402, F401
import sklearn.preprocessing  # noqa: E402, F401
import sklearn.svm  # noqa: E402, F401
import xgboost  # noqa: E402, F401


def measure(code):
    """The measure of a script up to its validation, and the seconds that it took."""
    out, into = os.pipe()
    child = os.fork()
    if child == 0:
        resource.setrlimit(resource.RLIMIT_CPU, (LIMIT, LIMIT))
        names = {"__name__": "__main__"}
        with open(os.devnull, "w") as nowhere, contextlib.redirect_stdout(nowhere):
            exec(code.split("# %%\n# Fitted on all")[0], names)
        os.write(into, json.dumps(names["validation_metric"]).encode())
        os._exit(0)
    os.close(into)
    with os.fdopen(out) as said:
        text = said.read()
    _, _, used = os.wait4(child, 0)
    return (json.loads(text) if text else None), round(used.ru_utime + used.ru_stime, 2)


if __name__ == "__main__":
    os.chdir(sys.argv[1])
    for line in sys.stdin:
        asked = json.loads(line)
        score, seconds = measure(asked.pop("code"))
        with open(sys.argv[2], "a") as results:
            results.write(json.dumps({**asked, "score": score, "seconds": seconds}) + "\n")
