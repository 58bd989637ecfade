"""The tables that are handed out: which, with what columns, made of the run's tables, and how they refer to each other.

Words for tables and columns stand in `pipeline.reporting.words_open_data`. Every table is a frame with the columns of
its contract, so that it is written as the run's own tables are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd

from pipeline.data.schema import schema_of
from pipeline.data.table_schema import TableSchema, table
from pipeline.framework.hierarchy import Node
from pipeline.publication import sdmx_codes
from pipeline.publication.published_run import PublishedRun
from pipeline.reporting import labels, report_annex, tables_treatment, words

UNITS, FRAMEWORK = "units", "framework"
UNIT = {"unit_code": (UNITS, "unit_code")}
NODE = {"code": (FRAMEWORK, "code")}
Make = Callable[[PublishedRun], pd.DataFrame | None]
References = Mapping[str, tuple[str, str]]


@dataclass(frozen=True)
class OpenTable:
    """A table as it is handed out.

    Parameters
    ----------
    contract : name, columns with their types, and key.
    frame : rows; columns as in the contract.
    references : column -> (table, column) whose values it holds, where it holds any.
    """

    contract: TableSchema
    frame: pd.DataFrame
    references: References

    @property
    def name(self) -> str:
        return self.contract.name.removesuffix(".csv")


def tables(run: PublishedRun) -> list[OpenTable]:
    """Every table that the run has something for, in the order in which a reader wants them.

    Raises
    ------
    SchemaError : the run lacks a table that every run writes.
    """
    made = ((contract, make(run), references) for contract, make, references in DECLARED)
    return [
        OpenTable(contract, _in_order(frame, contract), references)
        for contract, frame, references in made
        if frame is not None
    ]


def column_words(name: str, column: str, language: str) -> str:
    """What a column of a table holds, in one language."""
    own = f"open_column_{name}_{column}"
    return words.word(own if own in words.CATALOGUE else f"open_column_{column}", language)


def _in_order(frame: pd.DataFrame, contract: TableSchema) -> pd.DataFrame:
    return frame[list(contract.columns)].sort_values(list(contract.key), kind="stable").reset_index(drop=True)


def _units(run: PublishedRun) -> pd.DataFrame:
    screening = run.table("screening")[["unit_code", "ranked", "reason_vi", "reason_en"]]
    fictitious = run.edition.about.fictitious
    rows = [
        {
            "unit_code": unit.unit_code,
            "sdmx_area": sdmx_codes.area(unit.unit_code, fictitious=fictitious),
            "name_vi": unit.name_vi,
            "name_en": unit.name_en,
            "region_code": unit.region_code,
            "region_vi": unit.region_vi,
            "region_en": unit.region_en,
        }
        for unit in run.edition.units.units
    ]
    return pd.DataFrame(rows).merge(screening, on="unit_code", how="left", validate="one_to_one")


def _framework(run: PublishedRun) -> pd.DataFrame:
    sources = run.table("sources")
    producers = dict(zip(sources["source"], sources["producer"], strict=True))
    return pd.DataFrame([_node(run, node, producers) for node in run.edition.framework.nodes])


def _node(run: PublishedRun, node: Node, producers: dict[str, str]) -> dict[str, object]:
    levels = {level.level: level for level in run.edition.framework.levels}
    level = levels.get(node.level) if node.level is not None else None
    return {
        "code": node.code,
        "sdmx_indicator": sdmx_codes.indicator(node.code),
        "role": node.role,
        "level": node.level,
        "level_vi": level.name_vi if level else "",
        "level_en": level.name_en if level else "",
        "parent": node.parent or "",
        "name_vi": node.name_vi,
        "name_en": node.name_en,
        "definition_vi": node.definition_vi,
        "definition_en": node.definition_en,
        "unit_of_measure_vi": "" if node.role == "aggregate" else labels.measure(node, "vi"),
        "unit_of_measure_en": "" if node.role == "aggregate" else labels.measure(node, "en"),
        "direction": None if node.role in ("aggregate", "size") else node.direction,
        "transformation": "" if node.role == "aggregate" else node.transformation,
        "measurement": node.measurement or "",
        "source_vi": report_annex.source_of(run.edition, node, producers, "vi"),
        "source_en": report_annex.source_of(run.edition, node, producers, "en"),
    }


def _left_out(run: PublishedRun) -> pd.DataFrame:
    full = run.edition.full_framework.by_code
    own = {code: (item.reason_vi, item.reason_en) for code, item in run.edition.about.left_out.items()}
    own |= {code: (full[code].rebuild_note_vi, full[code].rebuild_note_en) for code in run.edition.refused}
    rows = [(code, full[code].name_vi, full[code].name_en, *reasons) for code, reasons in sorted(own.items())]
    return pd.DataFrame(rows, columns=["code", "name_vi", "name_en", "reason_vi", "reason_en"])


def _ranks(run: PublishedRun) -> pd.DataFrame:
    scores = run.table("scores")
    root = scores.loc[scores["code"] == run.edition.framework.root.code, ["unit_code", "score", "rank"]]
    ranges = run.table("uncertainty")[["unit_code", "rank_median", "rank_p05", "rank_p95"]]
    ranges = ranges.rename(columns={"rank_p05": "rank_low", "rank_p95": "rank_high"})
    units = _units(run)[["unit_code", "name_vi", "name_en", "region_code"]]
    return units.merge(root, on="unit_code", how="left").merge(ranges, on="unit_code", how="left")


def _used_values(run: PublishedRun) -> pd.DataFrame:
    keys = ["unit_code", "code"]
    treated = pd.MultiIndex.from_frame(run.table("treated_cells")[keys])
    used = run.table("treated")[[*keys, "value"]].merge(run.table("imputed")[[*keys, "imputed"]], on=keys, how="left")
    scales = tables_treatment.scales(run.table("treatment"))
    return used.assign(scale=used["code"].map(scales), treated=pd.MultiIndex.from_frame(used[keys]).isin(treated))


def _own(name: str) -> Make:
    """A table of the run as it is."""
    return lambda run: run.table(name)


def _declared(name: str, references: References) -> tuple[TableSchema, Make, References]:
    return schema_of(f"{name}.csv"), _own(name), references


def _findings(run: PublishedRun) -> pd.DataFrame | None:
    return None if run.audit is None else run.audit.tables["findings"]


def _compared(name: str) -> Make:
    return lambda run: None if run.comparison is None else run.comparison.tables[name]


DECLARED: tuple[tuple[TableSchema, Make, References], ...] = (
    (
        table(
            "units.csv",
            "unit_code sdmx_area name_vi name_en region_code region_vi region_en ranked:f reason_vi reason_en",
            key="unit_code",
        ),
        _units,
        {},
    ),
    (
        table(
            "framework.csv",
            "code sdmx_indicator role level:i level_vi level_en parent name_vi name_en definition_vi definition_en "
            "unit_of_measure_vi unit_of_measure_en direction:i transformation measurement source_vi source_en",
            key="code",
        ),
        _framework,
        {"parent": ("", "code")},
    ),
    (table("left_out.csv", "code name_vi name_en reason_vi reason_en", key="code"), _left_out, {}),
    (
        table(
            "ranks.csv",
            "unit_code name_vi name_en region_code score:n rank:r rank_median:r rank_low:r rank_high:r",
            key="unit_code",
        ),
        _ranks,
        UNIT,
    ),
    _declared("scores", UNIT | NODE),
    _declared("values", UNIT | NODE),
    (
        table("used_values.csv", "unit_code code value:n scale imputed:f treated:f", key="unit_code code"),
        _used_values,
        UNIT | NODE,
    ),
    _declared("imputed_cells", UNIT | NODE),
    _declared("treated_cells", UNIT | NODE),
    _declared("structural_zeros", {}),
    _declared("corrections", {}),
    _declared("weights", NODE),
    _declared("goalposts", NODE),
    _declared("uncertainty", UNIT),
    _declared("pairs", UNIT | {"other": (UNITS, "unit_code")}),
    _declared("profiles", UNIT | NODE | {"best_unit": (UNITS, "unit_code"), "worst_unit": (UNITS, "unit_code")}),
    _declared("strengths", UNIT | NODE),
    _declared("performance", UNIT),
    _declared("sources", {}),
    (schema_of("findings.csv"), _findings, {}),
    *(
        (schema_of(f"{name}.csv"), _compared(name), {})
        for name in ("compare_sides", "compare_changes", "compare_attribution")
    ),
)
"""Contract, how the table is made (None where the run has nothing for it), and what its columns refer to.

Units and nodes of another edition need not be those of this one, so comparisons refer to nothing; nor do cells of raw
tables, whose units may be those of before."""
