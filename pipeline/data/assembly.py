"""From raw tables to one edition's values: every value with its data year, its status and where it comes from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from pipeline.construction import rebuilding
from pipeline.data import crosschecks, expectations, expressions, outside, rebuilt_units, target_series, year_rule
from pipeline.data.reading import Reader
from pipeline.data.rebuilt_units import ByYear, Read
from pipeline.framework import sourcing
from pipeline.framework.edition import Edition
from pipeline.framework.sourcing import YEAR

EARLIER_ROUNDS = 2
"""Years before the year rule's oldest in which a unit's own earlier rounds are still looked for."""

LATER_ROUNDS = 1
"""Years after an indicator's newest data year that the panel may hold, if a raw table already does: a line between two
rounds needs an end on either side of a blank, and the next one is enough. No value of it enters ``values.csv``."""


@dataclass(frozen=True)
class Gathered:
    """What `gather` found; each frame has the columns of its processed table (see `pipeline.data.schema`)."""

    values: pd.DataFrame
    panel: pd.DataFrame
    corrections: pd.DataFrame
    structural_zeros: pd.DataFrame
    crosschecks: pd.DataFrame
    sources: pd.DataFrame
    rebuilt: pd.DataFrame
    rebuild_rules: pd.DataFrame
    rebuilt_checks: pd.DataFrame


def gather(edition: Edition, *, root: Path) -> Gathered:
    """Read, check and evaluate everything that an edition's indicators, outcomes and sizes are made from.

    Parameters
    ----------
    edition : ``use_structural_zeros`` and ``use_earlier_years`` of its method are obeyed.
    root : the project's folder.

    Returns
    -------
    ``values``: every unit by every indicator, outcome and size, with data year, SDMX status and origin (published,
    earlier_year, structural_zero; not_published and source_fault are blank). ``panel``: what is known of every round,
    see `year_rule.rounds`. ``corrections``, ``structural_zeros``, ``crosschecks`` and ``sources`` of the tables used.
    Where the edition's units are made from those of its raw tables: ``rebuild_rules``, ``rebuilt`` (every cell that was
    made from several) and ``rebuilt_checks``; otherwise these have no rows.

    Raises
    ------
    StaleInputError : a raw file that is not the one described.
    SchemaError, CorrectionError, DataError : a table that breaks its contract; implausible values.
    CoverageError : an indicator without data inside its year rule, one left out that has data, a missing province.
    """
    reader = Reader(edition, root=root)
    expectations.check_sources(edition, reader)
    read = rebuilt_units.read(edition, reader, {node.code: _years(edition, node.code) for node in edition.coded})
    by_code = {code: own.after for code, own in read.items()}
    latest = {code: _latest(edition, code, by_year) for code, by_year in by_code.items()}
    left_out = {
        code: _latest(edition, code, rebuilt_units.as_printed(edition, code, reader, _window(edition, code)))
        for code in edition.about.left_out
        if code in edition.sources.indicators
    }
    cells = set(_cells(edition, reader))
    tables = {table for table, _ in cells}
    expectations.check_coverage(edition, latest, left_out)
    expectations.check_units(edition, tables, reader)
    expectations.check_bounds(edition, {code: own.before for code, own in read.items()}, edition.raw_units)
    if edition.about.rebuilt is not None:
        expectations.check_bounds(edition, by_code, edition.units)
    chosen = {code: _choose(edition, code, by_code[code], year) for code, year in latest.items() if year is not None}
    rounds = {
        code: year_rule.rounds(by_code[code], latest=year, later=LATER_ROUNDS)
        for code, year in latest.items()
        if year is not None
    }
    return Gathered(
        values=_stacked(chosen, key=["unit_code", "code"]),
        panel=_stacked(rounds, key=["unit_code", "code", "round"]),
        corrections=_corrections(reader, tables),
        structural_zeros=_structural_zeros(reader, tables),
        crosschecks=crosschecks.check(cells, reader),
        sources=_sources(
            reader,
            tables
            | _guards(reader, tables)
            | rebuilt_units.published_tables(edition)
            | outside.tables(edition)
            | target_series.tables(edition, reader),
        ),
        rebuilt=rebuilt_units.stacked([own.record for own in read.values()], rebuilding.RECORD),
        rebuild_rules=rebuilding.rules(edition),
        rebuilt_checks=_checks(edition, read, chosen, root),
    )


def published(edition: Edition, *, root: Path) -> pd.DataFrame:
    """Published scores that a replication edition is held against: ``unit_code, code, published, tolerance``.

    Raises
    ------
    SchemaError : a table or column that does not exist in the edition's year.
    """
    reader = Reader(edition, root=root)
    frames = []
    for item in edition.about.published:
        reader.check_exists(item.value, code=f"published {item.code}")
        table, column = item.value.at(edition.about.year)
        scores = reader.frame(table).cells(column, item.value.where)["value"].dropna()
        frames.append(
            pd.DataFrame({"unit_code": scores.index, "code": item.code, "published": scores.to_numpy()}).assign(
                tolerance=item.tolerance
            )
        )
    columns = ["unit_code", "code", "published", "tolerance"]
    if not frames:
        return pd.DataFrame(columns=columns)
    return pd.concat(frames)[columns].sort_values(["code", "unit_code"], ignore_index=True)


def raw_files(edition: Edition, *, root: Path) -> list[Path]:
    """Every raw file, source.yaml and corrections.yaml that `gather`, `published` and `outside` read; opens no table.

    The tables of earlier and later rounds of the panel are among them.

    Raises
    ------
    FrameworkError, SchemaError : a source, table or column that is not described.
    """
    reader = Reader(edition, root=root)
    expectations.check_sources(edition, reader)
    cells = set(_cells(edition, reader))
    tables = {table for table, _ in cells}
    tables |= {found[0] for cell in cells if (found := crosschecks.weight_of(*cell, reader)) is not None}
    for code in edition.about.left_out:
        tables |= {table for table, _ in _cells_of(edition, code, reader, _window(edition, code))}
    tables |= {item.value.at(edition.about.year)[0] for item in edition.about.published}
    tables |= rebuilt_units.published_tables(edition) | outside.tables(edition) | target_series.tables(edition, reader)
    return reader.files(tables | _guards(reader, tables))


def _window(edition: Edition, code: str) -> range:
    """The data years of one indicator that the year rule allows, newest first."""
    newest = edition.about.year
    return range(newest, newest - edition.sources.max_age(code) - 1, -1)


def _years(edition: Edition, code: str) -> range:
    """The data years of one indicator that the panel may hold, newest first; a standing figure has one round."""
    window = _window(edition, code)
    if all(column.standing for column in sourcing.columns(edition.sources.indicators[code].value)):
        return window[:1]
    return range(window[0] + LATER_ROUNDS, window[-1] - EARLIER_ROUNDS - 1, -1)


def _cells_of(edition: Edition, code: str, reader: Reader, years: range) -> Iterator[tuple[str, str]]:
    """Tables and columns that one indicator reads in some years."""
    for year in years:
        yield from expressions.resolve(edition.sources.indicators[code].value, year, reader) or ()


def _cells(edition: Edition, reader: Reader) -> Iterator[tuple[str, str]]:
    for node in edition.coded:
        years = _years(edition, node.code)
        yield from _cells_of(edition, node.code, reader, years)
        yield from rebuilt_units.weight_cells(edition, node, reader, years)


def _latest(edition: Edition, code: str, by_year: ByYear) -> int | None:
    window = _window(edition, code)
    return year_rule.latest_year(by_year, newest=window[0], oldest=window[-1])


def _choose(edition: Edition, code: str, by_year: ByYear, latest: int) -> pd.DataFrame:
    return year_rule.choose(
        by_year,
        latest=latest,
        oldest=_window(edition, code)[-1],
        use_earlier_years=edition.method.preparation.use_earlier_years,
    )


def _checks(edition: Edition, read: dict[str, Read], chosen: dict[str, pd.DataFrame], root: Path) -> pd.DataFrame:
    frames = [*(own.checks for own in read.values()), *rebuilt_units.checks(edition, chosen, root=root)]
    return rebuilt_units.stacked(frames, rebuilding.CHECKS)


def _stacked(by_code: dict[str, pd.DataFrame], *, key: list[str]) -> pd.DataFrame:
    """Frames by unit code, one under another, sorted by what identifies a row."""
    parts = [frame.rename_axis("unit_code").reset_index().assign(code=code) for code, frame in by_code.items()]
    stacked = pd.concat(parts, ignore_index=True)
    others = [name for name in stacked.columns if name not in ("unit_code", "code")]
    return stacked[["unit_code", "code", *others]].sort_values(key, ignore_index=True)


def _guards(reader: Reader, tables: set[str]) -> set[str]:
    """Tables whose rows prove the structural zeros of other tables."""
    rules = [(rule, year) for table in tables for rule, year in reader.rules_of(table)]
    return {(rule.guard_table or rule.table).replace(YEAR, str(year)) for rule, year in rules}


def _corrections(reader: Reader, tables: set[str]) -> pd.DataFrame:
    columns = ["source", "table", "unit", "column", "found", "instead", "reason_vi", "reason_en"]
    lines = [
        {"source": table.split("/", 1)[0], **item.correction.model_dump()}
        for table in sorted(tables)
        for item in reader.plain(table).corrected
    ]
    frame = pd.DataFrame(lines, columns=columns)
    return frame.sort_values(["source", "table", "unit", "column"], ignore_index=True)


def _structural_zeros(reader: Reader, tables: set[str]) -> pd.DataFrame:
    columns = ["table", "column", "unit_code", "reason_vi", "reason_en"]
    lines = [
        (zeros.table, zeros.column, unit, zeros.rule.reason_vi, zeros.rule.reason_en)
        for zeros in reader.zeros
        if zeros.table in tables
        for unit in zeros.unit_codes
    ]
    return pd.DataFrame(lines, columns=columns).sort_values(columns[:3], ignore_index=True)


def _sources(reader: Reader, tables: set[str]) -> pd.DataFrame:
    columns = ["source", "table", "file", "sha256", "producer", "licence", "title", "unit_of_measure"]
    lines = []
    for table in sorted(tables):
        name, table_id = table.split("/", 1)
        described = reader.described(table)
        raw = described.table(table_id)
        source = described.source
        lines.append(
            (name, table_id, raw.file, raw.sha256, source.producer, source.licence, raw.title, raw.unit_of_measure)
        )
    return pd.DataFrame(lines, columns=columns).sort_values(["source", "table"], ignore_index=True)
