"""``pii forms read`` and ``pii round status`` as a whole."""

from __future__ import annotations

import datetime
import shutil

import pytest

from pipeline.cli import main
from pipeline.collection import reading
from pipeline.errors import DataError

DAY = datetime.date(2025, 8, 1)


def test_a_round_is_read_and_its_pages_are_written(project, tmp_path, at_once):
    folder = project.empty_round(tmp_path / "round")
    form = project.filled("T01")
    (folder / "returns/T01.xlsx").write_bytes(form.with_cell("s.1", 1.5))
    said = []
    state = reading.read(folder, root=project.root, on=DAY, n_workers=1, said=said.append)
    assert len(state.values) == 48
    written = {path.name for path in folder.iterdir()}
    assert {
        f"{page}.{language}.html" for page in ("status", "consultation", "questions") for language in ("vi", "en")
    } <= written
    assert {path.name for path in (folder / "to-send-back").iterdir()} == {"T01.html", "T02.html", "T03.html"}
    assert any(line.startswith("intake 1: 1 files; 16 accepted") for line in said)
    again = {path.name: path.read_bytes() for path in folder.glob("*.html")}
    reading.report(folder, root=project.root, today=DAY, said=said.append)
    assert {path.name: path.read_bytes() for path in folder.glob("*.html")} == again


def test_a_printed_total_that_the_units_miss_is_asked_about(project, tmp_path, at_once):
    folder = project.empty_round(tmp_path / "round")
    for number, unit in enumerate(("T01", "T02", "T03"), start=1):
        (folder / f"returns/{unit}.xlsx").write_bytes(project.filled(unit).with_cell("s.1", float(number)))
    (folder / "totals.csv").write_text("code,value,tolerance,source\ns.1,60,0.5,Yearbook\n", encoding="utf-8")
    reading.read(folder, root=project.root, on=DAY, n_workers=1, said=print)
    asked = (folder / "round_questions.csv").read_text(encoding="utf-8")
    assert ",,s.1,total," in asked
    assert ",6.0,60.0," in asked


def test_a_folder_that_is_no_round_is_left_alone(project, tmp_path):
    with pytest.raises(DataError, match=r"a round's folder with round.yaml is expected"):
        reading.read(tmp_path, root=project.root, on=DAY, n_workers=1, said=print)
    assert list(tmp_path.iterdir()) == []


def test_the_commands_of_an_officer(project, tmp_path, monkeypatch, capsys):
    """From the forms to a frozen round, by the processes apart."""
    root = tmp_path / "project"
    shutil.copytree(project.root, root)
    monkeypatch.setenv("PII_PROJECT", str(root))
    folder = str(tmp_path / "round")
    days = ["--opened", "2025-06-01", "--due", "2025-08-30"]
    assert main(["forms", "make", "toy", "--out", folder, "--round", "2025-2", *days]) == 0
    assert main(["forms", "make", "toy", "--out", folder, "--round", "2025-2", *days]) == 4
    assert main(["forms", "read", folder, "--date", "2025-08-01"]) == 0
    assert "nothing new among the returns" in capsys.readouterr().out
    shutil.copy(tmp_path / "round/forms/T01.xlsx", tmp_path / "round/returns/T01.xlsx")
    assert main(["forms", "read", folder, "--date", "2025-08-01", "--workers", "1"]) == 0
    assert main(["round", "status", folder, "--date", "2025-09-01"]) == 0
    assert "units: 1 of 3 received, 3 overdue" in capsys.readouterr().out
    assert main(["round", "freeze", folder, "--as", "round-2", "--date", "2025-09-01"]) == 0
    assert "0 values, 48 cells without one" in capsys.readouterr().out
    assert main(["round", "status", folder, "--date", "1 September"]) == 2
