"""Best-worst method: Rezaei's examples, an independent package, and a brute-force search."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import optimize

from pipeline.statistics import best_worst

SOLVER = 1e-9  # HiGHS on five weights; its guarantee is 1e-7, what it reaches is near rounding
# Buying a car by quality, price, comfort, safety, style; price is best, style worst.
CONSISTENT = np.array([2.0, 1.0, 4.0, 2.0, 8.0]), np.array([4.0, 8.0, 2.0, 4.0, 1.0])
INCONSISTENT = np.array([2.0, 1.0, 4.0, 3.0, 8.0]), np.array([4.0, 8.0, 2.0, 3.0, 1.0])
CAR = {"best": 1, "worst": 4}
# Transporting goods by load flexibility, accessibility, cost; cost is best, load flexibility worst: Rezaei (2015).
TRANSPORT = np.array([8.0, 2.0, 1.0]), np.array([1.0, 5.0, 8.0])

models = pytest.mark.parametrize("model", [best_worst.linear, best_worst.nonlinear])


@st.composite
def comparisons(draw):
    whole = draw(st.integers(2, 9))
    middle = draw(st.lists(st.tuples(st.integers(1, whole), st.integers(1, whole)), min_size=1, max_size=3))
    to_others = [1.0, *[float(a) for a, _ in middle], float(whole)]
    to_worst = [float(whole), *[float(b) for _, b in middle], 1.0]
    return np.array(to_others), np.array(to_worst)


@models
def test_a_car_without_contradiction_has_the_weights_of_rezaei(model):
    """Rezaei (2015), doi:10.1016/j.omega.2014.11.009: 0.2105, 0.4211, 0.1053, 0.2105, 0.0526, fully consistent."""
    found = model(*CONSISTENT, **CAR)
    np.testing.assert_allclose(found.weights, np.array([4, 8, 2, 4, 1]) / 19, rtol=SOLVER)
    assert found.deviation == pytest.approx(0.0, abs=SOLVER)
    assert found.input_ratio == 0.0


def test_the_nonlinear_model_gives_the_published_transport_example():
    """Rezaei (2015), example 1: weights 0.0714, 0.3387, 0.5899, deviation 0.26, ratio 0.26 / 4.47 = 0.058."""
    found = best_worst.nonlinear(*TRANSPORT, best=2, worst=0)
    np.testing.assert_allclose(found.weights, [0.0714, 0.3387, 0.5899], atol=5e-5)  # four printed digits
    assert found.deviation == pytest.approx(4 - np.sqrt(14))  # (2 - x) (5 - x) = 8 + x
    assert found.consistency_ratio == pytest.approx(0.058, abs=5e-4)
    np.testing.assert_allclose(found.low, found.high, rtol=1e-9)  # three components: one solution


def test_the_linear_model_agrees_with_an_independent_package():
    """The R package BWM of J. Tomczak (GLPK), tests/testthat/test-example-data.R, on the car with a contradiction."""
    found = best_worst.linear(*INCONSISTENT, **CAR)
    expected = [0.22950820, 0.44808743, 0.11475410, 0.15300546, 0.05464481]
    np.testing.assert_allclose(found.weights, expected, atol=5e-9)  # eight printed digits
    assert found.deviation == pytest.approx(0.002444958 * 4.47, abs=1e-8)  # it divides by the nonlinear index, 4.47
    assert found.input_ratio == pytest.approx(1 / 56)  # |3 * 3 - 8| / (8 * 8 - 8)


@pytest.mark.parametrize(
    ("whole", "published"),
    [(2, 0.44), (3, 1.00), (4, 1.63), (5, 2.30), (6, 3.00), (7, 3.73), (8, 4.47), (9, 5.23)],
)
def test_the_greatest_contradiction_has_ratio_one_and_the_index_of_rezaeis_table(whole, published):
    found = best_worst.nonlinear(
        np.array([1.0, whole, whole]), np.array([whole, whole, 1.0]), best=0, worst=2
    )  # as far from whole as 1 to 9 allows: whole times whole
    assert found.consistency_ratio == pytest.approx(1.0)
    assert found.deviation == pytest.approx(published, abs=5e-3)  # two printed digits
    assert found.input_ratio == pytest.approx(1.0)


def test_intervals_hold_equally_good_weights_and_their_middles_are_reported():
    found = best_worst.nonlinear(*INCONSISTENT, **CAR)
    assert (found.low <= found.weights + 1e-4).all()  # the middles sum to 1 but for a little
    assert (found.weights <= found.high + 1e-4).all()
    assert (found.high - found.low)[:3].min() > 0.005


@settings(deadline=None, max_examples=40)
@given(given_comparisons=comparisons())
def test_no_smaller_deviation_is_feasible_and_the_interval_ends_are(given_comparisons):
    to_others, to_worst = given_comparisons
    k = to_others.size
    found = best_worst.nonlinear(to_others, to_worst, best=0, worst=k - 1)

    def extreme(deviation, objective):
        rows = []
        for j in range(k):
            b, w = np.eye(k)[0], np.eye(k)[k - 1]
            own = np.eye(k)[j]
            rows += [b - (to_others[j] + deviation) * own, (to_others[j] - deviation) * own - b]
            rows += [own - (to_worst[j] + deviation) * w, (to_worst[j] - deviation) * w - own]
        return optimize.linprog(objective, A_ub=np.array(rows), b_ub=np.zeros(4 * k), A_eq=np.ones((1, k)), b_eq=[1.0])

    slack = 1e-6  # an order above the solver's own
    for j in range(k):
        least = extreme(found.deviation + slack, np.eye(k)[j])
        greatest = extreme(found.deviation + slack, -np.eye(k)[j])
        assert least.fun == pytest.approx(found.low[j], abs=1e-4)
        assert -greatest.fun == pytest.approx(found.high[j], abs=1e-4)
    if found.deviation > 1e-3:
        assert extreme(found.deviation - 1e-3, np.zeros(k)).status == 2  # infeasible


@models
@settings(deadline=None, max_examples=40)
@given(given_comparisons=comparisons(), data=st.data())
def test_weights_are_shares_in_whatever_order_and_inputs_stay(model, given_comparisons, data):
    to_others, to_worst = given_comparisons
    before = to_others.copy(), to_worst.copy()
    k = to_others.size
    found = model(to_others, to_worst, best=0, worst=k - 1)
    assert (found.weights >= 0).all()
    assert found.weights.sum() == pytest.approx(1.0, rel=1e-12)
    assert 0 <= found.input_ratio <= 1
    order = data.draw(st.permutations(range(k)))
    again = model(to_others[order], to_worst[order], best=order.index(0), worst=order.index(k - 1))
    assert again.deviation == pytest.approx(found.deviation, abs=1e-8)
    np.testing.assert_array_equal(to_others, before[0])
    np.testing.assert_array_equal(to_worst, before[1])


@models
@settings(deadline=None, max_examples=30)
@given(weights=st.lists(st.integers(1, 8), min_size=2, max_size=5))
def test_comparisons_without_contradiction_give_their_weights_back(model, weights):
    weights = np.array(weights, dtype=float)
    best, worst = int(np.argmax(weights)), int(np.argmin(weights))
    assume(best != worst)
    found = model(weights[best] / weights, weights / weights[worst], best=best, worst=worst)
    np.testing.assert_allclose(found.weights, weights / weights.sum(), rtol=1e-6)  # the solver's own tolerance
    assert found.deviation == pytest.approx(0.0, abs=1e-7)


@models
def test_equal_importance_is_equal_weights(model):
    found = model(np.ones(4), np.ones(4), best=0, worst=3)
    np.testing.assert_allclose(found.weights, 0.25, rtol=1e-12)
    assert found.input_ratio == 0.0


@models
@pytest.mark.parametrize(
    ("to_others", "to_worst", "best", "worst", "message"),
    [
        ([1.0, 2.0], [2.0, 1.0, 1.0], 0, 1, r"same length, at least 2; found shapes \(2,\) and \(3,\)"),
        ([1.0], [1.0], 0, 0, "at least 2"),
        ([1.0, 2.0], [2.0, 1.0], 0, 0, "a best and another worst of 2; found 0 and 0"),
        ([1.0, 2.0], [2.0, 1.0], 0, 2, "found 0 and 2"),
        ([2.0, 2.0], [2.0, 1.0], 0, 1, "to be 1"),
        ([1.0, 3.0], [2.0, 1.0], 0, 1, "one answer for best against worst; found 3 and 2"),
        ([1.0, 5.0, 4.0], [4.0, 2.0, 1.0], 0, 2, r"best against worst \(4\); found 5"),
        ([1.0, 0.5, 4.0], [4.0, 2.0, 1.0], 0, 2, "comparisons from 1"),
        ([1.0, np.nan, 4.0], [4.0, 2.0, 1.0], 0, 2, "found nan"),
    ],
)
def test_comparisons_that_no_expert_can_have_meant_are_refused(model, to_others, to_worst, best, worst, message):
    with pytest.raises(ValueError, match=message):
        model(np.array(to_others), np.array(to_worst), best=best, worst=worst)
