"""What the declarations of promises share: options, reasons, ways to call a function on a case."""

from __future__ import annotations

from typing import Any

import numpy as np
from property_checks import Affine, Case

from pipeline.statistics import imputation

YEARS = np.array([2022, 2024])
LIMITS: dict[str, Any] = {"skewness_limit": 1.0, "kurtosis_limit": 0.5, "kurtosis_alone_limit": 3.0}
SAME, FOLLOWS, STRETCHES = Affine(), Affine("follows"), Affine("stretches")
OF_UNIT = Affine(origin=False)  # another unit of measure, the same zero
COMMON = Affine(common=True)
ON_ONE_SCALE = Affine("follows", common=True)
ON_ONE_RATIO_SCALE = Affine("follows", origin=False, common=True)

NO_BOUNDS = "its results have no bounds"
NO_SCALE = "a transformed value has no scale of its own"
NO_DIRECTION = "a measure of the whole indicator or group: no unit has more of it"
ONE_TABLE = "takes one table, without leading axes"
ONE_LIST = "takes one list of scores: there are no indicators to put in another order"
STAND_IN = "a stand-in depends on the other values; values that are there stay as they are"
FLAG = "a flag, False where the value is missing"
RANDOM = "its random numbers go to units by their place: another order gives other draws from the same distribution"


def rng() -> np.random.Generator:
    return np.random.default_rng(0)


def imputed(found: imputation.Imputed) -> tuple[np.ndarray, np.ndarray]:
    return found.values, found.imputed


def rounds(case: Case) -> np.ndarray:
    """The earlier round and this one: (..., n_years, n_units, n_indicators)."""
    return np.stack([np.broadcast_to(case.earlier, case.values.shape), case.values], axis=-3)


def this_round(found: imputation.Imputed) -> tuple[np.ndarray, np.ndarray]:
    return found.values[..., -1, :, :], found.imputed[..., -1, :, :]


def replicates(case: Case) -> np.ndarray:
    """Each indicator read as one replicate: (n_replicates, n_units)."""
    return case.values.T


def of_pairs(case: Case, make: Any) -> np.ndarray:
    """What a function of two variables says of each pair of indicators: (parts, n_indicators, n_indicators)."""
    return np.moveaxis(np.array([[make(x, y) for y in case.values.T] for x in case.values.T]), -1, 0)


def scale_of(low: float, high: float) -> Any:
    return lambda case: (low, high)


def observed_range(case: Case) -> tuple[np.ndarray, np.ndarray]:
    return np.nanmin(case.values, axis=0), np.nanmax(case.values, axis=0)


def own_range(case: Case) -> tuple[np.ndarray, np.ndarray]:
    """Lowest and highest score of each unit; nothing is asked of a unit without any."""
    return np.fmin.reduce(case.values, axis=1), np.fmax.reduce(case.values, axis=1)
