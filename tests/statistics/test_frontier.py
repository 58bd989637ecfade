"""Frontier: benefit of the doubt, by geometry, by its dual, and by its properties."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy import optimize

from pipeline.statistics import frontier

SOLVER = 1e-7  # HiGHS keeps its constraints to 1e-7; on these small problems it comes much closer
CORNERS = np.array([[4.0, 1.0], [3.0, 3.0], [1.0, 4.0], [2.0, 2.0], [2.0, 1.0]])
tables = hnp.arrays(np.float64, (4, 3), elements=st.integers(1, 100) | st.just(np.nan))


def bod(scores, least=0.0, greatest=1.0, floor=None):
    k = scores.shape[-1]
    bounds = {"least_share": np.full(k, least), "greatest_share": np.full(k, greatest)}
    return frontier.benefit_of_the_doubt(scores, **bounds, floor=floor)


def test_a_score_is_the_share_of_the_way_to_the_frontier():
    found = bod(CORNERS)
    # (2, 2) lies on the ray to (3, 3); (2, 1) on the ray that meets 2 x + y = 9, from (4, 1) to (3, 3)
    assert found.scores.tolist() == pytest.approx([1.0, 1.0, 1.0, 2 / 3, 5 / 9], rel=SOLVER)
    assert found.weights[4].tolist() == pytest.approx([2 / 9, 1 / 9], rel=SOLVER)
    assert found.shares[4].tolist() == pytest.approx([0.8, 0.2], rel=SOLVER)


def test_shares_held_at_halves_leave_a_harmonic_comparison():
    found = bod(CORNERS[:3], least=0.5, greatest=0.5)
    # with halves, unit i weighs y / (2 own): (4, 1) is held down by (1, 4) with 1/8 + 2, (3, 3) by nobody
    assert found.scores.tolist() == pytest.approx([8 / 17, 1.0, 8 / 17], rel=SOLVER)
    np.testing.assert_allclose(found.shares, 0.5, rtol=SOLVER)


def test_one_component_is_the_share_of_the_highest():
    assert bod(np.array([[5.0], [2.0], [4.0]])).scores.tolist() == pytest.approx([1.0, 0.4, 0.8], rel=SOLVER)


def test_the_envelope_of_the_units_gives_the_same_score():
    """The dual programme, an independent statement: how far can a unit be blown up inside the hull of all?"""
    scores = np.random.default_rng(8).uniform(1, 10, size=(12, 3))
    found = bod(scores).scores
    for i, own in enumerate(scores):
        envelope = optimize.linprog(
            np.append(np.zeros(12), -1.0),
            A_ub=np.column_stack([-scores.T, own]),
            b_ub=np.zeros(3),
            A_eq=np.append(np.ones(12), 0.0)[np.newaxis],
            b_eq=[1.0],
        )
        assert found[i] == pytest.approx(1 / envelope.x[-1], rel=SOLVER)


def test_the_technology_achievement_index_has_finland_the_united_states_and_sweden_on_top(tai):
    """The Handbook's data; its first three countries lead on several indicators, so free weights give them 1."""
    found = bod(tai)
    assert found.scores[:3].tolist() == pytest.approx([1.0, 1.0, 1.0], rel=SOLVER)
    assert found.scores.min() > 0.5
    bounded = bod(tai, least=0.05, greatest=0.5)
    assert (bounded.scores <= found.scores + SOLVER).all()
    assert (bounded.shares >= 0.05 - SOLVER).all()
    assert (bounded.shares <= 0.5 + SOLVER).all()


def test_a_floor_lifts_a_zero_and_nothing_else():
    lifted = bod(np.array([[0.0, 2.0], [4.0, 1.0]]), floor=1.0).scores
    np.testing.assert_array_equal(lifted, bod(np.array([[1.0, 2.0], [4.0, 1.0]])).scores)


def test_a_unit_with_a_blank_is_not_scored_and_stands_in_nobodys_way():
    scores = np.concatenate([CORNERS, [[100.0, np.nan]]])
    found = bod(scores)
    np.testing.assert_array_equal(found.scores[:5], bod(CORNERS).scores)
    assert np.isnan(found.scores[5])
    assert np.isnan(found.weights[5]).all()


@settings(deadline=None, max_examples=25)
@given(scores=tables)
def test_scores_are_above_zero_and_at_most_one_and_the_best_has_one(scores):
    before = scores.copy()
    found = bod(scores)
    complete = ~np.isnan(scores).any(axis=1)
    np.testing.assert_array_equal(~np.isnan(found.scores), complete)
    assert (found.scores[complete] > 0).all()
    assert (found.scores[complete] <= 1).all()
    if complete.any():
        assert found.scores[complete].max() == pytest.approx(1.0, rel=SOLVER)
        peers = found.weights[complete] @ scores[complete].T
        assert peers.max() <= 1 + SOLVER * 10
    np.testing.assert_array_equal(scores, before)


@settings(deadline=None, max_examples=25)
@given(scores=tables, data=st.data())
def test_order_and_units_of_measure_do_not_matter(scores, data):
    units, columns = data.draw(st.permutations(range(4))), data.draw(st.permutations(range(3)))
    found = bod(scores, least=0.1, greatest=0.8).scores
    np.testing.assert_allclose(bod(scores[units], 0.1, 0.8).scores, found[units], rtol=SOLVER)
    np.testing.assert_allclose(bod(scores[:, columns], 0.1, 0.8).scores, found, rtol=SOLVER)
    np.testing.assert_allclose(bod(scores * [1.0, 1000.0, 0.01], 0.1, 0.8).scores, found, rtol=SOLVER)


@settings(deadline=None, max_examples=25)
@given(scores=tables, unit=st.integers(0, 3), column=st.integers(0, 2))
def test_a_better_score_never_makes_the_whole_worse(scores, unit, column):
    better = scores.copy()
    better[unit, column] += 5.0
    assert not (bod(better).scores[unit] < bod(scores).scores[unit] - SOLVER)


def test_a_batch_is_its_loop():
    scores = np.random.default_rng(4).uniform(1, 10, size=(2, 3, 5, 2))
    found = bod(scores)
    loop = np.stack([[bod(table).scores for table in block] for block in scores])
    np.testing.assert_array_equal(found.scores, loop)
    assert found.shares.shape == scores.shape


def test_what_has_no_frontier_is_refused_by_its_column_and_offered_a_floor():
    with pytest.raises(ValueError, match=r"above 0; found 0.0 in columns \[1\]: give a floor"):
        bod(np.array([[4.0, 0.0]]))
    with pytest.raises(ValueError, match=r"floor above 0; found 0\.0"):
        bod(CORNERS, floor=0.0)


@pytest.mark.parametrize(
    ("least", "greatest", "message"),
    [
        (0.6, 0.4, "0 <= least <= greatest <= 1"),
        (-0.1, 1.0, "0 <= least"),
        (0.0, 1.1, "greatest <= 1"),
        (0.6, 0.7, r"sum to 1 at most and greatest ones to 1 at least; found 1\.2 and 1\.4"),
        (0.1, 0.4, r"found 0\.2 and 0\.8"),
    ],
)
def test_bounds_that_no_shares_can_keep_are_refused(least, greatest, message):
    with pytest.raises(ValueError, match=message):
        bod(CORNERS, least=least, greatest=greatest)


def test_bounds_of_another_length_are_refused():
    with pytest.raises(ValueError, match=r"each of 2 columns; found \(3,\) and \(2,\)"):
        frontier.benefit_of_the_doubt(CORNERS, least_share=np.zeros(3), greatest_share=np.ones(2), floor=None)
