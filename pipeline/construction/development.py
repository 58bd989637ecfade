"""The pillars against an outcome that is no ingredient, and performance given the level of development."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from pipeline.construction import index, matrix, tree
from pipeline.construction import weights as weighing
from pipeline.errors import MethodError
from pipeline.framework.edition import Edition
from pipeline.framework.hierarchy import Node
from pipeline.statistics import development, importance, regression
from pipeline.statistics.types import FloatArray

TERMS = [
    "outcome",
    "term",
    "coefficient",
    "se",
    "low",
    "high",
    "p",
    "lowest_without_one",
    "highest_without_one",
    "standardised",
    "vif",
    "lmg",
    "implied_weight",  # for the outcome turned so that more is better
    "selection_frequency",
    "nominal_weight",
]
INTERCEPT = "intercept"
NO_OUTCOME, TOO_FEW = "no_outcome", "too_few"
SPARE_UNITS = 3  # units beyond the regressors below which the robust errors cannot be computed


@dataclass(frozen=True)
class Ground:
    """What the regression stands on: the outcome, and pillars rebuilt without the indicators made with it."""

    outcome: Node | None
    level: pd.Series
    pillars: pd.DataFrame  # or sub-pillars: the regressors
    index: pd.Series
    excluded: list[str]
    reason: str  # why there is no regression; empty where there is one

    @property
    def applicable(self) -> bool:
        return not self.reason

    @property
    def known(self) -> pd.Series:
        """Units that have the outcome and every regressor."""
        return self.level.notna() & self.pillars.notna().all(axis=1)


def ground(scores: pd.DataFrame, values: pd.DataFrame, edition: Edition, *, outcome: str | None = None) -> Ground:
    """Rebuild pillars and index without every indicator that shares a raw table with the outcome.

    An outcome is never an ingredient: not as a value, a factor or a denominator.

    Parameters
    ----------
    scores : ranked units x codes. values : the table ``values.csv`` (indicators and outcomes).
    outcome : its code; by default the edition's main one.

    Raises
    ------
    MethodError : more regressors than the method admits, or sub-pillars with too few units.
    """
    code = outcome or edition.about.regression_outcome
    empty = pd.Series(np.nan, index=scores.index)
    if code is None:
        nothing = pd.DataFrame(index=scores.index)
        return Ground(None, empty, nothing, empty, [], NO_OUTCOME)
    excluded = edition.made_with(code)
    rebuilt = _without(scores, excluded, edition)
    nodes = regressor_nodes(edition)
    _check_few(nodes, len(scores), edition)
    level = matrix.wide(values, [code], units=list(scores.index))[code]
    pillars = rebuilt[[node.code for node in nodes]]
    complete = level.notna() & pillars.notna().all(axis=1)
    return Ground(
        edition.framework.node(code),
        level,
        pillars,
        rebuilt[edition.framework.root.code],
        excluded,
        "" if complete.sum() >= len(nodes) + SPARE_UNITS else TOO_FEW,
    )


def pillar_nodes(edition: Edition) -> tuple[Node, ...]:
    """The regressors: pillars, or the children of the root in a tree without them."""
    return edition.framework.pillars


def regressor_nodes(edition: Edition) -> tuple[Node, ...]:
    """Pillars, or the sub-pillars where the method says so and the tree has any."""
    if edition.method.regression.regress_on == "sub_pillar":
        return edition.framework.with_role("sub_pillar") or pillar_nodes(edition)
    return pillar_nodes(edition)


def _check_few(nodes: tuple[Node, ...], n_units: int, edition: Edition) -> None:
    """Refuse more regressors than the units can carry."""
    options = edition.method.regression
    if len(nodes) > options.max_regressors:
        raise MethodError(
            f"regression on {options.regress_on}: at most {options.max_regressors} regressors are admitted "
            f"(max_regressors), found {len(nodes)}. Regress on a higher level: each regressor costs a degree of freedom, "
            f"and {n_units} units have few"
        )
    if options.regress_on == "sub_pillar" and n_units < options.sub_pillar_units:
        raise MethodError(
            f"regression on sub-pillars: at least {options.sub_pillar_units} ranked units are expected "
            f"(sub_pillar_units), found {n_units}. Set regress_on to pillar"
        )


@dataclass(frozen=True)
class Regressed:
    """``regression.csv``, ``regression_fit.csv`` and ``influence.csv``."""

    terms: pd.DataFrame
    fit: pd.DataFrame
    influence: pd.DataFrame


def regress(base: Ground, edition: Edition, *, seed: int) -> Regressed:
    """The outcome on the pillars: robust errors, inflation, importance, non-negative weights, influence.

    Where there is nothing to regress, the tables are empty and the fit says why.
    """
    if base.outcome is None or not base.applicable:
        row = _fit_row(base, edition, n=0, k=base.pillars.shape[1], r2=np.nan, adjusted=np.nan, index_r2=np.nan)
        influence = pd.DataFrame(columns=["outcome", "unit_code", "residual", "cooks_distance"])
        return Regressed(pd.DataFrame(columns=TERMS), pd.DataFrame([row]), influence)
    known = base.known
    outcome = outcome_values(base, edition)[known].to_numpy()
    pillars = base.pillars[known].to_numpy()
    fit = regression.ordinary_least_squares(
        outcome,
        pillars,
        confidence=edition.method.coherence.confidence,
        max_regressors=edition.method.regression.max_regressors,
    )
    without_one = regression.leave_one_out(outcome, pillars)
    influence = pd.DataFrame(
        {
            "outcome": base.outcome.code,
            "unit_code": base.pillars.index[known],
            "residual": fit.residuals,
            "cooks_distance": without_one.cooks_distance,
        }
    )
    row = _fit_row(
        base,
        edition,
        n=fit.n,
        k=pillars.shape[1],
        r2=fit.r2,
        adjusted=fit.adjusted_r2,
        index_r2=_against_level(base, edition).r2 if _level_is_positive(base) else np.nan,
    )
    terms = _terms(base, fit, outcome, pillars, edition, seed)
    terms["lowest_without_one"] = np.nanmin(without_one.coefficients, axis=0)
    terms["highest_without_one"] = np.nanmax(without_one.coefficients, axis=0)
    return Regressed(terms[TERMS], pd.DataFrame([row]), influence)


def performance(base: Ground, edition: Edition) -> pd.DataFrame:
    """Each unit's index against what is usual at its level of development: ``performance.csv``."""
    columns = ["unit_code", "level", "score", "expected", "low", "high", "verdict"]
    if not base.applicable or not _level_is_positive(base):
        return pd.DataFrame(columns=columns)
    found = _against_level(base, edition)
    table = pd.DataFrame(
        {
            "unit_code": base.index.index,
            "level": base.level.to_numpy(),
            "score": base.index.to_numpy(),
            "expected": found.expected,
            "low": found.low,
            "high": found.high,
            "verdict": list(found.verdicts),
        }
    )
    return table[columns]


def _level_is_positive(base: Ground) -> bool:
    """Performance is judged on the logarithm of the level; a level of zero or less has none."""
    return bool((base.level.dropna() > 0).all())


def _against_level(base: Ground, edition: Edition) -> development.Performance:
    return development.performance_given_level(
        base.index.to_numpy(), base.level.to_numpy(), confidence=edition.method.coherence.confidence
    )


def outcome_values(base: Ground, edition: Edition) -> pd.Series:
    """The outcome as regressed: its logarithm, where the method says so and every value is positive."""
    return np.log(base.level) if takes_logarithm(base, edition) else base.level


def better_outcome(base: Ground, edition: Edition) -> pd.Series:
    """The outcome as regressed, turned so that more is better: what weights and rankings are read from."""
    direction = 1 if base.outcome is None else base.outcome.direction
    return direction * outcome_values(base, edition)


def takes_logarithm(base: Ground, edition: Edition) -> bool:
    return edition.method.regression.log_outcome and _level_is_positive(base)


def _without(scores: pd.DataFrame, excluded: list[str], edition: Edition) -> pd.DataFrame:
    weights = tree.weights_without(edition, excluded)
    return index.assemble(scores[edition.framework.indicator_codes], edition, weights=weights).scores


def _terms(
    base: Ground, fit: regression.Fit, outcome: FloatArray, pillars: FloatArray, edition: Edition, seed: int
) -> pd.DataFrame:
    outcome_code = base.outcome.code if base.outcome else ""
    shares = dict(zip(*_nominal_shares(edition), strict=True))
    codes = list(base.pillars.columns)
    better = outcome if base.outcome is None else base.outcome.direction * outcome
    selection = importance.selection_frequency(
        better, pillars, n_resamples=edition.method.coherence.n_resamples, rng=np.random.default_rng(seed)
    )
    beside = {
        "standardised": fit.standardised,
        "vif": regression.variance_inflation(pillars).factors,
        "lmg": importance.lmg_importance(outcome, pillars).parts
        if len(codes) <= importance.MAX_SHAPLEY
        else np.full(len(codes), np.nan),
        "implied_weight": importance.implied_weights(better, pillars, method="non-negative").weights,
        "selection_frequency": selection.frequency_share,
        "nominal_weight": np.array([shares.get(code, np.nan) for code in codes]),
    }
    table = pd.DataFrame(
        {
            "outcome": outcome_code,
            "term": [INTERCEPT, *codes],
            "coefficient": fit.coefficients,
            "se": fit.standard_errors,
            "low": fit.low,
            "high": fit.high,
            "p": fit.p_values,
        }
    )
    for name, column in beside.items():
        table[name] = np.concatenate([[np.nan], column[-len(codes) :]])
    return table


def _nominal_shares(edition: Edition) -> tuple[list[str], FloatArray]:
    weights = weighing.effective_weights(edition)
    return list(weights["code"]), weights["effective"].to_numpy()


def _fit_row(
    base: Ground, edition: Edition, *, n: int, k: int, r2: float, adjusted: float, index_r2: float
) -> dict[str, object]:
    return {
        "outcome": base.outcome.code if base.outcome else "",
        "log": takes_logarithm(base, edition),
        "n": n,
        "k": k,
        "r2": r2,
        "r2_adjusted": adjusted,
        "index_r2": index_r2,
        "excluded": " ".join(base.excluded),
        "reason": base.reason,
    }
