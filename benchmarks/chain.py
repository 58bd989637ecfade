#!/usr/bin/env python3
"""What the chain costs beside a plain loop of papermill over the same notebooks; JSON lines: ``name``, ``seconds``.

    python benchmarks/chain.py [EDITION] [--pairs N]

Everything runs in copies of the project's parameters, notebooks and raw data, so that no run is touched and nothing is
cached from an earlier one. The plain loop has nothing of this runner: ``papermill.execute_notebook`` on one notebook
after another in the order that their tables imply, a kernel each with all defaults, the same parameters injected, the
folders that a chapter asks for in its environment, inputs and outputs in one plain folder. A measurement that could not be
made has ``seconds`` null and says what is ``missing``. ``cpu_seconds`` is what all processes together computed, which a
machine that is busy with other things blurs less, and ``load`` how many wanted to compute at the end, these included.
The line of the ``ratio`` has both sides of it, in seconds and computed. On a machine whose speed changes while it
measures, several pairs of both sides, one after the other, tell more than one: the line then has the medians, and the
ratio of each pair.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PARTS = ("params", "notebooks", "data/raw", "pyproject.toml", "requirements.lock")
REPEATS = 5
PLAIN_LOOP = "--plain-loop"
PROSE = "notebooks/04_index.ipynb"
LIMIT, OTHER_LIMIT = re.compile(r"(?m)^(  skewness_limit: )2\.25\b"), r"\g<1>2.0"  # the GII's, and the JRC's


def main(edition: str, pairs: int) -> None:
    pii = Path(sys.executable).with_name("pii")
    for _ in range(2):  # the first call of a fresh environment compiles bytecode
        help_times = sorted(seconds_of([pii, "--help"], ROOT) for _ in range(REPEATS))
    report("pii --help (median of 5)", seconds=round(help_times[REPEATS // 2], 3))
    run: list[str | Path] = [pii, "run", edition]
    both: list[tuple[Took, Took]] = []
    for last in (pair == pairs - 1 for pair in range(pairs)):
        with project() as plain:
            command: list[str | Path] = [sys.executable, __file__, PLAIN_LOOP, prepare(edition, plain)]
            loop = measure(f"plain loop of papermill, {edition}", command, plain)
        with project() as ours:
            whole = measure(f"pii run {edition}, nothing cached", run, ours)
            if loop and whole:
                both.append((whole, loop))
            if last:
                if both:
                    report("ratio of pii run to the plain loop", **ratio(both))
                after_changes(edition, run, ours)


def after_changes(edition: str, run: Sequence[str | Path], ours: Path) -> None:
    """What runs cost that follow a complete one."""
    measure(f"pii run {edition}, unchanged", run, ours)
    change_prose(ours)
    measure(f"pii run {edition}, after a change in the prose of {PROSE}", run, ours)
    change_parameter(ours, edition)
    measure(f"pii run {edition}, after a change of skewness_limit from 2.25 to 2.0", run, ours)


@contextlib.contextmanager
def project() -> Iterator[Path]:
    """A copy of what a run starts from."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "project"
        for part in PARTS:
            source, target = ROOT / part, root / part
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copytree(source, target) if source.is_dir() else shutil.copy(source, target)
        yield root


def change_prose(root: Path) -> None:
    """Add a sentence to the first cell of one notebook, which is its title."""
    path = root / PROSE
    notebook = json.loads(path.read_text(encoding="utf-8"))
    notebook["cells"][0]["source"] = "".join([*notebook["cells"][0]["source"], " (benchmark)"])
    path.write_text(json.dumps(notebook, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def change_parameter(root: Path, edition: str) -> None:
    """Change one limit in the method file that the edition names."""
    about = (root / "params" / "editions" / edition / "edition.yaml").read_text(encoding="utf-8")
    method = re.findall(r"(?m)^method: (\S+)", about)[0]
    path = root / "params" / "methods" / f"{method}.yaml"
    path.write_text(LIMIT.sub(OTHER_LIMIT, path.read_text(encoding="utf-8")), encoding="utf-8")


@dataclass(frozen=True)
class Took:
    """What a command took by the clock, and what it computed."""

    seconds: float
    cpu_seconds: float


def ratio(both: Sequence[tuple[Took, Took]]) -> dict[str, object]:
    """One side over the other, by the clock and in what was computed; of several pairs the medians, and each of them."""
    each = [round(whole.seconds / loop.seconds, 3) for whole, loop in both]
    computed = [round(whole.cpu_seconds / loop.cpu_seconds, 3) for whole, loop in both]
    return {
        "seconds": round(statistics.median(whole.seconds for whole, _ in both), 3),
        "plain_seconds": round(statistics.median(loop.seconds for _, loop in both), 3),
        "ratio": statistics.median(each),
        "cpu_ratio": statistics.median(computed),
        **({"ratios": each} if len(each) > 1 else {}),
    }


def measure(name: str, command: Sequence[str | Path], root: Path) -> Took | None:
    """Run a command once and print how long it took, with the steps that it says it ran and kept."""
    begun, computed = time.perf_counter(), computed_seconds()
    done = subprocess.run(command, cwd=root, env=environment(root), capture_output=True, text=True)
    seconds, computed = time.perf_counter() - begun, computed_seconds() - computed
    if done.returncode:
        last = next((line for line in reversed(done.stderr.splitlines()) if line.strip()), "it said nothing")
        report(name, seconds=None, missing=f"exit code {done.returncode}: {last.strip()}")
        return None
    steps = [line for line in done.stdout.splitlines() if re.match(r"\[ *\d+/\d+\] ", line)]
    kept = sum("  kept" in line for line in steps)
    figures: dict[str, object] = {"ran": len(steps) - kept, "kept": kept} if steps else {}
    load = round(os.getloadavg()[0], 1)
    report(name, seconds=round(seconds, 3), cpu_seconds=round(computed, 3), load=load, **figures)
    return Took(seconds, computed)


def computed_seconds() -> float:
    """What the processes that have ended, and those that they started, have computed so far."""
    times = os.times()
    return times.children_user + times.children_system


def seconds_of(command: Sequence[str | Path], root: Path) -> float:
    begun = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=root, env=environment(root))
    return time.perf_counter() - begun


def environment(root: Path) -> dict[str, str]:
    """That of this process; but both sides keep bytecode, as Python does unless it is told otherwise."""
    usual = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**usual, "PII_PROJECT": str(root)}


def report(name: str, **figures: object) -> None:
    print(json.dumps({"name": name, **figures}), flush=True)


def prepare(edition: str, root: Path) -> Path:
    """Write down what a person who writes such a loop knows: order, parameters, and the method that chapters read."""
    from pipeline.chain import order, resolve, steps

    run = resolve.resolve(edition, root=root)
    tables = root / "tables"
    tables.mkdir()
    (root / "executed").mkdir()
    (tables / "method.json").write_text(json.dumps(run.edition.method.model_dump(mode="json")), encoding="utf-8")
    loop = [
        {
            "notebook": str(step.path),
            "executed": str(root / "executed" / step.path.name),
            "parameters": run.parameters(step),
            "environment": {
                "PII_PROJECT": str(root),
                "PII_STEP_INPUTS": str(tables),
                "PII_STEP_OUTPUTS": str(tables),
                "PII_STEP_METHOD": str(tables / "method.json"),
                "PII_LEDGER_HEAD": "",
            },
        }
        for step in order.ordered(steps.discover(root, kind=run.kind))
    ]
    (root / "loop.json").write_text(json.dumps(loop), encoding="utf-8")
    return root / "loop.json"


def plain_loop(path: str) -> None:
    """What a person would write: the notebooks in order, one after another."""
    import papermill

    for step in json.loads(Path(path).read_text(encoding="utf-8")):
        os.environ.update(step["environment"])
        papermill.execute_notebook(
            step["notebook"], step["executed"], parameters=step["parameters"], progress_bar=False
        )


if __name__ == "__main__":
    if sys.argv[1:2] == [PLAIN_LOOP]:
        plain_loop(sys.argv[2])
    else:
        parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
        parser.add_argument("edition", nargs="?", default="open-2024")
        parser.add_argument("--pairs", type=int, default=1, help="how often both sides are measured, in turn")
        given = parser.parse_args()
        main(given.edition, given.pairs)
