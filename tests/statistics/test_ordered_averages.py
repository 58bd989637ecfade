"""Ordered averages: weights by place."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from pipeline.statistics import aggregation, ordered_averages

ROUNDING = 1e-12  # relative: a sum of a few products
tables = hnp.arrays(np.float64, (4, 3), elements=st.integers(0, 100) | st.just(np.nan))
weight_sets = hnp.arrays(np.float64, 3, elements=st.integers(1, 9))
places = hnp.arrays(np.float64, 3, elements=st.integers(0, 4)).filter(lambda v: v.sum() > 0)


def ordered(scores, weights, position_weights):
    return ordered_averages.ordered_weighted_average(
        np.asarray(scores), weights=np.asarray(weights), position_weights=np.asarray(position_weights)
    )


def test_weights_go_to_places_and_not_to_components():
    scores = [[10.0, 40.0, 20.0], [20.0, 10.0, 40.0]]
    assert ordered(scores, np.ones(3), [0.5, 0.3, 0.2]).tolist() == pytest.approx([28.0, 28.0])  # 20 + 6 + 2


def test_four_scores_in_four_places():
    found = ordered([[0.7, 1.0, 0.3, 0.6]], np.ones(4), [0.2, 0.3, 0.1, 0.4])
    assert found == pytest.approx(0.59)  # 0.2 * 1 + 0.3 * 0.7 + 0.1 * 0.6 + 0.4 * 0.3


def test_the_ends_are_the_highest_and_the_lowest_and_equal_weights_the_mean():
    scores = np.array([[30.0, 90.0, 60.0], [np.nan, 90.0, 60.0]])
    assert ordered(scores, np.ones(3), [1.0, 0.0, 0.0]).tolist() == pytest.approx([90.0, 90.0])
    assert ordered(scores, np.ones(3), [0.0, 0.0, 1.0]).tolist() == pytest.approx([30.0, 60.0])
    np.testing.assert_allclose(
        ordered(scores, [1.0, 2.0, 3.0], np.ones(3)),
        aggregation.arithmetic_mean(scores, weights=np.array([1.0, 2.0, 3.0])),
        rtol=ROUNDING,
    )


def test_a_component_of_double_weight_takes_two_places():
    once = ordered([[80.0, 20.0]], [2.0, 1.0], [0.8, 0.2])
    assert once == pytest.approx(80 * (0.8 + 0.2 / 3) + 20 * 0.4 / 3)  # Q(2/3) = 0.8 + (2/3 - 1/2) * 2 * 0.2


def test_torra_reads_whole_weights_as_repetitions():
    repeated = ordered([[80.0, 80.0, 20.0]], np.ones(3), [0.5, 0.3, 0.2])
    weighted = ordered([[80.0, 20.0, 50.0]], [2.0, 1.0, 0.0], [0.5, 0.3, 0.2])
    assert weighted == pytest.approx(repeated.item(), rel=ROUNDING)


def test_nothing_present_or_nothing_weighed_gives_no_score():
    found = ordered([[np.nan, np.nan], [5.0, np.nan]], [0.0, 1.0], [0.5, 0.5])
    assert np.isnan(found).all()


@settings(deadline=None, max_examples=50)
@given(scores=tables, weights=weight_sets, position_weights=places)
def test_it_stays_between_the_lowest_and_the_highest_score(scores, weights, position_weights):
    found = ordered(scores, weights, position_weights)
    known = ~np.isnan(scores).all(axis=1)
    np.testing.assert_array_equal(~np.isnan(found), known)
    assert (found[known] >= np.nanmin(scores[known], axis=1) - 1e-9).all()  # rounding at scores of up to 100
    assert (found[known] <= np.nanmax(scores[known], axis=1) + 1e-9).all()


@settings(deadline=None, max_examples=50)
@given(scores=tables, weights=weight_sets, position_weights=places, data=st.data())
def test_order_does_not_matter_and_inputs_stay(scores, weights, position_weights, data):
    before = scores.copy(), weights.copy(), position_weights.copy()
    units, columns = data.draw(st.permutations(range(4))), data.draw(st.permutations(range(3)))
    found = ordered(scores, weights, position_weights)
    np.testing.assert_array_equal(ordered(scores[units], weights, position_weights), found[units])
    np.testing.assert_allclose(ordered(scores[:, columns], weights[columns], position_weights), found, atol=1e-9)
    for now, then in zip((scores, weights, position_weights), before, strict=True):
        np.testing.assert_array_equal(now, then)


@settings(deadline=None, max_examples=50)
@given(scores=tables, weights=weight_sets, position_weights=places, column=st.integers(0, 2))
def test_a_better_score_never_makes_the_whole_worse(scores, weights, position_weights, column):
    better = scores.copy()
    better[:, column] += 5.0
    gain = ordered(better, weights, position_weights) - ordered(scores, weights, position_weights)
    assert not (gain < -1e-9).any()  # rounding at scores of up to 100


@settings(deadline=None, max_examples=30)
@given(
    scores=hnp.arrays(np.float64, (3, 4, 3), elements=st.integers(0, 100) | st.just(np.nan)),
    weights=hnp.arrays(np.float64, (3, 3), elements=st.integers(1, 9)),
    position_weights=places,
)
def test_a_batch_is_bit_for_bit_its_loop(scores, weights, position_weights):
    loop = np.stack([ordered(table, w, position_weights) for table, w in zip(scores, weights, strict=True)])
    np.testing.assert_array_equal(ordered(scores, weights, position_weights), loop)
    only_weights = np.stack([ordered(scores[0], w, position_weights) for w in weights])
    np.testing.assert_array_equal(ordered(scores[0], weights, position_weights), only_weights)


@pytest.mark.parametrize(
    ("position_weights", "expected"),
    [([1.0, 0.0, 0.0], 1.0), ([0.0, 0.0, 1.0], 0.0), ([1.0, 1.0, 1.0], 0.5), ([0.2, 0.3, 0.1, 0.4], 1.3 / 3)],
)
def test_orness_tells_how_far_weights_lean_to_the_best(position_weights, expected):
    assert ordered_averages.orness(np.array(position_weights)) == pytest.approx(expected)


def test_turning_the_places_round_turns_orness_round():
    for v in itertools.islice(itertools.permutations([0.1, 0.2, 0.3, 0.4]), 6):
        turned = ordered_averages.orness(np.array(v[::-1]))
        assert turned == pytest.approx(1 - ordered_averages.orness(np.array(v)))


def test_wrong_weights_of_either_kind_are_refused():
    with pytest.raises(ValueError, match=r"one position weight for each of 2 columns; found \(3,\)"):
        ordered([[1.0, 2.0]], np.ones(2), np.ones(3))
    with pytest.raises(ValueError, match=r"0 or more; found -1.0 in columns \[0\]"):
        ordered([[1.0, 2.0]], np.ones(2), [-1.0, 2.0])
    with pytest.raises(ValueError, match=r"0 or more; found -1.0 in columns \[1\]"):
        ordered([[1.0, 2.0]], [1.0, -1.0], np.ones(2))
    with pytest.raises(ValueError, match="all 0"):
        ordered([[1.0, 2.0]], np.ones(2), np.zeros(2))
    with pytest.raises(ValueError, match=r"at least two position weights; found shape \(1,\)"):
        ordered_averages.orness(np.ones(1))


def test_position_weights_come_from_the_quantifier_and_half_is_the_mean():
    assert ordered_averages.position_weights(4, orness=0.5).tolist() == [0.25] * 4
    assert ordered_averages.position_weights(1, orness=0.2).tolist() == [1.0]
    assert ordered_averages.position_weights(2, orness=0.25).tolist() == [0.125, 0.875]  # (1/2)^3 on the better
    assert ordered_averages.position_weights(2, orness=2 / 3) == pytest.approx([np.sqrt(0.5), 1 - np.sqrt(0.5)])


@pytest.mark.parametrize("wanted", [0.2, 0.4, 0.7])
def test_the_orness_reached_comes_ever_closer_to_the_one_asked_for(wanted):
    reached = [
        ordered_averages.orness(ordered_averages.position_weights(k, orness=wanted)) for k in (2, 3, 6, 50, 5000)
    ]
    off = [abs(found - wanted) for found in reached]
    assert off == sorted(off, reverse=True)
    assert off[-1] < 1e-3


def test_an_orness_of_one_half_is_exact_with_any_number_of_places():
    for k in range(2, 9):
        assert ordered_averages.orness(ordered_averages.position_weights(k, orness=0.5)) == pytest.approx(0.5)


@given(k=st.integers(1, 12), orness=st.floats(0.05, 0.95))
def test_position_weights_are_shares(k, orness):
    weights = ordered_averages.position_weights(k, orness=orness)
    assert weights.shape == (k,)
    assert (weights >= 0).all()
    assert weights.sum() == pytest.approx(1.0)


@pytest.mark.parametrize("orness", [0.0, 1.0, -0.1])
def test_an_orness_at_the_ends_has_no_quantifier(orness):
    with pytest.raises(ValueError, match="an orness between 0 and 1, without the ends"):
        ordered_averages.position_weights(3, orness=orness)


def test_position_weights_need_a_place():
    with pytest.raises(ValueError, match="at least one place; found 0"):
        ordered_averages.position_weights(0, orness=0.5)
