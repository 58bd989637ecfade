"""Intakes: read once, kept for ever, whole or not at all."""

from __future__ import annotations

import datetime
import errno
import shutil
import signal
import subprocess
import sys

import pytest
import yaml

from pipeline.collection import data_round, intake, reading, round_lock
from pipeline.data import store
from pipeline.errors import DataError

DAY = datetime.date(2025, 8, 1)
PHONE = "0987654321-danh-dau"


@pytest.fixture
def folder(project, tmp_path, at_once):
    return project.empty_round(tmp_path / "round")


def send(project, folder, unit="T01", name=None, content=None):
    form = project.filled(unit)
    (folder / "returns" / (name or form.name)).write_bytes(form.content if content is None else content)
    return form


def take_in(project, folder):
    return intake.take_in(folder, root=project.root, on=DAY)


def test_a_filled_form_is_taken_in_with_its_cells_and_digest(project, folder):
    form = send(project, folder)
    taken = take_in(project, folder)
    values = intake.table(folder, 1, intake.VALUES)
    assert (taken.n_accepted, taken.n_refused, taken.told()[0]) == (
        16,
        0,
        "intake 1: 1 files; 16 accepted, 0 accepted with a note, 0 missing, 0 refused",
    )
    assert dict(zip(values["code"], values["value"], strict=True)) == dict(form.values)
    assert values.set_index("code").at["1.1.1", "sheet_cell"] == "Số liệu!G5"
    files = intake.table(folder, 1, intake.FILES)
    assert list(files["sha256"]) == [store.digest(folder / "returns/T01.xlsx")]


def test_nothing_is_read_twice(project, folder):
    send(project, folder)
    assert take_in(project, folder).number == 1
    send(project, folder, name="the same again.xlsx")
    assert take_in(project, folder) is None


def test_a_form_that_cannot_be_opened_now_is_left_for_the_next_intake(project, folder, monkeypatch):
    send(project, folder)
    path = folder / "returns/T01.xlsx"
    said = []
    with monkeypatch.context() as patched:
        patched.setattr(type(path), "read_bytes", lambda self: (_ for _ in ()).throw(PermissionError("no")))
        assert intake.take_in(folder, root=project.root, on=DAY, said=said.append) is None
    assert said[-1].startswith("left for the next intake: T01.xlsx")
    assert take_in(project, folder).n_accepted == 16


def test_a_contact_stands_in_the_returned_file_alone(project, folder):
    def change(book, sheet):
        for row in range(4, 10):
            book["Liên hệ"].cell(row, 2).value = PHONE

    content = project.filled("T01").edited(change)
    send(project, folder, content=content)
    reading.read(folder, root=project.root, on=DAY, n_workers=1, said=lambda sentence: None)
    written = [path for path in folder.rglob("*") if path.is_file() and path.parent.name != "returns"]
    assert len(written) > 15
    assert [path.name for path in written if PHONE.encode() in path.read_bytes()] == []


def test_evidence_is_kept_by_its_digest(project, folder):
    form = project.filled("T01")
    send(project, folder, content=form.with_cell("1.1.1", "a.pdf; b.pdf", column="evidence"))
    (folder / "returns/evidence/T01").mkdir(parents=True)
    (folder / "returns/evidence/T01/a.pdf").write_bytes(b"%PDF")
    take_in(project, folder)
    found = intake.table(folder, 1, intake.EVIDENCE)
    assert list(found["file"]) == ["evidence/T01/a.pdf", ""]
    assert list(found["sha256"]) == [store.digest(folder / "returns/evidence/T01/a.pdf"), ""]


def test_two_forms_that_name_the_same_evidence_are_taken_in(project, folder):
    content = project.filled("T01").with_cell("1.1.1", "a.pdf", column="evidence")
    send(project, folder, content=content)
    send(project, folder, name="again.xlsx", content=content + b"")
    (folder / "returns/a.pdf").write_bytes(b"%PDF")
    assert take_in(project, folder).n_refused == 0
    assert list(intake.table(folder, 1, intake.EVIDENCE)["form"]) == ["T01.xlsx", "again.xlsx"]
    assert "refused" not in set(intake.table(folder, 1, intake.FILES)["outcome"])


def test_a_changed_byte_of_an_intake_is_named(project, folder):
    send(project, folder)
    take_in(project, folder)
    path = folder / "intakes/0001" / intake.VALUES
    path.write_bytes(path.read_bytes().replace(b"accepted", b"Accepted", 1))
    with pytest.raises(DataError, match=r"intake 1, intake_values.csv: an intake is never changed"):
        intake.table(folder, 1, intake.VALUES)


def test_an_intake_that_says_other_things_of_itself_is_named_by_the_next(project, folder):
    for unit in ("T01", "T02"):
        send(project, folder, unit)
        take_in(project, folder)
    about = folder / "intakes/0001" / intake.ABOUT
    about.write_text(about.read_text().replace("2025-08-01", "2025-08-02"))
    with pytest.raises(DataError, match=r"intake 1, intake.yaml: an intake is never changed"):
        intake.known_files(folder)


def test_an_intake_that_is_gone_is_named(project, folder):
    for unit in ("T01", "T02"):
        send(project, folder, unit)
        take_in(project, folder)
    shutil.rmtree(folder / "intakes/0001")
    with pytest.raises(DataError, match=r"intakes are numbered without gaps, and 0001 is not there"):
        intake.numbers_of(folder)


def test_an_intake_that_cannot_be_read_is_told(project, folder):
    send(project, folder)
    take_in(project, folder)
    (folder / "intakes/0001" / intake.ABOUT).write_bytes(b"\xff\xfe: [")
    with pytest.raises(DataError, match=r"intake 1: intakes/0001/intake.yaml: UTF-8 text is expected"):
        intake.known_files(folder)


def test_a_framework_that_asks_something_else_is_refused(project, folder):
    path = folder / data_round.FILE
    path.write_text(path.read_text().replace(project.round.framework_digest, "f" * 64))
    with pytest.raises(DataError, match=r"the framework must ask what the forms ask"):
        take_in(project, folder)


def test_other_units_than_were_asked_are_refused(project, folder):
    path = folder / data_round.FILE
    path.write_text(path.read_text().replace("- T03\n", ""))
    with pytest.raises(DataError, match=r"the units must be those that were asked, found others: T03"):
        take_in(project, folder)


def test_a_full_disk_leaves_nothing_half_written(project, folder, monkeypatch):
    send(project, folder)
    written = store.write_table

    def full(frame, path):
        if path.name == intake.FILES:
            raise OSError(errno.ENOSPC, "No space left on device")
        written(frame, path)

    with monkeypatch.context() as patched:
        patched.setattr(store, "write_table", full)
        with pytest.raises(DataError, match=r"can be read and written is expected, found: No space left on device"):
            take_in(project, folder)
    assert list((folder / "intakes").iterdir()) == []
    assert take_in(project, folder).number == 1


KILLED = """
import datetime, os, sys
from pathlib import Path
from pipeline.collection import intake, reading_apart
from pipeline.data import store

written, left = store.write_table, [int(sys.argv[3])]

def write(frame, path):
    if left[0] == 0:
        os.kill(os.getpid(), 9)
    left[0] -= 1
    written(frame, path)

store.write_table = write
intake.reading_apart.read = lambda paths, *, asked, fields, n_workers, said: [
    reading_apart._one(path, file, asked=asked, fields=fields) for path, file in paths
]
intake.take_in(Path(sys.argv[1]), root=Path(sys.argv[2]), on=datetime.date(2025, 8, 1))
"""


@pytest.mark.parametrize("n_written", [0, 3])
def test_an_intake_that_is_killed_leaves_nothing_and_the_next_takes_it_up(project, folder, n_written):
    send(project, folder)
    command = [sys.executable, "-c", KILLED, str(folder), str(project.root), str(n_written)]
    assert subprocess.run(command, check=False).returncode == -signal.SIGKILL
    assert intake.numbers_of(folder) == []
    assert take_in(project, folder).number == 1
    assert [path.name for path in (folder / "intakes").iterdir()] == ["0001"]
    assert sorted(yaml.safe_load((folder / "intakes/0001" / intake.ABOUT).read_text())["tables"]) == sorted(
        intake.TABLES
    )


def test_a_second_read_at_the_same_time_is_refused(project, folder):
    with round_lock.held(folder), pytest.raises(DataError, match=r"one command at a time"):
        reading.read(folder, root=project.root, on=DAY, n_workers=1, said=lambda sentence: None)


def test_form_that_is_replaced_while_it_is_read_is_recorded_as_it_was_read(project, folder, monkeypatch):
    """The digest is of the bytes that were read, whatever lies there afterwards."""
    form = send(project, folder)
    before = store.digest(folder / "returns/T01.xlsx")
    one = intake.reading_apart._one

    def replaced(path, file, **named):
        reading = one(path, file, **named)
        path.write_bytes(form.with_cell("s.1", 1.5))
        return reading

    monkeypatch.setattr(intake.reading_apart, "_one", replaced)
    take_in(project, folder)
    assert list(intake.table(folder, 1, intake.FILES)["sha256"]) == [before]
