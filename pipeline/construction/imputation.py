"""What stands in where a value is missing, cell by cell, with all that the method knows of it."""

from __future__ import annotations

from dataclasses import asdict, dataclass

import numpy as np
import pandas as pd

from pipeline.construction import imputation_setting, imputers, matrix, rounds
from pipeline.framework.edition import Edition
from pipeline.framework.method import Method
from pipeline.statistics import panel_imputation
from pipeline.statistics.types import FloatArray

CELLS = ["unit_code", "code", "value", "method", "data_year", "lag", "expected_error", "n", "beyond"]
STAND_INS = ["unit_code", "code", "value", "data_year", "lag", "expected_error", "error_sd", "n"]
MODELS = ["node", "method", "n_indicators", "n_blank", "iterations", "converged"]
BEYOND_OBSERVED, BEYOND_PLAUSIBLE = "observed", "plausible"


@dataclass(frozen=True)
class Imputed:
    """The matrix without the blanks that the method could fill, the mask of what it filled, and the method's name.

    ``known`` has what is known of each filled cell: ``data_year`` and ``lag`` of the round it comes from,
    ``expected_error`` and ``n`` (see :class:`imputation_setting.Filling`), and ``beyond``: whether it lies outside the
    range of what was observed, or outside the plausible bounds of framework.csv. Nothing is clipped.
    """

    values: pd.DataFrame
    imputed: pd.DataFrame
    method: str
    known: pd.DataFrame
    runs: tuple[imputation_setting.Run, ...] = ()

    def table(self) -> pd.DataFrame:
        """``imputed.csv``."""
        filled = matrix.long(self.values)
        return filled.assign(imputed=matrix.long(self.imputed)["value"].astype(bool))

    def cells(self) -> pd.DataFrame:
        """``imputed_cells.csv``: every imputed cell, remembered."""
        return self.known.assign(method=self.method)[CELLS]

    def models(self) -> pd.DataFrame:
        """``imputation_models.csv``: the models that iterate, with the iterations they took and whether they settled."""
        rows = [asdict(run) | {"method": self.method} for run in self.runs]
        return pd.DataFrame(rows, columns=MODELS)


def impute(
    values: pd.DataFrame, panel: pd.DataFrame, edition: Edition, *, method: Method | None = None, seed: int
) -> Imputed:
    """Fill blanks as the method says.

    Parameters
    ----------
    values : ranked units x indicators (see :func:`matrix.prepared`).
    panel : the table ``panel.csv``, the units' own rounds.
    method : another than the edition's.
    seed : of the choices that draw; the point value of predictive mean matching is the mean of its draws.

    Raises
    ------
    MethodError : values that the choice does not admit; names the node and the codes that it looked at.
    """
    given = imputation_setting.setting(values, panel, edition, method=method, seed=seed)
    filling = imputers.fill(matrix.array(values), given)
    return Imputed(
        values=matrix.like(values, filling.values),
        imputed=matrix.like(values, filling.imputed),
        method=given.options.imputation,
        known=_known(values, filling, given),
        runs=filling.runs,
    )


def stand_ins(values: pd.DataFrame, panel: pd.DataFrame, edition: Edition) -> pd.DataFrame:
    """Values that the year rule carried forward, with their age and the error to expect of it: ``stand_ins.csv``.

    They are no imputed values, but as old as an imputed earlier round would be. The expected error is the root mean
    square of the changes over that lag, over all units and rounds; ``error_sd`` is the same in standard deviations of
    the indicator, ``n`` the number of changes behind it.

    Parameters
    ----------
    values : ranked units x indicators, prepared. panel : the table ``panel.csv``.
    """
    own, present = rounds.of(panel, values), matrix.array(values)
    known, years = own.until(own.without_carried(present))
    error, n = panel_imputation.lag_errors(known, years=years, lag=own.age)
    columns = {
        "value": present,
        "data_year": own.years_at(own.age),
        "lag": own.age,
        "expected_error": error,
        "error_sd": error / _spread(values),
        "n": np.where(own.carried, n, np.nan),
    }
    return _cells(values, own.carried, columns)[STAND_INS]


def _known(
    values: pd.DataFrame, filling: imputation_setting.Filling, given: imputation_setting.Setting
) -> pd.DataFrame:
    columns = {
        "value": filling.values,
        "data_year": given.rounds.years_at(filling.lag),
        "lag": filling.lag,
        "expected_error": filling.error,
        "n": filling.n,
        "beyond": _beyond(values, filling.values, given.edition),
    }
    return _cells(values, filling.imputed, columns)


def _cells(values: pd.DataFrame, mask: np.ndarray, columns: dict[str, np.ndarray]) -> pd.DataFrame:
    """One row for each marked cell, unit by unit, with what the arrays say of it."""
    units, codes = np.nonzero(mask)
    frame = pd.DataFrame({"unit_code": values.index[units], "code": values.columns[codes]})
    frame = frame.assign(**{name: own[units, codes] for name, own in columns.items()})
    return frame.astype(dict.fromkeys(("data_year", "lag", "n"), "Int64"))


def _beyond(values: pd.DataFrame, filled: FloatArray, edition: Edition) -> np.ndarray:
    """Where a value lies outside what was observed of its indicator, and where outside what is plausible at all."""
    nodes = [edition.framework.node(str(code)) for code in values.columns]
    low = np.array([-np.inf if node.plausible_low is None else node.plausible_low for node in nodes])
    high = np.array([np.inf if node.plausible_high is None else node.plausible_high for node in nodes])
    array = matrix.array(values)
    outside = (filled < np.fmin.reduce(array, axis=0)) | (filled > np.fmax.reduce(array, axis=0))
    implausible = (filled < low) | (filled > high)
    return np.where(implausible, BEYOND_PLAUSIBLE, np.where(outside, BEYOND_OBSERVED, ""))


def _spread(values: pd.DataFrame) -> FloatArray:
    spread = values.std(ddof=1).to_numpy(dtype=float)
    return np.where(spread > 0, spread, np.nan)
