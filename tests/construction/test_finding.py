import math

import pytest

from pipeline.construction import finding
from pipeline.construction.finding import Finding


@pytest.mark.parametrize(
    ("value", "low", "high", "wanted", "verdict"),
    [
        (0.40, 0.30, 0.50, "above", "clear"),
        (0.40, 0.29, 0.50, "above", "borderline"),
        (0.25, 0.20, 0.31, "above", "borderline"),
        (0.10, 0.00, 0.29, "above", "fail"),
        (0.10, 0.00, 0.30, "below", "clear"),
        (0.40, 0.31, 0.50, "below", "fail"),
        (0.40, 0.20, 0.50, "below", "borderline"),
        (0.40, math.nan, math.nan, "above", "clear"),
        (0.20, math.nan, math.nan, "above", "fail"),
        (math.nan, 0.1, 0.5, "above", "undefined"),
    ],
)
def test_the_interval_decides_and_the_value_only_where_there_is_none(value, low, high, wanted, verdict):
    assert finding.judged(value, low, high, limit=0.3, wanted=wanted) == verdict


def test_findings_become_a_table_in_their_order():
    found = finding.table([Finding("05_coherence", "alpha", "2.1", 0.7, n=63), Finding("05_coherence", "alpha", "1.1")])
    assert list(found.columns) == finding.COLUMNS
    assert found["subject"].tolist() == ["2.1", "1.1"]
    assert math.isnan(found["value"][1])


def test_no_findings_are_a_table_without_rows():
    assert list(finding.table([]).columns) == finding.COLUMNS


def test_a_finding_stands_once_for_a_subject():
    with pytest.raises(ValueError, match="a finding stands once for a subject; twice: .'05_coherence', 'alpha', '2.1'"):
        finding.table([Finding("05_coherence", "alpha", "2.1")] * 2)


def test_a_verdict_is_one_of_the_declared():
    with pytest.raises(ValueError, match="a verdict must be one of clear, borderline, .*; got good"):
        finding.table([Finding("05_coherence", "alpha", verdict="good")])
