"""What a terminal and what a file get to see."""

from __future__ import annotations

import io
import os
import threading

import pytest

from pipeline.chain import progress
from pipeline.chain.progress import Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture(autouse=True)
def _room(monkeypatch):
    monkeypatch.setattr(progress.shutil, "get_terminal_size", lambda: os.terminal_size((100, 24)))


def test_a_file_gets_one_finished_line_a_step_with_time_memory_and_reason():
    stream, clock = io.StringIO(), Clock()
    shown = Progress(stream, n_steps=10, clock=clock)
    shown.kept(1, "01_data")
    shown.begin(3, "03_treatment", 12, "rerun: aggregation changed arithmetic -> geometric")
    shown.cell("03_treatment", 7)
    clock.now = 65.0
    shown.finish("03_treatment", memory=411.7)
    assert stream.getvalue().splitlines() == [
        "[ 1/10] 01_data  kept",
        "[ 3/10] 03_treatment  12 cells  1:05  412 MB  rerun: aggregation changed arithmetic -> geometric",
    ]
    assert shown.total == "1:05"


def test_what_is_not_known_is_left_out_and_an_outcome_stands_for_the_cells():
    stream = io.StringIO()
    shown = Progress(stream, n_steps=2, clock=Clock())
    shown.begin(1, "01_data", 5)
    shown.finish("01_data", "failed")
    shown.finish("01_data", "stopped")
    shown.kept(2, "02_imputation", "new prose")
    assert stream.getvalue() == "[1/2] 01_data  failed  0:00\n[2/2] 02_imputation  kept  new prose\n"


def test_a_terminal_shows_all_steps_at_work_in_one_line_below_the_finished():
    stream, clock = Terminal(), Clock()
    shown = Progress(stream, n_steps=10, clock=clock)
    shown.begin(3, "03_treatment", 12)
    shown.begin(4, "04_index", 9)
    shown.cell("03_treatment", 7)
    clock.now = 4.0
    shown.finish("03_treatment")
    states = stream.getvalue().split("\r")[1:]
    assert states[0] == "[ 3/10] 03_treatment  starting"
    assert states[1] == "[ 3/10] 03_treatment  starting | [ 4/10] 04_index  starting"
    assert states[2].rstrip() == "[ 3/10] 03_treatment  cell 7/12  0:00 | [ 4/10] 04_index  starting"
    assert states[3] == f"{'[ 3/10] 03_treatment  12 cells  0:04':<{len(states[2])}}\n"
    assert states[4] == "[ 4/10] 04_index  starting"


def test_a_line_for_the_terminal_never_wraps(monkeypatch):
    monkeypatch.setattr(progress.shutil, "get_terminal_size", lambda: os.terminal_size((20, 24)))
    stream = Terminal()
    Progress(stream, n_steps=1, clock=Clock()).begin(1, "01_data_with_a_long_name", 3)
    assert stream.getvalue() == "\r[1/1] 01_data_with…"


def test_threads_do_not_mix_their_lines():
    stream = io.StringIO()
    shown = Progress(stream, n_steps=8)

    def step(number: int) -> None:
        shown.begin(number, f"0{number}_x", 50)
        for cell in range(1, 51):
            shown.cell(f"0{number}_x", cell)
        shown.finish(f"0{number}_x")

    threads = [threading.Thread(target=step, args=(number,)) for number in range(1, 9)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    lines = sorted(line.split("  ")[:2] for line in stream.getvalue().splitlines())
    assert lines == [[f"[{number}/8] 0{number}_x", "50 cells"] for number in range(1, 9)]


def test_a_terminal_shows_in_place_how_far_a_long_computation_is_until_the_next_cell():
    stream, clock = Terminal(), Clock()
    shown = Progress(stream, n_steps=10, clock=clock)
    shown.begin(7, "07_uncertainty", 38)
    shown.cell("07_uncertainty", 13)
    clock.now = 3.0
    shown.part("07_uncertainty", 1024, 4000)
    shown.cell("07_uncertainty", 14)
    states = [state.rstrip() for state in stream.getvalue().split("\r")[1:]]
    assert states[2:] == [
        "[ 7/10] 07_uncertainty  cell 13/38  1,024 of 4,000  0:03",
        "[ 7/10] 07_uncertainty  cell 14/38  0:03",
    ]
    assert "\n" not in stream.getvalue()


def test_a_file_gets_a_line_about_a_long_computation_seldom():
    stream, clock = io.StringIO(), Clock()
    shown = Progress(stream, n_steps=10, clock=clock)
    shown.begin(7, "07_uncertainty", 38)
    shown.cell("07_uncertainty", 13)
    for second in range(0, 50, 5):
        clock.now = float(second)
        shown.part("07_uncertainty", 100 * second, 100_000)
    shown.finish("07_uncertainty")
    shown.part("07_uncertainty", 100_000, 100_000)  # a look that came too late
    assert stream.getvalue().splitlines() == [
        "[ 7/10] 07_uncertainty  cell 13/38  1,500 of 100,000  0:15",
        "[ 7/10] 07_uncertainty  cell 13/38  3,000 of 100,000  0:30",
        "[ 7/10] 07_uncertainty  cell 13/38  4,500 of 100,000  0:45",
        "[ 7/10] 07_uncertainty  38 cells  0:45",
    ]
