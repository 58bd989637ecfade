"""Denomination: is an indicator divided by the size that it grows with?"""

from __future__ import annotations

import numpy as np

from pipeline.statistics import association, directions
from pipeline.statistics.types import BoolArray, FloatArray, IntArray

NOT_DIVIDED = -1  # in place of the column of a denominator


def denominate(
    values: FloatArray, *, denominators: FloatArray, denominator: IntArray, factor: FloatArray
) -> FloatArray:
    r"""Divide each indicator by its denominator, and multiply by a factor: patents per 100,000 inhabitants.

    .. math:: y_{ij} = \frac{x_{ij}}{z_{i,d(j)} / f_j}, \quad x_{ij} \text{ where there is no denominator}

    Parameters
    ----------
    values : (..., n_units, n_indicators) in each indicator's own unit of measure; NaN is missing.
    denominators : (..., n_units, n_denominators), above 0; NaN is missing.
    denominator : (n_indicators,) the column of each indicator's denominator, or ``NOT_DIVIDED``.
    factor : (n_indicators,) positive; not read where an indicator is not divided.

    Returns
    -------
    (..., n_units, n_indicators) values per unit of the denominator times the factor; NaN where the value or its
    denominator is missing. An indicator that is not divided is unchanged.

    Raises
    ------
    ValueError : a denominator that is used and is 0 or less, with its rows and columns; a column that is not there; a
        factor of 0 or less; numbers of columns or factors that do not fit.

    Notes
    -----
    A negative denominator would turn the direction, so it is refused with zero. Which year a denominator is of is said
    where the data are read. COINr's ``Denominate`` agrees, and gives infinities for zero.

    References
    ----------
    Becker et al. (2022), COINr, JOSS 7(78), 4567, doi:10.21105/joss.04567.

    >>> people = np.array([[200_000.0], [50_000.0]])
    >>> denominate(np.array([[30.0, 7.0], [5.0, np.nan]]), denominators=people,
    ...            denominator=np.array([0, NOT_DIVIDED]), factor=np.array([100_000.0, 1.0]))
    array([[15.,  7.],
           [10., nan]])
    """
    n_indicators = values.shape[-1]
    if denominator.shape != (n_indicators,) or factor.shape != (n_indicators,):
        raise ValueError(
            f"{n_indicators} indicators need as many denominators and factors; "
            f"found shapes {denominator.shape} and {factor.shape}"
        )
    divided = denominator != NOT_DIVIDED
    _check(denominators, denominator[divided])
    directions.refuse_columns(divided & ~(factor > 0), "denomination needs a factor above 0; found another")
    sizes = denominators[..., np.where(divided, denominator, 0)] / np.where(divided, factor, 1.0)
    return np.where(divided, values / np.where(divided, sizes, 1.0), values)


def size_correlations(values: FloatArray, *, sizes: FloatArray, kind: association.Kind) -> FloatArray:
    r"""Correlate every indicator with every variable of size.

    .. math:: r_{jk} = \operatorname{cor}(x_{\cdot j}, z_{\cdot k})

    Parameters
    ----------
    values : (n_units, n_indicators) in each indicator's own unit of measure; NaN is missing.
    sizes : (n_units, n_sizes) population, area, output: whatever an indicator could be divided by; NaN is missing.
    kind : Pearson or Spearman.

    Returns
    -------
    (n_indicators, n_sizes) over the units that have both; NaN with fewer than three of them or no range.

    Raises
    ------
    ValueError : tables that do not have the same units, an unknown kind.

    Notes
    -----
    A few large units decide Pearson's r: see both kinds. COINr's ``get_denom_corr`` agrees.

    References
    ----------
    Becker et al. (2022), COINr, JOSS 7(78), 4567, doi:10.21105/joss.04567.

    >>> values, sizes = np.array([[1.0], [2.0], [4.0]]), np.array([[10.0], [20.0], [40.0]])
    >>> size_correlations(values, sizes=sizes, kind="pearson").round(6)
    array([[1.]])
    """
    if values.ndim != 2 or sizes.ndim != 2 or len(values) != len(sizes):
        raise ValueError(f"values and sizes need the same units; found shapes {values.shape} and {sizes.shape}")
    r, _ = association.correlation_matrix(np.hstack([values, sizes]), kind=kind)
    return r[: values.shape[1], values.shape[1] :]


def grows_with_size(correlations: FloatArray, *, denominator: IntArray, limit: float) -> BoolArray:
    r"""Flag indicators that grow (or shrink) with a size that they are not divided by.

    .. math:: |r_{jk}| > r_0 \text{ and } k \ne d(j)

    Parameters
    ----------
    correlations : (n_indicators, n_sizes) from ``size_correlations``.
    denominator : (n_indicators,) the column of the size that each indicator is divided by, or ``NOT_DIVIDED``.
    limit : the largest correlation that needs no flag, from 0 to 1 (0.6).

    Returns
    -------
    (n_indicators, n_sizes) True where to look; False where the correlation is NaN or equal to the limit.

    Raises
    ------
    ValueError : a limit outside 0-1, or a number of denominators that does not fit.

    Notes
    -----
    A flag to look at, not a rule: a rate may well be higher in large provinces. COINr's ``get_denom_corr`` lists every
    pair beyond its limit, also with the indicator's own denominator.

    References
    ----------
    Becker et al. (2022), COINr, JOSS 7(78), 4567, doi:10.21105/joss.04567.

    >>> grows_with_size(np.array([[0.9, 0.7], [np.nan, -0.65]]), denominator=np.array([0, NOT_DIVIDED]), limit=0.6)
    array([[False,  True],
           [False,  True]])
    """
    if not 0 <= limit <= 1:
        raise ValueError(f"a limit of a correlation must be from 0 to 1; found {limit}")
    if denominator.shape != correlations.shape[:1]:
        raise ValueError(f"{len(correlations)} indicators need as many denominators; found shape {denominator.shape}")
    own = denominator[:, np.newaxis] == np.arange(correlations.shape[1])
    return np.asarray((np.abs(correlations) > limit) & ~own)


def _check(denominators: FloatArray, used: IntArray) -> None:
    """Refuse columns that are not there, and cells of the columns in use that cannot be divided by."""
    absent = used[(used < 0) | (used >= denominators.shape[-1])]
    if absent.size:
        raise ValueError(f"there are {denominators.shape[-1]} denominators; found columns {np.unique(absent).tolist()}")
    wrong = (denominators <= 0) & np.isin(np.arange(denominators.shape[-1]), used)
    if wrong.any():
        *_, rows, columns = np.nonzero(wrong)
        raise ValueError(
            f"every denominator must be above 0; found {denominators[wrong].max():g} in units "
            f"{np.unique(rows).tolist()} of denominators {np.unique(columns).tolist()}"
        )
