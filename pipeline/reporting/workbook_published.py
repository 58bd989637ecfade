"""Sheets that the published workbook has beyond those of every run: used values, single cells, indicators, sources, changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from pipeline.framework.edition import Edition
from pipeline.reporting import labels, tables_treatment, words, workbook_sheets
from pipeline.reporting.workbook_sheets import Column, Grid, keyed

LANGUAGES = ("vi", "en")
Sheets = list[tuple[str, Grid]]
Tables = Mapping[str, pd.DataFrame]


def sheets(edition: Edition, tables: Tables, *, changes: pd.DataFrame | None) -> Sheets:
    """Every further sheet that the run has something for, by the key of its name.

    Parameters
    ----------
    tables : of the run by name without ending; ``treatment``, ``treated``, ``imputed``, ``imputed_cells``, ``treated_cells``,
        ``indicator_sheet``, ``screening`` and ``sources``.
    changes : ``compare_changes`` since the earlier edition; None where there is no comparison.
    """
    found: Sheets = [
        ("sheet_used", used(edition, tables)),
        ("sheet_review", review(edition, tables["indicator_sheet"])),
    ]
    if not tables["imputed_cells"].empty:
        found.append(("sheet_imputed", imputed(edition, tables["imputed_cells"])))
    if not tables["treated_cells"].empty:
        found.append(("sheet_treated", treated(edition, tables["treated_cells"])))
    unranked = tables["screening"][~tables["screening"]["ranked"].astype(bool)]
    if not unranked.empty:
        found.append(("sheet_unranked", _unranked(edition, unranked)))
    if changes is not None:
        found.append(("sheet_changes", compared(edition, changes)))
    return [*found, ("sheet_sources", sources(tables["sources"]))]


def used(edition: Edition, tables: Tables) -> Grid:
    """Values that scores rest on, on the scale of their transformation; imputed and treated ones coloured."""
    codes, nodes = edition.units.codes, edition.framework.indicators
    wide = labels.wide(tables["treated"], "value", units=codes, codes=[node.code for node in nodes])
    first = workbook_sheets.units(edition, codes)
    imputed_ = tables["imputed"]
    marked = dict.fromkeys(_keys(tables["treated_cells"]), "treated")
    marked |= dict.fromkeys(_keys(imputed_[imputed_["imputed"].fillna(False).astype(bool)]), "imputed")
    rows = {code: number for number, code in enumerate(codes)}
    places = {node.code: len(first) + number for number, node in enumerate(nodes)}
    marks = {
        (rows[unit], places[code]): mark for (unit, code), mark in marked.items() if unit in rows and code in places
    }
    scales = tables_treatment.scales(tables["treatment"])
    own = [
        workbook_sheets.value_column(node, wide, scale=scales.get(node.code, tables_treatment.OWN_SCALE))
        for node in nodes
    ]
    return Grid([*first, *own], marks=marks)


def review(edition: Edition, sheet: pd.DataFrame) -> Grid:
    """What the chapters found of every indicator, and what they propose."""
    figures = [
        ("n", "book_units", "integer"),
        ("n_earlier_years", "book_earlier_years", "integer"),
        ("n_structural_zeros", "book_structural_zeros", "integer"),
        ("n_imputed", "book_imputed", "integer"),
        ("n_treated", "book_treated", "integer"),
        ("skewness_raw", "book_skewness_raw", "number"),
        ("skewness_treated", "book_skewness_treated", "number"),
        ("kurtosis_raw", "book_kurtosis_raw", "number"),
        ("kurtosis_treated", "book_kurtosis_treated", "number"),
        ("rest_r", "book_rest_r", "number"),
        ("rest_low", "book_rest_low", "number"),
        ("rest_high", "book_rest_high", "number"),
        ("round_r", "book_round_r", "number"),
    ]
    return Grid(
        [
            *_nodes(edition, list(sheet["code"])),
            *_worded("book_proposal", "proposal", sheet["proposal"]),
            *_both("book_reason", [list(sheet["reason_vi"]), list(sheet["reason_en"])]),
            keyed("effective_weight", "share", list(sheet["effective"])),
            *(keyed(key, kind, list(sheet[name])) for name, key, kind in figures),  # type: ignore[arg-type]
            keyed("book_twin", "text", list(sheet["twin"])),
            keyed("book_twin_r", "number", list(sheet["twin_r"])),
        ]
    )


def imputed(edition: Edition, cells: pd.DataFrame) -> Grid:
    """Every imputed cell with its method and the error to expect."""
    return Grid(
        [
            *_cells(edition, cells),
            keyed("value", "value", list(cells["value"])),
            *_worded("book_method", "imputation", cells["method"]),
            keyed("book_error", "value", list(cells["expected_error"])),
        ]
    )


def treated(edition: Edition, cells: pd.DataFrame) -> Grid:
    """Every winsorised cell, before and after."""
    figures = [keyed(f"book_{name}", "value", list(cells[name])) for name in ("before", "after")]
    return Grid([*_cells(edition, cells), *figures])


def sources(table: pd.DataFrame) -> Grid:
    """Every raw table with its producer, terms and digest."""
    named = {"producer": "producer", "title": "title", "licence": "licence", "file": "file", "digest": "sha256"}
    return Grid([keyed(f"book_{key}", "text", list(table[name])) for key, name in named.items()], n_frozen=0)


def compared(edition: Edition, changes: pd.DataFrame) -> Grid:
    """Ranks before and after of every unit, the index first."""
    root = edition.framework.root.code
    order = changes.assign(first=changes["code"] != root).sort_values(["first", "code", "rank_after", "unit_code"])
    return Grid(
        [
            *workbook_sheets.named_units(edition, list(order["unit_code"])),
            *_named("book_node", edition, order["code"]),
            keyed("book_rank_before", "rank", list(order["rank_before"])),
            keyed("book_rank_after", "rank", list(order["rank_after"])),
            keyed("book_places", "integer", list(order["places"])),
            *_both("book_reason", [list(order["reason_vi"]), list(order["reason_en"])]),
        ]
    )


def _unranked(edition: Edition, rows: pd.DataFrame) -> Grid:
    reasons = _both("book_reason", [list(rows["reason_vi"]), list(rows["reason_en"])])
    return Grid([*workbook_sheets.units(edition, list(rows["unit_code"])), *reasons])


def _cells(edition: Edition, cells: pd.DataFrame) -> list[Column]:
    return [
        *workbook_sheets.named_units(edition, list(cells["unit_code"])),
        *_named("indicator", edition, cells["code"]),
    ]


def _nodes(edition: Edition, codes: Sequence[str]) -> list[Column]:
    known = edition.framework.by_code
    return [
        keyed("code", "text", list(codes)),
        keyed("name_vi", "text", [known[code].name_vi for code in codes]),
        keyed("name_en", "text", [known[code].name_en for code in codes]),
    ]


def _both(key: str, cells: Sequence[Sequence[object]]) -> list[Column]:
    """A column of texts in Vietnamese and one in English, each with the header in its language."""
    return [
        Column(words.word(key, language), words.word(key, language), "text", own)
        for language, own in zip(LANGUAGES, cells, strict=True)
    ]


def _worded(key: str, group: str, cells: Iterable[object]) -> list[Column]:
    own = list(cells)
    return _both(key, [[words.coded(group, cell, language) for cell in own] for language in LANGUAGES])


def _named(key: str, edition: Edition, codes: Iterable[str]) -> list[Column]:
    own = list(codes)
    return _both(key, [[labels.node(edition.framework, code, language) for code in own] for language in LANGUAGES])


def _keys(frame: pd.DataFrame) -> list[tuple[str, str]]:
    return list(frame[["unit_code", "code"]].itertuples(index=False, name=None))
