"""Forms that go out: the same bytes, locked, with rules, and readable by whoever opens them."""

from __future__ import annotations

import datetime
import io
import shutil
import zipfile

import openpyxl
import pytest
from rounds import DUE, EDITION, OPENED, REPOSITORY, ROUND

from pipeline.collection import form_workbook, forms
from pipeline.errors import DataError, FrameworkError
from pipeline.reporting import words_forms


@pytest.fixture(scope="module")
def book(project):
    return openpyxl.load_workbook(io.BytesIO((project.folder / "forms/T01.xlsx").read_bytes()))


@pytest.fixture
def sheet(book):
    return book[words_forms.SHEET_VALUES]


def make(root, folder, **other):
    return forms.make(EDITION, folder, root=root, **{"name": ROUND, "opened": OPENED, "due": DUE, **other})


def test_forms_made_again_are_the_same_bytes(project, tmp_path):
    make(project.root, tmp_path / "again")
    for unit in project.round.units:
        name = f"forms/{unit}.xlsx"
        assert (tmp_path / "again" / name).read_bytes() == (project.folder / name).read_bytes()


def test_a_form_names_no_machine_and_no_moment(project):
    with zipfile.ZipFile(project.folder / "forms/T01.xlsx") as archive:
        assert {member.date_time[:3] for member in archive.infolist()} == {(1980, 1, 1)}
        assert b"2025-06-01T00:00:00Z" in archive.read("docProps/core.xml")


def test_only_yellow_cells_can_be_written(sheet, project):
    free = {cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked}
    columns = [list(words_forms.COLUMNS).index(name) for name in form_workbook.INPUTS]
    rows = range(form_workbook.FIRST_ROW, form_workbook.FIRST_ROW + len(project.fields))
    assert free == {sheet.cell(row + 1, column + 1).coordinate for row in rows for column in columns}
    assert sheet.protection.sheet


def test_every_value_has_a_rule_that_warns_and_every_choice_a_list(sheet, project):
    rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    assert len(rules) == 3 * len(project.fields)
    value = rules["G5"]
    assert (value.type, value.errorStyle, value.formula1, value.formula2) == ("decimal", "warning", "1.0", "10.0")
    assert {rules[f"{column}5"].type for column in "HI"} == {"list"}
    whole = next(row for row, field in enumerate(project.fields, start=5) if field.value_type == "integer")
    assert rules[f"G{whole}"].type == "whole"


def test_the_identity_is_hidden_and_nothing_of_a_contact_is_filled_in(book, project):
    hidden = book[words_forms.SHEET_FORM]
    assert hidden.sheet_state == "veryHidden"
    assert hidden["A1"].value == form_workbook.MARK
    assert [cell.value for cell in book[words_forms.SHEET_CONTACT]["B"][3:]] == [None] * len(words_forms.CONTACT)
    assert hidden["B2"].value == project.round.form_id("T01")


def test_last_values_stand_beside_the_questions(tmp_path):
    root = tmp_path / "project"
    shutil.copytree(REPOSITORY / "params", root / "params")
    shutil.copytree(REPOSITORY / "data/raw", root / "data/raw")
    (root / "pyproject.toml").write_text("")
    make(root, tmp_path / "round", last="toy")
    sheet = openpyxl.load_workbook(tmp_path / "round/forms/T01.xlsx")[words_forms.SHEET_VALUES]
    first = {sheet.cell(row, 1).value: (sheet.cell(row, 5).value, sheet.cell(row, 6).value) for row in range(5, 21)}
    assert first["3.1.1"] == (99.0, 2024)  # of the fictitious table of rates
    assert sheet["G5"].value is None


def test_a_folder_that_holds_something_is_left_alone(project, tmp_path):
    (tmp_path / "a.txt").write_text("mine")
    with pytest.raises(DataError, match=r"a new or empty folder is expected"):
        make(project.root, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_an_edition_that_is_not_there_leaves_no_folder(project, tmp_path):
    with pytest.raises(FrameworkError, match=r"no-such"):
        forms.make("no-such", tmp_path / "a", root=project.root, name="x", opened=OPENED, due=datetime.date(2026, 1, 1))
    assert list(tmp_path.iterdir()) == []


def test_a_round_keeps_its_contacts_out_of_git_wherever_it_lies(project):
    kept_out = (project.folder / ".gitignore").read_text(encoding="utf-8").splitlines()[1:]
    assert kept_out == ["/forms/", "/returns/", ".lock"]
