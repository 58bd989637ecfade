"""Blank is zero: only by a declared rule, and only while the printed rows add up to the printed total."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from pipeline.data import raw_frame
from pipeline.data.raw_frame import RawFrame
from pipeline.errors import DataError, SchemaError, listed, nearest
from pipeline.framework import observation
from pipeline.framework.sourcing import YEAR, StructuralZeros

ROUNDING = 1e-9
"""Share of the total by which a sum of binary fractions may miss it."""


@dataclass(frozen=True)
class Zeros:
    """The cells that one rule filled in one data year."""

    rule: StructuralZeros
    table: str
    column: str
    unit_codes: tuple[str, ...]


def fill(frame: RawFrame, rule: StructuralZeros, year: int, *, guard: RawFrame) -> tuple[RawFrame, Zeros]:
    """Put zero where a unit is blank in the rule's column, once the guard has held.

    A cell that a correction has blanked stays blank; where the guard stands in another table or column, a unit must be
    blank in both.

    Parameters
    ----------
    frame : the table to fill; not modified.
    year : fills ``{year}`` in the rule's names.
    guard : the table whose rows must add up, before any structural zero; often the same one.

    Raises
    ------
    DataError : a negative value, no total, or rows that do not add up to it (with the difference).
    SchemaError : a column that its table does not have.
    """
    column = _existing(frame, rule.column, year)
    guard_column = _existing(guard, rule.guard_column or rule.column, year)
    _check(guard, guard_column, rule)
    blank = frame.values[column].isna() & (frame.origin[column] == observation.NOT_PUBLISHED)
    blank &= guard.as_printed[guard_column].isna()
    units = tuple(frame.values.index[blank])
    values, origin, status = frame.values.copy(), frame.origin.copy(), frame.status.copy()
    values.loc[blank, column] = 0.0
    origin.loc[blank, column] = observation.STRUCTURAL_ZERO
    status.loc[blank, column] = frame.column_status[column]
    zeros = Zeros(rule=rule, table=frame.table, column=column, unit_codes=units)
    return replace(frame, values=values, origin=origin, status=status), zeros


def _existing(frame: RawFrame, name: str, year: int) -> str:
    column = name.replace(YEAR, str(year))
    if column not in frame.values.columns:
        raise SchemaError(
            f"sources.yaml, structural zeros of {frame.table}: a column of {frame.path} is expected, found {column!r}; "
            f"{nearest(column, list(frame.values.columns))}. Correct the column or the years of the rule"
        )
    return column


def _check(guard: RawFrame, column: str, rule: StructuralZeros) -> None:
    """Raise DataError unless the printed rows are non-negative and add up to the total."""
    where = f"{guard.path}, column {column}"
    groups = guard.group_rows[column]
    totals = groups[groups.index.get_level_values("printed") == rule.total].dropna()
    if len(totals) != 1:
        raise DataError(
            f"{where}: exactly one row {rule.total!r} with a value is expected by the structural-zero rule, found "
            f"{len(totals)}. Correct `total` in sources.yaml"
        )
    unallocated = groups[groups.index.get_level_values("group") == raw_frame.UNALLOCATED]
    unallocated = unallocated.droplevel("group")
    printed = pd.concat([guard.as_printed[column], unallocated]).dropna()
    negative = printed[printed < 0]
    if len(negative):
        shown = listed(f"{name}: {value:g}" for name, value in negative.items())
        raise DataError(
            f"{where}: values that are not negative are expected by the structural-zero rule, found {shown}. "
            "Where values may be negative a sum proves nothing: remove the rule from sources.yaml"
        )
    total, found = float(totals.iloc[0]), float(np.sum(printed.to_numpy()))
    if abs(found - total) > rule.tolerance + ROUNDING * abs(total):
        raise DataError(
            f"{where}: the printed rows must add up to {rule.total} = {total:,.10g} (tolerance {rule.tolerance:g}) for "
            f"the structural-zero rule of {rule.table}:{rule.column}, found {found:,.10g}, difference "
            f"{found - total:,.10g}. A blank is not proved to be zero: correct the table, or remove the rule from "
            "sources.yaml"
        )
