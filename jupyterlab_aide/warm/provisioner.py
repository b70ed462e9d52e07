"""The kernel provisioner ``aide-warm-provisioner``, and how single kernels get it."""

import asyncio
import copy
import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_client.multikernelmanager import MultiKernelManager
from jupyter_client.provisioning import KernelProvisionerFactory, LocalProvisioner
from jupyter_server.gateway.managers import GatewayMappingKernelManager

from ..endings import watched
from .forks import LIFELINE, ForkedKernel
from .parents import WarmParents

NAME = "aide-warm-provisioner"
#: Seconds that a forked kernel may take to its sockets before it is connected to all the same.
BINDING = 5
#: What scripts of the run import, where a kernel is wanted warm; None for any other.
_WANTED: ContextVar[Sequence[str] | None] = ContextVar("aide_warm_kernel", default=None)


class WarmProvisioner(LocalProvisioner):
    """Forks a kernel where that can be done, and else starts it as Jupyter does.

    A forked kernel is interrupted, restarted and ended as any other on this machine.
    """

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Fork the kernel, or start it."""
        parents = WarmParents.instance(config=self.config, log=self.log)
        with watched(self.kernel_id) as ending:
            kernel = await parents.fork(cmd, _WANTED.get() or (), ending.stderr, **kwargs)
            if kernel is None:
                launch = _with_lifeline({"stderr": ending.stderr, **kwargs})
                info = await super().launch_kernel(cmd, **launch)
                ending.process = self.process
                return info
            ending.process = self.process = kernel
        # It leads its own group.
        self.pid = self.pgid = kernel.pid
        self.cwd = kwargs.get("cwd") or os.getcwd()
        await self._until_bound()
        return self.connection_info

    async def _until_bound(self) -> None:
        """Wait until the kernel has its sockets: a fork is back before that.

        Whoever connects earlier tries again after a tenth of a second at best, and misses the
        first messages, without which the server asks again only after half a second.
        """
        info = self.connection_info
        if info.get("transport") != "tcp":
            return
        deadline = time.monotonic() + BINDING
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                # The last one that it binds.
                _, writer = await asyncio.open_connection(info["ip"], info["hb_port"])
            except OSError:
                await asyncio.sleep(0.01)
            else:
                writer.close()
                return

    async def kill(self, restart: bool = False) -> None:
        """End it at once. Jupyter looks ten times a second whether it has ended."""
        process = self.process
        await super().kill(restart)
        if isinstance(process, ForkedKernel):
            await process.ended(1)


def _with_lifeline(launch: dict[str, Any]) -> dict[str, Any]:
    """How to start a kernel so that its candidate can end with the server, as forked ones do."""
    if os.name != "posix":
        return launch
    env = {**launch.get("env", os.environ), "AIDE_LIFELINE": str(LIFELINE)}
    return {**launch, "env": env, "pass_fds": [*launch.get("pass_fds", ()), LIFELINE]}


def warm_starts(manager: Any) -> Callable[[Sequence[str]], AbstractContextManager[None]]:
    """Let single kernels of a server have the provisioner; the others never notice.

    Those have it that the manager starts within the context that this returns for what scripts of
    the run import, if kernels of this manager run on this machine.
    """
    if not isinstance(manager, MultiKernelManager) or isinstance(
        manager, GatewayMappingKernelManager
    ):
        return lambda modules: nullcontext()
    make = manager.kernel_manager_factory

    def make_warm_where_wanted(*args: Any, **kwargs: Any) -> Any:
        if _WANTED.get() is not None and "kernel_spec_manager" in kwargs:
            kwargs["kernel_spec_manager"] = _WarmSpecs(kwargs["kernel_spec_manager"])
        return make(*args, **kwargs)

    manager.kernel_manager_factory = make_warm_where_wanted
    return _wanted


@contextmanager
def _wanted(modules: Sequence[str]) -> Iterator[None]:
    token = _WANTED.set(modules)
    try:
        yield
    finally:
        _WANTED.reset(token)


class _WarmSpecs(KernelSpecManager):
    """The server's kernelspecs; those that name no provisioner name ours."""

    def __init__(self, specs: KernelSpecManager):
        super().__init__(parent=specs)
        self._specs = specs

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        spec = self._specs.get_kernel_spec(kernel_name)
        provisioners = KernelProvisionerFactory.instance()
        if (
            "kernel_provisioner" in spec.metadata
            or provisioners.default_provisioner_name != "local-provisioner"
            # An installation that was not completed has no entry point.
            or NAME not in provisioners.get_provisioner_entries()
        ):
            return spec
        spec = copy.copy(spec)
        spec.metadata = {**spec.metadata, "kernel_provisioner": {"provisioner_name": NAME}}
        return spec
