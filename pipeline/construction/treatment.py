"""Declared transformations, then winsorisation where a column still counts as skewed, then the fallback."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypedDict

import numpy as np
import pandas as pd

from pipeline.construction import matrix
from pipeline.errors import MethodError, listed
from pipeline.framework import suitability
from pipeline.framework.edition import Edition
from pipeline.framework.goalposts import Goalpost
from pipeline.framework.method import Method
from pipeline.framework.options import Treatment
from pipeline.statistics import fitted_transformation, tied_points, treatment
from pipeline.statistics.fitted_transformation import Fitted
from pipeline.statistics.types import BoolArray, FloatArray, IntArray

POWERED = ("box_cox", "reflected_box_cox", "yeo_johnson")
"""Transformations whose power is estimated, so that stored goalposts must hold it."""

ROUNDING = 1e-9  # a share times n that is a whole number on paper is one here


@dataclass(frozen=True)
class Treated:
    """The treated matrix with what was done to reach it: constants, transformed matrix, winsorised cells, fallbacks.

    ``beyond`` marks the cells that lay beyond the stored bounds of their indicator and were held there.
    """

    values: pd.DataFrame
    transformed: pd.DataFrame
    raw: pd.DataFrame
    winsorised: pd.DataFrame
    beyond: pd.DataFrame
    n_points: IntArray
    fallback: BoolArray
    declared: Fitted
    fallen: Fitted
    options: Treatment

    def cells(self) -> pd.DataFrame:
        """``treated_cells.csv``: every winsorised cell before and after, on the transformed scale."""
        before, after = matrix.long(self.transformed, column="before"), matrix.long(self.values, column="after")
        moved = matrix.long(self.winsorised)["value"].astype(bool)
        return before.assign(after=after["after"])[moved]


def treat(values: pd.DataFrame, edition: Edition, *, method: Method | None = None) -> Treated:
    """Transform and winsorise a matrix, units x indicators.

    Every transformation is increasing and no direction is turned here. Units that share an extreme value are drawn in
    together or not at all; where the cap is not enough for them, a column is left as it was, or takes the fallback,
    from the other end where its tail is to the left and the method reflects.

    Raises
    ------
    MethodError : a transformation that the values do not admit (a logarithm of zero), or stored goalposts on another
        scale than the method's.
    """
    codes, chosen = list(values.columns), method or edition.method
    steps = _steps(matrix.array(values), codes, edition, chosen)
    return Treated(
        values=matrix.like(values, steps.values),
        transformed=matrix.like(values, steps.transformed),
        raw=values,
        winsorised=matrix.like(values, steps.winsorised),
        beyond=matrix.like(values, steps.beyond),
        n_points=steps.n_points,
        fallback=steps.fallback,
        declared=steps.declared,
        fallen=steps.fallen,
        options=chosen.treatment,
    )


def treat_batch(
    values: FloatArray, codes: Sequence[str], edition: Edition, *, method: Method | None = None
) -> FloatArray:
    """As :func:`treat`, the values alone, on arrays (..., n_units, n_indicators) with leading batch axes."""
    return _steps(values, list(codes), edition, method or edition.method).values


def summary(treated: Treated) -> pd.DataFrame:
    """Skewness and kurtosis at every stage, with the margin to each threshold: ``treatment.csv``.

    A margin is limit minus |skewness| or kurtosis, after transformation and before winsorisation; negative means
    beyond. The trigger needs both beyond (or kurtosis alone, where the method has that rule). ``reflected`` and the
    constants are those of the fallback where one was taken, otherwise of the declared transformation. ``n_tied`` counts
    the winsorised units that share their value with another one, or those that share the extreme and were too many;
    ``n_beyond`` the values that were held at stored bounds.
    """
    options = treated.options
    stages = {
        name: _moments(getattr(treated, attribute))
        for name, attribute in (("raw", "raw"), ("transformed", "transformed"), ("treated", "values"))
    }
    outlying = {name: treatment.is_outlying(*moments, **_limits(options)) for name, moments in stages.items()}
    margins = treatment.margin_to_trigger(*stages["transformed"], **_limits(options))
    columns: dict[str, object] = {"code": treated.raw.columns, "transformation": list(treated.declared.names)}
    columns |= _constants(treated)
    for name in ("raw", "transformed"):
        columns |= {f"skewness_{name}": stages[name][0], f"kurtosis_{name}": stages[name][1]}
    columns |= {"margin_skewness": margins.skewness, "margin_kurtosis": margins.kurtosis}
    columns["margin_kurtosis_alone"] = np.nan if margins.kurtosis_alone is None else margins.kurtosis_alone
    columns |= {"outlying_raw": outlying["raw"], "outlying_transformed": outlying["transformed"]}
    columns |= {"n_winsorised": treated.n_points, "n_tied": _tied(treated, outlying["transformed"])}
    columns |= {"n_beyond": matrix.array(treated.beyond).sum(axis=0).astype(int)}
    columns |= {"fallback": np.where(treated.fallback, options.outlier_fallback, "")}
    columns |= {"skewness_treated": stages["treated"][0], "kurtosis_treated": stages["treated"][1]}
    return pd.DataFrame(columns | {"outlying_treated": outlying["treated"]})


def names(codes: Sequence[str], edition: Edition, method: Method) -> list[str]:
    """The transformation that each indicator gets first: the declared one, or none."""
    if method.treatment.transformations == "none":
        return ["none"] * len(codes)
    return [edition.framework.node(code).transformation for code in codes]


@dataclass(frozen=True, eq=False)
class _Steps:
    """The same as ``Treated`` on arrays with leading batch axes; ``fallen`` on those columns that took the fallback."""

    values: FloatArray
    transformed: FloatArray
    winsorised: BoolArray
    beyond: BoolArray
    n_points: IntArray
    fallback: BoolArray
    declared: Fitted
    fallen: Fitted


@dataclass(frozen=True, eq=False)
class _Stored:
    """Constants (n_indicators,) that stored goalposts fix; NaN where they fix none."""

    low: FloatArray
    high: FloatArray
    power: FloatArray


def _steps(values: FloatArray, codes: list[str], edition: Edition, method: Method) -> _Steps:
    options = method.treatment
    with matrix.named_columns("treatment", codes):
        declared, held = _declared(values, codes, edition, method)
        transformed = declared.forward(held)
    drawn = _draw_in(transformed, options)
    fallback = ~drawn.passed & (options.outlier_fallback != "none")
    final, fallen = _fall_back(drawn.values, fallback, codes, declared.direction, options)
    return _Steps(
        final,
        transformed,
        drawn.treated,
        (held != values) & ~np.isnan(values),
        drawn.n_points,
        fallback,
        declared,
        fallen,
    )


def _declared(values: FloatArray, codes: list[str], edition: Edition, method: Method) -> tuple[Fitted, FloatArray]:
    """The declared transformations with their constants, and the values that they are applied to.

    Scores between stored goalposts are truncated, so a value that is beyond the stored bounds, and too far for the
    formula to admit it, is held at the bound: its score is the same.
    """
    own = names(codes, edition, method)
    stored = _stored(codes, own, edition, method)
    fitted = fitted_transformation.fit(
        values,
        own,
        direction=np.array([edition.framework.node(code).direction for code in codes], dtype=np.int64),
        gii_log_factor=method.treatment.gii_log_factor,
        low=stored.low,
        high=stored.high,
        power=stored.power,
    )
    if method.normalisation.normalisation != "goalposts":
        return fitted, values
    bounded = np.where(values < stored.low, stored.low, np.where(values > stored.high, stored.high, values))
    return fitted, np.where(fitted.admits(values), values, bounded)


def _stored(codes: list[str], own: Sequence[str], edition: Edition, method: Method) -> _Stored:
    """Constants of the edition's stored goalposts, where the method places values between them."""
    unset = np.full(len(codes), np.nan)
    kept = suitability.stored(method, edition.goalposts)
    if kept is None or method.treatment.transformations == "none":
        return _Stored(unset, unset, unset)
    posts = [kept.goalposts.get(code) for code in codes]
    faults = [fault for fault in map(_fault, codes, own, posts) if fault]
    if faults:
        raise MethodError(
            f"treatment, edition {edition.id}: stored goalposts {kept.name!r} lie on another scale than the values: "
            f"{listed(faults)}. Correct the transformation in framework.csv, or store goalposts anew"
        )
    numbers = [(np.nan,) * 3 if post is None else (post.value_low, post.value_high, post.power) for post in posts]
    return _Stored(*np.array(numbers, dtype=float).reshape(len(codes), 3).T)


def _fault(code: str, own: str, post: Goalpost | None) -> str | None:
    """Why the stored goalpost of an indicator does not suit its transformation."""
    if post is None:
        return None
    if post.transformation != own:
        return f"indicator {code!r} has transformation {own!r}, and its goalposts {post.transformation!r}"
    if own in POWERED and post.power is None:
        return f"indicator {code!r} has transformation {own!r}, and its goalposts no power"
    return None


def _draw_in(values: FloatArray, options: Treatment) -> treatment.Treated:
    """Winsorise, up to the count or the share of units that the method allows."""
    if options.outlier_rule == "none":
        nothing = np.zeros((*values.shape[:-2], values.shape[-1]), dtype=np.int64)
        return treatment.Treated(values, np.zeros(values.shape, dtype=bool), nothing, nothing == 0)
    return treatment.winsorise(values, max_points=max_points(options, values.shape[-2]), **_limits(options))


def max_points(options: Treatment, n_units: int) -> int:
    """How many units of one indicator may be drawn in: the count, otherwise the share, rounded down."""
    if options.winsorise_max_points is not None:
        return options.winsorise_max_points
    return math.floor(options.winsorise_max_share * n_units + ROUNDING)


def _fall_back(
    values: FloatArray, fallback: BoolArray, codes: list[str], direction: IntArray, options: Treatment
) -> tuple[FloatArray, Fitted]:
    """Transform the columns for which the cap is not enough; every replicate's column stands for itself."""
    *_, columns = places = np.nonzero(fallback)
    fallen = np.moveaxis(values, -2, -1)[places].T
    name, turns = options.outlier_fallback, direction[columns]
    left = (treatment.skewness(fallen) < 0) & options.reflect_left_skew & (name != "yeo_johnson")
    with matrix.named_columns("treatment, outlier_fallback", [codes[column] for column in columns]):
        fitted = fitted_transformation.fit(
            fallen,
            [name] * len(columns),
            direction=turns,
            gii_log_factor=options.gii_log_factor,
            reflected=left & ((name != "gii_log") | (turns > 0)),
        )
        found = np.moveaxis(values, -2, -1).copy()
        found[places] = fitted.forward(fallen).T
    return np.moveaxis(found, -1, -2), fitted


def _constants(treated: Treated) -> dict[str, object]:
    """Whether reflected, and the constants of the last transformation of each indicator."""
    last: dict[str, object] = {}
    for column, name in (
        ("reflected", "reflected"),
        ("constant_low", "low"),
        ("constant_high", "high"),
        ("power", "power"),
        ("factor", "factor"),
    ):
        own = np.array(getattr(treated.declared, name))
        own[treated.fallback] = getattr(treated.fallen, name)
        last[column] = own
    return last


def _tied(treated: Treated, outlying: BoolArray) -> IntArray:
    before, drawn = matrix.array(treated.transformed), treated.winsorised.to_numpy(dtype=bool)
    if treated.options.outlier_rule == "none":
        return np.zeros(len(outlying), dtype=np.int64)
    refused = outlying & ~drawn.any(axis=0)
    return tied_points.tied(before, points=drawn | (refused & tied_points.at_extreme(before)))


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
