"""What one unit has to mend."""

from __future__ import annotations

from pipeline.collection import return_sheet
from pipeline.data import params


def page(state, project, unit="T01"):
    edition = params.load_edition(project.round.edition, root=project.root)
    fields = {field.code: field for field in project.fields}
    return return_sheet.page(state, edition.units.by_code[unit], fields)


def test_a_return_sheet_says_what_to_mend_in_vietnamese(sent, form, project):
    shown = page(sent(form.with_cell("s.1", "khoảng <b>3</b>")), project)
    assert '<html lang="vi">' in shown
    assert "Số liệu!G19" in shown
    assert "khoảng &lt;b&gt;3&lt;/b&gt;" in shown
    assert "<b>3" not in shown
    assert "Cần một con số xác định" in shown
    assert "expected" not in shown


def test_a_return_sheet_asks_for_confirmation_in_the_words_of_the_note(sent, form, project):
    shown = page(sent(form.with_cell("s.2", 45780.0)), project)
    assert "45.780 nằm ngoài khoảng thường gặp (0 đến 20.000)" in shown
    assert "03/05/2025" in shown


def test_a_return_sheet_forgets_a_file_that_was_made_good(sent, form, project):
    other = form.with_cell("s.1", 5.5)
    broken = form.edited(lambda book, sheet: setattr(sheet["G4"], "value", "khác"))
    assert "Tệp không đọc được" in page(sent(broken), project)
    assert "Tệp không đọc được" not in page(sent(broken, other), project)


def test_nothing_to_mend_is_said(sent, form, project):
    assert "Không còn điểm nào cần chỉnh sửa" in page(sent(form.content), project)


def test_a_unit_that_sent_nothing_is_not_thanked(sent, form, project):
    state = sent(form.content)
    assert "Cảm ơn đơn vị đã gửi số liệu" in page(state, project)
    assert "chưa nhận được biểu của đơn vị" in page(state, project, unit="T02")
