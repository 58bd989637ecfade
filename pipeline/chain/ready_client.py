"""A client that knows when a kernel is ready, instead of waiting until the kernel has been silent for 0.2 s."""

from __future__ import annotations

import time
from queue import Empty
from typing import Any

from jupyter_client.asynchronous.client import AsyncKernelClient

ANSWER_SECONDS, BROADCAST_SECONDS = 1.0, 0.2  # as jupyter_client waits, before it asks again


class ReadyClient(AsyncKernelClient):
    """Ready is a kernel that has answered, and whose broadcasts of that answer have arrived.

    jupyter_client reads broadcasts until none comes for 0.2 s, once for every kernel; here the last one that belongs to
    the answer is waited for, so that what the next cell broadcasts is neither missed nor mixed with it.
    """

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """Wait until the kernel is ready.

        Raises
        ------
        RuntimeError : it died, or was not ready in so many seconds.
        """
        until = float("inf") if timeout is None else time.monotonic() + timeout
        while True:
            asked = self.kernel_info()
            answer = await _next(self.shell_channel, ANSWER_SECONDS)
            if answer is not None and answer["msg_type"] == "kernel_info_reply" and await self._has_told(asked):
                self._handle_kernel_info_reply(answer)
                return
            if not await self._async_is_alive():
                raise RuntimeError("Kernel died before replying to kernel_info")
            if time.monotonic() > until:
                raise RuntimeError(f"Kernel didn't respond in {timeout} seconds")

    async def _has_told(self, asked: str) -> bool:
        """Whether the kernel has broadcast that it is idle again after what was asked; other broadcasts are passed over."""
        while True:
            told = await _next(self.iopub_channel, BROADCAST_SECONDS)
            if told is None:
                return False
            idle = told["msg_type"] == "status" and told["content"]["execution_state"] == "idle"
            if idle and told["parent_header"].get("msg_id") == asked:
                return True


async def _next(channel: Any, seconds: float) -> dict[str, Any] | None:
    try:
        message: dict[str, Any] = await channel.get_msg(timeout=seconds)
    except Empty:
        return None
    return message
