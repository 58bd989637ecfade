"""A share of few, with an interval that stays within 0 to 1."""

from dataclasses import dataclass

import numpy as np
from scipy import stats

from pipeline.statistics import intervals


@dataclass(frozen=True)
class Proportion:
    """Of n, the share that has a property; NaN of none."""

    share: float
    low: float
    high: float
    n: int


def proportion(count: int, n: int, *, confidence: float) -> Proportion:
    """A share with Wilson's interval.

    .. math:: \\frac{p + z^2 / 2n \\pm z \\sqrt{p (1 - p) / n + z^2 / 4 n^2}}{1 + z^2 / n}

    Parameters
    ----------
    count : how many of ``n`` have the property. confidence : between 0 and 1.

    Returns
    -------
    Proportion; of nothing, NaN throughout.

    Raises
    ------
    ValueError : a count outside 0 to n, or a confidence outside (0, 1).

    Notes
    -----
    The usual p plus or minus z standard errors gives no width at 0 and 1, where small counts often lie.

    References
    ----------
    Wilson (1927), JASA 22(158), doi:10.1080/01621459.1927.10502953. Brown, Cai and DasGupta (2001), Statistical Science
    16(2), doi:10.1214/ss/1009213286.

    >>> found = proportion(10, 10, confidence=0.95)
    >>> found.share, round(found.low, 3), round(found.high, 3)
    (1.0, 0.722, 1.0)
    """
    intervals.check_confidence(confidence)
    if not 0 <= count <= n:
        raise ValueError(f"a count lies between 0 and {n}; got {count}")
    if n == 0:
        return Proportion(np.nan, np.nan, np.nan, 0)
    z, p = float(stats.norm.ppf((1 + confidence) / 2)), count / n
    centre, reach = p + z * z / (2 * n), z * np.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    low, high = (centre - reach) / (1 + z * z / n), (centre + reach) / (1 + z * z / n)
    return Proportion(p, float(np.clip(low, 0.0, p)), float(np.clip(high, p, 1.0)), n)
