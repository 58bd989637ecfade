"""How far a value lies from the others, measured so that the far ones do not hide one another."""

from __future__ import annotations

import numpy as np

from pipeline.statistics.types import FloatArray

MAD_TO_SD = 1.482602218505602
"""1 / Φ⁻¹(3/4): the median absolute deviation of a normal sample times this estimates its standard deviation."""

MEAN_AD_TO_SD = 1.2533141373155003
"""√(π/2): the same of the mean absolute deviation, which stands in where half of all values are equal."""


def robust_z(values: FloatArray) -> FloatArray:
    r"""Measure every value's distance from the median of its column, in robust standard deviations.

    .. math:: z_u = \frac{x_u - \tilde x}{1.4826\,\mathrm{MAD}}, \quad \mathrm{MAD} = \mathrm{med}_u |x_u - \tilde x|

    Parameters
    ----------
    values : (..., n_units, n_indicators) in any unit of measure; NaN is missing and left out.

    Returns
    -------
    (..., n_units, n_indicators); NaN stays NaN. Where half of the values are equal the MAD is zero, and the mean absolute
    deviation times 1.2533 stands in; where all are equal every distance is 0.

    References
    ----------
    Iglewicz, Hoaglin (1993), How to detect and handle outliers, ASQC, section 3.3: beyond 3.5 a value is to be labelled.
    Rousseeuw, Croux (1993), Alternatives to the median absolute deviation, JASA 88, doi:10.1080/01621459.1993.10476408.

    >>> robust_z(np.array([[1.0], [2.0], [3.0], [4.0], [100.0]])).round(2).ravel()
    array([-1.35, -0.67,  0.  ,  0.67, 65.43])
    """
    ordered = np.sort(values, axis=-2)  # no order of units in the last bit
    centre = _median(ordered)
    deviations = np.sort(np.abs(ordered - centre), axis=-2)
    spread = MAD_TO_SD * _median(deviations)
    n = np.maximum(np.count_nonzero(~np.isnan(deviations), axis=-2, keepdims=True), 1)
    instead = MEAN_AD_TO_SD * np.nansum(deviations, axis=-2, keepdims=True) / n
    scale = np.where(spread > 0, spread, instead)
    return np.where(scale > 0, (values - centre) / np.where(scale > 0, scale, 1.0), values * 0.0)


def _median(ordered: FloatArray) -> FloatArray:
    """Median along the units of values that are sorted, missing ones last; NaN where all are missing."""
    n = np.count_nonzero(~np.isnan(ordered), axis=-2, keepdims=True)
    low, high = np.maximum((n - 1) // 2, 0), np.maximum(n // 2, 0)
    picked = [np.take_along_axis(ordered, place, axis=-2) for place in (low, np.minimum(high, ordered.shape[-2] - 1))]
    return np.where(n > 0, (picked[0] + picked[1]) / 2, np.nan)
