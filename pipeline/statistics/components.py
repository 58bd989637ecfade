"""Principal components of a group of indicators, and whether they are worth looking at.

Everything here works on the correlation matrix of the complete units: a pairwise matrix need not have an inverse, nor
eigenvalues that are not negative. Components describe how far indicators move together. They do not say what matters
(see ``pca_weights``).
"""

from dataclasses import dataclass

import numpy as np
from scipy import stats

from pipeline.statistics import complete_units
from pipeline.statistics.types import FloatArray, IntArray

_ROUNDING = 1e-10  # below this a sum of loadings is zero but for rounding


@dataclass(frozen=True)
class Components:
    """Principal components, largest first; k indicators give k of them."""

    eigenvalues: FloatArray  # (k,) they sum to k
    shares: FloatArray  # (k,) of the variance; they sum to 1
    vectors: FloatArray  # (k indicators, k components) of length one
    loadings: FloatArray  # (k, k) correlations of indicator and component
    scores: FloatArray  # (n_units, k); NaN for a unit that is not complete
    n: int  # complete units


@dataclass(frozen=True)
class SamplingAdequacy:
    """The Kaiser-Meyer-Olkin measure, of the group and of each indicator."""

    overall: float
    per_indicator: FloatArray
    n: int


@dataclass(frozen=True)
class Sphericity:
    """Bartlett's test that no two indicators are correlated."""

    statistic: float
    df: int
    p_value: float
    n: int


@dataclass(frozen=True)
class ParallelAnalysis:
    """Eigenvalues beside those of noise; `n_retained` leading ones stand above it."""

    eigenvalues: FloatArray
    thresholds: FloatArray
    n_retained: int
    n: int


def principal_components(values: FloatArray) -> Components:
    """Find the principal components of the correlation matrix of the complete units.

    .. math:: R = V \\Lambda V^{\\top}, \\quad \\text{loadings} = V \\Lambda^{1/2}, \\quad \\text{scores} = Z V

    Parameters
    ----------
    values : (n_units, n_indicators) in any units of measure; NaN is missing, and its unit is left out.

    Returns
    -------
    Components. The sign of each is fixed so that its loadings sum to something positive; where they sum to zero, so
    that the first loading that is not zero is positive.

    Raises
    ------
    ValueError : fewer than two complete units, or an indicator without range among them.

    Notes
    -----
    COINr's ``get_PCA`` calls the unit vectors "loadings" and leaves the sign to the machine; standard deviations take
    n - 1 in both.

    References
    ----------
    Jolliffe and Cadima (2016), Phil. Trans. R. Soc. A 374, doi:10.1098/rsta.2015.0202.

    >>> found = principal_components(np.array([[1.0, 2], [2, 4], [3, 6], [np.nan, 1]]))
    >>> found.eigenvalues.round(6).tolist(), found.n
    ([2.0, 0.0], 3)
    """
    values = np.asarray(values, dtype=float)
    complete, rows = _complete(values)
    standardised = (complete - complete.mean(axis=0)) / complete.std(axis=0, ddof=1)
    eigenvalues, vectors = np.linalg.eigh(_correlations(complete))
    eigenvalues, vectors = np.clip(eigenvalues[::-1], 0.0, None), with_positive_sums(vectors[:, ::-1])
    scores = np.full(values.shape, np.nan)
    scores[rows] = standardised @ vectors
    return Components(
        eigenvalues=eigenvalues,
        shares=eigenvalues / eigenvalues.sum(),
        vectors=vectors,
        loadings=vectors * np.sqrt(eigenvalues),
        scores=scores,
        n=complete.shape[0],
    )


def kmo(values: FloatArray) -> SamplingAdequacy:
    """Compute the Kaiser-Meyer-Olkin measure of sampling adequacy over the complete units.

    .. math:: \\frac{\\sum_{i \\ne j} r_{ij}^2}{\\sum_{i \\ne j} r_{ij}^2 + \\sum_{i \\ne j} q_{ij}^2}, \\quad
       q_{ij} = \\frac{-(R^{-1})_{ij}}{\\sqrt{(R^{-1})_{ii} (R^{-1})_{jj}}}

    Parameters
    ----------
    values : (n_units, n_indicators) with at least two indicators; NaN is missing, and its unit is left out.

    Returns
    -------
    SamplingAdequacy on 0 to 1: the Handbook asks for 0.6. With two indicators it is 0.5 whatever the values, as the
    partial correlation is then the correlation itself: no finding. NaN where nothing is correlated at all.

    Raises
    ------
    ValueError : one indicator, one without range, or a correlation matrix without an inverse (too few complete units,
        or one indicator a sum of others).

    References
    ----------
    Kaiser and Rice (1974), Educational and Psychological Measurement 34(1), doi:10.1177/001316447403400115.

    >>> kmo(np.array([[1.0, 2], [2, 1], [3, 4], [4, 4]])).overall.__round__(6)
    0.5
    """
    complete, _ = _complete(np.asarray(values, dtype=float))
    r = _invertible(complete, "kmo")
    inverse = np.linalg.inv(r)
    scale = np.sqrt(np.diag(inverse))
    partial = -inverse / np.outer(scale, scale)
    off = ~np.eye(r.shape[0], dtype=bool)
    r2, q2 = (r**2 * off).sum(axis=0), (partial**2 * off).sum(axis=0)
    with np.errstate(invalid="ignore"):
        return SamplingAdequacy(
            overall=float(np.float64(r2.sum()) / (r2.sum() + q2.sum())),
            per_indicator=r2 / (r2 + q2),
            n=complete.shape[0],
        )


def bartlett(values: FloatArray) -> Sphericity:
    """Test whether the correlation matrix of the complete units could be that of unrelated indicators.

    .. math:: \\chi^2 = -\\left(n - 1 - \\frac{2k + 5}{6}\\right) \\ln \\det R, \\quad df = \\frac{k(k-1)}{2}

    Parameters
    ----------
    values : (n_units, n_indicators) with at least two indicators; NaN is missing, and its unit is left out.

    Returns
    -------
    Sphericity; a small p-value rejects "unrelated". It nearly always does, so passing says little.

    Raises
    ------
    ValueError : one indicator, one without range, or a correlation matrix without an inverse.

    References
    ----------
    Bartlett (1951), Biometrika 38(3-4), doi:10.1093/biomet/38.3-4.337.

    >>> test = bartlett(np.array([[1.0, 2], [2, 1], [3, 4], [4, 3], [5, 5]]))
    >>> round(test.statistic, 3), test.df  # r = 0.8, so (4 - 9/6) ln(1 / 0.36)
    (2.554, 1)
    """
    complete, _ = _complete(np.asarray(values, dtype=float))
    r = _invertible(complete, "bartlett")
    n, k = complete.shape
    statistic = float(-(n - 1 - (2 * k + 5) / 6) * np.linalg.slogdet(r)[1])
    df = k * (k - 1) // 2
    return Sphericity(statistic=statistic, df=df, p_value=float(stats.chi2.sf(statistic, df)), n=n)


def parallel_analysis(
    values: FloatArray, *, n_draws: int, quantile: float, rng: np.random.Generator
) -> ParallelAnalysis:
    """Count the components whose eigenvalue stands above that of noise of the same size (Horn).

    Parameters
    ----------
    values : (n_units, n_indicators); NaN is missing, and its unit is left out.
    n_draws : tables of independent normal noise. quantile : of their eigenvalues, place by place. rng : their source.

    Returns
    -------
    ParallelAnalysis; only the unbroken run of leading components counts.

    Raises
    ------
    ValueError : no draws, a quantile outside (0, 1), or values without components.

    Notes
    -----
    "Eigenvalue above 1" (Handbook) ignores that the largest of several sample eigenvalues always exceeds 1: at 63 units
    and four unrelated indicators it is about 1.3. Horn took the mean of the draws, Glorfeld their 95 % quantile.

    References
    ----------
    Horn (1965), Psychometrika 30(2), doi:10.1007/BF02289447. Glorfeld (1995), doi:10.1177/0013164495055003002.

    >>> line = np.arange(20.0)
    >>> values = np.column_stack([line, line**2, np.sqrt(line)])
    >>> parallel_analysis(values, n_draws=50, quantile=0.95, rng=np.random.default_rng(0)).n_retained
    1
    """
    if n_draws < 1 or not 0.0 < quantile < 1.0:
        raise ValueError(f"parallel_analysis needs draws and a quantile between 0 and 1; got {n_draws} and {quantile}")
    found = principal_components(values)
    k = found.eigenvalues.size
    noise = _correlations(rng.standard_normal((n_draws, found.n, k)))
    thresholds = np.quantile(np.linalg.eigvalsh(noise)[:, ::-1], quantile, axis=0)
    above = found.eigenvalues > thresholds
    return ParallelAnalysis(
        eigenvalues=found.eigenvalues, thresholds=thresholds, n_retained=int(np.cumprod(above).sum()), n=found.n
    )


def _complete(values: FloatArray) -> tuple[FloatArray, IntArray]:
    values = complete_units.table(values)
    rows = np.flatnonzero(np.isfinite(values).all(axis=1))
    if rows.size < 2:
        raise ValueError(f"components need at least two complete units; got {rows.size}")
    complete = values[rows]
    flat = np.flatnonzero(~complete_units.has_range(complete))
    if flat.size:
        raise ValueError(f"components need a range in every indicator; none in columns {flat.tolist()}")
    return complete, rows


def _correlations(complete: FloatArray) -> FloatArray:
    """Correlation matrices (..., k, k) of the columns of (..., n_units, k), by the same sums as ``np.corrcoef``."""
    rows = np.swapaxes(complete, -1, -2)
    centred = rows - rows.mean(axis=-1, keepdims=True)
    covariances = centred @ np.swapaxes(centred, -1, -2) * (1.0 / (rows.shape[-1] - 1))
    spread = np.sqrt(np.diagonal(covariances, axis1=-2, axis2=-1))
    return np.asarray(np.clip(covariances / spread[..., np.newaxis] / spread[..., np.newaxis, :], -1.0, 1.0))


def _invertible(complete: FloatArray, name: str) -> FloatArray:
    r = _correlations(complete)
    if r.shape[0] < 2:
        raise ValueError(f"{name} needs at least two indicators")
    if np.linalg.matrix_rank(r, hermitian=True) < r.shape[0]:
        raise ValueError(
            f"{name} needs a correlation matrix with an inverse; {complete.shape[0]} complete units and {r.shape[0]} "
            "indicators, or one a sum of others, give none"
        )
    return r


def with_positive_sums(vectors: FloatArray) -> FloatArray:
    """Fix the sign of each column: a positive sum or, where it is zero, a positive first entry that is not."""
    sums = vectors.sum(axis=0)
    first = np.take_along_axis(vectors, np.argmax(np.abs(vectors) > _ROUNDING, axis=0)[np.newaxis], axis=0)[0]
    deciding = np.where(np.abs(sums) > _ROUNDING, sums, first)
    signed: FloatArray = vectors * np.where(deciding < 0, -1.0, 1.0)
    return signed
