"""The cause of a failed cell, without colours and without the machine's paths."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

from pipeline.chain import failure


def test_colours_and_outer_frames_are_left_out():
    error = SimpleNamespace(
        ename="ValueError",
        evalue="\x1b[31mbad\x1b[0m (/p/pipeline/a.py)",
        source="x",
        traceback=["File /p/pipeline/a.py:3, in f(x)", "File \x1b[32m/p/.venv/lib/site-packages/b.py:9\x1b[0m, in g()"],
    )
    found = failure.explain(error, cell=4, root=Path("/p"))
    assert found.cause == "ValueError: bad (pipeline/a.py)"
    assert found.place == "pipeline/a.py, line 3, in f"


def test_a_long_cell_is_cut_after_three_lines():
    said = failure.Failure(2, "a\n\nb\nc\nd", "E").sentence("01_data", "f.ipynb")
    assert said.splitlines()[1:5] == ["    a", "    b", "    c", "    ..."]


def test_a_dead_kernel_is_called_so():
    said = failure.Failure.dead(3, "x", detail="Killed").sentence("01_data", "f.ipynb")
    assert said.startswith("step 01_data, cell 3: every cell must run, but the kernel died: killed, out of memory, or")
    assert "(Killed)\n    x\n" in said
    assert said.endswith("Nothing else was changed; correct the cause and run again.")


def test_a_killed_kernel_most_likely_had_too_little_memory_and_it_says_what_to_do():
    said = failure.Failure.dead(3, "x", code=-9).sentence("01_data", "f.ipynb")
    assert "but the kernel died: killed (signal 9), most likely out of memory\n" in said
    assert said.endswith("run fewer steps at once (--jobs 1) or give the machine more memory, and run again.")


def test_a_late_step_names_the_time_that_it_has():
    said = failure.Failure.late(3, "x", seconds=90).sentence("01_data", "f.ipynb")
    assert said.splitlines() == [
        "step 01_data, cell 3: the step must be done within 90 seconds, but it was still at work after that, and its "
        "kernel was ended",
        "    x",
        "The half-run notebook is f.ipynb. Nothing else was changed; allow more time (--timeout) or mend the cell, and "
        "run again.",
    ]
