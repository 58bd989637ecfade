"""Tables that only the audit has: verdicts counted by chapter, and one unit by hand."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from pipeline.construction import finding
from pipeline.construction.finding import Finding
from pipeline.reporting import tables_audit

TREATMENT = pd.DataFrame(
    {
        "code": ["1.1", "1.2"],
        "transformation": ["log_ct", "box_cox"],
        "constant_low": [0.0, None],
        "constant_high": [1340.0, None],
    }
)


def worked(value: float) -> pd.DataFrame:
    rows = [("1.1", 1, value, 2024, 2.595), ("1.2", 1, 3.0, 2024, 1.1), ("1", 2, None, None, None)]
    table = pd.DataFrame(rows, columns=["code", "level", "value", "data_year", "treated"])
    return table.assign(low=0.0, high=1.0, score=50.0, share=0.5, contribution=25.0, rank=1)


def test_a_treated_figure_can_be_recomputed_from_its_formula(edition):
    shown = tables_audit.worked(worked(0.0), TREATMENT, edition, language="en")
    steps = next(column for column in shown.columns if column.header == "How it is treated")
    assert list(steps.cells) == ["ln(0 − 0 + 0.01 × (1,340 − 0))", "Box-Cox", ""]
    assert math.log(0.01 * 1340) == pytest.approx(2.595, abs=5e-4)


def test_the_formula_is_written_in_the_reader_s_language(edition):
    shown = tables_audit.worked(worked(0.5), TREATMENT, edition, language="vi")
    steps = next(column for column in shown.columns if column.header == "Cách xử lý")
    assert steps.cells[0] == "ln(0,5 − 0 + 0,01 × (1.340 − 0))"


def test_verdicts_are_counted_by_chapter_and_all_together():
    table = finding.table(
        [
            Finding("01_data", "a", verdict="clear"),
            Finding("01_data", "b", verdict="fail"),
            Finding("08_sensitivity", "c", verdict="fail"),
        ]
    )
    shown = tables_audit.verdicts(table, language="en")
    rows = list(zip(*(column.cells for column in shown.columns), strict=True))
    assert rows[-1] == ("All", "1", "0", "2", "0", "0", "0", "3")
    assert rows[0][0] == "Data"


def test_without_findings_that_is_said():
    assert tables_audit.verdicts(finding.table([]), language="en").note == "There are no findings."
