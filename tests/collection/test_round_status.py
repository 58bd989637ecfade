"""How far a round is, as a table and as a page."""

from __future__ import annotations

import datetime

import pytest

from pipeline.collection import round_status

DAY = datetime.date(2025, 8, 1)


def test_status_counts_states_and_what_is_overdue(sent, form):
    state = sent(form.with_cell("s.1", None))
    early = round_status.table(state, today=DAY).set_index("unit_code")
    late = round_status.table(state, today=datetime.date(2025, 9, 1)).set_index("unit_code")
    assert list(early.loc["T01", ["accepted", "blank", "open", "not_received"]]) == [15, 1, 1, 0]
    assert list(early["overdue"]) == [False] * 3
    assert list(late["overdue"]) == [True] * 3
    assert list(late["received"]) == [True, False, False]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_page_of_a_round_escapes_what_units_wrote(language, sent, form, edition):
    state = sent(form.content, b"%PDF")
    shown = round_status.page(state, edition, sent.folder, today=DAY, language=language)
    assert f'<html lang="{language}">' in shown
    assert ("Tệp không nhận" if language == "vi" else "Files that were refused") in shown
    assert "1.xlsx" in shown


def test_the_page_cites_what_was_frozen_and_not_what_came_later(sent, form, edition, tmp_path):
    state = sent(form.content)
    (sent.folder / "frozen").mkdir()
    (sent.folder / "frozen/round-1.yaml").write_text("digest: abc123\n")
    shown = round_status.page(state, edition, sent.folder, today=DAY, language="en")
    assert "Frozen as the source round-1, digest abc123." in shown
