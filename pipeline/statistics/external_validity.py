"""An index against a ranking from outside, and whether it says more than the level of development does alone."""

from dataclasses import dataclass

import numpy as np

from pipeline.statistics import association
from pipeline.statistics.association import Estimate, Kind
from pipeline.statistics.types import BoolArray, FloatArray


@dataclass(frozen=True)
class Validity:
    """Correlations with the outside ranking over the units that have all three figures, and their difference."""

    index: Estimate
    alone: Estimate  # of the benchmark, such as the logarithm of GRDP per head
    difference: float  # of the two correlations
    low: float
    high: float
    spread_ratio: float  # of the index: standard deviation among these units over that of all


def against_outside(
    index: FloatArray, outside: FloatArray, benchmark: FloatArray, *, kind: Kind, confidence: float
) -> Validity:
    """Correlate an index with figures from outside, beside what a plain benchmark reaches.

    .. math:: L = r_1 - r_2 - \\sqrt{(r_1 - l_1)^2 + (u_2 - r_2)^2 - 2 c (r_1 - l_1)(u_2 - r_2)}, \\quad
       c = \\frac{(r_{12} - r_1 r_2 / 2)(1 - r_1^2 - r_2^2 - r_{12}^2) + r_{12}^3}{(1 - r_1^2)(1 - r_2^2)}

    and the upper end alike; r12 is the correlation of index and benchmark.

    Parameters
    ----------
    index, outside, benchmark : (n_units,), more is better in each; NaN is missing.
    kind : Pearson or Spearman. confidence : between 0 and 1.

    Returns
    -------
    Validity, over the units that have all three. Of fewer than four such units, or where one of them has no range, the
    correlations are as :func:`association.correlation` gives them, and what rests on them is NaN.

    Raises
    ------
    ValueError : shapes that differ, an unknown kind, a confidence outside (0, 1).

    Notes
    -----
    Units with a published figure are rarely a random sample. Where the press names the first and the last,
    ``spread_ratio`` is above 1 and both correlations are higher than among all units; their difference suffers less.
    For Spearman the formula is applied to correlations of ranks, as an approximation.

    References
    ----------
    Zou (2007), Psychological Methods 12(4), doi:10.1037/1082-989X.12.4.399.

    >>> x = np.array([1.0, 2, 3, 4, 5, 6])
    >>> found = against_outside(x, np.array([1.0, 2, 3, 4, 6, 5]), x[::-1], kind="spearman", confidence=0.95)
    >>> round(found.index.r, 3), round(found.alone.r, 3), found.spread_ratio
    (0.943, -0.943, 1.0)
    """
    index, outside, benchmark = (np.asarray(part, dtype=float) for part in (index, outside, benchmark))
    if index.ndim != 1 or not index.shape == outside.shape == benchmark.shape:
        raise ValueError(
            f"three vectors of one length are needed; got shapes {index.shape}, {outside.shape}, {benchmark.shape}"
        )
    known: BoolArray = np.isfinite(index) & np.isfinite(outside) & np.isfinite(benchmark)
    own, others, plain = index[known], outside[known], benchmark[known]
    first = association.correlation(own, others, kind=kind, confidence=confidence)
    second = association.correlation(plain, others, kind=kind, confidence=confidence)
    between = association.correlation(own, plain, kind=kind, confidence=confidence).r
    low, high = _of_difference(first, second, between)
    whole = index[np.isfinite(index)]
    spread = np.std(own) / np.std(whole) if known.any() and np.ptp(whole) > 0 else np.nan
    return Validity(first, second, first.r - second.r, low, high, float(spread))


def _of_difference(first: Estimate, second: Estimate, between: float) -> tuple[float, float]:
    r, s = first.r, second.r
    if abs(r) >= 1 or abs(s) >= 1 or not np.isfinite([r, s, between, first.low, second.low]).all():
        return np.nan, np.nan
    c = ((between - r * s / 2) * (1 - r**2 - s**2 - between**2) + between**3) / ((1 - r**2) * (1 - s**2))
    c = float(np.clip(c, -1.0, 1.0))
    down, up = (r - first.low, second.high - s), (first.high - r, s - second.low)
    low, high = (np.sqrt(max(a * a + b * b - 2 * c * a * b, 0.0)) for a, b in (down, up))
    return float(r - s - low), float(r - s + high)
