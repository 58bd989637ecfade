"""Promises of the imputations, and of what they say of themselves."""

from __future__ import annotations

from typing import Any

import numpy as np
from property_checks import Affine, Case, Declared
from property_words import (
    FOLLOWS,
    NO_DIRECTION,
    ONE_TABLE,
    RANDOM,
    SAME,
    STAND_IN,
    STRETCHES,
    YEARS,
    imputed,
    observed_range,
    rng,
    rounds,
    scale_of,
    this_round,
)

from pipeline.statistics import (
    chained_imputation,
    em_imputation,
    imputation,
    learned_imputation,
    neighbour_imputation,
    normalisation,
    observed,
    panel_imputation,
    regression_imputation,
    shadow,
    simple_imputation,
)


def imputations() -> list[Declared]:
    def filled(function: str, call: Any, *, without: dict[str, str] | None = None, **promises: Any) -> Declared:
        reasons = {"monotone": STAND_IN} | (
            {} if "bounds" in promises else {"bounds": "a prediction may leave the range"}
        )
        usual: dict[str, Any] = {
            "affine": Affine(("follows", "same")),
            "missing": "marked",
            "axes": ("ui", "ui"),
            "without": reasons | (without or {}),
        }
        return Declared(function, call, **usual | promises)

    def implied(c: Case) -> tuple[np.ndarray, np.ndarray]:
        scores = shadow.implied_scores(
            c.values, parents=[c.sets, np.zeros(2, dtype=int)], weights=[c.weights, np.ones(2)]
        )
        return np.where(np.isnan(c.values), scores, c.values), ~np.isnan(scores)

    def disclosed(c: Case) -> tuple[np.ndarray, ...]:
        found = shadow.disclose(
            normalisation.min_max(c.values, direction=c.direction, lower=0.0, upper=1.0, low=c.low, high=c.high),
            parents=[c.sets, np.zeros(2, dtype=int)],
            weights=[c.weights, np.ones(2)],
            direction=c.direction,
            lower=0.0,
            upper=1.0,
            low=c.low,
            high=c.high,
        )
        return found.scores, found.values, found.implied

    def hidden(c: Case) -> np.ndarray:
        blocks = [np.arange(c.n_units)[:, np.newaxis] == unit for unit in range(c.n_units)]
        masks = [np.broadcast_to(block, c.values.shape) for block in blocks]
        return np.sort(np.abs(imputation.hide_and_predict(c.values, blocks=masks, impute=simple_imputation.mean).error))

    def matched(c: Case) -> tuple[np.ndarray, np.ndarray]:
        return imputed(
            chained_imputation.predictive_mean_matching(
                c.values, n_draws=2, n_rounds=2, n_donors=2, ridge=1.0, rng=rng()
            )
        )

    def drawn(c: Case) -> tuple[np.ndarray, np.ndarray]:
        tables = em_imputation.draws(c.values, ridge=2.0, tolerance=1e-10, max_iterations=3000, n_draws=2, rng=rng())
        return tables, np.isnan(c.values) & ~np.isnan(tables[0])

    rows = {"direction": np.array([1]), "statistic": "mean"}
    own = {"years": YEARS, "max_age": None}
    one = {"batch": ONE_TABLE}
    return [
        filled("imputation.none", lambda c: imputed(imputation.none(c.values)), bounds=observed_range),
        filled(
            "imputation.median_by_group",
            lambda c: imputed(imputation.median_by_group(c.values, group=c.group)),
            bounds=observed_range,
        ),
        filled(
            "imputation.from_earlier",
            lambda c: imputed(imputation.from_earlier(c.values, earlier=np.broadcast_to(c.earlier, c.values.shape))),
        ),
        filled("observed.fill", lambda c: imputed(observed.fill(c.values, c.earlier))),
        filled("simple_imputation.mean", lambda c: imputed(simple_imputation.mean(c.values)), bounds=observed_range),
        filled(
            "simple_imputation.median", lambda c: imputed(simple_imputation.median(c.values)), bounds=observed_range
        ),
        filled(
            "simple_imputation.mean_by_group",
            lambda c: imputed(simple_imputation.mean_by_group(c.values, group=c.group)),
            bounds=observed_range,
        ),
        filled(
            "simple_imputation.by_row",
            lambda c: imputed(
                simple_imputation.by_row(
                    c.values, indicator_group=c.sets, **rows | {"direction": c.direction}, normalise=True
                )
            ),
            bounds=observed_range,
        ),
        filled(
            "neighbour_imputation.hot_deck",
            lambda c: imputed(neighbour_imputation.hot_deck(c.values, n_neighbours=2, min_shared=1, statistic="mean")),
            bounds=observed_range,
            without=one,
        ),
        filled(
            "learned_imputation.k_nearest",
            lambda c: imputed(learned_imputation.k_nearest(c.values, n_neighbours=2, weights="uniform")),
            bounds=observed_range,
            without=one
            | {
                "order_of_units": "scikit-learn breaks ties at the last neighbour by the order of units",
                "order_of_indicators": "scikit-learn adds distances in the order of indicators, and rounding breaks ties",
                "affine": "rounding breaks ties between neighbours as well",
                "missing": "a unit without any value gets the mean of each indicator, marked",
            },
        ),
        filled(
            "learned_imputation.iterative",
            lambda c: imputed(
                learned_imputation.iterative(c.values, max_rounds=3, tolerance=1e-3, sample=False, rng=rng())
            ),
            without=one
            | {"order_of_indicators": "scikit-learn goes round the indicators in their order where they tie"},
            tolerance=1e-6,
            examples=4,
        ),
        filled(
            "em_imputation.conditional_mean",
            lambda c: imputed(
                em_imputation.conditional_mean(c.values, ridge=2.0, tolerance=1e-10, max_iterations=3000)
            ),
            without=one,
            tolerance=1e-6,
            examples=6,
        ),
        filled(
            "regression_imputation.ridge_prediction",
            lambda c: imputed(regression_imputation.ridge_prediction(c.values, ridge=2.0)),
            without=one,
        ),
        filled(
            "chained_imputation.predictive_mean_matching",
            matched,
            bounds=observed_range,
            axes=("-ui", "ui"),
            without=one
            | {
                "order_of_units": RANDOM,
                "order_of_indicators": "goes round the indicators in their order where they tie",
            },
        ),
        filled(
            "em_imputation.draws",
            drawn,
            axes=("-ui", "ui"),
            without=one
            | {
                "order_of_units": RANDOM,
                "order_of_indicators": "one draw for each blank, in the order of the indicators",
            },
            tolerance=1e-6,
            examples=4,
        ),
        filled(
            "panel_imputation.last_value",
            lambda c: this_round(panel_imputation.last_value(rounds(c), **own, ends="blank")),
        ),
        filled(
            "panel_imputation.linear",
            lambda c: this_round(panel_imputation.linear(rounds(c), years=YEARS, ends="nearest")),
        ),
        filled(
            "panel_imputation.from_own_rounds",
            lambda c: imputed(panel_imputation.from_own_rounds(rounds(c), block=c.sets, **own)),
            without=one,
        ),
        filled(
            "panel_imputation.draw_from_own_rounds",
            lambda c: imputed(
                panel_imputation.draw_from_own_rounds(rounds(c), block=c.sets, **own, n_draws=2, rng=rng())
            ),
            axes=("-ui", "-ui"),
            without=one | {"order_of_units": RANDOM},
        ),
        filled(
            "shadow.implied_scores",
            implied,
            affine=Affine(("follows", "same"), common=True),
            without={"bounds": "an implied score lies between those of the unit's own other indicators"},
        ),
        Declared(
            "shadow.disclose",
            disclosed,
            "ui",
            affine=Affine(("same", "follows", "same")),
            bounds=scale_of(0.0, 1.0),
            without={"monotone": STAND_IN, "missing": "has numbers in the blanks only, and marks them as implied"},
        ),
        Declared(
            "panel_imputation.lag_errors",
            lambda c: panel_imputation.lag_errors(rounds(c), years=YEARS, lag=np.full(c.values.shape, 2.0)),
            "ui",
            affine=Affine(("stretches", "same")),
            bounds=scale_of(0.0, np.inf),
            without={
                "monotone": NO_DIRECTION,
                "missing": "says the same of every unit: how far one moves",
                "batch": ONE_TABLE,
            },
        ),
        Declared(
            "imputation.hide_and_predict",
            hidden,
            "-",
            affine=SAME,
            bounds=scale_of(0.0, np.inf),
            missing="other units",
            without={"monotone": "an error has no direction", "batch": ONE_TABLE},
        ),
        *[
            Declared(
                f"observed.{name}",
                call,
                "-i",
                affine=FOLLOWS,
                bounds=observed_range,
                missing="other units",
                monotone="raise",
            )
            for name, call in {
                "mean": lambda c: observed.mean(c.values),
                "median": lambda c: observed.median(c.values),
            }.items()
        ],
        Declared(
            "observed.sd",
            lambda c: observed.sd(c.values),
            "-i",
            affine=STRETCHES,
            bounds=scale_of(0.0, np.inf),
            missing="other units",
            without={"monotone": NO_DIRECTION},
        ),
        Declared(
            "observed.within_groups",
            lambda c: observed.within_groups(c.values, group=c.group, statistic=observed.mean),
            "ui",
            affine=FOLLOWS,
            bounds=observed_range,
            monotone="raise",
            missing="units",
        ),
    ]
