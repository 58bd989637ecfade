"""How far a round is: by unit, by indicator and cell by cell, as a table and as a page."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from pipeline.collection import freezing, intake, pages
from pipeline.collection.round_state import RoundState
from pipeline.framework.edition import Edition
from pipeline.reporting import collation, dates, numbers
from pipeline.reporting.words_round import MARKS, STATES, STATUS

OPEN = ("refused", "blank", "not_received")


@dataclass(frozen=True)
class Shown:
    """A cell of the page: what it says, and its look."""

    text: str
    look: str = ""


@dataclass(frozen=True)
class Section:
    """One table of the page."""

    title: str
    heads: Sequence[str]
    rows: Sequence[Sequence[Shown]]


def table(state: RoundState, *, today: datetime.date) -> pd.DataFrame:
    """Counts of every state by unit, and whether the unit is overdue: open cells after the day that they were due."""
    counts = state.values.pivot_table(index="unit_code", columns="state", values="code", aggfunc="count", fill_value=0)
    counts = counts.reindex(columns=list(STATES), fill_value=0).reindex(list(state.round.units), fill_value=0)
    counts["open"] = counts[list(OPEN)].sum(axis=1)
    counts["received"] = counts["not_received"] == 0
    counts["overdue"] = (counts["open"] > 0) & (today > state.round.due)
    return counts.rename_axis("unit_code").reset_index()


def told(state: RoundState, *, today: datetime.date) -> list[str]:
    """What the terminal says."""
    counts = table(state, today=today)
    total = state.values["state"].value_counts()
    said = ", ".join(f"{STATES[name][1]} {int(total.get(name, 0))}" for name in STATES)
    lines = [f"round {state.round.name} of {state.round.edition}, due {state.round.due}: {said}"]
    lines.append(
        f"units: {int(counts['received'].sum())} of {len(counts)} received, {int(counts['overdue'].sum())} overdue"
    )
    return lines


def page(state: RoundState, edition: Edition, folder: Path, *, today: datetime.date, language: str) -> str:
    """The page of the round."""

    def word(key: str, **shown: object) -> str:
        return STATUS[key][0 if language == "vi" else 1].format(**shown)

    sections = (
        _by_unit(state, edition, today, language),
        _by_indicator(state, edition, language),
        _matrix(state, edition, language),
        *_refused_files(state, language),
    )
    return pages.page(
        "status.html",
        language=language,
        title=word("status_title", round=state.round.name),
        lead=word(
            "status_lead",
            edition=edition.about.name_vi if language == "vi" else edition.about.name_en,
            opened=dates.short(state.round.opened, language=language),
            due=dates.short(state.round.due, language=language),
            today=dates.short(today, language=language),
            n_intakes=len(intake.numbers_of(folder)),
            n_files=len(state.files),
        ),
        frozen=" ".join(word("status_frozen", **cited) for cited in freezing.cited(folder)),
        sections=sections,
    )


def _pair(pair: tuple[str, str], language: str) -> str:
    return pair[0 if language == "vi" else 1]


def _units(edition: Edition, language: str) -> list[tuple[str, str]]:
    named = [(unit.unit_code, unit.name_vi if language == "vi" else unit.name_en) for unit in edition.units.units]
    return sorted(named, key=lambda pair: collation.sort_key(pair[1]))


def _by_unit(state: RoundState, edition: Edition, today: datetime.date, language: str) -> Section:
    counts = table(state, today=today).set_index("unit_code")
    rows = []
    for code, name in _units(edition, language):
        own = counts.loc[code]
        received = _pair(STATUS["status_yes" if own["received"] else "status_no"], language)
        late = _pair(STATUS["status_overdue"], language) if own["overdue"] else ""
        cells = [Shown(numbers.integer(own[name], language=language), "number") for name in STATES]
        rows.append([Shown(name), Shown(received), *cells, Shown(late, "refused" if late else "")])
    heads = [_pair(STATUS[key], language) for key in ("status_unit", "status_received")]
    heads += [_pair(pair, language) for pair in STATES.values()]
    return Section(_pair(STATUS["status_by_unit"], language), [*heads, ""], rows)


def _by_indicator(state: RoundState, edition: Edition, language: str) -> Section:
    counts = state.values.pivot_table(index="code", columns="state", values="unit_code", aggfunc="count", fill_value=0)
    counts = counts.reindex(columns=list(STATES), fill_value=0)
    names = edition.full_framework.by_code
    rows = [
        [
            Shown(f"{code} {names[code].name(language)}"),
            *(Shown(numbers.integer(counts.at[code, name], language=language), "number") for name in STATES),
        ]
        for code in state.round.indicators
    ]
    heads = [_pair(STATUS["status_indicator"], language), *(_pair(pair, language) for pair in STATES.values())]
    return Section(_pair(STATUS["status_by_indicator"], language), heads, rows)


def _refused_files(state: RoundState, language: str) -> list[Section]:
    """Files that were refused whole: those of nobody known can be told to nobody else."""
    refused = state.files[state.files["outcome"] == "refused"] if len(state.files) else state.files
    said = "said_vi" if language == "vi" else "said_en"
    rows = [
        [Shown(str(row["intake"]), "number"), Shown(row["file"]), Shown(row["unit_code"]), Shown(row[said])]
        for row in refused.to_dict("records")
    ]
    keys = ("status_intake", "status_file", "status_unit", "status_why")
    heads = [_pair(STATUS[key], language) for key in keys]
    return [Section(_pair(STATUS["status_refused"], language), heads, rows)] if rows else []


def _matrix(state: RoundState, edition: Edition, language: str) -> Section:
    wide = state.values.pivot(index="unit_code", columns="code", values="state")
    rows = [
        [
            Shown(name),
            *(Shown(MARKS[wide.at[unit, code]], wide.at[unit, code]) for code in state.round.indicators),
        ]
        for unit, name in _units(edition, language)
    ]
    heads = [_pair(STATUS["status_unit"], language), *state.round.indicators]
    legend = "; ".join(f"{mark or '□'} {_pair(STATES[name], language)}" for name, mark in MARKS.items())
    return Section(_pair(STATUS["status_matrix"], language).format(legend=legend), heads, rows)
