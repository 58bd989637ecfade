"""COINr's purses, impute_panel and get_trends beside our panel, panel imputation and trends."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
import pandas as pd

from pipeline.certification import coinr_steps
from pipeline.certification.asem import Asem
from pipeline.certification.mapping import Mapped, NotRun, Stage
from pipeline.statistics import normalisation, panel, panel_imputation, scaling, screening, trends
from pipeline.statistics.types import FloatArray, IntArray

KEYS = ["Time", "uCode"]
GAPS = NotRun("input", "the panel with gaps that the impute_panel and get_trends calls are made with")
SERIES = "Other columns than the indicators are handed through by COINr and not compared."
ZERO = "From a value of 0 COINr's growth is infinite; ours is missing, and those rows are not compared."
YEARS = NotRun(
    "defect",
    "COINr takes the values of 2018-2020 under the years 2019-2021. Independent check: tests/statistics/test_trends.py "
    "reproduces the table from the wrong years and shows that the right ones give others",
)
Change = Callable[..., FloatArray]


def _long(asem: Asem, name: str, codes: list[str] | None = None) -> pd.DataFrame:
    """A panel by year and unit."""
    return asem.table(name).sort_values(KEYS).set_index(KEYS)[codes or asem.codes].astype(float)


def _cube(table: pd.DataFrame) -> FloatArray:
    """The same as years by units by indicators."""
    n_years = table.index.get_level_values("Time").nunique()
    return table.to_numpy().reshape(n_years, -1, table.shape[1])


def _flat(table: pd.DataFrame, cube: FloatArray) -> pd.DataFrame:
    return coinr_steps.like(table, cube.reshape(table.shape))


def _years(table: pd.DataFrame) -> IntArray:
    return table.index.get_level_values("Time").unique().to_numpy(dtype=np.int64)


def _raw(asem: Asem) -> pd.DataFrame:
    return _long(asem, "raw_ASEM_iData_p")


def _screened(asem: Asem) -> pd.DataFrame:
    """The units that have nine values in ten in their year."""
    values = _raw(asem)
    return values[screening.available(values.to_numpy()) >= screening.required(values.shape[1], share=0.9)]


def _treated(asem: Asem) -> pd.DataFrame:
    """Each year treated by itself, as COINr does it by default."""
    years = [own for _, own in _screened(asem).groupby("Time")]
    return asem.once(
        "purse", "treated", make=lambda: pd.concat([coinr_steps.treated(own, max_points=5).values for own in years])
    )


def _normalised(asem: Asem) -> pd.DataFrame:
    """Min-max, 0 to 100, between the goalposts of all years."""
    table = _treated(asem)
    low, high = panel.goalposts(_cube(table))
    direction = asem.direction(asem.codes)
    found = scaling.goalposts(_cube(table), direction=direction, low=low, high=high, lower=0.0, upper=100.0)
    return _flat(table, found)


def _normalised_by_year(asem: Asem) -> pd.DataFrame:
    table = _treated(asem)
    found = normalisation.min_max(_cube(table), direction=asem.direction(asem.codes), lower=0.0, upper=100.0)
    return _flat(table, found)


def _z_scores(asem: Asem) -> pd.DataFrame:
    """Standardised over all years as one."""
    table = _treated(asem)
    z_score = partial(normalisation.z_score, direction=asem.direction(asem.codes), mean=10.0, sd=2.0)
    return _flat(table, panel.as_one(_cube(table), normalise=z_score))


def _aggregated(asem: Asem) -> pd.DataFrame:
    return coinr_steps.aggregated(_normalised(asem), asem.tree, coinr_steps.arithmetic)


def _last_year(asem: Asem) -> pd.DataFrame:
    scores = _aggregated(asem).loc[2022]
    codes = asem.tree.index[asem.tree["Level"] > 1]
    return scores[codes].assign(Rank=coinr_steps.ranked(scores[["Index"]])["Index"])


def _last_values(
    asem: Asem, name: str, *, max_age: int | None = None, ends: panel_imputation.Ends = "blank"
) -> pd.DataFrame:
    table = _long(asem, name)
    found = panel_imputation.last_value(_cube(table), years=_years(table), max_age=max_age, ends=ends)
    return _flat(table, found.values)


def _data_years(asem: Asem) -> pd.DataFrame:
    table = _long(asem, "panel_gaps_input")
    found = panel_imputation.last_value(_cube(table), years=_years(table), max_age=None, ends="blank")
    return _flat(table, found.data_year.astype(float))


def _lines(asem: Asem) -> pd.DataFrame:
    table = _long(asem, "panel_gaps_input2")
    return _flat(table, panel_imputation.linear(_cube(table), years=_years(table), ends="nearest").values)


def _wanted_years(asem: Asem) -> pd.DataFrame:
    """COINr's approx_df: lines at 2010, 2012 and 2014; years that are wanted are blank rows."""
    given = pd.DataFrame(
        {"a": [1, np.nan, 3, 8], "b": [np.nan, 2, np.nan, 5], "c": [np.nan, np.nan, np.nan, 4]},
        [2010, 2011, 2013, 2016],
    )
    years = pd.Index([2010, 2011, 2012, 2013, 2014, 2016], name="tt")
    rows = given.reindex(years)
    found = panel_imputation.linear(rows.to_numpy()[:, np.newaxis], years=years.to_numpy(), ends="blank")
    wanted = rows.index.isin([2010, 2012, 2014])
    return coinr_steps.like(rows, np.where(wanted[:, np.newaxis], found.values[:, 0], rows)).drop(index=2016)


def _changes(table: pd.DataFrame, kept: FloatArray, name: str, change: Change) -> pd.DataFrame:
    """A trend of every unit and indicator, with the span of its observations."""
    years, cube = _years(table), _cube(table)
    span = trends.observed_span(cube, years=years)
    alone = span.first == span.last  # COINr names no span of one observation
    units = table.index.get_level_values("uCode").unique()
    columns = {
        name: change(kept, years=years),
        "Avail": span.availability_share,
        "t_first": np.where(alone, np.nan, span.first),
        "t_latest": np.where(alone, np.nan, span.last),
    }
    index = pd.MultiIndex.from_product([units, table.columns], names=["uCode", "iCode"])
    return pd.DataFrame({column: values.ravel() for column, values in columns.items()}, index=index)


def _trends(table: pd.DataFrame, name: str, change: Change) -> pd.DataFrame:
    """The trends of all years; growth from 0 apart."""
    found = _changes(table, _cube(table), name, change)
    from_zero = _cube(table)[0].ravel() == 0.0
    return found[~from_zero] if name == "CAGR" else found


def _raw_trends(asem: Asem, name: str, change: Change) -> pd.DataFrame:
    return _trends(_long(asem, "raw_ASEM_iData_p", ["LPI", "Flights", "CO2", "GDPGrow"]), name, change)


def _latest_trends(asem: Asem) -> pd.DataFrame:
    """Growth over the latest three values."""
    table = _long(asem, "panel_gaps_input", ["LPI", "Flights", "CO2"])
    return _changes(table, trends.latest(_cube(table), n_years=3), "CAGR", trends.compound_growth)


def _interpolated_trends(asem: Asem) -> pd.DataFrame:
    """Growth over lines through the gaps, times the direction."""
    table = _long(asem, "panel_gaps_input", ["LPI", "Flights", "CO2"])
    lines = panel_imputation.linear(_cube(table), years=_years(table), ends="blank").values
    found = _changes(table, lines, "CAGR", trends.compound_growth)
    direction = asem.direction(found.index.get_level_values("iCode"))
    return found.assign(CAGR=found["CAGR"] * direction)


def _index_trends(asem: Asem) -> pd.DataFrame:
    return _trends(_aggregated(asem)[["Index"]], "CAGR", trends.compound_growth)


PER_YEAR = partial(trends.percentage_change, per=1.0)

STAGES = (
    Stage(
        "panel",
        {
            "purse_Raw": Mapped(_raw),
            "purse_Screened": Mapped(_screened),
            "purse_Treated": Mapped(_treated),
            "purse_Normalised": Mapped(_normalised),
            "purse_norm_local": Mapped(_normalised_by_year),
            "purse_norm_global_zscore": Mapped(_z_scores),
            "purse_Aggregated": Mapped(_aggregated),
            "purse_results_2022": Mapped(_last_year),
        },
        {"panel_gaps_input": GAPS, "panel_gaps_input2": GAPS},
    ),
    Stage(
        "panel imputation",
        {
            "impute_panel_latest": Mapped(lambda asem: _last_values(asem, "panel_gaps_input2"), partial=SERIES),
            "impute_panel_latest_max1": Mapped(
                lambda asem: _last_values(asem, "panel_gaps_input", max_age=1), partial=SERIES
            ),
            "impute_panel_latest_DataT": Mapped(_data_years),
            "impute_panel_constant": Mapped(
                lambda asem: _last_values(asem, "panel_gaps_input2", ends="nearest"), partial=SERIES
            ),
            "impute_panel_linear": Mapped(_lines, partial=SERIES),
            "purse_impute_panel_latest": Mapped(lambda asem: _last_values(asem, "panel_gaps_input")),
            "approx_df_demo": Mapped(
                _wanted_years,
                partial="A single observation COINr blanks as well, where ours leaves what was observed: the row of 2016 "
                "is left out.",
            ),
        },
        {
            "impute_panel_linear_error": NotRun(
                "error", "COINr stops where a series has one observation; ours leaves the series as it is"
            )
        },
    ),
    Stage(
        "trends",
        {
            "trends_CAGR_Raw": Mapped(lambda asem: _raw_trends(asem, "CAGR", trends.compound_growth), partial=ZERO),
            "trends_prc_change_Raw": Mapped(lambda asem: _raw_trends(asem, "prc_change", PER_YEAR)),
            "trends_Aggregated_CAGR": Mapped(_index_trends),
            "trends_CAGR_gap_latest3": Mapped(
                _latest_trends, partial="COINr's spans of the three latest years are not reported here and left out."
            ),
            "trends_CAGR_gap_interp": Mapped(_interpolated_trends),
        },
        {"trends_CAGR_Time19_21": YEARS, "trends_prc_change_Time19_21": YEARS},
    ),
)
