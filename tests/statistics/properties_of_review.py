"""Promises of what the review looks at beside correlations: within groups, neighbours, resampled components."""

from __future__ import annotations

from typing import Any

import numpy as np
from property_checks import Case, Declared
from property_words import COMMON, NO_BOUNDS, NO_DIRECTION, ONE_TABLE, SAME, of_pairs, rng, scale_of

from pipeline.statistics import bootstrap_components, reliability, spatial, within_groups


def reviews() -> list[Declared]:
    def of_group(function: str, call: Any, **promises: Any) -> Declared:
        reasons = {"monotone": NO_DIRECTION, "batch": ONE_TABLE}
        reasons |= {} if "bounds" in promises else {"bounds": NO_BOUNDS}
        return Declared(function, call, **{"affine": SAME, "missing": "other units", "without": reasons} | promises)

    def within(c: Case, kind: Any) -> np.ndarray:
        def make(x: np.ndarray, y: np.ndarray) -> tuple[float, ...]:
            found = within_groups.within_correlation(x, y, groups=c.group, kind=kind, confidence=0.9)
            return found.r, found.n, found.df

        return of_pairs(c, make)

    def within_interval(c: Case) -> np.ndarray:
        def make(x: np.ndarray, y: np.ndarray) -> tuple[float, ...]:
            return within_groups.kendall_interval(x, y, groups=c.group, confidence=0.9, n_resamples=20, rng=rng())

        return of_pairs(c, make)

    def between(c: Case) -> tuple[np.ndarray, ...]:
        found = [within_groups.between_share(values, groups=c.group, confidence=0.9) for values in c.values.T]
        return tuple(np.array([getattr(one, name) for one in found]) for name in ("share", "expected", "p_value"))

    def moran(c: Case) -> tuple[np.ndarray, ...]:
        near = spatial.group_neighbours(c.group)
        found = [
            spatial.morans_i(values, neighbours=near, n_permutations=2, confidence=0.9, rng=rng())
            for values in c.values.T
        ]
        return np.array([one.i for one in found]), np.array([one.expected for one in found])

    def resampled(c: Case) -> np.ndarray:
        return bootstrap_components.resampled_components(c.values, drawn=np.ones((2, c.n_units), int)).eigenvalues

    return [
        *[
            of_group(
                "within_groups.within_correlation",
                lambda c, kind=kind: within(c, kind)[:1],
                axes="-ii",
                option=kind,
                bounds=scale_of(-1.0, 1.0),
            )
            for kind in ("pearson", "spearman", "kendall")
        ],
        of_group(
            "within_groups.kendall_interval",
            within_interval,
            axes="-ii",
            bounds=scale_of(-1.0, 1.0),
            without={
                "monotone": NO_DIRECTION,
                "batch": ONE_TABLE,
                "order_of_units": "resamples are drawn by the place of a unit; another order is another draw",
            },
        ),
        of_group("within_groups.between_share", between, axes="i", bounds=scale_of(0.0, 1.0)),
        of_group("spatial.morans_i", moran, axes="i"),
        of_group(
            "reliability.alpha_if_dropped",
            lambda c: reliability.alpha_if_dropped(c.values),
            axes="i",
            affine=COMMON,
            bounds=scale_of(-np.inf, 1.0),
            tolerance=1e-6,
        ),
        of_group(
            "bootstrap_components.resampled_components",
            resampled,
            axes="--",
            bounds=lambda c: (0.0, c.n_indicators),
            tolerance=1e-6,
        ),
    ]
