"""Tables of an edition whose units are made from those of its raw tables."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from pipeline.framework.edition import Edition
from pipeline.framework.hierarchy import Node
from pipeline.reporting import labels, numbers, table, words
from pipeline.reporting.table import STYLE, Table
from pipeline.reporting.tables_data import column, finished, measured, numeric, plain, unit_column, worded

PUBLISHED, DENOMINATOR, RATIO = "published", "denominator", "ratio"


@dataclass(frozen=True)
class Stack:
    """Several tables shown one under another; none at all for an edition that ranks the units of its raw tables."""

    tables: tuple[Table, ...]

    def _repr_html_(self) -> str:
        return STYLE + "".join(own.html for own in self.tables) if self.tables else ""

    def __str__(self) -> str:
        return "\n\n".join(own.text for own in self.tables)


def rebuilding(
    values: pd.DataFrame,
    rebuilt: pd.DataFrame,
    rules: pd.DataFrame,
    checks: pd.DataFrame,
    edition: Edition,
    *,
    language: str,
) -> Stack:
    """Rules with refusals and their reasons, approximations with the range of their parts, totals before and after."""
    if edition.about.rebuilt is None:
        return Stack(())
    return Stack(
        (
            rebuild_rules(rules, edition, language=language),
            rebuilt_approximations(values, rebuilt, edition, language=language),
            rebuilt_checks(values, checks, edition, language=language),
        )
    )


def rebuild_rules(rules: pd.DataFrame, edition: Edition, *, language: str) -> Table:
    """The rule of every node, what it divides or weighs by, and why it is approximate or refused; refusals are marked."""
    weights = [
        words.word("rebuild_own_denominator", language)
        if rule == RATIO and not weight
        else edition.sources.weights[str(weight)].name(language)
        if weight
        else ""
        for rule, weight in zip(column(rules, "rule"), column(rules, "weight"), strict=True)
    ]
    refused = [number for number, own in enumerate(column(rules, "refused")) if own]
    columns = [
        _nodes(rules, edition, language),
        worded(rules, "rule", "rebuild_rule", language, group="rebuild_rule"),
        table.text(words.word("rebuild_weight", language), weights),
        plain(rules, f"note_{language}", "reason", language),
    ]
    return finished("rebuild_rules", columns, language=language, marked=frozenset(refused))


def rebuilt_approximations(values: pd.DataFrame, rebuilt: pd.DataFrame, edition: Edition, *, language: str) -> Table:
    """A row an indicator: how many values are approximate, how far their parts lie apart, and where furthest."""
    own = chosen(values, rebuilt)
    own = own[own["approximate"].astype(bool)]
    own = own.assign(apart=own["part_high"] - own["part_low"])
    groups = [own[own["code"] == node.code] for node in _coded(edition) if (own["code"] == node.code).any()]
    furthest = pd.DataFrame([group.loc[group["apart"].idxmax()] for group in groups])
    names = [str(code) for code in column(furthest, "code")]
    medians = [numbers.measured(group["apart"].median(), language=language) for group in groups]
    columns = [
        _nodes(furthest, edition, language),
        table.text(
            words.word("unit_of_measure", language),
            [labels.measure(edition.framework.node(code), language) for code in names],
        ),
        table.figures(words.word("n_rebuilt", language), [f"{len(group)}" for group in groups]),
        table.figures(words.word("parts_apart", language), medians),
        table.text(
            words.word("parts_furthest", language),
            [_furthest(row, edition, language) for row in furthest.to_dict("records")],
        ),
    ]
    return finished("rebuilt_approximations", columns, language=language)


def rebuilt_checks(values: pd.DataFrame, checks: pd.DataFrame, edition: Edition, *, language: str) -> Table:
    """Amounts of the newest data year and what lies beyond its tolerance; denominators that agree are not repeated."""
    years = values.groupby("code")["data_year"].max()
    newest = checks["year"].astype(float) == checks["code"].map(years).astype(float)
    shown = newest & ~checks["part"].isin([PUBLISHED, DENOMINATOR])
    own = checks[shown | ~checks["within"].astype(bool)]
    parts = [
        f"{labels.node(edition.framework, str(code), language)}, {words.coded('rebuilt_part', part, language)}"
        for code, part in zip(column(own, "code"), column(own, "part"), strict=True)
    ]
    columns = [
        table.text(words.word("summed_column", language), parts),
        *([unit_column(own, edition.units, language)] if any(column(own, "unit_code")) else []),
        table.figures(words.word("data_year", language), [numbers.year(year) for year in column(own, "year")]),
        numeric(own, "expected", "sum_before", language),
        numeric(own, "found", "sum_after", language),
        numeric(own, "missing", "sum_missing", language),
        measured(own, "difference", "difference", language),
    ]
    beyond = frozenset(number for number, within in enumerate(column(own, "within")) if not within)
    return finished("rebuilt_checks", columns, language=language, marked=beyond)


def chosen(values: pd.DataFrame, rebuilt: pd.DataFrame) -> pd.DataFrame:
    """Records of the values that the edition uses, with these; a blank has none."""
    own = values.loc[values["value"].notna(), ["unit_code", "code", "data_year", "value"]]
    return rebuilt.merge(own, left_on=["unit_code", "code", "year"], right_on=["unit_code", "code", "data_year"])


def _coded(edition: Edition) -> tuple[Node, ...]:
    return labels.coded(edition.framework)


def _nodes(frame: pd.DataFrame, edition: Edition, language: str) -> table.Column:
    cells = [labels.node(edition.full_framework, str(code), language) for code in column(frame, "code")]
    return table.text(words.word("indicator", language), cells)


def _furthest(row: dict[str, object], edition: Edition, language: str) -> str:
    low, high, value = (numbers.measured(row[name], language=language) for name in ("part_low", "part_high", "value"))
    return f"{labels.unit(edition.units, str(row['unit_code']), language)}: {low} – {high} → {value}"
