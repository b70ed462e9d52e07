"""Knows again what a run left to be handed in, and nobody changed: that is no data.

It keeps to the standard library of Python 3.8.
"""

import filecmp
import glob
import os

SUBMISSIONS = os.path.join("aide-runs", "*", "submission.csv")


def was_left_by_run(path):
    """Whether a file is what some run beside it, or one folder up, handed in."""
    folder, name = os.path.split(os.path.abspath(path))
    if not name.startswith("submission") or not os.path.isfile(path):
        return False
    for base in (folder, os.path.dirname(folder)):
        for other in glob.glob(os.path.join(glob.escape(base), SUBMISSIONS)):
            if filecmp.cmp(other, path, shallow=False):
                return True
    return False
