"""Fitted transformation: how is a transformation done again on other values, and undone?

The formulas stand in ``transformation``, ``skew_transformations`` and ``power_transformations``; here are the constants
that they take from the data, and their inverses.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray
from scipy import special

from pipeline.statistics import directions, power_transformations, skew_transformations, transformation
from pipeline.statistics.types import BoolArray, FloatArray, IntArray

REFLECTED: Mapping[str, str] = MappingProxyType(
    {"reflected_log": "log_ct", "reflected_square_root": "square_root", "reflected_box_cox": "box_cox"}
)
"""Transformations from the other end, with the one that they apply there."""

OF_RANGE = ("log_ct", "gii_log")
"""Transformations whose formula holds the minimum and the maximum; a reflection does so as well."""

OF_POWER = ("box_cox", "yeo_johnson")
"""Transformations whose power is estimated."""


@dataclass(frozen=True, eq=False)
class Fitted:
    """A transformation by indicator with the constants that it took; NaN where its formula has no such constant.

    ``names`` and ``direction`` (n_indicators,); ``low``, ``high``, ``power``, ``factor`` and ``reflected``
    (..., n_indicators).
    """

    names: tuple[str, ...]
    direction: IntArray
    low: FloatArray
    high: FloatArray
    power: FloatArray
    factor: FloatArray
    reflected: BoolArray

    def forward(self, values: FloatArray) -> FloatArray:
        """Transform values (..., n_units, n_indicators) of the same indicators; increasing, NaN where missing.

        Raises
        ------
        ValueError : values that the transformation does not admit, such as a logarithm of zero.
        """
        return skew_transformations.reflected(
            self._spread(values),
            transform=lambda turned: self._each(turned, _FORWARD),
            columns=self.reflected,
            low=self.low,
            high=self.high,
        )

    def back(self, values: FloatArray) -> FloatArray:
        """Undo the transformation: ``back(forward(x))`` is x.

        To 1e-12 of the column's greatest magnitude; a power that presses most values together, which ``forward`` still
        admits, loses as many digits as it presses out.

        Raises
        ------
        ValueError : a number that no value is transformed to, such as a negative square root.
        """
        there = self.reflected[..., np.newaxis, :]
        spread = self._spread(values)
        with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
            found = self._each(np.where(there, -spread, spread), _BACK)
        directions.refuse_columns(
            np.isfinite(spread) & ~np.isfinite(found), "no value is transformed to a number that was to be put back"
        )
        return skew_transformations.mirrored(found, columns=self.reflected, low=self.low, high=self.high)

    def admits(self, values: FloatArray) -> BoolArray:
        """Mark the values (..., n_units, n_indicators) that ``forward`` admits; a missing one is admitted."""
        turned = self._spread(values)
        turned = skew_transformations.mirrored(turned, columns=self.reflected, low=self.low, high=self.high)
        refused = np.zeros(turned.shape, dtype=bool)
        for name, least in _LEAST.items():
            own = np.array([base == name for base in self.bases])
            refused |= own & least(turned, self)
        return ~refused

    @cached_property
    def bases(self) -> tuple[str, ...]:
        """The transformation that is applied, from either end."""
        return tuple(REFLECTED.get(name, name) for name in self.names)

    def _spread(self, values: FloatArray) -> FloatArray:
        """Repeat values for every replicate of the constants."""
        return np.broadcast_to(values, np.broadcast_shapes(values.shape, (*self.low.shape[:-1], 1, self.low.shape[-1])))

    def _each(self, values: FloatArray, functions: Mapping[str, _Function]) -> FloatArray:
        """Apply each function to its own columns, the others blank, so that a refusal names the right ones."""
        found = values.copy()
        for name in sorted(set(self.bases) - {"none"}):
            own = np.array([base == name for base in self.bases])
            found = np.where(own, functions[name](np.where(own, values, np.nan), self), found)
        return found


def fit(
    values: FloatArray,
    names: Sequence[str],
    *,
    direction: IntArray,
    gii_log_factor: float,
    low: FloatArray | None = None,
    high: FloatArray | None = None,
    power: FloatArray | None = None,
    reflected: BoolArray | None = None,
) -> Fitted:
    r"""Take the constants of each indicator's transformation: minimum and maximum, power, factor.

    .. math:: y = f(x;\ \min x, \max x, \lambda), \qquad x = f^{-1}(y;\ \min x, \max x, \lambda)

    Parameters
    ----------
    values : (..., n_units, n_indicators) in each indicator's own unit of measure; NaN is missing.
    names : (n_indicators,) none, log, log1p, log_ct, reflected_log, square_root, reflected_square_root, box_cox,
        reflected_box_cox, yeo_johnson or gii_log.
    direction : (n_indicators,) +1 more is better, -1 less is better: read by gii_log, turned by none.
    gii_log_factor : positive; multiplies an indicator before gii_log where its maximum is not above 1.
    low, high : (n_indicators,) or (..., n_indicators) minimum and maximum in place of the data's own, for formulas that
        depend on them (log_ct, gii_log, reflections); NaN or None for the data's own.
    power : the same of a power, in place of the estimated one.
    reflected : (n_indicators,) or (..., n_indicators) True where to apply the transformation from the other end, beside
        the names that say so; None for nowhere. An indicator with zero range has no other end.

    Returns
    -------
    Fitted: ``forward`` and ``back``, and the constants (..., n_indicators).

    Raises
    ------
    ValueError : an unknown name, a number of names that does not fit, or values that a power cannot be estimated of.

    Notes
    -----
    ``fit(x, ...).forward(x)`` is the function of the same name. Every one is increasing in x: the GII's form for bads is
    its negative (``skew_transformations.gii_log``). COINr keeps no constants, so a treated value cannot be put back.

    References
    ----------
    OECD/JRC (2008), Handbook on Constructing Composite Indicators, section 1.5, doi:10.1787/9789264043466-en.

    >>> options = {"direction": np.array([1]), "gii_log_factor": 100.0}
    >>> fitted = fit(np.array([[0.0], [99.0], [100.0]]), ["log_ct"], **options)
    >>> fitted.low, fitted.high, fitted.back(fitted.forward(np.array([[50.0]]))).round(9)
    (array([0.]), array([100.]), array([[50.]]))
    """
    _check_names(names, values.shape[-1])
    shape = (*values.shape[:-2], values.shape[-1])
    bases = np.array([REFLECTED.get(name, name) for name in names])
    least, greatest = _given(low, np.fmin.reduce(values, axis=-2)), _given(high, np.fmax.reduce(values, axis=-2))
    turned = np.isin(list(names), list(REFLECTED)) | (np.zeros(shape, dtype=bool) if reflected is None else reflected)
    turned = np.broadcast_to(turned & (least != greatest) & (bases != "none"), shape)
    ranged = turned | np.isin(bases, OF_RANGE)
    least, greatest = np.where(ranged, least, np.nan), np.where(ranged, greatest, np.nan)
    mirrored = skew_transformations.mirrored(values, columns=turned, low=least, high=greatest)
    scaled = np.where(greatest > 1, 1.0, gii_log_factor)
    fixed = np.broadcast_to(np.where(np.isin(bases, OF_POWER), np.nan if power is None else power, np.nan), shape)
    return Fitted(
        names=tuple(names),
        direction=directions.checked(direction, n_indicators=values.shape[-1]),
        low=least,
        high=greatest,
        power=_powers(mirrored, bases, fixed),
        factor=np.where(bases == "gii_log", scaled, np.nan),
        reflected=turned,
    )


def _check_names(names: Sequence[str], n_indicators: int) -> None:
    unknown = sorted(set(names) - set(NAMES))
    if unknown:
        raise ValueError(f"there is no transformation {', '.join(unknown)}; there are {', '.join(NAMES)}")
    if len(names) != n_indicators:
        raise ValueError(f"a transformation is needed for each of {n_indicators} columns; found {len(names)}")


def _given(fixed: FloatArray | None, own: FloatArray) -> FloatArray:
    """The numbers that are fixed beforehand, and the data's own where there are none."""
    return own if fixed is None else np.where(np.isnan(fixed), own, np.broadcast_to(fixed, own.shape))


def _powers(values: FloatArray, bases: NDArray[np.str_], fixed: FloatArray) -> FloatArray:
    """Powers (..., n_indicators), estimated where none is fixed; NaN where there is none to estimate."""
    powers = fixed
    for name, function in _POWER_OF.items():
        own = (bases == name) & np.isnan(fixed)
        if own.any():
            estimated = function(np.where(own[..., np.newaxis, :], values, np.nan), power=None).power
            powers = np.where(own, estimated, powers)
    return powers


def _to_power(values: FloatArray, fitted: Fitted, name: str) -> FloatArray:
    """Raise to the fitted power; an indicator that had none to estimate stays as it is."""
    unknown = np.isnan(fitted.power)
    found = _POWER_OF[name](values, power=np.where(unknown, 1.0, fitted.power)).values
    return np.where(unknown[..., np.newaxis, :], values, found)


def _from_log_ct(values: FloatArray, fitted: Fitted) -> FloatArray:
    least, greatest = transformation.ends(values, low=fitted.low, high=fitted.high)
    span = greatest - least
    return np.where(span > 0, np.exp(values) + least - transformation.OFFSET_SHARE * span, values)


def _from_gii_log(values: FloatArray, fitted: Fitted) -> FloatArray:
    least, greatest = transformation.ends(values, low=fitted.low, high=fitted.high)
    way = np.expm1(fitted.direction * values) * (greatest - least)
    way = way / (fitted.factor[..., np.newaxis, :] * greatest - 1.0)
    return np.where(greatest == least, values, np.where(fitted.direction > 0, least + way, greatest - way))


def _from_square_root(values: FloatArray, fitted: Fitted) -> FloatArray:
    return np.where(values < 0, np.nan, values**2)


def _from_box_cox(values: FloatArray, fitted: Fitted) -> FloatArray:
    power = fitted.power[..., np.newaxis, :]
    return np.where(np.isnan(power), values, special.inv_boxcox(values, power))


def _from_yeo_johnson(values: FloatArray, fitted: Fitted) -> FloatArray:
    power = fitted.power[..., np.newaxis, :]
    above, below = special.inv_boxcox1p(values, power), -special.inv_boxcox1p(-values, 2.0 - power)
    return np.where(np.isnan(power), values, np.where(values < 0, below, above))


def _beyond_gii_log(values: FloatArray, fitted: Fitted) -> BoolArray:
    least, greatest = transformation.ends(values, low=fitted.low, high=fitted.high)
    way = np.where(fitted.direction > 0, values - least, greatest - values)
    return way * (fitted.factor[..., np.newaxis, :] * greatest - 1.0) <= least - greatest


def _beyond_log_ct(values: FloatArray, fitted: Fitted) -> BoolArray:
    least, greatest = transformation.ends(values, low=fitted.low, high=fitted.high)
    return (greatest > least) & (values - least <= -transformation.OFFSET_SHARE * (greatest - least))


_Function = Callable[[FloatArray, Fitted], FloatArray]

_POWER_OF = {"box_cox": power_transformations.box_cox, "yeo_johnson": power_transformations.yeo_johnson}

_FORWARD: Mapping[str, _Function] = {
    "log": lambda values, fitted: transformation.log(values),
    "log1p": lambda values, fitted: transformation.log1p(values),
    "log_ct": lambda values, fitted: transformation.log_ct(values, low=fitted.low, high=fitted.high),
    "square_root": lambda values, fitted: skew_transformations.square_root(values),
    "box_cox": lambda values, fitted: _to_power(values, fitted, "box_cox"),
    "yeo_johnson": lambda values, fitted: _to_power(values, fitted, "yeo_johnson"),
    "gii_log": lambda values, fitted: skew_transformations.gii_log(
        values,
        direction=fitted.direction,
        factor=np.where(np.isnan(fitted.factor), 1.0, fitted.factor),
        low=fitted.low,
        high=fitted.high,
    ),
}

_BACK: Mapping[str, _Function] = {
    "log": lambda values, fitted: np.exp(values),
    "log1p": lambda values, fitted: np.expm1(values),
    "log_ct": _from_log_ct,
    "square_root": _from_square_root,
    "box_cox": _from_box_cox,
    "yeo_johnson": _from_yeo_johnson,
    "gii_log": _from_gii_log,
}

_LEAST: Mapping[str, Callable[[FloatArray, Fitted], BoolArray]] = {
    "log": lambda values, fitted: values <= 0,
    "log1p": lambda values, fitted: values <= -1,
    "log_ct": _beyond_log_ct,
    "square_root": lambda values, fitted: values < 0,
    "box_cox": lambda values, fitted: values <= 0,
    "gii_log": _beyond_gii_log,
}

NAMES: tuple[str, ...] = ("none", *_FORWARD, *REFLECTED)
"""Every transformation that a framework may declare."""
