"""The hook by which jupyter_client starts a forked kernel: a provisioner, registered as an entry point."""

from __future__ import annotations

import asyncio
import time
from typing import Any

from jupyter_client.provisioning.local_provisioner import LocalProvisioner

from pipeline.chain import fork_server
from pipeline.chain.kernel import FIXED

NAME = "pii-forked"
LAUNCHER = "ipykernel_launcher"
LOOK_SECONDS = 0.005  # between two looks whether it has ended; the next step waits for it, and 0.1 s is usual
PATIENCE_SECONDS = 0.5  # of one look at a kernel that was asked to end


class ForkedProvisioner(LocalProvisioner):
    """Starts a kernel by asking the server for it; all else is the local provisioner's."""

    _is_to_end = False

    async def launch_kernel(self, cmd: list[str], **options: Any) -> Any:
        request = {
            "arguments": cmd[cmd.index(LAUNCHER) + 1 :],
            "environment": options["env"],
            "folder": str(options["cwd"]),
            "errors": options["stderr"].name,
            "temporary": getattr(self.parent, "temporary", None),
            "modules": getattr(self.parent, "modules", ()),
        }
        kernel = fork_server.warm_up(FIXED).fork(request)
        self.process = kernel  # type: ignore[assignment]  # has the part of Popen that is used
        self.pid = kernel.pid
        return self.connection_info

    async def poll(self) -> int | None:
        """The exit code, None while it lives; once it was asked to end that is waited for, as it ends soon.

        The manager looks every 0.1 s whether a kernel has ended, once for every kernel.
        """
        until = time.monotonic() + self._is_to_end * PATIENCE_SECONDS
        while (code := await super().poll()) is None and time.monotonic() < until:
            await asyncio.sleep(LOOK_SECONDS)
        return code

    def get_shutdown_wait_time(self, recommended: float = 5.0) -> float:
        """How long the manager is to wait for its end, which it asks when it begins to."""
        self._is_to_end = True
        return super().get_shutdown_wait_time(recommended)

    async def wait(self) -> int | None:
        """Wait for its end."""
        while self.process is not None and await self.poll() is None:
            await asyncio.sleep(LOOK_SECONDS)
        return await super().wait()
