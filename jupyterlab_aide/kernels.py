"""Kernels that run candidates: started without secrets, and known by their run."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import Any

from jupyter_core.utils import ensure_async
from jupyter_server.gateway.managers import GatewayMappingKernelManager
from tornado.web import HTTPError

from .descendants import MARK, end_descendants, mark

#: Seconds that a new kernel has for its first answer until another is started in its place, each
#: time; the last one has all the time that its client gives it.
ANSWERING = (10, 20, None)


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
    ):
        """Use the server's managers.

        ``environment`` gives what kernels get; they start within ``starting``, which is told what
        scripts of their run import.
        """
        self._manager = manager
        self._specs = specs
        self._environment = environment
        self._starting = starting
        self._runs: dict[str, str] = {}
        #: What the processes of a kernel are known by.
        self._marks: dict[str, str] = {}

    async def start(
        self, name: str, path: str, run: str, modules: Sequence[str] = ()
    ) -> dict[str, Any]:
        """Start a kernel in the folder ``path`` for ``run``; its model, as Jupyter gives it.

        Raises ``NoSuchKernel`` where there is no kernelspec of that name.
        """
        # Asked first: a kernel manager keeps the id of a kernel that it could not start.
        await ensure_async(self._specs.get_kernel_spec(name))
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
            if seconds is None or await self._answers(kernel, seconds):
                break
            if not await self.kill(kernel):
                # Somebody did, who wants no other one.
                break
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
        """The models of the kernels that are alive, of one run or of all."""
        models = {model["id"]: model for model in await self._models()}
        self._runs = {kernel: of for kernel, of in self._runs.items() if kernel in models}
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
