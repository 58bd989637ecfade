"""``pii forms read`` and ``pii round status`` as a whole: take in, then write what is sent back and how the round stands."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

from pipeline.collection import consultation, data_round, intake, return_sheet, round_state, round_status
from pipeline.collection.round_state import RoundState
from pipeline.data import params, store
from pipeline.framework.edition import Edition

STATUS, CONSULTATION = "status", "consultation"
LANGUAGES = ("vi", "en")

Said = Callable[[str], None]


def read(folder: Path, *, root: Path, on: datetime.date, n_workers: int, said: Said) -> RoundState:
    """Take in what is new, and write return sheets and status again.

    Raises
    ------
    DataError : see `intake.take_in`.
    """
    taken = intake.take_in(folder, root=root, on=on, n_workers=n_workers, said=said)
    for line in taken.told() if taken else ["nothing new among the returns"]:
        said(line)
    return report(folder, root=root, today=on, said=said)


def report(folder: Path, *, root: Path, today: datetime.date, said: Said) -> RoundState:
    """Write ``round_values.csv``, the return sheets, the status and the consultation report of a round."""
    state = round_state.of(folder)
    edition = params.load_edition(state.round.edition, root=root)
    fields = {field.code: field for field in intake.fields_of(state.round, root=root)}
    sheets = folder / data_round.SEND_BACK
    sheets.mkdir(exist_ok=True)
    for unit in edition.units.units:
        _write(sheets / f"{unit.unit_code}.html", return_sheet.page(state, unit, fields))
    store.write_table(state.values, folder / round_state.TABLE)
    _pages(folder, state, edition, today)
    for line in round_status.told(state, today=today):
        said(line)
    said(f"pages: {folder / f'{STATUS}.vi.html'}, {sheets}/")
    return state


def _pages(folder: Path, state: RoundState, edition: Edition, today: datetime.date) -> None:
    for language in LANGUAGES:
        shown = round_status.page(state, edition, folder, today=today, language=language)
        _write(folder / f"{STATUS}.{language}.html", shown)
        _write(folder / f"{CONSULTATION}.{language}.html", consultation.page(folder, edition, language=language))


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
