"""Who does the work that a chapter can share: this process, more processes of this machine, or a Dask cluster.

The number of workers is no part of a method and changes no number, so it comes from the environment and not from the
parameters that a notebook shows.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Executor, ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import connection

from pipeline.data.environment import SCHEDULER, WORKERS
from pipeline.errors import ChainError, ParameterError

CONNECT_SECONDS = 30
ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


@dataclass(frozen=True)
class Workers:
    """An executor of ``concurrent.futures``, or None for this process, and how to let go of it."""

    executor: Executor | None
    close: Callable[[], None]


def of_environment(environment: Mapping[str, str]) -> Workers:
    """What ``PII_SCHEDULER`` and ``PII_WORKERS`` ask for; the first wins. Neither, or one process: this one.

    Raises
    ------
    ParameterError : a number of processes that is none.
    ChainError : no scheduler answers at the address.
    """
    address, asked = environment.get(SCHEDULER, ""), environment.get(WORKERS, "1")
    if address:
        return cluster(address)
    if not asked.isdigit() or int(asked) < 1:
        raise ParameterError(f"{WORKERS}={asked}: a number of processes is expected. Choose 1 or more")
    return Workers(None, lambda: None) if int(asked) == 1 else local(int(asked))


def local(n_workers: int) -> Workers:
    """So many processes of this machine, each with one thread of linear algebra.

    They are started anew (``spawn``), for a notebook's kernel has threads that a fork would lose, and end with the
    process that started them, however that ends.
    """
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(n_workers, mp_context=context, initializer=_is_born)
    for name in ONE_THREAD:
        os.environ.setdefault(name, "1")  # inherited; a library reads it when it is first imported
    return Workers(pool, lambda: pool.shutdown(wait=True, cancel_futures=True))


def cluster(address: str) -> Workers:
    """The workers of a Dask cluster, which need this package installed. A task whose worker is lost is done by another.

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
    return Workers(client.get_executor(), client.close)


def _is_born() -> None:
    """A worker leaves Ctrl-C to its parent, and ends by itself where the parent was killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)
