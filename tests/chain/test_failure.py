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
    said = failure.Failure.dead(3, "x").sentence("01_data", "f.ipynb")
    assert said.startswith("step 01_data, cell 3: every cell must run, but it stopped with the kernel died")
