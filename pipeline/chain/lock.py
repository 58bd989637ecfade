"""One run per edition at a time."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from pipeline.errors import ChainError

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

FILE = ".lock"


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Hold the lock file of an edition's folder; it is released when the process ends, however it ends.

    Raises
    ------
    ChainError : another process holds it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / FILE).open("a+b") as stream:
        try:
            _take(stream)
        except OSError:
            raise ChainError(
                f"edition {folder.name}: one run at a time is expected, and another is at work{_holder(folder)}. "
                "Wait until it has finished"
            ) from None
        (folder / f"{FILE}.process").write_text(str(os.getpid()), encoding="utf-8")
        try:
            yield
        finally:
            (folder / f"{FILE}.process").unlink(missing_ok=True)
            _release(stream)


def _holder(folder: Path) -> str:
    note = folder / f"{FILE}.process"
    return f" (process {note.read_text(encoding='utf-8')})" if note.is_file() else ""


def _take(stream: IO[bytes]) -> None:
    if sys.platform == "win32":
        stream.seek(0)
        msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _release(stream: IO[bytes]) -> None:
    if sys.platform == "win32":
        stream.seek(0)
        msvcrt.locking(stream.fileno(), msvcrt.LK_UNLCK, 1)
    else:
        fcntl.flock(stream, fcntl.LOCK_UN)
