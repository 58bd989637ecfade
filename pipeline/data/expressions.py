"""The values of one indicator in one data year: a typed expression over raw columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd

from pipeline.data.reading import Reader
from pipeline.errors import DataError, listed
from pipeline.framework import observation, sourcing
from pipeline.framework.sourcing import Column, Expression, Mean, Product, Ratio, Source, Sum


def resolve(expression: Expression, year: int, reader: Reader) -> list[tuple[str, str]] | None:
    """Tables and columns that an expression reads in one year, or None where any of them has no such year."""
    cells = []
    for column in sourcing.columns(expression):
        table, name = column.at(year)
        if not column.has_year(year) or not reader.has(table, name):
            return None
        cells.append((table, name))
    return cells


def evaluate(source: Source, year: int, reader: Reader, *, code: str) -> pd.DataFrame | None:
    """Values of one indicator in one data year, in its own unit of measure.

    Returns
    -------
    Frame by unit code with ``value``, ``status`` (the weakest of its parts) and ``origin`` (``structural_zero`` where a
    part is one; of a blank, ``source_fault`` where nothing but corrections to missing is the cause); None where a table
    or column of that year does not exist.

    Raises
    ------
    DataError : a denominator of zero, with the units.
    """
    if resolve(source.value, year, reader) is None:
        return None
    cells = _evaluate(source.value, year, reader, code)
    return cells.assign(value=cells["value"] * source.factor)


def evaluate_terms(
    source: Source, year: int, reader: Reader, *, code: str
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame] | None:
    """Values of an indicator whose source is a ratio, and its numerator and denominator, in one data year.

    Nothing is refused for a denominator of zero, which may be that of a part of a unit: the value is missing there.

    Returns
    -------
    The indicator in its own unit of measure, the numerator and the denominator, as `evaluate` has them; or None.
    """
    if not isinstance(source.value, Ratio) or resolve(source.value, year, reader) is None:
        return None
    fraction = source.value.ratio
    numerator = _evaluate(fraction.numerator, year, reader, code)
    denominator = _evaluate(fraction.denominator, year, reader, code)
    divisible = denominator.assign(value=denominator["value"].where(denominator["value"] != 0))
    whole = _combine([numerator, divisible], _quotient)
    return whole.assign(value=whole["value"] * source.factor), numerator, denominator


def _evaluate(expression: Expression, year: int, reader: Reader, code: str) -> pd.DataFrame:
    match expression:
        case Column():
            table, name = expression.at(year)
            cells, codes = reader.frame(table).cells(name, expression.where), reader.names.units.codes
            if list(cells.index) == list(codes) and not cells[["status", "origin"]].isna().any(axis=None):
                return cells
            blank = {"status": observation.MISSING_STATUS, "origin": observation.NOT_PUBLISHED}
            return cells.reindex(codes).fillna(blank)
        case Sum(sum=parts):
            return _combine([_evaluate(part, year, reader, code) for part in parts], _total)
        case Mean(mean=parts):
            return _combine([_evaluate(part, year, reader, code) for part in parts], _mean)
        case Product(product=parts):
            return _combine([_evaluate(part, year, reader, code) for part in parts], _product)
        case Ratio(ratio=fraction):
            numerator = _evaluate(fraction.numerator, year, reader, code)
            denominator = _evaluate(fraction.denominator, year, reader, code)
            _check_denominator(denominator["value"], fraction.denominator, year, reader, code)
            return _combine([numerator, denominator], _quotient)


def _total(values: Sequence[pd.Series]) -> pd.Series:
    return sum(values[1:], start=values[0])


def _mean(values: Sequence[pd.Series]) -> pd.Series:
    return _total(values) / len(values)


def _product(values: Sequence[pd.Series]) -> pd.Series:
    result = values[0]
    for factor in values[1:]:
        result = result * factor
    return result


def _quotient(values: Sequence[pd.Series]) -> pd.Series:
    return values[0] / values[1]


def _combine(parts: list[pd.DataFrame], operation: Callable[[Sequence[pd.Series]], pd.Series]) -> pd.DataFrame:
    """Apply an operation to the values of its parts; missing where a part is missing."""
    blank = np.array([part["value"].isna() for part in parts])
    faulty = np.array([part["origin"] == observation.SOURCE_FAULT for part in parts])
    zero = np.array([part["origin"] == observation.STRUCTURAL_ZERO for part in parts])
    only_faults = (faulty | ~blank).all(axis=0)
    origin_of_blank = np.where(only_faults, observation.SOURCE_FAULT, observation.NOT_PUBLISHED)
    origin_of_value = np.where(zero.any(axis=0), observation.STRUCTURAL_ZERO, observation.PUBLISHED)
    trusted = observation.weakest([list(part["status"]) for part in parts])
    absent = blank.any(axis=0)
    return pd.DataFrame(
        {
            "value": operation([part["value"] for part in parts]),
            "status": np.where(absent, observation.MISSING_STATUS, trusted),
            "origin": np.where(absent, origin_of_blank, origin_of_value).astype(object),
        },
        index=parts[0].index,
    )


def _check_denominator(values: pd.Series, expression: Expression, year: int, reader: Reader, code: str) -> None:
    zero = [reader.names.units.by_code[unit].name_vi for unit in values.index[values == 0]]
    if zero:
        cells = listed(f"{table}:{name}" for table, name in resolve(expression, year, reader) or ())
        raise DataError(
            f"indicator {code}, {year}: a denominator other than zero is expected, found 0 for {listed(zero)} ({cells}). "
            "Choose another denominator in sources.yaml, or correct the source through corrections.yaml"
        )
