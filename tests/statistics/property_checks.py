"""What a function of statistics can promise, and how each promise is checked on one drawn case.

A :class:`Case` is a table with all that the functions ask for beside it: directions, weights, goalposts, groups, sizes,
an earlier round. It can be put in another order, given other units of measure, or one more unit that has no values.
A :class:`Declared` entry says how a function is called on a case, which axes its results have, and what it promises.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Literal

import numpy as np

TIGHT = 1e-9  # relative and absolute: sums of a dozen numbers of about 1 to 100, in another order


@dataclass(frozen=True)
class Case:
    """Values (..., n_units, n_indicators) and what goes with units and with indicators."""

    values: np.ndarray
    earlier: np.ndarray  # (n_units, n_indicators) the round before
    direction: np.ndarray  # (n_indicators,)
    weights: np.ndarray  # (n_indicators,)
    low: np.ndarray  # (n_indicators,) goalposts, inside the range of the values
    high: np.ndarray
    sets: np.ndarray  # (n_indicators,) number of the set that an indicator belongs to; 0 and 1 both occur
    group: np.ndarray  # (n_units,) number of the unit group; 0 and 1 both occur
    sizes: np.ndarray  # (n_units,) positive
    reference: int  # a unit that has every indicator and is nowhere the worst

    @property
    def n_units(self) -> int:
        return self.values.shape[-2]

    @property
    def n_indicators(self) -> int:
        return self.values.shape[-1]

    def with_units(self, order: np.ndarray) -> Case:
        return replace(
            self,
            values=self.values[..., order, :],
            earlier=self.earlier[order],
            group=self.group[order],
            sizes=self.sizes[order],
            reference=int(np.flatnonzero(order == self.reference)[0]),
        )

    def with_indicators(self, order: np.ndarray) -> Case:
        own = {name: getattr(self, name)[order] for name in ("direction", "weights", "low", "high", "sets")}
        return replace(self, values=self.values[..., order], earlier=self.earlier[..., order], **own)

    def in_other_units(self, scale: np.ndarray, shift: np.ndarray) -> Case:
        """Every indicator, with its goalposts and its earlier round, as scale times the value plus shift."""
        own = {name: getattr(self, name) * scale + shift for name in ("values", "earlier", "low", "high")}
        return replace(self, **own)

    def with_a_blank_unit(self) -> Case:
        blank = np.full((*self.values.shape[:-2], 1, self.n_indicators), np.nan)
        return replace(
            self,
            values=np.concatenate([self.values, blank], axis=-2),
            earlier=np.concatenate([self.earlier, np.full((1, self.n_indicators), np.nan)]),
            group=np.append(self.group, self.group.max() + 1),
            sizes=np.append(self.sizes, 7.0),
        )

    def raised(self, unit: int, indicator: int, by: float) -> Case:
        values = self.values.copy()
        values[..., unit, indicator] += by
        return replace(self, values=values)


Results = np.ndarray | tuple[np.ndarray, ...]


@dataclass(frozen=True)
class Affine:
    """What becomes of a result where an indicator is measured in other units, its goalposts with it.

    ``same`` stays, ``follows`` is changed as the values are, ``stretches`` by the scale alone, ``roots`` by its root,
    ``gains`` and ``loses`` its logarithm; one word a result. ``origin`` False: only another unit of measure is
    admitted, no other zero. ``common`` True: all indicators share one scale, and change together.
    """

    results: tuple[str, ...] | str = "same"
    origin: bool = True
    common: bool = False


@dataclass(frozen=True)
class Declared:
    """One function, or one of its options, and its promises. A promise that it does not make has a reason in words."""

    function: str
    call: Callable[[Case], Results]
    axes: tuple[str, ...] | str  # u units, i indicators, - another; one word a result; leading axes are left out
    option: str = ""
    domain: Literal["any", "positive"] = "any"
    affine: Affine | None = None
    monotone: Literal["order", "turned order", "reversed order", "raise"] | None = None
    bounds: Callable[[Case], tuple[np.ndarray | float, np.ndarray | float]] | None = None
    missing: Literal["cells", "cells and more", "marked", "units", "other units"] | None = None
    without: Mapping[str, str] = field(default_factory=dict)
    tolerance: float = TIGHT
    examples: int = 8

    @property
    def name(self) -> str:
        return f"{self.function}[{self.option}]" if self.option else self.function

    def promises(self, promise: str) -> bool:
        return promise not in self.without

    def run(self, case: Case) -> tuple[np.ndarray, ...]:
        found = self.call(case)
        return tuple(np.asarray(part) for part in found) if isinstance(found, tuple) else (np.asarray(found),)

    def axes_of(self, results: tuple[np.ndarray, ...]) -> tuple[str, ...]:
        return (self.axes,) * len(results) if isinstance(self.axes, str) else self.axes

    def close(self, found: np.ndarray, expected: np.ndarray, *, scale: float = 1.0) -> None:
        if found.dtype == bool or np.issubdtype(found.dtype, np.integer):
            np.testing.assert_array_equal(found, expected)
        else:
            np.testing.assert_allclose(found, expected, rtol=self.tolerance, atol=self.tolerance * scale)


def draw(seed: int, *, n_units: int, n_indicators: int, digits: int, blanks: int, domain: str) -> Case:
    """A case of values from 1 to 100 (or -50 to 50), with ties where there are few digits and blanks in few units."""
    rng = np.random.default_rng(seed)
    shift = 0.0 if domain == "positive" else -50.0
    shape, unit = (n_units, n_indicators), rng.integers(n_units)
    values = np.round(np.exp(rng.uniform(0.0, np.log(100.0), shape)), digits) + shift
    values[unit] = (np.delete(values, unit, axis=0).min(axis=0) + np.delete(values, unit, axis=0).max(axis=0)) / 2
    earlier = values + np.round(rng.uniform(0.1, 2.0, shape), digits + 1)
    others = rng.permutation(np.delete(np.arange(n_units), unit))
    for row in others[:blanks]:
        values[row, rng.random(n_indicators) < 0.6] = np.nan
        earlier[row, rng.random(n_indicators) < 0.3] = np.nan
    low, high = np.nanmin(values, axis=0), np.nanmax(values, axis=0)
    inset = (high - low) * rng.uniform(0.02, 0.2, n_indicators)
    return Case(
        values=values,
        earlier=earlier,
        direction=rng.choice([-1, 1], n_indicators),
        weights=rng.integers(1, 6, n_indicators).astype(float),
        low=low + inset,
        high=high - inset,
        sets=rng.permutation(np.arange(n_indicators) % 2),
        group=rng.permutation(np.arange(n_units) % 2),
        sizes=np.round(np.exp(rng.uniform(0.0, 5.0, n_units)), 2),
        reference=int(unit),
    )


def order_of_units(entry: Declared, case: Case, rng: np.random.Generator) -> None:
    order = rng.permutation(case.n_units)
    _in_order(entry, case, case.with_units(order), order, "u")


def order_of_indicators(entry: Declared, case: Case, rng: np.random.Generator) -> None:
    order = rng.permutation(case.n_indicators)
    _in_order(entry, case, case.with_indicators(order), order, "i")


def _in_order(entry: Declared, case: Case, other: Case, order: np.ndarray, letter: str) -> None:
    expected, found = entry.run(case), entry.run(other)
    for part, own, axes in zip(found, expected, entry.axes_of(found), strict=True):
        for place, axis in enumerate(axes):
            if axis == letter:
                own = np.take(own, order, axis=place - len(axes))
        entry.close(part, own, scale=100.0)


CHANGES: Mapping[str, Callable[[np.ndarray, np.ndarray, np.ndarray], np.ndarray]] = {
    "follows": lambda own, scale, shift: own * scale + shift,
    "stretches": lambda own, scale, shift: own * scale,
    "roots": lambda own, scale, shift: own * np.sqrt(scale),
    "gains": lambda own, scale, shift: own + np.log(scale),
    "loses": lambda own, scale, shift: own - np.log(scale),
}


def affine(entry: Declared, case: Case, rng: np.random.Generator) -> None:
    assert entry.affine is not None
    size = 1 if entry.affine.common else case.n_indicators
    scale = rng.choice([0.25, 2.0, 10.0, 1000.0], size)
    shift = rng.integers(-40, 40, size) * scale * entry.affine.origin
    expected, found = entry.run(case), entry.run(case.in_other_units(scale, shift))
    words = entry.affine.results
    words = (words,) * len(found) if isinstance(words, str) else words
    for part, own, word in zip(found, expected, words, strict=True):
        changed = own if word == "same" else CHANGES[word](own, scale, shift)
        entry.close(part, changed, scale=100.0 * max(1.0, scale.max()) if word == "follows" else 100.0)


def monotone(entry: Declared, case: Case, rng: np.random.Generator) -> None:
    found = entry.run(case)[0]
    slack = entry.tolerance * 100.0
    if entry.monotone in ("order", "turned order", "reversed order"):
        values = case.values if found.ndim == case.values.ndim else case.values[..., 0]
        sign = {"order": 1, "turned order": case.direction, "reversed order": -1}[entry.monotone]
        ahead = sign * (values[:, np.newaxis] - values) > 0
        assert not (found[:, np.newaxis] < found - slack)[ahead].any(), "a better value has a worse result"
        return
    unit, indicator = rng.choice(np.argwhere(~np.isnan(case.values)))
    after = entry.run(case.raised(unit, indicator, rng.uniform(0.0, 60.0)))[0]
    gain = after - found if "u" not in entry.axes_of((found,))[0] else (after - found)[unit]
    assert not (gain < -slack).any(), "a unit that improves has a worse result"


def bounds(entry: Declared, case: Case, rng: np.random.Generator) -> None:
    assert entry.bounds is not None
    found, (low, high) = entry.run(case)[0], entry.bounds(case)
    slack = entry.tolerance * 100.0
    assert not ((found < low - slack) | (found > high + slack)).any(), f"{found} leaves {low} to {high}"


def inputs(entry: Declared, case: Case, rng: np.random.Generator) -> None:
    before = {item.name: np.copy(getattr(case, item.name)) for item in fields(case)}
    entry.run(case)
    for name, array in before.items():
        np.testing.assert_array_equal(getattr(case, name), array, err_msg=f"{name} was modified")


def missing(entry: Declared, case: Case, rng: np.random.Generator) -> None:
    """NaN never becomes a number unseen: not in a cell, and not as a unit that has nothing."""
    found = entry.run(case)
    blank = np.isnan(case.values)
    if entry.missing == "marked":
        values, marked = found[:2]
        np.testing.assert_array_equal(np.isnan(values), np.broadcast_to(blank & ~marked, values.shape))
        assert not (marked & ~blank).any(), "a value that was there is marked as imputed"
        kept = np.broadcast_to(~blank, values.shape)
        np.testing.assert_array_equal(values[kept], np.broadcast_to(case.values, values.shape)[kept])
        return
    if entry.missing == "cells":
        np.testing.assert_array_equal(np.isnan(found[0]), blank)
    if entry.missing == "cells and more":
        assert np.isnan(found[0])[blank].all()
    wider = entry.run(case.with_a_blank_unit())
    for part, own, axes in zip(wider, found, entry.axes_of(found), strict=True):
        others = part
        for place, axis in enumerate(axes):
            if axis == "u":
                others = np.delete(others, -1, axis=place - len(axes))
        entry.close(others, own, scale=100.0)
        if "u" in axes and entry.missing != "other units":
            assert np.isnan(np.take(part, -1, axis=axes.index("u") - len(axes))).all(), "a blank unit has a number"


def batch(entry: Declared, case: Case, rng: np.random.Generator) -> None:
    """Leading axes are replicates: each has the bits that it has alone."""
    tables = [case.values, case.values[rng.permutation(case.n_units)], np.round(case.values)]
    together = entry.run(replace(case, values=np.stack(tables)))
    alone = [entry.run(replace(case, values=table)) for table in tables]
    for number, part in enumerate(together):
        np.testing.assert_array_equal(part, np.stack([results[number] for results in alone]))


CHECKS = {
    "order_of_units": order_of_units,
    "order_of_indicators": order_of_indicators,
    "affine": affine,
    "monotone": monotone,
    "bounds": bounds,
    "inputs": inputs,
    "missing": missing,
    "batch": batch,
}
