import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import optimize

from pipeline.statistics import weight_stability

SCORES = arrays(float, (4, 3), elements=st.integers(0, 100).map(float))
WEIGHTS = np.array([0.5, 0.3, 0.2])


def orders(scores, weights):
    total = scores @ weights
    return np.sign(np.round(total[:, np.newaxis] - total, 9))


def moved(component, weight):
    rest = WEIGHTS.copy()
    rest[component] = 0
    shifted = rest / rest.sum() * (1 - weight)
    shifted[component] = weight
    return shifted


@given(SCORES, st.integers(0, 2), st.floats(0.001, 0.999))
def test_inside_the_interval_no_pair_changes_and_beyond_it_one_does(scores, component, part):
    found = weight_stability.stability_intervals(scores, weights=WEIGHTS)
    low, high = found.low[component], found.high[component]
    before = orders(scores, WEIGHTS)
    assume((before + np.eye(4) != 0).all())
    inside = low + part * (high - low)
    after = orders(scores, moved(component, inside))
    assert (after * before >= 0).all()
    for end, beyond in ((low, low - 1e-3), (high, high + 1e-3)):
        if 0 < end < 1 and 0 <= beyond <= 1:
            assert (orders(scores, moved(component, beyond)) * before <= 0).any()


def test_the_pair_that_ends_an_interval_is_named():
    scores = np.array([[80.0, 40], [50, 60], [0, 0]])
    found = weight_stability.stability_intervals(scores, weights=np.array([1.0, 1]))
    assert found.low[0] == pytest.approx(0.4)
    assert found.low_pair[0].tolist() == [0, 1]
    assert found.high_pair[0].tolist() == [-1, -1]


@given(SCORES.map(lambda table: table[:2]))
def test_the_smallest_reversal_is_that_of_a_linear_programme(scores):
    ahead, behind = (scores[0], scores[1]) if scores[0] @ WEIGHTS >= scores[1] @ WEIGHTS else (scores[1], scores[0])
    found = weight_stability.smallest_reversal(ahead, behind, weights=WEIGHTS)
    # w' = w + up - down, minimise the sum of up and down over two
    equal = np.concatenate([np.ones(3), -np.ones(3)])[np.newaxis]
    below = np.vstack(
        [
            np.concatenate([ahead - behind, behind - ahead]),
            np.hstack([-np.eye(3), np.eye(3)]),
        ]
    )
    bounds = np.concatenate([[-(ahead - behind) @ WEIGHTS], WEIGHTS])
    solved = optimize.linprog(np.full(6, 0.5), A_ub=below, b_ub=bounds, A_eq=equal, b_eq=[0.0])
    if solved.status == 2:
        assert np.isnan(found.shift)
    else:
        assert found.shift == pytest.approx(solved.fun, abs=1e-6)
        assert found.weights.sum() == pytest.approx(1)
        assert (found.weights >= -1e-12).all()
        assert (ahead - behind) @ found.weights == pytest.approx(min((ahead - behind) @ WEIGHTS, 0), abs=1e-6)


def test_who_is_better_throughout_is_never_caught_up():
    found = weight_stability.smallest_reversal(np.array([80.0, 60]), np.array([50.0, 55]), weights=np.array([1.0, 3]))
    assert np.isnan(found.shift)


def test_who_is_not_behind_needs_no_change():
    assert weight_stability.smallest_reversal(np.ones(2), np.ones(2), weights=np.ones(2)).shift == 0


@pytest.mark.parametrize(
    ("scores", "weights", "message"),
    [
        ([[1.0, 2], [np.nan, 1]], [1.0, 1], "without blanks"),
        ([[1.0, 2], [2, 1]], [1.0, 0], "at least two above zero"),
        ([[1.0, 2], [2, 1]], [1.0, -1, 3], "one weight a component"),
        ([[1.0, 2], [2, 1]], [3.0, -1], "must not be negative"),
    ],
)
def test_what_cannot_be_judged_is_refused(scores, weights, message):
    with pytest.raises(ValueError, match=message):
        weight_stability.stability_intervals(np.array(scores), weights=np.array(weights))
