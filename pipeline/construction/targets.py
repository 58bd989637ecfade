"""How every unit stands towards the targets of its edition: ``targets.csv`` and ``target_units.csv``."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from pipeline.framework.edition import Edition
from pipeline.framework.targets import MEASURED, Rule, Target
from pipeline.statistics import growth_residual, pace
from pipeline.statistics.types import FloatArray, IntArray

COUNTS = [f"n_{light}" for light in pace.LIGHTS]
TARGETS = ["target", "status", "low", "high", "year", "first_year", "last_year", "n_units", *COUNTS]
UNITS = [
    *("target", "unit_code", "year", "value", "gap", "score", "years_left", "required", "n_years"),
    *("pace", "pace_low", "pace_high", "ratio", "ratio_low", "ratio_high"),
    *("reached", "reached_first", "reached_last", "light", "light_low", "light_high"),
]
RESIDUALS = ["unit_code", "year", "output", "capital", "labour", "capital_share", "residual"]


@dataclass(frozen=True)
class Standing:
    """``targets``: a row for each target. ``units``: a row for each measured target and unit."""

    targets: pd.DataFrame
    units: pd.DataFrame


@dataclass(frozen=True)
class _Last:
    """The last observed value of every unit, its year, and the years left; each (n_units, 1), NaN where there is none."""

    values: FloatArray
    years: FloatArray
    left: FloatArray


def standing(values: pd.DataFrame, edition: Edition) -> Standing:
    """Gap, score, required and observed pace, year of arrival and light of every unit, target by target.

    Parameters
    ----------
    values : the table ``target_values.csv``: what was observed of the measured targets, year by year.

    Returns
    -------
    Tables by their schemas; without rows where the edition has no targets, and without units where nothing measures
    them. A unit without a value has a row whose light is ``no_value``.

    Raises
    ------
    ValueError : see `pace`.
    """
    if edition.targets is None:
        return Standing(pd.DataFrame(columns=TARGETS), pd.DataFrame(columns=UNITS))
    codes, rule = list(edition.units.codes), edition.targets.rule
    frames = [
        _of_target(target, values[values["target"] == target.code], codes, rule) for target in edition.targets.measured
    ]
    units = pd.concat(frames, ignore_index=True)[UNITS] if frames else pd.DataFrame(columns=UNITS)
    rows = [_summary(target, units[units["target"] == target.code], values) for target in edition.targets.targets]
    return Standing(pd.DataFrame(rows)[TARGETS], units)


def _of_target(target: Target, values: pd.DataFrame, codes: list[str], rule: Rule) -> pd.DataFrame:
    years = np.array(sorted(values["year"].unique()) or [target.year], dtype=np.int64)
    wide = values.pivot(index="year", columns="unit_code", values="value").reindex(index=years, columns=codes)
    series = wide.to_numpy(dtype=float)[:, :, np.newaxis]
    last = _last(series, years, target)
    bounds = {"low": np.array([target.low]), "high": np.array([target.high])}
    baseline = np.array([np.nan if target.baseline is None else target.baseline])
    own = pace.observed(series, years=years, least_years=rule.least_years, path=target.path)
    required = pace.required(last.values, years_left=last.left, path=target.path, **bounds)
    columns = {
        "year": last.years,
        "value": last.values,
        "gap": pace.gap(last.values, **bounds),
        "score": pace.distance_score(last.values, baseline=baseline, **bounds),
        "years_left": last.left,
        "required": required,
        "n_years": own.n_years,
        "pace": own.middle,
        "pace_low": own.least,
        "pace_high": own.greatest,
    }
    columns |= _judged(columns, rule)
    columns |= _arrivals(columns, target)
    flat = {name: part[:, 0] for name, part in columns.items()}
    return pd.DataFrame({"target": target.code, "unit_code": codes, **flat})


def _last(series: FloatArray, years: IntArray, target: Target) -> _Last:
    """The last observation of every unit, its year, and the years from there to the target's."""
    place = np.where(~np.isnan(series), np.arange(len(years))[:, np.newaxis, np.newaxis], -1).max(axis=0)
    observed = place >= 0
    values = np.take_along_axis(series, np.maximum(place, 0)[np.newaxis], axis=0)[0]
    dated = np.where(observed, years[np.maximum(place, 0)], np.nan)
    return _Last(values, dated, target.year - dated)


def _judged(columns: dict[str, np.ndarray], rule: Rule) -> dict[str, np.ndarray]:
    """Ratios to the required pace with the lights they give: of the middle pace and of both ends of its range."""
    required = columns["required"]
    middle = pace.ratio(columns["pace"], required)
    ends = np.stack([pace.ratio(columns[name], required) for name in ("pace_low", "pace_high")])
    found = {"ratio": middle, "ratio_low": ends.min(axis=0), "ratio_high": ends.max(axis=0)}
    lights = {
        name.replace("ratio", "light"): pace.lights(
            columns["gap"],
            part,
            years_left=columns["years_left"],
            on_track=rule.on_track,
            moderate=rule.moderate,
        )
        for name, part in found.items()
    }
    return found | lights


def _arrivals(columns: dict[str, np.ndarray], target: Target) -> dict[str, np.ndarray]:
    """First and last year of arrival within the range of the pace, blank where it never would, and a word for the case."""
    bounds = {"low": np.array([target.low]), "high": np.array([target.high])}
    years = np.stack(
        [
            pace.arrival(columns["value"], columns[name], last_years=columns["year"], path=target.path, **bounds)
            for name in ("pace_low", "pace_high")
        ]
    )
    met, first, last = columns["gap"] == 0, years.min(axis=0), years.max(axis=0)
    cases = [np.isnan(columns["gap"]), met, np.isnan(first), np.isinf(first), np.isinf(last)]
    return {
        "reached": np.select(cases, ["no_value", "met", "not_estimable", "never", "from"], default="range"),
        "reached_first": np.where(met | np.isinf(first), np.nan, first),
        "reached_last": np.where(met | np.isinf(last), np.nan, last),
    }


def _summary(target: Target, units: pd.DataFrame, values: pd.DataFrame) -> dict[str, object]:
    """A target with the number of units by light; blank where nothing measures it."""
    own = values[values["target"] == target.code]
    measured = target.status == MEASURED
    counts = units["light"].value_counts()
    return {
        "target": target.code,
        "status": target.status,
        "low": target.low if np.isfinite(target.low) else np.nan,
        "high": target.high if np.isfinite(target.high) else np.nan,
        "year": target.year,
        "first_year": own["year"].min() if len(own) else None,
        "last_year": own["year"].max() if len(own) else None,
        "n_units": len(units) if measured else None,
        **{f"n_{light}": int(counts.get(light, 0)) if measured else None for light in pace.LIGHTS},
    }


def residuals(inputs: pd.DataFrame, edition: Edition) -> pd.DataFrame:
    """Growth of output, capital and labour over the year before, and what is left of it: ``growth_residual.csv``.

    Parameters
    ----------
    inputs : levels by ``unit_code`` and ``year``: ``output``, ``capital``, ``labour``; see `data.target_series`.

    Returns
    -------
    Shares per year, for every unit and year that has the year before too; without rows where no inputs are named.

    Raises
    ------
    ValueError : see `growth_residual.residual`.
    """
    growth = None if edition.targets is None else edition.targets.growth
    if growth is None or inputs.empty:
        return pd.DataFrame(columns=RESIDUALS)
    levels = inputs.set_index(["unit_code", "year"]).astype(float)
    before = levels.rename(index=lambda year: year + 1, level="year").reindex(levels.index)
    rates = (levels / before.where(before > 0) - 1.0).reset_index()
    rates = rates[rates["year"] > inputs["year"].min()]
    left = growth_residual.residual(
        rates["output"].to_numpy(),
        capital=rates["capital"].to_numpy(),
        labour=rates["labour"].to_numpy(),
        capital_share=growth.capital_share,
    )
    return rates.assign(capital_share=growth.capital_share, residual=left)[RESIDUALS]
