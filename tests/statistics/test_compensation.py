"""Compensation: penalties for unevenness, by hand and by their properties."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from pipeline.statistics import aggregation, compensation

HALVES = np.array([1.0, 1.0])
ROUNDING = 1e-12  # relative: a mean of a few scores, and its square


def pareto(scores, weights, direction=1):
    return compensation.mazziotta_pareto(scores, weights=weights, direction=direction)


def towards_lowest(scores, weights, penalty=0.5, smoothness=3.0):
    return compensation.mean_min(scores, weights=weights, penalty=penalty, smoothness=smoothness)


both = pytest.mark.parametrize("aggregate", [pareto, towards_lowest])
tables = hnp.arrays(np.float64, (4, 3), elements=st.integers(70, 130) | st.just(np.nan))
weight_sets = hnp.arrays(np.float64, 3, elements=st.integers(1, 9))


def test_ninety_and_a_hundred_and_ten_lose_one_for_being_uneven():
    assert pareto(np.array([[90.0, 110.0]]), HALVES) == pytest.approx(99.0)  # S = 10, cv = 0.1, 100 - 10 * 0.1


def test_where_more_is_worse_unevenness_is_put_on():
    assert pareto(np.array([[90.0, 110.0]]), HALVES, direction=-1) == pytest.approx(101.0)


def test_a_weighted_penalty_takes_the_weighted_variance():
    found = pareto(np.array([[80.0, 120.0]]), np.array([3.0, 1.0]))
    assert found == pytest.approx(90 - 300 / 90)  # M = 90, S^2 = (3 * 100 + 900) / 4


def test_units_of_equal_mean_are_told_apart_by_their_balance():
    found = pareto(np.array([[100.0, 100.0, 100.0], [90.0, 100.0, 110.0], [80.0, 100.0, 120.0]]), np.ones(3))
    assert found.tolist() == pytest.approx([100.0, 100 - 200 / 300, 100 - 800 / 300])


def test_on_seventy_to_one_hundred_and_thirty_five_components_can_break_monotony_and_four_cannot():
    for k, falls in [(4, False), (5, True)]:
        scores = np.full((2, k), 70.0)
        scores[:, 0] = [129.9, 130.0]
        found = pareto(scores, np.ones(k))
        assert (found[1] < found[0]) == falls


def test_adjusted_scores_put_the_reference_at_one_hundred_and_are_sixty_wide():
    posts = {"low": np.array([2.0, 0.0]), "high": np.array([8.0, 50.0]), "reference": np.array([4.0, 30.0])}
    values = np.array([[4.0, 30.0], [8.0, 0.0], [np.nan, 50.0]])
    found = compensation.adjusted_scores(values, **posts, direction=np.array([1, -1]))
    np.testing.assert_allclose(found, [[100.0, 100.0], [140.0, 136.0], [np.nan, 76.0]])


def test_adjusted_scores_are_the_goalposts_of_the_authors():
    x, low, high, reference = 7.3, 2.0, 8.0, 4.0
    least, greatest = reference - (high - low) / 2, reference + (high - low) / 2  # Mazziotta, Pareto (2018)
    published = (x - least) / (greatest - least) * 60 + 70
    posts = {"low": np.array([low]), "high": np.array([high]), "reference": np.array([reference])}
    assert compensation.adjusted_scores(np.array([[x]]), **posts, direction=np.array([1])) == pytest.approx(published)
    turned = (greatest - x) / (greatest - least) * 60 + 70
    assert compensation.adjusted_scores(np.array([[x]]), **posts, direction=np.array([-1])) == pytest.approx(turned)


def test_adjusted_scores_do_not_change_when_another_year_is_added():
    rng = np.random.default_rng(3)
    posts = {"low": np.zeros(2), "high": np.ones(2), "reference": np.full(2, 0.5), "direction": np.array([1, 1])}
    years = rng.uniform(size=(2, 5, 2))
    np.testing.assert_array_equal(
        compensation.adjusted_scores(years, **posts)[0], compensation.adjusted_scores(years[0], **posts)
    )


@pytest.mark.parametrize(
    ("penalty", "smoothness", "expected"),
    [(0.0, 0.0, 60.0), (1.0, 0.0, 40.0), (0.5, 0.0, 50.0), (1.0, 15.0, 50.0)],  # sqrt(20^2 + 15^2) - 15 = 10
)
def test_the_mean_is_drawn_towards_the_lowest(penalty, smoothness, expected):
    assert towards_lowest(np.array([[40.0, 80.0]]), HALVES, penalty, smoothness) == pytest.approx(expected)


def test_a_component_of_no_weight_is_not_the_lowest():
    found = towards_lowest(np.array([[10.0, 40.0, 80.0]]), np.array([0.0, 1.0, 1.0]), 1.0, 0.0)
    assert found == pytest.approx(40.0)


@both
def test_a_missing_score_is_left_out_and_is_no_zero(aggregate):
    scores = np.array([[np.nan, 80.0], [np.nan, np.nan]])
    np.testing.assert_allclose(aggregate(scores, HALVES), [80.0, np.nan])


@both
def test_present_scores_of_no_weight_give_no_score(aggregate):
    assert np.isnan(aggregate(np.array([[50.0, np.nan]]), np.array([0.0, 1.0]))).all()


@both
@settings(deadline=None, max_examples=50)
@given(scores=tables, weights=weight_sets)
def test_a_penalty_never_lifts_a_unit_above_its_mean_and_even_units_keep_it(aggregate, scores, weights):
    mean = aggregation.arithmetic_mean(scores, weights=weights)
    found = aggregate(scores, weights)
    assert not (found > mean * (1 + ROUNDING)).any()
    level = np.broadcast_to(mean[:, np.newaxis], scores.shape)
    np.testing.assert_allclose(aggregate(level, weights), mean, rtol=ROUNDING)


@settings(deadline=None, max_examples=50)
@given(scores=tables, weights=weight_sets, penalty=st.sampled_from([0.0, 0.3, 1.0]))
def test_the_mean_min_function_stays_between_the_lowest_and_the_mean(scores, weights, penalty):
    found = towards_lowest(scores, weights, penalty, 2.0)
    assert not (found < np.fmin.reduce(scores, axis=1) - 1e-9).any()  # rounding at scores of up to 130


@both
@settings(deadline=None, max_examples=50)
@given(scores=tables, weights=weight_sets, data=st.data())
def test_order_does_not_matter_and_inputs_stay(aggregate, scores, weights, data):
    before = scores.copy(), weights.copy()
    units, columns = data.draw(st.permutations(range(4))), data.draw(st.permutations(range(3)))
    np.testing.assert_array_equal(aggregate(scores[units], weights), aggregate(scores, weights)[units])
    np.testing.assert_allclose(aggregate(scores[:, columns], weights[columns]), aggregate(scores, weights), rtol=1e-12)
    np.testing.assert_array_equal(scores, before[0])
    np.testing.assert_array_equal(weights, before[1])


@both
@settings(deadline=None, max_examples=50)
@given(
    scores=hnp.arrays(np.float64, (4, 3), elements=st.integers(80, 112) | st.just(np.nan)),
    weights=weight_sets,
    column=st.integers(0, 2),
)
def test_a_better_score_never_makes_the_whole_worse_near_balance(aggregate, scores, weights, column):
    better = scores.copy()
    better[:, column] += 5.0  # 117 is below 1.5 times any mean of scores from 80
    assert not (aggregate(better, weights) - aggregate(scores, weights) < -1e-9).any()


@both
@settings(deadline=None, max_examples=30)
@given(
    scores=hnp.arrays(np.float64, (3, 4, 3), elements=st.integers(70, 130) | st.just(np.nan)),
    weights=hnp.arrays(np.float64, (3, 3), elements=st.integers(0, 9)).filter(lambda w: (w.sum(axis=1) > 0).all()),
)
def test_a_batch_is_bit_for_bit_its_loop(aggregate, scores, weights):
    loop = np.stack([aggregate(table, w) for table, w in zip(scores, weights, strict=True)])
    np.testing.assert_array_equal(aggregate(scores, weights), loop)
    only_weights = np.stack([aggregate(scores[0], w) for w in weights])
    np.testing.assert_array_equal(aggregate(scores[0], weights), only_weights)


def test_what_has_no_index_is_refused_with_what_to_do():
    with pytest.raises(ValueError, match=r"mean above 0; found -5.0: use scores around 100"):
        pareto(np.array([[-10.0, 0.0]]), HALVES)
    with pytest.raises(ValueError, match=r"direction of \+1 or -1; found 0"):
        pareto(np.array([[90.0, 110.0]]), HALVES, direction=0)
    with pytest.raises(ValueError, match=r"penalty between 0 and 1; found 1\.5"):
        towards_lowest(np.array([[1.0, 2.0]]), HALVES, penalty=1.5)
    with pytest.raises(ValueError, match="smoothness of 0 or more; found -1"):
        towards_lowest(np.array([[1.0, 2.0]]), HALVES, smoothness=-1.0)


def test_adjusted_scores_without_a_range_or_a_direction_are_refused():
    posts = {"low": np.array([2.0]), "high": np.array([2.0]), "reference": np.array([2.0])}
    with pytest.raises(ValueError, match=r"low < high; found \[2.\] and \[2.\]"):
        compensation.adjusted_scores(np.ones((1, 1)), **posts, direction=np.array([1]))
    posts["high"] = np.array([3.0])
    with pytest.raises(ValueError, match=r"directions of \+1 or -1; found \[0\]"):
        compensation.adjusted_scores(np.ones((1, 1)), **posts, direction=np.array([0]))


@both
def test_wrong_weights_are_refused(aggregate):
    with pytest.raises(ValueError, match=r"0 or more; found -1.0 in columns \[1\]"):
        aggregate(np.array([[90.0, 110.0]]), np.array([1.0, -1.0]))
    with pytest.raises(ValueError, match=r"each of 2 columns; found weights of shape \(3,\)"):
        aggregate(np.array([[90.0, 110.0]]), np.ones(3))
