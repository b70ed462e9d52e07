"""The parents of a server: which there are, and whether one can fork the kernel that is asked."""

import asyncio
import os
import time
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from traitlets import List, Unicode
from traitlets.config import SingletonConfigurable

from .forks import ForkedKernel, Parent, Unusable, can_fork

#: Variables that are a kernel's own: those of all others make a parent's environment.
OWN = ("JPY_PARENT_PID", "JPY_SESSION_NAME", "AIDE_FOLDER", "AIDE_KERNEL")
#: More, for more environments, would be memory that nobody uses.
PARENTS = 2
#: Seconds after which a parent ends that nobody needs.
IDLE = 600
#: As many packages more than ``modules`` are imported ahead for runs that use them.
LEARNED = 16
#: A parent that ends this often before it forked anything is not started again.
TRIES = 3


class WarmParents(SingletonConfigurable):
    """Starts parents when they are first wanted; until they are ready, kernels start cold."""

    modules = List(
        Unicode(),
        default_value=[
            "numpy",
            "pandas",
            "scipy.stats",
            "sklearn.compose",
            "sklearn.ensemble",
            "sklearn.impute",
            "sklearn.linear_model",
            "sklearn.metrics",
            "sklearn.model_selection",
            "sklearn.pipeline",
            "sklearn.preprocessing",
            "lightgbm",
            "xgboost",
            "catboost",
        ],
        config=True,
        help="What is imported before kernels for candidates are forked, where it is installed.",
    )

    def __init__(self, **kwargs: Any):
        super().__init__(**kwargs)
        #: By interpreter and environment, the one that was used last at the end.
        self._parents: dict[Any, Parent] = {}
        #: Those that fork no more, and end after their kernels.
        self._retired: list[Parent] = []
        #: How often one was started in vain, by interpreter.
        self._tries: dict[tuple[str, ...], int] = {}
        #: What runs import beside ``modules``, by interpreter.
        self._learned: dict[tuple[str, ...], list[str]] = {}
        #: Parents that have imported more and are to take over, by the key of who is there now.
        self._successors: dict[Any, Parent] = {}
        self._told: set[str] = set()
        self._timer: asyncio.TimerHandle | None = None

    async def fork(
        self,
        command: Sequence[str],
        modules: Sequence[str] = (),
        stderr: int = 2,
        **launch: Any,
    ) -> ForkedKernel | None:
        """Fork the kernel that ``command`` would start, or give None where it has to start so.

        ``launch`` is what a provisioner gets to launch it; ``modules`` are what scripts of the run
        were seen to import, for kernels to come. It writes its errors to ``stderr``.
        """
        asked = _plain_ipykernel(command)
        if asked is None or not can_fork() or not launch.keys() <= {"cwd", "env", "kernel_id"}:
            return None
        python, connection_file = asked
        environment = {name: value for name, value in launch["env"].items() if name not in OWN}
        key = python, frozenset(environment.items())
        self._retire_what_is_old(key)
        if key not in self._parents and not self._start(key, environment):
            return None
        parent = self._parents[key] = self._parents.pop(key)
        own = {name: launch["env"][name] for name in OWN if name in launch["env"]}
        # As for those that start cold.
        own["JPY_PARENT_PID"] = str(os.getpid())
        folder = str(launch.get("cwd") or os.getcwd())
        try:
            if not parent.is_ready:
                return None
            parent = self._learn(key, environment, modules)
            kernel = await asyncio.to_thread(parent.fork, connection_file, folder, own, stderr)
        except ChildProcessError as error:
            self._tell_once(error)
            return None
        except Unusable as error:
            # Another may be there by now.
            if self._parents.get(key) is parent:
                self._retire(key)
            self._tell_once(error)
            return None
        parent.keep(kernel)
        self._tries.pop(python, None)
        return kernel

    def close(self) -> None:
        """End all parents, and the kernels that they forked."""
        for parent in [*self._parents.values(), *self._successors.values(), *self._retired]:
            parent.close()
        self._parents.clear()
        self._successors.clear()
        self._retired.clear()

    def _start(self, key: Any, environment: dict[str, str]) -> bool:
        python = key[0]
        tries = self._tries[python] = self._tries.get(python, 0) + 1
        if tries > TRIES:
            return False
        try:
            learned = self._learned.get(python, [])
            self._parents[key] = Parent(python, environment, [*self.modules, *learned])
        except OSError as error:
            self._tell_once(error)
            return False
        self._watch()
        return True

    def _learn(self, key: Any, environment: dict[str, str], modules: Sequence[str]) -> Parent:
        """The parent to fork from, which may be a new one; prepare one that has imported more.

        Where a package makes forking unsafe, things stay as they were, and it is not tried again.
        """
        parent = self._parents[key]
        successor = self._successors.get(key)
        if successor is not None:
            try:
                if successor.is_ready:
                    del self._successors[key]
                    self._retire(key)
                    self._parents[key] = parent = successor
            except Unusable as reason:
                self._retired.append(self._successors.pop(key))
                parent.modules = successor.modules
                self._learned.pop(key[0], None)
                self.log.info("Kernels for candidates do without more imports: %s.", reason)
            return parent
        missing = parent.lacks(modules)
        learned = self._learned.setdefault(key[0], [])
        packages = {module.partition(".")[0] for module in [*learned, *missing]}
        if missing and len(packages) <= LEARNED:
            learned += missing
            with suppress(OSError):
                self._successors[key] = Parent(key[0], environment, [*self.modules, *learned])
        return parent

    def _watch(self) -> None:
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(IDLE, self._retire_idle)

    def _retire_what_is_old(self, key: Any) -> None:
        if key in self._parents and self._parents[key].is_stale:
            self._retire(key)
        while len(self._parents.keys() - {key}) >= PARENTS:
            self._retire(next(other for other in self._parents if other != key))
        self._end_retired()

    def _retire_idle(self) -> None:
        self._timer = None
        for key, parent in list(self._parents.items()):
            if not parent.is_needed and time.monotonic() - parent.used >= IDLE:
                self._retire(key)
        self._end_retired()
        if self._parents or self._retired:
            self._watch()

    def _retire(self, key: Any) -> None:
        self._retired.append(self._parents.pop(key))
        # What was to come after it would be as old, or as idle.
        if key in self._successors:
            self._retired.append(self._successors.pop(key))

    def _end_retired(self) -> None:
        for parent in [parent for parent in self._retired if not parent.is_needed]:
            self._retired.remove(parent)
            parent.close()

    def _tell_once(self, reason: Exception) -> None:
        if str(reason) not in self._told:
            self._told.add(str(reason))
            self.log.warning(
                "Kernels for candidates start cold, because they cannot be forked: %s."
                " AideExtension.warm_kernels = False spares the attempt.",
                reason,
            )


def _plain_ipykernel(command: Sequence[str]) -> tuple[tuple[str, ...], str] | None:
    """The interpreter with its options and the connection file of a plain ipykernel, or None."""
    python, launch = tuple(command[:-4]), list(command[-4:-1])
    if not python or launch != ["-m", "ipykernel_launcher", "-f"]:
        return None
    if not all(option.startswith("-X") for option in python[1:]):
        return None
    return (os.path.expanduser(python[0]), *python[1:]), command[-1]
