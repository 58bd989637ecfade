import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import optimize

from pipeline.statistics import weight_polytope

SCORES = arrays(float, (4, 3), elements=st.floats(0, 100))


@given(SCORES)
def test_the_least_lead_is_that_of_a_linear_programme(scores):
    low, high = np.array([0.1, 0.2, 0.05]), np.array([0.5, 0.6, 0.5])
    found = weight_polytope.least_advantage(scores, low=low, high=high)
    for i in range(4):
        for j in range(4):
            solved = optimize.linprog(
                scores[i] - scores[j], A_eq=np.ones((1, 3)), b_eq=[1.0], bounds=list(zip(low, high, strict=True))
            )
            assert found[i, j] == pytest.approx(solved.fun, abs=1e-7)


@given(SCORES)
def test_with_all_weights_admissible_it_is_dominance_on_every_component(scores):
    found = weight_polytope.dominance(scores, low=np.zeros(3), high=np.ones(3))
    for i in range(4):
        for j in range(4):
            assert found[i, j] == ((scores[i] >= scores[j]).all() and (scores[i] > scores[j]).any())


@given(SCORES)
def test_it_is_a_partial_order(scores):
    found = weight_polytope.dominance(scores, low=np.full(3, 0.2), high=np.full(3, 0.5))
    assert not (found & found.T).any()
    assert not np.diag(found).any()
    assert not ((found.astype(int) @ found > 0) & ~found).any()


def test_one_point_of_weights_orders_by_the_score():
    weights = np.array([0.5, 0.3, 0.2])
    scores = np.array([[10.0, 20, 30], [20, 10, 30], [10, 20, 30]])
    found = weight_polytope.dominance(scores, low=weights, high=weights)
    assert found.tolist() == [[False, False, False], [True, False, True], [False, False, False]]


def test_a_unit_with_a_blank_is_in_no_pair():
    scores = np.array([[90.0, np.nan], [50, 55], [40, 50]])
    bounds = {"low": np.zeros(2), "high": np.ones(2)}
    assert np.isnan(weight_polytope.least_advantage(scores, **bounds)[0, 1])
    assert weight_polytope.dominance(scores, **bounds).tolist() == [[False] * 3, [False, False, True], [False] * 3]


@pytest.mark.parametrize(
    ("low", "high", "message"),
    [
        ([0.6, 0.6], [1.0, 1.0], "no weights within the bounds add up to 1: the lower ones to 1.2"),
        ([0.1, 0.1], [0.3, 0.3], "no weights within the bounds add up to 1.*the upper ones to 0.6"),
        ([0.5, 0.2], [0.4, 0.9], "shares with low <= high"),
        ([0.5], [0.4], "two bounds a component"),
    ],
)
def test_bounds_that_admit_no_weights_are_refused(low, high, message):
    with pytest.raises(ValueError, match=message):
        weight_polytope.least_advantage(np.ones((2, 2)), low=np.array(low), high=np.array(high))
