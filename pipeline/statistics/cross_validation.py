"""Ridge and partial least squares on few pillars, with the penalty or the number of components chosen by prediction.

All divisions of the units into folds are computed at once: a fit needs only the correlations of its training units.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from pipeline.statistics import complete_units
from pipeline.statistics.types import FloatArray

Solve = Callable[[FloatArray, FloatArray], FloatArray]
"""From correlations (..., k, k) and covariances with the outcome (..., k) to coefficients (..., n_choices, k)."""

_EXHAUSTED = 1e-12  # squared covariance with what is left of the outcome, below which there is no further component


@dataclass(frozen=True)
class CrossValidated:
    """A family of fits judged by how well they predict units that they have not seen."""

    choices: FloatArray  # (n_choices,) penalties or numbers of components
    error: FloatArray  # (n_choices,) mean squared error of prediction over the variance of the outcome
    error_low: FloatArray  # (n_choices,) lowest over the repeated divisions
    error_high: FloatArray  # (n_choices,) highest
    chosen: int  # place of the choice with the least error
    coefficients: FloatArray  # (k,) standardised, of all units at that choice
    predicted: FloatArray  # (n_units,) by all units at that choice; NaN where a value is missing
    r2: float  # of that fit, on the units that it was fitted to
    n: int


def ridge(
    outcome: FloatArray,
    regressors: FloatArray,
    *,
    penalties: FloatArray,
    n_folds: int,
    n_repeats: int,
    rng: np.random.Generator,
) -> CrossValidated:
    """Fit by ridge regression, the penalty chosen by repeated cross-validation.

    .. math:: b_\\lambda = \\arg\\min_b \\frac1n \\lVert y - Z b \\rVert^2 + \\lambda \\lVert b \\rVert^2,
       \\quad e_\\lambda = \\frac{\\sum_i (y_i - \\hat y_{i, -f(i)})^2}{\\sum_i (y_i - \\bar y)^2}

    Parameters
    ----------
    outcome : (n_units,), regressors : (n_units, k), in any units of measure; NaN is missing, and its unit is left out.
        Regressors are standardised on the training units of each fit.
    penalties : (n_choices,) 0 or more; 0 is least squares.
    n_folds : parts into which the units are divided. n_repeats : how often. rng : the source of the divisions.

    Returns
    -------
    CrossValidated. An error of 1 is that of the plain mean; 1 minus the error is the share of variance predicted. Of
    equal errors the strongest penalty is chosen.

    Raises
    ------
    ValueError : penalties below 0 or none, fewer than two folds, more folds than units, no repeats, or what
        :func:`regression.leave_one_out` refuses but for a regressor that is a sum of others, which does no harm here.

    Notes
    -----
    Low and high are over the divisions, not a confidence interval; and the error of the choice that was made by its
    error is a little too good. ``sklearn.linear_model.Ridge`` has alpha = n times this penalty.

    References
    ----------
    Hoerl and Kennard (1970), Technometrics 12(1), doi:10.1080/00401706.1970.10488634. Stone (1974), JRSS-B 36(2),
    doi:10.1111/j.2517-6161.1974.tb00994.x.

    >>> x = np.arange(8.0)[:, np.newaxis]
    >>> found = ridge(3 * x[:, 0], x, penalties=np.array([0.0, 1.0]), n_folds=4, n_repeats=2,
    ...     rng=np.random.default_rng(0))
    >>> float(found.choices[found.chosen]), round(found.r2, 6)
    (0.0, 1.0)
    """
    penalties = np.sort(np.asarray(penalties, dtype=float))[::-1]
    if penalties.ndim != 1 or not penalties.size or not (penalties >= 0).all():
        raise ValueError(f"penalties of 0 or more are needed; got {penalties.tolist()}")

    def solve(r: FloatArray, c: FloatArray) -> FloatArray:
        roots, vectors = np.linalg.eigh(r)
        turned = np.einsum("...ij,...i->...j", vectors, c)
        divisor = roots[..., np.newaxis, :] + penalties[:, np.newaxis]
        null = divisor < 1e-10  # a direction that other regressors repeat has no say without a penalty
        shrunk = np.where(null, 0.0, turned[..., np.newaxis, :] / np.where(null, 1.0, divisor))
        return np.asarray(np.einsum("...ij,...mj->...mi", vectors, shrunk))

    return _cross_validated(outcome, regressors, penalties, solve, n_folds=n_folds, n_repeats=n_repeats, rng=rng)


def partial_least_squares(
    outcome: FloatArray, regressors: FloatArray, *, n_folds: int, n_repeats: int, rng: np.random.Generator
) -> CrossValidated:
    """Fit by partial least squares, the number of components chosen by repeated cross-validation.

    .. math:: w_a \\propto Z_a^{\\top} y, \\quad t_a = Z_a w_a, \\quad \\hat y = \\sum_{a \\le m} q_a t_a

    Each component is the combination of what is left of the regressors that goes most along with the outcome.

    Parameters
    ----------
    outcome : (n_units,), regressors : (n_units, k), in any units of measure; NaN is missing, and its unit is left out.
        Regressors are standardised on the training units of each fit.
    n_folds : parts into which the units are divided. n_repeats : how often. rng : the source of the divisions.

    Returns
    -------
    CrossValidated; the choices are 1 to k components, and k of them are least squares. Of equal errors the fewest
    components are chosen.

    Raises
    ------
    ValueError : as :func:`ridge`.

    Notes
    -----
    As for :func:`ridge`. Agrees with ``sklearn.cross_decomposition.PLSRegression`` (scaled, one outcome).

    References
    ----------
    Wold, Sjostrom and Eriksson (2001), Chemometrics and Intelligent Laboratory Systems 58(2),
    doi:10.1016/S0169-7439(01)00155-1.

    >>> x = np.array([[1.0, 1], [1, -1], [-1, 1], [-1, -1], [2, 0]])
    >>> found = partial_least_squares(x.sum(axis=1), x, n_folds=5, n_repeats=1, rng=np.random.default_rng(0))
    >>> found.choices.tolist()
    [1.0, 2.0]
    """
    k = np.asarray(regressors).shape[-1]

    def solve(r: FloatArray, c: FloatArray) -> FloatArray:
        return _components(r, c, k)

    choices = np.arange(1.0, k + 1)
    return _cross_validated(outcome, regressors, choices, solve, n_folds=n_folds, n_repeats=n_repeats, rng=rng)


def _components(r: FloatArray, c: FloatArray, k: int) -> FloatArray:
    """Coefficients with 1 to k components, from correlations alone (the kernel form of the algorithm)."""
    left, total = c.copy(), np.zeros_like(c)
    bases: list[tuple[FloatArray, FloatArray]] = []
    found = []
    for _ in range(k):
        length = np.sqrt(np.einsum("...i,...i->...", left, left))[..., np.newaxis]
        over = length**2 < _EXHAUSTED
        direction = left / np.where(over, 1.0, length)
        base = direction
        for earlier, loading in bases:
            base = base - np.einsum("...i,...i->...", loading, direction)[..., np.newaxis] * earlier
        carried = np.einsum("...ij,...j->...i", r, base)
        size = np.einsum("...i,...i->...", base, carried)[..., np.newaxis]
        over = over | (size < _EXHAUSTED)
        safe = np.where(over, 1.0, size)
        loading = np.where(over, 0.0, carried / safe)
        slope = np.where(over, 0.0, np.einsum("...i,...i->...", base, c)[..., np.newaxis] / safe)
        left = np.where(over, 0.0, left - loading * slope * size)
        total = total + slope * base
        bases.append((base, loading))
        found.append(total)
    return np.stack(found, axis=-2)


def _cross_validated(
    outcome: FloatArray,
    regressors: FloatArray,
    choices: FloatArray,
    solve: Solve,
    *,
    n_folds: int,
    n_repeats: int,
    rng: np.random.Generator,
) -> CrossValidated:
    y, x, rows = complete_units.with_outcome(outcome, regressors, full_rank=False)
    n = len(y)
    if not 2 <= n_folds <= n or n_repeats < 1:
        raise ValueError(f"2 to {n} folds, divided at least once, are needed; got {n_folds}, {n_repeats} times")
    y, x = (y - y.mean()) / y.std(), (x - x.mean(axis=0)) / x.std(axis=0)
    folds = rng.permuted(np.tile(np.arange(n) % n_folds, (n_repeats, 1)), axis=1)
    error = np.stack([_errors(y, x, division, n_folds, solve) for division in folds])
    mean = error.mean(axis=0)
    chosen = int(np.flatnonzero(mean <= mean.min() + 1e-12)[0])  # the simplest of equally good ones comes first
    coefficients = solve(x.T @ x / n, x.T @ y / n)[chosen]
    predicted = x @ coefficients
    observed = np.asarray(outcome, dtype=float)[rows]
    return CrossValidated(
        choices=choices,
        error=mean,
        error_low=error.min(axis=0),
        error_high=error.max(axis=0),
        chosen=chosen,
        coefficients=coefficients,
        predicted=complete_units.in_place(
            observed.mean() + observed.std() * predicted, rows, n_units=len(np.asarray(outcome))
        ),
        r2=float(1 - np.square(y - predicted).mean()),
        n=n,
    )


def _errors(y: FloatArray, x: FloatArray, division: FloatArray, n_folds: int, solve: Solve) -> FloatArray:
    """Mean squared error of prediction by choice, for one division of the units; the variance of y is 1."""
    train = (division != np.arange(n_folds)[:, np.newaxis]).astype(float)
    size = train.sum(axis=1)
    centre, level = train @ x / size[:, np.newaxis], train @ y / size
    products = np.einsum("fn,ni,nj->fij", train, x, x) / size[:, np.newaxis, np.newaxis]
    covariance = products - centre[:, :, np.newaxis] * centre[:, np.newaxis, :]
    spread = np.sqrt(np.clip(np.einsum("fii->fi", covariance), 0.0, None))
    scale = np.where(spread > 1e-9, spread, np.inf)  # constant among the training units: takes no part
    r = covariance / (scale[:, :, np.newaxis] * scale[:, np.newaxis, :])
    c = (np.einsum("fn,n,ni->fi", train, y, x) / size[:, np.newaxis] - level[:, np.newaxis] * centre) / scale
    slopes = solve(r, c) / scale[:, np.newaxis, :]  # (folds, choices, k) per unit of x
    offset = level[:, np.newaxis] - np.einsum("fmk,fk->fm", slopes, centre)
    own = division.astype(int)
    predicted = np.einsum("nmk,nk->nm", slopes[own], x) + offset[own]
    squared: FloatArray = np.square(y[:, np.newaxis] - predicted).mean(axis=0)
    return squared
