"""Development: the band of statsmodels, verdicts by hand, refusals."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.statistics import development


def test_performance_is_against_the_prediction_band_of_statsmodels():
    from statsmodels.regression.linear_model import OLS

    rng = np.random.default_rng(9)
    level = np.exp(rng.normal(4, 0.5, 34))
    scores = 10 + 5 * np.log(level) + rng.normal(0, 2, 34)
    found = development.performance_given_level(scores, level, confidence=0.9)
    design = np.column_stack([np.ones(34), np.log(level)])
    golden = OLS(scores, design).fit().get_prediction(design).summary_frame(alpha=0.1)
    for ours, column in [(found.expected, "mean"), (found.low, "obs_ci_lower"), (found.high, "obs_ci_upper"),
                         (found.trend_low, "mean_ci_lower"), (found.trend_high, "mean_ci_upper")]:  # fmt: skip
        np.testing.assert_allclose(ours, golden[column], rtol=1e-9)


def test_a_unit_far_above_the_trend_is_above_and_one_without_a_level_is_undefined():
    level = np.append(np.exp(np.arange(20.0)), np.nan)
    scores = np.append(np.arange(20.0) + np.tile([0.1, -0.1], 10), 5)
    scores[4], scores[11] = 9, 6
    found = development.performance_given_level(scores, level, confidence=0.9)
    assert found.verdicts[4] == "above"
    assert found.verdicts[11] == "below"
    assert found.verdicts[20] == "undefined"
    assert (found.verdicts.count("within"), found.n) == (18, 20)


@settings(deadline=None, max_examples=25)
@given(st.integers(0, 10**6), st.floats(0.01, 1e6))
def test_the_unit_of_measure_of_the_level_changes_no_verdict(seed, factor):
    rng = np.random.default_rng(seed)
    level = np.exp(rng.standard_normal(20))
    scores = rng.standard_normal(20)
    plain = development.performance_given_level(scores, level, confidence=0.8)
    other = development.performance_given_level(scores, factor * level, confidence=0.8)
    np.testing.assert_allclose(plain.low, other.low, atol=1e-8)


def test_a_level_without_a_logarithm_and_a_percentage_are_refused_by_name():
    y = np.arange(20.0)
    with pytest.raises(ValueError, match=r"must be positive to have a logarithm; got \[0\.\]"):
        development.performance_given_level(y, np.append(np.ones(19), 0), confidence=0.9)
    with pytest.raises(ValueError, match="confidence must lie between 0 and 1; got 90"):
        development.performance_given_level(y, np.exp(y), confidence=90)
