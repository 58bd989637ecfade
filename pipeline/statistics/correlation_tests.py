"""Correlation tests: Pearson, Spearman and Kendall of every pair, each with the p-value that R gives it.

A small p-value says only that the correlation is not 0. ``association`` answers the better question, how large it is,
with an interval.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache
from itertools import permutations
from typing import Literal, get_args

import numpy as np
from scipy import stats

from pipeline.statistics import association, complete_units
from pipeline.statistics.types import FloatArray, IntArray

Kind = Literal["pearson", "spearman", "kendall"]
_MIN_UNITS = 3
_MOST_PERMUTED = 9  # 9! orders are counted; beyond, the Edgeworth series
_MOST_EXACT_KENDALL = 49
_MOST_SERIES = 1289
# Coefficients of the Edgeworth series of Spearman's S (Best and Roberts 1975).
_C = (0.2274, 0.2531, 0.1745, 0.0758, 0.1033, 0.3932, 0.0879, 0.0151, 0.0072, 0.0831, 0.0131, 4.6e-4)


@dataclass(frozen=True)
class CorrelationTests:
    """Correlations of all pairs, two-sided p-values, and the units behind each; (n_indicators, n_indicators)."""

    r: FloatArray
    p_values: FloatArray
    n: IntArray


def correlation_tests(values: FloatArray, *, kind: Kind) -> CorrelationTests:
    r"""Correlate every indicator with every other, and test whether each pair is unrelated.

    .. math:: t = r \sqrt{\frac{n - 2}{1 - r^2}} \text{ (Pearson)}, \quad S = \frac{(n^3 - n)(1 - r)}{6}
       \text{ (Spearman)}, \quad \tau_b = \frac{C - D}{\sqrt{(T_0 - T_x)(T_0 - T_y)}} \text{ (Kendall)}

    Parameters
    ----------
    values : (n_units, n_indicators) in any unit of measure; NaN is missing: each pair is taken over the units with both.
    kind : ``pearson``, ``spearman`` (ties get the average rank) or ``kendall`` (tau b).

    Returns
    -------
    CorrelationTests. On the diagonal r is 1 and the p-value 0. Both are NaN where a pair has fewer than three common
    units or one of them has no range there.

    Raises
    ------
    ValueError : another kind, or values that are no table.

    Notes
    -----
    The p-values are those of R's ``cor.test``, hence of COINr's ``get_pvals``. Spearman without ties: all orders are
    counted up to nine units, an Edgeworth series serves beyond (AS 89); with ties, or from 1290 units, Student's t.
    Kendall: exact below 50 units without ties, else normal with the variance corrected for ties. scipy's
    ``spearmanr`` always takes Student's t and differs by up to 0.009 at 51 units.

    References
    ----------
    Best, Roberts (1975), Algorithm AS 89, Applied Statistics 24(3), 377-379, doi:10.2307/2347111. Kendall (1938),
    A new measure of rank correlation, Biometrika 30(1-2), 81-93, doi:10.1093/biomet/30.1-2.81.

    >>> values = np.array([[1.0, 2], [2, 1], [3, 4], [4, 3], [5, 5]])
    >>> found = correlation_tests(values, kind="kendall")
    >>> found.r[0, 1].round(3).item(), found.p_values[0, 1].round(3).item(), found.n[0, 1].item()
    (0.6, 0.233, 5)
    """
    if kind not in get_args(Kind):
        raise ValueError(f"the kind of correlation must be one of {', '.join(get_args(Kind))}; got {kind!r}")
    values = complete_units.table(values)
    if kind == "kendall":
        r, p_values, n = _kendall(values)
    else:
        r, n = association.correlation_matrix(values, kind=kind)
        p_values = _student(r, n)
        if kind == "spearman":
            p_values = _exact_where_untied(values, r, n, otherwise=p_values)
    return CorrelationTests(r=r, p_values=_zero_diagonal(p_values), n=n)


def _zero_diagonal(p_values: FloatArray) -> FloatArray:
    """An indicator is related to itself: no chance is left, whatever the series says."""
    own = np.diag(p_values)
    np.fill_diagonal(p_values, np.where(np.isnan(own), np.nan, 0.0))
    return p_values


def _kendall(values: FloatArray) -> tuple[FloatArray, FloatArray, IntArray]:
    k = values.shape[1]
    r, p_values, n = np.full((k, k), np.nan), np.full((k, k), np.nan), np.zeros((k, k), dtype=np.int64)
    for i, j in zip(*np.triu_indices(k), strict=True):
        both = np.isfinite(values[:, [i, j]]).all(axis=1)
        pair = values[both][:, [i, j]]
        n[i, j] = n[j, i] = len(pair)
        if len(pair) >= _MIN_UNITS and complete_units.has_range(pair).all():
            exact = not _tied(pair) and len(pair) <= _MOST_EXACT_KENDALL
            found = stats.kendalltau(pair[:, 0], pair[:, 1], method="exact" if exact else "asymptotic")
            r[i, j] = r[j, i] = found.statistic
            p_values[i, j] = p_values[j, i] = found.pvalue
    return r, p_values, n


def _tied(pair: FloatArray) -> bool:
    ordered = np.sort(pair, axis=0)
    return bool((ordered[1:] == ordered[:-1]).any())


def _student(r: FloatArray, n: IntArray) -> FloatArray:
    """The two tails of Student's t beyond each correlation; 0 where a correlation is +1 or -1."""
    freedom = np.maximum(n - 2, 1)
    rest = 1.0 - r * r
    t = np.abs(r) * np.sqrt(np.divide(freedom, rest, out=np.full(r.shape, np.inf), where=rest > 0))
    return np.where(np.isnan(r), np.nan, 2.0 * stats.t.sf(t, df=freedom))


def _exact_where_untied(values: FloatArray, r: FloatArray, n: IntArray, *, otherwise: FloatArray) -> FloatArray:
    """Count orders for the pairs that have a correlation, no ties and not too many units."""
    p_values = otherwise.copy()
    for i, j in zip(*np.triu_indices(len(r), k=1), strict=True):
        if np.isnan(r[i, j]) or n[i, j] > _MOST_SERIES:
            continue
        both = np.isfinite(values[:, [i, j]]).all(axis=1)
        if not _tied(values[both][:, [i, j]]):
            p_values[i, j] = p_values[j, i] = _spearman(float(r[i, j]), int(n[i, j]))
    return p_values


def _spearman(r: float, n: int) -> float:
    """Twice the tail in which S lies; without ties S is an even number."""
    s = (n**3 - n) * (1.0 - r) / 6.0
    upper = s > (n**3 - n) / 6.0
    tail = _upper_tail(round(s) + (0 if upper else 2), n)
    return min(2.0 * (tail if upper else 1.0 - tail), 1.0)


def _upper_tail(s: int, n: int) -> float:
    """The probability that S is at least ``s`` when all orders are equally likely."""
    if s <= 0:
        return 1.0
    if s > (n**3 - n) / 3:
        return 0.0
    if n <= _MOST_PERMUTED:
        counts = _order_counts(n)
        return sum(count for value, count in counts.items() if value >= s) / counts.total()
    b = 1.0 / n
    x = (6.0 * (s - 1) * b / (n * n - 1.0) - 1.0) * np.sqrt(1.0 / b - 1.0)
    y = x * x
    inner = _C[8] - _C[9] * b + y * b * (_C[10] - _C[11] * y)
    u = (
        x
        * b
        * (
            _C[0]
            + b * (_C[1] + _C[2] * b)
            + y * (-_C[3] + b * (_C[4] + _C[5] * b) - y * b * (_C[6] + _C[7] * b - y * inner))
        )
    )
    return float(np.clip(u / np.exp(y / 2.0) + stats.norm.sf(x), 0.0, 1.0))


@cache
def _order_counts(n: int) -> Counter[int]:
    """How many orders of n units give each S."""
    places = np.array(list(permutations(range(n))), dtype=np.int64)
    return Counter(((places - np.arange(n)) ** 2).sum(axis=1).tolist())
