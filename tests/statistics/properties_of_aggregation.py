"""Promises of the aggregations, of outranking, availability and denomination."""

from __future__ import annotations

from typing import Any

import numpy as np
from property_checks import Affine, Case, Declared
from property_words import (
    FOLLOWS,
    NO_BOUNDS,
    NO_DIRECTION,
    OF_UNIT,
    ON_ONE_RATIO_SCALE,
    ON_ONE_SCALE,
    SAME,
    observed_range,
    own_range,
    scale_of,
)

from pipeline.statistics import (
    aggregation,
    compensation,
    denomination,
    frontier,
    minimum_availability,
    ordered_averages,
    outranking,
    power_means,
    screening,
    zero_screening,
)


def aggregations() -> list[Declared]:
    def scores(function: str, call: Any, *, without: dict[str, str] | None = None, **promises: Any) -> Declared:
        usual: dict[str, Any] = {
            "affine": ON_ONE_SCALE,
            "monotone": "raise",
            "missing": "units",
            "domain": "positive",
            "without": without or {},
        }
        return Declared(function, call, "u", **usual | promises)

    def owa(c: Case, **more: Any) -> np.ndarray:
        places = np.arange(c.n_indicators, 0.0, -1.0)
        return ordered_averages.ordered_weighted_average(c.values, weights=c.weights, position_weights=places)

    def doubt(c: Case) -> np.ndarray:
        bounds = {"least_share": np.zeros(c.n_indicators), "greatest_share": np.full(c.n_indicators, 0.8)}
        return frontier.benefit_of_the_doubt(c.values, **bounds, floor=None).scores

    def matrix(c: Case) -> np.ndarray:
        return outranking.outranking_matrix(c.values, weights=c.weights)

    def ratio(function: str, call: Any, option: str = "") -> Declared:
        return scores(function, call, option=option, affine=ON_ONE_RATIO_SCALE, bounds=own_range)

    return [
        scores(
            "aggregation.arithmetic_mean",
            lambda c: aggregation.arithmetic_mean(c.values, weights=c.weights),
            bounds=own_range,
        ),
        ratio(
            "aggregation.geometric_mean",
            lambda c: aggregation.geometric_mean(c.values, weights=c.weights, floor=None),
        ),
        scores(
            "aggregation.geometric_mean",
            lambda c: aggregation.geometric_mean(c.values, weights=c.weights, floor=20.0),
            option="floor",
            bounds=lambda c: (20.0, np.maximum(own_range(c)[1], 20.0)),
            without={"affine": "a floor stands on the scale of the scores"},
        ),
        scores(
            "aggregation.weighted_sum",
            lambda c: aggregation.weighted_sum(c.values, weights=c.weights),
            affine=ON_ONE_RATIO_SCALE,
            bounds=scale_of(0.0, np.inf),
        ),
        Declared(
            "aggregation.floored",
            lambda c: aggregation.floored(c.values, floor=20.0, zero=False, mean="a mean"),
            "ui",
            domain="positive",
            monotone="order",
            bounds=scale_of(20.0, np.inf),
            missing="cells",
            without={"affine": "a floor stands on the scale of the scores"},
        ),
        ratio(
            "power_means.harmonic_mean",
            lambda c: power_means.harmonic_mean(c.values, weights=c.weights, floor=None),
        ),
        *[
            ratio(
                "power_means.generalised_mean",
                lambda c, power=power: power_means.generalised_mean(
                    c.values, weights=c.weights, power=power, floor=None
                ),
                option=f"power {power}",
            )
            for power in (-2.0, 0.0, 0.5, 1.0, 3.0)
        ],
        scores(
            "compensation.mazziotta_pareto",
            lambda c: compensation.mazziotta_pareto(c.values, weights=c.weights, direction=1),
            affine=ON_ONE_RATIO_SCALE,
            without={
                "monotone": "a score that rises above M (3 + c^2) / 2 lowers the index: unevenness is punished",
                "bounds": "the penalty may take a very uneven unit below its lowest score",
            },
        ),
        scores(
            "compensation.mean_min",
            lambda c: compensation.mean_min(c.values, weights=c.weights, penalty=0.7, smoothness=0.0),
            bounds=own_range,
        ),
        scores(
            "compensation.mean_min",
            lambda c: compensation.mean_min(c.values, weights=c.weights, penalty=0.7, smoothness=5.0),
            option="smooth",
            bounds=own_range,
            without={"affine": "the smoothness stands on the scale of the scores"},
        ),
        scores("ordered_averages.ordered_weighted_average", owa, bounds=own_range),
        scores(
            "outranking.copeland",
            lambda c: outranking.copeland(c.values, weights=c.weights),
            domain="any",
            affine=SAME,
            bounds=lambda c: (1.0 - c.n_units, c.n_units - 1.0),
        ),
        scores(
            "frontier.benefit_of_the_doubt",
            doubt,
            affine=OF_UNIT,
            bounds=scale_of(0.0, 1.0),
            tolerance=1e-6,  # a linear programme
            examples=3,
        ),
        Declared(
            "outranking.outranking_matrix",
            matrix,
            "uu",
            affine=SAME,
            bounds=scale_of(0.0, 1.0),
            missing="other units",
            without={"monotone": "a row rises where its column falls"},
        ),
        Declared(
            "outranking.dominant_pairs",
            lambda c: outranking.dominant_pairs(matrix(c)),
            "",
            affine=SAME,
            bounds=lambda c: (0.0, c.n_units * (c.n_units - 1) / 2),
            missing="other units",
            without={"monotone": NO_DIRECTION},
        ),
        Declared(
            "minimum_availability.masked_where_sparse",
            lambda c: minimum_availability.masked_where_sparse(c.values, minimum_share=0.6),
            "ui",
            affine=FOLLOWS,
            monotone="raise",
            bounds=observed_range,
            missing="cells and more",
        ),
        *[
            Declared(
                f"{module}.{name}",
                call,
                "u",
                affine=change,
                monotone="raise" if module == "screening" else None,
                bounds=high,
                missing="other units",
                without={} if module == "screening" else {"monotone": "a value that becomes 0 no longer counts"},
            )
            for module, name, call, change, high in (
                (
                    "screening",
                    "available",
                    lambda c: screening.available(c.values),
                    SAME,
                    lambda c: (0, c.n_indicators),
                ),
                (
                    "zero_screening",
                    "available",
                    lambda c: zero_screening.available(c.values),
                    OF_UNIT,
                    lambda c: (0, c.n_indicators),
                ),
                (
                    "zero_screening",
                    "enough",
                    lambda c: zero_screening.enough(c.values, share=0.6),
                    OF_UNIT,
                    scale_of(0, 1),
                ),
            )
        ],
        Declared(
            "denomination.denominate",
            lambda c: denomination.denominate(
                c.values,
                denominators=c.sizes[:, np.newaxis],
                denominator=np.zeros(c.n_indicators, dtype=int),
                factor=np.full(c.n_indicators, 1000.0),
            ),
            "ui",
            affine=Affine("stretches", origin=False),
            monotone="raise",
            missing="cells",
            without={"bounds": NO_BOUNDS},
        ),
    ]
