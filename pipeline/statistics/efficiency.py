"""Efficiency: what a unit makes of its inputs, with the weights that suit it best (data envelopment analysis)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from scipy import optimize, sparse

from pipeline.statistics import complete_units
from pipeline.statistics.types import FloatArray

Orientation = Literal["input", "output"]
Returns = Literal["constant", "variable"]

_CELLS = 1_500_000  # of one linear programme; units are put together up to that
_ROUNDING = 1e-9


@dataclass(frozen=True)
class ShareLimits:
    """What each variable may contribute to its side's total, 0-1; 0 and 1 leave it free."""

    least: float
    greatest: float


FREE = ShareLimits(least=0.0, greatest=1.0)


@dataclass(frozen=True, eq=False)
class Efficiency:
    """Scores of units with the shares behind them; NaN for a unit that misses a variable."""

    scores: FloatArray  # (n_units,) above 0, at most 1
    input_shares: FloatArray  # (n_units, n_inputs) of the unit's own weighted inputs; others may give the same score
    output_shares: FloatArray  # (n_units, n_outputs)
    n: int  # complete units


def envelopment(
    inputs: FloatArray,
    outputs: FloatArray,
    *,
    orientation: Orientation,
    returns: Returns,
    input_limits: ShareLimits,
    output_limits: ShareLimits,
) -> Efficiency:
    r"""Score each unit's outputs against its inputs, none above 1 with the same weights.

    .. math:: \max_{u, v \ge 0} \frac{\sum_r u_r y_{ro}}{\sum_i v_i x_{io}} \quad \text{where} \quad
       \sum_r u_r y_{rj} \le \sum_i v_i x_{ij} \;\forall j

    Under variable returns a free constant stands on the side of what is optimised.

    Parameters
    ----------
    inputs : (n_units, m) less is better, outputs : (n_units, s) more is better; above 0 on ratio scales, which may
        differ; NaN is missing.
    orientation : ``input`` by how much inputs could shrink, ``output`` by how much outputs could grow (the inverse);
        under constant returns without limits they agree.
    returns : ``constant`` (CCR) or ``variable`` (BCC).
    input_limits, output_limits : of the shares of a unit's own weighted inputs and outputs.

    Returns
    -------
    Efficiency. Without limits at least one unit scores 1; with limits perhaps none.

    Raises
    ------
    ValueError : a value of 0 or less, shapes that do not fit, unknown words, or limits that no shares can keep.

    Notes
    -----
    The multiplier form, in what each variable contributes, so that units of measure cancel; the units' programmes stand
    side by side in one sparse programme (HiGHS). Few units for many variables make nearly all efficient: a rule of
    thumb wants n of at least m s and 3 (m + s). Scores that were min-max normalised have an arbitrary zero, and the
    result depends on it. Slacks are not taken off.

    References
    ----------
    Charnes, Cooper, Rhodes (1978), European Journal of Operational Research 2(6), 429-444,
    doi:10.1016/0377-2217(78)90138-8. Banker, Charnes, Cooper (1984), Management Science 30(9), 1078-1092,
    doi:10.1287/mnsc.30.9.1078. Limits of shares: Wong, Beasley (1990), Journal of the Operational Research Society
    41(9), 829-835, doi:10.1057/jors.1990.120.

    >>> one = {"orientation": "input", "returns": "constant", "input_limits": FREE, "output_limits": FREE}
    >>> envelopment(np.array([[2.0], [3.0], [4.0]]), np.array([[1.0], [3.0], [3.0]]), **one).scores.round(4)
    array([0.5 , 1.  , 0.75])
    """
    x, y = complete_units.table(inputs), complete_units.table(outputs)
    _check(x, y, orientation, returns)
    _check_limits(input_limits, x.shape[1], "inputs")
    _check_limits(output_limits, y.shape[1], "outputs")
    complete = np.flatnonzero(np.isfinite(x).all(axis=1) & np.isfinite(y).all(axis=1))
    m = x.shape[1]
    parts = np.full((len(x), m + y.shape[1]), np.nan)
    scores = np.full(len(x), np.nan)
    together = max(1, _CELLS // max(1, complete.size * parts.shape[1]))
    table = np.column_stack([x, y])[complete]
    for start in range(0, complete.size, together):
        rows = np.arange(start, min(start + together, complete.size))
        found, values = _solved(table, rows, m, orientation, returns, (input_limits, output_limits))
        parts[complete[rows]], scores[complete[rows]] = found, values
    return Efficiency(scores, _of_total(parts[:, :m]), _of_total(parts[:, m:]), int(complete.size))


def _solved(
    table: FloatArray,
    rows: np.ndarray,
    m: int,
    orientation: Orientation,
    returns: Returns,
    limits: tuple[ShareLimits, ShareLimits],
) -> tuple[FloatArray, FloatArray]:
    """What each variable of the units in ``rows`` contributes, and their scores."""
    k = table.shape[1]
    signs = np.r_[-np.ones(m), np.ones(k - m)]  # outputs less inputs
    held, moved = (slice(0, m), slice(m, k)) if orientation == "input" else (slice(m, k), slice(0, m))
    frontier = [signs * table / table[row] for row in rows]
    free = 1.0 if orientation == "input" else -1.0  # the constant stands on the side that is optimised
    if returns == "variable":
        frontier = [np.column_stack([block, np.full(len(table), free)]) for block in frontier]
    width = frontier[0].shape[1]
    bounds = _bounds_of_shares(m, k, width, limits)
    normal = np.zeros(width)
    normal[held] = 1.0
    objective = np.zeros(width)
    objective[moved] = 1.0
    objective[k:] = 1.0
    found = optimize.linprog(
        np.tile(-objective if orientation == "input" else objective, rows.size),
        A_ub=sparse.block_diag([np.concatenate([block, bounds]) for block in frontier], format="csr"),
        b_ub=np.zeros(rows.size * (len(table) + len(bounds))),
        A_eq=sparse.block_diag([normal[np.newaxis]] * rows.size, format="csr"),
        b_eq=np.ones(rows.size),
        bounds=([(0.0, None)] * k + [(None, None)] * (width - k)) * rows.size,
        method="highs",
    )
    if found.status != 0:
        raise ValueError(f"data envelopment analysis found no best weights: {found.message}")
    best = found.x.reshape(rows.size, width)
    value = best @ objective
    return np.maximum(best[:, :k], 0.0), np.minimum(value if orientation == "input" else 1.0 / value, 1.0)


def _of_total(parts: FloatArray) -> FloatArray:
    """Shares of each row's total; NaN where the constant of variable returns says it all."""
    total = parts.sum(axis=1, keepdims=True)
    return np.divide(parts, total, out=np.full(parts.shape, np.nan), where=total > 0)


def _bounds_of_shares(m: int, k: int, width: int, limits: tuple[ShareLimits, ShareLimits]) -> FloatArray:
    """Rows a'z <= 0 that keep every contribution between the limits of its side; none where the side is free."""
    rows = []
    for side, limit in zip((slice(0, m), slice(m, k)), limits, strict=True):
        total = np.zeros(width)
        total[side] = 1.0
        own = np.eye(width)[side]
        if limit.least > 0:
            rows.append(limit.least * total - own)
        if limit.greatest < 1:
            rows.append(own - limit.greatest * total)
    return np.concatenate(rows) if rows else np.zeros((0, width))


def _check(x: FloatArray, y: FloatArray, orientation: str, returns: str) -> None:
    for word, known in ((orientation, get_args(Orientation)), (returns, get_args(Returns))):
        if word not in known:
            raise ValueError(f"data envelopment analysis knows {', '.join(known)}; got {word!r}")
    if len(x) != len(y) or not x.shape[1] or not y.shape[1]:
        raise ValueError(f"inputs and outputs of the same units are needed; got shapes {x.shape} and {y.shape}")
    for table, name in ((x, "inputs"), (y, "outputs")):
        if (table <= 0).any():
            raise ValueError(f"data envelopment analysis needs {name} above 0; found {np.nanmin(table):g}")


def _check_limits(limits: ShareLimits, k: int, name: str) -> None:
    if not 0 <= limits.least <= limits.greatest <= 1:
        raise ValueError(f"limits of shares need 0 <= least <= greatest <= 1; got {limits} for the {name}")
    if limits.least * k > 1 + _ROUNDING or limits.greatest * k < 1 - _ROUNDING:
        raise ValueError(f"no shares of {k} {name} lie between {limits.least:g} and {limits.greatest:g} and sum to 1")
