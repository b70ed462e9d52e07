"""Grow a tree with aideml's agent, whose scripts say themselves how they end, and are not run.

Arguments: the seed, the number of nodes, then aideml's own. The model logs the prompts.
"""

import random
import re
import sys

from aide.agent import Agent
from aide.interpreter import ExecutionResult
from aide.journal import Journal
from aide.utils.config import load_cfg, load_task_desc, prep_agent_workspace

ERROR = """Traceback (most recent call last):
  File "runfile.py", line 36, in <module>
    features["ratio"] = table["Living_Area_Total"] / table["Lot_Area"]
KeyError: 'Living_Area_Total'
"""
OUTPUT = """1465 houses to learn from, 1465 to predict
fold 0: {score}
fold 1: {score}
fold 2: {score}
validation_metric: {score}
"""


def told(code, reset_session=True):
    """The result that a script says it has."""
    outcome = re.search(r"^# told: (\S+)$", code, re.MULTILINE).group(1)
    if outcome == "KeyError":
        return ExecutionResult([ERROR], 1.0, "KeyError", {}, [])
    return ExecutionResult([OUTPUT.format(score=outcome)], 1.0, None)


seed, nodes = int(sys.argv.pop(1)), int(sys.argv.pop(1))
random.seed(seed)
cfg = load_cfg()
prep_agent_workspace(cfg)
agent = Agent(task_desc=load_task_desc(cfg), cfg=cfg, journal=Journal())
for _ in range(nodes):
    agent.step(exec_callback=told)
