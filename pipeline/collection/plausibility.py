"""What to ask about: supplied values against last time, against the other units, against totals, against their wholes.

A ranked list with a reason for each line, and never a correction. An isolation forest over all indicators only sorts what
the checks found: at some sixty units it says nothing by itself.

References
----------
Iglewicz, Hoaglin (1993), How to detect and handle outliers, ASQC. Liu, Ting, Zhou (2008), Isolation forest, ICDM,
doi:10.1109/ICDM.2008.17. UNECE (2019), Generic statistical data editing model 2.0.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pipeline.collection.form_field import FormField
from pipeline.framework.plausibility import Plausibility
from pipeline.statistics import robust_scores

COLUMNS = ["place", "unit_code", "code", "check", "strength", "value", "compared", "unusual"]
CERTAIN = 10.0
"""Strength of what cannot be true: before every unusual value."""

Last = Mapping[str, Mapping[str, tuple[float, int]]]


@dataclass(frozen=True)
class Total:
    """What a source prints for all units together."""

    code: str
    value: float
    tolerance: float


def questions(
    values: pd.DataFrame,
    fields: Sequence[FormField],
    *,
    last: Last,
    limits: Plausibility,
    totals: Sequence[Total] = (),
) -> pd.DataFrame:
    """What to ask about, the most urgent first.

    Parameters
    ----------
    values : units x codes as supplied; NaN where there is no value.
    last : unit -> code -> value and year in the edition before.
    totals : printed sums over all units, for indicators that add up.

    Returns
    -------
    Table of `COLUMNS`: ``strength`` is 1 at the limit of its check and grows with the distance; ``compared`` is what the
    value was held against; ``unusual`` is the unit's score of the isolation forest (higher is stranger; NaN where there
    are too few units). A total has no unit.
    """
    before = _before(values, last)
    found = [
        *_bounds(values, fields),
        *_wholes(values, fields),
        *_powers(values, before, limits),
        *_changes(values, before, limits),
        *_far(values, limits),
        *_totals(values, totals),
    ]
    strange = unusual(values, limits)
    rows = [row | {"unusual": strange.get(row["unit_code"], np.nan)} for row in _strongest(found)]
    rows.sort(key=lambda row: (-row["strength"], -np.nan_to_num(row["unusual"]), row["unit_code"], row["code"]))
    return pd.DataFrame([{"place": place, **row} for place, row in enumerate(rows, start=1)], columns=COLUMNS)


def unusual(values: pd.DataFrame, limits: Plausibility) -> dict[str, float]:
    """The isolation forest's score of every unit, on robust distances (0 where missing); empty with too few units."""
    if len(values) < limits.fewest_units or not values.notna().any().any():
        return {}
    from sklearn.ensemble import IsolationForest  # costs a second: only where it is needed

    distances = np.nan_to_num(robust_scores.robust_z(values.to_numpy(dtype=float)))
    forest = IsolationForest(n_estimators=limits.n_trees, random_state=limits.seed).fit(distances)
    return dict(zip(values.index, -forest.score_samples(distances), strict=True))


def _row(unit: str, code: str, check: str, strength: float, value: float, compared: float) -> dict[str, Any]:
    return {
        "unit_code": unit,
        "code": code,
        "check": check,
        "strength": float(strength),
        "value": float(value),
        "compared": float(compared),
    }


def _strongest(found: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """One line a cell: a value that looks like another unit of measure is far from the others as well."""
    best: dict[tuple[str, str], dict[str, Any]] = {}
    for row in found:
        key = (row["unit_code"], row["code"])
        if key not in best or row["strength"] > best[key]["strength"]:
            best[key] = row
    return list(best.values())


def _before(values: pd.DataFrame, last: Last) -> pd.DataFrame:
    return pd.DataFrame(
        [[last.get(unit, {}).get(code, (np.nan, 0))[0] for code in values.columns] for unit in values.index],
        index=values.index,
        columns=values.columns,
        dtype=float,
    )


def _bounds(values: pd.DataFrame, fields: Sequence[FormField]) -> list[dict[str, Any]]:
    rows = []
    for field in fields:
        for bound, beyond in ((field.low, values[field.code].lt), (field.high, values[field.code].gt)):
            if bound is not None:
                outside = values.loc[beyond(bound), field.code]
                rows += [_row(unit, field.code, "bounds", 2.0, value, bound) for unit, value in outside.items()]
    return rows


def _wholes(values: pd.DataFrame, fields: Sequence[FormField]) -> list[dict[str, Any]]:
    rows = []
    for field in fields:
        if field.part_of in values.columns:
            whole = values[field.part_of]
            beyond = values.index[values[field.code] > whole]
            rows += [
                _row(unit, field.code, "part_above_whole", CERTAIN, values.at[unit, field.code], whole[unit])
                for unit in beyond
            ]
    return rows


def _powers(values: pd.DataFrame, before: pd.DataFrame, limits: Plausibility) -> list[dict[str, Any]]:
    """Ten, a hundred or a thousand times the last value, or a tenth and so on."""
    rows = []
    for unit, code, value, last in _pairs(values, before):
        power = np.log10(value / last)
        near = round(float(power))
        if near != 0 and abs(10 ** (power - near) - 1) <= limits.power_tolerance:
            rows.append(_row(unit, code, "unit_of_measure", CERTAIN - 1, value, last))
    return rows


def _changes(values: pd.DataFrame, before: pd.DataFrame, limits: Plausibility) -> list[dict[str, Any]]:
    """Changes that are unusual among those of all units; values that come from zero or go to it."""
    change = pd.DataFrame(np.nan, index=values.index, columns=values.columns)
    rows = []
    for unit, code, value, last in _pairs(values, before):
        change.at[unit, code] = np.log(value / last)
    distances = pd.DataFrame(robust_scores.robust_z(change.to_numpy()), index=values.index, columns=values.columns)
    enough = change.notna().sum() >= limits.fewest_units
    for code in values.columns[enough.to_numpy()]:
        asked = (distances[code].abs() > limits.change_limit) & (change[code].abs() > np.log(limits.least_change))
        for unit in values.index[asked]:
            strength = abs(distances.at[unit, code]) / limits.change_limit
            rows.append(
                _row(unit, code, "change", min(strength, CERTAIN - 2), values.at[unit, code], before.at[unit, code])
            )
    for check, from_, to in (("from_zero", before, values), ("to_zero", values, before)):
        places = np.argwhere(((from_ == 0) & (to > 0)).to_numpy())
        for place, column in places:
            unit, code = values.index[place], values.columns[column]
            rows.append(_row(unit, code, check, 1.0, values.at[unit, code], before.at[unit, code]))
    return rows


def _pairs(values: pd.DataFrame, before: pd.DataFrame) -> list[tuple[str, str, float, float]]:
    """Values above zero with last values above zero."""
    both = ((values > 0) & (before > 0)).to_numpy()
    return [
        (values.index[row], values.columns[column], values.iloc[row, column], before.iloc[row, column])
        for row, column in np.argwhere(both)
    ]


def _far(values: pd.DataFrame, limits: Plausibility) -> list[dict[str, Any]]:
    """Far from the other units; on logarithms where all values are above zero, so that size alone is not strange."""
    rows = []
    for code in values.columns:
        column = values[code].astype(float)
        if column.notna().sum() < limits.fewest_units:
            continue
        measured = np.log(column) if (column.dropna() > 0).all() else column
        distances = robust_scores.robust_z(measured.to_numpy()[:, np.newaxis])[:, 0]
        for unit, distance in zip(values.index, distances, strict=True):
            if abs(distance) > limits.far_limit:
                strength = min(abs(distance) / limits.far_limit, CERTAIN - 2)
                rows.append(_row(unit, code, "far_from_others", strength, column[unit], column.median()))
    return rows


def _totals(values: pd.DataFrame, totals: Sequence[Total]) -> list[dict[str, Any]]:
    rows = []
    for total in totals:
        column = values[total.code] if total.code in values.columns else pd.Series(dtype=float)
        if len(column) and column.notna().all() and abs(column.sum() - total.value) > total.tolerance:
            rows.append(_row("", total.code, "total", CERTAIN, column.sum(), total.value))
    return rows
