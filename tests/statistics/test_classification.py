"""Classification: stated thresholds, and what a mean of reference needs."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from pipeline.statistics import classification

NAN = np.nan
THRESHOLDS = np.array([25.0, 50.0, 75.0])
EIS = np.array([70.0, 100.0, 125.0])
scores_with_blanks = hnp.arrays(np.float64, (2, 6), elements=st.integers(0, 100) | st.just(np.nan))
sides = st.sampled_from(["above", "below"])


def relative(scores, **changed):
    options = {"reference_mean": 40.0, "thresholds_pct": EIS, "at_threshold": "above", "zero": "meaningful"}
    return classification.relative_to_mean(scores, **(options | changed))


@pytest.mark.parametrize(("at_threshold", "expected"), [("above", [1, 2, 3, 4, 4]), ("below", [1, 1, 2, 3, 4])])
def test_a_score_at_a_threshold_belongs_where_it_is_said(at_threshold, expected):
    scores = np.array([10.0, 25.0, 50.0, 75.0, 90.0])
    assert classification.by_thresholds(scores, thresholds=THRESHOLDS, at_threshold=at_threshold).tolist() == expected


def test_a_unit_without_a_score_has_no_class_and_a_zero_has_one():
    found = classification.by_thresholds(np.array([NAN, 0.0]), thresholds=THRESHOLDS, at_threshold="above")
    np.testing.assert_array_equal(found, [NAN, 1.0])


def test_the_groups_of_the_european_innovation_scoreboard():
    scores = np.array([20.0, 28.0, 39.9, 40.0, 50.0, 60.0, NAN])  # 50, 70, 99.75, 100, 125, 150 % of 40
    np.testing.assert_array_equal(relative(scores), [1, 2, 2, 3, 4, 4, NAN])


@settings(deadline=None, max_examples=40)
@given(scores=scores_with_blanks, side=sides, order=st.permutations(range(6)))
def test_a_batch_is_its_loop_order_does_not_matter_and_inputs_stay(scores, side, order):
    before = scores.copy()
    found = classification.by_thresholds(scores, thresholds=THRESHOLDS, at_threshold=side)
    loop = [classification.by_thresholds(row, thresholds=THRESHOLDS, at_threshold=side) for row in scores]
    np.testing.assert_array_equal(found, loop)
    shuffled = classification.by_thresholds(scores[:, order], thresholds=THRESHOLDS, at_threshold=side)
    np.testing.assert_array_equal(shuffled, found[:, order])
    np.testing.assert_array_equal(scores, before)
    np.testing.assert_array_equal(np.isnan(found), np.isnan(scores))
    higher = scores[:, :, np.newaxis] > scores[:, np.newaxis]
    assert (found[:, :, np.newaxis] >= found[:, np.newaxis])[higher].all()


@settings(deadline=None, max_examples=40)
@given(scores=scores_with_blanks, a=st.sampled_from([0.5, 4.0]), b=st.integers(-50, 50))
def test_an_affine_change_of_scores_with_their_thresholds_changes_nothing(scores, a, b):
    found = classification.by_thresholds(a * scores + b, thresholds=a * THRESHOLDS + b, at_threshold="above")
    expected = classification.by_thresholds(scores, thresholds=THRESHOLDS, at_threshold="above")
    np.testing.assert_array_equal(found, expected)


@settings(deadline=None, max_examples=25)
@given(scores=scores_with_blanks, a=st.sampled_from([0.5, 4.0]))
def test_the_scale_of_scores_and_mean_does_not_matter_to_relative_classes(scores, a):
    np.testing.assert_array_equal(relative(a * scores, reference_mean=a * 40.0), relative(scores))


def test_another_origin_would_change_the_classes_so_an_arbitrary_zero_is_refused():
    scores = np.array([30.0, 50.0])
    moved = scores + 40.0
    assert relative(scores).tolist() != relative(moved, reference_mean=80.0).tolist()
    with pytest.raises(ValueError, match="need a meaningful zero of the scores; found 'arbitrary'"):
        relative(scores, zero="arbitrary")


@pytest.mark.parametrize("mean", [0.0, -1.0, NAN, np.inf])
def test_a_mean_of_reference_that_is_not_above_zero_is_refused(mean):
    with pytest.raises(ValueError, match="need a mean of reference above 0; found"):
        relative(np.array([1.0]), reference_mean=mean)


def test_a_negative_score_is_refused():
    with pytest.raises(ValueError, match=r"need scores of 0 or more; found -0\.5"):
        relative(np.array([1.0, -0.5, NAN]))


@pytest.mark.parametrize("thresholds", [[], [2.0, 1.0], [1.0, 1.0], [1.0, NAN], [[1.0]]])
def test_thresholds_that_do_not_increase_are_refused(thresholds):
    with pytest.raises(ValueError, match="a list of increasing thresholds; found"):
        classification.by_thresholds(np.array([1.0]), thresholds=np.array(thresholds), at_threshold="above")


def test_an_unknown_side_is_refused():
    with pytest.raises(ValueError, match="belongs above or below; found 'left'"):
        classification.by_thresholds(np.array([1.0]), thresholds=THRESHOLDS, at_threshold="left")
