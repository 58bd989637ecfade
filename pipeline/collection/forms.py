"""``pii forms make``: a round's folder with one form for every unit, whole or not at all."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from pipeline.collection import data_round, form_field, form_workbook
from pipeline.collection.data_round import Round
from pipeline.collection.form_workbook import Form
from pipeline.data import assembly, params
from pipeline.framework.edition import Edition
from pipeline.reporting import words_forms

NOT_KEPT = (
    f"# Forms and returns name people to contact: never in git.\n/{data_round.FORMS}/\n/{data_round.RETURNS}/\n.lock\n"
)
Last = Mapping[str, Mapping[str, tuple[float, int]]]
"""unit -> code -> value and data year of the edition before."""


def make(
    edition: str,
    folder: Path,
    *,
    root: Path,
    name: str,
    opened: datetime.date,
    due: datetime.date,
    last: str | None = None,
) -> Round:
    """Write ``round.yaml`` and ``forms/<unit>.xlsx`` into a new folder.

    Parameters
    ----------
    folder : of the round; it must not be there, or be empty.
    name : of the round, such as ``2025-1``.
    last : the edition whose values stand beside each question, with its own figures only (nothing imputed).

    Raises
    ------
    FrameworkError, ParameterError : an edition or a name that cannot be used.
    DataError : the folder is taken; nothing is asked of the units.
    """
    asking = params.load_edition(edition, root=root)
    known = last_values(params.load_edition(last, root=root), root=root) if last else {}
    fields = form_field.fields_of(asking)
    made = data_round.opened(
        edition, name, fields, units=[unit.unit_code for unit in asking.units.units], on=opened, due=due, last=last
    )
    with data_round.written_whole(folder) as partial:
        _write(asking, made, known, partial)
    return made


def _write(asking: Edition, made: Round, known: Last, folder: Path) -> None:
    forms = folder / data_round.FORMS
    forms.mkdir()
    periods = {node.code: node.said("reference_period", "vi") for node in asking.full_framework.nodes}
    for unit in asking.units.units:
        own = known.get(unit.unit_code, {})
        form = Form(
            round=made,
            title=words_forms.TITLE.format(edition=asking.about.name_vi),
            unit=unit,
            fields=form_field.fields_of(asking, last=own),
            periods=periods,
        )
        (forms / f"{unit.unit_code}.xlsx").write_bytes(form_workbook.workbook(form))
    (folder / data_round.RETURNS).mkdir()
    (folder / ".gitignore").write_text(NOT_KEPT, encoding="utf-8", newline="\n")
    data_round.write(made, folder)


def last_values(edition: Edition, *, root: Path) -> dict[str, dict[str, tuple[float, int]]]:
    """What an edition's sources say of every unit: its values and their data years, nothing imputed."""
    values = assembly.gather(edition, root=root).values
    found: dict[str, dict[str, tuple[float, int]]] = {}
    for row in values.itertuples():
        if not pd.isna(row.value) and not pd.isna(row.data_year):
            found.setdefault(str(row.unit_code), {})[str(row.code)] = (float(row.value), int(row.data_year))
    return found
