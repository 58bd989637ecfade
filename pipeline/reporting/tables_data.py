"""Tables of the chapter on data."""

from __future__ import annotations

import pandas as pd

from pipeline.framework.edition import Edition
from pipeline.framework.hierarchy import Hierarchy
from pipeline.framework.units import Units
from pipeline.reporting import labels, numbers, table, words
from pipeline.reporting.table import Column, Table

DIGEST_SHOWN = 12


def finished(
    key: str, columns: list[Column], *, language: str, marked: frozenset[int] = frozenset(), note: str = ""
) -> Table:
    """A table with its title from the catalogue; its note is the count of rows (and ``note``), or why there are none."""
    n = len(columns[0].cells)
    count = words.word("n_rows", language).format(n=numbers.integer(n, language=language))
    said = f"{count} {note}".strip() if n else words.word(f"table_{key}_empty", language)
    return Table(words.word(f"table_{key}", language), columns, note=said, marked=marked)


def column(frame: pd.DataFrame, name: str) -> list[object]:
    """Cells of one column; an empty table of no columns has none."""
    return [] if frame.empty else list(frame[name])


def unit_column(frame: pd.DataFrame, units: Units, language: str, *, name: str = "unit_code") -> Column:
    """Names of units."""
    return table.text(words.word("unit", language), [labels.unit(units, str(c), language) for c in column(frame, name)])


def node_column(frame: pd.DataFrame, framework: Hierarchy, language: str, *, name: str = "code", key: str) -> Column:
    """Codes and names of nodes."""
    cells = [labels.node(framework, str(code), language) for code in column(frame, name)]
    return table.text(words.word(key, language), cells)


def numeric(frame: pd.DataFrame, name: str, key: str, language: str, *, digits: int = 2) -> Column:
    """Numbers of one column with a fixed count of decimals."""
    cells = [numbers.number(value, language=language, digits=digits) for value in column(frame, name)]
    return table.figures(words.word(key, language), cells)


def placed(frame: pd.DataFrame, name: str, key: str, language: str) -> Column:
    """Ranks of one column, or shifts of rank."""
    return table.figures(
        words.word(key, language), [numbers.rank(value, language=language) for value in column(frame, name)]
    )


def measured(frame: pd.DataFrame, name: str, key: str, language: str) -> Column:
    """Values of one column in their own units of measure."""
    return table.figures(
        words.word(key, language), [numbers.measured(value, language=language) for value in column(frame, name)]
    )


def percent(frame: pd.DataFrame, name: str, key: str, language: str, *, digits: int = 1) -> Column:
    """Shares of one column in per cent."""
    cells = [numbers.percent(value, language=language, digits=digits) for value in column(frame, name)]
    return table.figures(words.word(key, language), cells)


def plain(frame: pd.DataFrame, name: str, key: str, language: str) -> Column:
    """Text of one column as it is."""
    cells = ["" if numbers.missing(value) else value for value in column(frame, name)]
    return table.text(words.word(key, language), cells)


def worded(frame: pd.DataFrame, name: str, key: str, language: str, *, group: str) -> Column:
    """Coded values of one column in words."""
    return table.text(words.word(key, language), [words.coded(group, value, language) for value in column(frame, name)])


def sources(sources: pd.DataFrame, *, language: str) -> Table:
    """Raw tables with producer, licence and the beginning of their digest."""
    digests = [f"{digest}"[:DIGEST_SHOWN] for digest in column(sources, "sha256")]
    columns = [
        plain(sources, "table", "raw_table", language),
        plain(sources, "title", "title", language),
        plain(sources, "unit_of_measure", "unit_of_measure", language),
        plain(sources, "producer", "producer", language),
        plain(sources, "licence", "licence", language),
        table.text("SHA-256", digests),
    ]
    return finished("sources", columns, language=language)


def left_out(edition: Edition, *, language: str) -> Table:
    """Indicators that the edition leaves out by name, with the reason."""
    items = edition.about.left_out
    names = [labels.node(edition.full_framework, code, language) for code in items]
    reasons = [item.reason_vi if language == "vi" else item.reason_en for item in items.values()]
    columns = [
        table.text(words.word("indicator", language), names),
        table.text(words.word("reason", language), reasons),
    ]
    return finished("left_out", columns, language=language)


def blank_cells(values: pd.DataFrame, units: Units, framework: Hierarchy, *, language: str) -> Table:
    """Every cell that is not simply published for its year, with its class."""
    frame = values if values.empty else values[values["origin"] != "published"].sort_values(["code", "unit_code"])
    columns = [
        node_column(frame, framework, language, key="indicator"),
        unit_column(frame, units, language),
        worded(frame, "origin", "class", language, group="origin"),
        measured(frame, "value", "value", language),
        table.figures(words.word("data_year", language), [numbers.year(year) for year in column(frame, "data_year")]),
    ]
    return finished("blank_cells", columns, language=language)


def structural_zeros(structural_zeros: pd.DataFrame, units: Units, *, language: str) -> Table:
    """Cells that a declared and guarded rule takes as zero."""
    columns = [
        plain(structural_zeros, "table", "raw_table", language),
        plain(structural_zeros, "column", "raw_column", language),
        unit_column(structural_zeros, units, language),
        plain(structural_zeros, f"reason_{language}", "reason", language),
    ]
    return finished("structural_zeros", columns, language=language)


def corrections(corrections: pd.DataFrame, *, language: str) -> Table:
    """Known source faults and what stands instead."""
    columns = [
        plain(corrections, "table", "raw_table", language),
        plain(corrections, "unit", "unit", language),
        plain(corrections, "column", "raw_column", language),
        plain(corrections, "found", "found", language),
        worded(corrections, "instead", "instead", language, group="instead"),
        plain(corrections, f"reason_{language}", "reason", language),
    ]
    return finished("corrections", columns, language=language)


def crosschecks(crosschecks: pd.DataFrame, units: Units | None = None, *, language: str) -> Table:
    """The comparisons beyond their tolerance; the note counts all of them."""
    outside = crosschecks if crosschecks.empty else crosschecks[~crosschecks["within"].astype(bool)]
    columns = [
        plain(outside, "table", "raw_table", language),
        plain(outside, "column", "raw_column", language),
        table.text(
            words.word("unit_group", language),
            [_group_name(code, units, language) for code in column(outside, "group")],
        ),
        worded(outside, "rule", "rule", language, group="rule"),
        measured(outside, "published", "published", language),
        measured(outside, "computed", "computed", language),
        measured(outside, "difference", "difference", language),
        measured(outside, "tolerance", "tolerance", language),
    ]
    note = words.word("crosscheck_count", language).format(
        out=numbers.integer(len(outside), language=language), n=numbers.integer(len(crosschecks), language=language)
    )
    return Table(words.word("table_crosschecks", language), columns, note=note)


def _group_name(code: object, units: Units | None, language: str) -> str:
    regions = labels.region_names(units, language) if units is not None else {}
    return regions.get(str(code)) or words.coded("group", code, language)


def thresholds(edition: Edition, *, language: str) -> Table:
    """The edition's thresholds of screening with their meaning; each floor with the node it is set for."""
    own, framework = edition.about.screening, edition.framework
    floors = {code: floor for code, floor in own.pillar_floor.items() if code in framework.by_code}
    rows: list[tuple[str, str, float | bool]] = [
        ("share", "share", own.share),
        ("sub_pillars", "sub_pillars", own.sub_pillars),
        *(("pillar_floor", f"pillar_floor: {labels.node(framework, c, language)}", n) for c, n in floors.items()),
        ("zeros_are_missing", "zeros_are_missing", own.zeros_are_missing),
    ]
    columns = [
        table.text(words.word("threshold", language), [shown for _, shown, _ in rows]),
        table.figures(words.word("value", language), [_threshold(value, language) for _, _, value in rows]),
        table.text(words.word("meaning", language), [words.coded("threshold", name, language) for name, _, _ in rows]),
    ]
    return finished("thresholds", columns, language=language)


def _threshold(value: float | bool, language: str) -> str:
    return (
        words.coded("yes", value, language) if isinstance(value, bool) else numbers.measured(value, language=language)
    )


def unranked(screening: pd.DataFrame, units: Units, *, language: str) -> Table:
    """Units that are not ranked, with the reason and what they would need."""
    frame = screening if screening.empty else screening[~screening["ranked"].astype(bool)]
    columns = [unit_column(frame, units, language), plain(frame, f"reason_{language}", "reason_needed", language)]
    return finished("unranked", columns, language=language)
