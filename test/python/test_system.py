"""What the system refuses is said with what it refused and the way out."""

import errno
import json
import os
import subprocess
import sys

import pytest
from jupyter_core.paths import jupyter_runtime_dir

from jupyterlab_aide import system


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "There is no room left for “/x/kernel.json”. Make room"),
        (errno.EFBIG, "“/x/kernel.json” would be larger"),
        (errno.EMFILE, "ulimit -n 4096"),
        (errno.ENOMEM, "no memory"),
        (errno.EROFS, "“/x/kernel.json” may not be used"),
        (errno.ENOENT, "“/x/kernel.json” is not there"),
        (errno.EIO, "Input/output error"),
    ],
)
def test_names_what_was_refused_and_the_way_out(number, said):
    error = OSError(number, os.strerror(number), "/x/kernel.json")
    assert said in system.sentence(error)
    try:
        raise RuntimeError("Kernel did not start") from error
    except RuntimeError as outer:
        assert said in system.sentence(outer)


def test_says_nothing_of_the_system_where_something_else_went_wrong():
    assert system.sentence(ValueError("No")) is None
    assert "memory" in system.sentence(MemoryError())


async def test_a_kernel_without_room_for_its_connection_file_is_told(start, monkeypatch):
    from jupyterlab_aide.kernels import ManagedKernels

    async def full(*_arguments):
        # As a write, which knows no name.
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(ManagedKernels, "start", full)
    status, answer = await start()
    assert status == 500
    folder = jupyter_runtime_dir()
    assert answer["message"].startswith(f"There is no room left for “{folder}”. Make room")


async def test_no_answer_of_ours_comes_without_a_sentence(start, monkeypatch):
    from jupyterlab_aide.kernels import ManagedKernels

    async def odd(*_arguments):
        raise KeyError("name")

    monkeypatch.setattr(ManagedKernels, "start", odd)
    status, answer = await start()
    assert status == 500
    assert "KeyError: 'name'" in answer["message"] and "try again" in answer["message"]


def test_a_folder_that_was_deleted_is_told(tmp_path):
    folder = tmp_path / "gone"
    folder.mkdir()
    command = "import os, sys, jupyterlab_aide.cli as cli; os.rmdir(os.getcwd());"
    command += "sys.argv = ['jupyter-aide', 'run']; sys.exit(cli.main())"
    ended = subprocess.run(
        [sys.executable, "-c", command], cwd=folder, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 1
    assert ended.stderr.splitlines() == [
        "The current folder was deleted. Change to another one (“cd”), then try again."
    ]


@pytest.mark.skipif(system.resource is None, reason="There are no such limits here")
def test_too_few_open_files_are_told_at_once(tmp_path):
    command = "import resource, sys, jupyterlab_aide.cli as cli;"
    command += "resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64));"
    command += "sys.argv = ['jupyter-aide', 'run']; sys.exit(cli.main())"
    ended = subprocess.run(
        [sys.executable, "-c", command], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 1
    assert ended.stderr.startswith("A process may open 64 files here, and a run needs 256.")
    assert json.dumps(ended.stdout) == '""'
