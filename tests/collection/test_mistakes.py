"""Every mistake is caught at its cell or accepted with the right note, and no correct value is refused."""

from __future__ import annotations

import datetime
import random
from pathlib import Path

import pandas as pd
import pytest
from mistakes import ALL, MISTAKES, Mistake
from rounds import N_UNITS, Filled

from pipeline.collection import data_round, intake, reading
from pipeline.reporting import words_collection

DAY = datetime.date(2025, 8, 1)


def put(files: dict[str, bytes], folder: Path) -> None:
    for name, content in files.items():
        path = folder / data_round.RETURNS / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def faults(
    mistake: Mistake, form: Filled, values: pd.DataFrame, refused: pd.DataFrame, files: pd.DataFrame
) -> list[str]:
    """Everything that became of a form otherwise than its mistake declares."""
    if mistake.whole:
        reasons = sorted(set(files["said_en"]))
        expected = words_collection.FILE_REMARKS[mistake.whole][1].partition("{")[0]
        wrong = [reason for reason in reasons if not reason.startswith(expected)]
        return [f"refused as: {wrong}"] * bool(wrong) + ["lines of a refused form"] * bool(len(values))
    found = [f"{row.file}: {row.said_en}" for row in files.itertuples() if row.outcome == "refused"]
    of_files = {note for notes in files["notes"] for note in notes.split()} - {"file_is_evidence"}
    found += [f"notes of the file {sorted(of_files)}"] if of_files != mistake.of_file else []
    for code, value in form.values.items():
        own = values[(values["code"] == code)]
        said = own[(own["outcome"] != "missing") | (len(own) == 1)]
        reasons = set(refused.loc[refused["code"] == code, "remark"])
        if code in mistake.refused:
            found += [] if reasons == {mistake.refused[code]} else [f"{code}: refused as {reasons or 'not at all'}"]
            continue
        notes = sorted({note for cell in said["notes"] for note in cell.split()})
        if code in mistake.missing:
            kept = set(said["outcome"]) == {"missing"} and notes == sorted(mistake.missing[code])
        else:
            declared = (*mistake.noted.get(code, ()), *mistake.noted.get(ALL, ()))
            wanted = mistake.values.get(code, value)
            kept = notes == sorted(declared) and set(said["value"].round(9)) == {round(wanted, 9)} and not reasons
        found += [] if kept else [f"{code}: {said.to_dict('records')} {reasons}"]
    return found


def test_there_are_at_least_forty_kinds():
    assert len(MISTAKES) >= 40


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_becomes_what_it_declares(name, project, tmp_path, at_once):
    form = project.filled("T02")
    folder = project.empty_round(tmp_path / "round")
    put(MISTAKES[name].make(form), folder)
    taken = intake.take_in(folder, root=project.root, on=DAY)
    values, refused, files = (
        intake.table(folder, taken.number, n) for n in (intake.VALUES, intake.REFUSED, intake.FILES)
    )
    assert faults(MISTAKES[name], form, values, refused, files) == []
    assert all(
        place.startswith(("Số liệu!", "Sheet1 (bản cuối)!", "<b> =x!")) for place in values["sheet_cell"] if place
    )


@pytest.mark.prove
def test_a_round_of_many_units_with_mistakes_drawn_by_seed(large_project, tmp_path):
    """Every kind once at least, as many as there are units and more; through the processes apart."""
    draw = random.Random(20250701)
    names = list(MISTAKES)
    draw.shuffle(names)
    units = list(large_project.round.units)
    assert len(units) == N_UNITS
    for batch in range(0, len(names), N_UNITS):
        folder = large_project.empty_round(tmp_path / f"round-{batch}")
        made = dict(zip(units, names[batch : batch + N_UNITS], strict=False))
        forms = {unit: large_project.filled(unit) for unit in units}
        sent = {
            unit: MISTAKES[made[unit]].make(form) if unit in made else {form.name: form.content}
            for unit, form in forms.items()
        }
        for files in sent.values():
            put(files, folder)
        state = reading.read(folder, root=large_project.root, on=DAY, n_workers=2, said=lambda sentence: None)
        tables = [intake.table(folder, 1, name) for name in (intake.VALUES, intake.REFUSED, intake.FILES)]
        for unit, form in forms.items():
            own = [table[table["unit_code"] == unit] for table in tables[:2]]
            sent_by = tables[2][tables[2]["file"].map(lambda file, unit=unit: unit in file)]
            known = MISTAKES.get(made.get(unit, ""), Mistake("none", lambda form: {}))
            assert (unit, made.get(unit), faults(known, form, *own, sent_by)) == (unit, made.get(unit), [])
        assert len(state.values) == len(units) * len(large_project.fields)
