"""One notebook in a kernel of its own."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from pipeline.chain import kernel, steps

PARAMETERS = 'EDITION: str = "e"\nRUN: str = "nominal"\nLANGUAGE: str = "vi"\nSEED: int = 0\n'
SHOW = """\
import os, sys
print(sys.executable)
print(os.environ["PYTHONHASHSEED"], os.environ["OMP_NUM_THREADS"], os.environ["PII_TOLD"])
print(SEED, RUN, os.listdir())
"""


@pytest.mark.chain
def test_a_kernel_is_this_interpreter_and_sees_its_environment_folder_and_parameters(mini, tmp_path, monkeypatch):
    shadow = tmp_path / "jupyter" / "kernels" / "python3"
    shadow.mkdir(parents=True)
    (shadow / "kernel.json").write_text('{"argv": ["false"], "display_name": "another", "language": "python"}')
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path / "jupyter"))
    folder = tmp_path / "a {strange} folder"
    folder.mkdir()
    path = mini.notebook("05_coherence", cells=[SHOW], parameters=PARAMETERS)
    seen: list[int] = []
    work = kernel.Work(
        step=steps.read(path),
        parameters={"EDITION": "01", "RUN": "1.10", "SEED": 0},
        environment={"PII_TOLD": "yes"},
        output=folder.parent / "executed {0}.ipynb",
        folder=folder,
        root=mini.root,
    )
    assert kernel.execute(work, on_cell=seen.append) is None
    assert seen == [1, 2, 3, 4]
    assert printed(work.output) == [sys.executable, "0 1 yes", "0 1.10 []"]
    assert "PII_TOLD" not in os.environ


def printed(notebook: Path) -> list[str]:
    import nbformat

    cells = nbformat.read(notebook, as_version=4).cells
    return [line for cell in cells for output in cell.get("outputs", []) for line in output["text"].splitlines()]


@pytest.mark.parametrize(("cells_seen", "starts"), [(0, 2), (1, 1)])
def test_only_a_kernel_that_died_while_starting_is_started_again(mini, monkeypatch, cells_seen, starts):
    attempts: list[int] = []

    def die(work, seen):
        attempts.append(1)
        seen.cell = cells_seen
        return kernel.Failure.dead(seen.cell, "")

    monkeypatch.setattr(kernel, "_attempt", die)
    step = steps.discover(mini.root)[0]
    failure = kernel.execute(kernel.Work(step, {}, {}, mini.root, mini.root, mini.root), on_cell=pytest.fail)
    assert failure is not None
    assert len(attempts) == starts
