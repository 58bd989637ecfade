"""Natural breaks: the optimum itself, against every other partition."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from pipeline.statistics import classification, natural_breaks

NAN = np.nan
few_scores = hnp.arrays(np.float64, 8, elements=st.integers(0, 30) | st.just(np.nan)).filter(
    lambda x: np.unique(x[~np.isnan(x)]).size >= 4
)


def within(scores, classes):
    groups = (scores[classes == c] for c in np.unique(classes))
    return sum(float(((group - group.mean()) ** 2).sum()) for group in groups)


def test_two_pairs_are_two_classes():
    found = natural_breaks.natural_breaks(np.array([10.0, 4.0, 9.0, 5.0]), n_classes=2)
    assert found.classes.tolist() == [2, 1, 2, 1]
    assert found.thresholds.tolist() == [9.0]
    assert found.goodness_of_fit == pytest.approx(25 / 26)  # 1 within the classes, 26 in all


def test_each_score_its_own_class_fits_perfectly():
    found = natural_breaks.natural_breaks(np.array([1.0, 5.0, 2.0]), n_classes=3)
    assert found.classes.tolist() == [1, 3, 2]
    assert found.goodness_of_fit == 1.0


def test_many_equal_scores_pull_a_break_by_their_number():
    scores = np.array([0.0] * 50 + [4.0, 6.0])
    assert natural_breaks.natural_breaks(scores, n_classes=2).thresholds.tolist() == [4.0]
    assert natural_breaks.natural_breaks(scores, n_classes=3).thresholds.tolist() == [4.0, 6.0]


def test_of_two_partitions_that_fit_equally_well_the_lower_break_is_taken():
    found = natural_breaks.natural_breaks(np.array([0.1, 0.2, 0.3]), n_classes=2)
    assert found.thresholds.tolist() == [0.2]


@settings(deadline=None, max_examples=60)
@given(scores=few_scores, n_classes=st.integers(2, 4), order=st.permutations(range(8)))
def test_no_other_partition_fits_better(scores, n_classes, order):
    before = scores.copy()
    found = natural_breaks.natural_breaks(scores, n_classes=n_classes)
    np.testing.assert_array_equal(scores, before)
    np.testing.assert_array_equal(np.isnan(found.classes), np.isnan(scores))
    present = scores[~np.isnan(scores)]
    levels = np.unique(present)
    every = [
        within(present, np.searchsorted(np.array(starts), present, side="right"))
        for starts in itertools.combinations(levels[1:], n_classes - 1)
    ]
    ours = within(present, found.classes[~np.isnan(scores)])
    assert ours == pytest.approx(min(every), abs=1e-9)
    assert found.goodness_of_fit == pytest.approx(1 - ours / within(present, np.ones(present.size)))
    shuffled = natural_breaks.natural_breaks(scores[order], n_classes=n_classes)
    np.testing.assert_array_equal(shuffled.classes, found.classes[order])


@settings(deadline=None, max_examples=30)
@given(scores=few_scores, n_classes=st.integers(2, 4), a=st.sampled_from([0.25, 1024.0]), b=st.integers(-99, 99))
def test_an_affine_change_of_the_scores_moves_only_the_thresholds(scores, n_classes, a, b):
    found = natural_breaks.natural_breaks(scores, n_classes=n_classes)
    moved = natural_breaks.natural_breaks(a * scores + b, n_classes=n_classes)
    np.testing.assert_array_equal(moved.classes, found.classes)
    np.testing.assert_array_equal(moved.thresholds, a * found.thresholds + b)


@settings(deadline=None, max_examples=30)
@given(scores=few_scores)
def test_the_thresholds_give_the_classes_again(scores):
    found = natural_breaks.natural_breaks(scores, n_classes=3)
    again = classification.by_thresholds(scores, thresholds=found.thresholds, at_threshold="above")
    np.testing.assert_array_equal(again, found.classes)


@pytest.mark.parametrize(("scores", "n_classes"), [([1.0, 2.0, 3.0], 4), ([1.0, 2.0], 1), ([5.0, 5.0, NAN], 2)])
def test_a_number_of_classes_that_the_scores_do_not_allow_is_refused(scores, n_classes):
    with pytest.raises(
        ValueError, match=rf"natural breaks need 2 classes or more, .* different scores; found {n_classes}"
    ):
        natural_breaks.natural_breaks(np.array(scores), n_classes=n_classes)


def test_a_table_of_scores_is_refused():
    with pytest.raises(ValueError, match="one list of scores; found 2 axes"):
        natural_breaks.natural_breaks(np.ones((2, 2)), n_classes=2)
