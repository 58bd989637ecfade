"""Draws of the weights of each aggregate around those in use, as the declared alternatives say."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from pipeline.construction.weights import Weights
from pipeline.framework.alternatives import WeightNoise
from pipeline.framework.edition import Edition
from pipeline.statistics import weighting
from pipeline.statistics.types import FloatArray

NO_SIBLINGS, OUTSIDE_RANGE, DRAWN_ALREADY = "no_siblings", "outside_range", "drawn_already"
"""Why weights are not drawn: no node there has siblings, none of the siblings lie in the declared range, or another
declaration draws them."""

ROUNDING = 1e-9  # a third of 0.9 is not quite 0.3


def assigned(edition: Edition, centre: Weights) -> tuple[dict[str, WeightNoise], dict[str, str]]:
    """Which declaration draws the weights below each aggregate, and why a declaration draws none.

    The first declaration that fits an aggregate draws it. An aggregate without two children of positive weight has
    nothing to draw.

    Parameters
    ----------
    centre : the weights in use.

    Returns
    -------
    Declarations by the code of the aggregate, lower levels first; reasons by the key of the declaration.
    """
    chosen: dict[str, WeightNoise] = {}
    unused: dict[str, str] = {}
    for noise in edition.alternatives.weights:
        parents = [code for code in noise.parents(edition.framework) if (centre[code] > 0).sum() > 1]
        inside = [code for code in parents if _lies_inside(weighting.to_shares(centre[code]), noise)]
        for code in inside:
            chosen.setdefault(code, noise)
        if noise not in chosen.values():
            unused[noise.key] = DRAWN_ALREADY if inside else OUTSIDE_RANGE if parents else NO_SIBLINGS
    return {code: chosen[code] for code in centre if code in chosen}, unused


def pools(edition: Edition, centre: Weights, *, n_draws: int, rng: np.random.Generator) -> dict[str, FloatArray]:
    """Weight draws by aggregate, (n_draws, n_children), which weigh as much together as those in use do."""
    drawn = {}
    for code, noise in assigned(edition, centre)[0].items():
        own = centre[code]
        drawn[code] = _drawn(weighting.to_shares(own), own, noise, n_draws=n_draws, rng=rng) * own.sum()
    return drawn


def weight_spread(pool: Mapping[str, FloatArray], nominal: Weights, edition: Edition) -> list[dict[str, object]]:
    """The realised spread of the drawn weights beside the nominal ones, as shares: rows of ``weight_spread.csv``."""
    rows: list[dict[str, object]] = []
    for code, drawn in pool.items():
        found = weighting.spread(weighting.to_shares(drawn))
        for column, child in enumerate(edition.framework.children(code)):
            rows.append(
                {
                    "code": child.code,
                    "nominal": nominal[code][column] / nominal[code].sum(),
                    "p05": found.p05[column],
                    "p95": found.p95[column],
                    "lowest": found.minimum[column],
                    "highest": found.maximum[column],
                }
            )
    return rows


def _lies_inside(shares: FloatArray, noise: WeightNoise) -> bool:
    if noise.low is None or noise.high is None:
        return True
    counted = shares[shares > 0]
    return bool(((counted >= noise.low - ROUNDING) & (counted <= noise.high + ROUNDING)).all())


def _drawn(
    shares: FloatArray, own: FloatArray, noise: WeightNoise, *, n_draws: int, rng: np.random.Generator
) -> FloatArray:
    if noise.concentration is not None:
        return weighting.dirichlet(own, concentration=noise.concentration, n_draws=n_draws, rng=rng)
    if noise.relative is not None:
        low, high = shares * (1.0 - noise.relative), shares * (1.0 + noise.relative)
    else:
        counted = shares > 0  # a weight of 0 is a decision, and stays
        low, high = np.where(counted, noise.low or 0.0, 0.0), np.where(counted, noise.high or 0.0, 0.0)
    return weighting.uniform(low=low, high=high, n_draws=n_draws, rng=rng)
