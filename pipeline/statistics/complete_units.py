"""Complete units: those with every value that an analysis needs, checked, and put back in their places afterwards."""

from collections.abc import Sequence

import numpy as np

from pipeline.statistics.types import BoolArray, FloatArray, IntArray


def table(values: FloatArray | Sequence[Sequence[float]]) -> FloatArray:
    """Read values as units by indicators, or refuse them."""
    read = np.asarray(values, dtype=float)
    if read.ndim != 2:
        raise ValueError(f"a table of units by indicators is needed; got {read.ndim} dimensions")
    return read


def with_outcome(
    outcome: FloatArray, regressors: FloatArray, *, full_rank: bool = True
) -> tuple[FloatArray, FloatArray, IntArray]:
    """Take the units that have an outcome and every regressor: outcome, regressors and the rows they stand in.

    Raises
    ------
    ValueError : shapes that do not fit, fewer than k + 2 complete units, an outcome or a regressor without range, and,
        where `full_rank` is asked for, a regressor that is a sum of others.
    """
    y, x = np.asarray(outcome, dtype=float), np.asarray(regressors, dtype=float)
    if y.ndim != 1 or x.ndim != 2 or x.shape[0] != y.size:
        raise ValueError(f"an outcome per unit and regressors per unit are needed; got shapes {y.shape}, {x.shape}")
    rows = np.flatnonzero(np.isfinite(y) & np.isfinite(x).all(axis=1))
    if rows.size < x.shape[1] + 2:
        raise ValueError(f"{x.shape[1]} regressors need at least {x.shape[1] + 2} complete units; got {rows.size}")
    y, x = y[rows], x[rows]
    check_ranges(y[:, np.newaxis], "outcome")
    check_ranges(x, "regressor")
    centred = (x - x.mean(axis=0)) / x.std(axis=0)
    if full_rank and np.linalg.matrix_rank(centred) < x.shape[1]:
        raise ValueError("a regressor is a sum of others: their coefficients cannot be told apart")
    return y, x, rows


def check_ranges(values: FloatArray, name: str) -> None:
    """Refuse fewer than two units, or a column of complete units without range."""
    if values.shape[0] < 2:
        raise ValueError(f"at least two complete units are needed; got {values.shape[0]}")
    flat = np.flatnonzero(~has_range(values))
    if flat.size:
        raise ValueError(f"every {name} needs a range among the complete units; none in columns {flat.tolist()}")


def has_range(values: FloatArray) -> BoolArray:
    """Say of each column whether it spreads more than rounding: a few units in the last place of its largest value."""
    spread: BoolArray = np.ptp(values, axis=0) > 8 * np.finfo(float).eps * np.abs(values).max(axis=0)
    return spread


def in_place(values: FloatArray, rows: IntArray, *, n_units: int) -> FloatArray:
    """Put values of the complete units back in the places of all units; NaN elsewhere."""
    full = np.full((n_units, *values.shape[1:]), np.nan)
    full[rows] = values
    return full
