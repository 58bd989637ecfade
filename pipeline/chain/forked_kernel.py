"""The hook by which jupyter_client starts a forked kernel: a provisioner, registered as an entry point."""

from __future__ import annotations

from typing import Any

from jupyter_client.provisioning.local_provisioner import LocalProvisioner

from pipeline.chain import fork_server
from pipeline.chain.kernel import FIXED

NAME = "pii-forked"
LAUNCHER = "ipykernel_launcher"


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
