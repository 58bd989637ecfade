"""Which choice moves the result: Sobol indices in three acts, and the shift of ranks.

Act one, :func:`sobol_design` gives the points; act two, the caller evaluates each row; act three,
:func:`sobol_indices` reads the outputs in the same order. The factors must be independent: choices that hang together
are one factor, driven by one uniform.
"""

from dataclasses import dataclass

import numpy as np
from scipy.stats import qmc

from pipeline.statistics.types import FloatArray, RankArray


@dataclass(frozen=True)
class SobolIndices:
    """Indices (n_factors,) or (n_factors, n_outputs), the ends of their intervals, and the variance they divide."""

    first: FloatArray
    first_low: FloatArray
    first_high: FloatArray
    total: FloatArray
    total_low: FloatArray
    total_high: FloatArray
    variance: FloatArray  # () or (n_outputs,)


def sobol_design(n_factors: int, *, n_base: int, rng: np.random.Generator) -> FloatArray:
    """Lay out the points at which first and total order indices can be read (Saltelli's design).

    Parameters
    ----------
    n_factors : d, at least 1. n_base : N, a power of two. rng : scrambles the Sobol sequence.

    Returns
    -------
    (N (d + 2), d) uniforms on [0, 1): the N rows of A, the N of B, then for each factor i the N of A with column i
    taken from B.

    Raises
    ------
    ValueError : no factors, an N that is not a power of two (the sequence would lose its balance).

    Notes
    -----
    A and B are the two halves of one scrambled sequence in 2d dimensions. The order of rows is COINr's (``SA_sample``);
    SALib interleaves them.

    References
    ----------
    Saltelli et al. (2010), Computer Physics Communications 181(2), doi:10.1016/j.cpc.2009.09.018. Owen (1998), ACM
    TOMACS 8(1), doi:10.1145/272991.273010.

    >>> sobol_design(3, n_base=4, rng=np.random.default_rng(0)).shape
    (20, 3)
    """
    if n_factors < 1 or n_base < 2 or n_base & (n_base - 1):
        raise ValueError(f"a design needs at least one factor and n_base a power of two; got {n_factors} and {n_base}")
    sequence = qmc.Sobol(2 * n_factors, scramble=True, rng=rng).random(n_base)
    a, b = sequence[:, :n_factors], sequence[:, n_factors:]
    mixed = np.repeat(a[np.newaxis], n_factors, axis=0)
    for i in range(n_factors):
        mixed[i, :, i] = b[:, i]
    return np.concatenate([a, b, mixed.reshape(-1, n_factors)])


def sobol_indices(
    outputs: FloatArray,
    *,
    n_factors: int,
    n_base: int,
    min_variance: float,
    n_resamples: int,
    confidence: float,
    rng: np.random.Generator,
) -> SobolIndices:
    """Split the variance of outputs among factors: alone (first order) and with all interactions (total).

    .. math:: S_i = \\frac{1}{N V} \\sum_j y_B (y_{AB_i} - y_A), \\quad
       T_i = \\frac{1}{2 N V} \\sum_j (y_A - y_{AB_i})^2

    Parameters
    ----------
    outputs : (N (d + 2),) or (N (d + 2), n_outputs), of the rows of :func:`sobol_design` in order, none missing.
    n_factors, n_base : d and N of the design (in a design made elsewhere, N may be any number).
    min_variance : the variance up to which an output counts as constant.
    n_resamples, confidence, rng : of the percentile bootstrap over base points.

    Returns
    -------
    SobolIndices. An output whose variance is not above `min_variance` has NaN throughout: undefined, never 0. A first
    order index may be slightly negative, its sampling error; a total index may not.

    Raises
    ------
    ValueError : outputs that do not fit the design, a missing output (one failed evaluation spoils every index, so it
        is refused, not dropped), a negative `min_variance`, no resamples, a confidence outside (0, 1).

    Notes
    -----
    Outputs are centred before the first order product: the index is the same, its sampling error smaller. COINr does
    not centre; its total order indices agree to rounding, its first order ones differ by the mean output times
    mean(y_AB_i - y_A) / V. V is that of the A and B runs with 2N - 1, as in COINr. The points are balanced, the
    bootstrap treats them as independent: its intervals are rather too wide.

    References
    ----------
    First: Saltelli et al. (2010), doi:10.1016/j.cpc.2009.09.018, table 2 (b). Total: Jansen (1999), Computer Physics
    Communications 117(1-2), doi:10.1016/S0010-4655(98)00154-4. Intervals: Archer, Saltelli and Sobol (1997), J. Stat.
    Comput. Simul. 58(2), doi:10.1080/00949659708811825.

    >>> points = sobol_design(2, n_base=1024, rng=np.random.default_rng(0))
    >>> found = sobol_indices(points[:, 0], n_factors=2, n_base=1024, min_variance=1e-12, n_resamples=50,
    ...     confidence=0.9, rng=np.random.default_rng(1))
    >>> (found.first.round(2) + 0.0).tolist(), found.total.round(2).tolist()
    ([1.0, 0.0], [1.0, 0.0])
    """
    outputs = np.asarray(outputs, dtype=float)
    _check_outputs(outputs, n_factors, n_base)
    _check_options(min_variance, n_resamples, confidence)
    terms = _terms(outputs.reshape(n_factors + 2, n_base, -1))
    first, total, variance = _from_means(terms.mean(axis=1), n_base, min_variance)
    drawn, by_point = [], np.ascontiguousarray(terms.swapaxes(1, 2)).reshape(-1, n_base)  # once, not for each resample
    for _ in range(n_resamples):
        counts = np.bincount(rng.integers(n_base, size=n_base), minlength=n_base).astype(float)
        means = (by_point @ counts).reshape(len(terms), -1) / n_base
        drawn.append(_from_means(means, n_base, min_variance)[:2])
    tails = [(1 - confidence) / 2, (1 + confidence) / 2]
    (first_low, total_low), (first_high, total_high) = np.quantile(np.array(drawn), tails, axis=0)
    shape = (n_factors, *outputs.shape[1:])
    parts = {"first": first, "first_low": first_low, "first_high": first_high}
    parts |= {"total": total, "total_low": total_low, "total_high": total_high}
    return SobolIndices(**{k: v.reshape(shape) for k, v in parts.items()}, variance=variance.reshape(shape[1:]))


def _check_options(min_variance: float, n_resamples: int, confidence: float) -> None:
    if min_variance < 0 or n_resamples < 1 or not 0.0 < confidence < 1.0:
        raise ValueError(
            "sobol_indices needs min_variance >= 0, n_resamples >= 1 and a confidence between 0 and 1; "
            f"got {min_variance}, {n_resamples} and {confidence}"
        )


def mean_rank_shift(reference: FloatArray, ranks: FloatArray | RankArray) -> FloatArray:
    """Average how many places units move away from the reference ranks.

    .. math:: \\bar R_S = \\frac{1}{n} \\sum_u \\left| r_u^{\\text{ref}} - r_u \\right|

    Parameters
    ----------
    reference : (n_units,) ranks. ranks : (..., n_units), leading axes such as draws; NaN where a unit is not ranked.

    Returns
    -------
    (...) places, over the units ranked in both; NaN where there are none.

    Raises
    ------
    ValueError : units that do not match.

    Notes
    -----
    The Handbook writes the rank of the reference minus that of the alternative in absolute value; so does COINr.

    References
    ----------
    OECD/JRC (2008), Handbook on Constructing Composite Indicators, eq. 38, doi:10.1787/9789264043466-en.

    >>> mean_rank_shift(np.array([1.0, 2, 3]), np.array([[1.0, 2, 3], [3, 2, 1]])).round(3).tolist()
    [0.0, 1.333]
    """
    shifts = _shifts(reference, ranks)
    n = np.isfinite(shifts).sum(axis=-1)
    mean: FloatArray = np.divide(np.nansum(shifts, axis=-1), n, out=np.full(n.shape, np.nan), where=n > 0)
    return mean


def largest_shift(reference: FloatArray, ranks: FloatArray) -> tuple[float, int]:
    """Find the unit that moves farthest from its reference rank.

    Parameters
    ----------
    reference, ranks : (n_units,); NaN where a unit is not ranked.

    Returns
    -------
    The places it moves, and its position. Of equal moves the first unit is named.

    Raises
    ------
    ValueError : units that do not match, or no unit that is ranked in both.

    Notes
    -----
    Belongs beside every mean shift: a small mean may hide one unit that falls by a third of the table.

    >>> largest_shift(np.array([1.0, 2, 3, 4]), np.array([1.0, 4, 2, 3]))
    (2.0, 1)
    """
    shifts = _shifts(reference, ranks)
    if shifts.ndim != 1 or not np.isfinite(shifts).any():
        raise ValueError(f"largest_shift needs one vector with a unit ranked in both; got shape {shifts.shape}")
    unit = int(np.nanargmax(shifts))
    return float(shifts[unit]), unit


def _shifts(reference: FloatArray, ranks: FloatArray | RankArray) -> FloatArray:
    reference, ranks = np.asarray(reference, dtype=float), np.asarray(ranks, dtype=float)
    if reference.ndim != 1 or ranks.ndim < 1 or ranks.shape[-1] != reference.size:
        raise ValueError(f"ranks need the units of the reference; got shapes {reference.shape} and {ranks.shape}")
    shifts: FloatArray = np.abs(ranks - reference)
    return shifts


def _terms(blocks: FloatArray) -> FloatArray:
    """Everything whose mean over base points the indices are made of: (2 + 3 d, N, n_outputs)."""
    centred = blocks - blocks[:2].mean(axis=(0, 1))
    a, b, mixed = centred[0], centred[1], centred[2:]
    return np.concatenate([[(a + b) / 2, (a**2 + b**2) / 2], b * (mixed - a), mixed - a, (a - mixed) ** 2 / 2])


def _from_means(means: FloatArray, n_base: int, min_variance: float) -> tuple[FloatArray, FloatArray, FloatArray]:
    product, difference, square = np.split(means[2:], 3)
    variance = (means[1] - means[0] ** 2) * 2 * n_base / (2 * n_base - 1)
    divisor = np.where(variance > min_variance, variance, np.nan)
    return (product - means[0] * difference) / divisor, square / divisor, variance


def _check_outputs(outputs: FloatArray, n_factors: int, n_base: int) -> None:
    if n_factors < 1 or n_base < 2:
        raise ValueError(f"sobol_indices needs at least one factor and two base points; got {n_factors} and {n_base}")
    rows = n_base * (n_factors + 2)
    if outputs.ndim not in (1, 2) or outputs.shape[0] != rows:
        raise ValueError(f"{n_factors} factors and n_base {n_base} make {rows} rows; got shape {outputs.shape}")
    failed = np.flatnonzero(~np.isfinite(outputs.reshape(rows, -1)).all(axis=1))
    if failed.size:
        raise ValueError(f"every evaluation must give an output; {failed.size} did not: rows {failed[:10].tolist()}")
