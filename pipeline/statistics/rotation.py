"""Turning one set of loadings onto another, and how alike they are then."""

from __future__ import annotations

import numpy as np

from pipeline.statistics.types import FloatArray


def procrustes(loadings: FloatArray, *, target: FloatArray) -> FloatArray:
    r"""Rotate, and where needed reflect, loadings so that they lie as near a target as they can.

    .. math:: \min_{T^{\top} T = I} \lVert \Lambda T - B \rVert_F, \quad T = U V^{\top},
       \quad \Lambda^{\top} B = U S V^{\top}

    Parameters
    ----------
    loadings : (..., n_indicators, n_components); leading axes are resamples.
    target : (..., n_indicators, n_components).

    Returns
    -------
    (..., n_indicators, n_components) with the same communalities. With one component only its sign can change. NaN
    where a table of loadings, or its target, holds one.

    Raises
    ------
    ValueError : shapes that do not fit.

    Notes
    -----
    The signs and the order of components, and with equal eigenvalues their very directions, are arbitrary; without an
    alignment a bootstrap would mix them up. Alignment can only make resamples look more alike, so that the intervals
    are rather too narrow than too wide.

    References
    ----------
    Schönemann (1966), Psychometrika 31(1), 1-10, doi:10.1007/BF02289451. Milan and Whittaker (1995), Application of the
    parametric bootstrap to models that incorporate a singular value decomposition, Applied Statistics 44(1), 31-49.

    >>> target = np.array([[0.9, 0.1], [0.1, 0.8]])
    >>> procrustes(target[:, ::-1] * np.array([1.0, -1.0]), target=target).round(6).tolist()
    [[0.9, 0.1], [0.1, 0.8]]
    """
    loadings, target = np.asarray(loadings, dtype=float), np.asarray(target, dtype=float)
    if target.ndim < 2 or loadings.shape[-2:] != target.shape[-2:]:
        raise ValueError(
            f"procrustes needs loadings and a target of one shape; got {loadings.shape} and {target.shape}"
        )
    whole = np.isfinite(loadings + target).all(axis=(-2, -1), keepdims=True)
    known = np.where(whole, loadings, 0.0)
    left, _, right = np.linalg.svd(np.swapaxes(known, -1, -2) @ np.where(whole, target, 0.0))
    return np.where(whole, known @ (left @ right), np.nan)


def congruence(first: FloatArray, second: FloatArray) -> FloatArray:
    r"""Tucker's coefficient of congruence, component by component, after turning the second onto the first.

    .. math:: \varphi_c = \frac{\sum_i a_{ic} b_{ic}}{\sqrt{\sum_i a_{ic}^2 \sum_i b_{ic}^2}}

    Parameters
    ----------
    first, second : (..., n_indicators, n_components) loadings of the same indicators in the same order; leading axes are
        resamples.

    Returns
    -------
    (..., n_components) on -1 to 1: 0.85 to 0.94 is fair, 0.95 and more means that the components can be considered equal.
    NaN for a component without loadings, and where loadings are.

    Raises
    ------
    ValueError : shapes that differ.

    Notes
    -----
    Means are not taken out: a component on which everything loads alike in both is congruent. Alignment makes the best
    of the likeness; with as many components as indicators it is perfect whatever the values, and says nothing.

    References
    ----------
    Tucker (1951), A method for synthesis of factor analysis studies, Department of the Army. Lorenzo-Seva and ten Berge
    (2006), Methodology 2(2), 57-64, doi:10.1027/1614-2241.2.2.57.

    >>> congruence(np.array([[0.8], [0.6]]), np.array([[-0.8], [-0.6]])).round(6).tolist()
    [1.0]
    """
    first, second = np.asarray(first, dtype=float), np.asarray(second, dtype=float)
    if first.ndim < 2 or first.shape != second.shape:
        raise ValueError(f"congruence needs two tables of one shape; got {first.shape} and {second.shape}")
    turned = procrustes(second, target=first)
    lengths = np.sqrt((first**2).sum(axis=-2) * (turned**2).sum(axis=-2))
    product = (first * turned).sum(axis=-2)
    found = np.divide(product, lengths, out=np.full(product.shape, np.nan), where=lengths > 0)
    return np.asarray(np.clip(found, -1.0, 1.0))
