"""Minimum availability: is enough of a node present for its score to be one?"""

from __future__ import annotations

import numpy as np

from pipeline.statistics import screening
from pipeline.statistics.types import FloatArray


def masked_where_sparse(scores: FloatArray, *, minimum_share: float) -> FloatArray:
    r"""Blank a unit's components where too few of them are present, so that any aggregation leaves the unit without.

    .. math:: s'_{ij} = s_{ij} \text{ if } a_i \ge \lceil m\,k \rceil, \text{ else missing}

    with :math:`a_i` the number of components that the unit has.

    Parameters
    ----------
    scores : (..., n_units, k) the components of one node; NaN is missing.
    minimum_share : the least share of the k components, 0 to 1, read as it is written (0.6 of 5 is 3). With 0 nothing
        is blanked, with 1 every unit that misses a component.

    Returns
    -------
    (..., n_units, k) a copy: rows as they were, or wholly missing.

    Raises
    ------
    ValueError : a share outside 0-1.

    Notes
    -----
    Components are counted, not weighed, and counts compared with counts. Mask before aggregating, node by node: a mean
    is then missing, and in an outranking the unit takes no part, where masking the result would leave its wins and
    losses with the others. COINr (``dat_thresh`` of ``Aggregate``) compares shares as floats, and ignores the threshold
    for functions of a whole table such as ``a_copeland``. With a share of 1 every mean treats missing as COINr's
    ``a_genmean`` does.

    References
    ----------
    Becker et al. (2022), COINr: An R package for developing composite indicators, JOSS 7(78), 4567,
    doi:10.21105/joss.04567.

    >>> masked_where_sparse(np.array([[40.0, np.nan, 60.0], [np.nan, np.nan, 60.0]]), minimum_share=0.5)
    array([[40., nan, 60.],
           [nan, nan, nan]])
    """
    needed = screening.required(scores.shape[-1], share=minimum_share)
    enough = screening.available(scores) >= needed
    return np.where(enough[..., np.newaxis], scores, np.nan)
