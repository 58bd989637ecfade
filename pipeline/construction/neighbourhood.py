"""Are neighbouring units alike? Moran's I under stated rules of who neighbours whom."""

from __future__ import annotations

import numpy as np
import pandas as pd

from pipeline.construction import matrix, streams
from pipeline.framework.edition import Edition
from pipeline.statistics import spatial
from pipeline.statistics.types import FloatArray

RULES = ("region", "rook", "queen")
"""Same region; adjacent on the tile grid by side, or by side or corner: an approximation of the real borders."""

COLUMNS = ["code", "rule", "i", "expected", "low", "high", "p", "n", "mean_neighbours"]


def morans(scores: pd.DataFrame, edition: Edition, *, seed: int) -> pd.DataFrame:
    """Moran's I of the index and the pillars under every rule: ``moran.csv``.

    Parameters
    ----------
    scores : units x codes, every node (``scores.csv``).

    Returns
    -------
    ``expected`` is -1 / (n - 1); ``low`` and ``high`` hold the middle share of ``n_resamples`` orders of the units by
    chance, ``p`` is two-sided. No row for a rule under which nobody has a neighbour (a tile grid that is not given).

    Notes
    -----
    The edition has no table of borders. The tile grid keeps provinces near their neighbours, but not all of them.
    """
    options, framework = edition.method.coherence, edition.framework
    units = [str(unit) for unit in scores.index]
    rows = []
    for number, rule in enumerate(RULES):
        near = neighbours(edition, units, rule=rule)
        if not near.any():
            continue
        for place, node in enumerate((framework.root, *framework.pillars)):
            found = spatial.morans_i(
                scores[node.code].to_numpy(dtype=float),
                neighbours=near,
                n_permutations=options.n_resamples,
                confidence=options.confidence,
                rng=streams.generator(seed, streams.MORAN, number, place),
            )
            figures = (found.i, found.expected, found.low, found.high, found.p_value, found.n)
            rows.append((node.code, rule, *figures, float(near.sum(axis=1).mean())))
    return pd.DataFrame(rows, columns=COLUMNS)


def neighbours(edition: Edition, units: list[str], *, rule: str) -> FloatArray:
    """Who neighbours whom among the units under a rule of ``RULES``: (n_units, n_units) of 0 and 1."""
    if rule == "region":
        return spatial.group_neighbours(matrix.groups(edition, units))
    own = [edition.units.by_code[unit] for unit in units]
    rows, columns = (
        np.array([np.nan if place is None else float(place) for place in places])
        for places in ([unit.tile_row for unit in own], [unit.tile_column for unit in own])
    )
    return spatial.grid_neighbours(rows, columns, contiguity="rook" if rule == "rook" else "queen")
