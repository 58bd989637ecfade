"""Who does the tasks of a sweep: processes of this machine, or the workers of a Dask cluster.

Both hand over each task as it is finished, in any order. A worker that is lost (killed, out of memory, its machine gone)
costs the task that it was at, which another worker is given, and no other.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import tempfile
import threading
from collections import Counter, deque
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from pipeline.chain import sweep_task
from pipeline.chain.sweep_task import FOLDER, Result, Task
from pipeline.errors import ChainError, ParameterError

MOST_ATTEMPTS = 3
"""Workers that a task is given to, one after another, before it counts as the cause of their end. On a Dask cluster the
scheduler's own ``allowed-failures`` holds (3 by default: a fourth worker is tried)."""

CONNECT_SECONDS = 30
GROUP = "pii-sweep"
ENDED = (BrokenProcessPool, KeyboardInterrupt)  # the second: a worker that was asked to end by somebody else

Perform = Callable[[Task], Result]
Said = Callable[[str], None]


@dataclass(frozen=True)
class Finished:
    """A task that is done, or ``fault``: why there is no result."""

    task: Task
    result: Result | None
    fault: str = ""


@dataclass(frozen=True)
class _Worker:
    """One process with a queue of its own, so that its end is nobody else's."""

    pool: ProcessPoolExecutor
    process: BaseProcess


def local(
    tasks: Sequence[Task], *, n_workers: int, said: Said, perform: Perform = sweep_task.perform
) -> Generator[Finished]:
    """Do tasks in so many processes of this machine; what is at work ends when the iterator is closed.

    Parameters
    ----------
    said : is told of a worker that was lost.

    Raises
    ------
    ParameterError : no worker at all.
    """
    if n_workers < 1:
        raise ParameterError(f"--workers {n_workers}: at least one process is expected. Choose 1 or more")
    with tempfile.TemporaryDirectory(prefix=FOLDER, ignore_cleanup_errors=True) as folder:
        yield from _Local(n_workers, folder, said, perform).done(tasks)


class _Local:
    def __init__(self, n_workers: int, folder: str, said: Said, perform: Perform) -> None:
        self._n_workers, self._folder, self._said, self._perform = n_workers, folder, said, perform
        self._idle: list[_Worker] = []
        self._at_work: dict[Future[Result], tuple[_Worker, Task]] = {}

    def done(self, tasks: Sequence[Task]) -> Generator[Finished]:
        waiting, attempts = deque(tasks), Counter[str]()
        try:
            self._fill(waiting)
            while self._at_work:
                ended, _ = wait(self._at_work, return_when=FIRST_COMPLETED)
                finished = [self._finish(future, waiting, attempts) for future in ended]
                self._fill(waiting)  # before the caller takes his time
                yield from (one for one in finished if one is not None)
        finally:
            for worker in (*self._idle, *(worker for worker, _ in self._at_work.values())):
                _end(worker)

    def _fill(self, waiting: deque[Task]) -> None:
        """Give tasks to idle workers, or to new ones."""
        while waiting and len(self._at_work) < self._n_workers:
            task = waiting.popleft()
            worker = self._idle.pop() if self._idle else self._new_worker()
            self._at_work[worker.pool.submit(self._perform, task)] = (worker, task)

    def _new_worker(self) -> _Worker:
        context = multiprocessing.get_context("spawn")  # kernels are started from threads, which a fork loses
        pool = ProcessPoolExecutor(1, mp_context=context, initializer=_is_born, initargs=(self._folder,))
        before = set(multiprocessing.active_children())
        pool.submit(os.getpid)
        (process,) = set(multiprocessing.active_children()) - before
        return _Worker(pool, process)

    def _finish(self, future: Future[Result], waiting: deque[Task], attempts: Counter[str]) -> Finished | None:
        """What became of a task; None where its worker was lost and another one is to be given it."""
        worker, task = self._at_work.pop(future)
        error = future.exception()
        if error is None or not isinstance(error, ENDED):
            self._idle.append(worker)
            return Finished(task, future.result()) if error is None else Finished(task, None, _told(error))
        _end(worker)
        attempts[task.name] += 1
        if attempts[task.name] == MOST_ATTEMPTS:
            return Finished(task, None, _lost(MOST_ATTEMPTS))
        self._said(f"{task.name}: its worker ended before it was done; another one is given it")
        waiting.append(task)
        return None


def _told(error: BaseException) -> str:
    """An error that no run of the pipeline tells of itself, such as a missing package on a worker."""
    return f"{type(error).__name__}: {error}"


def _lost(n_workers: int) -> str:
    return (
        f"a worker is expected to live until its run is done, and {n_workers} ended before, one after another. See "
        "whether they were short of memory, and sweep again with fewer of them"
    )


def _end(worker: _Worker) -> None:
    """End a worker, whose run ends its kernels first; nothing where it has ended."""
    worker.process.terminate()
    worker.pool.shutdown(wait=True, cancel_futures=True)


def _is_born(folder: str) -> None:
    """A worker leaves Ctrl-C to its parent, which ends it, and ends by itself where the parent was killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    tempfile.tempdir = folder
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)


def on_cluster(tasks: Sequence[Task], *, address: str, said: Said) -> Generator[Finished]:
    """Do tasks on the workers of a Dask cluster, which share nothing with this machine but the installed package.

    A worker process does one task at a time, however many threads it has. What is at work when the iterator is closed
    is given up; a worker in the midst of a run brings it to its end.

    Parameters
    ----------
    address : of the scheduler, such as ``tcp://host:8786``.
    said : is told how many workers there are.

    Raises
    ------
    ChainError : no scheduler answers there.
    """
    import distributed

    try:
        client = distributed.Client(address, timeout=CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError) as error:
        raise ChainError(
            f"--scheduler {address}: a Dask scheduler is expected there, such as tcp://host:8786, but {error}. Start one "
            "(dask scheduler), or leave the option out to use this machine"
        ) from error
    futures: dict[Any, Task] = {}
    try:
        n_workers = len(client.nthreads())
        said(f"Dask cluster at {address}: {n_workers or 'no'} workers" + "; waiting for one" * (not n_workers))
        for task in tasks:
            # keys that begin alike make one group, of which a worker is given no more than it can begin at once
            key = f"{GROUP}-{task.key}-{task.name}"
            futures[client.submit(_perform_on_worker, task, key=key, pure=True)] = task
        for future in distributed.as_completed(list(futures), loop=client.loop):
            yield _collected(futures.pop(future), future)
            future.release()
    finally:
        with contextlib.suppress(OSError, TimeoutError):
            client.cancel(list(futures))
        client.close()


def _collected(task: Task, future: Any) -> Finished:
    from distributed import KilledWorker

    if future.status == "finished":
        return Finished(task, future.result())
    if future.status == "cancelled":
        return Finished(task, None, "a scheduler is expected to stay until all is done, and this one gave the run up")
    error = future.exception()
    if isinstance(error, KilledWorker):
        return Finished(task, None, _lost(error.allowed_failures + 1))
    return Finished(task, None, _told(error))


def _perform_on_worker(task: Task) -> Result:
    from distributed import get_worker

    return sweep_task.perform(task, Path(get_worker().local_directory))
