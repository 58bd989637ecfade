"""How far the ranking leans on one pillar or on one unit: each is taken out in turn."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy import stats

from pipeline.construction import tree
from pipeline.construction.ground import Ground
from pipeline.construction.perturbation import Engine
from pipeline.statistics import sensitivity
from pipeline.statistics.types import FloatArray

SHIFT = ["mean_shift", "largest_shift", "unit_code", "spearman"]
PILLARS = ["code", *SHIFT]
UNITS = ["left_out", "n_reversed", "n_pairs", "mean_shift", "largest_shift", "unit_code"]


def leave_pillar_out(engine: Engine) -> pd.DataFrame:
    """Each component of the index taken out, the others' weights in proportion: ``leave_pillar_out.csv``."""
    framework = engine.edition.framework
    nominal, weights = engine.one({}), engine.weights_of(engine.edition.method)
    components = framework.children(framework.root.code)
    rows = []
    for node in components if len(components) > 1 else ():
        without = tree.weights_without(engine.edition, [node.code], weights=weights)
        rows.append({"code": node.code} | _shift(nominal, engine.one({}, weights=without), engine.ground.units))
    return pd.DataFrame(rows, columns=PILLARS)


def leave_unit_out(engine: Engine) -> pd.DataFrame:
    """The ranking made again without each unit: ``leave_unit_out.csv``.

    Where scores are placed between the least and the greatest value, the unit that holds one of them sets the scale for
    all others, and its leaving may reverse the order of two that have not changed. Shifts are those among the units
    that stay.
    """
    ground, units = engine.ground, np.array(engine.ground.units)
    nominal, rows = engine.one({}), []
    for place, unit in enumerate(units):
        stays = np.arange(len(units)) != place
        fewer = Ground(ground.values, ground.panel, tuple(units[stays]))
        after = engine.on(fewer).one({})
        before = stats.rankdata(nominal[stays], method="min")
        shift = _shift(before, after, fewer.units)
        rows.append(
            {
                "left_out": unit,
                "n_reversed": reversed_pairs(before, after),
                "n_pairs": len(before) * (len(before) - 1) // 2,
            }
            | {name: shift[name] for name in ("mean_shift", "largest_shift", "unit_code")}
        )
    return pd.DataFrame(rows, columns=UNITS)


def reversed_pairs(before: FloatArray, after: FloatArray) -> int:
    """Pairs of units that stand in one order before and in the other after; a tie on either side is no reversal.

    >>> reversed_pairs(np.array([1.0, 2, 3]), np.array([2.0, 1, 3]))
    1
    """
    first, second = np.triu_indices(len(before), k=1)
    return int((np.sign(before[first] - before[second]) * np.sign(after[first] - after[second]) < 0).sum())


def _shift(before: FloatArray, after: FloatArray, units: tuple[str, ...]) -> dict[str, object]:
    size, unit = sensitivity.largest_shift(before, after)
    return {
        "mean_shift": float(sensitivity.mean_rank_shift(before, after)),
        "largest_shift": size,
        "unit_code": units[unit] if size > 0 else "",
        "spearman": float(stats.spearmanr(before, after).statistic),
    }
