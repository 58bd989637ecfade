"""A run that is asked to stop, or is killed: old or new is in force, no kernel lives on, and the next run resumes."""

from __future__ import annotations

import os
import signal
import time

import pytest
from stories import EDITION, PATIENCE_SECONDS, REPORTS, TABLES, ended, go_on, is_at_work, waits_in_its_second_step

from pipeline import cli

pytestmark = pytest.mark.chain


@pytest.mark.parametrize("number", [signal.SIGINT, pytest.param(signal.SIGTERM, marks=pytest.mark.prove)])
def test_a_run_that_is_asked_to_stop_ends_at_once_with_nothing_half_in_force(story, number):
    waits_in_its_second_step(story.mini)
    process = story.starts("run", EDITION)
    is_at_work(story, process)
    begun = time.monotonic()
    process.send_signal(number)
    code, _, err = ended(process)
    assert code == cli.INTERRUPTED
    assert "interrupted; no table and no report was changed" in err
    assert "Traceback" not in err
    assert time.monotonic() - begun < PATIENCE_SECONDS / 2
    story.leaves_nobody()
    assert not (story.root / TABLES).exists()
    assert not (story.root / REPORTS).exists()
    assert story.outcomes() == [("01_data", "done"), ("02_imputation", "interrupted")]
    go_on(story)
    code, out, _ = story.pii("run", EDITION)
    assert code == 0
    assert "[1/2] 01_data  kept  from a run that was stopped" in out
    assert story.outcomes()[2:] == [("02_imputation", "done"), ("run", "committed")]


@pytest.mark.prove
def test_a_run_whose_terminal_stops_it_ends_its_kernels_as_well(story):
    """Ctrl-C reaches every process of the terminal's group; kernels stand apart and are ended by the runner."""
    waits_in_its_second_step(story.mini)
    process = story.starts("run", EDITION)
    is_at_work(story, process)
    os.killpg(process.pid, signal.SIGINT)
    code, _, err = ended(process)
    assert (code, "Traceback" in err) == (cli.INTERRUPTED, False)
    story.leaves_nobody()
    assert story.outcomes()[-1] == ("02_imputation", "interrupted")


def test_a_killed_run_leaves_no_kernel_and_the_next_says_what_it_keeps(story):
    waits_in_its_second_step(story.mini)
    process = story.starts("run", EDITION)
    is_at_work(story, process)
    process.kill()
    assert ended(process)[0] == -signal.SIGKILL
    story.leaves_nobody()
    assert not (story.root / TABLES).exists()
    go_on(story)
    code, out, _ = story.pii("run", EDITION)
    assert code == 0
    assert "[1/2] 01_data  kept  from a run that was stopped" in out
    assert story.outcomes() == [("01_data", "done"), ("02_imputation", "done"), ("run", "committed")]
