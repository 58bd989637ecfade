"""The same bits whoever computes the blocks, and in whatever groups."""

import signal
import threading
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context

import numpy as np
import psutil
import pytest

from pipeline.construction import evaluation, rank_results, robustness
from pipeline.construction.ground import Ground
from pipeline.construction.perturbation import Engine
from pipeline.errors import ChainError, MethodError

N_DRAWS = 9 * 256 + 40


def choice(label, *, drawn=False, **changes):
    return {"label_vi": label, "label_en": label, "set": changes, "drawn": drawn}


def factor(*choices):
    return {"name_vi": "x", "name_en": "x", "choices": choices}


SET = {
    "weights": [{"level": 3, "concentration": 47}, {"level": 2, "relative": 0.25}],
    "weight_samples": 512,
    "leave_out_indicators": True,
    "factors": {
        "imputation": factor(choice("EM", drawn=True, imputation="em"), choice("none", imputation="none")),
        "scale": factor(
            choice("min-max", normalisation="min_max"), choice("percentile", normalisation="percentile_rank")
        ),
        "mean": factor(
            choice("arithmetic", aggregation="arithmetic", score_floor=None),
            choice("geometric", aggregation="geometric", score_floor=1.0),
        ),
    },
}


def engine(tiny, alternatives=SET):
    units = tuple(f"U{number:02d}" for number in range(1, 13))
    values = tiny.table({unit: np.random.default_rng(number).uniform(1, 9, 5) for number, unit in enumerate(units)})
    values.loc["U01", "2.1.1"] = np.nan
    edition = tiny.edition(
        units=units,
        alternatives=alternatives,
        method={"n_imputations": 20, "imputation_within": "index", "imputation_scale": "raw"},
    )
    return Engine(Ground(tiny.long(values), tiny.nothing_earlier(), units), edition, seed=0)


@pytest.fixture(scope="module")
def own(tiny):
    return engine(tiny)


@pytest.fixture(scope="module")
def whole(own):
    return own.ranks(own.draw(N_DRAWS))


class Here(Executor):
    """Does a task at once, as another process would: from what can be sent alone."""

    def submit(self, fn, /, *args, **kwargs):
        import pickle

        future = Future()
        sent = pickle.loads(pickle.dumps((fn, args, kwargs)))
        try:
            future.set_result(sent[0](*sent[1], **sent[2]))
        except ValueError as error:
            future.set_exception(error)
        return future


@pytest.mark.parametrize("chunk", [1, 3, 7, 10, None])
def test_any_grouping_of_blocks_gives_the_same_bits(own, whole, chunk):
    np.testing.assert_array_equal(own.ranks(own.draw(N_DRAWS), chunk=chunk), whole)
    np.testing.assert_array_equal(own.ranks(own.draw(N_DRAWS), executor=Here(), chunk=chunk), whole)


@pytest.mark.parametrize("n_workers", [1, 2, 4])
def test_any_number_of_processes_gives_identical_tables(own, whole, n_workers):
    design = own.draw(N_DRAWS)
    with ProcessPoolExecutor(n_workers, mp_context=get_context("spawn")) as pool:
        ranks = own.ranks(design, executor=pool, chunk=3)
    np.testing.assert_array_equal(ranks, whole)
    for table in (robustness.pairs, robustness.acceptability, rank_results.top, rank_results.convergence):
        assert table(ranks, own).equals(table(whole, own))
    assert rank_results.variance_split(ranks, design, own).equals(rank_results.variance_split(whole, design, own))


@pytest.mark.prove
def test_a_dask_cluster_gives_the_same_bits_though_a_worker_is_killed(own, whole):
    import distributed

    options = {"n_workers": 2, "threads_per_worker": 1, "dashboard_address": None, "silence_logs": 50}
    with distributed.LocalCluster(**options) as cluster, distributed.Client(cluster) as client:
        killed = threading.Event()

        def kill(done, of):
            if not killed.is_set():
                killed.set()
                worker = next(iter(cluster.workers.values()))
                psutil.Process(worker.pid).send_signal(signal.SIGKILL)

        ranks = own.ranks(own.draw(N_DRAWS), executor=client.get_executor(), chunk=1, said=kill)
        assert killed.is_set()
    np.testing.assert_array_equal(ranks, whole)


def test_progress_is_told_after_each_task_up_to_all(own):
    told = []
    own.ranks(own.draw(600), chunk=1, said=lambda done, of: told.append((done, of)))
    assert told == [(256, 600), (512, 600), (600, 600)]


class Lost(Here):
    def submit(self, fn, /, *args, **kwargs):
        future = Future()
        future.set_exception(BrokenProcessPool("a process was terminated abruptly"))
        return future


def test_workers_that_end_before_they_are_done_are_one_clear_error(own):
    with pytest.raises(ChainError, match=r"workers are expected to live until all 300 replicates are done; 0 were"):
        own.ranks(own.draw(300), executor=Lost())


def test_what_a_function_does_not_admit_is_an_error_of_method_wherever_it_is_found(own):
    from dataclasses import replace

    variants, sample = own.compiled(own.draw(10))
    bad = [replace(variant, known=variant.known * 0 - 1) for variant in variants]
    rules = [replace(variant, nodes=tuple(_bare(node) for node in variant.nodes)) for variant in bad]
    for executor in (None, Here()):
        with pytest.raises(MethodError, match=r"aggregation to .*: a geometric mean needs every score above 0"):
            evaluation.ranks(rules, sample, ties="min", executor=executor)


def _bare(node):
    from dataclasses import replace

    return replace(node, rule=replace(node.rule, function="geometric", floor=None))


def test_the_processes_of_an_executor_get_only_what_their_replicates_take(own):
    sizes = []

    class Weighing(Here):
        def submit(self, fn, /, *args, **kwargs):
            sizes.append(
                max(len(node.weights) for variant in args[0] for node in variant.nodes if node.weights.ndim > 1)
            )
            return super().submit(fn, *args, **kwargs)

    own.ranks(own.draw(N_DRAWS), executor=Weighing(), chunk=1)
    assert max(sizes) <= 256
