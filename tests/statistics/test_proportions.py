import numpy as np
import pytest
from statsmodels.stats.proportion import proportion_confint

from pipeline.statistics import proportions


@pytest.mark.parametrize(("count", "n"), [(0, 5), (3, 10), (6, 63), (34, 34)])
def test_the_interval_is_wilsons_as_statsmodels_has_it(count, n):
    found = proportions.proportion(count, n, confidence=0.95)
    assert found.share == count / n
    np.testing.assert_allclose(
        (found.low, found.high), proportion_confint(count, n, alpha=0.05, method="wilson"), atol=1e-12
    )


def test_none_of_nothing_is_unknown():
    found = proportions.proportion(0, 0, confidence=0.9)
    assert np.isnan([found.share, found.low, found.high]).all()


@pytest.mark.parametrize("count", [-1, 4])
def test_a_count_beyond_n_is_refused(count):
    with pytest.raises(ValueError, match="between 0 and 3"):
        proportions.proportion(count, 3, confidence=0.9)
