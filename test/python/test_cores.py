"""How many cores there are, and kernels that the server says go well at once."""

import json
import os

import pytest

from jupyterlab_aide.cores import cores, kernels_at_once


@pytest.mark.parametrize(
    ("quota", "expected"),
    [
        ("max 100000", None),
        ("100000 100000", 1),
        ("20000 100000", 1),
        ("6400000 100000", None),
        ("broken", None),
    ],
)
def test_are_what_a_container_is_allowed(tmp_path, monkeypatch, quota, expected):
    monkeypatch.setattr(os, "sched_getaffinity", lambda pid: set(range(4)), raising=False)
    (tmp_path / "cpu.max").write_text(quota + "\n")
    assert cores(tmp_path / "cpu.max") == (expected or 4)


def test_are_those_of_the_machine_where_nothing_limits_them(tmp_path, monkeypatch):
    monkeypatch.delattr(os, "sched_getaffinity", raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: 3)
    assert cores(tmp_path / "none") == 3


async def test_are_told_by_the_status(ask):
    status = json.loads((await ask("GET", "aide/status")).body)
    assert 1 <= status["kernels"] == kernels_at_once() <= cores()
