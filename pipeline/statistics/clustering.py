"""Clusters of indicators that say nearly the same: hierarchical clustering on the strength of their correlation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from scipy.cluster import hierarchy
from scipy.spatial import distance

from pipeline.statistics.types import FloatArray, IntArray

Linkage = Literal["complete", "average", "single"]


@dataclass(frozen=True)
class Clusters:
    """The cluster of each indicator, from 1 in the order of their first indicator, and an order that keeps them together."""

    number: IntArray
    order: IntArray


def correlation_clusters(correlations: FloatArray, *, limit: float, linkage: Linkage) -> Clusters:
    r"""Group indicators by hierarchical clustering on 1 - \|r\|, cut where \|r\| falls below a limit.

    .. math:: d_{ij} = 1 - |r_{ij}|, \quad \text{merged while } d(A, B) \le 1 - r_0

    Parameters
    ----------
    correlations : (n_indicators, n_indicators) symmetric; a pair that is NaN counts as unrelated.
    limit : r0, above 0 and at most 1.
    linkage : the distance of two clusters: of their farthest pair (``complete``: every pair inside a cluster reaches
        the limit), their mean pair (``average``) or their nearest pair (``single``, which chains).

    Returns
    -------
    Clusters. ``order`` lists indicators leaf by leaf, neighbours alike, clusters unbroken.

    Raises
    ------
    ValueError : a table that is not square, a limit outside (0, 1], an unknown linkage.

    Notes
    -----
    Equal distances are merged in the order of the columns, so that there another order of the indicators may give
    other clusters; distances of real values are seldom equal.

    References
    ----------
    Everitt, Landau, Leese and Stahl (2011), Cluster Analysis, 5th ed., chapter 4. Dormann et al. (2013), Ecography
    36(1), 27-46, doi:10.1111/j.1600-0587.2012.07348.x, take \|r\| > 0.7 as the point where collinearity begins to harm.

    >>> r = np.array([[1.0, 0.9, 0.1], [0.9, 1.0, 0.2], [0.1, 0.2, 1.0]])
    >>> correlation_clusters(r, limit=0.7, linkage="complete").number.tolist()
    [1, 1, 2]
    """
    correlations = np.asarray(correlations, dtype=float)
    if correlations.ndim != 2 or correlations.shape[0] != correlations.shape[1]:
        raise ValueError(f"correlation_clusters needs a square table; got shape {correlations.shape}")
    if not 0.0 < limit <= 1.0:
        raise ValueError(f"correlation_clusters needs a limit above 0 and at most 1; got {limit}")
    if linkage not in get_args(Linkage):
        raise ValueError(f"linkage must be one of {', '.join(get_args(Linkage))}; got {linkage!r}")
    k = len(correlations)
    if k < 2:
        return Clusters(number=np.ones(k, dtype=np.int64), order=np.arange(k))
    strength = np.where(np.isnan(correlations), 0.0, np.abs(correlations))
    apart = np.clip(1.0 - (strength + strength.T) / 2.0, 0.0, 1.0)
    np.fill_diagonal(apart, 0.0)
    tree = hierarchy.linkage(distance.squareform(apart), method=linkage)
    found = hierarchy.fcluster(tree, 1.0 - limit, criterion="distance")
    first = {label: place for place, label in reversed(list(enumerate(found.tolist())))}
    rename = {label: number for number, label in enumerate(sorted(first, key=first.__getitem__), start=1)}
    number = np.array([rename[label] for label in found.tolist()], dtype=np.int64)
    return Clusters(number=number, order=np.asarray(hierarchy.leaves_list(tree), dtype=np.int64))
