"""Transformation: a long tail is shortened and the order of the values kept.

Each function is increasing in x, so none of them turns a direction.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np

from pipeline.statistics import directions
from pipeline.statistics.types import FloatArray

OFFSET_SHARE = 0.01  # of the range: part of the definition of the COIN Tool's logarithm, not an option


def none(values: FloatArray) -> FloatArray:
    r"""Transform nothing.

    .. math:: y = x

    Parameters
    ----------
    values : (..., n_units, n_indicators) in each indicator's own unit of measure; NaN is missing.

    Returns
    -------
    (..., n_units, n_indicators) a copy.

    Notes
    -----
    Doing nothing is a choice like any other, and the one that leaves a unit of measure intact.

    References
    ----------
    OECD/JRC (2008), Handbook on Constructing Composite Indicators, section 1.5, doi:10.1787/9789264043466-en.

    >>> none(np.array([[3.0], [np.nan]])).ravel()
    array([ 3., nan])
    """
    return values.copy()


def log(values: FloatArray) -> FloatArray:
    r"""Take natural logarithms.

    .. math:: y = \ln x

    Parameters
    ----------
    values : (..., n_units, n_indicators), all above 0, in each indicator's own unit of measure; NaN is missing.

    Returns
    -------
    (..., n_units, n_indicators) in logarithms of that unit; increasing in x; NaN where the value is missing.

    Raises
    ------
    ValueError : a value of 0 or less.

    Notes
    -----
    Scale-free: another unit of measure adds a constant, so min-max scores do not change. COINr's ``boxcox`` with
    lambda 0 first shifts values that are not positive; this refuses them.

    References
    ----------
    OECD/JRC (2008), Handbook on Constructing Composite Indicators, section 1.5, doi:10.1787/9789264043466-en.

    >>> log(np.array([[1.0], [np.e], [np.nan]])).ravel()
    array([ 0.,  1., nan])
    """
    _require_above(values, 0.0, name="log")
    return np.log(values)


def log1p(values: FloatArray) -> FloatArray:
    r"""Take natural logarithms of one more than the value: for counts with zeros.

    .. math:: y = \ln(1 + x)

    Parameters
    ----------
    values : (..., n_units, n_indicators), all above -1, in each indicator's own unit of measure; NaN is missing.

    Returns
    -------
    (..., n_units, n_indicators); increasing in x; NaN where the value is missing.

    Raises
    ------
    ValueError : a value of -1 or less.

    Notes
    -----
    Not scale-free: a turnover in million, thousand and single VND gives three different indicators. Use
    ``log_ct``, as COINr does, where the unit of measure is arbitrary.

    References
    ----------
    OECD/JRC (2008), Handbook on Constructing Composite Indicators, section 1.5, doi:10.1787/9789264043466-en.

    >>> log1p(np.array([[0.0], [np.e - 1.0], [np.nan]])).ravel()
    array([ 0.,  1., nan])
    """
    _require_above(values, -1.0, name="log1p")
    return np.log1p(values)


def log_ct(values: FloatArray, *, low: FloatArray | None = None, high: FloatArray | None = None) -> FloatArray:
    r"""Take the COIN Tool's logarithm: for a long tail to the right, whatever the sign of the values.

    .. math:: y = \ln\bigl(x - \min x + 0.01\,(\max x - \min x)\bigr)

    Parameters
    ----------
    values : (..., n_units, n_indicators) in each indicator's own unit of measure, any sign; NaN is missing.
    low, high : (n_indicators,) or (..., n_indicators) the minimum and maximum of the formula; None for the data's own.

    Returns
    -------
    (..., n_units, n_indicators); increasing in x; NaN where the value is missing. A column with zero range has
    nothing to transform and is returned as it is.

    Raises
    ------
    ValueError : a value below the given minimum by 1 % of the range or more: it has no logarithm.

    Notes
    -----
    Free of scale and origin: y(ax + b) = y(x) + ln a. COINr's ``log_CT`` agrees, and gives -Inf for zero range.

    References
    ----------
    Becker et al. (2019), COIN Tool User Guide, EUR 29899 EN, doi:10.2760/523877.

    >>> log_ct(np.array([[0.0], [99.0], [100.0]])).ravel().round(4)
    array([0.    , 4.6052, 4.6151])
    """
    least, greatest = ends(values, low=low, high=high)
    span = greatest - least
    above = np.where(span > 0, values - least + OFFSET_SHARE * span, 1.0)
    directions.refuse_columns(above <= 0, "the COIN Tool's logarithm needs values above its minimum; found less")
    return np.where(span > 0, np.log(above), values)


def reflected_log(values: FloatArray) -> FloatArray:
    r"""Take the COIN Tool's logarithm from the other end: for a long tail to the left, which a logarithm makes worse.

    .. math:: y = -\ln\bigl(\max x - x + 0.01\,(\max x - \min x)\bigr)

    Parameters
    ----------
    values : (..., n_units, n_indicators) in each indicator's own unit of measure, any sign; NaN is missing.

    Returns
    -------
    (..., n_units, n_indicators); increasing in x, because the reflected logarithm is reflected back: the direction of
    the indicator stays what it was. NaN where the value is missing; a column with zero range is returned as it is.

    Notes
    -----
    reflected_log(x) = -log_ct(-x), with the same offset, 1 % of the range, so it is free of scale and origin too:
    y(ax + b) = y(x) - ln a. COINr has no branch for skew to the left; the GII's mirrored logarithm for bads is
    decreasing in x.

    References
    ----------
    OECD/JRC (2008), Handbook on Constructing Composite Indicators, section 1.5, doi:10.1787/9789264043466-en;
    Becker et al. (2019), COIN Tool User Guide, EUR 29899 EN, doi:10.2760/523877.

    >>> reflected_log(np.array([[0.0], [1.0], [100.0]])).ravel().round(4)
    array([-4.6151, -4.6052, -0.    ])
    """
    return -log_ct(-values)


TRANSFORMATIONS: Mapping[str, Callable[[FloatArray], FloatArray]] = MappingProxyType(
    {"none": none, "log": log, "log1p": log1p, "log_ct": log_ct, "reflected_log": reflected_log}
)
"""Transformations that need nothing but the values; ``fitted_transformation`` has these and all others by name."""


def ends(
    values: FloatArray, *, low: FloatArray | None = None, high: FloatArray | None = None
) -> tuple[FloatArray, FloatArray]:
    """Minimum and maximum (..., 1, n_indicators) of a formula: the given ones, otherwise those of the data.

    >>> ends(np.array([[3.0], [np.nan], [5.0]]), low=np.array([0.0]))
    (array([[0.]]), array([[5.]]))
    """
    least = np.fmin.reduce(values, axis=-2, keepdims=True) if low is None else low[..., np.newaxis, :]
    greatest = np.fmax.reduce(values, axis=-2, keepdims=True) if high is None else high[..., np.newaxis, :]
    return least, greatest


def _require_above(values: FloatArray, bound: float, *, name: str) -> None:
    """Refuse values that have no logarithm."""
    wrong = values <= bound
    if wrong.any():
        columns = np.unique(np.nonzero(wrong)[-1]).tolist()
        raise ValueError(f"{name} needs every value above {bound:g}; found {values[wrong].min()} in columns {columns}")
