"""Many returned files read in processes of their own, with little memory and little time for each.

A file that brings its process down, or keeps it busy too long, is refused; the others are read all the same.
"""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures import TimeoutError as TookTooLong
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from functools import partial
from hashlib import sha256
from pathlib import Path

from pipeline.collection import form_reading
from pipeline.collection.cell_reading import Remark
from pipeline.collection.data_round import Round
from pipeline.collection.form_field import FormField
from pipeline.collection.form_reading import FormReading

MOST_MEMORY = 1_000_000_000
"""Bytes of address space beyond what the process has when it starts; Linux only."""

MOST_SECONDS = 30.0
"""For one file; a form takes a tenth of a second."""

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
    """
    readings: list[FormReading] = []
    while len(readings) < len(paths):
        rest = paths[len(readings) :]
        told = partial(_told, said, len(readings), len(paths))
        readings += _until_one_fails(rest, asked, fields, n_workers, most_seconds, told)
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
        futures: list[Future[FormReading]] = [
            pool.submit(form_reading.read, path, file, asked=asked, fields=fields) for path, file in paths
        ]
        for future in futures:
            found.append(future.result(timeout=most_seconds))
            said(len(found))
    except (BrokenProcessPool, TookTooLong, MemoryError) as error:
        path, file = paths[len(found)]
        if alone or isinstance(error, TookTooLong | MemoryError):
            found.append(_lost(path, file, error))
        else:
            found += _until_one_fails([(path, file)], asked, fields, 1, most_seconds, lambda n: None)
    finally:
        _end(pool)
    return found


def _pool(n_workers: int) -> ProcessPoolExecutor:
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(n_workers, mp_context=context, initializer=_limit)


def _limit() -> None:
    """Bound the memory of the process, where the system can."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        used = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (used + MOST_MEMORY, used + MOST_MEMORY))


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


def _lost(path: Path, file: str, error: BaseException) -> FormReading:
    key = "file_too_slow" if isinstance(error, TookTooLong) else "file_too_heavy"
    return FormReading(file, sha256(path.read_bytes()).hexdigest(), refusal=Remark(key))
