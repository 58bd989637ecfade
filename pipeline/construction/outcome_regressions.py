"""Every outcome on the pillars: how much they explain, how much of that predicts, and what shrinkage leaves of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from pipeline.construction import development
from pipeline.construction.development import Ground
from pipeline.framework.edition import Edition
from pipeline.statistics import association, cross_validation, importance, regression
from pipeline.statistics.cross_validation import CrossValidated
from pipeline.statistics.types import FloatArray

RIDGE, COMPONENTS = "ridge", "partial_least_squares"
OUTCOMES = [
    "outcome",
    "log",
    "n",
    "k",
    "r2",
    "r2_adjusted",
    "predicted_share",
    "predicted_low",
    "predicted_high",
    "penalty",
    "components",
    "index_r2",
    "index_r2_low",
    "index_r2_high",
    "n_negative",
    "strongest",
    "strongest_share",
    "excluded",
    "reason",
]
CHOICES = ["outcome", "method", "choice", "error", "error_low", "error_high", "chosen", "n"]
SHRUNKEN = ["outcome", "term", "least_squares", RIDGE, COMPONENTS]


@dataclass(frozen=True)
class Fitted:
    """One outcome fitted in three ways on the units that have everything; the outcome is turned: more is better."""

    base: Ground
    least_squares: regression.Fit
    ridge: CrossValidated
    components: CrossValidated


def fit(base: Ground, edition: Edition, *, seed: int) -> Fitted | None:
    """Least squares, ridge and partial least squares of one outcome; None where there is nothing to regress.

    Fewer units than folds are divided into as many folds as there are units.
    """
    if base.outcome is None or not base.applicable:
        return None
    options = edition.method.regression
    outcome, pillars = arrays(base, edition)
    folds = {"n_folds": min(options.n_folds, len(outcome)), "n_repeats": options.n_repeats}
    return Fitted(
        base=base,
        least_squares=regression.ordinary_least_squares(
            outcome,
            pillars,
            confidence=edition.method.coherence.confidence,
            max_regressors=options.max_regressors,
        ),
        ridge=cross_validation.ridge(
            outcome,
            pillars,
            penalties=np.array(options.ridge_penalties),
            rng=np.random.default_rng(seed),
            **folds,
        ),
        components=cross_validation.partial_least_squares(outcome, pillars, rng=np.random.default_rng(seed), **folds),
    )


def arrays(base: Ground, edition: Edition) -> tuple[FloatArray, FloatArray]:
    """Outcome, turned so that more is better, and regressors of the units that have both."""
    known = base.known.to_numpy()
    outcome = development.better_outcome(base, edition).to_numpy(dtype=float)
    return outcome[known], base.pillars.to_numpy(dtype=float)[known]


def every_outcome(scores: pd.DataFrame, values: pd.DataFrame, edition: Edition) -> list[Ground]:
    """The ground of each outcome of the framework, the main one first."""
    main = edition.about.regression_outcome
    codes = sorted((node.code for node in edition.framework.outcomes), key=lambda code: (code != main, code))
    return [development.ground(scores, values, edition, outcome=code) for code in codes]


def outcomes_table(grounds: list[Ground], edition: Edition, *, seed: int) -> pd.DataFrame:
    """A row for each outcome: ``regression_outcomes.csv``.

    ``r2`` is of least squares, ``predicted_share`` is 1 minus the cross-validated error of the best ridge fit (with its
    lowest and highest value over the divisions), ``strongest`` the pillar with the largest part of R2 (LMG).
    ``index_r2`` is of the index alone; an interval that reaches below a correlation of 0 begins at 0.
    """
    rows = [_row(base, fit(base, edition, seed=seed), edition) for base in grounds if base.outcome is not None]
    return pd.DataFrame(rows, columns=OUTCOMES)


def _row(base: Ground, fitted: Fitted | None, edition: Edition) -> dict[str, object]:
    row: dict[str, object] = {
        "outcome": base.outcome.code if base.outcome else "",
        "log": development.takes_logarithm(base, edition),
        "n": int(base.known.sum()),
        "k": base.pillars.shape[1],
        "excluded": " ".join(base.excluded),
        "reason": base.reason,
    }
    if fitted is None:
        return row
    outcome, pillars = arrays(base, edition)
    ridge, own = fitted.ridge, fitted.least_squares
    codes = list(base.pillars.columns)
    alone = association.correlation(
        base.index[base.known].to_numpy(dtype=float),
        outcome,
        kind="pearson",
        confidence=edition.method.coherence.confidence,
    )
    row |= {
        "r2": own.r2,
        "r2_adjusted": own.adjusted_r2,
        "predicted_share": 1 - ridge.error[ridge.chosen],
        "predicted_low": 1 - ridge.error_high[ridge.chosen],
        "predicted_high": 1 - ridge.error_low[ridge.chosen],
        "penalty": ridge.choices[ridge.chosen],
        "components": int(fitted.components.choices[fitted.components.chosen]),
        "index_r2": alone.r**2,
        "index_r2_low": max(alone.low, 0.0) ** 2,
        "index_r2_high": max(alone.high, 0.0) ** 2,
        "n_negative": int((own.standardised < 0).sum()),
    }
    if len(codes) > importance.MAX_SHAPLEY:
        return row
    parts = importance.lmg_importance(outcome, pillars)
    first = int(np.argmax(parts.parts))
    return row | {"strongest": codes[first], "strongest_share": parts.parts[first] / parts.r2}


def choices_table(fitted: Fitted | None) -> pd.DataFrame:
    """Errors of prediction by penalty and by number of components: ``cross_validation.csv``."""
    if fitted is None:
        return pd.DataFrame(columns=CHOICES)
    frames = [
        pd.DataFrame(
            {
                "outcome": _code(fitted),
                "method": method,
                "choice": found.choices,
                "error": found.error,
                "error_low": found.error_low,
                "error_high": found.error_high,
                "chosen": np.arange(len(found.choices)) == found.chosen,
                "n": found.n,
            }
        )
        for method, found in ((RIDGE, fitted.ridge), (COMPONENTS, fitted.components))
    ]
    return pd.concat(frames, ignore_index=True)[CHOICES]


def shrunken_table(fitted: Fitted | None) -> pd.DataFrame:
    """Standardised coefficients of the three fits, for the outcome turned so that more is better: ``shrunken.csv``."""
    if fitted is None:
        return pd.DataFrame(columns=SHRUNKEN)
    return pd.DataFrame(
        {
            "outcome": _code(fitted),
            "term": list(fitted.base.pillars.columns),
            "least_squares": fitted.least_squares.standardised,
            RIDGE: fitted.ridge.coefficients,
            COMPONENTS: fitted.components.coefficients,
        }
    )


def _code(fitted: Fitted) -> str:
    return fitted.base.outcome.code if fitted.base.outcome else ""
