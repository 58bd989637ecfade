"""Growth accounting: what growth of output is left once capital and labour are accounted for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NoReturn

from pipeline.errors import MethodError, listed
from pipeline.statistics.types import FloatArray


def residual(
    output: FloatArray, *, capital: FloatArray, labour: FloatArray, capital_share: float | FloatArray
) -> FloatArray:
    r"""Compute the growth of output that neither capital nor labour accounts for: the residual of Solow.

    .. math:: g_A = g_Y - \alpha\,g_K - (1 - \alpha)\,g_L

    Parameters
    ----------
    output, capital, labour : (..., n_units, n_indicators) or any shape in common, growth per year as shares: 0.06 is
        6 % a year. NaN is missing. Output and capital at constant prices.
    capital_share : :math:`\alpha`, the elasticity of output with respect to capital, above 0 and below 1.

    Returns
    -------
    Shares per year, of that shape; NaN where any input is missing.

    Raises
    ------
    ValueError : a share of capital that is not between 0 and 1.

    Notes
    -----
    Constant returns to scale, and factors paid by their marginal products, are assumed; whatever breaks them, and every
    error of measurement of the three series, is in the residual too. It is no measure of innovation alone.

    References
    ----------
    Solow (1957), Technical Change and the Aggregate Production Function, doi:10.2307/1926047.

    >>> import numpy as np
    >>> rates = {"capital": np.array([0.10]), "labour": np.array([0.01])}
    >>> residual(np.array([0.08]), capital_share=0.4, **rates).round(6)  # 8 - 4 - 0.6 per cent
    array([0.034])
    """
    if not 0.0 < capital_share < 1.0:
        raise ValueError(f"a share of capital lies between 0 and 1; found {capital_share}")
    return output - capital_share * capital - (1.0 - capital_share) * labour


def split(residual: FloatArray, *, among: Sequence[str]) -> NoReturn:
    """Refuse to divide the residual among causes.

    Parameters
    ----------
    residual : of :func:`residual`, any shape.
    among : names of the causes: science, innovation, digital transformation.

    Raises
    ------
    MethodError : always. Three unknown parts have one equation, their sum; any division fits the data equally well.

    References
    ----------
    Solow (1957), as in :func:`residual`. Abramovitz (1956), Resource and Output Trends in the United States Since 1870,
    NBER Occasional Paper 52, which calls what is left a measure of ignorance.
    """
    raise MethodError(
        f"growth residual, shape {residual.shape}: a part must be identified by the data to be given, found one equation "
        f"(output, capital, labour) for {len(among)} unknown parts ({listed(among)}), so every division fits equally well. "
        "Report the residual as a whole, or ask who states the parts for the estimate behind them"
    )
