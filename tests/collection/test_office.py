"""A form that was made here, filled in by LibreOffice, and read back equal."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from pipeline.collection import form_reading

SCRIPT = Path(__file__).with_name("office.py")


def bridge() -> str | None:
    """A Python that can talk to the office program; the system's own has it where both come from one distribution."""
    office = shutil.which("soffice")
    if office is None:
        return None
    candidates = [str(Path(office).resolve().with_name("python")), shutil.which("python3", path=os.defpath) or ""]
    for python in candidates:
        if Path(python).is_file() and not subprocess.run([python, "-c", "import uno"], capture_output=True).returncode:
            return python
    return None


@pytest.fixture(scope="module")
def by_office(project, tmp_path_factory):
    """What the program says, and the folder with what it saved."""
    python = bridge()
    if python is None:
        pytest.skip("LibreOffice with its Python bridge is not installed")
    folder = tmp_path_factory.mktemp("office")
    form = project.filled("T02")
    values = {form.at(code): repr(value) for code, value in form.values.items()}
    (folder / "values.json").write_text(json.dumps(values))
    blank = project.folder / "forms/T02.xlsx"
    command = [python, str(SCRIPT), str(blank), str(folder / "values.json"), str(folder), "T02"]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(command, capture_output=True, text=True, timeout=240, env=environment, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1]), folder


@pytest.mark.prove
def test_the_program_keeps_locked_cells_and_rules(by_office):
    told, _ = by_office
    assert told == {"protected": True, "locked": True, "rule": "DECIMAL", "alert": "WARNING", "list": "LIST"}


@pytest.mark.prove
@pytest.mark.parametrize("kind", ["xlsx", "ods", "xls"])
def test_a_form_that_was_filled_in_by_the_program_is_read_back_equal(kind, by_office, project):
    content = (by_office[1] / f"T02.{kind}").read_bytes()
    found = form_reading.read(content, f"T02.{kind}", asked=project.round, fields=project.fields)
    assert (found.refusal, found.kind, found.unit_code, found.notes) == (None, kind, "T02", ())
    assert {line.code: line.reading.value for line in found.lines} == project.filled("T02").values
    assert [note for line in found.lines for note in line.reading.notes] == []
