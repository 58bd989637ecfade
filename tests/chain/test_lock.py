"""One run per edition at a time."""

from __future__ import annotations

import os
import subprocess
import sys
import threading

import pytest

from pipeline.chain import lock
from pipeline.errors import ChainError


def test_a_second_holder_is_refused_and_told_who_holds_it(tmp_path):
    with (
        lock.held(tmp_path / "toy", run="gii"),
        pytest.raises(ChainError, match=r"edition toy: .* another is at work \(process \d+, run gii\)\. Wait"),
        lock.held(tmp_path / "toy"),
    ):
        pass


def test_the_lock_is_free_again_afterwards(tmp_path):
    for _ in range(2):
        with lock.held(tmp_path / "toy") as waited:
            assert not waited


def test_who_is_at_work_can_be_asked_without_taking_the_lock(tmp_path):
    assert lock.holder(tmp_path / "toy") == ""
    with lock.held(tmp_path / "toy", run="gii"):
        assert lock.holder(tmp_path / "toy") == f"process {os.getpid()}, run gii"
    assert lock.holder(tmp_path / "toy") == ""


def test_the_note_of_a_killed_process_does_not_count(tmp_path):
    with subprocess.Popen([sys.executable, "-c", ""]) as ended:
        pass
    (tmp_path / ".lock.process").write_text(f"process {ended.pid}, run gii")
    assert lock.holder(tmp_path) == ""


def test_editions_do_not_wait_for_each_other(tmp_path):
    with lock.held(tmp_path / "toy"), lock.held(tmp_path / "other") as waited:
        assert not waited


def test_who_waits_is_told_for_whom_and_gets_the_lock_when_it_is_free(tmp_path):
    said, told = [], threading.Event()

    def say(text):
        said.append(text)
        told.set()

    def wait():
        with lock.held(tmp_path / "toy", wait_seconds=lock.FOREVER, say=say) as waited:
            said.append(waited)

    with lock.held(tmp_path / "toy", run="nominal"):
        thread = threading.Thread(target=wait)
        thread.start()
        assert told.wait(30)
    thread.join(30)
    assert said[0].startswith("edition toy: waiting for the run at work (process ")
    assert said[1:] == [True]


def test_waiting_has_an_end(tmp_path):
    with (
        lock.held(tmp_path / "toy"),
        pytest.raises(ChainError, match=r"another is at work \(process \d+\) after 0\.2 seconds of waiting"),
        lock.held(tmp_path / "toy", wait_seconds=0.2, say=lambda _: None),
    ):
        pass
