"""Shadow imputation: a blank filled by what it implies changes nothing above it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from pipeline.statistics import aggregation, normalisation, shadow

NAN = np.nan
EQUAL = (np.ones(5), np.ones(2))
PARENTS = [np.array([0, 0, 1, 1, 1]), np.array([0, 0])]
tables = hnp.arrays(np.float64, (4, 5), elements=st.integers(1, 100) | st.just(np.nan))
weightings = st.tuples(
    hnp.arrays(np.float64, 5, elements=st.integers(1, 4)), hnp.arrays(np.float64, 2, elements=st.integers(1, 4))
)


def implied(scores, *, parents=PARENTS, weights=EQUAL):
    return shadow.implied_scores(np.asarray(scores), parents=parents, weights=weights)


def back(scores, *, direction=(1, -1), lower=0.0, upper=100.0, low=(20.0, 0.0), high=(60.0, 5.0)):
    return shadow.implied_values(
        np.asarray(scores),
        direction=np.array(direction),
        lower=lower,
        upper=upper,
        low=np.array(low),
        high=np.array(high),
    )


def index(scores, weights):
    """The tree by ``aggregation``: two groups, one index."""
    groups = [
        aggregation.arithmetic_mean(scores[..., PARENTS[0] == g], weights=weights[0][PARENTS[0] == g]) for g in (0, 1)
    ]
    stacked = np.stack(groups, axis=-1)
    return stacked, aggregation.arithmetic_mean(stacked, weights=weights[1])


def test_a_blank_implies_the_weighted_mean_of_its_present_siblings():
    found = implied([[10.0, 20.0, 30.0, 60.0, NAN]], weights=(np.array([1.0, 1.0, 2.0, 1.0, 5.0]), np.ones(2)))
    np.testing.assert_array_equal(found, [[NAN, NAN, NAN, NAN, 40.0]])  # (2 x 30 + 60) / 3


def test_a_whole_blank_group_implies_the_mean_of_the_other_groups():
    found = implied([[20.0, 40.0, NAN, NAN, NAN]])
    np.testing.assert_array_equal(found, [[NAN, NAN, 30.0, 30.0, 30.0]])


def test_a_unit_without_anything_implies_nothing():
    assert np.isnan(implied(np.full((1, 5), NAN))).all()
    one_level = implied([[20.0, 40.0, NAN, NAN, NAN]], parents=PARENTS[:1], weights=[np.ones(5)])
    assert np.isnan(one_level).all()  # and nothing above is asked


def test_siblings_without_weight_imply_nothing_of_their_own():
    found = implied([[20.0, 40.0, 90.0, NAN, NAN]], weights=(np.array([1.0, 1.0, 0.0, 1.0, 1.0]), np.ones(2)))
    np.testing.assert_array_equal(found, [[NAN, NAN, NAN, 30.0, 30.0]])


def test_scores_go_back_to_the_unit_of_measure():
    np.testing.assert_allclose(back([[25.0, 80.0]]), [[30.0, 1.0]])  # 20 + 40/4; 5 - 0.8 x 5
    np.testing.assert_array_equal(back([[NAN, 0.0]]), [[NAN, 5.0]])


def test_a_disclosure_has_scores_values_and_the_blanks():
    found = shadow.disclose(
        np.array([[75.0, NAN], [NAN, NAN]]),
        parents=[np.array([0, 0])],
        weights=[np.ones(2)],
        direction=np.array([1, -1]),
        lower=0.0,
        upper=100.0,
        low=np.zeros(2),
        high=np.array([10.0, 4.0]),
    )
    np.testing.assert_array_equal(found.scores, [[NAN, 75.0], [NAN, NAN]])
    np.testing.assert_array_equal(found.values, [[NAN, 1.0], [NAN, NAN]])
    assert found.implied.tolist() == [[False, True], [False, False]]


@settings(deadline=None, max_examples=60)
@given(scores=tables, weights=weightings)
def test_filling_by_what_is_implied_changes_no_mean_above(scores, weights):
    before = scores.copy()
    found = implied(scores, weights=weights)
    np.testing.assert_array_equal(scores, before)
    np.testing.assert_array_equal(np.isnan(found), ~np.isnan(scores) | np.isnan(scores).all(axis=1, keepdims=True))
    _, left_out = index(scores, weights)
    _, filled = index(np.where(np.isnan(scores), found, scores), weights)
    np.testing.assert_allclose(filled, left_out, rtol=1e-12)


@settings(deadline=None, max_examples=40)
@given(scores=tables, weights=weightings, order=st.permutations(range(4)))
def test_order_of_units_batches_and_bounds(scores, weights, order):
    found = implied(scores, weights=weights)
    np.testing.assert_allclose(implied(scores[order], weights=weights), found[order], rtol=1e-12)
    np.testing.assert_allclose(implied(np.stack([scores, scores]), weights=weights)[1], found, rtol=1e-12)
    low, high = (np.broadcast_to(end.reduce(scores, axis=1, keepdims=True), (4, 5)) for end in (np.fmin, np.fmax))
    cells = ~np.isnan(found)
    assert ((found >= low * (1 - 1e-12)) & (found <= high * (1 + 1e-12)))[cells].all()


@settings(deadline=None, max_examples=40)
@given(values=hnp.arrays(np.float64, (6, 2), elements=st.floats(-50, 50, width=32) | st.just(np.nan)))
def test_taking_back_undoes_min_max(values):
    low, high = (-60.0, -70.0), (55.0, 80.0)
    scores = normalisation.min_max(
        values, direction=np.array([1, -1]), lower=1.0, upper=100.0, low=np.array(low), high=np.array(high)
    )
    np.testing.assert_allclose(back(scores, lower=1.0, low=low, high=high), values, rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize(
    ("parents", "weights", "sentence"),
    [
        ([], [], "for each level; found 0 and 0"),
        (PARENTS, [np.ones(5)], "found 2 and 1"),
        ([np.array([0, 0])], [np.ones(2)], r"level 1 needs .* each of 5 nodes; found shapes \(2,\)"),
        ([PARENTS[0], np.array([0])], [np.ones(5), np.ones(1)], "level 2 needs a parent and a weight for each of 2"),
        ([np.array([0, 0, 2, 2, 2])], [np.ones(5)], "numbered from 0 without a gap"),
        (PARENTS, [np.ones(5), np.array([1.0, -1.0])], "0 or more; found another on level 2"),
        (PARENTS, [np.full(5, NAN), np.ones(2)], "found another on level 1"),
    ],
)
def test_a_tree_that_does_not_fit_is_refused(parents, weights, sentence):
    with pytest.raises(ValueError, match=sentence):
        implied(np.ones((1, 5)), parents=parents, weights=weights)


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"lower": 100.0}, r"lower < upper; found lower=100.0, upper=100.0"),
        ({"low": (20.0,)}, r"one low for each of 2 columns; found shape \(1,\)"),
        ({"low": (20.0, 5.0)}, r"low < high; found otherwise in columns \[1\]"),
        ({"direction": (1, 0)}, r"must be \+1 or -1; found \[0, 1\]"),
    ],
)
def test_goalposts_that_cannot_be_taken_back_are_refused(options, sentence):
    with pytest.raises(ValueError, match=sentence):
        back(np.ones((1, 2)), **options)
