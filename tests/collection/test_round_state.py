"""How a round stands: the last word of every unit on every indicator."""

from __future__ import annotations


def cell(state, code="s.1", unit="T01"):
    values = state.values.set_index(["unit_code", "code"])
    return values.loc[(unit, code)]


def test_what_was_not_received_is_missing_and_said_so(sent, form):
    state = sent(form.content)
    assert set(state.values.loc[state.values["unit_code"] == "T02", "state"]) == {"not_received"}
    assert cell(state, unit="T02")["value"] != cell(state, unit="T02")["value"]  # NaN, never zero
    assert cell(state)["value"] == form.values["s.1"]


def test_a_later_value_supersedes_an_earlier_one(sent, form):
    found = cell(sent(form.content, form.with_cell("s.1", 1500.5)))
    assert (found["value"], found["intake"], found["supersedes"]) == (1500.5, 2, 1)


def test_a_refused_or_blank_cell_supersedes_nothing(sent, form):
    state = sent(form.content, form.with_cell("s.1", "khoảng 3"), form.with_cell("s.1", None))
    assert (cell(state)["value"], cell(state)["intake"]) == (form.values["s.1"], 1)
    assert list(state.refused["code"]) == ["s.1"]


def test_a_word_that_there_is_no_figure_supersedes_a_value(sent, form):
    found = cell(sent(form.content, form.with_cell("s.1", "không có")))
    assert (found["state"], found["supersedes"]) == ("none", 1)
    assert found["value"] != found["value"]


def test_a_refused_cell_is_told_until_it_is_mended(sent, form):
    state = sent(form.with_cell("s.1", "khoảng 3"))
    assert (cell(state)["state"], list(state.refused["remark"])) == ("refused", ["not_exact"])
    state = sent(form.with_cell("s.1", "khoảng 3"), form.content)
    assert (cell(state)["state"], len(state.refused)) == ("accepted", 0)
