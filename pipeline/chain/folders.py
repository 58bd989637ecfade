"""Folders as wholes: waited for until they are on the disk, and renamed over one another, from another disk too.

A folder that is replaced stands aside (``.old-NAME``) until the new one is in its place, and is put back if it does not
get there. One that comes from another disk is copied near its place first (``.new-NAME``), so that a rename can end it.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.errors import StepFailedError

ASIDE, NEAR, PARTIAL = ".old-", ".new-", ".partial-"
UNLINKABLE = (errno.EXDEV, errno.EPERM, errno.EMLINK, errno.EOPNOTSUPP, errno.ENOSYS, errno.EACCES)


def keep(folder: Path) -> None:
    """Wait until the files of a folder are on the disk."""
    for path in folder.iterdir():
        with path.open("r+b") as stream:
            os.fsync(stream.fileno())
    keep_names(folder)


def keep_names(folder: Path) -> None:
    """Wait until the names in a folder are on the disk, where the system lets a folder be opened for that."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def link(path: Path, place: Path) -> None:
    """The same file at another place, or its copy where the system has no links or the places are on two disks."""
    try:
        os.link(path, place)
    except OSError as error:
        if error.errno not in UNLINKABLE:
            raise
        shutil.copyfile(path, place)


def near(staged: Path, target: Path) -> Path:
    """A staged folder where it can be renamed to its target: itself, or a copy where it lies on another disk."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if _same_disk(staged, target.parent):
        return staged
    place = copied(target)
    if place.exists():
        shutil.rmtree(place)
    shutil.copytree(staged, place)
    keep(place)
    return place


def copied(target: Path) -> Path:
    """Where a folder from another disk waits for its rename."""
    return target.with_name(f"{NEAR}{target.name}")


def _same_disk(one: Path, other: Path) -> bool:
    return one.stat().st_dev == other.stat().st_dev


def aside(target: Path) -> Path:
    """Where a folder stands that is being replaced."""
    return target.with_name(f"{ASIDE}{target.name}")


def partial(target: Path) -> Path:
    """Where a folder is written that is to take a place once it is whole."""
    return target.with_name(f"{PARTIAL}{target.name}")


def replace(staged: Path, target: Path) -> None:
    """Rename a folder to its target; what was there stands aside, and is put back where the rename is refused."""
    if target.exists():
        if aside(target).exists():
            shutil.rmtree(aside(target))
        os.rename(target, aside(target))
    try:
        os.rename(staged, target)
    except OSError:
        put_back(target)
        raise


def put_back(target: Path) -> None:
    """Give its place back to a folder that stands aside, if that is free."""
    if aside(target).exists() and not target.exists():
        os.rename(aside(target), target)


@contextmanager
def written_aside(target: Path) -> Iterator[Path]:
    """An empty folder beside ``target``, which takes its place when the block ends, or leaves it as it was.

    Where the block fails the folder is removed, but for a notebook that stopped: the half-run copy stays, and the
    error says where.
    """
    written = partial(target)
    for folder in (written, aside(target)):
        shutil.rmtree(folder, ignore_errors=True)
    written.mkdir(parents=True)
    try:
        yield written
    except StepFailedError:
        raise
    except BaseException:
        shutil.rmtree(written, ignore_errors=True)
        raise
    replace(written, target)
    shutil.rmtree(aside(target), ignore_errors=True)
