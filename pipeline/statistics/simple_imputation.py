"""Simple imputation: one number for a blank, from the other units or from the unit's own other indicators.

They understate the spread of an indicator and its correlations: for a few blanks, or to compare against.
"""

from __future__ import annotations

from typing import Literal

import numpy as np

from pipeline.statistics import imputation, observed
from pipeline.statistics.types import FloatArray, IntArray

Statistic = Literal["mean", "median"]


def mean(values: FloatArray) -> imputation.Imputed:
    r"""Fill a blank with the mean of what the other units observed.

    .. math:: \hat x_{ij} = \bar x_j

    Parameters
    ----------
    values : (..., n_units, n_indicators) in each indicator's own unit of measure; NaN is missing.

    Returns
    -------
    Imputed: (..., n_units, n_indicators) both; an indicator without any value stays NaN, unmarked.

    Notes
    -----
    The mean is kept, the variance shrinks by the share of blanks. COINr's ``i_mean`` gives the same numbers, except
    that ours never leaves the observed range by rounding.

    References
    ----------
    OECD/JRC (2008), Handbook on Constructing Composite Indicators, section 1.3, doi:10.1787/9789264043466-en.

    >>> mean(np.array([[1.0], [4.0], [np.nan]])).values.ravel()
    array([1. , 4. , 2.5])
    """
    return observed.fill(values, observed.mean(values))


def median(values: FloatArray) -> imputation.Imputed:
    r"""Fill a blank with the median of what the other units observed.

    .. math:: \hat x_{ij} = \mathrm{median}\{x_{kj} : x_{kj} \text{ observed}\}

    Parameters
    ----------
    values : (..., n_units, n_indicators) in each indicator's own unit of measure; NaN is missing.

    Returns
    -------
    Imputed: (..., n_units, n_indicators) both; an indicator without any value stays NaN, unmarked.

    Notes
    -----
    An even number of observed values gives the mean of the middle two. COINr's ``i_median`` gives the same numbers;
    ``imputation.median_by_group`` is the same within unit groups.

    References
    ----------
    OECD/JRC (2008), Handbook on Constructing Composite Indicators, section 1.3, doi:10.1787/9789264043466-en.

    >>> median(np.array([[1.0], [4.0], [50.0], [np.nan]])).values.ravel()
    array([ 1.,  4., 50.,  4.])
    """
    return observed.fill(values, observed.median(values))


def mean_by_group(values: FloatArray, *, group: IntArray) -> imputation.Imputed:
    r"""Fill a blank with the mean of the observed values of the unit's own group.

    .. math:: \hat x_{ij} = \mathrm{mean}\{x_{kj} : g_k = g_i,\ x_{kj} \text{ observed}\}

    Parameters
    ----------
    values : (..., n_units, n_indicators) in each indicator's own unit of measure; NaN is missing.
    group : (n_units,) number of the unit group (region, income) of each unit. A unit that belongs nowhere gets a number
        of its own: it then gives nothing and gets nothing.

    Returns
    -------
    Imputed: (..., n_units, n_indicators) both; a blank stays NaN, unmarked, where its group observed nothing.

    Raises
    ------
    ValueError : a group that has not one number per unit.

    Notes
    -----
    COINr's ``i_mean_grp`` gives the same numbers; its units with a missing group are those with a number of their own.

    References
    ----------
    OECD/JRC (2008), Handbook on Constructing Composite Indicators, section 1.3, doi:10.1787/9789264043466-en.

    >>> mean_by_group(np.array([[1.0], [4.0], [np.nan], [np.nan]]), group=np.array([0, 0, 0, 1])).values.ravel()
    array([1. , 4. , 2.5, nan])
    """
    return observed.fill(values, observed.within_groups(values, group=group, statistic=observed.mean))


def by_row(
    values: FloatArray, *, indicator_group: IntArray, direction: IntArray, statistic: Statistic, normalise: bool
) -> imputation.Imputed:
    r"""Fill a blank from the unit's own other indicators of the same group, at a normalised stage.

    .. math:: \hat s_{ij} = \mathrm{mean}\{s_{il} : h_l = h_j,\ x_{il} \text{ observed}\}, \quad
        s_{il} = \frac{x_{il} - \min_l}{\max_l - \min_l} \text{ or 1 minus that where less is better}, \quad
        \hat x_{ij} = \min_j + (\max_j - \min_j)\,\hat s_{ij}

    Parameters
    ----------
    values : (..., n_units, n_indicators) in each indicator's own unit of measure; NaN is missing.
    indicator_group : (n_indicators,) number of the group (sub-pillar, pillar) of each indicator; one number for all
        takes the whole row.
    direction : (n_indicators,) +1 more is better, -1 less is better.
    statistic : ``mean`` or ``median`` of the unit's scores.
    normalise : whether scores are taken as above. False uses the values as they are, for indicators that already share
        a scale and a direction.

    Returns
    -------
    Imputed: (..., n_units, n_indicators) both; a blank stays NaN, unmarked, where the unit has nothing else in the
    group or nobody has a value of the indicator.

    Raises
    ------
    ValueError : groups or directions that are not one per indicator, a direction other than +1 and -1, another
        statistic, or a bad that is not normalised.

    Notes
    -----
    The mean is what leaving the blank implies under equal weights (see ``shadow``). An indicator whose observed values
    are all equal says nothing of its siblings and gets its one value. COINr's ``Impute(impute_by = "row")`` gives the
    same numbers; with ``normalise_first = FALSE`` it averages kilometres and percentages, bads and goods alike.

    References
    ----------
    OECD/JRC (2008), Handbook on Constructing Composite Indicators, section 1.3, doi:10.1787/9789264043466-en.

    >>> values = np.array([[0.0, 30.0], [10.0, 10.0], [5.0, np.nan]])
    >>> group, direction = np.array([0, 0]), np.array([1, -1])
    >>> by_row(values, indicator_group=group, direction=direction, statistic="mean", normalise=True).values[2]
    array([ 5., 20.])
    """
    _check_row(values, indicator_group, direction, statistic, normalise=normalise)
    low, span, scores = _scores(values, direction) if normalise else (np.zeros(1), np.ones(1), values)
    summarise = observed.mean if statistic == "mean" else observed.median
    implied = np.full(values.shape, np.nan)
    for number in np.unique(indicator_group):
        members = indicator_group == number
        implied[..., members] = np.swapaxes(summarise(np.swapaxes(scores[..., members], -1, -2)), -1, -2)
    return observed.fill(values, low + span * np.where(direction > 0, implied, 1.0 - implied))


def _scores(values: FloatArray, direction: IntArray) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Least value and range per indicator, and scores from 0 to 1, more is better; no score without range."""
    low = np.fmin.reduce(values, axis=-2, keepdims=True)
    span = np.fmax.reduce(values, axis=-2, keepdims=True) - low
    share = (values - low) / np.where(span > 0, span, np.nan)
    return low, span, np.where(direction > 0, share, 1.0 - share)


def _check_row(
    values: FloatArray, indicator_group: IntArray, direction: IntArray, statistic: str, *, normalise: bool
) -> None:
    """Refuse groups and directions that do not fit, and a bad among values that are taken as they are."""
    for name, given in (("group", indicator_group), ("direction", direction)):
        if given.shape != values.shape[-1:]:
            raise ValueError(
                f"imputation by row needs one {name} for each of {values.shape[-1]} columns; found shape {given.shape}"
            )
    if not np.isin(direction, (-1, 1)).all():
        raise ValueError(f"a direction must be +1 or -1; found {np.unique(direction).tolist()}")
    if statistic not in ("mean", "median"):
        raise ValueError(f"imputation by row takes the mean or the median; found {statistic!r}")
    if not normalise and (direction < 0).any():
        raise ValueError(
            f"a bad cannot stand in for a good: without normalisation every direction must be +1; found -1 in columns "
            f"{np.flatnonzero(direction < 0).tolist()}"
        )
