"""What gathered values must hold before anything is computed from them: coverage, plausible bounds, every province."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from pipeline.data.reading import Reader
from pipeline.errors import CoverageError, DataError, FrameworkError, listed
from pipeline.framework import sourcing
from pipeline.framework.edition import Edition
from pipeline.framework.hierarchy import Node
from pipeline.framework.units import Units


def check_sources(edition: Edition, reader: Reader) -> None:
    """Refuse an indicator without a source, and a table or column that its source does not know under any year.

    Raises
    ------
    FrameworkError, SchemaError
    """
    known = edition.sources.indicators
    unsourced = [node.code for node in edition.coded if node.code not in known]
    if unsourced:
        raise FrameworkError(
            f"edition {edition.id} is incomplete: every indicator needs a source before values are gathered, found none "
            f"for {listed(unsourced)}. Add them to sources.yaml, or leave them out by name in edition.yaml (left_out)"
        )
    for code in (*(node.code for node in edition.coded), *edition.about.left_out):
        for column in sourcing.columns(known[code].value) if code in known else ():
            reader.check_exists(column, code=code)
    for name, weight in edition.sources.weights.items():
        for column in sourcing.columns(weight.value):
            reader.check_exists(column, code=f"weight {name}")
    scores, rebuilt = edition.about.published, edition.about.rebuilt
    figures = () if rebuilt is None else rebuilt.published
    for code, column in [(item.code, item.value) for item in scores] + [(item.code, item.value) for item in figures]:
        reader.check_exists(column, code=f"published {code}")


def check_coverage(edition: Edition, latest: Mapping[str, int | None], left_out: Mapping[str, int | None]) -> None:
    """Refuse an indicator that has no value inside its year rule, and one left out that has.

    Parameters
    ----------
    latest, left_out : the newest data year inside the year rule of each code, or None.

    Raises
    ------
    CoverageError : all of them at once.
    """
    beside = {node.code for node in (*edition.framework.outcomes, *edition.framework.sizes)}
    faults = [
        f"{_what(edition, code)} has no value of any unit from {_window(edition, code)}; "
        + (
            "remove it from framework.csv and sources.yaml"
            if code in beside
            else "leave it out by name in edition.yaml (left_out) and say why"
        )
        for code, year in latest.items()
        if year is None
    ]
    faults += [
        f"{_what(edition, code)} is left out, but has values of {year}, inside {_window(edition, code)}; "
        "take it back in: remove it from left_out in edition.yaml"
        for code, year in left_out.items()
        if year is not None
    ]
    if faults:
        raise CoverageError(f"edition {edition.id}: {listed(faults)}")


def _what(edition: Edition, code: str) -> str:
    return f"{edition.full_framework.node(code).role} {code}"


def _window(edition: Edition, code: str) -> str:
    newest = edition.about.year
    return f"{newest - edition.sources.max_age(code)} to {newest}"


def check_bounds(edition: Edition, by_code: Mapping[str, Mapping[int, pd.DataFrame]], units: Units) -> None:
    """Refuse values outside the plausible bounds of their indicator (inclusive), in every year that was read.

    Parameters
    ----------
    units : those that the values are of.

    Raises
    ------
    DataError : all of them at once.
    """
    faults = [
        f"{fault} (read from {_read_from(edition, node, year)})"
        for node in edition.coded
        for year, cells in by_code[node.code].items()
        for fault in _implausible(node, year, cells["value"], units)
    ]
    if faults:
        raise DataError(
            f"{listed(faults)}. Correct the source through corrections.yaml, or the bounds in framework.csv if the value "
            "is right"
        )


def _implausible(node: Node, year: int, values: pd.Series, units: Units) -> list[str]:
    low = -float("inf") if node.plausible_low is None else node.plausible_low
    high = float("inf") if node.plausible_high is None else node.plausible_high
    outside = values[(values < low) | (values > high)]
    names = {unit.unit_code: unit.name_vi for unit in units.units}
    return [
        f"indicator {node.code} ({node.name_en}), {names[str(unit)]} ({unit}), {year}: a value from {low:g} to {high:g} "
        f"{node.unit_of_measure} is plausible, found {value:.10g}"
        for unit, value in outside.items()
    ]


def _read_from(edition: Edition, node: Node, year: int) -> str:
    columns = sourcing.columns(edition.sources.indicators[node.code].value)
    return ", ".join(":".join(column.at(year)) for column in columns)


def check_units(edition: Edition, tables: Iterable[str], reader: Reader) -> None:
    """Refuse an edition one of whose units (of those that its tables speak of) has a row in none of them.

    Raises
    ------
    CoverageError
    """
    printed = {code for table in tables for code in reader.plain(table).printed}
    absent = [unit for unit in edition.raw_units.units if unit.unit_code not in printed]
    if absent:
        names = listed(f"{unit.name_vi} ({unit.unit_code})" for unit in absent)
        file = "units.csv" if edition.about.rebuilt is None else "units_before.csv"
        raise CoverageError(
            f"edition {edition.id}: a province is missing: every unit of {file} needs a row in at least one table, "
            f"found none for {names}. Restore the rows, or take the units out of {file}"
        )
