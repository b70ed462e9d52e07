"""What a solution predicts once a column is shuffled: runs behind it, in its kernel."""

import time

import numpy as np
import pandas as pd


def shuffle(predict, table, key, seconds, rows=4000, most=20, turns=5):
    """Write ``shuffled.csv``: predictions of the table as it is, and with each column shuffled.

    Of the columns those are taken that move the predictions of a few rows most; ``seconds``
    are what it may take.
    """
    begun = time.monotonic()
    rng = np.random.default_rng(0)
    table = table.sample(min(rows, len(table)), random_state=0).reset_index(drop=True)
    features = [name for name in table.columns if name != key]

    def predicted(part, name=None):
        part = part.copy()
        if name is not None:
            part[name] = part[name].to_numpy()[rng.permutation(len(part))]
        named = part[key].to_numpy()
        left = pd.DataFrame(predict(part)).reset_index(drop=True)
        if len(left) != len(named):
            raise ValueError(f"predict(table) gives {len(left)} rows for {len(named)}")
        return left.assign(**{key: named})

    few = table.head(300)
    before = predicted(few)
    moved = {}
    for name in features:
        if time.monotonic() - begun > seconds / 3:
            break
        moved[name] = distance(before, predicted(few, name))
    chosen = sorted((name for name in moved if moved[name] > 0), key=lambda n: -moved[n])[:most]
    parts = [predicted(table).assign(shuffled="", turn=0)]
    for turn in range(turns):
        for name in chosen:
            if time.monotonic() - begun <= seconds or turn == 0:
                parts.append(predicted(table, name).assign(shuffled=name, turn=turn))
    pd.concat(parts).assign(of=len(features)).to_csv("shuffled.csv", index=False)


def distance(before, after):
    """How far predictions moved, in their own spread."""
    far = 0.0
    for name in before:
        was, now = before[name], after[name]
        if pd.api.types.is_numeric_dtype(was) and pd.api.types.is_numeric_dtype(now):
            far = max(far, float((was - now).abs().mean() / (was.std() + 1e-12)))
        else:
            far = max(far, float((was.astype(str) != now.astype(str)).mean()))
    return far
