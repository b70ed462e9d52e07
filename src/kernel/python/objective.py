"""Runs a cell of the person's own that says how good a candidate is."""

import ast
import builtins
import importlib
import math
import os

from IPython import get_ipython

KEEP = "jupyterlab_aide_watched"


def watch(code):
    """Remember what the objective calls, before the candidate can change it."""
    setattr(get_ipython(), KEEP, used(code))
    return None


def used(code):
    """What the names that an objective takes from elsewhere stand for."""
    tree = ast.parse(code)
    modules = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                modules[alias.asname or alias.name.split(".")[0]] = (
                    alias.name if alias.asname else alias.name.split(".")[0]
                )
    found = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for alias in node.names:
                found[f"{node.module}.{alias.name}"] = look(node.module, [alias.name])
        elif isinstance(node, ast.Attribute):
            root, names = node, []
            while isinstance(root, ast.Attribute):
                names.insert(0, root.attr)
                root = root.value
            if isinstance(root, ast.Name) and root.id in modules:
                module = modules[root.id]
                for end in range(1, len(names) + 1):
                    found[".".join([module, *names[:end]])] = look(module, names[:end])
        elif isinstance(node, ast.Name) and hasattr(builtins, node.id):
            found[node.id] = getattr(builtins, node.id)
    return found


def look(module, names):
    try:
        value = importlib.import_module(module)
        for name in names:
            value = getattr(value, name)
        return value
    except (ImportError, AttributeError):
        return None


def measure(code, folder=None):
    """Run the objective; a candidate's names are there where it ran here."""
    if folder is not None:
        os.chdir(folder)
    shell = get_ipython()
    before = getattr(shell, KEEP, None)
    if before is not None:
        after = used(code)
        changed = [
            name
            for name, value in before.items()
            if callable(value) and after.get(name) is not value
        ]
        if changed:
            return rejected(f"It replaced {changed[0]}, which the objective uses.")
    tree = ast.parse(code, "<objective>")
    if not tree.body or not isinstance(tree.body[-1], ast.Expr):
        return rejected("The objective's last line is no expression, so it gives no score.")
    last = ast.Expression(tree.body.pop().value)
    space = dict(shell.user_ns, __name__="__main__")
    for name in [name for name in space if hasattr(builtins, name)]:
        del space[name]  # A candidate's own `sum` or `abs` is not the objective's.
    try:
        exec(compile(tree, "<objective>", "exec"), space)
        value = eval(compile(last, "<objective>", "eval"), space)
    except AssertionError as error:
        return rejected(str(error) or "An assertion of the objective failed.")
    except Exception as error:
        return rejected(f"The objective failed: {type(error).__name__}: {error}")
    return measured(value)


def measured(value):
    details, error = {}, None
    if isinstance(value, dict):
        if "score" not in value:
            return rejected("The objective's dict has no “score”.")
        details = {str(k): plain(v) for k, v in value.items() if k not in ("score", "error")}
        error = value.get("error")
        value = value["score"]
    try:
        score = float(value)
        error = None if error is None else float(error)
    except (TypeError, ValueError):
        return rejected(f"The objective gives {str(value)[:60]!r}, which is no number.")
    if not math.isfinite(score):
        return rejected(f"The objective gives {score}, which is no finite number.")
    if error is not None and not (math.isfinite(error) and error >= 0):
        error = None
    return {"score": score, "error": error, "problem": "", "warnings": [], "details": details}


def plain(value):
    """What JSON takes, as it is; anything else as text."""
    if value is None or isinstance(value, (bool, int, str)):
        return value
    try:
        number = float(value)
        return number if math.isfinite(number) else str(number)
    except (TypeError, ValueError):
        return str(value)[:500]


def rejected(problem):
    return {"score": None, "error": None, "problem": problem, "warnings": [], "details": {}}
