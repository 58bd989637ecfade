"""Many returned files read in processes of their own, with little memory and little time for each.

A file that brings its process down, or keeps it busy too long, is refused; the others are read all the same. A process
that reads may write no file, start no program and open no connection.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures import TimeoutError as TookTooLong
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from functools import partial
from pathlib import Path

from pipeline.collection import form_reading, return_file
from pipeline.collection.cell_reading import Remark
from pipeline.collection.data_round import Round
from pipeline.collection.form_field import FormField
from pipeline.collection.form_reading import FormReading
from pipeline.data import digests
from pipeline.errors import ChainError

MOST_MEMORY = 600_000_000
"""Bytes of address space beyond what the process has when it starts, so that it stays below 1 GiB; Linux only."""

MOST_SECONDS = 30.0
"""Of computing, for one file; a form takes a tenth of a second."""

PATIENCE = 10.0
"""Times as long by the clock: a machine that is busy with other things is no fault of a form."""

START_SECONDS = 60.0
"""More for the first file of a new process, which has to be started on a machine that may be busy."""

FORBIDDEN = ("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.fork", "os.remove", "os.rename")
"""Events of the interpreter (PEP 578) after which a process that reads is stopped."""

WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
OUT_OF_TIME = -int(getattr(signal, "SIGPROF", 0)) or None
"""How a process ends whose time is up."""

SERVER, SPAWNED = "forkserver", "spawn"

Said = Callable[[int, int], None]


def read(
    paths: Sequence[tuple[Path, str]],
    *,
    asked: Round,
    fields: Sequence[FormField],
    n_workers: int,
    most_seconds: float = MOST_SECONDS,
    said: Said = lambda done, of: None,
) -> list[FormReading]:
    """Read files, in the order given.

    Parameters
    ----------
    paths : each file and how it is named in what is recorded.
    said : is told after every file how many of how many are read.

    Raises
    ------
    ChainError : no process can be started.

    Returns
    -------
    One reading a file; of a file that is gone or may not be read it has no digest.
    """
    readings: list[FormReading] = []
    while len(readings) < len(paths):
        rest = paths[len(readings) :]
        told = partial(_told, said, len(readings), len(paths))
        readings += _until_one_fails(rest, asked, fields, min(n_workers, len(rest)), most_seconds, told)
    return readings


def _told(said: Said, before: int, of: int, done: int) -> None:
    said(before + done, of)


def _until_one_fails(
    paths: Sequence[tuple[Path, str]],
    asked: Round,
    fields: Sequence[FormField],
    n_workers: int,
    most_seconds: float,
    said: Callable[[int], None],
) -> list[FormReading]:
    """Read until a process is lost; what it was at is told by reading the first unread file alone."""
    found: list[FormReading] = []
    alone = n_workers == 1
    pool = _pool(n_workers)
    try:
        _check_start(pool)
        processes = list((pool._processes or {}).values())
        work = partial(_timed, _one, most_seconds)
        futures = [pool.submit(work, path, file, asked=asked, fields=fields) for path, file in paths]
        for future in futures:
            begun = START_SECONDS if len(found) < n_workers else 0.0
            found.append(_told_or_refused(future, paths[len(found)], PATIENCE * most_seconds + begun))
            said(len(found))
    except (BrokenProcessPool, TookTooLong) as error:
        path, file = paths[len(found)]
        if alone or isinstance(error, TookTooLong):
            slow = isinstance(error, TookTooLong) or any(process.exitcode == OUT_OF_TIME for process in processes)
            found.append(_lost(path, file, "file_too_slow" if slow else "file_too_heavy"))
        else:
            found += _until_one_fails([(path, file)], asked, fields, 1, most_seconds, lambda n: None)
    finally:
        _end(pool)
    return found


def _check_start(pool: ProcessPoolExecutor) -> None:
    """Start one process, so that no file is blamed for a machine on which none can be started.

    Raises
    ------
    ChainError : none can.
    """
    try:
        pool.submit(os.getpid).result(timeout=START_SECONDS)
    except (BrokenProcessPool, TookTooLong, OSError) as error:
        raise ChainError(
            f"reading of returned forms: a process apart is needed, and none could be started ({type(error).__name__}). "
            "Nothing was taken in; free memory, or use fewer --workers, and run again"
        ) from error


def _timed(work: Callable[..., FormReading], most_seconds: float, *given: object, **named: object) -> FormReading:
    """In a process apart: work that ends the process where it computes for too long, where the system can."""
    timed = hasattr(signal, "setitimer")
    if timed:
        signal.setitimer(signal.ITIMER_PROF, most_seconds)
    try:
        return work(*given, **named)
    finally:
        if timed:
            signal.setitimer(signal.ITIMER_PROF, 0.0)


def _one(path: Path, file: str, *, asked: Round, fields: Sequence[FormField]) -> FormReading:
    """In a process apart: the bytes of one file, once, and what they say."""
    try:
        size = path.stat().st_size
        wrong_size = return_file.check_size(size)
        if wrong_size is not None:
            return FormReading(file, digests.of_file(path), refusal=wrong_size)
        content = path.read_bytes()
    except OSError as error:
        return FormReading(file, "", refusal=Remark("file_unreadable", {"found": type(error).__name__}))
    return form_reading.read(content, file, asked=asked, fields=fields)


def _told_or_refused(future: Future[FormReading], named: tuple[Path, str], most_seconds: float) -> FormReading:
    """What was read; a file on which the reader itself fails is refused, so that the others are taken in.

    Raises
    ------
    BrokenProcessPool, TookTooLong : its process was lost, or is still busy.
    """
    error = future.exception(timeout=most_seconds)
    if error is None:
        return future.result()
    if isinstance(error, BrokenProcessPool):
        raise error
    if isinstance(error, MemoryError):
        return _lost(*named, "file_too_heavy")
    return _lost(*named, "file_not_understood", type(error).__name__)


def _pool(n_workers: int) -> ProcessPoolExecutor:
    """Processes that begin with the reader in memory: it is imported once, by the server that they are forked from."""
    servers = SERVER in multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context(SERVER if servers else SPAWNED)
    if servers:
        context.set_forkserver_preload([__name__])
    return ProcessPoolExecutor(n_workers, mp_context=context, initializer=_confine)


def _confine() -> None:
    """Bound what the process may do, where the system can."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    sys.dont_write_bytecode = True
    with suppress(ImportError, OSError, ValueError):
        import resource

        used = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (used + MOST_MEMORY, used + MOST_MEMORY))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.addaudithook(_watch)


def _end_with_parent() -> None:
    """Wait for the end of whoever started the process: one that was killed leaves nobody behind."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    """Refuse what no reader of forms needs; cheap, since it sees every event."""
    if event == "open":
        flags = arguments[2]
        if isinstance(flags, int) and flags & WRITING:
            raise PermissionError("a process that reads forms opens no file for writing")
    elif event.startswith(FORBIDDEN):
        raise PermissionError(f"a process that reads forms does nothing like {event}")


def _end(pool: ProcessPoolExecutor) -> None:
    """Stop at once, also a process that would not come to an end by itself."""
    processes = list((pool._processes or {}).values())
    pool.shutdown(wait=False, cancel_futures=True)
    deadline = time.monotonic() + 0.5
    for process in processes:
        process.join(max(0.0, deadline - time.monotonic()))
        if process.is_alive():
            process.kill()
            process.join()


def _lost(path: Path, file: str, key: str, found: str = "") -> FormReading:
    """A file on which a process was lost. Its digest keeps it from being read again."""
    try:
        digest = digests.of_file(path)
    except OSError as error:
        return FormReading(file, "", refusal=Remark("file_unreadable", {"found": type(error).__name__}))
    return FormReading(file, digest, refusal=Remark(key, {"found": found}))
