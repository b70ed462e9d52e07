"""What the scripts of a run report where each is left to a validation split of its own.

The offline recipes all validate by the same five or ten folds. A script of AIDE's is asked for
"a hold-out validation set" and draws it itself. So each script is run here up to its score,
with a fifth of its rows in place of the folds: drawn anew for each draft, and kept in what is
made of that draft.

`python own_split.py <run folder> <scripts.json>`, where the latter has `code` and `seed` by id;
prints the scores by id.
"""

import contextlib
import io
import json
import os
import pathlib
import re
import sys
import warnings

FOLDS = re.compile(r"^folds = list\((\w+)\(\d+, shuffle=True, random_state=\d+\)(.*)\)$", re.M)
AFTER = re.compile(r"^# %%\n# Predict the test rows", re.M)


def own_split(code, seed):
    """Two of ten folds, so that what is chosen on the one is scored on the other."""
    code, count = FOLDS.subn(
        rf"folds = list(\1(10, shuffle=True, random_state={seed})\2)[:2]", code
    )
    after = AFTER.search(code)
    if count != 1 or after is None:
        raise ValueError("this script does not validate as the recipes do")
    return code[: after.start()]


def main(run, scripts):
    found = {}
    for name, script in json.loads(scripts.read_text()).items():
        code = own_split(script["code"], script["seed"])
        os.chdir(run / "work" / name)
        space = {"__name__": "__main__"}
        with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            exec(compile(code, name, "exec"), space)
        found[name] = space["validation_metric"]
    print(json.dumps(found))


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve())
