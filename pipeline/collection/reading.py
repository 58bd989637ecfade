"""``pii forms read`` and ``pii round status`` as a whole: take in, then write what is sent back and how the round stands."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from pathlib import Path

from pipeline.collection import (
    consultation,
    data_round,
    forms,
    freezing,
    intake,
    plausibility,
    questions_page,
    return_sheet,
    round_lock,
    round_state,
    round_status,
    round_totals,
)
from pipeline.collection.form_field import FormField
from pipeline.collection.round_state import RoundState
from pipeline.data import params, store, yaml_text
from pipeline.framework.edition import Edition
from pipeline.framework.plausibility import Plausibility

STATUS, CONSULTATION, QUESTIONS = "status", "consultation", "questions"
ASKED, LIMITS = "round_questions.csv", "plausibility.yaml"
LANGUAGES = ("vi", "en")

Said = Callable[[str], None]


def read(folder: Path, *, root: Path, on: datetime.date, n_workers: int, said: Said) -> RoundState:
    """Take in what is new, and write return sheets and status again.

    Raises
    ------
    DataError : see `intake.take_in`.
    """
    data_round.read(folder)  # before anything is written into a folder that is no round
    with round_lock.held(folder):
        taken = intake.take_in(folder, root=root, on=on, n_workers=n_workers, said=said)
        for line in taken.told() if taken else ["nothing new among the returns"]:
            said(line)
        return _report(folder, root, on, said)


def report(folder: Path, *, root: Path, today: datetime.date, said: Said) -> RoundState:
    """Write the round's values, the return sheets, its status, what to ask about and the consultation report.

    Raises
    ------
    DataError : another command is at work in the round; an intake, or what was frozen of it, was changed.
    """
    data_round.read(folder)
    with round_lock.held(folder):
        return _report(folder, root, today, said)


def _report(folder: Path, root: Path, today: datetime.date, said: Said) -> RoundState:
    freezing.check(folder)
    state = round_state.of(folder)
    edition = intake.edition_of(state.round, root=root)
    fields = {field.code: field for field in intake.fields_of(state.round, root=root)}
    sheets = folder / data_round.SEND_BACK
    sheets.mkdir(exist_ok=True)
    for unit in edition.units.units:
        data_round.write_text(sheets / f"{unit.unit_code}.html", return_sheet.page(state, unit, fields))
    store.write_table(state.values, folder / round_state.TABLE)
    _pages(folder, state, edition, today)
    n_asked = _questions(folder, state, edition, fields, root)
    said(f"to ask about: {n_asked} values, {folder / f'{QUESTIONS}.vi.html'}")
    for line in round_status.told(state, today=today):
        said(line)
    said(f"pages: {folder / f'{STATUS}.vi.html'}, {sheets}/")
    return state


def _pages(folder: Path, state: RoundState, edition: Edition, today: datetime.date) -> None:
    for language in LANGUAGES:
        shown = round_status.page(state, edition, folder, today=today, language=language)
        data_round.write_text(folder / f"{STATUS}.{language}.html", shown)
        data_round.write_text(
            folder / f"{CONSULTATION}.{language}.html", consultation.page(folder, edition, language=language)
        )


def _questions(folder: Path, state: RoundState, edition: Edition, fields: Mapping[str, FormField], root: Path) -> int:
    """What to ask about, as a table and as a page; how many lines it has."""
    where = f"params/{LIMITS}"
    limits = Plausibility.read(yaml_text.read(root / where), where=where)
    last = state.round.last
    known = forms.last_values(params.load_edition(last, root=root), root=root) if last else {}
    wide = state.values.pivot(index="unit_code", columns="code", values="value")
    totals = round_totals.read(folder, list(fields))
    asked = plausibility.questions(wide, list(fields.values()), last=known, limits=limits, totals=totals)
    store.write_table(asked, folder / ASKED)
    for language in LANGUAGES:
        shown = questions_page.page(asked, state.round, edition, language=language)
        data_round.write_text(folder / f"{QUESTIONS}.{language}.html", shown)
    return len(asked)
