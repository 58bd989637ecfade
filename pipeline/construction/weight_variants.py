"""The same scores under every weighting there is: what each would do to weights and ranks.

A comparison, not a menu: what the data propose is shown beside what was decided, and what cannot be computed on this
edition is named with its reason.
"""

from __future__ import annotations

import typing
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import stats

from pipeline.construction import index, weights
from pipeline.errors import MethodError
from pipeline.framework import admissibility
from pipeline.framework.edition import Edition
from pipeline.framework.options import Weighting
from pipeline.statistics import sensitivity
from pipeline.statistics.types import FloatArray

VARIANTS: tuple[str, ...] = typing.get_args(Weighting)
SHIFTS = [
    "variant",
    "kind",
    "feasible",
    "reason",
    "detail",
    "mean_shift",
    "largest_shift",
    "unit_code",
    "spearman",
    "n_changed",
]


@dataclass(frozen=True)
class Variants:
    """``weight_variants.csv`` and ``weight_shifts.csv``."""

    weights: pd.DataFrame
    shifts: pd.DataFrame


def compare(scores: pd.DataFrame, edition: Edition, *, outcome: FloatArray | None = None) -> Variants:
    """Weights, effective weights and shifts of rank under every weighting, against the edition's own method.

    Parameters
    ----------
    scores : ranked units x indicators (more columns do no harm), normalised.
    outcome : (n_units,) see ``weights.outcome``.

    Returns
    -------
    Variants. The data weigh at :func:`levels` only; a variant that this edition does not admit has no weights and a row
    of shifts with ``reason`` (what it lacks: ``experts``, ``outcome``, ``scores``, ``framework``) and ``detail``.

    Notes
    -----
    ``kind``: ``decided`` (nominal, equal), ``experts`` or ``data``. Spearman is of the ranks. The largest shift is
    given with the unit that makes it; of equal ones the first.
    """
    root, indicators = edition.framework.root.code, scores[edition.framework.indicator_codes]
    own = index.assemble(indicators, edition, outcome=outcome).ranks[root]
    rows, shifts = [], []
    for variant in VARIANTS:
        about: dict[str, object] = {"variant": variant, "kind": admissibility.origin(variant)}
        method = edition.method.replace({"weighting": variant, "weighting_levels": levels(edition)})
        try:
            built = index.assemble(indicators, edition, method=method, outcome=outcome)
        except MethodError as error:
            shifts.append(about | {"feasible": False, "reason": _lacks(variant), "detail": str(error)})
            continue
        table = weights.effective_weights(edition, weights=built.weights)
        rows.append(table.assign(variant=variant)[["code", "variant", "weight", "effective"]])
        shifts.append(about | {"feasible": True} | _shift(own, built.ranks[root]))
    return Variants(pd.concat(rows, ignore_index=True), pd.DataFrame(shifts, columns=SHIFTS))


def levels(edition: Edition) -> list[int]:
    """Levels at which the scores weigh: the method's, or else that of the pillars (below the root without pillars)."""
    framework = edition.framework
    named = edition.method.aggregation.weighting_levels
    pillars = framework.with_role("pillar") or framework.children(framework.root.code)
    return list(named) or sorted({pillar.level for pillar in pillars if pillar.level})


def _lacks(variant: str) -> str:
    """What a variant needs that is not there."""
    if variant == "regression":
        return "outcome"
    return {"experts": "experts", "data": "scores", "decided": "framework"}[admissibility.origin(variant)]


def _shift(own: pd.Series, ranks: pd.Series) -> dict[str, object]:
    before, after = own.to_numpy(dtype=float), ranks.to_numpy(dtype=float)
    size, unit = sensitivity.largest_shift(before, after)
    varies = len(np.unique(before)) > 1 and len(np.unique(after)) > 1
    return {
        "reason": "",
        "detail": "",
        "mean_shift": float(sensitivity.mean_rank_shift(before, after)),
        "largest_shift": size,
        "unit_code": own.index[unit] if size > 0 else "",
        "spearman": float(stats.spearmanr(before, after).statistic) if varies else np.nan,
        "n_changed": int((before != after).sum()),
    }
