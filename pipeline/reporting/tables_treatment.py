"""Tables of the chapter on treatment."""

from __future__ import annotations

import pandas as pd

from pipeline.framework.hierarchy import Hierarchy
from pipeline.framework.units import Units
from pipeline.reporting import table, words
from pipeline.reporting.table import Column, Table
from pipeline.reporting.tables_data import column, finished, measured, node_column, numeric, unit_column, worded

OWN_SCALE = "none"
"""Of values that no transformation has taken from their unit of measure."""


def treatment(treatment: pd.DataFrame, framework: Hierarchy, *, language: str) -> Table:
    """Skewness and kurtosis at each stage with the margin to each threshold; what still fires is marked."""
    has_alone = not treatment.empty and treatment["margin_kurtosis_alone"].notna().any()
    alone = [numeric(treatment, "margin_kurtosis_alone", "margin_kurtosis_alone", language)] if has_alone else []
    columns = [
        node_column(treatment, framework, language, key="indicator"),
        worded(treatment, "transformation", "transformation", language, group="transformation"),
        numeric(treatment, "skewness_raw", "skewness_before", language),
        numeric(treatment, "kurtosis_raw", "kurtosis_before", language),
        numeric(treatment, "skewness_transformed", "skewness_transformed", language),
        numeric(treatment, "kurtosis_transformed", "kurtosis_transformed", language),
        numeric(treatment, "margin_skewness", "margin_skewness", language),
        numeric(treatment, "margin_kurtosis", "margin_kurtosis", language),
        *alone,
        numeric(treatment, "n_winsorised", "n_winsorised", language, digits=0),
        numeric(treatment, "n_tied", "n_tied", language, digits=0),
        _fallback(treatment, language),
        numeric(treatment, "skewness_treated", "skewness_after", language),
        numeric(treatment, "kurtosis_treated", "kurtosis_after", language),
    ]
    fires = [] if treatment.empty else list(treatment["outlying_treated"].fillna(False).astype(bool))
    marked = frozenset(number for number, still in enumerate(fires) if still)
    return finished("treatment", columns, language=language, marked=marked)


def transformations(treatment: pd.DataFrame, framework: Hierarchy, *, language: str) -> Table:
    """Every transformed indicator with the constants that it took; missing where its formula has none."""
    if not treatment.empty:
        treatment = treatment[(treatment["transformation"] != "none") | (treatment["fallback"].fillna("") != "")]
    columns = [
        node_column(treatment, framework, language, key="indicator"),
        worded(treatment, "transformation", "transformation", language, group="transformation"),
        _fallback(treatment, language),
        worded(treatment, "reflected", "reflected", language, group="yes"),
        measured(treatment, "constant_low", "constant_low", language),
        measured(treatment, "constant_high", "constant_high", language),
        numeric(treatment, "power", "constant_power", language),
        measured(treatment, "factor", "constant_factor", language),
        numeric(treatment, "n_beyond", "n_beyond", language, digits=0),
    ]
    return finished("transformations", columns, language=language)


def treated_cells(treated_cells: pd.DataFrame, units: Units, framework: Hierarchy, *, language: str) -> Table:
    """Every winsorised cell, before and after."""
    columns = [
        node_column(treated_cells, framework, language, key="indicator"),
        unit_column(treated_cells, units, language),
        measured(treated_cells, "before", "before", language),
        measured(treated_cells, "after", "after", language),
    ]
    return finished("treated_cells", columns, language=language)


def scales(treatment: pd.DataFrame) -> dict[str, str]:
    """The scale of each indicator's treated values: its transformations with ``+`` between; own unit of measure: ``none``."""
    found = {}
    for row in treatment.to_dict("records"):
        steps = [row[name] for name in ("transformation", "fallback") if row[name] and not pd.isna(row[name])]
        found[str(row["code"])] = "+".join(str(step) for step in steps if step != OWN_SCALE) or OWN_SCALE
    return found


def scale_words(scale: str, measure: str, language: str) -> str:
    """A scale in words: the unit of measure, or what was taken of it."""
    if scale == OWN_SCALE:
        return measure
    return "; ".join([*(words.coded("transformation", step, language) for step in scale.split("+")), measure])


def fallback_name(name: object, reflected: object, language: str) -> str:
    """The fallback's name, with the end from which it counts; empty where none was taken."""
    if not name or pd.isna(name):
        return ""
    said = words.coded("transformation", name, language)
    return words.word("fallback_reflected", language).format(name=said) if reflected else said


def _fallback(treatment: pd.DataFrame, language: str) -> Column:
    pairs = zip(column(treatment, "fallback"), column(treatment, "reflected"), strict=True)
    return table.text(words.word("fallback", language), [fallback_name(*pair, language) for pair in pairs])
