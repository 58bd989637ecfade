"""Between the long tables of the store and the matrices of the method."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import numpy as np
import pandas as pd

from pipeline.errors import MethodError
from pipeline.framework.edition import Edition
from pipeline.framework.method import Method
from pipeline.statistics.types import BoolArray, FloatArray, IntArray


def wide(
    long: pd.DataFrame, codes: Sequence[str], *, units: Sequence[str] | None = None, column: str = "value"
) -> pd.DataFrame:
    """Units as rows (sorted by code), the given codes as columns in their order; absent is missing."""
    table = long.pivot(index="unit_code", columns="code", values=column)
    rows = sorted(units) if units is not None else sorted(long["unit_code"].unique())
    return table.reindex(index=rows, columns=list(codes)).astype(float)


def long(table: pd.DataFrame, *, column: str = "value") -> pd.DataFrame:
    """One row per unit and code: the inverse of :func:`wide`."""
    named = table.rename_axis(index="unit_code", columns="code")
    return named.melt(ignore_index=False, value_name=column).reset_index()[["unit_code", "code", column]]


def prepared(values: pd.DataFrame, edition: Edition, method: Method, *, units: Sequence[str]) -> pd.DataFrame:
    """The indicators' values of the ranked units, as the method's preparation wants them.

    A structural zero or a value of an earlier year that the method does not use is blank here, so that an alternative
    can be computed from the nominal table without going back to the raw sources.

    Parameters
    ----------
    values : the table ``values.csv``.
    units : codes of the ranked units.
    """
    options = method.preparation
    unused = [
        name
        for name, used in (
            ("structural_zero", options.use_structural_zeros),
            ("earlier_year", options.use_earlier_years),
        )
        if not used
    ]
    codes = edition.framework.indicator_codes
    matrix = wide(values, codes, units=units)
    if not unused:
        return matrix
    origin = values.pivot(index="unit_code", columns="code", values="origin").reindex(index=matrix.index, columns=codes)
    return matrix.mask(origin.isin(unused))


def ranked_scores(scores: pd.DataFrame, edition: Edition) -> pd.DataFrame:
    """Scores of every node for the ranked units, from ``scores.csv``: units x codes in the order of the framework."""
    root = scores[(scores["code"] == edition.framework.root.code) & scores["rank"].notna()]
    codes = [node.code for node in edition.framework.tree]
    return wide(scores, codes, units=list(root["unit_code"]), column="score")


def ranked_units(screening: pd.DataFrame) -> list[str]:
    """Codes of the units that passed screening, sorted."""
    return sorted(screening.loc[screening["ranked"].astype(bool), "unit_code"])


def groups(edition: Edition, units: Sequence[str]) -> IntArray:
    """Region of each unit as a number."""
    regions = [edition.units.regions[unit] for unit in units]
    return np.unique(regions, return_inverse=True)[1]


def array(table: pd.DataFrame) -> FloatArray:
    """The numbers of a matrix, as a copy."""
    return table.to_numpy(dtype=float, copy=True)


def like(table: pd.DataFrame, numbers: FloatArray | BoolArray) -> pd.DataFrame:
    """Numbers with the labels of ``table``."""
    return pd.DataFrame(numbers, index=table.index, columns=table.columns)


@contextmanager
def named_columns(step: str, codes: Sequence[str]) -> Iterator[None]:
    """Turn an array function's complaint about a column number into one that names the indicator's code."""
    try:
        yield
    except ValueError as error:
        numbered = ", ".join(f"{number} is {code}" for number, code in enumerate(codes))
        raise MethodError(f"{step}: {error} (columns: {numbered})") from None
