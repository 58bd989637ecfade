"""How the end of a forked kernel is waited for."""

from __future__ import annotations

import asyncio
import time

import pytest

from pipeline.chain import forked_kernel
from pipeline.chain.forked_kernel import ForkedProvisioner


class EndsAfter:
    """A process that ends so many seconds after it was made."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def poll(self) -> int | None:
        return None if time.monotonic() < self._end else 0


def polled(process: EndsAfter, *, asked_to_end: bool) -> int | None:
    provisioner = ForkedProvisioner()
    provisioner.process = process
    if asked_to_end:
        assert provisioner.get_shutdown_wait_time(5.0) == 5.0
    return asyncio.run(provisioner.poll())


def test_one_that_is_at_work_is_looked_at_once():
    assert polled(EndsAfter(60.0), asked_to_end=False) is None


def test_one_that_was_asked_to_end_has_ended_when_the_look_is_over():
    assert polled(EndsAfter(0.05), asked_to_end=True) == 0


def test_one_that_does_not_end_is_left_to_the_manager_which_ends_it(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(forked_kernel, "PATIENCE_SECONDS", 0.02)
    assert polled(EndsAfter(60.0), asked_to_end=True) is None
