"""Tables of targets: what is wanted, how every unit stands, the lights in words, the residual of growth."""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping

import pandas as pd

from pipeline.framework.edition import Edition
from pipeline.framework.targets import Target
from pipeline.reporting import labels, numbers, table, words
from pipeline.reporting.table import Table
from pipeline.reporting.tables_data import finished, percent, unit_column
from pipeline.reporting.tables_rebuilding import Stack

Row = Mapping[Hashable, object]
WORRYING = ("away", "missed", "insufficient")


def targets(edition: Edition, *, language: str) -> Table:
    """Every target with where it is stated, what measures it, or what it awaits and from whom; some that await are marked."""
    own = () if edition.targets is None else edition.targets.targets
    columns = [
        table.text(words.word("target", language), [title(target, language) for target in own]),
        table.text(words.word("target_wanted", language), [wanted(target, language) for target in own]),
        table.text(
            words.word("target_status", language), [words.coded("target_status", t.status, language) for t in own]
        ),
        table.text(words.word("target_basis", language), [_basis(target, edition, language) for target in own]),
        table.text(
            words.word("target_asked_of", language),
            ["" if target.awaits is None else target.awaits.asked_of(language) for target in own],
        ),
        table.text(
            words.word("target_statement", language),
            [] if edition.targets is None else [edition.targets.statements[t.statement].said(language) for t in own],
        ),
    ]
    waiting = frozenset(number for number, target in enumerate(own) if target.awaits is not None)
    marked = waiting if len(waiting) < len(own) else frozenset()  # marked throughout, nothing would stand out
    return finished("targets", columns, language=language, marked=marked)


def target_lights(units: pd.DataFrame, edition: Edition, *, language: str) -> Table:
    """A row a unit, a column a target: the light in words, with those of the ends of the pace where they differ."""
    measured = [] if edition.targets is None or units.empty else edition.targets.measured
    codes = list(edition.units.codes) if measured else []
    columns = [table.text(words.word("unit", language), [labels.unit(edition.units, code, language) for code in codes])]
    marked: set[int] = set()
    for target in measured:
        own = units[units["target"] == target.code].set_index("unit_code").reindex(codes)
        columns.append(table.text(title(target, language), [light(row, language) for row in own.to_dict("records")]))
        marked |= {number for number, word in enumerate(own["light"]) if word in WORRYING}
    return finished("target_lights", columns, language=language, marked=frozenset(marked))


def target_units(units: pd.DataFrame, edition: Edition, *, language: str) -> Stack:
    """For each measured target every unit, furthest from it last: value, distance, required and observed pace, arrival."""
    measured = [] if edition.targets is None or units.empty else edition.targets.measured
    return Stack(tuple(_of_target(target, units, edition, language) for target in measured))


def _of_target(target: Target, units: pd.DataFrame, edition: Edition, language: str) -> Table:
    own = units[units["target"] == target.code].sort_values(
        ["score", "unit_code"], ascending=[False, True], na_position="last"
    )
    rows = own.to_dict("records")

    def shown(name: str) -> list[str]:
        return [numbers.measured(row[name], language=language) for row in rows]

    values = [
        f"{value} ({numbers.year(row['year'])})" if value else ""
        for value, row in zip(shown("value"), rows, strict=True)
    ]
    columns = [
        unit_column(own, edition.units, language),
        table.figures(words.word("target_value", language), values),
        table.figures(words.word("target_gap", language), shown("gap")),
        table.figures(
            words.word("target_score", language),
            [numbers.number(row["score"], language=language, digits=1) for row in rows],
        ),
        table.figures(
            words.word("target_required", language), [_a_year(row["required"], target, language) for row in rows]
        ),
        table.figures(words.word("target_pace", language), [_observed(row, target, language) for row in rows]),
        table.text(words.word("target_reached", language), [reached(row, language) for row in rows]),
        table.text(words.word("light", language), [light(row, language) for row in rows]),
    ]
    made = finished("target_units", columns, language=language)
    heading = f"{title(target, language)} ({wanted(target, language)})"
    return Table(f"{heading}. {made.title}", made.columns, note=made.note)


def growth_residual(residuals: pd.DataFrame, edition: Edition, *, language: str) -> Table:
    """Growth of output, capital and labour, and the residual, by unit and year."""
    known = residuals if residuals.empty else residuals[residuals["residual"].notna()]
    years = [] if known.empty else [numbers.year(year) for year in known["year"]]
    columns = [
        unit_column(known, edition.units, language),
        table.figures(words.word("growth_year", language), years),
        *(percent(known, name, f"growth_{name}", language) for name in ("output", "capital", "labour", "residual")),
    ]
    return finished("growth_residual", columns, language=language)


def title(target: Target, language: str) -> str:
    """Code and name of a target."""
    return f"{target.code} {target.name(language)}"


def wanted(target: Target, language: str) -> str:
    """What is wanted by when, with its unit of measure."""
    last = target.high if math.isfinite(target.high) else target.low
    value = labels.with_measure(numbers.measured(last, language=language), target.measure(language))
    low = numbers.measured(target.low, language=language) if math.isfinite(target.low) else ""
    return words.word(f"target_{target.comparison}", language).format(value=value, low=low, year=target.year)


def light(row: Row, language: str) -> str:
    """A light in words; with those of the slow and the fast end of the pace, where the light hangs on it."""
    said, low, high = (words.coded("light", row[name], language) for name in ("light", "light_low", "light_high"))
    if row["light_low"] == row["light_high"]:
        return said
    bare = (part.split(" ", 1)[1] for part in (low, high))
    return words.word("light_between", language).format(light=said, **dict(zip(("low", "high"), bare, strict=True)))


def reached(row: Row, language: str) -> str:
    """The year of arrival as a range, or why there is none."""
    first, last = numbers.year(row["reached_first"]), numbers.year(row["reached_last"])
    kind = "once" if row["reached"] == "range" and first == last else str(row["reached"])
    return words.word(f"reached_{kind}", language).format(first=first, last=last)


def _basis(target: Target, edition: Edition, language: str) -> str:
    if target.awaits is not None:
        return target.awaits.what(language)
    named = (
        words.word("target_by_series", language)
        if target.indicator is None
        else labels.node(edition.framework, target.indicator, language)
    )
    zero = words.word("target_baseline", language).format(
        value=numbers.measured(target.baseline, language=language), note=target.baseline_note(language)
    )
    return f"{named}; {zero}"


def _a_year(value: object, target: Target, language: str) -> str:
    """A change per year in the unit of measure, or in per cent of the year before."""
    if target.path == "geometric":
        return numbers.percent(value, language=language, digits=1)
    return numbers.measured(value, language=language, significant=3)


def _observed(row: Row, target: Target, language: str) -> str:
    """The middle pace with its range; why not, where there is none."""
    if numbers.missing(row["pace"]):
        return words.word("reached_no_value" if numbers.missing(row["value"]) else "reached_not_estimable", language)
    middle, low, high = (_a_year(row[name], target, language) for name in ("pace", "pace_low", "pace_high"))
    return f"{middle} [{low}; {high}]"
