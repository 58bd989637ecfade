"""Shadow imputation, disclosed: which value does a blank have in fact, when it is left out of the mean?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.statistics.types import BoolArray, FloatArray, IntArray


@dataclass(frozen=True, eq=False)
class Shadow:
    """What each blank implies, as a score and in the indicator's own unit of measure, and which cells are blanks.

    Both are NaN in cells that are present, and in blanks of a unit that has nothing at all.
    """

    scores: FloatArray
    values: FloatArray
    implied: BoolArray


def implied_scores(scores: FloatArray, *, parents: Sequence[IntArray], weights: Sequence[FloatArray]) -> FloatArray:
    r"""Say for each blank the score that leaving it blank gives it: the weighted mean of its present siblings.

    .. math:: \tilde s_{ij} = \frac{\sum_{l \in G_j,\ s_{il} \text{ present}} w_l s_{il}}
        {\sum_{l \in G_j,\ s_{il} \text{ present}} w_l}, \quad
        \text{of the group's own siblings where nothing in } G_j \text{ is present, and so on up}

    Parameters
    ----------
    scores : (..., n_units, n_indicators) normalised, on one scale; NaN is missing.
    parents : one array a level, from the indicators up: the place, from 0, of the group that each node belongs to. The
        groups numbered by one array are the nodes of the next.
    weights : one array a level, as long as its parents: the nominal weights, none negative.

    Returns
    -------
    (..., n_units, n_indicators) implied scores of the blanks; NaN where a score is present, and where the unit has
    nothing up to the last level given, or nothing of positive weight.

    Raises
    ------
    ValueError : no level, parents and weights that do not fit each other or the scores, a group without members, or a
        weight that is negative or missing.

    Notes
    -----
    Filling a blank with this score changes no arithmetic mean above it: that is the sense of the word. For a geometric
    mean pass logarithms of the scores and take the exponential. COINr leaves blanks out likewise and shows nothing.

    References
    ----------
    OECD/JRC (2008), Handbook on Constructing Composite Indicators, section 1.3, doi:10.1787/9789264043466-en; the name
    is that of the JRC's audits of the Global Innovation Index.

    >>> scores = np.array([[40.0, 80.0, np.nan, np.nan]])  # two sub-pillars of two in one pillar
    >>> implied_scores(scores, parents=[np.array([0, 0, 1, 1]), np.array([0, 0])], weights=[np.ones(4), np.ones(2)])
    array([[nan, nan, 60., 60.]])
    """
    _check_tree(scores.shape[-1], parents, weights)
    return np.where(np.isnan(scores), _of_parents(scores, parents, weights)[..., parents[0]], np.nan)


def implied_values(
    scores: FloatArray, *, direction: IntArray, lower: float, upper: float, low: FloatArray, high: FloatArray
) -> FloatArray:
    r"""Take min-max scores back to each indicator's own unit of measure.

    .. math:: x = l + (h - l)\frac{s - a}{b - a}, \quad h - (h - l)\frac{s - a}{b - a} \text{ where less is better}

    Parameters
    ----------
    scores : (..., n_units, n_indicators) from lower to upper; NaN is missing.
    direction : (n_indicators,) +1 more is better, -1 less is better.
    lower, upper : ends of the scale of scores, lower < upper.
    low, high : (n_indicators,) goalposts in the unit of measure of the values that were normalised, low < high.

    Returns
    -------
    (..., n_units, n_indicators) values between low and high; NaN where the score is missing.

    Raises
    ------
    ValueError : lower not below upper, a low not below its high, arrays that are not one number per indicator, or a
        direction other than +1 and -1.

    Notes
    -----
    The inverse of ``normalisation.min_max`` inside the goalposts. Where an indicator was transformed before, this is
    the transformed value: take the transformation back as well. COINr has no inverse outside ``impute_by = "row"``.

    References
    ----------
    OECD/JRC (2008), Handbook on Constructing Composite Indicators, section 1.5, doi:10.1787/9789264043466-en.

    >>> ends = {"lower": 0.0, "upper": 100.0, "low": np.array([20.0, 0.0]), "high": np.array([60.0, 5.0])}
    >>> implied_values(np.array([[25.0, 80.0]]), direction=np.array([1, -1]), **ends)
    array([[30.,  1.]])
    """
    if not lower < upper:
        raise ValueError(f"a scale of scores needs lower < upper; found lower={lower}, upper={upper}")
    for name, given in (("direction", direction), ("low", low), ("high", high)):
        if given.shape != scores.shape[-1:]:
            raise ValueError(
                f"taking scores back needs one {name} for each of {scores.shape[-1]} columns; found shape {given.shape}"
            )
    if not (low < high).all():
        raise ValueError(
            f"goalposts need low < high; found otherwise in columns {np.flatnonzero(~(low < high)).tolist()}"
        )
    if not np.isin(direction, (-1, 1)).all():
        raise ValueError(f"a direction must be +1 or -1; found {np.unique(direction).tolist()}")
    share = (scores - lower) / (upper - lower)
    return np.asarray(low + (high - low) * np.where(direction > 0, share, 1.0 - share))


def disclose(
    scores: FloatArray,
    *,
    parents: Sequence[IntArray],
    weights: Sequence[FloatArray],
    direction: IntArray,
    lower: float,
    upper: float,
    low: FloatArray,
    high: FloatArray,
) -> Shadow:
    r"""Say for each blank what it implies, as a score and as a value: ``implied_scores`` and ``implied_values``.

    .. math:: \tilde x_{ij} = l_j + (h_j - l_j)\frac{\tilde s_{ij} - a}{b - a} \quad
        \text{(turned round where less is better)}

    Parameters
    ----------
    scores, parents, weights : as in ``implied_scores``; the scores lie between lower and upper.
    direction, lower, upper, low, high : as in ``implied_values``.

    Returns
    -------
    Shadow: (..., n_units, n_indicators) each.

    Raises
    ------
    ValueError : as the two functions.

    References
    ----------
    OECD/JRC (2008), Handbook on Constructing Composite Indicators, section 1.3, doi:10.1787/9789264043466-en.

    >>> tree = {"parents": [np.array([0, 0])], "weights": [np.ones(2)]}
    >>> ends = {"lower": 0.0, "upper": 100.0, "low": np.zeros(2), "high": np.array([10.0, 4.0])}
    >>> disclose(np.array([[75.0, np.nan]]), **tree, direction=np.array([1, 1]), **ends).values
    array([[nan,  3.]])
    """
    found = implied_scores(scores, parents=parents, weights=weights)
    values = implied_values(found, direction=direction, lower=lower, upper=upper, low=low, high=high)
    return Shadow(scores=found, values=values, implied=~np.isnan(found))


def _of_parents(scores: FloatArray, parents: Sequence[IntArray], weights: Sequence[FloatArray]) -> FloatArray:
    """Score of each group from what is present in it, or from what is present beside it: (..., n_units, n_groups)."""
    member = np.equal.outer(parents[0], np.arange(parents[0].max() + 1)) * weights[0][:, np.newaxis]
    present = ~np.isnan(scores)
    weight = present @ member
    total = np.where(present, scores, 0.0) @ member  # a blank has no weight here, it is not a zero
    means = np.where(weight > 0, total / np.where(weight > 0, weight, 1.0), np.nan)
    if len(parents) == 1:
        return means
    above = _of_parents(means, parents[1:], weights[1:])[..., parents[1]]
    return np.where(np.isnan(means), above, means)


def _check_tree(n_nodes: int, parents: Sequence[IntArray], weights: Sequence[FloatArray]) -> None:
    """Refuse levels that do not fit each other."""
    if not parents or len(parents) != len(weights):
        raise ValueError(f"a tree needs parents and weights for each level; found {len(parents)} and {len(weights)}")
    for level, (parent, weight) in enumerate(zip(parents, weights, strict=True)):
        if parent.shape != (n_nodes,) or weight.shape != (n_nodes,):
            raise ValueError(
                f"level {level + 1} needs a parent and a weight for each of {n_nodes} nodes; found shapes "
                f"{parent.shape} and {weight.shape}"
            )
        n_nodes = int(parent.max()) + 1
        if not np.array_equal(np.unique(parent), np.arange(n_nodes)):
            raise ValueError(f"the groups of level {level + 1} must be numbered from 0 without a gap; found {parent}")
        if not (weight >= 0).all():
            raise ValueError(f"weights must be numbers of 0 or more; found another on level {level + 1}")
