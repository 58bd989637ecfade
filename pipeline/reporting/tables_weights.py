"""Tables of the weights page: what stands behind the weights in use, and what every other weighting would do."""

from __future__ import annotations

import typing
from collections.abc import Hashable, Mapping

import pandas as pd

from pipeline.framework import admissibility
from pipeline.framework.hierarchy import Hierarchy
from pipeline.framework.options import Weighting
from pipeline.framework.units import Units
from pipeline.reporting import labels, numbers, table, words
from pipeline.reporting.table import Table
from pipeline.reporting.tables_data import column, finished, node_column, numeric, percent, unit_column, worded

Row = Mapping[Hashable, object]
VARIANTS: tuple[str, ...] = typing.get_args(Weighting)
DOUBTFUL = ("inconsistent", "not_reached")
IN_PER_CENT = ("variance_share", "importance", "dispersion")


def weight_evidence(weight_evidence: pd.DataFrame, framework: Hierarchy, *, language: str) -> Table:
    """Shares in use and nominal, the range among experts, and one figure to judge them by; nominal groups are left out."""
    frame = weight_evidence
    if not frame.empty:
        order = {node.code: place for place, node in enumerate(framework.nodes)}
        frame = frame[frame["weighting"] != "nominal"]
        frame = frame.sort_values("code", key=lambda codes: codes.map(order))
    rows = [] if frame.empty else frame.to_dict("records")
    columns = [
        node_column(frame, framework, language, key="node"),
        worded(frame, "weighting", "weighting_used", language, group="weighting"),
        percent(frame, "weight", "weight_used", language),
        percent(frame, "nominal", "weight_nominal", language),
        table.figures(words.word("weight_range", language), [_range(row, language) for row in rows]),
        numeric(frame, "n", "weight_n", language, digits=0),
        table.text(words.word("weight_figure", language), [_figure(row, language) for row in rows]),
    ]
    marked = frozenset(number for number, row in enumerate(rows) if row["verdict"] in DOUBTFUL)
    note = _note({str(row["weighting"]) for row in rows}, language)
    return finished("weight_evidence", columns, language=language, marked=marked, note=note)


def weight_variants(
    weight_variants: pd.DataFrame, weight_shifts: pd.DataFrame, units: Units, framework: Hierarchy, *, language: str
) -> Table:
    """Every weighting: effective weights of the pillars, mean and largest shift of rank, or why it is not feasible."""
    frame = in_order(weight_shifts)
    variants = [str(variant) for variant in column(frame, "variant")]
    wide = effective(weight_variants, framework)
    columns = [
        worded(frame, "variant", "weighting_used", language, group="weighting"),
        worded(frame, "kind", "weight_kind", language, group="weight_kind"),
    ]
    for node in wide.columns:
        name = labels.node(framework, str(node), language, width=32)
        header = words.word("weight_of_node", language).format(name=name)
        shown = wide[node].reindex(variants)
        columns.append(table.figures(header, [numbers.percent(own, language=language, digits=1) for own in shown]))
    columns += [
        numeric(frame, "mean_shift", "mean_shift", language),
        numeric(frame, "largest_shift", "largest_shift", language, digits=0),
        unit_column(frame, units, language),
        numeric(frame, "spearman", "spearman", language, digits=3),
        worded(frame, "reason", "weight_lacks", language, group="weight_lacks"),
    ]
    note = f"{words.word('weight_note_data', language)} {words.word('weight_note_doubt', language)}"
    return finished("weight_variants", columns, language=language, note=note)


def in_order(weight_shifts: pd.DataFrame) -> pd.DataFrame:
    """Weightings in the order in which the options name them."""
    if weight_shifts.empty:
        return weight_shifts
    places = {variant: place for place, variant in enumerate(VARIANTS)}
    return weight_shifts.sort_values("variant", key=lambda variants: variants.map(places)).reset_index(drop=True)


def effective(weight_variants: pd.DataFrame, framework: Hierarchy) -> pd.DataFrame:
    """Effective weights of the pillars: weightings as rows, pillars as columns in the order of the framework."""
    if weight_variants.empty:
        return pd.DataFrame()
    codes = [node.code for node in labels.pillars(framework)]
    own = weight_variants[weight_variants["code"].isin(codes)]
    return own.pivot(index="variant", columns="code", values="effective").reindex(columns=codes).astype(float)


def _range(row: Row, language: str) -> str:
    low, high = (numbers.percent(row[name], language=language, digits=1) for name in ("low", "high"))
    return f"{low} – {high}" if low else ""


def _figure(row: Row, language: str) -> str:
    if numbers.missing(row["figure"]):
        return ""
    write = numbers.percent if row["measure"] in IN_PER_CENT else numbers.number
    digits = 1 if row["measure"] in IN_PER_CENT else 3
    text = (
        f"{words.coded('measure', row['measure'], language)} {write(row['figure'], language=language, digits=digits)}"
    )
    whose = f" ({row['who']})" if row["who"] else ""
    verdict = words.coded("weight_verdict", row["verdict"], language)
    return f"{text}{whose}; {verdict}" if verdict else f"{text}{whose}"


def _note(weightings: set[str], language: str) -> str:
    """A sentence for each kind of weighting in use, and where benefit of the doubt is to be found."""
    kinds = {admissibility.origin(name) for name in weightings}
    keys = [f"weight_note_{kind}" for kind in ("decided", "experts", "data") if kind in kinds]
    return " ".join(words.word(key, language) for key in [*keys, "weight_note_doubt"])
