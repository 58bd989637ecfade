"""What one unit has to mend, in Vietnamese, as a page that is sent back as it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from pipeline.collection import pages
from pipeline.collection.cell_reading import Remark
from pipeline.collection.form_field import FormField
from pipeline.collection.round_state import RoundState
from pipeline.framework.units import Unit
from pipeline.reporting import numbers, words_collection
from pipeline.reporting.words_round import RETURN_SHEET as WORDS

QUIET_NOTES = frozenset(("number_as_text", "formula", "decimal_point", "unit_in_cell", "blanks", "percent_format"))
"""Notes after which a value is certain: a unit is not asked about them."""


@dataclass(frozen=True)
class Section:
    """One table of the page."""

    title: str
    hint: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]


def page(state: RoundState, unit: Unit, fields: Mapping[str, FormField]) -> str:
    """The page of one unit."""
    found = (
        _files(state, unit.unit_code),
        _refused(state, unit.unit_code, fields),
        _noted(state, unit.unit_code, fields),
        _open(state, unit.unit_code, fields),
    )
    intakes = state.values["intake"].dropna()
    return pages.page(
        "return_sheet.html",
        words=WORDS,
        unit=unit.name_vi,
        round=state.round.name,
        due=state.round.due.strftime("%d/%m/%Y"),
        sections=[section for section in found if section.rows],
        intake=int(intakes.max()) if len(intakes) else 0,
    )


def _files(state: RoundState, unit_code: str) -> Section:
    own = state.files
    rows = own[(own["unit_code"] == unit_code) & (own["outcome"] == "refused")] if len(own) else own
    heads = (WORDS["column_file"], WORDS["column_todo"])
    return Section(WORDS["files"], "", heads, [(row.file, row.said_vi) for row in rows.itertuples()])


def _refused(state: RoundState, unit_code: str, fields: Mapping[str, FormField]) -> Section:
    own = state.refused[state.refused["unit_code"] == unit_code]
    heads = [WORDS[f"column_{name}"] for name in ("code", "name", "cell", "found", "todo")]
    rows = [(row.code, fields[row.code].name_vi, row.sheet_cell, row.raw, row.said_vi) for row in own.itertuples()]
    return Section(WORDS["refused"], WORDS["refused_hint"], heads, rows)


def _noted(state: RoundState, unit_code: str, fields: Mapping[str, FormField]) -> Section:
    own = state.values[(state.values["unit_code"] == unit_code) & (state.values["state"] == "noted")]
    heads = [WORDS[f"column_{name}"] for name in ("code", "name", "cell", "value", "why")]
    rows = []
    for row in own.itertuples():
        asked = [note for note in str(row.notes).split() if note not in QUIET_NOTES]
        if asked:
            shown = _number(row.value)
            why = " ".join(_why(note, fields[row.code], shown) for note in asked)
            rows.append((row.code, fields[row.code].name_vi, row.sheet_cell, shown, why))
    return Section(WORDS["noted"], WORDS["noted_hint"], heads, rows)


def _why(note: str, asked: FormField, shown: str) -> str:
    remark = Remark(note, {"found": shown, "value": shown, "low": _number(asked.low), "high": _number(asked.high)})
    return words_collection.REMARKS[note][0].format(**remark.shown)


def _open(state: RoundState, unit_code: str, fields: Mapping[str, FormField]) -> Section:
    own = state.values
    rows = own[(own["unit_code"] == unit_code) & own["state"].isin(["blank", "not_received"])]
    heads = (WORDS["column_code"], WORDS["column_name"])
    return Section(
        WORDS["open"], WORDS["open_hint"], heads, [(row.code, fields[row.code].name_vi) for row in rows.itertuples()]
    )


def _number(value: float | None) -> str:
    if value is None or pd.isna(value):
        return "…"
    return numbers.number(value, language="vi", digits=0 if float(value).is_integer() else 2)
