"""The form of what is handed in: which columns, in which order, and what stands in each.

A form is a list of columns: ``name`` and what it ``holds``, which is an ``id``, a
``prediction`` of a ``target``, the ``chance`` ``of`` one class, or a ``ranking`` of classes
with a ``separator`` between, or the one of them in its ``place``.
"""

import os
import re

import numpy as np
import pandas as pd
from declared import declared, lies_within, read_declared, read_table
from holdout import known, targets_of
from left_by_run import was_left_by_run
from metrics import parameter
from targets import Unfit, as_asked, plain
from written import as_labels


def own_test(data, objective, frame):
    """A competition's own test table and sample submission, each with its name."""
    if objective.get("files"):
        return declared_test(data, objective)
    test = test_name = sample = sample_name = None
    targets = targets_of(objective)
    features = [n for n in frame.columns if n not in targets]
    for name in sorted(os.listdir(data)):
        stem, path = name.lower().split(".")[0], os.path.join(data, name)
        if name == objective["table"] or not os.path.isfile(path) or was_left_by_run(path):
            continue
        is_sample = re.search(r"sample.*sub|submission", stem)
        is_test = re.search(r"(^|[^a-z])(test|unlabell?ed)([^a-z]|$)", stem)
        if not is_sample and (test is not None or not is_test):
            continue
        try:
            table = read_table(path).reset_index(drop=True)
        except Exception:  # Not a table: it is given to candidates as it is.
            table = None
        if is_sample:
            sample, sample_name = table, name
        elif table is not None:
            table = without_blank(table, targets)
            if not set(targets) & set(table.columns) and set(features) & set(table.columns):
                test, test_name = table, name
    return test, test_name, sample, sample_name


def declared_test(data, objective):
    """Those that were declared: whatever the test table holds of what is predicted is not told."""
    test, sample = declared(objective, "test"), declared(objective, "sample")
    return (
        test and read_declared(data, test).drop(columns=targets_of(objective), errors="ignore"),
        # Candidates get those that lie within another table as one of their own.
        None if test is None or lies_within(objective) else test["path"],
        sample and read_declared(data, sample),
        sample and sample["path"],
    )


def without_blank(table, targets):
    """A test table without columns that are to be filled, and are there and empty, or hold
    the same in every row."""
    there = table[[name for name in targets if name in table]]
    blank = [name for name in there if not known(there[name]).any() or is_filler(there[name])]
    return table.drop(columns=blank)


def is_filler(column):
    """Whether several rows hold one value, such as 0 or "?", which no answers do."""
    return len(column) > 1 and column.notna().all() and column.astype(str).nunique() == 1


def form_of(targets, declared, own):
    """The declared form, or the usual one: ``own`` names the rows, if anything does."""
    if declared:
        return declared
    form = [] if own is None else [{"name": own, "holds": "id"}]
    for target in targets:
        one = {"name": target.name, "target": target.name}
        if target.wants == "ranking":
            form.append(dict(one, holds="ranking", separator=" "))
        elif target.wants == "chances" and len(target.classes) > 2:
            form += [dict(one, name=each, holds="chance", of=each) for each in target.classes]
        else:
            form.append(dict(one, holds="prediction"))
    return form


def about(form, target):
    """The columns that predict a target."""
    return [each for each in form if each["holds"] != "id" and each["target"] == target.name]


def predicted(form, targets):
    """The columns of predictions, with what stands in the sample."""
    samples = {}
    for target in targets:
        columns = about(form, target)
        for each in columns:
            samples[each["name"]] = sample_of(target, each, len(columns))
    return {each["name"]: samples[each["name"]] for each in form if each["holds"] != "id"}


def sample_of(target, column, count):
    if column["holds"] == "chance":
        return round(1 / count, 6)
    if column.get("place"):
        return target.classes[min(column["place"], len(target.classes)) - 1]
    if column["holds"] == "ranking":
        ranked = target.classes[: int(parameter(target.metric) or 1)]
        return column["separator"].join(map(str, ranked))
    if target.wants == "values":
        return 0
    if target.wants == "chances":
        return 0.5
    return (column.get("as") or {}).get(plain(target.classes[0]), target.classes[0])


def check_form(form, targets):
    """Raise ValueError, by name, where a form cannot be filled."""
    for target in targets:
        columns = about(form, target)
        if not columns:
            raise ValueError(f"the sample submission has no column for {target.name}")
        if columns[0]["holds"] != "chance":
            continue
        there = {target.place(each["of"]) for each in columns}
        lacking = [name for i, name in enumerate(target.classes) if i not in there]
        if lacking:
            raise ValueError(
                f"the sample submission has no column for {target.name} {lacking[0]}, "
                f"which the training table has"
            )


def check_file(path, most, asked):
    """Raise Unfit where there is no file of predictions for the rows of ``asked``, or one of far
    too many bytes."""
    if os.path.isfile(path) and os.path.getsize(path) > most:
        raise Unfit(
            f"Its submission.csv has {os.path.getsize(path):,} bytes, far more than a "
            f"prediction for each row of ./input/{asked} takes."
        )
    if os.path.islink(path) or not os.path.isfile(path):
        raise Unfit(f"It left no submission.csv with predictions for the rows of ./input/{asked}.")


def read_left(path, key, columns, called="submission.csv"):
    """What a candidate left, as text, by the names of the rows."""
    try:
        left = pd.read_csv(path, dtype=str, keep_default_na=False)
    except Exception as error:
        raise Unfit(f"Its {called} cannot be read: {error}.") from error
    if key not in left.columns:
        raise Unfit(f"Its {called} has no column {key}, which names the rows.")
    missing = [name for name in columns if name not in left.columns]
    if missing:
        raise Unfit(f"Its {called} has no column {missing[0]}.")
    left[key] = left[key].map(plain)
    if left[key].duplicated().any():
        raise Unfit(f"Its {called} names rows twice in {key}.")
    return left.set_index(key)


def write_own(path, left, test, key, form, sample, spellings=()):
    """Write the predictions of the competition's own rows as it asks for them.

    Its columns are those of the form; its rows stand as in the ``sample``, where that names
    the same ones, else as in the ``test`` table. Labels are written as in ``spellings``.
    """
    predictions = left.loc[test[key].map(plain)]
    own = pd.DataFrame(index=range(len(test)))
    ids = []
    for each in form:
        name = each["name"]
        there = each.get("of") or name
        if each["holds"] != "id":
            own[name] = as_asked(as_labels(predictions[name], spellings), each).to_numpy()
        elif there in test:
            ids.append(name)
            own[name] = test[there].to_numpy()
        elif sample is not None and name in sample and len(sample) == len(test):
            # Names that the sample alone has go by the order of the rows.
            own[name] = sample[name].to_numpy()
    if sample is not None and ids and set(ids) <= set(sample.columns):
        asked, there = names_of(sample, ids), names_of(own, ids)
        if set(asked) <= set(there):
            place = pd.Series(np.arange(len(own)), index=there)
            own = own.iloc[place[asked].to_numpy()]
    without_names(own, form).to_csv(path, index=False)


def without_names(table, form):
    """The table with no name for those columns of the form that have none."""
    gone = {each["name"]: "" for each in form if each.get("nameless")}
    return table.rename(columns=gone)


def names_of(table, ids):
    """A name for each row, of all the columns that name it; of rows that share them the first
    has another than the second."""
    first, *others = (table[name].map(plain).astype(str) for name in ids)
    names = first.str.cat(others, sep="\t")
    return (names + "\t" + names.groupby(names).cumcount().astype(str)).reset_index(drop=True)
