"""Promises of importance, added value and efficiency: what became of weights on the scores."""

from __future__ import annotations

from typing import Any

import numpy as np
from property_checks import Case, Declared
from property_words import (
    COMMON,
    NO_DIRECTION,
    OF_UNIT,
    ONE_LIST,
    ONE_TABLE,
    SAME,
    scale_of,
)

from pipeline.statistics import added_value, correlation_ratio, efficiency, optimised_weights, ranking, smoothing

HOW = smoothing.Smoothing("spline_reml", 6)
CURVE = 1e-3  # where the criterion is flat, rounding decides between two penalties that say nearly the same
PROGRAMME = 1e-6  # a linear programme


def importances() -> list[Declared]:
    def of_group(function: str, call: Any, *, without: dict[str, str] | None = None, **promises: Any) -> Declared:
        usual: dict[str, Any] = {"affine": COMMON, "missing": "other units", "examples": 4}
        reasons = {"batch": ONE_TABLE, "monotone": NO_DIRECTION} | (without or {})
        return Declared(function, call, **usual | promises, without=reasons)

    def aggregate(c: Case) -> np.ndarray:
        return np.asarray(c.values @ (c.weights / c.weights.sum()))

    def counts(c: Case) -> np.ndarray:
        return np.stack([np.ones(c.n_units), c.group + 1.0, np.round(np.sqrt(c.sizes)) + 1.0])

    def effects(c: Case, function: Any) -> tuple[np.ndarray, ...]:
        found = function(c.values, aggregate(c), counts=counts(c), how=HOW, confidence=0.9)
        return found.values, found.resampled

    def shared(c: Case) -> tuple[np.ndarray, ...]:
        found = correlation_ratio.covariance_shares(
            c.values, aggregate(c), weights=c.weights, counts=counts(c), confidence=0.9
        )
        return found.values, found.low, found.high, found.resampled

    def exact(c: Case) -> np.ndarray:
        return optimised_weights.importance(
            c.values, weights=optimised_weights.exact_weights(c.values, target=c.weights), measure="squared"
        )

    def apart(c: Case) -> np.ndarray:
        first, second = (ranking.rank(c.values[:, column], ties="min") for column in (0, 1))
        found = added_value.share_apart(first, second, least_share=0.2, confidence=0.9)
        return np.array([found.share, found.low, found.high, found.least, found.n])

    def enveloped(c: Case) -> np.ndarray:
        limits = efficiency.ShareLimits(least=0.1, greatest=0.8)
        options = {"orientation": "input", "returns": "constant", "input_limits": efficiency.FREE}
        limited = limits if c.n_indicators > 1 else efficiency.FREE
        return efficiency.envelopment(c.sizes[:, np.newaxis], c.values, output_limits=limited, **options).scores

    shares = scale_of(0.0, 1.0)
    return [
        of_group(
            "correlation_ratio.main_effects",
            lambda c: effects(c, correlation_ratio.main_effects),
            axes=("i", "-i"),
            bounds=shares,
            tolerance=CURVE,
        ),
        of_group(
            "correlation_ratio.isolated_effects",
            lambda c: effects(c, correlation_ratio.isolated_effects),
            axes=("i", "-i"),
            bounds=shares,
            tolerance=CURVE,
        ),
        of_group(
            "correlation_ratio.covariance_shares",
            shared,
            axes=("i", "i", "i", "-i"),
            without={"bounds": "a share is negative where a component goes against the aggregate"},
        ),
        of_group(
            "optimised_weights.exact_weights",
            exact,  # what the weights reach: the weights themselves may be large where components are alike
            axes="i",
            bounds=shares,
            tolerance=CURVE,
        ),
        of_group(
            "added_value.share_apart",
            apart,
            axes="-",
            affine=SAME,
            bounds=scale_of(0.0, np.inf),
            without={"order_of_indicators": ONE_LIST},
        ),
        of_group(
            "efficiency.envelopment",
            enveloped,
            axes="u",
            domain="positive",
            affine=OF_UNIT,
            missing="units",
            bounds=shares,
            tolerance=PROGRAMME,
        ),
    ]
