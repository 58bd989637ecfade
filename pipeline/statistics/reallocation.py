"""Figures of new units from figures of the old units that they are made of: sums, ratios, averages, maxima.

``shares[i, j]`` is the share of the old unit j that goes to the new unit i: 1 where all of it does, 0 where nothing
does. Sums are exact: figures are taken as the decimals that they print as, added as fractions and rounded once.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

import numpy as np

from pipeline.statistics.types import FloatArray, IntArray

SIGNIFICANT = 15
"""Decimal digits that every double keeps."""

ROUNDING = 1e-9
"""By which shares that add up to 1 on paper may miss it."""

Pieces = list[dict[int, Fraction | None]]
"""Of every new unit: what it gets of each old one that it is made of, by the place of that; None is missing."""


@dataclass(frozen=True)
class Reallocated:
    """What the new units get, with what it rests on; all (n_new,).

    ``values`` : NaN is missing. ``n_parts``, ``n_present`` : old units that a new one is made of, and those with a figure.
    ``coverage`` : share (0-1) of the weight of all parts that the present ones have; of a sum or a maximum, which have no
    weight, of the parts themselves; NaN where the weight of a part is unknown. ``weight`` : what was divided by, the sum
    over the present parts; NaN for a sum or a maximum.
    """

    values: FloatArray
    n_parts: IntArray
    n_present: IntArray
    coverage: FloatArray
    weight: FloatArray


def total(values: FloatArray, *, shares: FloatArray) -> Reallocated:
    """Sum of the parts of every new unit, each times the share of it that went there.

    .. math:: y_i = \\sum_j s_{ij} x_j

    Parameters
    ----------
    values : (n_old,) amounts, in one unit of measure; NaN is missing.
    shares : (n_new, n_old) on 0-1; every column adds up to 1.

    Returns
    -------
    Reallocated; a sum is missing where a part is: it is never scaled up.

    Raises
    ------
    ValueError : shapes that do not fit, infinite values, shares outside 0-1 or whose columns do not add up to 1.

    Notes
    -----
    Exact, so that sums of old and new units agree in every decimal that is printed. An old unit that is divided gives
    each new one its share rounded to fifteen digits of the total of all units, and the largest share takes what the
    rounding leaves: the pieces add up to the whole, and so does a round trip there and back. Only a sum of figures that
    have more than fifteen digits themselves is rounded, once, to the nearest double.

    This is areal weighting where the shares are of area, and dasymetric where they are of population:
    Lam, N. S. (1983), Spatial interpolation methods: a review, The American Cartographer 10, 129-149,
    https://doi.org/10.1559/152304083783914958 (volume-preserving areal interpolation).

    >>> total(np.array([0.1, 0.2, 0.7]), shares=np.array([[1, 1, 0], [0, 0, 1.0]])).values
    array([0.3, 0.7])
    """
    _check(values, shares)
    return _of_parts(_pieces(values, shares), shares, _sum)


def ratio(numerator: FloatArray, denominator: FloatArray, *, shares: FloatArray, coverage: float) -> Reallocated:
    """Sum of the numerators over the sum of the denominators of the parts.

    .. math:: y_i = \\frac{\\sum_j s_{ij} a_j}{\\sum_j s_{ij} b_j}

    Parameters
    ----------
    numerator, denominator : (n_old,) amounts; a denominator is 0 or more; NaN is missing.
    shares : (n_new, n_old), see `total`.
    coverage : least share (0-1) of a new unit's denominator that its present parts must have; 1 needs every part.

    Returns
    -------
    Reallocated; where parts are missing and the present ones reach ``coverage``, those stand in for the whole. NaN with
    ``weight`` 0 where the denominators add up to 0.

    Raises
    ------
    ValueError : as `total`; a negative denominator; a coverage outside 0-1.

    >>> a, b = np.array([30.0, 10.0]), np.array([10.0, 10.0])
    >>> ratio(a, b, shares=np.array([[1.0, 1.0]]), coverage=1.0).values
    array([2.])
    """
    _check(numerator, shares)
    _check_weights(denominator, shares, coverage)
    return _quotient(_pieces(numerator, shares), _pieces(denominator, shares), shares, coverage)


def average(values: FloatArray, weights: FloatArray, *, shares: FloatArray, coverage: float) -> Reallocated:
    """Mean of the parts' values, weighted by amounts.

    .. math:: y_i = \\frac{\\sum_j s_{ij} w_j x_j}{\\sum_j s_{ij} w_j}

    It is the ratio itself where the weight is the denominator that the value was divided by, and an approximation
    where it is another. Where an old unit is divided, each of its pieces has the value of the whole.

    Parameters
    ----------
    values : (n_old,) in any unit of measure; NaN is missing.
    weights : (n_old,) amounts, 0 or more; NaN is missing.
    shares, coverage : see `ratio`; here of the weight.

    Returns
    -------
    Reallocated, as `ratio` gives it.

    Raises
    ------
    ValueError : as `ratio`.

    >>> average(np.array([60.0, 20.0]), np.array([3.0, 1.0]), shares=np.array([[1.0, 1.0]]), coverage=1.0).values
    array([50.])
    """
    _check(values, shares)
    _check_weights(weights, shares, coverage)
    known, amounts = _exact(values), _exact(weights)
    below: Pieces = [
        {part: _product(amounts[part], Fraction(repr(float(row[part])))) for part in np.flatnonzero(row).tolist()}
        for row in shares
    ]
    above: Pieces = [{part: _product(own, known[part]) for part, own in row.items()} for row in below]
    return _quotient(above, below, shares, coverage)


def maximum(values: FloatArray, *, shares: FloatArray) -> Reallocated:
    """Largest value among the parts of every new unit; missing where a part is, which might be larger.

    Parameters
    ----------
    values : (n_old,) in any unit of measure; NaN is missing.
    shares : (n_new, n_old), see `total`; a divided unit counts whole in each of its new ones.

    Raises
    ------
    ValueError : as `total`.

    >>> maximum(np.array([3.0, 7.0]), shares=np.array([[1.0, 1.0]])).values
    array([7.])
    """
    _check(values, shares)
    known = _exact(values)
    return _of_parts([{part: known[part] for part in np.flatnonzero(row).tolist()} for row in shares], shares, max)


def exact_sum(values: FloatArray) -> Fraction:
    """What figures add up to, taken as the decimals that they print as; a missing one counts for nothing.

    Parameters
    ----------
    values : (n,) figures.

    >>> exact_sum(np.array([0.1, 0.2, np.nan])) == Fraction("0.3")
    True
    """
    return _sum(_exact(values))


def rounding(values: FloatArray) -> float:
    """By how much sums over new units may miss that over the old ones: 0.0 for figures that doubles keep exactly.

    Sums of figures that are printed to some decimal place are multiples of it, and exact as long as their total has no
    more than fifteen digits. A figure of more digits, such as a product, makes each new unit's sum a rounded one: by at
    most half a unit in its last place.

    Parameters
    ----------
    values : (n,) figures of the old units.

    >>> rounding(np.array([8717.63, 558.46]))
    0.0
    """
    known = values[~np.isnan(values)]
    largest = float(np.abs(known).sum())
    places = max((-int(Decimal(repr(float(own))).normalize().as_tuple().exponent) for own in known), default=0)
    if largest == 0 or math.floor(math.log10(largest)) + 1 + places <= SIGNIFICANT:
        return 0.0
    return len(known) * float(np.spacing(largest))


def _of_parts(pieces: Pieces, shares: FloatArray, joined: Callable[[list[Fraction]], Fraction]) -> Reallocated:
    """What needs every part: NaN where one is missing."""
    values, coverage = np.full(len(pieces), np.nan), np.full(len(pieces), np.nan)
    for row, own in enumerate(pieces):
        present = {part: piece for part, piece in own.items() if piece is not None}
        if own and len(present) == len(own):
            values[row], coverage[row] = float(joined(list(present.values()))), 1.0
        elif own:
            coverage[row] = shares[row, list(present)].sum() / shares[row].sum()
    return Reallocated(values, *_counts(pieces), coverage, np.full(len(pieces), np.nan))


def _quotient(above: Pieces, below: Pieces, shares: FloatArray, least: float) -> Reallocated:
    """Sum over sum of the parts that have both, where they are enough."""
    values, weight, coverage = (np.full(len(shares), np.nan) for _ in range(3))
    both: Pieces = [
        {part: None if below[row][part] is None else own for part, own in above[row].items()}
        for row in range(len(shares))
    ]
    for row, own in enumerate(both):
        held = {part: piece for part, piece in own.items() if piece is not None}
        divisor = _sum(below[row][part] for part in held)
        coverage[row] = 1.0 if len(held) == len(own) else _held(list(below[row].values()), divisor)
        if not held or not coverage[row] >= least:
            continue
        weight[row] = float(divisor)
        if divisor:
            values[row] = float(_sum(held.values()) / divisor)
    return Reallocated(values, *_counts(both), coverage, weight)


def _held(weights: list[Fraction | None], divisor: Fraction) -> float:
    """Share of all parts' weight that the present ones have; NaN where a weight is unknown or all are 0."""
    whole = _sum(weights)
    return float(divisor / whole) if None not in weights and whole else math.nan


def _pieces(values: FloatArray, shares: FloatArray) -> Pieces:
    """What every new unit gets of every old one: exact, and adding up to the old unit."""
    known = _exact(values)
    largest = _sum(None if own is None else abs(own) for own in known)
    quantum = Fraction(10) ** (math.floor(math.log10(largest)) + 1 - SIGNIFICANT) if largest else Fraction(1)
    pieces: Pieces = [{} for _ in shares]
    for column, own in enumerate(known):
        for row, piece in _divided(own, shares[:, column], quantum).items():
            pieces[row][column] = piece
    return pieces


def _divided(own: Fraction | None, shares: FloatArray, quantum: Fraction) -> dict[int, Fraction | None]:
    """The pieces of a figure by new unit: multiples of ``quantum``, the largest share taking what rounding leaves."""
    rows = [int(row) for row in np.flatnonzero(shares)]
    if own is None:
        return dict.fromkeys(rows)
    first = rows[int(np.argmax(shares[rows]))]
    pieces = {row: round(own * Fraction(repr(float(shares[row]))) / quantum) * quantum for row in rows if row != first}
    return {**pieces, first: own - _sum(pieces.values())}


def _exact(values: FloatArray) -> list[Fraction | None]:
    """Figures as the decimals that they print as; None is missing."""
    return [None if math.isnan(value) else Fraction(repr(float(value))) for value in values]


def _sum(parts: Iterable[Fraction | None]) -> Fraction:
    """The sum of what is there."""
    return sum((own for own in parts if own is not None), start=Fraction(0))


def _product(one: Fraction | None, other: Fraction | None) -> Fraction | None:
    return None if one is None or other is None else one * other


def _counts(pieces: Pieces) -> tuple[IntArray, IntArray]:
    n_parts = [len(own) for own in pieces]
    n_present = [sum(piece is not None for piece in own.values()) for own in pieces]
    return np.array(n_parts, dtype=np.int64), np.array(n_present, dtype=np.int64)


def _check(values: FloatArray, shares: FloatArray) -> None:
    if shares.ndim != 2 or values.shape != shares.shape[1:]:
        raise ValueError(f"one value for each column of shares is needed; got shapes {values.shape} and {shares.shape}")
    if np.isinf(values).any():
        raise ValueError(f"finite values are needed; got {values[np.isinf(values)]}")
    sums = shares.sum(axis=0)
    if not ((shares >= 0) & (shares <= 1)).all() or not np.allclose(sums, 1, rtol=0, atol=ROUNDING):
        raise ValueError(f"shares lie on 0 to 1 and those of an old unit add up to 1; got sums {sums}")


def _check_weights(weights: FloatArray, shares: FloatArray, coverage: float) -> None:
    _check(weights, shares)
    if (weights < 0).any():
        raise ValueError(f"denominators and weights are amounts of 0 or more; got {weights[weights < 0]}")
    if not 0 <= coverage <= 1:
        raise ValueError(f"coverage is a share on 0 to 1; got {coverage}")
