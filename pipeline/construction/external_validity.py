"""The index against rankings from outside, beside what the level of development reaches alone."""

from __future__ import annotations

import numpy as np
import pandas as pd

from pipeline.construction import development
from pipeline.construction.development import Ground
from pipeline.framework.edition import Edition
from pipeline.framework.external import External
from pipeline.statistics import external_validity
from pipeline.statistics.association import Kind

KINDS: tuple[Kind, ...] = ("pearson", "spearman")
EXTERNAL = [
    "external",
    "kind",
    "n",
    "n_all",
    "r",
    "low",
    "high",
    "alone_r",
    "alone_low",
    "alone_high",
    "difference",
    "difference_low",
    "difference_high",
    "spread_ratio",
    "upper_half",
]


def against(scores: pd.DataFrame, outside: pd.DataFrame, base: Ground, edition: Edition) -> pd.DataFrame:
    """Each external ranking against the index and against the main outcome alone: ``external.csv``.

    Parameters
    ----------
    scores : ranked units x codes; the index as published, with every ingredient.
    outside : the table ``external_scores.csv``.
    base : the ground of the main outcome; its logarithm is taken where the method says so.

    Returns
    -------
    One row for each ranking and kind of correlation, over the units that have index, outside figure and outcome (or,
    in an edition without an outcome, the first two). ``n_all`` is the number of ranked units; ``spread_ratio`` and
    ``upper_half`` say who was selected: the spread of the index among these units over that of all, and the share of
    them in the upper half of the index (0.5 where the selection is fair).
    """
    index = scores[edition.framework.root.code]
    alone = development.better_outcome(base, edition) if base.outcome is not None else pd.Series(np.nan, index.index)
    rows = [_row(item, kind, index, alone, outside, edition) for item in edition.about.external for kind in KINDS]
    return pd.DataFrame(rows, columns=EXTERNAL)


def figures_of(item: External, outside: pd.DataFrame, units: list[str]) -> pd.Series:
    """Figures of one ranking, turned so that more is better; NaN for a unit without one."""
    own = outside[outside["external"] == item.code].set_index("unit_code")["value"].astype(float)
    return item.direction * own.reindex(units)


def _row(
    item: External, kind: Kind, index: pd.Series, alone: pd.Series, outside: pd.DataFrame, edition: Edition
) -> dict[str, object]:
    figures = figures_of(item, outside, list(index.index))
    benchmark = alone if alone.notna().any() else index  # without an outcome: the index alone decides who counts
    found = external_validity.against_outside(
        index.to_numpy(dtype=float),
        figures.to_numpy(dtype=float),
        benchmark.to_numpy(dtype=float),
        kind=kind,
        confidence=edition.method.coherence.confidence,
    )
    compared = figures.notna() & index.notna() & benchmark.notna()
    row: dict[str, object] = {
        "external": item.code,
        "kind": kind,
        "n": found.index.n,
        "n_all": int(index.notna().sum()),
        "r": found.index.r,
        "low": found.index.low,
        "high": found.index.high,
        "spread_ratio": found.spread_ratio,
        "upper_half": float((index[compared] >= index.median()).mean()) if compared.any() else np.nan,
    }
    if benchmark is index:
        return row
    return row | {
        "alone_r": found.alone.r,
        "alone_low": found.alone.low,
        "alone_high": found.alone.high,
        "difference": found.difference,
        "difference_low": found.low,
        "difference_high": found.high,
    }
