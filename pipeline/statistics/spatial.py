"""Spatial autocorrelation: are neighbours alike, and by which rule are two units neighbours?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np

from pipeline.statistics import complete_units
from pipeline.statistics.types import FloatArray, IntArray

Contiguity = Literal["rook", "queen"]


@dataclass(frozen=True)
class MoranI:
    """Moran's I with its permutation distribution; ``n`` counts units with a value and a neighbour."""

    i: float
    expected: float  # -1 / (n - 1), if places did not matter
    low: float  # the middle share of the permutations
    high: float
    p_value: float
    n: int


def group_neighbours(groups: IntArray) -> FloatArray:
    """Units of one group as each other's neighbours, (n_units, n_units) of 0 and 1, nobody their own.

    >>> group_neighbours(np.array([0, 0, 1])).tolist()
    [[0.0, 1.0, 0.0], [1.0, 0.0, 0.0], [0.0, 0.0, 0.0]]
    """
    groups = np.asarray(groups)
    return np.asarray((groups[:, np.newaxis] == groups) & ~np.eye(len(groups), dtype=bool), dtype=float)


def grid_neighbours(rows: FloatArray, columns: FloatArray, *, contiguity: Contiguity) -> FloatArray:
    """Units on adjacent cells of a grid as neighbours, (n_units, n_units) of 0 and 1.

    Parameters
    ----------
    rows, columns : (n_units,) places on the grid; NaN is no place, and then no neighbour.
    contiguity : ``rook`` cells share a side, ``queen`` cells a side or a corner.

    Raises
    ------
    ValueError : another contiguity.

    >>> grid_neighbours(np.array([0.0, 1, 1]), np.array([0.0, 0, 1]), contiguity="rook").sum(axis=1).tolist()
    [1.0, 2.0, 1.0]
    """
    if contiguity not in get_args(Contiguity):
        raise ValueError(f"contiguity must be one of {', '.join(get_args(Contiguity))}; got {contiguity!r}")
    down = np.abs(np.subtract.outer(rows, rows))
    across = np.abs(np.subtract.outer(columns, columns))
    near = down + across == 1 if contiguity == "rook" else np.fmax(down, across) == 1
    return np.asarray(near & ~np.isnan(down + across), dtype=float)


def morans_i(
    values: FloatArray, *, neighbours: FloatArray, n_permutations: int, confidence: float, rng: np.random.Generator
) -> MoranI:
    r"""Compute Moran's I of one variable under row-standardised neighbours, with a permutation test.

    .. math:: I = \frac{n}{\sum_{ij} w_{ij}} \frac{\sum_{ij} w_{ij} z_i z_j}{\sum_i z_i^2}, \quad
       w_{ij} = \frac{a_{ij}}{\sum_k a_{ik}}, \quad p = \frac{1 + \#\{|I^* - E| \ge |I - E|\}}{1 + M}

    Parameters
    ----------
    values : (n_units,) scores; NaN is missing, and its unit is left out.
    neighbours : (n_units, n_units) not negative, 0 on the diagonal. A unit that has no neighbour with a value is left
        out as well: it could only pull I towards 0.
    n_permutations : M, orders of the values over the units. confidence : of the middle range of the permutations.
    rng : their source.

    Returns
    -------
    MoranI; NaN with fewer than three units left or no range. The p-value is two-sided.

    Raises
    ------
    ValueError : shapes that do not fit, negative or own neighbours, no permutations.

    Notes
    -----
    The permutations say what places that do not matter would give; they are no interval around I.

    References
    ----------
    Moran (1950), Biometrika 37(1-2), 17-23, doi:10.1093/biomet/37.1-2.17. Cliff and Ord (1981), Spatial Processes.

    >>> ring = np.roll(np.eye(6), 1, axis=0) + np.roll(np.eye(6), -1, axis=0)
    >>> found = morans_i(np.array([1.0, 1, 1, 5, 5, 5]), neighbours=ring, n_permutations=99, confidence=0.9,
    ...                  rng=np.random.default_rng(0))
    >>> round(found.i, 3), round(found.expected, 3)
    (0.333, -0.2)
    """
    values, neighbours = np.asarray(values, dtype=float), np.asarray(neighbours, dtype=float)
    _check(values, neighbours, n_permutations)
    used = np.flatnonzero(_connected(np.isfinite(values), neighbours))
    n = used.size
    if n < 3 or not complete_units.has_range(values[used, np.newaxis])[0]:
        nan = float("nan")
        return MoranI(nan, nan, nan, nan, nan, n)
    near = neighbours[np.ix_(used, used)]
    weights = near / near.sum(axis=1, keepdims=True)
    centred = values[used] - values[used].mean()
    spread = centred @ centred  # rows sum to 1, so that n / sum(w) is 1
    found = float(centred @ weights @ centred / spread)
    orders = rng.permuted(np.broadcast_to(centred, (n_permutations, n)), axis=1)
    permuted = ((orders @ weights.T) * orders).sum(axis=1) / spread
    expected = -1.0 / (n - 1)
    beyond = np.abs(permuted - expected) >= abs(found - expected) - 1e-12
    low, high = np.quantile(permuted, [(1.0 - confidence) / 2.0, (1.0 + confidence) / 2.0])
    p_value = float((1 + beyond.sum()) / (1 + n_permutations))
    return MoranI(found, expected, float(low), float(high), p_value, n)


def _check(values: FloatArray, neighbours: FloatArray, n_permutations: int) -> None:
    if values.ndim != 1 or neighbours.shape != (values.size, values.size):
        raise ValueError(
            f"morans_i needs a vector and a square table of its neighbours; got {values.shape} and {neighbours.shape}"
        )
    if not (neighbours >= 0).all() or np.diag(neighbours).any():
        raise ValueError("morans_i needs neighbours that are not negative, and no unit its own neighbour")
    if n_permutations < 1:
        raise ValueError(f"morans_i needs at least one permutation; got {n_permutations}")


def _connected(present: FloatArray, neighbours: FloatArray) -> FloatArray:
    """Units with a value and a neighbour that has both too; leaving one out may leave another without."""
    used = np.asarray(present, dtype=bool)
    while True:
        still = used & (neighbours[:, used].sum(axis=1) > 0)
        if (still == used).all():
            return used
        used = still
