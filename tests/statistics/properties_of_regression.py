"""Promises of cross-validated fits, dominance, quantiles, fixed effects and validity from outside."""

from __future__ import annotations

from typing import Any

import numpy as np
from property_checks import Case, Declared
from property_words import NO_BOUNDS, NO_DIRECTION, ONE_LIST, ONE_TABLE, RANDOM, SAME, rng, scale_of

from pipeline.statistics import (
    content_validity,
    cross_validation,
    dominance,
    external_validity,
    panel_regression,
    quantile_regression,
)

DRAWN = {"order_of_units": RANDOM}
NO_SCALE = {"affine": "ratings are answers, with no unit of measure"}


def regressions() -> list[Declared]:
    def of_group(function: str, call: Any, *, without: dict[str, str] | None = None, **promises: Any) -> Declared:
        usual: dict[str, Any] = {"affine": SAME, "missing": "other units", "tolerance": 1e-6}
        reasons = {"batch": ONE_TABLE, "monotone": NO_DIRECTION}
        reasons |= {} if "bounds" in promises else {"bounds": NO_BOUNDS}
        return Declared(function, call, **usual | promises, without=reasons | (without or {}))

    def ridged(c: Case) -> tuple[np.ndarray, ...]:
        found = cross_validation.ridge(
            c.sizes, c.values, penalties=np.array([0.1, 1.0]), n_folds=2, n_repeats=2, rng=rng()
        )
        return found.error, found.r2

    def with_components(c: Case) -> tuple[np.ndarray, ...]:
        found = cross_validation.partial_least_squares(c.sizes, c.values, n_folds=2, n_repeats=2, rng=rng())
        return found.error, found.r2

    def dominated(c: Case) -> tuple[np.ndarray, ...]:
        found = dominance.dominance_analysis(c.sizes, c.values, confidence=0.9, n_resamples=2, rng=rng())
        return found.general, found.conditional, found.complete

    def at_median(c: Case) -> float:
        found = quantile_regression.quantile_regression(c.sizes, c.values[:, :1], quantile=0.5, confidence=0.9)
        return found.fit

    def over_rounds(c: Case) -> tuple[np.ndarray, ...]:
        grown = np.stack([c.sizes, c.sizes + np.sqrt(c.sizes)])
        rounds = np.stack([c.earlier, c.values])[:, :, :1]
        found = panel_regression.fixed_effects(grown, rounds, year_effects=False, confidence=0.9)
        return found.r2_within, found.n

    def from_outside(c: Case) -> tuple[np.ndarray, ...]:
        found = external_validity.against_outside(c.values[:, 0], c.sizes, c.sizes**2, kind="spearman", confidence=0.9)
        return found.index.r, found.alone.r, found.difference, found.spread_ratio

    def rated(c: Case) -> np.ndarray:
        return content_validity.content_validity(c.values, relevant_from=10, confidence=0.9).item

    return [
        of_group("cross_validation.ridge", ridged, axes="", bounds=scale_of(0.0, np.inf), without=DRAWN),
        of_group(
            "cross_validation.partial_least_squares",
            with_components,
            axes=("-", ""),
            bounds=scale_of(0.0, np.inf),
            without=DRAWN,
        ),
        of_group("dominance.dominance_analysis", dominated, axes=("i", "i-", "ii"), bounds=scale_of(0.0, 1.0)),
        of_group(
            "quantile_regression.quantile_regression",
            at_median,
            axes="",
            bounds=scale_of(0.0, 1.0),
            tolerance=1e-3,  # a search that stops by size of step
            without={"order_of_indicators": ONE_LIST},
        ),
        of_group(
            "panel_regression.fixed_effects",
            over_rounds,
            axes="",
            bounds=scale_of(0.0, 1.0),
            without={"order_of_indicators": ONE_LIST},
        ),
        of_group(
            "external_validity.against_outside",
            from_outside,
            axes="",
            bounds=scale_of(-1.0, 1.0),
            without={"order_of_indicators": ONE_LIST},
        ),
        of_group(
            "content_validity.content_validity",
            rated,
            axes="i",
            bounds=scale_of(0.0, 1.0),
            without=NO_SCALE,
            affine=None,
        ),
    ]
