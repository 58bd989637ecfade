"""One command at a time in a round's folder: a second one is refused, and comes back later."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.collection import data_round
from pipeline.errors import DataError

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

FILE = ".lock"


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Hold the lock of a round; it is released when the process ends, however it ends.

    Raises
    ------
    DataError : another process holds it; the system refuses something meanwhile.
    """
    with data_round.told_plainly(folder), (folder / FILE).open("a+b") as stream:
        try:
            if sys.platform == "win32":
                stream.seek(0)
                msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
            else:
                fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except (BlockingIOError, PermissionError):  # held: the one on POSIX, the other on Windows
            raise DataError(
                f"round {folder.name}: one command at a time is expected, and another is at work in it. Wait until it has "
                "finished, and run again"
            ) from None
        yield
