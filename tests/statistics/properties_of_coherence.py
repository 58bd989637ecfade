"""Promises of correlations, components, weights from data and regressions: of groups of indicators."""

from __future__ import annotations

from typing import Any

import numpy as np
from property_checks import Case, Declared
from property_words import (
    COMMON,
    NO_BOUNDS,
    NO_DIRECTION,
    OF_UNIT,
    ON_ONE_SCALE,
    ONE_LIST,
    ONE_TABLE,
    RANDOM,
    SAME,
    of_pairs,
    rng,
    scale_of,
)

from pipeline.statistics import (
    association,
    components,
    correlation_tests,
    data_weights,
    denomination,
    development,
    importance,
    optimised_weights,
    pca_weights,
    regression,
    reliability,
)


def coherence() -> list[Declared]:
    def of_group(function: str, call: Any, *, without: dict[str, str] | None = None, **promises: Any) -> Declared:
        usual: dict[str, Any] = {
            "affine": SAME,
            "missing": "other units",
            "without": {"monotone": NO_DIRECTION} | (without or {}),
        }
        reasons = {} if "bounds" in promises else {"bounds": NO_BOUNDS}
        found = usual | promises
        return Declared(function, call, **found | {"without": {"batch": ONE_TABLE} | reasons | dict(found["without"])})

    def tested(c: Case, kind: Any) -> tuple[np.ndarray, ...]:
        found = correlation_tests.correlation_tests(c.values, kind=kind)
        return found.r, found.p_values, found.n

    def estimated(c: Case) -> np.ndarray:
        def make(x: np.ndarray, y: np.ndarray) -> tuple[float, ...]:
            found = association.correlation(x, y, kind="pearson", confidence=0.9)
            return found.r, found.low, found.high, found.n

        return of_pairs(c, make)[:1]  # on the diagonal rounding decides whether r is 1 and has an interval

    def rests(c: Case) -> tuple[np.ndarray, ...]:
        found = association.rest_correlations(c.values, weights=c.weights, kind="spearman", confidence=0.9)
        return tuple(np.array([getattr(e, name) for e in found]) for name in ("r", "low", "high", "n"))

    def paired(c: Case) -> np.ndarray:
        named = np.zeros((c.n_indicators, c.n_indicators))
        for twin in association.twins(c.values, limit=0.2, kind="pearson"):
            named[twin.first, twin.second] = named[twin.second, twin.first] = twin.r
        return named

    def components_of(c: Case) -> tuple[np.ndarray, ...]:
        found = components.principal_components(c.values)
        return found.shares, np.abs(found.loadings), np.abs(found.scores)

    def adequacy(c: Case) -> tuple[np.ndarray, float]:
        found = components.kmo(c.values)
        return found.per_indicator, found.overall

    def noise(c: Case) -> tuple[np.ndarray, ...]:
        found = components.parallel_analysis(c.values, n_draws=5, quantile=0.9, rng=rng())
        return found.eigenvalues, found.thresholds, found.n_retained

    def alpha(c: Case) -> float:
        return reliability.cronbach_alpha(c.values, confidence=0.9, n_resamples=2, rng=rng()).alpha

    def fitted(c: Case) -> tuple[np.ndarray, ...]:
        found = regression.ordinary_least_squares(c.sizes, c.values, confidence=0.9, max_regressors=9)
        return found.standardised, found.residuals, found.fitted, found.r2

    def sized(c: Case) -> np.ndarray:
        return denomination.size_correlations(c.values, sizes=c.sizes[:, np.newaxis], kind="pearson")

    def levelled(c: Case) -> tuple[np.ndarray, ...]:
        found = development.performance_given_level(c.values[:, 0], c.sizes, confidence=0.9)
        return found.expected, found.low, found.high

    def rotated(c: Case) -> np.ndarray:
        return pca_weights.weights_rotated(c.values, min_eigenvalue=1.0, min_share=0.1, cumulative_share=0.6).weights

    shares, solved = scale_of(0.0, 1.0), {"tolerance": 1e-6}
    searched = {"tolerance": 1e-3, "examples": 4}  # where the objective is flat, weights are found to few digits
    return [
        of_group(
            "association.correlation_matrix",
            lambda c: association.correlation_matrix(c.values, kind="spearman"),
            axes="ii",
            bounds=scale_of(-1.0, 1.0),
        ),
        of_group(
            "association.correlation",
            estimated,
            axes="-ii",
            bounds=scale_of(-1.0, 1.0),
        ),
        of_group("association.rest_correlations", rests, axes="i", affine=COMMON, bounds=scale_of(-1.0, 1.0)),
        of_group("association.twins", paired, axes="ii", bounds=scale_of(-1.0, 1.0)),
        *[
            of_group(
                "correlation_tests.correlation_tests",
                lambda c, kind=kind: tested(c, kind),
                axes="ii",
                option=kind,
                bounds=scale_of(-1.0, 1.0),
            )
            for kind in ("pearson", "spearman", "kendall")
        ],
        of_group("components.principal_components", components_of, axes=("-", "i-", "u-"), bounds=shares, **solved),
        of_group("components.kmo", adequacy, axes=("i", ""), bounds=shares, **solved),
        of_group("components.bartlett", lambda c: components.bartlett(c.values).statistic, axes="", **solved),
        of_group("components.parallel_analysis", noise, axes=("-", "-", ""), bounds=lambda c: (0.0, c.n_indicators)),
        of_group(
            "pca_weights.weights_first_vector",
            lambda c: pca_weights.weights_first_vector(c.values).squared,
            axes="i",
            bounds=shares,
            **solved,
        ),
        of_group("pca_weights.weights_rotated", rotated, axes="i", bounds=shares, **solved),
        of_group("reliability.cronbach_alpha", alpha, axes="", affine=COMMON, bounds=scale_of(-np.inf, 1.0)),
        of_group(
            "data_weights.entropy_weights",
            lambda c: data_weights.entropy_weights(c.values).weights,
            axes="i",
            domain="positive",
            affine=OF_UNIT,
            bounds=shares,
            without={"monotone": NO_DIRECTION},
        ),
        of_group(
            "data_weights.critic_weights",
            lambda c: data_weights.critic_weights(c.values).weights,
            axes="i",
            bounds=shares,
        ),
        of_group(
            "optimised_weights.importance",
            lambda c: optimised_weights.importance(c.values, weights=c.weights, measure="squared"),
            axes="i",
            affine=COMMON,
            bounds=shares,
        ),
        of_group(
            "optimised_weights.to_target",
            lambda c: (
                optimised_weights.to_target(c.values, target=c.weights, measure="squared", tolerance=0.01).objective
            ),
            axes="",
            affine=COMMON,
            bounds=shares,
            **searched,
        ),
        of_group(
            "optimised_weights.most_correlated",
            lambda c: optimised_weights.most_correlated(c.values).objective,
            axes="",
            affine=COMMON,
            bounds=lambda c: (-c.n_indicators, c.n_indicators),
            **searched,
        ),
        of_group(
            "importance.implied_weights",
            lambda c: importance.implied_weights(c.sizes, c.values, method="non-negative").coefficients,
            axes="i",
            bounds=scale_of(0.0, np.inf),
            **solved,
        ),
        of_group(
            "importance.lmg_importance",
            lambda c: importance.lmg_importance(c.sizes, c.values).parts,
            axes="i",
            bounds=shares,
            **solved,
        ),
        of_group(
            "importance.selection_frequency",
            lambda c: importance.selection_frequency(c.sizes, c.values, n_resamples=8, rng=rng()).frequency_share,
            axes="i",
            bounds=shares,
            without={"order_of_units": RANDOM},
        ),
        of_group("regression.ordinary_least_squares", fitted, axes=("i", "u", "u", ""), missing="units", **solved),
        of_group(
            "regression.variance_inflation",
            lambda c: regression.variance_inflation(c.values).factors,
            axes="i",
            bounds=scale_of(1.0, np.inf),
            **solved,
        ),
        of_group(
            "regression.leave_one_out",
            lambda c: regression.leave_one_out(c.sizes, c.values).cooks_distance,
            axes="u",
            missing="units",
            bounds=scale_of(0.0, np.inf),
            **solved,
        ),
        of_group(
            "development.performance_given_level",
            levelled,
            axes="u",
            affine=ON_ONE_SCALE,
            missing="units",
            without={"order_of_indicators": ONE_LIST, "monotone": "the band moves with the units that make it"},
        ),
        of_group("denomination.size_correlations", sized, axes="i-", bounds=scale_of(-1.0, 1.0)),
        of_group(
            "denomination.grows_with_size",
            lambda c: denomination.grows_with_size(
                sized(c), denominator=np.full(c.n_indicators, denomination.NOT_DIVIDED), limit=0.4
            ),
            axes="i-",
            bounds=scale_of(0, 1),
        ),
    ]
