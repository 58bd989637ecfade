"""A disk that takes nothing more, told in one sentence: which folder, and what to do."""

from __future__ import annotations

import errno
import os
import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.data import project
from pipeline.errors import ChainError

FULL = (errno.ENOSPC, errno.EDQUOT)
REFUSED = (errno.EACCES, errno.EPERM, errno.EROFS, errno.EIO)
IN_A_CAUSE = re.compile(rf"\[Errno (?:{'|'.join(str(number) for number in FULL)})\]")


@contextmanager
def trouble_told(what: str, folders: Iterable[Path], *, root: Path) -> Iterator[None]:
    """Turn a refusal of the disk into a sentence.

    Parameters
    ----------
    what : is at work, such as ``run open-2024/nominal``.
    folders : that it writes to; of a full disk the one with the least room is named, where the system does not say.

    Raises
    ------
    ChainError
    """
    try:
        yield
    except OSError as error:
        if error.errno in FULL:
            raise ChainError(full(what, folders, root=root)) from error
        if error.errno in REFUSED:
            place = project.shown(Path(os.fsdecode(error.filename)), root) if error.filename else "a file"
            raise ChainError(
                f"{what}: its files must be open to reading and writing, but the system refused {place} "
                f"({os.strerror(error.errno).lower()}). Allow it, and run again: it takes up where this one stopped"
            ) from error
        raise


def full(what: str, folders: Iterable[Path], *, root: Path) -> str:
    """The sentence for a full disk."""
    disks: dict[int, Path] = {}  # by device: the room on one disk changes between two looks
    for folder in map(_existing, folders):
        disks.setdefault(folder.stat().st_dev, folder)
    place = project.shown(min(disks.values(), key=_room), root)
    return (
        f"{what}: room on the disk is needed, and the disk of {place} is full. Free space there and run again: what was "
        "in force is whole, and the next run takes up where this one stopped"
    )


def is_full(cause: str) -> bool:
    """Whether the message of a stopped notebook speaks of a full disk.

    >>> is_full("OSError: [Errno 28] No space left on device"), is_full("KeyError: 28")
    (True, False)
    """
    return IN_A_CAUSE.search(cause) is not None


def _existing(folder: Path) -> Path:
    return next(place for place in (folder, *folder.parents) if place.is_dir())


def _room(folder: Path) -> int:
    return shutil.disk_usage(folder).free
