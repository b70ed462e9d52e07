"""The package as it is installed: JupyterLab and its server must take it."""

import re
import subprocess
import sys

import pytest


def listed(*command):
    run = subprocess.run(
        [sys.executable, "-m", *command, "list"], capture_output=True, text=True, check=True
    )
    # Without the colours.
    return re.sub(r"\x1b\[\d*m", "", run.stdout + run.stderr)


@pytest.mark.parametrize(
    ("command", "line"),
    [
        (("jupyter", "labextension"), r"jupyterlab-aide v\S+ +enabled +OK"),
        (("jupyter", "server", "extension"), r"jupyterlab_aide\s+enabled"),
    ],
)
def test_jupyter_takes_it(command, line):
    assert re.search(line, listed(*command))
