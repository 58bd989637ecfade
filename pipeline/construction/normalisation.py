"""One scale for all indicators; the only step that turns a direction."""

from __future__ import annotations

import numpy as np
import pandas as pd

from pipeline.construction import matrix
from pipeline.framework.edition import Edition
from pipeline.framework.method import Method
from pipeline.statistics import normalisation
from pipeline.statistics.types import FloatArray, IntArray


def normalise(values: pd.DataFrame, edition: Edition, *, method: Method | None = None) -> pd.DataFrame:
    """Scores of the indicators, units x indicators.

    Raises
    ------
    MethodError : an indicator without spread, or a direction that cannot be turned without normalisation.
    """
    return matrix.like(values, normalise_batch(matrix.array(values), list(values.columns), edition, method=method))


def normalise_batch(
    values: FloatArray, codes: list[str], edition: Edition, *, method: Method | None = None
) -> FloatArray:
    """As :func:`normalise`, on arrays (..., n_units, n_indicators) with leading batch axes."""
    options = (method or edition.method).normalisation
    low, high, declared = goalposts(values, codes, edition)
    turn = directions(codes, edition)
    with matrix.named_columns("normalisation", codes):
        match options.normalisation:
            case "none":
                return normalisation.none(values, direction=turn)
            case "z_score":
                return normalisation.z_score(values, direction=turn, mean=options.z_mean, sd=options.z_sd)
            case "percentile_rank":
                return normalisation.percentile_rank(
                    values, direction=turn, lower=options.scale_low, upper=options.scale_high
                )
            case "min_max":
                return normalisation.min_max(
                    values,
                    direction=turn,
                    lower=options.scale_low,
                    upper=options.scale_high,
                    low=low if declared.any() else None,
                    high=high if declared.any() else None,
                )


def goalposts(values: FloatArray, codes: list[str], edition: Edition) -> tuple[FloatArray, FloatArray, np.ndarray]:
    """Bounds of each indicator: the framework's goalposts where declared, otherwise the range of the values.

    Returns
    -------
    low, high : (..., n_indicators) ; declared : (n_indicators,) whether the framework sets them.
    """
    nodes = [edition.framework.node(code) for code in codes]
    declared = np.array([node.goalpost_low is not None for node in nodes], dtype=bool)
    own_low = np.array([np.nan if node.goalpost_low is None else node.goalpost_low for node in nodes])
    own_high = np.array([np.nan if node.goalpost_high is None else node.goalpost_high for node in nodes])
    low, high = np.fmin.reduce(values, axis=-2), np.fmax.reduce(values, axis=-2)
    return np.where(declared, own_low, low), np.where(declared, own_high, high), declared


def directions(codes: list[str], edition: Edition) -> IntArray:
    """+1 more is better, -1 less is better, in the order of ``codes``."""
    return np.array([edition.framework.node(code).direction for code in codes], dtype=int)


def goalpost_table(treated: pd.DataFrame, values: pd.DataFrame, edition: Edition) -> pd.DataFrame:
    """The goalposts in force, on the treated scale, and each indicator's coefficient of variation: ``goalposts.csv``.

    A near-constant indicator is stretched over 0-100 like any other; the coefficient of variation, of the untreated
    ``values``, shows which.
    """
    codes = list(treated.columns)
    low, high, _ = goalposts(matrix.array(treated), codes, edition)
    raw = matrix.array(values)
    mean, sd = np.nanmean(raw, axis=0), np.nanstd(raw, axis=0, ddof=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        variation = np.where(mean != 0, np.abs(sd / mean), np.nan)
    return pd.DataFrame(
        {
            "code": codes,
            "low": low,
            "high": high,
            "direction": directions(codes, edition),
            "coefficient_of_variation": variation,
        }
    )
