"""Who lives by compensation: what each unit would lose if a strong pillar made up less for a weak one."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from pipeline.construction import weights as weighing
from pipeline.framework.edition import Edition
from pipeline.statistics import aggregation, power_means, ranking, weighting
from pipeline.statistics.types import FloatArray

COLUMNS = [
    "unit_code",
    "arithmetic",
    "geometric",
    "harmonic",
    "lost_geometric",
    "lost_harmonic",
    "rank_arithmetic",
    "rank_geometric",
    "rank_harmonic",
    "flagged",
]


def profile(scores: pd.DataFrame, edition: Edition) -> pd.DataFrame:
    """Arithmetic, geometric and harmonic means of the pillars with their ranks: ``compensation.csv``.

    Parameters
    ----------
    scores : ranked units x codes, every node.

    Returns
    -------
    One row per unit. ``lost`` is the arithmetic less the other mean, in points; ``flagged`` where the rank falls by at
    least ``added_value_share`` of the units under the geometric mean. The other means are missing for all units where
    the method has no ``score_floor`` and a pillar's score is not above 0: they are not admissible then.

    Notes
    -----
    The pillars with their effective weights; below them everything stays as the method has it. On a scale without a
    meaningful zero a geometric mean says little: on min-max scores what is lost depends on where the worst unit was put.
    """
    effective = weighing.effective_weights(edition).set_index("code")["effective"]
    codes = [node.code for node in edition.framework.pillars if effective[node.code] > 0]
    table = scores[codes].to_numpy(dtype=float)
    weights = weighting.to_shares(effective[codes].to_numpy(dtype=float))
    floor = edition.method.aggregation.score_floor
    admissible = floor is not None or not (table <= 0).any()
    found = pd.DataFrame({"unit_code": scores.index, "arithmetic": aggregation.arithmetic_mean(table, weights=weights)})
    means: dict[str, Callable[..., FloatArray]] = {
        "geometric": aggregation.geometric_mean,
        "harmonic": power_means.harmonic_mean,
    }
    for name, mean in means.items():
        found[name] = mean(table, weights=weights, floor=floor) if admissible else np.nan
        found[f"lost_{name}"] = found["arithmetic"] - found[name]
    for name in ("arithmetic", *means):
        found[f"rank_{name}"] = ranking.rank(found[name].to_numpy(dtype=float), ties="min")
    least = edition.method.importance.added_value_share * len(found)
    found["flagged"] = found["rank_geometric"] - found["rank_arithmetic"] >= least - 1e-9
    return found[COLUMNS]
