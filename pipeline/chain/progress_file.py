"""How far a chapter says it is with a long computation, read while it is at work from the file that it writes to."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

NAME = "progress"
"""The file, in the step's own folder of work: it goes with that folder."""

SECONDS = 0.5  # between two looks: often enough for an eye, too seldom to cost

Seen = Callable[[int, int], None]


def read(place: Path) -> tuple[int, int] | None:
    """How much is done, and of how much; None where nothing, or no such pair, has been said.

    The writer replaces the text without a lock, so that a look may meet an empty or half-written file: the next one will
    not.
    """
    try:
        done, _, of = place.read_text(encoding="ascii").partition("/")
    except (FileNotFoundError, UnicodeDecodeError):
        return None
    return (int(done), int(of)) if done.isdecimal() and of.isdecimal() else None


@contextmanager
def watched(place: Path, seen: Seen, *, seconds: float | None = None) -> Iterator[None]:
    """Tell ``seen(done, of)`` each time that what a file says has changed, until the work inside is over.

    Parameters
    ----------
    seconds : between two looks; by default ``SECONDS``.
    """
    every = SECONDS if seconds is None else seconds
    over = threading.Event()

    def look() -> None:
        last = None
        while not over.wait(every):
            found = read(place)
            if found is not None and found != last:
                seen(*found)
            last = found or last

    watcher = threading.Thread(target=look, name="progress", daemon=True)
    watcher.start()
    try:
        yield
    finally:
        over.set()
        watcher.join()
