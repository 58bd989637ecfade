"""The published profile of one province, and how far rounding can move it."""

import numpy as np
import pytest

from pipeline.certification import pii_profile

GOLDEN = "tests/golden/pii-2025-khanh-hoa.csv"


@pytest.fixture
def profile(project):
    return pii_profile.Profile(project / GOLDEN)


def test_ten_indicators_make_three_groups(profile):
    assert [len(profile.indicators(group)) for group in pii_profile.GROUPS] == [3, 4, 3]


def test_the_first_indicator_by_hand(profile):
    assert profile.scores("1.1")[0, 0] == pytest.approx(100 * (47.59 - 28.20) / (55.64 - 28.20))


def test_no_rounding_of_the_inputs_moves_a_group_further_than_its_tolerance(profile):
    """Each of 200 draws moves every printed input by up to half a last digit."""
    rng, own = np.random.default_rng(5), profile.indicators("1.2")
    value, low, high = (own[name].to_numpy(dtype=float) for name in ("value", "min34", "max34"))
    nominal = (100 * (value - low) / (high - low)).mean()
    moved = rng.uniform(-pii_profile.HALF_DIGIT, pii_profile.HALF_DIGIT, (200, 3, len(own)))
    x, lo, hi = (part + moved[:, place] for place, part in enumerate((value, low, high)))
    drawn = (100 * (x - lo) / (hi - lo)).mean(axis=1)
    bound = pii_profile.propagated(profile, "1.2").value - pii_profile.HALF_DIGIT
    assert np.abs(drawn - nominal).max() <= bound
