"""Where everything stands on a returned form."""

from __future__ import annotations

from pipeline.collection import returned_form
from pipeline.collection.cell import Cell
from pipeline.collection.sheet import Sheet, reference
from pipeline.reporting import words_forms

HEADS = list(words_forms.COLUMNS.values())
IDENTITY = [["PII-FORM"], ["unit_code", "T01"], ["edition", "toy"]]


def sheet(name, rows, **about):
    cells = {
        (row, column): Cell(name, reference(row, column), content)
        for row, line in enumerate(rows)
        for column, content in enumerate(line)
        if content is not None
    }
    return Sheet(name, cells, **about)


def form(*rows, heads=HEADS, name="Số liệu", **about):
    return returned_form.find([sheet("_form", IDENTITY), sheet(name, [[], heads, *rows], **about)], ["1", "2"])


LINES = (["1", "Một", None, None, None, None, 5.0], ["2", "Hai", None, None, None, None, 6.0])


def test_lines_are_found_by_code_and_columns_by_header():
    found = form(*LINES)
    assert found.identity == {"unit_code": "T01", "edition": "toy"}
    assert {code: line.cells["value"].content for code, line in found.lines.items()} == {"1": 5.0, "2": 6.0}
    assert found.notes == ()


def test_headers_are_found_without_capitals_marks_and_double_blanks():
    assert form(*LINES, heads=[f"  {head.upper()} " for head in HEADS]).lines["1"].cells["value"].content == 5.0


def test_a_line_that_is_gone_or_stands_twice_is_refused():
    found = form(LINES[0], LINES[0])
    assert (found.lines["1"].refusal.key, found.lines["1"].refusal.shown) == ("line_twice", {"found": "A3, A4"})
    assert found.lines["2"].refusal.key == "line_missing"


def test_lines_of_other_codes_and_columns_that_are_gone_are_noted():
    found = form(*LINES, ["9"], heads=HEADS[:-1])
    assert [note.key for note in found.notes] == ["form_column_gone", "form_unknown_line"]
    assert found.notes[0].shown == {"found": HEADS[-1]}


def test_a_form_without_identity_or_with_two_is_refused():
    assert returned_form.find([sheet("x", [["a"]])], ["1"]).refusal.key == "form_no_identity"
    twice = returned_form.find([sheet("_form", IDENTITY), sheet("_form2", IDENTITY)], ["1"])
    assert twice.refusal.key == "form_no_identity"


def test_a_line_far_below_costs_nothing():
    cells = {(10**8, 0): Cell("Số liệu", "A100000001", "1")}
    far = sheet("Số liệu", [[], HEADS])
    found = returned_form.find([sheet("_form", IDENTITY), Sheet("Số liệu", {**far.cells, **cells})], ["1"])
    assert found.lines["1"].refusal is None
