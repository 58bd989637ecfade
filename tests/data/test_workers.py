"""Who shares the draws of a chapter, from the environment alone."""

import os

import pytest

from pipeline.data import workers
from pipeline.errors import ChainError, ParameterError


def test_without_a_word_the_chapter_does_its_own_work():
    assert workers.of_environment({}).executor is None
    assert workers.of_environment({"PII_WORKERS": "1"}).executor is None


@pytest.mark.parametrize("asked", ["0", "-1", "two", ""])
def test_a_number_of_processes_is_a_number_from_one(asked):
    with pytest.raises(ParameterError, match=f"PII_WORKERS={asked}: a number of processes is expected"):
        workers.of_environment({"PII_WORKERS": asked})


def test_two_processes_are_two_others_and_go_when_they_are_let_go(monkeypatch):
    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    found = workers.of_environment({"PII_WORKERS": "2"})
    assert found.executor is not None
    assert found.executor.submit(os.getpid).result() != os.getpid()
    assert found.executor.submit(os.getenv, "OMP_NUM_THREADS").result() == "1"
    found.close()
    with pytest.raises(RuntimeError, match="cannot schedule new futures after shutdown"):
        found.executor.submit(os.getpid)


def test_a_scheduler_that_does_not_answer_is_named(monkeypatch):
    monkeypatch.setattr(workers, "CONNECT_SECONDS", 1)
    with pytest.raises(ChainError, match=r"--scheduler tcp://127\.0\.0\.1:9: a Dask scheduler is expected there"):
        workers.of_environment({"PII_SCHEDULER": "tcp://127.0.0.1:9", "PII_WORKERS": "2"})
