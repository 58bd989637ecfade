#!/usr/bin/env python3
"""How long the whole chain and the command's help take, as JSON lines: ``name``, ``seconds``.

    python benchmarks/chain.py [EDITION]

The edition runs in a copy of the project's parameters, notebooks and raw data, so that no run is touched and nothing
is cached from an earlier one.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PARTS = ("params", "notebooks", "data/raw", "pyproject.toml")
REPEATS = 5


def main(edition: str) -> None:
    pii = Path(sys.executable).with_name("pii")
    for _ in range(2):  # the first call of a fresh environment compiles bytecode
        help_times = sorted(timed([pii, "--help"], ROOT) for _ in range(REPEATS))
    report("pii --help (median of 5)", help_times[REPEATS // 2])
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder) / "project"
        for part in PARTS:
            source, target = ROOT / part, project / part
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copytree(source, target) if source.is_dir() else shutil.copy(source, target)
        report(f"pii run {edition}, nothing cached", timed([pii, "run", edition], project))


def timed(command: list[str | Path], project: Path) -> float:
    start = time.perf_counter()
    subprocess.run(
        command, check=True, stdout=subprocess.DEVNULL, cwd=project, env={**os.environ, "PII_PROJECT": str(project)}
    )
    return time.perf_counter() - start


def report(name: str, seconds: float) -> None:
    print(json.dumps({"name": name, "seconds": round(seconds, 3)}), flush=True)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "open-2024")
