"""The results of a sweep in two tables, and as lines to read.

``sweep.csv``: score and rank of the index, for every unit in every run that is in force. ``sweep_runs.csv``: for every run
of the set what it does otherwise, how far it moves the ranks of the nominal run (places, without sign, over the units
ranked in both), how long it took, and what became of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from scipy import stats

from pipeline.data import project, store
from pipeline.framework.edition import NOMINAL, Edition
from pipeline.framework.sweep import PREFIX
from pipeline.statistics import sensitivity

SCORES, RESULTS, RUNS = "scores.csv", "sweep.csv", "sweep_runs.csv"
DONE, KEPT, FAILED, NOT_RUN = "done", "kept", "failed", "not run"
IN_FORCE = (DONE, KEPT)
COLUMNS = (
    *("run", "method", "changed"),
    *("mean_shift", "largest_shift", "unit_code", "spearman"),
    *("seconds", "outcome", "reason"),
)


@dataclass(frozen=True)
class Row:
    """What became of one run of a set; ``seconds`` it took to make, wherever and whenever that was."""

    run: str
    method: str
    changed: str
    outcome: str
    seconds: float | None = None
    reason: str = ""


def folder_of(edition: str, name: str, *, root: Path) -> Path:
    """Where the tables of a set lie."""
    return project.reports(edition, f"{PREFIX}{name}", root=root)


def write(rows: Sequence[Row], edition: Edition, folder: Path, *, root: Path) -> pd.DataFrame:
    """Write both tables; return the second, in the order of the set.

    Parameters
    ----------
    rows : of every run of the set. Those that are in force are compared with the nominal run, if that is.
    """
    index = {row.run: _index(edition, row.run, root=root) for row in rows if row.outcome in IN_FORCE}
    scores = [table.assign(run=run) for run, table in index.items()]
    columns = ["unit_code", "run", "score", "rank"]
    results = pd.concat(scores)[columns] if scores else pd.DataFrame(columns=columns)
    there = (project.processed(edition.id, NOMINAL, root=root) / SCORES).is_file()
    nominal = _index(edition, NOMINAL, root=root) if there else None
    runs = pd.DataFrame(
        [_told_of(row) | (_shift(nominal, index[row.run]) if row.run in index else {}) for row in rows], columns=COLUMNS
    )
    store.write_table(results, folder / RESULTS)
    store.write_table(runs, folder / RUNS)
    return runs


def told(runs: pd.DataFrame, edition: Edition) -> list[str]:
    """The runs as a short table to read, the reason of a run that is not in force below it."""
    units = edition.units.by_code
    cells = [["run", "outcome", "mean shift", "largest", "of", "Spearman", "seconds"]]
    for row in runs.itertuples():
        moved = units[row.unit_code].name_vi if row.unit_code else ""
        figures = [_number(row.mean_shift, ".2f"), _number(row.largest_shift, "g"), moved]
        cells.append([row.run, row.outcome, *figures, _number(row.spearman, ".3f"), _number(row.seconds, ".1f")])
    widths = [max(len(line[place]) for line in cells) for place in range(len(cells[0]))]
    lines = ["  ".join(_aligned(line, widths)).rstrip() for line in cells]
    reasons = [f"{row.run}: {row.outcome}: {row.reason}" for row in runs.itertuples() if row.outcome not in IN_FORCE]
    return [*lines, *reasons]


def _index(edition: Edition, run: str, *, root: Path) -> pd.DataFrame:
    """Score and rank of the whole, by unit."""
    table = store.read_table(project.processed(edition.id, run, root=root) / SCORES)
    return table[table["code"] == edition.framework.root.code][["unit_code", "score", "rank"]]


def _told_of(row: Row) -> dict[str, object]:
    nothing = {"mean_shift": np.nan, "largest_shift": np.nan, "unit_code": "", "spearman": np.nan}
    seconds = np.nan if row.seconds is None else row.seconds
    about = {"run": row.run, "method": row.method, "changed": row.changed}
    return about | nothing | {"seconds": seconds, "outcome": row.outcome, "reason": row.reason}


def _shift(nominal: pd.DataFrame | None, index: pd.DataFrame) -> dict[str, object]:
    """How far a run moves the ranks of the nominal one; nothing where they cannot be compared."""
    if nominal is None:
        return {}
    both = nominal.merge(index, on="unit_code", suffixes=("_nominal", "")).dropna(subset=["rank_nominal", "rank"])
    before, after = (both[name].to_numpy(dtype=float) for name in ("rank_nominal", "rank"))
    if not before.size:
        return {}
    size, unit = sensitivity.largest_shift(before, after)
    varies = len(np.unique(before)) > 1 and len(np.unique(after)) > 1
    return {
        "mean_shift": float(sensitivity.mean_rank_shift(before, after)),
        "largest_shift": size,
        "unit_code": both["unit_code"].iloc[unit] if size > 0 else "",
        "spearman": float(stats.spearmanr(before, after).statistic) if varies else np.nan,
    }


def _number(value: float, form: str) -> str:
    return "" if pd.isna(value) else format(value, form)


def _aligned(line: Iterable[str], widths: Sequence[int]) -> list[str]:
    """Text to the left, figures to the right."""
    return [
        cell.ljust(width) if place in (0, 1, 4) else cell.rjust(width)
        for place, (cell, width) in enumerate(zip(line, widths, strict=True))
    ]
