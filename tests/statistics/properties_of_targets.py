"""Promises of targets and growth accounting."""

from __future__ import annotations

from typing import Any

import numpy as np
from property_checks import Affine, Case, Declared
from property_words import NO_BOUNDS, SAME, STRETCHES, scale_of

from pipeline.statistics import growth_residual, pace

LESS_IS_LEFT = "shown with its sign turned: the higher the value, the less is left"
OF_A_RATE = Affine(origin=False)


def at_least(c: Case) -> dict[str, Any]:
    """Wanted is at least the upper goalpost."""
    return {"low": c.high, "high": np.full(c.n_indicators, np.inf)}


def left(c: Case) -> np.ndarray:
    return np.full((c.n_units, c.n_indicators), 5.0)


def three_rounds(c: Case) -> np.ndarray:
    """The earlier round, the middle of both, this round: (..., 3, n_units, n_indicators)."""
    earlier = np.broadcast_to(c.earlier, c.values.shape)
    return np.stack([earlier, (earlier + c.values) / 2, c.values], axis=-3)


def observed(c: Case, path: Any) -> tuple[np.ndarray, ...]:
    found = pace.observed(three_rounds(c), years=np.array([2022, 2023, 2025]), least_years=3, path=path)
    return found.middle, found.least, found.greatest


def targets() -> list[Declared]:
    def of_target(function: str, call: Any, **promises: Any) -> Declared:
        usual: dict[str, Any] = {"affine": STRETCHES, "monotone": "raise", "missing": "cells"}
        usual |= {} if "bounds" in promises else {"without": {"bounds": NO_BOUNDS}}
        return Declared(function, call, "ui", **(usual | promises))

    return [
        of_target("pace.gap", lambda c: -pace.gap(c.values, **at_least(c)), option=LESS_IS_LEFT),
        of_target(
            "pace.distance_score",
            lambda c: pace.distance_score(c.values, baseline=c.low, **at_least(c)),
            affine=SAME,
            bounds=scale_of(0.0, 100.0),
        ),
        of_target(
            "pace.required",
            lambda c: -pace.required(c.values, years_left=left(c), path="linear", **at_least(c)),
            option=f"linear, {LESS_IS_LEFT}",
        ),
        of_target(
            "pace.required",
            lambda c: -pace.required(c.values, years_left=left(c), path="geometric", **at_least(c)),
            option=f"geometric, {LESS_IS_LEFT}",
            domain="positive",
            affine=OF_A_RATE,
        ),
        of_target(
            "pace.required_path",
            lambda c: pace.required_path(
                c.values,
                pace.required(c.values, years_left=left(c), path="linear", **at_least(c)),
                ahead=np.array([2]),
                path="linear",
            )[..., 0, :, :],
            affine=Affine("follows"),
        ),
        of_target("pace.observed", lambda c: observed(c, "linear"), option="linear", missing="cells and more"),
        of_target(
            "pace.observed",
            lambda c: observed(c, "geometric"),
            option="geometric",
            domain="positive",
            affine=OF_A_RATE,
            missing="cells and more",
        ),
        of_target(
            "pace.arrival",
            lambda c: (
                -pace.arrival(
                    c.values,
                    np.broadcast_to((c.high - c.low) / 7.0, c.values.shape),
                    last_years=np.full((c.n_units, c.n_indicators), 2024.0),
                    path="linear",
                    **at_least(c),
                )
            ),
            option=LESS_IS_LEFT,
            affine=SAME,
        ),
        of_target(
            "growth_residual.residual",
            lambda c: growth_residual.residual(c.values, capital=c.earlier, labour=c.earlier, capital_share=0.4),
            missing="cells and more",
        ),
    ]
