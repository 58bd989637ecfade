"""Pillars against an outcome within provinces over the years, where there are years."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from pipeline.framework.edition import Edition
from pipeline.statistics import panel_regression

FIXED = ["outcome", "term", "coefficient", "se", "low", "high", "p", "r2_within", "n", "n_units", "n_rounds", "reason"]
NO_OUTCOME, ONE_ROUND, TOO_FEW = "no_outcome", "one_round", "too_few"
ALL_TERMS = ""
"""The term of the row that says why nothing could be estimated."""


def estimate(
    pillars: Mapping[int, pd.DataFrame], outcome: pd.DataFrame, edition: Edition, *, code: str | None = None
) -> pd.DataFrame:
    """``fixed_effects.csv``: slopes within units, or one row with the reason why there are none.

    Parameters
    ----------
    pillars : by year, units x codes of the regressors, on one scale over the years. One edition has one year: its scores
        are normalised anew in each, and a panel with fixed goalposts (``pii panel``) is needed for more.
    outcome : rows of ``panel.csv``: every known round of the outcome, with its data year.
    code : of the outcome; by default the edition's main one.
    """
    code = code or edition.about.regression_outcome
    if code is None:
        return _nothing("", NO_OUTCOME, n_rounds=len(pillars))
    own = outcome[outcome["code"] == code].pivot(index="data_year", columns="unit_code", values="value")
    years = sorted(set(pillars) & {int(year) for year in own.index})
    if len(years) < 2:
        return _nothing(code, ONE_ROUND, n_rounds=len(years))
    units = sorted(set.union(*(set(pillars[year].index) for year in years)))
    terms = list(pillars[years[0]].columns)
    levels = own.reindex(index=years, columns=units).to_numpy(dtype=float)
    if edition.method.regression.log_outcome and np.nanmin(levels) > 0:
        levels = np.log(levels)
    regressors = np.stack([pillars[year].reindex(index=units, columns=terms).to_numpy(dtype=float) for year in years])
    complete = (np.isfinite(levels) & np.isfinite(regressors).all(axis=2)).sum(axis=0) >= 2
    if complete.sum() < len(terms) + 2:
        return _nothing(code, TOO_FEW, n_rounds=len(years))
    found = panel_regression.fixed_effects(
        levels, regressors, year_effects=True, confidence=edition.method.coherence.confidence
    )
    return pd.DataFrame(
        {
            "outcome": code,
            "term": terms,
            "coefficient": found.coefficients,
            "se": found.standard_errors,
            "low": found.low,
            "high": found.high,
            "p": found.p_values,
            "r2_within": found.r2_within,
            "n": found.n,
            "n_units": found.n_units,
            "n_rounds": found.n_rounds,
            "reason": "",
        }
    )[FIXED]


def _nothing(code: str, reason: str, *, n_rounds: int) -> pd.DataFrame:
    return pd.DataFrame([{"outcome": code, "term": ALL_TERMS, "n_rounds": n_rounds, "reason": reason}], columns=FIXED)
