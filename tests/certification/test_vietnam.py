"""PCI and PAPI as published."""

import pytest

from pipeline.certification import vietnam


@pytest.mark.parametrize("years", vietnam.WEIGHTS_PCT)
def test_weights_sum_to_100_per_cent(years):
    assert sum(vietnam.WEIGHTS_PCT[years].values()) == 100


def test_2011_is_not_run_with_its_reason():
    assert vietnam.PCI[0].not_run["PCI 2011"].why == "defect"
    assert 2011 not in vietnam.PCI_YEARS
