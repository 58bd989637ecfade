"""Panel imputation: what a unit's own other years say of a blank.

Years are axis -3, before units and indicators. What a neighbour cannot know about a survey, the unit's own last round
does; how wrong it is by now is read from past changes from round to round.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from pipeline.statistics import imputation, observed
from pipeline.statistics.types import FloatArray, IntArray

Ends = Literal["blank", "nearest"]


@dataclass(frozen=True, eq=False)
class Carried(imputation.Imputed):
    """Values, the cells filled, and the year that each value is of (NaN where the value is missing)."""

    data_year: FloatArray


@dataclass(frozen=True, eq=False)
class Lagged(Carried):
    """The last round completed from earlier ones, with the error to expect.

    ``expected_error`` is in the indicator's own unit of measure, ``n_changes`` the number of past changes behind it;
    NaN and 0 in cells that were not filled, NaN where no past change is known.
    """

    expected_error: FloatArray
    n_changes: IntArray


def last_value(values: FloatArray, *, years: IntArray, max_age: int | None, ends: Ends) -> Carried:
    r"""Fill a blank with the same unit's latest earlier value.

    .. math:: \hat x_{t} = x_{t'}, \quad t' = \max\{u < t : x_u \text{ observed}\}, \quad t - t' \le a

    Parameters
    ----------
    values : (..., n_years, n_units, n_indicators) in each indicator's own unit of measure; NaN is missing.
    years : (n_years,) the years, increasing; they may have gaps.
    max_age : greatest age of a stand-in, in years; None for any age.
    ends : what fills the years before the first value: ``blank`` nothing, ``nearest`` the first value, backwards.

    Returns
    -------
    Carried: (..., n_years, n_units, n_indicators) each; a blank without a stand-in stays NaN, unmarked.

    Raises
    ------
    ValueError : values without an axis of years, years that do not increase or do not fit, an age below 0, or another
        rule for the ends.

    Notes
    -----
    The age is counted in years, not in rounds, and from data, never from a stand-in. COINr's ``impute_panel`` with
    ``latest`` and ``max_time`` is ``ends="blank"``, with ``constant`` it is ``ends="nearest"``; on an unsorted panel
    COINr scrambles columns, here unsorted years are refused.

    References
    ----------
    OECD/JRC (2008), Handbook on Constructing Composite Indicators, section 1.3, doi:10.1787/9789264043466-en.

    >>> panel = np.array([np.nan, 5.0, np.nan, np.nan]).reshape(4, 1, 1)
    >>> last_value(panel, years=np.array([2020, 2021, 2022, 2024]), max_age=1, ends="blank").values.ravel()
    array([nan,  5.,  5., nan])
    """
    _check_panel(values, years, ends=ends)
    _check_age(max_age)
    before, after = _neighbours(values)
    source = np.where((before < 0) & (after < len(years)) & (ends == "nearest"), after, before)
    year = np.where(source < 0, np.nan, years[np.maximum(source, 0)])
    age = np.abs(years[:, np.newaxis, np.newaxis] - year)
    usable = age <= (np.inf if max_age is None else max_age)  # False where there is no year
    filled = observed.fill(values, np.where(usable, _at(values, source), np.nan))
    return Carried(filled.values, filled.imputed, np.where(np.isnan(filled.values), np.nan, year))


def linear(values: FloatArray, *, years: IntArray, ends: Ends) -> imputation.Imputed:
    r"""Fill a blank between two years by the straight line between the unit's values.

    .. math:: \hat x_t = x_p + (x_q - x_p)\frac{t - p}{q - p}, \quad p < t < q \text{ the nearest observed years}

    Parameters
    ----------
    values : (..., n_years, n_units, n_indicators) in each indicator's own unit of measure; NaN is missing.
    years : (n_years,) the years, increasing; they may have gaps. A year that is wanted and has no data is a blank one.
    ends : what fills the years outside the observed ones: ``blank`` nothing, ``nearest`` the first or last value. No
        line is drawn beyond the data.

    Returns
    -------
    Imputed: (..., n_years, n_units, n_indicators) both; a blank without a stand-in stays NaN, unmarked.

    Raises
    ------
    ValueError : values without an axis of years, years that do not increase or do not fit, or another rule for the
        ends.

    Notes
    -----
    It uses later years, so the last year is never filled with ``blank``: for a published edition take ``last_value``.
    COINr's ``impute_panel`` with ``linear`` is ``nearest`` (R's ``approx(rule = 2)``) and an error where a unit has one
    value only; here that value stands for its neighbours. Its ``approx_df`` is ``blank``.

    References
    ----------
    OECD/JRC (2008), Handbook on Constructing Composite Indicators, section 1.3, doi:10.1787/9789264043466-en.

    >>> panel = np.array([1.0, np.nan, 7.0, np.nan]).reshape(4, 1, 1)
    >>> linear(panel, years=np.array([2010, 2011, 2013, 2014]), ends="blank").values.ravel()
    array([ 1.,  3.,  7., nan])
    """
    _check_panel(values, years, ends=ends)
    before, after = _neighbours(values)
    start, stop = _at(values, before), _at(values, after)
    first, last = (years[np.clip(at, 0, len(years) - 1)] for at in (before, after))
    share = (years[:, np.newaxis, np.newaxis] - first) / np.maximum(last - first, 1)
    line = np.clip(start + (stop - start) * share, np.fmin(start, stop), np.fmax(start, stop))
    between = np.where(np.isnan(start) | np.isnan(stop), np.nan, line)
    nearest = np.where(np.isnan(start), stop, start)
    return observed.fill(values, between if ends == "blank" else np.where(np.isnan(between), nearest, between))


def from_own_rounds(values: FloatArray, *, years: IntArray, block: IntArray, max_age: int | None) -> Lagged:
    r"""Complete the last round, block by block, from the unit's own earlier rounds, and say how wrong that may be.

    .. math:: \hat x_{ijt} = x_{ij,t-\ell}, \quad
        e_{j\ell} = \sqrt{\mathrm{mean}_{k,u}\,(x_{kju} - x_{kj,u-\ell})^2}

    Parameters
    ----------
    values : (n_years, n_units, n_indicators) in each indicator's own unit of measure; NaN is missing. The last round is
        the one to complete.
    years : (n_years,) the years of the rounds, increasing; they may have gaps.
    block : (n_indicators,) number of the source (survey) of each indicator. What a unit lacks of a block comes from one
        round: the latest that has all of it, so that its values belong together.
    max_age : greatest age of that round, in years; None for any age.

    Returns
    -------
    Lagged: (n_units, n_indicators) each. The expected error is the root mean square of the changes over the same lag,
    over all units and all pairs of rounds, the last included; a blank without such a round stays NaN, unmarked.

    Raises
    ------
    ValueError : values that are not three-dimensional, years that do not increase or do not fit, blocks that are not
        one per indicator, or an age below 0.

    Notes
    -----
    No trend is added, so a common drift is part of the error and not taken away. The errors of a block are correlated:
    draw them with ``draw_from_own_rounds``. COINr's ``latest`` goes cell by cell and gives no error.

    References
    ----------
    Little, Rubin (2019), Statistical Analysis with Missing Data, 3rd ed., doi:10.1002/9781119482260.

    >>> rounds = np.array([[[5.0], [2.0]], [[6.0], [5.0]], [[np.nan], [5.0]]])
    >>> lagged = from_own_rounds(rounds, years=np.array([2021, 2022, 2023]), block=np.array([0]), max_age=None)
    >>> lagged.values.ravel(), lagged.expected_error.ravel().round(3)  # changes 1, 3 and 0
    (array([6., 5.]), array([1.826,   nan]))
    """
    stand_in, lag = _latest_blocks(values, years=years, block=block, max_age=max_age)
    filled = observed.fill(values[-1], stand_in)
    data_year = np.where(np.isnan(filled.values), np.nan, years[-1] - np.where(filled.imputed, lag, 0))
    error, n = lag_errors(values, years=years, lag=np.where(filled.imputed, lag, np.nan))
    return Lagged(filled.values, filled.imputed, data_year, error, n)


def lag_errors(values: FloatArray, *, years: IntArray, lag: FloatArray) -> tuple[FloatArray, IntArray]:
    r"""Say how far an indicator moves over a lag: the error to expect of a value that is so many years old.

    .. math:: e_{j\ell} = \sqrt{\mathrm{mean}_{k,u}\,(x_{kju} - x_{kj,u-\ell})^2}

    Parameters
    ----------
    values : (n_years, n_units, n_indicators) in each indicator's own unit of measure; NaN is missing. A value that was
        itself carried forward belongs out: it would count as a change of 0.
    years : (n_years,) the years of the rounds, increasing; they may have gaps.
    lag : (n_units, n_indicators) age of each value in years; NaN where it is of its own round.

    Returns
    -------
    error, n : (n_units, n_indicators) the root mean square of the changes over that lag, over all units and all pairs
        of rounds, in the indicator's own unit of measure, and the number of changes; NaN and 0 where the lag is NaN, NaN
        where no such change is known.

    Raises
    ------
    ValueError : values without an axis of years, or years that do not increase or do not fit.

    References
    ----------
    Little, Rubin (2019), Statistical Analysis with Missing Data, 3rd ed., doi:10.1002/9781119482260.

    >>> rounds = np.array([[[5.0], [2.0]], [[6.0], [4.0]]])
    >>> lag_errors(rounds, years=np.array([2022, 2023]), lag=np.array([[1.0], [np.nan]]))[0].round(3)
    array([[1.581],
           [  nan]])
    """
    _check_panel(values, years, ends="blank")
    error, n = np.full(lag.shape, np.nan), np.zeros(lag.shape, dtype=np.int64)
    for gap in np.unique(lag[~np.isnan(lag)]):
        squares = _changes(values, years, int(gap)) ** 2
        if not len(squares):
            continue
        error = np.where(lag == gap, np.sqrt(observed.mean(squares)), error)
        n = np.where(lag == gap, np.count_nonzero(~np.isnan(squares), axis=0), n)
    return error, n


def draw_from_own_rounds(
    values: FloatArray, *, years: IntArray, block: IntArray, max_age: int | None, n_draws: int, rng: np.random.Generator
) -> imputation.Imputed:
    r"""Draw the blanks of the last round: the unit's own earlier round plus a change that some unit really made.

    .. math:: \hat x_{ibt}^{(d)} = x_{ib,t-\ell} + (x_{kbu} - x_{kb,u-\ell}), \quad
        (k, u) \text{ drawn among those with the whole of block } b

    Parameters
    ----------
    values, years, block, max_age : as in ``from_own_rounds``.
    n_draws : number of completed tables.
    rng : source of randomness; each draw has its own child, so that the first draws do not depend on their number.

    Returns
    -------
    Imputed: (n_draws, n_units, n_indicators) both. A blank stays NaN, unmarked, in every draw where there is no such
    round, or no past change of all the cells that the unit lacks of the block.

    Raises
    ------
    ValueError : as ``from_own_rounds``, or fewer than 1 draw.

    Notes
    -----
    A whole block takes the change of one unit, so the correlation of its errors is kept, and so is a common drift. A
    drawn value may leave the range of the indicator by the size of a change. COINr has nothing like it.

    References
    ----------
    Little, Rubin (2019), Statistical Analysis with Missing Data, 3rd ed., doi:10.1002/9781119482260.

    >>> rounds = np.array([[[5.0], [2.0]], [[6.0], [3.0]], [[np.nan], [4.0]]])
    >>> options = {"years": np.array([2021, 2022, 2023]), "block": np.array([0]), "max_age": None}
    >>> draw_from_own_rounds(rounds, **options, n_draws=2, rng=np.random.default_rng(0)).values[:, 0, 0]
    array([7., 7.])
    """
    if n_draws < 1:
        raise ValueError(f"at least 1 draw is needed; found {n_draws}")
    stand_in, lag = _latest_blocks(values, years=years, block=block, max_age=max_age)
    children = rng.spawn(n_draws)
    drawn = np.full((n_draws, *stand_in.shape), np.nan)
    for unit, number in sorted({(int(i), int(block[j])) for i, j in np.argwhere(~np.isnan(stand_in))}):
        cells = np.flatnonzero((block == number) & ~np.isnan(stand_in[unit]))
        changes = _changes(values, years, lag[unit, cells[0]])[:, cells]
        changes = changes[~np.isnan(changes).any(axis=1)]
        if len(changes):
            picked = [child.integers(len(changes)) for child in children]
            drawn[:, unit, cells] = stand_in[unit, cells] + changes[picked]
    return observed.fill(np.broadcast_to(values[-1], drawn.shape), drawn)


def _latest_blocks(
    values: FloatArray, *, years: IntArray, block: IntArray, max_age: int | None
) -> tuple[FloatArray, IntArray]:
    """Find for each unit and block the latest round that has all its blanks: the values and the lag in years."""
    _check_panel(values, years, ends="blank")
    _check_age(max_age)
    if values.ndim != 3 or block.shape != values.shape[-1:]:
        raise ValueError(
            f"a panel (n_years, n_units, n_indicators) and a block per indicator are needed; found shapes "
            f"{values.shape} and {block.shape}"
        )
    blank = np.isnan(values[-1])
    stand_in, lag = np.full(blank.shape, np.nan), np.zeros(blank.shape, dtype=np.int64)
    for number in np.unique(block):
        members = blank & (block == number)
        for earlier in range(len(years) - 1):  # the latest overwrites
            whole = ~(members & np.isnan(values[earlier])).any(axis=1, keepdims=True)
            if max_age is None or years[-1] - years[earlier] <= max_age:
                stand_in = np.where(members & whole, values[earlier], stand_in)
                lag = np.where(members & whole, years[-1] - years[earlier], lag)
    return stand_in, lag


def _changes(values: FloatArray, years: IntArray, gap: int) -> FloatArray:
    """Changes over a lag of so many years, a row for each unit and pair of rounds; NaN where one of them is blank."""
    later, earlier = np.nonzero(years[:, np.newaxis] - years == gap)
    return np.asarray((values[later] - values[earlier]).reshape(-1, values.shape[-1]))


def _neighbours(values: FloatArray) -> tuple[IntArray, IntArray]:
    """Places of the nearest observed year at or before, and at or after; -1 and n_years where there is none."""
    n_years = values.shape[-3]
    place = np.arange(n_years)[:, np.newaxis, np.newaxis]
    known = ~np.isnan(values)
    before = np.maximum.accumulate(np.where(known, place, -1), axis=-3)
    backwards = np.flip(np.where(known, place, n_years), axis=-3)
    return before, np.flip(np.minimum.accumulate(backwards, axis=-3), axis=-3)


def _at(values: FloatArray, place: IntArray) -> FloatArray:
    """Take the values at some places on the axis of years; NaN for a place outside."""
    n_years = values.shape[-3]
    taken = np.take_along_axis(values, np.clip(place, 0, n_years - 1), axis=-3)
    return np.where((place >= 0) & (place < n_years), taken, np.nan)


def _check_panel(values: FloatArray, years: IntArray, *, ends: str) -> None:
    """Refuse values without an axis of years, and years that do not fit or do not increase."""
    if values.ndim < 3 or years.shape != values.shape[-3:-2]:
        raise ValueError(
            f"a panel needs one year for each entry of axis -3; found values {values.shape} and years {years.shape}"
        )
    if not (np.diff(years) > 0).all():
        raise ValueError(f"the years of a panel must increase; found {years.tolist()}")
    if ends not in ("blank", "nearest"):
        raise ValueError(f"the ends of a panel are left blank or take the nearest value; found {ends!r}")


def _check_age(max_age: int | None) -> None:
    """Refuse an age below 0."""
    if max_age is not None and max_age < 0:
        raise ValueError(f"the greatest age of a stand-in cannot be below 0 years; found {max_age}")
