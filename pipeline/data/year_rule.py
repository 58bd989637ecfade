"""The year rule: the latest value not older than k years, with its data year kept."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from pipeline.framework import observation

EARLIER_YEAR = "earlier_year"


def latest_year(by_year: Mapping[int, pd.DataFrame], *, newest: int, oldest: int) -> int | None:
    """The newest data year between two years in which any unit has a value."""
    for year in range(newest, oldest - 1, -1):
        if year in by_year and by_year[year]["value"].notna().any():
            return year
    return None


def choose(by_year: Mapping[int, pd.DataFrame], *, latest: int, oldest: int, use_earlier_years: bool) -> pd.DataFrame:
    """Each unit's latest value inside the year rule.

    Parameters
    ----------
    by_year : values, status and origin by unit code, of every year that has data.
    latest : the newest data year that any unit has; see `latest_year`.
    oldest : the last year that the rule allows.
    use_earlier_years : where False, only ``latest`` counts.

    Returns
    -------
    Frame by unit code: ``value``, ``data_year`` (missing where blank), ``status``, ``origin``: published, earlier_year
    (older than ``latest``), structural_zero, and of a blank not_published, or source_fault where in any year that
    counts a correction to missing is the cause.
    """
    end = oldest if use_earlier_years else latest
    years = [year for year in range(latest, end - 1, -1) if year in by_year]
    chosen = by_year[latest].assign(data_year=pd.array([latest] * len(by_year[latest]), dtype="Int64"))
    for year in years[1:]:
        take = chosen["value"].isna() & by_year[year]["value"].notna()
        if take.any():
            older = by_year[year].assign(data_year=pd.array([year] * len(chosen), dtype="Int64"))
            older["origin"] = older["origin"].replace({observation.PUBLISHED: EARLIER_YEAR})
            chosen = chosen.where(~take, older)
    blank = chosen["value"].isna()
    faulty = pd.concat([by_year[year]["origin"] == observation.SOURCE_FAULT for year in years], axis=1).any(axis=1)
    chosen.loc[blank, "data_year"] = pd.NA
    chosen.loc[blank, "origin"] = observation.NOT_PUBLISHED
    chosen.loc[blank & faulty, "origin"] = observation.SOURCE_FAULT
    return chosen[["value", "data_year", "status", "origin"]]


def rounds(by_year: Mapping[int, pd.DataFrame], *, latest: int, later: int) -> pd.DataFrame:
    """What is known of every round: a data year counted from the indicator's newest inside the year rule.

    Parameters
    ----------
    by_year : values by unit code, of every year that has data.
    latest : the newest data year that any unit has inside the year rule, which is round 0; see `latest_year`.
    later : the last round that counts, 1 being the year after ``latest``.

    Returns
    -------
    Frame by unit code, oldest round first: ``round``, ``data_year``, ``value``. A unit has a row for each round in
    which it has a value as its source has it: a structural zero is a value, a blank has no row, and no value of another
    year stands in.
    """
    known = {year: cells["value"].dropna() for year, cells in sorted(by_year.items()) if year <= latest + later}
    values = pd.concat(known.values())
    years = np.repeat(np.array(list(known), dtype=np.int64), [len(own) for own in known.values()])
    of_round, of_year = (pd.array(given, dtype="Int64") for given in (years - latest, years))
    return pd.DataFrame({"round": of_round, "data_year": of_year, "value": values}, index=values.index)
