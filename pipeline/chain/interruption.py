"""Being asked to stop: Ctrl-C, and what systems send instead, all told as Python's KeyboardInterrupt, once."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

NAMES = ("SIGINT", "SIGTERM", "SIGHUP")  # the last where a terminal is closed; not on Windows


@contextmanager
def by_any_signal() -> Iterator[None]:
    """Let each of these signals raise KeyboardInterrupt; a second one is passed over, so that all ends in order.

    One that the process was told to ignore (``nohup``) stays ignored. Outside the main thread nothing is changed.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    asked: list[int] = []

    def stop(number: int, frame: FrameType | None) -> None:
        asked.append(number)
        if len(asked) == 1:
            raise KeyboardInterrupt

    before: dict[signal.Signals, Any] = {}
    for name in NAMES:
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) not in (signal.SIG_IGN, None):
            before[number] = signal.signal(number, stop)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
