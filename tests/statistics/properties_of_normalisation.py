"""Promises of the normalisations: from values to scores."""

from __future__ import annotations

from typing import Any

import numpy as np
from property_checks import Affine, Case, Declared
from property_words import (
    FLAG,
    FOLLOWS,
    NO_BOUNDS,
    NO_DIRECTION,
    OF_UNIT,
    ONE_TABLE,
    SAME,
    observed_range,
    scale_of,
)

from pipeline.statistics import (
    compensation,
    directions,
    distances,
    normalisation,
    panel,
    rank_scores,
    scaling,
    shadow,
)


def normalisations() -> list[Declared]:
    def scores(function: str, call: Any, *, option: str = "", **promises: Any) -> Declared:
        usual: dict[str, Any] = {"affine": SAME, "monotone": "turned order", "missing": "cells"}
        return Declared(function, call, "ui", option, **usual | promises)

    def ends(c: Case) -> dict[str, Any]:
        return {"low": c.low, "high": c.high}

    target = {"factor": 100.0, "cap": False}
    unbounded = {"without": {"bounds": NO_BOUNDS}}
    return [
        scores(
            "normalisation.min_max",
            lambda c: normalisation.min_max(c.values, direction=c.direction, lower=1.0, upper=100.0),
            bounds=scale_of(1.0, 100.0),
        ),
        scores(
            "normalisation.min_max",
            lambda c: normalisation.min_max(c.values, direction=c.direction, lower=0.0, upper=100.0, **ends(c)),
            option="goalposts",
            bounds=scale_of(0.0, 100.0),
        ),
        scores(
            "normalisation.z_score",
            lambda c: normalisation.z_score(c.values, direction=c.direction, mean=50.0, sd=10.0),
            **unbounded,
        ),
        scores(
            "normalisation.percentile_rank",
            lambda c: normalisation.percentile_rank(c.values, direction=c.direction, lower=0.0, upper=100.0),
            bounds=scale_of(0.0, 100.0),
        ),
        scores(
            "normalisation.none",
            lambda c: normalisation.none(c.values, direction=np.ones(c.n_indicators, dtype=int)),
            affine=FOLLOWS,
            monotone="order",
            bounds=observed_range,
        ),
        scores(
            "scaling.goalposts",
            lambda c: scaling.goalposts(c.values, direction=c.direction, lower=0.0, upper=1.0, **ends(c)),
            bounds=scale_of(0.0, 1.0),
        ),
        scores(
            "scaling.scaled",
            lambda c: scaling.scaled(c.values, direction=c.direction, factor=100.0, **ends(c)),
            **unbounded,
        ),
        scores(
            "scaling.fraction_of_maximum",
            lambda c: scaling.fraction_of_maximum(c.values, direction=c.direction, factor=100.0),
            domain="positive",
            affine=OF_UNIT,
            bounds=scale_of(0.0, 100.0),
        ),
        scores(
            "distances.to_maximum",
            lambda c: distances.to_maximum(c.values, direction=c.direction, factor=100.0),
            bounds=scale_of(0.0, 100.0),
        ),
        scores(
            "distances.to_reference",
            lambda c: distances.to_reference(
                c.values, direction=c.direction, reference=c.reference, factor=100.0, cap=True
            ),
            bounds=scale_of(0.0, 100.0),
            without={"batch": "one unit of reference for all replicates, whose rows are in another order here"},
        ),
        scores(
            "distances.to_target",
            lambda c: distances.to_target(
                c.values, direction=c.direction, target=np.where(c.direction > 0, c.high, c.low), **target
            ),
            bounds=scale_of(0.0, np.inf),
        ),
        scores(
            "rank_scores.rank",
            lambda c: rank_scores.rank(c.values, direction=c.direction, ties="min"),
            bounds=lambda c: (1.0, float(c.n_units)),
        ),
        scores(
            "rank_scores.borda",
            lambda c: rank_scores.borda(c.values, direction=c.direction, ties="average"),
            bounds=lambda c: (0.0, c.n_units - 1.0),
        ),
        scores(
            "compensation.adjusted_scores",
            lambda c: compensation.adjusted_scores(
                c.values, reference=(c.low + c.high) / 2, direction=c.direction, **ends(c)
            ),
            **unbounded,
        ),
        scores(
            "panel.as_one",
            lambda c: panel.as_one(
                np.stack([c.values, c.values + (c.high - c.low)]),
                normalise=lambda x: normalisation.min_max(x, direction=c.direction, lower=0.0, upper=100.0),
            )[0],
            bounds=scale_of(0.0, 100.0),
            without={"batch": ONE_TABLE},
        ),
        scores(
            "directions.turn",
            lambda c: directions.turn(c.values, c.direction),
            affine=Affine("stretches", origin=False),
            **unbounded,
        ),
        scores(
            "shadow.implied_values",
            lambda c: shadow.implied_values(
                normalisation.min_max(c.values, direction=c.direction, lower=0.0, upper=1.0, **ends(c)),
                direction=c.direction,
                lower=0.0,
                upper=1.0,
                **ends(c),
            ),
            affine=FOLLOWS,
            monotone="order",
            bounds=lambda c: (c.low, c.high),
        ),
        Declared(
            "scaling.beyond_goalposts",
            lambda c: scaling.beyond_goalposts(c.values, **ends(c)),
            "ui",
            affine=SAME,
            bounds=scale_of(0, 1),
            without={"monotone": "a flag at either end", "missing": FLAG},
        ),
        Declared(
            "panel.goalposts",
            lambda c: panel.goalposts(np.stack([np.broadcast_to(c.earlier, c.values.shape), c.values])),
            "i",
            affine=FOLLOWS,
            missing="other units",
            without={"bounds": NO_BOUNDS, "monotone": NO_DIRECTION},
        ),
    ]
