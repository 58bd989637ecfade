"""What is observed of an edition's targets, year by year, and the inputs of growth accounting."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from pipeline.data import expressions
from pipeline.data.reading import Reader
from pipeline.framework.edition import Edition
from pipeline.framework.sourcing import Source
from pipeline.framework.targets import Series, Target, Targets

VALUES = ["target", "unit_code", "year", "value"]
INPUTS = ["unit_code", "year", "output", "capital", "labour"]


def tables(edition: Edition, reader: Reader) -> set[str]:
    """Raw tables that the targets' own series are read from, as ``<source>/<table id>``.

    Raises
    ------
    FrameworkError, SchemaError : a source, table or column that no year has.
    """
    if edition.targets is None:
        return set()
    found = set()
    for column in edition.targets.columns:
        reader.check_exists(column, code=f"targets {edition.targets.name!r}")
        placed = (column.at(year) for year in range(_first_year(edition.targets), edition.about.year + 1))
        found |= {table for table, name in placed if reader.has(table, name)}
    return found


def observed(edition: Edition, panel: pd.DataFrame, *, root: Path) -> pd.DataFrame:
    """Every published value of every measured target up to the edition's year: ``target_values.csv``.

    Parameters
    ----------
    panel : the table ``panel.csv``, for targets that an indicator, outcome or size of the edition measures: what its
        source says of each round, nothing standing in.
    root : the project's folder, for targets with a series of their own.

    Raises
    ------
    DataError : see `expressions.evaluate`.
    """
    if edition.targets is None or not edition.targets.measured:
        return pd.DataFrame(columns=VALUES)
    reader = Reader(edition, root=root)
    frames = [
        _of_indicator(target, panel) if target.series is None else _of_series(target, target.series, edition, reader)
        for target in edition.targets.measured
    ]
    stacked = pd.concat(frames, ignore_index=True)
    known = stacked[stacked["value"].notna() & (stacked["year"] <= edition.about.year)]
    return known.sort_values(VALUES[:3], ignore_index=True)[VALUES]


def growth_inputs(edition: Edition, *, root: Path) -> pd.DataFrame:
    """Levels of output, capital and labour by unit and year; without rows where the targets name none."""
    growth = None if edition.targets is None else edition.targets.growth
    if growth is None:
        return pd.DataFrame(columns=INPUTS)
    reader = Reader(edition, root=root)
    parts = [
        _stacked(source, range(growth.first_year, edition.about.year + 1), reader, code=f"growth accounting, {name}")
        .set_index(["unit_code", "year"])["value"]
        .rename(name)
        for name, source in growth.inputs.items()
    ]
    return pd.concat(parts, axis=1).reset_index()[INPUTS].sort_values(INPUTS[:2], ignore_index=True)


def _of_indicator(target: Target, panel: pd.DataFrame) -> pd.DataFrame:
    own = panel[panel["code"] == target.indicator]
    return own.rename(columns={"data_year": "year"}).assign(target=target.code, year=own["data_year"].astype(int))[
        VALUES
    ]


def _of_series(target: Target, series: Series, edition: Edition, reader: Reader) -> pd.DataFrame:
    years = range(series.first_year, edition.about.year + 1)
    return _stacked(series.source, years, reader, code=f"target {target.code}").assign(target=target.code)


def _stacked(source: Source, years: range, reader: Reader, *, code: str) -> pd.DataFrame:
    """Values of all years that have any, one under another."""
    by_year = {year: expressions.evaluate(source, year, reader, code=code) for year in years}
    frames = [
        cells["value"].rename_axis("unit_code").reset_index().assign(year=year)
        for year, cells in by_year.items()
        if cells is not None
    ]
    return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=["unit_code", "value", "year"])


def _first_year(targets: Targets) -> int:
    firsts = [target.series.first_year for target in targets.measured if target.series is not None]
    return min([*firsts, *([] if targets.growth is None else [targets.growth.first_year])])
