"""The hook by which jupyter_client starts a forked kernel: a provisioner, registered as an entry point."""

from __future__ import annotations

import asyncio
from typing import Any

from jupyter_client.provisioning.local_provisioner import LocalProvisioner

from pipeline.chain import fork_server
from pipeline.chain.kernel import FIXED

NAME = "pii-forked"
LAUNCHER = "ipykernel_launcher"
LOOK_SECONDS = 0.01  # between two looks whether it has ended; the next step waits for it, and 0.1 s is usual


class ForkedProvisioner(LocalProvisioner):
    """Starts a kernel by asking the server for it; all else is the local provisioner's."""

    async def launch_kernel(self, cmd: list[str], **options: Any) -> Any:
        request = {
            "arguments": cmd[cmd.index(LAUNCHER) + 1 :],
            "environment": options["env"],
            "folder": str(options["cwd"]),
            "errors": options["stderr"].name,
            "temporary": getattr(self.parent, "temporary", None),
        }
        kernel = fork_server.warm_up(FIXED).fork(request)
        self.process = kernel  # type: ignore[assignment]  # has the part of Popen that is used
        self.pid = kernel.pid
        return self.connection_info

    async def wait(self) -> int | None:
        """Wait for its end."""
        while self.process is not None and await self.poll() is None:
            await asyncio.sleep(LOOK_SECONDS)
        return await super().wait()
