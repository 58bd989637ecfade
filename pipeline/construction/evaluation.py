"""Ranks of many replicates, here or by an executor: fixed blocks, grouped into tasks that carry all they need."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, as_completed

import numpy as np

from pipeline.construction.design import BLOCK_SIZE
from pipeline.errors import ChainError, MethodError
from pipeline.statistics import ranking, replicates, uncertainty
from pipeline.statistics.types import RankArray

Said = Callable[[int, int], None]
"""Is told how many replicates are done, of how many."""

TASKS = 32  # unless a chunk is given: enough for workers that are not equally fast, few enough to be worth the way


def ranks(
    variants: Sequence[replicates.Variant],
    sample: replicates.Sample,
    *,
    ties: ranking.Ties,
    executor: Executor | None = None,
    chunk: int | None = None,
    said: Said | None = None,
) -> RankArray:
    """Ranks (n_replicates, n_units) in single precision, the same bits whoever computes them and in whatever groups.

    Parameters
    ----------
    executor : any of ``concurrent.futures``: processes of this machine, or Dask's ``client.get_executor()``. A task is
        a pure function of arrays, so that it can be done again by another worker. None: here, block by block.
    chunk : blocks to a task; by default so many that there are about 32 tasks.
    said : is told what is done after each task.

    Raises
    ------
    MethodError : scores or weights that a function does not admit; names the node.
    ChainError : the workers ended before they were done.
    """
    blocks = uncertainty.blocks(len(sample), size=BLOCK_SIZE)
    per_task = chunk or max(1, -(-len(blocks) // TASKS))
    tasks = [blocks[start : start + per_task] for start in range(0, len(blocks), per_task)]
    wholes = [slice(task[0].start, task[-1].stop) for task in tasks]
    found = np.empty((len(sample), variants[0].known.shape[1]), dtype=np.float32)
    done = 0
    try:
        for rows, part in _parts(variants, sample, wholes, ties=ties, executor=executor):
            found[rows] = part
            done += rows.stop - rows.start
            if said is not None:
                said(done, len(sample))
    except ValueError as error:
        raise MethodError(str(error)) from None
    except BrokenExecutor as error:
        raise ChainError(
            f"uncertainty: workers are expected to live until all {len(sample)} replicates are done; {done} were when one "
            f"ended ({error}). See whether they were short of memory, and run again with fewer of them"
        ) from error
    return found


def _parts(
    variants: Sequence[replicates.Variant],
    sample: replicates.Sample,
    wholes: Sequence[slice],
    *,
    ties: ranking.Ties,
    executor: Executor | None,
) -> Iterator[tuple[slice, RankArray]]:
    if executor is None:
        for rows in wholes:
            yield rows, replicates.ranks(variants, sample[rows], block_size=BLOCK_SIZE, ties=ties)
        return
    futures: dict[Future[RankArray], slice] = {
        executor.submit(
            replicates.ranks, *replicates.part(variants, sample[rows]), block_size=BLOCK_SIZE, ties=ties
        ): rows
        for rows in wholes
    }
    try:
        for future in as_completed(list(futures)):
            yield futures.pop(future), future.result()
    finally:
        for future in futures:
            future.cancel()
