"""One run per edition at a time."""

from __future__ import annotations

import pytest

from pipeline.chain import lock
from pipeline.errors import ChainError


def test_a_second_holder_is_refused_and_told_who_holds_it(tmp_path):
    with (
        lock.held(tmp_path / "toy"),
        pytest.raises(ChainError, match=r"edition toy: .* another is at work \(process \d+\)"),
        lock.held(tmp_path / "toy"),
    ):
        pass


def test_the_lock_is_free_again_afterwards(tmp_path):
    for _ in range(2):
        with lock.held(tmp_path / "toy"):
            pass


def test_editions_do_not_wait_for_each_other(tmp_path):
    with lock.held(tmp_path / "toy"), lock.held(tmp_path / "other"):
        pass
