"""What one unit has to mend, in Vietnamese, as a page that is sent back as it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from pipeline.collection import pages
from pipeline.collection.form_field import FormField
from pipeline.collection.round_state import RoundState
from pipeline.framework.units import Unit
from pipeline.reporting import dates, numbers
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
    silent = not len(state.files) or unit.unit_code not in set(state.files["unit_code"])
    return pages.page(
        "return_sheet.html",
        words=WORDS,
        unit=unit.name_vi,
        begin=WORDS["silent" if silent else "thanks"],
        round=state.round.name,
        due=dates.short(state.round.due, language="vi"),
        sections=[section for section in found if section.rows],
        intake=int(intakes.max()) if len(intakes) else 0,
    )


def _files(state: RoundState, unit_code: str) -> Section:
    own = state.files[state.files["unit_code"] == unit_code] if len(state.files) else state.files
    if len(own):  # a file that could be read since then has made good for those before it
        read = own.loc[own["outcome"] != "refused", "intake"]
        own = own[(own["outcome"] == "refused") & (own["intake"] >= read.max() if len(read) else True)]
    rows = own
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
            rows.append((row.code, fields[row.code].name_vi, row.sheet_cell, _number(row.value), row.said_vi))
    return Section(WORDS["noted"], WORDS["noted_hint"], heads, rows)


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
