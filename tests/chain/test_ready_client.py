"""A kernel is ready when it has answered and has told everybody that it is idle again."""

from __future__ import annotations

import asyncio
from queue import Empty

import pytest

from pipeline.chain.ready_client import ReadyClient

ANSWER = {"msg_type": "kernel_info_reply", "content": {"protocol_version": "5.3"}}


class Channel:
    """Hands out messages; one that is None is a wait that was for nothing."""

    def __init__(self, *messages: dict | None) -> None:
        self.messages = list(messages)

    async def get_msg(self, timeout: float) -> dict:
        assert timeout <= 1.0
        message = self.messages.pop(0) if self.messages else None
        if message is None:
            raise Empty
        return message


class Client(ReadyClient):
    """Without sockets: what it asks is counted."""

    shell_channel = iopub_channel = None  # type: ignore[assignment]

    def __init__(self, shell: Channel, iopub: Channel, *, alive: bool = True) -> None:
        super().__init__()
        self.shell_channel, self.iopub_channel = shell, iopub  # type: ignore[misc]
        self.asked, self.alive, self.handled = 0, alive, []

    def kernel_info(self) -> str:
        self.asked += 1
        return f"question {self.asked}"

    async def _async_is_alive(self) -> bool:
        return self.alive

    def _handle_kernel_info_reply(self, message: dict) -> None:
        self.handled.append(message)


def _status(state: str, number: int = 1) -> dict:
    return {
        "msg_type": "status",
        "content": {"execution_state": state},
        "parent_header": {"msg_id": f"question {number}"},
    }


def test_what_belongs_to_the_answer_is_read_and_nothing_after_it():
    later = _status("busy", 2)
    welcome = {"msg_type": "iopub_welcome", "content": {}, "parent_header": {}}
    iopub = Channel(welcome, _status("starting"), _status("busy"), _status("idle"), later)
    client = Client(Channel(ANSWER), iopub)
    asyncio.run(client.wait_for_ready(timeout=5.0))
    assert client.asked == 1
    assert client.handled == [ANSWER]
    assert iopub.messages == [later]


def test_it_asks_again_where_no_answer_comes_or_its_broadcasts_do_not():
    client = Client(Channel(None, ANSWER, ANSWER), Channel(_status("busy", 2), None, _status("idle", 3)))
    asyncio.run(client.wait_for_ready(timeout=5.0))
    assert client.asked == 3
    assert client.handled == [ANSWER]


def test_a_dead_kernel_is_not_waited_for():
    with pytest.raises(RuntimeError, match="died before replying"):
        asyncio.run(Client(Channel(), Channel(), alive=False).wait_for_ready(timeout=60.0))


def test_a_silent_kernel_is_waited_for_so_long():
    with pytest.raises(RuntimeError, match=r"didn't respond in 0\.0 seconds"):
        asyncio.run(Client(Channel(), Channel()).wait_for_ready(timeout=0.0))
