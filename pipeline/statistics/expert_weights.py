"""Weights from experts: budgets handed out, and importance compared pair by pair."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pipeline.statistics.types import BoolArray, FloatArray

# Saaty (1980), table of mean consistency indices of random matrices of order 1 to 15.
_RANDOM_INDEX = np.array([0, 0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59])
_ROUNDING = 1e-6  # relative: a reciprocal entered with six digits or more


@dataclass(frozen=True, eq=False)
class BudgetAllocation:
    """Mean weights of several experts, and how far they disagree: arrays (k,) of shares 0-1."""

    weights: FloatArray
    dispersion: FloatArray  # standard deviation between experts, n - 1; NaN for a single one
    minimum: FloatArray
    maximum: FloatArray
    n_experts: int  # those who handed out a budget


@dataclass(frozen=True, eq=False)
class AnalyticHierarchy:
    """Weights from pairwise comparisons, and how far these contradict each other."""

    weights: FloatArray  # (..., k) they sum to 1
    eigenvalue: FloatArray  # (...) the greatest; k where there is no contradiction, else above
    consistency_index: FloatArray  # (...)
    consistency_ratio: FloatArray  # (...) against random comparisons; 0 for one or two components


def budget_allocation(points: FloatArray, *, budget: float) -> BudgetAllocation:
    r"""Average the budgets that experts hand out over the components, and report how far the experts disagree.

    .. math:: w_j = \frac{1}{E} \sum_e \frac{p_{ej}}{B}, \quad
       d_j^2 = \frac{1}{E - 1} \sum_e \left(\frac{p_{ej}}{B} - w_j\right)^2

    Parameters
    ----------
    points : (n_experts, k) none negative; a row that is missing throughout is an expert who did not answer.
    budget : the points that each expert has to hand out, positive (100, usually).

    Returns
    -------
    BudgetAllocation. The weights sum to 1.

    Raises
    ------
    ValueError : a budget that is not positive, negative points, a row with some points missing or that does not add up
        to the budget, or no expert who answered.

    Notes
    -----
    A blank is not zero points: an expert who leaves one has to be asked. A budget that does not add up is refused
    rather than rescaled, since the expert meant other weights. The Handbook advises ten components at most. COINr has
    no such function.

    References
    ----------
    OECD/JRC (2008), Handbook on Constructing Composite Indicators, step 6, doi:10.1787/9789264043466-en.

    >>> found = budget_allocation(np.array([[50.0, 30.0, 20.0], [30.0, 30.0, 40.0]]), budget=100.0)
    >>> found.weights.round(6), found.dispersion.round(6)
    (array([0.4, 0.3, 0.3]), array([0.141421, 0.      , 0.141421]))
    """
    if not (budget > 0 and np.isfinite(budget)):
        raise ValueError(f"a budget allocation needs a budget above 0; found {budget}")
    answered = np.asarray(~np.isnan(points).all(axis=1))
    if not answered.any():
        raise ValueError(f"a budget allocation needs an expert who answered; found none of {len(points)}")
    _require_rows(answered & np.isnan(points).any(axis=1), "every component filled in or none; found blanks")
    _require_rows(answered & (points < 0).any(axis=1), "points of 0 or more; found negative ones")
    spent = points.sum(axis=1)
    unspent = answered & (np.abs(spent - budget) > _ROUNDING * budget)
    _require_rows(unspent, f"budgets that add up to {budget:g}; found others")
    shares = points[answered] / spent[answered, np.newaxis]
    single = len(shares) == 1
    return BudgetAllocation(
        weights=shares.mean(axis=0),
        dispersion=np.full(shares.shape[1], np.nan) if single else shares.std(axis=0, ddof=1),
        minimum=shares.min(axis=0),
        maximum=shares.max(axis=0),
        n_experts=len(shares),
    )


def comparison_matrix(judgements: FloatArray) -> FloatArray:
    r"""Fill a matrix of comparisons from its part above the diagonal, read row by row.

    .. math:: a_{jj} = 1, \quad a_{lj} = 1 / a_{jl}

    Parameters
    ----------
    judgements : (..., k (k - 1) / 2) above 0: how many times as important the earlier component is (Saaty: 1 to 9 and
        their reciprocals): first against second, first against third, ..., second against third, ...

    Returns
    -------
    (..., k, k) reciprocal.

    Raises
    ------
    ValueError : a number of judgements that fills no triangle, or a judgement that is missing or not above 0.

    References
    ----------
    Saaty (1977), A scaling method for priorities in hierarchical structures, Journal of Mathematical Psychology 15(3),
    234-281, doi:10.1016/0022-2496(77)90033-5.

    >>> comparison_matrix(np.array([2.0, 4.0, 2.0]))
    array([[1.  , 2.  , 4.  ],
           [0.5 , 1.  , 2.  ],
           [0.25, 0.5 , 1.  ]])
    """
    k = round((1 + np.sqrt(1 + 8 * judgements.shape[-1])) / 2)
    if k * (k - 1) // 2 != judgements.shape[-1]:
        raise ValueError(f"comparisons need k (k - 1) / 2 judgements; found {judgements.shape[-1]}")
    if not (np.isfinite(judgements) & (judgements > 0)).all():
        raise ValueError("comparisons need judgements above 0; found one that is missing, infinite or not positive")
    rows, columns = np.triu_indices(k, 1)
    matrix = np.ones((*judgements.shape[:-1], k, k))
    matrix[..., rows, columns] = judgements
    matrix[..., columns, rows] = 1.0 / judgements
    return matrix


def analytic_hierarchy(comparisons: FloatArray) -> AnalyticHierarchy:
    r"""Find the weights that pairwise comparisons agree with best, by the principal eigenvector.

    .. math:: A w = \lambda_{\max} w, \quad CI = \frac{\lambda_{\max} - k}{k - 1}, \quad CR = \frac{CI}{RI_k}

    Parameters
    ----------
    comparisons : (..., k, k) positive and reciprocal: how many times as important the row is as the column; leading
        axes are experts or replicates. k is 15 at most.

    Returns
    -------
    AnalyticHierarchy. Saaty accepts a consistency ratio up to 0.10 and asks the expert again above it.

    Raises
    ------
    ValueError : a matrix that is not square, has no published random index, or is not positive and reciprocal.

    Notes
    -----
    Random indices of Saaty (1980). His later tables differ a little (0.52 instead of 0.58 for three), and with them the
    ratio. COINr has no such function.

    References
    ----------
    Saaty (1980), The Analytic Hierarchy Process, McGraw-Hill; Saaty (1977), Journal of Mathematical Psychology 15(3),
    234-281, doi:10.1016/0022-2496(77)90033-5.

    >>> found = analytic_hierarchy(np.array([[1.0, 2.0, 4.0], [0.5, 1.0, 2.0], [0.25, 0.5, 1.0]]))
    >>> found.weights.round(6), abs(float(found.consistency_ratio.round(6)))
    (array([0.571429, 0.285714, 0.142857]), 0.0)
    """
    k = comparisons.shape[-1]
    _require_comparisons(comparisons)
    values, vectors = np.linalg.eig(comparisons)
    principal = np.argmax(values.real, axis=-1)[..., np.newaxis]
    eigenvalue = np.take_along_axis(values.real, principal, axis=-1)[..., 0]
    vector = np.abs(np.take_along_axis(vectors, principal[..., np.newaxis], axis=-1)[..., 0])
    index = np.maximum(eigenvalue - k, 0.0) / max(k - 1, 1)
    random = _RANDOM_INDEX[k - 1]
    return AnalyticHierarchy(
        weights=vector / vector.sum(axis=-1, keepdims=True),
        eigenvalue=eigenvalue,
        consistency_index=index,
        consistency_ratio=index / random if random > 0 else np.zeros_like(index),
    )


def _require_rows(wrong: BoolArray, sentence: str) -> None:
    """Refuse budgets by the rows of their experts."""
    if wrong.any():
        raise ValueError(f"a budget allocation needs {sentence} in rows {np.flatnonzero(wrong).tolist()}")


def _require_comparisons(comparisons: FloatArray) -> None:
    """Refuse a matrix that is not square, too large, or not positive and reciprocal."""
    if comparisons.ndim < 2 or comparisons.shape[-2] != comparisons.shape[-1]:
        raise ValueError(f"an analytic hierarchy needs a square matrix; found shape {comparisons.shape}")
    if not 1 <= comparisons.shape[-1] <= _RANDOM_INDEX.size:
        raise ValueError(
            f"an analytic hierarchy needs 1 to {_RANDOM_INDEX.size} components, which have a published random index; "
            f"found {comparisons.shape[-1]}: form groups"
        )
    if not (np.isfinite(comparisons) & (comparisons > 0)).all():
        raise ValueError("an analytic hierarchy needs comparisons above 0; found one that is missing or not positive")
    product = comparisons * np.swapaxes(comparisons, -1, -2)
    wrong = np.abs(product - 1) > _ROUNDING
    if wrong.any():
        row, column = np.argwhere(wrong)[0][-2:].tolist()
        raise ValueError(
            f"an analytic hierarchy needs reciprocal comparisons; found {product[wrong][0]:g} for the product at "
            f"({row}, {column}) and ({column}, {row}): build the matrix with comparison_matrix"
        )
