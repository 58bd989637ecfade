#!/usr/bin/env python3
"""What a data round costs: 63 forms made, and read when they come back; JSON lines: ``name``, ``seconds``.

    python benchmarks/collection.py

The units are fictitious, the forms are filled in correctly by the tests' own generator, and everything happens in a
temporary project. ``cpu_seconds`` is what this process computed (not those that read, which outlive it), and
``load`` how many wanted to compute at the end, these included.
"""

from __future__ import annotations

import datetime
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.append(str(ROOT / "tests/collection"))

DAY = datetime.date(2025, 8, 1)


def main() -> None:
    from rounds import N_UNITS, make_project

    from pipeline.collection import data_round, intake, reading

    with tempfile.TemporaryDirectory() as temporary:
        project = measured(f"{N_UNITS} forms made", lambda: make_project(Path(temporary), n_units=N_UNITS))
        for unit in project.round.units:
            form = project.filled(unit)
            (project.folder / data_round.RETURNS / form.name).write_bytes(form.content)
        read = {"root": project.root, "on": DAY, "said": lambda sentence: None}
        taken = measured(
            f"{N_UNITS} forms read, {os.cpu_count()} processes",
            lambda: intake.take_in(project.folder, n_workers=os.cpu_count() or 1, **read),
        )
        if taken is None or taken.n_accepted != N_UNITS * len(project.fields):
            raise SystemExit(f"every value is expected to be accepted, found {taken}")
        measured("nothing new, all pages", lambda: reading.read(project.folder, n_workers=1, **read))


def measured(name: str, work: Callable[[], object]) -> object:
    begun, computed = time.perf_counter(), _computed()
    result = work()
    line = {
        "name": name,
        "seconds": round(time.perf_counter() - begun, 2),
        "cpu_seconds": round(_computed() - computed, 2),
        "load": round(os.getloadavg()[0], 1),
    }
    print(json.dumps(line), flush=True)
    return result


def _computed() -> float:
    times = os.times()
    return times.user + times.system


if __name__ == "__main__":
    main()
