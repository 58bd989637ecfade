"""Two commands in one round."""

from __future__ import annotations

import pytest

from pipeline.collection import round_lock
from pipeline.errors import DataError


def test_a_second_command_is_refused_and_a_later_one_is_not(tmp_path):
    with (
        round_lock.held(tmp_path),
        pytest.raises(DataError, match=r"one command at a time is expected"),
        round_lock.held(tmp_path),
    ):
        pytest.fail("it was let in")
    with round_lock.held(tmp_path):
        pass
