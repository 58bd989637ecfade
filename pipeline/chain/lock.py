"""One run per edition at a time: a second one is refused, or waits."""

from __future__ import annotations

import math
import os
import re
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from pipeline.errors import ChainError

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

FILE = ".lock"
POLL_SECONDS = 0.1
FOREVER = math.inf


@contextmanager
def held(
    folder: Path, *, run: str = "", wait_seconds: float = 0.0, say: Callable[[str], None] = print
) -> Iterator[bool]:
    """Hold the lock file of an edition's folder; it is released when the process ends, however it ends.

    Gives whether it had to wait, so that what was read before may have changed.

    Parameters
    ----------
    run : name of the run that is to be at work, for those who come later.
    wait_seconds : how long to wait for another process that holds it; 0 refuses at once, `FOREVER` waits as long as
        it takes.
    say : is told whom it waits for.

    Raises
    ------
    ChainError : another process holds it, and did so until the wait was over.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / FILE).open("a+b") as stream:
        waited = _wait(stream, folder, wait_seconds, say)
        note = folder / f"{FILE}.process"
        note.write_text(f"process {os.getpid()}{f', run {run}' * bool(run)}", encoding="utf-8")
        try:
            yield waited
        finally:
            note.unlink(missing_ok=True)
            _release(stream)


def holder(folder: Path) -> str:
    """Who is at work in an edition's folder, such as ``process 12, run gii``; nothing where nobody is.

    It is asked without taking the lock, so that nobody is refused for the question. A process that was killed leaves its
    note, which counts only while a process of that number lives.
    """
    import psutil

    text = _note(folder)
    number = re.match(r"process (\d+)", text)
    return text if number and psutil.pid_exists(int(number[1])) else ""


def _wait(stream: IO[bytes], folder: Path, wait_seconds: float, say: Callable[[str], None]) -> bool:
    """Take the lock; whether it was not free at once."""
    until = time.monotonic() + wait_seconds
    waited = False
    while not _take(stream):
        if time.monotonic() >= until:
            after = f" after {wait_seconds:g} seconds of waiting" * waited
            raise ChainError(
                f"edition {folder.name}: one run at a time is expected, and another is at work{_holder(folder)}{after}. "
                "Wait until it has finished (--wait does)"
            )
        if not waited:
            say(f"edition {folder.name}: waiting for the run at work{_holder(folder)}")
        waited = True
        time.sleep(POLL_SECONDS)
    return waited


def _holder(folder: Path) -> str:
    text = _note(folder)
    return f" ({text})" * bool(text)


def _note(folder: Path) -> str:
    try:
        return (folder / f"{FILE}.process").read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""  # it has just begun, or just ended


def _take(stream: IO[bytes]) -> bool:
    try:
        if sys.platform == "win32":
            stream.seek(0)
            msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):  # held: the one on POSIX, the other on Windows
        return False
    return True


def _release(stream: IO[bytes]) -> None:
    if sys.platform == "win32":
        stream.seek(0)
        msvcrt.locking(stream.fileno(), msvcrt.LK_UNLCK, 1)
    else:
        fcntl.flock(stream, fcntl.LOCK_UN)
