"""The certificate's tables, on four items that a reader can count."""

from __future__ import annotations

import pandas as pd
import pytest

from pipeline.reporting import sentences_certificate, tables_certificate

ITEMS = pd.DataFrame(
    [
        ("hdi", "published index", "hdi", 10, 0.0005, 0.0005, False, True, "", "", ""),
        ("coinr-asem", "ranks", "a", 4, 0.0, 0.0, True, True, "", "", ""),
        ("coinr-asem", "ranks", "b", 4, 3.2e-13, 1e-9, True, False, "u1: 1 here, 2 there", "", ""),
        ("coinr-asem", "vectors", "c", 0, None, None, None, None, "", "random", "drawn by R"),
        ("published", "weights", "ahp", 8, 0.0004, 0.0005, False, True, "", "", ""),
    ],
    columns=["oracle", "stage", "item", "n_values", "max_abs_diff", "tolerance", "relative", "passed", "fault", "not_run",
             "reason"],
).assign(call="Saaty (2008)", tolerance_reason="three digits").astype({"passed": "boolean", "relative": "boolean"})  # fmt: skip
FAULTS = pd.DataFrame(
    [("pci", "x", "sai", "wrong", "đúng", "right", "PCI 2011", "PCI 2012")],
    columns=["oracle", "defect", "theirs_vi", "theirs_en", "ours_vi", "ours_en", "items", "checks"],
)


def cells(table, place):
    return list(table.columns[place].cells)


def test_compared_passed_failed_and_left_out_are_counted():
    found = tables_certificate.summary(ITEMS, language="en")
    assert cells(found, 0) == ["COINr on its example ASEM", "HDI 1990-2022 (UNDP)", "Figures printed by others"]
    assert [cells(found, place) for place in range(1, 6)] == [
        ["2", "1", "1"], ["1", "1", "1"], ["1", "0", "0"], ["1", "0", "0"], ["8", "10", "8"],
    ]  # fmt: skip


def test_a_stage_shows_its_largest_difference_and_its_tolerances():
    found = tables_certificate.stages(ITEMS, language="vi")
    assert found.columns[4].cells[0] == "3,2e−13"
    assert found.columns[5].cells[0] == "bằng nhau; 1e−9"


def test_what_fails_is_named_with_its_values_and_what_is_left_out_with_its_reason():
    assert cells(tables_certificate.failures(ITEMS, language="en"), 4) == ["u1: 1 here, 2 there"]
    left_out = tables_certificate.not_run(ITEMS, language="en")
    assert [cells(left_out, place)[0] for place in (1, 3, 4)] == [
        "random numbers that cannot be repeated", "c", "drawn by R",
    ]  # fmt: skip
    assert tables_certificate.failures(ITEMS.iloc[:1], language="en").n_rows == 0


def test_examples_show_their_source_and_faults_their_independent_check():
    assert cells(tables_certificate.sources(ITEMS, language="en"), 2) == ["Saaty (2008)"]
    assert cells(tables_certificate.defects(FAULTS, language="vi"), 1) == ["sai"]
    assert cells(tables_certificate.defects(FAULTS, language="en"), 3) == ["PCI 2012"]


@pytest.mark.parametrize(
    ("items", "said"),
    [(ITEMS, "1 of 4 items do not agree"), (ITEMS.drop(index=2), "3 items, 22 values compared; every item agrees")],
)
def test_the_verdict_says_whether_all_agree(items, said):
    assert said in str(sentences_certificate.verdict(items, language="en"))


def test_equal_items_and_the_widest_rounding_are_said():
    said = str(sentences_certificate.nearest(ITEMS, language="en"))
    assert said.startswith("1 of 4 items are equal to the last digit; 2 are held to the rounding")
    assert "1 examples with figures printed by others" in str(sentences_certificate.beyond(ITEMS, language="en"))
