"""Declared transformations, then winsorisation where a column still counts as skewed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypedDict

import numpy as np
import pandas as pd

from pipeline.construction import matrix
from pipeline.framework.edition import Edition
from pipeline.framework.method import Method, Treatment
from pipeline.statistics import transformation, treatment
from pipeline.statistics.types import BoolArray, FloatArray, IntArray


@dataclass(frozen=True)
class Treated:
    """The treated matrix with what was done to reach it: transformed matrix, winsorised cells, fallbacks."""

    values: pd.DataFrame
    transformed: pd.DataFrame
    raw: pd.DataFrame
    winsorised: pd.DataFrame
    n_points: IntArray
    fallback: BoolArray

    def cells(self) -> pd.DataFrame:
        """``treated_cells.csv``: every winsorised cell before and after, on the transformed scale."""
        before, after = matrix.long(self.transformed, column="before"), matrix.long(self.values, column="after")
        moved = matrix.long(self.winsorised)["value"].astype(bool)
        return before.assign(after=after["after"])[moved]


def treat(values: pd.DataFrame, edition: Edition, *, method: Method | None = None) -> Treated:
    """Transform and winsorise a matrix, units x indicators.

    Every transformation is increasing and no direction is turned here. The cap on winsorised units is a share of n,
    rounded down; where it is not enough, a column is left as it was, or takes the fallback.

    Raises
    ------
    MethodError : a declared transformation that the values do not admit (a logarithm of zero).
    """
    options = (method or edition.method).treatment
    declared = [edition.framework.node(code).transformation for code in values.columns]
    names: list[str] = [*declared] if options.transformations == "declared" else ["none"] * len(declared)
    with matrix.named_columns("treatment", list(values.columns)):
        transformed = _transform(matrix.array(values), names)
        final, moved, points, fallback = _draw_in(transformed, options)
    return Treated(
        values=matrix.like(values, final),
        transformed=matrix.like(values, transformed),
        raw=values,
        winsorised=matrix.like(values, moved),
        n_points=points,
        fallback=fallback,
    )


def summary(treated: Treated, edition: Edition) -> pd.DataFrame:
    """Skewness and kurtosis at every stage, with the margin to each threshold: ``treatment.csv``.

    A margin is limit minus |skewness| or kurtosis, after transformation and before winsorisation; negative means
    beyond. The trigger needs both beyond (or kurtosis alone, where the method has that rule).
    """
    options = edition.method.treatment
    stages = {
        name: _moments(getattr(treated, attribute))
        for name, attribute in (("raw", "raw"), ("transformed", "transformed"), ("treated", "values"))
    }
    outlying = {name: _outlying(skew, kurt, options) for name, (skew, kurt) in stages.items()}
    margins = treatment.margin_to_trigger(*stages["transformed"], **_limits(options))
    columns: dict[str, object] = {"code": treated.raw.columns}
    columns["transformation"] = [edition.framework.node(code).transformation for code in treated.raw.columns]
    if options.transformations == "none":
        columns["transformation"] = "none"
    for name in ("raw", "transformed"):
        columns |= {f"skewness_{name}": stages[name][0], f"kurtosis_{name}": stages[name][1]}
    columns |= {"margin_skewness": margins.skewness, "margin_kurtosis": margins.kurtosis}
    columns["margin_kurtosis_alone"] = np.nan if margins.kurtosis_alone is None else margins.kurtosis_alone
    columns |= {"outlying_raw": outlying["raw"], "outlying_transformed": outlying["transformed"]}
    columns |= {"n_winsorised": treated.n_points}
    columns |= {"fallback": np.where(treated.fallback, options.outlier_fallback, "")}
    columns |= {"skewness_treated": stages["treated"][0], "kurtosis_treated": stages["treated"][1]}
    return pd.DataFrame(columns | {"outlying_treated": outlying["treated"]})


def _transform(values: FloatArray, names: Sequence[str]) -> FloatArray:
    transformed = values.copy()
    for name in set(names) - {"none"}:
        columns = np.array([own == name for own in names])
        transformed[..., columns] = transformation.TRANSFORMATIONS[name](values[..., columns])
    return transformed


def _draw_in(values: FloatArray, options: Treatment) -> tuple[FloatArray, BoolArray, IntArray, BoolArray]:
    """Winsorise; a column for which the cap is not enough takes the fallback, on its untouched values."""
    if options.outlier_rule == "none":
        nothing = np.zeros(values.shape[-1], dtype=int)
        return values, np.zeros(values.shape, dtype=bool), nothing, nothing.astype(bool)
    max_points = int(options.winsorise_max_share * values.shape[-2])
    drawn = treatment.winsorise(values, max_points=max_points, **_limits(options))
    fallback = ~drawn.passed & (options.outlier_fallback == "log_ct")
    final = drawn.values.copy()
    final[..., fallback] = transformation.log_ct(values[..., fallback])
    return final, drawn.treated, drawn.n_points, fallback


class _Limits(TypedDict):
    skewness_limit: float
    kurtosis_limit: float
    kurtosis_alone_limit: float | None


def _limits(options: Treatment) -> _Limits:
    return {
        "skewness_limit": options.skewness_limit,
        "kurtosis_limit": options.kurtosis_limit,
        "kurtosis_alone_limit": options.kurtosis_alone_limit,
    }


def _moments(table: pd.DataFrame) -> tuple[FloatArray, FloatArray]:
    values = matrix.array(table)
    return treatment.skewness(values), treatment.kurtosis(values)


def _outlying(skew: FloatArray, kurt: FloatArray, options: Treatment) -> BoolArray:
    return treatment.is_outlying(skew, kurt, **_limits(options))
