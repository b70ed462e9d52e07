"""Kernels that run candidates: started without secrets, and known by their run."""

import asyncio
import os
import shutil
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import Any

from jupyter_client.kernelspec import NoSuchKernel
from jupyter_core.utils import ensure_async
from jupyter_server.gateway.managers import GatewayMappingKernelManager
from tornado.web import HTTPError

from .descendants import MARK, end_descendants, mark
from .endings import last_line
from .left import LeftKernels

#: Seconds that a new kernel has for its first answer until another is started in its place, each
#: time; the last one has all the time that its client gives it.
ANSWERING = (10, 20, None)
#: Seconds that a kernel's command has to say what is wrong with it.
SAYING = 20


class BrokenKernel(Exception):
    """A kernel that cannot start; the message is what its command says."""


class ManagedKernels:
    """Starts kernels for runs on the server's own kernel manager.

    They are ordinary kernels in all else: they are interrupted and restarted
    through Jupyter's own endpoints, and may live behind a gateway.
    """

    def __init__(
        self,
        manager: Any,
        specs: Any,
        environment: Callable[[], dict[str, str]],
        starting: Callable[[Sequence[str]], AbstractContextManager[Any]],
        left: LeftKernels | None = None,
    ):
        """Use the server's managers.

        ``environment`` gives what kernels get; they start within ``starting``, which is told what
        scripts of their run import. Behind a gateway, ``left`` tells what other servers left there.
        """
        self._manager = manager
        self._specs = specs
        self._environment = environment
        self._starting = starting
        self._left = left
        self._runs: dict[str, str] = {}
        #: What the processes of a kernel are known by.
        self._marks: dict[str, str] = {}

    async def start(
        self, name: str, path: str, run: str, modules: Sequence[str] = ()
    ) -> dict[str, Any]:
        """Start a kernel in the folder ``path`` for ``run``; its model, as Jupyter gives it.

        Raises ``NoSuchKernel`` where there is no kernelspec of that name, and ``BrokenKernel``
        where its command starts none.
        """
        # Asked first: a kernel manager keeps the id of a kernel that it could not start.
        try:
            spec = await ensure_async(self._specs.get_kernel_spec(name))
        except KeyError as error:  # All that a gateway's manager says.
            raise NoSuchKernel(name) from error
        if not self._is_elsewhere:
            program = spec.argv[0]
            if os.path.isabs(program) and shutil.which(program) is None:
                raise BrokenKernel(f"its program {program} is not there, or may not be run.")
        bears = mark()
        environment = {**self._environment(), **self._where(path), MARK: bears}
        for seconds in ANSWERING:
            with self._starting(modules):
                kernel = await ensure_async(
                    self._manager.start_kernel(kernel_name=name, path=path, env=environment)
                )
            # At once, so that whoever ends the kernels of the run ends this one, too.
            self._runs[kernel] = run
            self._marks[kernel] = bears
            if self._left:
                self._left.keep(kernel, run)
            if seconds is None or await self._answers(kernel, seconds):
                break
            words = await self._words(kernel, environment)
            if not await self.kill(kernel):
                # Somebody did, who wants no other one.
                break
            if words:
                raise BrokenKernel(words)
        return self._told(await ensure_async(self._manager.kernel_model(kernel)), run)

    @property
    def _is_elsewhere(self) -> bool:
        """Whether kernels run behind a gateway, on other machines."""
        return isinstance(self._manager, GatewayMappingKernelManager)

    def _told(self, model: dict[str, Any], run: str) -> dict[str, Any]:
        return {**model, "run": run, **({"elsewhere": True} if self._is_elsewhere else {})}

    def _where(self, path: str) -> dict[str, str]:
        """What tells a kernel the folder that it starts in, wherever a start-up file takes it."""
        if self._is_elsewhere:
            return {}
        return {"AIDE_FOLDER": self._manager.cwd_for_path(path)}

    async def _answers(self, kernel: str, seconds: float) -> bool:
        """Whether a new kernel answers in time.

        Where another program has taken one of its ports meanwhile, it ends at once, or hangs in
        its end; Jupyter does not notice the one for minutes, the other never.
        """
        if self._is_elsewhere:
            return True
        manager = self._manager.get_kernel(kernel)
        await ensure_async(manager.ready)
        client = manager.client()
        client.start_channels(iopub=False, stdin=False, hb=False)
        answer = asyncio.ensure_future(client.kernel_info(reply=True, timeout=seconds))
        try:
            while not answer.done() and await ensure_async(manager.is_alive()):
                await asyncio.wait([answer], timeout=0.1)
            return answer.done() and answer.exception() is None
        finally:
            answer.cancel()
            await asyncio.wait([answer])
            client.stop_channels()

    async def _words(self, kernel: str, environment: dict[str, str]) -> str:
        """What the command of a kernel that ended says, where it cannot even tell its version.

        What the kernel itself said may be of a moment only, such as that another has its port.
        """
        if kernel not in self._manager:
            return ""
        manager = self._manager.get_kernel(kernel)
        if await ensure_async(manager.is_alive()):
            return ""
        command = manager.format_kernel_cmd(["--version"])
        environment = {**environment, **(manager.kernel_spec.env or {})}
        process = await asyncio.create_subprocess_exec(
            *command, env=environment, stdin=DEVNULL, stdout=DEVNULL, stderr=PIPE
        )
        try:
            _, said = await asyncio.wait_for(process.communicate(), SAYING)
        except asyncio.TimeoutError:
            process.kill()
            await process.wait()
            return ""
        return last_line(said) if process.returncode else ""

    async def _models(self) -> list[dict[str, Any]]:
        try:
            return await ensure_async(self._manager.list_kernels())
        except HTTPError as error:
            if error.status_code != 403:
                raise
            # A gateway need not list its kernels to have ours.
            ours = [kernel for kernel in self._runs if kernel in self._manager]
            return [await ensure_async(self._manager.kernel_model(kernel)) for kernel in ours]

    async def list(self, run: str | None = None) -> list[dict[str, Any]]:
        """The models of the kernels that are alive, of one run or of all.

        Those that a killed server left at a gateway for the run that is named are this one's now.
        """
        if run is not None:
            await self._adopt(run)
        models = {model["id"]: model for model in await self._models()}
        for kernel in self._runs.keys() - models.keys():
            self._forget(kernel)
        return [
            self._told(models[kernel], of)
            for kernel, of in self._runs.items()
            if run is None or of == run
        ]

    async def kill(self, kernel: str) -> bool:
        """End a kernel whose results were read, at once; False where there is none.

        Asked politely it would spend a while taking down all that it imported.
        """
        if kernel not in self._manager:
            return False
        await self._end_descendants(kernel)
        await ensure_async(self._manager.shutdown_kernel(kernel, now=True))
        if self._left:
            self._left.forget(kernel)
        return True

    async def _end_descendants(self, kernel: str) -> None:
        """End what a kernel started; what runs elsewhere is beyond our reach."""
        bears = self._marks.pop(kernel, None)
        if bears is None or self._is_elsewhere:
            return
        provisioner = self._manager.get_kernel(kernel).provisioner
        pid = getattr(provisioner, "pid", None)
        await asyncio.to_thread(end_descendants, pid, bears)

    async def end(self, run: str) -> None:
        """End the kernels of a run."""
        for model in await self.list(run):
            await self.kill(model["id"])

    async def end_left(self, is_driven: Callable[[str], bool]) -> None:
        """End what killed servers of this machine left at a gateway for runs that rest."""
        left = await asyncio.to_thread(self._left.left) if self._left else []
        for run in {each.run for each in left if each.was_here}:
            if not is_driven(run):
                await self.end(run)

    async def _adopt(self, run: str) -> None:
        for each in await asyncio.to_thread(self._left.left) if self._left else []:
            kernel = each.kernel
            if each.run != run or kernel in self._runs:
                continue
            # Given an id, a gateway's manager takes the kernel that is there.
            await ensure_async(self._manager.start_kernel(kernel_id=kernel))
            if await ensure_async(self._manager.kernel_model(kernel)):
                self._runs[kernel] = run
                self._left.keep(kernel, run)
            else:
                self._manager.remove_kernel(kernel)
                self._left.forget(kernel)

    def _forget(self, kernel: str) -> None:
        self._runs.pop(kernel)
        if self._left:
            self._left.forget(kernel)
