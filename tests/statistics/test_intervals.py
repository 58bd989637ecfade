"""Intervals: a confidence is a share strictly between 0 and 1."""

import pytest

from pipeline.statistics import intervals


@pytest.mark.parametrize("confidence", [0.0, 1.0, 95, float("nan")])
def test_a_confidence_that_is_no_share_is_refused(confidence):
    with pytest.raises(ValueError, match="confidence must lie between 0 and 1; got"):
        intervals.check_confidence(confidence)


def test_a_share_is_a_confidence():
    intervals.check_confidence(0.95)
