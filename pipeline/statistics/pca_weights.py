"""Two kinds of "PCA weights", and the rotation that one of them needs.

Weights read off components reward redundancy, because two indicators that say the same carry a component between them.
They are shown beside the nominal weights as a description, never as an importance.
"""

import itertools
from dataclasses import dataclass

import numpy as np

from pipeline.statistics import components
from pipeline.statistics.types import FloatArray, IntArray

_NO_TURN = 1e-10  # below this neither direction is better but for rounding
_ROTATION_TOLERANCE = 1e-12  # radians
_ROTATION_SWEEPS = 1000


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
    in :func:`components.principal_components`. One component is its own rotation. An indicator that loads on nothing
    stays zero.

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
    rotated = components.with_positive_sums(loadings @ rotation)
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
    ValueError : as :func:`components.principal_components`.

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
    found = components.principal_components(values)
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
    found = components.principal_components(values)
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
    angle = 0.0 if np.hypot(sine, cosine) < _NO_TURN else float(np.arctan2(sine, cosine)) / 4
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    rotation[:, pair] = rotation[:, pair] @ turn
    return abs(angle)


def _allot(loadings: FloatArray, allotted: IntArray) -> FloatArray:
    """Square, divide by the component's variance, multiply by its share of the variance: the last two cancel but k."""
    own = np.take_along_axis(loadings, allotted[:, np.newaxis], axis=1)[:, 0] ** 2
    weights: FloatArray = own / own.sum()
    return weights
