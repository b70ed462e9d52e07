"""What is odd about the rows of a table, and how it is handled."""

import numpy as np
import pandas as pd
from alike import units
from holdout import betrayals, features_of, known, times


def odd_rows(frame, objective, targets, part, together):
    """Sentences on a table with its labels in one form, and on the ``part`` of each row;
    ``together`` is what ``kept_together`` gives."""
    table, notes = objective["table"], []
    unit = units(frame, features_of(objective["columns"], objective))
    group, alike = together
    alone = (np.bincount(group) == 1)[group]
    chance = (np.bincount(unit)[unit] > 1) & alone
    twins = len(frame) - chance.sum() - len(np.unique(unit[~chance]))
    if chance.any():
        notes.append(
            f"{chance.sum():,} of {len(frame):,} rows of {table} are the same as others, as few "
            "different ones are possible: they are divided like any others."
        )
    if twins:
        notes.append(
            f"{twins:,} {'row' if twins == 1 else 'rows'} of {table} "
            f"{'has' if twins == 1 else 'have'} a twin with the same features; "
            "twins are kept in the same part, so none is trained on and scored too."
        )
    if alike:
        near = pd.Series(unit).groupby(group).transform("nunique") > 1
        notes.append(
            f"{near.sum():,} of {len(frame):,} rows are nearly the same as another (by {alike} "
            "columns): they are kept on one side of the division."
        )
    for name, target in betrayals(frame[objective["columns"]], objective):
        notes.append(
            f"The column {name} is a copy of {target}, or nearly: "
            "whatever uses it looks better than it is. Leave it out of the data."
        )
    if objective["split"]["kind"] == "time":
        when = frame[objective["split"]["column"]]
        odd = when[np.isnan(times(when))]
        if len(odd):
            such = (
                "which are missing"
                if not known(odd).any()
                else f"such as {odd[known(odd)].iloc[0]!r}"
            )
            notes.append(
                f"{len(odd)} values of {when.name}, {such}, are no dates: "
                "their rows are learned from and never scored."
            )
    for target in targets:
        if len(target.odd):
            notes.append(
                f"{len(target.odd)} values of {target.name}, such as {target.odd.iloc[0]!r}, "
                "are no numbers: their rows are not scored."
            )
        short = target.lacking(frame[target.name][part == "train"])
        if short:
            notes.append(f"The training part has no {target.name} of {', '.join(short[:3])}.")
    return notes
