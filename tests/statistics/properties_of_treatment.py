"""Promises of the treatments: winsorising, transformations, and the measures of a tail."""

from __future__ import annotations

from typing import Any

import numpy as np
from property_checks import Affine, Case, Declared
from property_words import (
    FLAG,
    FOLLOWS,
    LIMITS,
    NO_BOUNDS,
    NO_DIRECTION,
    NO_SCALE,
    OF_UNIT,
    SAME,
    observed_range,
    scale_of,
)

from pipeline.statistics import (
    fitted_transformation,
    normalisation,
    power_transformations,
    relative_spread,
    robust_scores,
    skew_transformations,
    tied_points,
    transformation,
    treatment,
)


def treatments() -> list[Declared]:
    def values(function: str, call: Any, *, without: dict[str, str] | None = None, **promises: Any) -> Declared:
        reasons = {"bounds": NO_SCALE} if "bounds" not in promises else {}
        reasons |= {} if "affine" in promises else {"affine": "depends on the unit of measure, and says so"}
        usual: dict[str, Any] = {"monotone": "order", "missing": "cells", "without": reasons | (without or {})}
        return Declared(function, call, "ui", **usual | promises)

    def then_min_max(transformed: np.ndarray) -> np.ndarray:
        ones = np.ones(transformed.shape[-1], dtype=int)
        return normalisation.min_max(transformed, direction=ones, lower=0.0, upper=1.0)

    def winsorised(c: Case) -> tuple[np.ndarray, ...]:
        found = treatment.winsorise(c.values, max_points=4, **LIMITS)
        return found.values, found.treated, found.n_points, found.passed

    def measures(c: Case) -> tuple[np.ndarray, np.ndarray]:
        return treatment.skewness(c.values), treatment.kurtosis(c.values)

    fitted = ("log_ct", "yeo_johnson", "square_root", "reflected_log")
    optimum = {"tolerance": 1e-4}  # a power is found to about eight digits of its likelihood, four of its own
    return [
        Declared(
            "treatment.winsorise",
            winsorised,
            ("ui", "ui", "i", "i"),
            affine=Affine(("follows", "same", "same", "same")),
            monotone="order",
            bounds=observed_range,
            without={"missing": "a mask of what was drawn in stands beside the values; see the next entry"},
        ),
        values(
            "treatment.winsorise", lambda c: winsorised(c)[0], affine=FOLLOWS, bounds=observed_range, option="values"
        ),
        values("transformation.none", lambda c: transformation.none(c.values), affine=FOLLOWS, bounds=observed_range),
        values(
            "transformation.log",
            lambda c: transformation.log(c.values),
            domain="positive",
            affine=Affine("gains", origin=False),
        ),
        values("transformation.log1p", lambda c: transformation.log1p(c.values), domain="positive"),
        values("transformation.log_ct", lambda c: transformation.log_ct(c.values), affine=Affine("gains")),
        values(
            "transformation.reflected_log", lambda c: transformation.reflected_log(c.values), affine=Affine("loses")
        ),
        values(
            "skew_transformations.square_root",
            lambda c: skew_transformations.square_root(c.values),
            domain="positive",
            affine=Affine("roots", origin=False),
        ),
        values(
            "skew_transformations.gii_log",
            lambda c: skew_transformations.gii_log(c.values, direction=c.direction, factor=1.0),
            domain="positive",
        ),
        values(
            "skew_transformations.reflected",
            lambda c: then_min_max(
                skew_transformations.reflected(c.values, transform=transformation.log_ct, columns=c.direction < 0)
            ),
            option="log_ct, then min-max",
            affine=SAME,
            bounds=scale_of(0.0, 1.0),
        ),
        values(
            "skew_transformations.mirrored",
            lambda c: -skew_transformations.mirrored(c.values, columns=np.ones(c.n_indicators, dtype=bool)),
            option="turned back",
            affine=Affine("stretches", origin=False),
        ),
        values(
            "power_transformations.box_cox",
            lambda c: then_min_max(power_transformations.box_cox(c.values, power=None).values),
            option="then min-max",
            domain="positive",
            affine=OF_UNIT,
            bounds=scale_of(0.0, 1.0),
            **optimum,
        ),
        values(
            "power_transformations.yeo_johnson",
            lambda c: power_transformations.yeo_johnson(c.values, power=None).values,
            **optimum,
        ),
        values(
            "fitted_transformation.fit",
            lambda c: fitted_transformation.fit(
                c.values, fitted[: c.n_indicators], direction=c.direction, gii_log_factor=1.0
            ).forward(c.values),
            domain="positive",
            without={
                "order_of_indicators": "one transformation by name for each place",
                "affine": "some of the transformations depend on the unit of measure",
            },
        ),
        Declared(
            "tied_points.at_extreme",
            lambda c: tied_points.at_extreme(c.values),
            "ui",
            affine=SAME,
            bounds=scale_of(0, 1),
            without={"monotone": "a flag at either end", "missing": FLAG},
        ),
        Declared(
            "tied_points.tied",
            lambda c: tied_points.tied(c.values, points=tied_points.at_extreme(c.values)),
            "i",
            affine=SAME,
            bounds=lambda c: (0, c.n_units),
            missing="other units",
            without={"monotone": NO_DIRECTION},
        ),
        *[
            Declared(
                f"treatment.{name}",
                call,
                "i",
                affine=SAME,
                missing="other units",
                without={"bounds": NO_BOUNDS, "monotone": NO_DIRECTION},
            )
            for name, call in {
                "skewness": lambda c: treatment.skewness(c.values),
                "kurtosis": lambda c: treatment.kurtosis(c.values),
                "is_outlying": lambda c: treatment.is_outlying(*measures(c), **LIMITS),
                "margin_to_trigger": lambda c: tuple(
                    vars(treatment.margin_to_trigger(*measures(c), **LIMITS)).values()
                ),
            }.items()
        ],
        Declared(
            "robust_scores.robust_z",
            lambda c: robust_scores.robust_z(c.values),
            "ui",
            affine=SAME,
            monotone="order",
            missing="cells",
            without={"bounds": NO_BOUNDS},
        ),
        *[
            Declared(
                f"relative_spread.{name}",
                call,
                "i",
                domain="positive",
                affine=OF_UNIT,
                bounds=scale_of(0.0, np.inf),
                missing="other units",
                without={"monotone": NO_DIRECTION},
            )
            for name, call in {
                "coefficient_of_variation": lambda c: relative_spread.coefficient_of_variation(c.values),
                "near_ceiling": lambda c: relative_spread.near_ceiling(c.values, variation_limit=0.8),
            }.items()
        ],
    ]
