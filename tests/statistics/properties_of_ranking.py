"""Promises of ranks, classes, rank ranges and trends."""

from __future__ import annotations

from typing import Any

import numpy as np
from property_checks import Case, Declared
from property_words import (
    COMMON,
    FOLLOWS,
    NO_BOUNDS,
    OF_UNIT,
    ON_ONE_SCALE,
    ONE_LIST,
    ONE_TABLE,
    SAME,
    YEARS,
    observed_range,
    own_range,
    replicates,
    rounds,
    scale_of,
)

from pipeline.statistics import (
    classification,
    natural_breaks,
    rank_spread,
    ranking,
    sensitivity,
    trends,
    uncertainty,
    weight_polytope,
)


def rankings() -> list[Declared]:
    def listed(function: str, call: Any, *, without: dict[str, str] | None = None, **promises: Any) -> Declared:
        usual: dict[str, Any] = {
            "affine": SAME,
            "monotone": "order",
            "missing": "units",
            "without": {"order_of_indicators": ONE_LIST} | (without or {}),
        }
        return Declared(function, call, "u", **usual | promises)

    def ranked(c: Case) -> tuple[np.ndarray, ...]:
        found = uncertainty.summarise_ranks(replicates(c), low=0.05, high=0.95)
        return found.median, found.low, found.high, found.mean

    def ahead(c: Case) -> uncertainty.Pairs:
        return uncertainty.probability_ahead(replicates(c), better="high")

    def equal_bounds(c: Case) -> dict[str, np.ndarray]:
        share = np.full(c.n_indicators, 1 / c.n_indicators)
        return {"low": share / 2, "high": np.minimum(share * 1.5, 1.0)}

    draws = {"affine": ON_ONE_SCALE, "monotone": "raise", "bounds": own_range, "missing": "units"}
    posts = {"at_threshold": "above"}
    one = {"batch": "the leading axis is that of the replicates it goes over"}
    return [
        *[
            listed(
                "ranking.rank",
                lambda c, ties=ties: ranking.rank(c.values[..., 0], ties=ties),
                option=ties,
                monotone="reversed order",
                bounds=lambda c: (1.0, float(c.n_units)),
            )
            for ties in ("min", "average", "dense")
        ],
        listed(
            "classification.by_thresholds",
            lambda c: classification.by_thresholds(
                c.values[..., 0], thresholds=np.array([c.low[0], c.high[0]]), **posts
            ),
            bounds=scale_of(1.0, 3.0),
        ),
        listed(
            "classification.relative_to_mean",
            lambda c: classification.relative_to_mean(
                c.values[..., 0],
                reference_mean=c.high[0] / 2,
                thresholds_pct=np.array([70.0, 100.0, 125.0]),
                **posts,
                zero="meaningful",
            ),
            domain="positive",
            affine=OF_UNIT,
            bounds=scale_of(1.0, 4.0),
        ),
        listed(
            "natural_breaks.natural_breaks",
            lambda c: natural_breaks.natural_breaks(c.values[..., 0], n_classes=3).classes,
            bounds=scale_of(1.0, 3.0),
            without={"batch": ONE_TABLE},
        ),
        Declared(
            "ranking.rank_quantile", lambda c: ranking.rank_quantile(replicates(c), q=0.4), "u", **draws, without=one
        ),
        Declared("uncertainty.summarise_ranks", ranked, "u", **draws, without=one),
        Declared(
            "rank_spread.top_shares",
            lambda c: rank_spread.top_shares(ranking.rank(replicates(c), ties="min"), places=[2])[0],
            "u",
            affine=SAME,
            bounds=scale_of(0.0, 1.0),
            missing="units",
            monotone="raise",
            without=one,
        ),
        Declared(
            "uncertainty.probability_ahead",
            lambda c: (ahead(c).share, ahead(c).ahead, ahead(c).n),
            "uu",
            affine=COMMON,
            bounds=scale_of(0.0, 1.0),
            missing="other units",
            without=one | {"monotone": "a row rises where its column falls"},
        ),
        Declared(
            "uncertainty.order_robust",
            lambda c: uncertainty.order_robust(ahead(c), share=0.6),
            "uu",
            affine=COMMON,
            bounds=scale_of(0, 1),
            missing="other units",
            without=one | {"monotone": "a row rises where its column falls"},
        ),
        Declared(
            "weight_polytope.dominance",
            lambda c: weight_polytope.dominance(c.values, **equal_bounds(c)),
            "uu",
            affine=COMMON,
            bounds=scale_of(0, 1),
            missing="other units",
            without={"batch": ONE_TABLE, "monotone": "a row rises where its column falls"},
        ),
        Declared(
            "sensitivity.mean_rank_shift",
            lambda c: sensitivity.mean_rank_shift(c.sizes, replicates(c)),
            "i",
            bounds=scale_of(0.0, np.inf),
            missing="other units",
            without=one | {"monotone": "a shift has no direction", "affine": "a shift is counted in places"},
        ),
    ]


def over_years() -> list[Declared]:
    def growth(function: str, call: Any) -> Declared:
        return Declared(
            function,
            call,
            "ui",
            domain="positive",
            affine=OF_UNIT,
            monotone="raise",
            missing="cells and more",
            without={"bounds": NO_BOUNDS},
        )

    return [
        growth("trends.compound_growth", lambda c: trends.compound_growth(rounds(c), years=YEARS)),
        growth("trends.percentage_change", lambda c: trends.percentage_change(rounds(c), years=YEARS, per=1.0)),
        Declared(
            "trends.latest",
            lambda c: trends.latest(rounds(c), n_years=2)[..., -1, :, :],
            "ui",
            affine=FOLLOWS,
            monotone="raise",
            bounds=observed_range,
            missing="cells and more",
        ),
        Declared(
            "trends.observed_span",
            lambda c: tuple(vars(trends.observed_span(rounds(c), years=YEARS)).values()),
            "ui",
            affine=SAME,
            bounds=scale_of(2022.0, 2024.0),
            without={
                "monotone": "says when there is a value, not how great it is",
                "missing": "a blank series has no years, and the share 0 of them",
            },
        ),
    ]
