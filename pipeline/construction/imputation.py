"""What stands in where a value is missing, and how well it would have predicted what is known."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from pipeline.construction import index, matrix
from pipeline.framework import sourcing
from pipeline.framework.edition import Edition
from pipeline.framework.method import Method
from pipeline.statistics import imputation
from pipeline.statistics.types import BoolArray, FloatArray

METHODS = ("none", "median_by_region", "earlier_round")
ERRORS = [
    "method",
    "block",
    "n_blocks",
    "n_cells",
    "n_predicted",
    "rmse_sd",
    "bias_sd",
    "mean_rank_shift",
    "largest_rank_shift",
    "unit_code",
]


@dataclass(frozen=True)
class Imputed:
    """The matrix without the blanks that the method could fill, the mask of what it filled, and the method's name."""

    values: pd.DataFrame
    imputed: pd.DataFrame
    method: str

    def table(self) -> pd.DataFrame:
        """``imputed.csv``."""
        filled = matrix.long(self.values)
        return filled.assign(imputed=matrix.long(self.imputed)["value"].astype(bool))

    def cells(self) -> pd.DataFrame:
        """``imputed_cells.csv``: every imputed cell, remembered."""
        table = self.table()
        return table.loc[table["imputed"], ["unit_code", "code", "value"]].assign(method=self.method)


def impute(values: pd.DataFrame, earlier: pd.DataFrame, edition: Edition, *, method: Method | None = None) -> Imputed:
    """Fill blanks as the method says.

    Parameters
    ----------
    values : ranked units x indicators (see :func:`matrix.prepared`).
    earlier : the table ``earlier.csv``, the units' own previous round.
    method : another than the edition's.
    """
    name = (method or edition.method).imputation.imputation
    filled = _filler(name, values, earlier, edition)(matrix.array(values))
    return Imputed(values=matrix.like(values, filled.values), imputed=matrix.like(values, filled.imputed), method=name)


def errors(filled: pd.DataFrame, values: pd.DataFrame, earlier: pd.DataFrame, edition: Edition) -> pd.DataFrame:
    """Hide what is known, predict it, and say how wrong each method is: ``imputation_errors.csv``.

    Whole blocks are hidden, because blanks come as blocks: all of a unit's values of one raw table (a survey round)
    at a time. The error is given in standard deviations of the indicator and in rank places of the unit whose block
    was hidden; one row for each raw source and method.

    Only published values of the latest round are hidden: a value of an earlier year would predict itself.

    Parameters
    ----------
    filled : ranked units x indicators, after imputation.
    values : the table ``values.csv``. earlier : the table ``earlier.csv``.
    """
    nominal = index.index_ranks(filled, edition)
    origin = values.pivot(index="unit_code", columns="code", values="origin")
    known = origin.reindex(index=filled.index, columns=filled.columns) == "published"
    return pd.DataFrame(
        {"block": source} | _block_errors(name, tables, filled, known, earlier, edition, nominal)
        for source, tables in sources_of(edition).items()
        for name in METHODS
    )[ERRORS]


def sources_of(edition: Edition) -> dict[str, list[list[str]]]:
    """Indicators by raw source, and within it by the table of their first column (of a ratio, the numerator's).

    That is what goes missing together: a denominator such as population is shared by all and never blank alone.
    """
    tables: dict[str, list[str]] = {}
    for code in edition.framework.indicator_codes:
        first = next(sourcing.columns(edition.sources.indicators[code].value))
        tables.setdefault(first.table, []).append(code)
    sources: dict[str, list[list[str]]] = {}
    for table, codes in tables.items():
        sources.setdefault(table.split("/")[0], []).append(codes)
    return sources


def _filler(
    name: str, values: pd.DataFrame, earlier: pd.DataFrame, edition: Edition
) -> Callable[[FloatArray], imputation.Imputed]:
    if name == "median_by_region":
        group = matrix.groups(edition, list(values.index))
        return lambda array: imputation.median_by_group(array, group=group)
    if name == "earlier_round":
        before = matrix.array(matrix.wide(earlier, list(values.columns), units=list(values.index)))
        return lambda array: imputation.from_earlier(array, earlier=before)
    return imputation.none


def _block_errors(
    name: str,
    tables: list[list[str]],
    values: pd.DataFrame,
    known: pd.DataFrame,
    earlier: pd.DataFrame,
    edition: Edition,
    nominal: FloatArray,
) -> dict[str, object]:
    array, fill = matrix.array(values), _filler(name, values, earlier, edition)
    every = [(row, _block(known, row, codes)) for codes in tables for row in range(len(array))]
    owners = np.array([row for row, block in every if block.any()])
    blocks = [block for _, block in every if block.any()]
    hidden = imputation.hide_and_predict(array, blocks=blocks, impute=fill)
    found = hidden.error[~np.isnan(hidden.error)]
    shifts = np.abs(_ranks_with_hidden(blocks, values, fill, edition)[np.arange(len(blocks)), owners] - nominal[owners])
    farthest = int(np.nanargmax(shifts)) if np.isfinite(shifts).any() else None
    return {
        "method": name,
        "n_blocks": len(blocks),
        "n_cells": len(hidden.error),
        "n_predicted": len(found),
        "rmse_sd": float(np.sqrt(np.mean(found**2))) if len(found) else np.nan,
        "bias_sd": float(np.mean(found)) if len(found) else np.nan,
        "mean_rank_shift": float(np.nanmean(shifts)) if farthest is not None else np.nan,
        "largest_rank_shift": int(shifts[farthest]) if farthest is not None else None,
        "unit_code": values.index[owners[farthest]] if farthest is not None else "",
    }


def _ranks_with_hidden(
    blocks: list[BoolArray],
    values: pd.DataFrame,
    fill: Callable[[FloatArray], imputation.Imputed],
    edition: Edition,
) -> FloatArray:
    array = matrix.array(values)
    replicas = np.stack([fill(np.where(block, np.nan, array)).values for block in blocks])
    return index.index_ranks_of_batch(replicas, values, edition)


def _block(known: pd.DataFrame, row: int, codes: list[str]) -> BoolArray:
    mask = np.zeros(known.shape, dtype=bool)
    mask[row] = known.columns.isin(codes) & known.iloc[row].to_numpy(dtype=bool)
    return mask
