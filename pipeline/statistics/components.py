"""Principal components of a group of indicators, whether they are worth looking at, and two kinds of "PCA weights".

Everything here works on the correlation matrix of the complete units: a pairwise matrix need not have an inverse, nor
eigenvalues that are not negative. Components describe how far indicators move together. They do not say what matters:
weights read off them reward redundancy, because two indicators that say the same carry a component between them.
"""

import itertools
from dataclasses import dataclass

import numpy as np
from scipy import stats

from pipeline.statistics.types import FloatArray, IntArray

_ROUNDING = 1e-10  # below this a sum of loadings is zero but for rounding
_ROTATION_TOLERANCE = 1e-12  # radians
_ROTATION_SWEEPS = 1000


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


@dataclass(frozen=True)
class FirstVectorWeights:
    """Weights from the first component: `signed` as COINr gives them, `squared` on the simplex."""

    signed: FloatArray
    squared: FloatArray
    share: float
    n: int


@dataclass(frozen=True)
class RotatedWeights:
    """Weights from rotated components, and all that led to them."""

    weights: FloatArray  # (k,) they sum to 1
    loadings: FloatArray  # (k, n_components) rotated
    allotted: IntArray  # (k,) the component of each indicator
    shares: FloatArray  # (n_components,) of the variance, after rotation
    extended: bool  # components added, beyond the first two rules, to reach the cumulative share
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
    eigenvalues, vectors = np.clip(eigenvalues[::-1], 0.0, None), _with_positive_sums(vectors[:, ::-1])
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
    noise = [_correlations(rng.standard_normal((found.n, k))) for _ in range(n_draws)]
    thresholds = np.quantile(np.linalg.eigvalsh(np.stack(noise))[:, ::-1], quantile, axis=0)
    above = found.eigenvalues > thresholds
    return ParallelAnalysis(
        eigenvalues=found.eigenvalues, thresholds=thresholds, n_retained=int(np.cumprod(above).sum()), n=found.n
    )


def varimax(loadings: FloatArray) -> FloatArray:
    """Rotate loadings so that each indicator loads on as few components as possible.

    .. math:: \\max_{T^{\\top} T = I} \\sum_j \\operatorname{var}_i \\left((\\Lambda T)_{ij}^2 / h_i^2\\right), \\quad
       h_i^2 = \\sum_j \\lambda_{ij}^2

    Parameters
    ----------
    loadings : (n_indicators, n_components) finite.

    Returns
    -------
    Rotated loadings of the same shape and the same communalities; components in the order of their variance, signs as
    in :func:`principal_components`. One component is its own rotation. An indicator that loads on nothing stays zero.

    Raises
    ------
    ValueError : loadings that are not a finite table.

    Notes
    -----
    With Kaiser's row normalisation, the habit of R, SAS and SPSS. Components are turned two at a time by the angle that
    is best for the two, until nothing turns; with three or more that need not be the highest point. R's ``varimax``
    climbs by gradients and may stop at a saddle, as on the loadings of the example.

    References
    ----------
    Kaiser (1958), Psychometrika 23(3), doi:10.1007/BF02289233.

    >>> mixed = np.array([[1.0, 1], [1, 1], [1, -1]]) / np.sqrt(2)
    >>> np.abs(varimax(mixed)).round(6).tolist()
    [[1.0, 0.0], [1.0, 0.0], [0.0, 1.0]]
    """
    loadings = np.asarray(loadings, dtype=float)
    if loadings.ndim != 2 or not np.isfinite(loadings).all():
        raise ValueError(f"varimax needs a finite table of indicators by components; got shape {loadings.shape}")
    lengths = np.sqrt((loadings**2).sum(axis=1, keepdims=True))
    normalised = np.divide(loadings, lengths, out=np.zeros_like(loadings), where=lengths > 0)
    rotation = np.eye(loadings.shape[1])
    for _ in range(_ROTATION_SWEEPS):
        angles = [_turn(normalised, rotation, pair) for pair in itertools.combinations(range(rotation.shape[0]), 2)]
        if not angles or max(angles) < _ROTATION_TOLERANCE:
            break
    rotated = _with_positive_sums(loadings @ rotation)
    order = np.argsort(-(rotated**2).sum(axis=0), kind="stable")
    result: FloatArray = rotated[:, order] + 0.0  # no negative zeros
    return result


def weights_first_vector(values: FloatArray) -> FirstVectorWeights:
    """Read weights off the first component: COINr's signed vector, and its squares, which lie on the simplex.

    Parameters
    ----------
    values : (n_units, n_indicators); NaN is missing, and its unit is left out.

    Returns
    -------
    FirstVectorWeights. `signed` has length one and may be negative; `squared` sums to 1. `share` is the part of the
    variance that this component carries: the rest is not looked at.

    Raises
    ------
    ValueError : as :func:`principal_components`.

    Notes
    -----
    Not importance: an indicator weighs more the more it repeats its neighbours. COINr's ``get_PCA`` gives `signed` with
    the machine's sign; here its sum is positive.

    References
    ----------
    COINr 1.1.14, ``get_PCA``, doi:10.21105/joss.04567.

    >>> weights_first_vector(np.array([[1.0, 2], [2, 1], [3, 4]])).squared.round(6).tolist()
    [0.5, 0.5]
    """
    found = principal_components(values)
    signed = found.vectors[:, 0].copy()
    return FirstVectorWeights(signed=signed, squared=signed**2, share=float(found.shares[0]), n=found.n)


def weights_rotated(
    values: FloatArray, *, min_eigenvalue: float, min_share: float, cumulative_share: float
) -> RotatedWeights:
    """Read weights off rotated components, as the Handbook does: squared loadings times the component's share.

    .. math:: w_i \\propto \\frac{\\lambda_{i c(i)}^2}{\\sum_j \\lambda_{j c(i)}^2} s_{c(i)}, \\quad
       c(i) = \\arg\\max_c \\lambda_{ic}^2, \\quad \\sum_i w_i = 1

    Parameters
    ----------
    values : (n_units, n_indicators); NaN is missing, and its unit is left out.
    min_eigenvalue, min_share : a component is kept where it exceeds both (Handbook: 1 and 0.10 of the variance).
    cumulative_share : where those kept together do not exceed it (Handbook: 0.60), the next ones are added until they
        do, and `extended` says so.

    Returns
    -------
    RotatedWeights, not negative. Of equal loadings the earlier component takes the indicator.

    Raises
    ------
    ValueError : a share outside 0 to 1 (a cumulative share below 1), or values without components.

    Notes
    -----
    Not importance: weight goes to what is repeated. Allotted by the squared loading, as a component's sign is
    arbitrary. The component's variance divides, and its share multiplies, so within the kept components the weight is
    simply proportional to the squared loading. Named apart from :func:`weights_first_vector` because "PCA weights"
    alone says neither.

    References
    ----------
    OECD/JRC (2008), Handbook on Constructing Composite Indicators, step 6, doi:10.1787/9789264043466-en. Nicoletti,
    Scarpetta and Boylaud (2000), OECD Economics Department Working Papers 226, doi:10.1787/215182844604.

    >>> values = np.array([[1.0, 2, 9], [2, 1, 4], [3, 4, 7], [4, 3, 5], [5, 5, 6]])
    >>> result = weights_rotated(values, min_eigenvalue=1.0, min_share=0.1, cumulative_share=0.6)
    >>> round(float(result.weights.sum()), 6), result.extended
    (1.0, False)
    """
    if not (0.0 <= min_share < 1.0 and 0.0 <= cumulative_share < 1.0):
        raise ValueError(f"weights_rotated needs shares on 0 to 1; got {min_share} and {cumulative_share}")
    found = principal_components(values)
    kept = int(((found.eigenvalues > min_eigenvalue) & (found.shares > min_share)).sum())
    needed = int(np.searchsorted(found.shares.cumsum(), cumulative_share, side="right")) + 1
    count = min(max(kept, needed), found.shares.size)
    loadings = varimax(found.loadings[:, :count])
    variances = (loadings**2).sum(axis=0)
    return RotatedWeights(
        weights=_allot(loadings, np.argmax(loadings**2, axis=1)),
        loadings=loadings,
        allotted=np.argmax(loadings**2, axis=1),
        shares=variances / loadings.shape[0],
        extended=count > kept,
        n=found.n,
    )


def _turn(normalised: FloatArray, rotation: FloatArray, pair: tuple[int, int]) -> float:
    """Turn two columns of the rotation, in place, by Kaiser's best angle, and say how far that was."""
    x, y = (normalised @ rotation[:, pair]).T
    u, v = x**2 - y**2, 2 * x * y
    sine = 2 * (u @ v) - 2 * u.sum() * v.sum() / u.size
    cosine = u @ u - v @ v - (u.sum() ** 2 - v.sum() ** 2) / u.size
    angle = 0.0 if np.hypot(sine, cosine) < _ROUNDING else float(np.arctan2(sine, cosine)) / 4
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    rotation[:, pair] = rotation[:, pair] @ turn
    return abs(angle)


def _allot(loadings: FloatArray, allotted: IntArray) -> FloatArray:
    """Square, divide by the component's variance, multiply by its share of the variance: the last two cancel but k."""
    own = np.take_along_axis(loadings, allotted[:, np.newaxis], axis=1)[:, 0] ** 2
    weights: FloatArray = own / own.sum()
    return weights


def _complete(values: FloatArray) -> tuple[FloatArray, IntArray]:
    if values.ndim != 2:
        raise ValueError(f"a table of units by indicators is needed; got {values.ndim} dimensions")
    rows = np.flatnonzero(np.isfinite(values).all(axis=1))
    if rows.size < 2:
        raise ValueError(f"components need at least two complete units; got {rows.size}")
    complete = values[rows]
    flat = np.flatnonzero(np.ptp(complete, axis=0) <= 8 * np.finfo(float).eps * np.abs(complete).max(axis=0))
    if flat.size:
        raise ValueError(f"components need a range in every indicator; none in columns {flat.tolist()}")
    return complete, rows


def _correlations(complete: FloatArray) -> FloatArray:
    return np.atleast_2d(np.corrcoef(complete, rowvar=False))


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


def _with_positive_sums(vectors: FloatArray) -> FloatArray:
    sums = vectors.sum(axis=0)
    first = np.take_along_axis(vectors, np.argmax(np.abs(vectors) > _ROUNDING, axis=0)[np.newaxis], axis=0)[0]
    deciding = np.where(np.abs(sums) > _ROUNDING, sums, first)
    signed: FloatArray = vectors * np.where(deciding < 0, -1.0, 1.0)
    return signed
