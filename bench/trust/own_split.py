"""What the scripts of a run report where each is left to a validation split of its own.

The offline recipes all validate by the same five or ten folds. A script of AIDE's is asked for
"a hold-out validation set" and draws it itself. So each script is run here up to its score,
with a fifth of its rows in place of the folds: drawn anew for each draft, and kept in what is
made of that draft.

`python own_split.py <run folder> <scripts.json>`, where the latter has `code` and `seed` by id;
prints the scores by id.
"""

import contextlib
import functools
import io
import json
import os
import pathlib
import re
import sys
import warnings

import numpy as np
import pandas as pd
from sklearn.model_selection import KFold, StratifiedKFold

FEW = 15  # classes at most
LOOP = re.compile(r"^for fitted, held in folds:$", re.M)
AFTER = re.compile(r"^# %%\n# Fitted on all that is known", re.M)


def own_split(code):
    # Whatever they were before, and for what follows as well.
    code, count = LOOP.subn("for fitted, held in (folds := own_folds(X, y)):", code)
    after = AFTER.search(code)
    if count != 1 or after is None:
        raise ValueError("this script does not validate as the recipes do")
    return code[: after.start()]


def own_folds(seed, X, y):
    """Two of ten folds, so that what is chosen on the one is scored on the other."""
    kind = StratifiedKFold if pd.Series(np.ravel(y)).nunique() <= FEW else KFold
    return list(kind(10, shuffle=True, random_state=seed).split(X, y))[:2]


def main(run, scripts):
    found = {}
    for name, script in json.loads(scripts.read_text()).items():
        code = own_split(script["code"])
        os.chdir(run / "work" / name)
        folds = functools.partial(own_folds, script["seed"])
        space = {"__name__": "__main__", "own_folds": folds}
        with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            exec(compile(code, name, "exec"), space)
        found[name] = space["validation_metric"]
    print(json.dumps(found))


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve())
