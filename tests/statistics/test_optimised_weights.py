"""Optimised weights: known optima, a brute-force search, and COINr by the objective."""

from __future__ import annotations

import pathlib

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.statistics import optimised_weights

COINR = pathlib.Path(__file__).resolve().parents[2].parent / "shared" / "golden" / "coinr"
needs_coinr = pytest.mark.skipif(not COINR.is_dir(), reason="the golden tables of COINr are not beside the repository")
CROSS = np.array([[1.0, 0.0], [0.0, 2.0], [-1.0, 0.0], [0.0, -2.0]])  # uncorrelated, variances 1 to 4
FOUND = 1e-6  # what the optimiser reaches in a share


def to_target(scores, target, measure="correlation", groups=None):
    return optimised_weights.to_target(
        np.asarray(scores), target=np.asarray(target), measure=measure, tolerance=FOUND, groups=groups
    )


def some_scores(seed, k=3):
    rng = np.random.default_rng(seed)
    return rng.standard_normal((30, 1)) + rng.standard_normal((30, k)) * rng.uniform(0.5, 2.0, size=k)


def test_importance_of_uncorrelated_components_goes_with_weight_times_spread():
    found = optimised_weights.importance(CROSS, weights=np.array([1.0, 1.0]), measure="correlation")
    assert found.tolist() == pytest.approx([1 / 3, 2 / 3])
    found = optimised_weights.importance(CROSS, weights=np.array([1.0, 1.0]), measure="squared")
    assert found.tolist() == pytest.approx([0.2, 0.8])


@pytest.mark.parametrize("measure", ["correlation", "squared"])
def test_uncorrelated_components_become_equal_by_the_inverse_of_their_spread(measure):
    found = to_target(CROSS, [1.0, 1.0], measure)
    assert found.reached
    assert found.weights.tolist() == pytest.approx([2 / 3, 1 / 3], abs=FOUND)
    assert found.importance.tolist() == pytest.approx([0.5, 0.5], abs=FOUND)
    assert found.n == 4


def test_a_target_of_one_to_two_in_uncorrelated_components():
    found = to_target(CROSS, [1.0, 2.0])
    assert found.weights.tolist() == pytest.approx([0.5, 0.5], abs=FOUND)


def test_a_target_out_of_reach_is_said_to_be_and_no_weight_goes_negative():
    rng = np.random.default_rng(4)
    common = rng.standard_normal(60)
    scores = np.column_stack([common, common + 0.1 * rng.standard_normal(60)])  # nearly twins: both matter whatever
    found = to_target(scores, [9.0, 1.0])
    assert not found.reached
    assert found.weights.min() == 0.0
    assert found.objective == pytest.approx(((found.importance - [0.9, 0.1]) ** 2).mean())


@pytest.mark.parametrize("measure", ["correlation", "squared"])
def test_no_weights_on_a_fine_grid_do_better(measure):
    scores, target = some_scores(5) * [1.0, -0.5, 1.0], np.array([0.6, 0.3, 0.1])
    found = to_target(scores, target, measure)
    steps = np.linspace(0, 1, 41)
    for first in steps:
        for second in steps[steps <= 1 - first + 1e-12]:
            weights = np.array([first, second, max(1 - first - second, 0.0)])
            try:
                reached = optimised_weights.importance(scores, weights=weights, measure=measure)
            except ValueError:
                continue  # correlations that cancel have no shares
            assert found.objective <= ((reached - target) ** 2).mean() + 1e-12


def test_groups_keep_their_share():
    groups = optimised_weights.Groups(member=np.array([0, 0, 1, 1]), shares=np.array([0.3, 0.7]))
    found = to_target(some_scores(6, k=4), [1.0, 1.0, 1.0, 1.0], groups=groups)
    assert found.weights[:2].sum() == pytest.approx(0.3)
    assert found.weights[2:].sum() == pytest.approx(0.7)


def test_a_unit_with_a_blank_is_left_out_and_the_blank_is_no_zero():
    scores = np.concatenate([CROSS, [[50.0, np.nan]]])
    found = to_target(scores, [1.0, 1.0])
    assert found.n == 4
    assert found.weights.tolist() == pytest.approx([2 / 3, 1 / 3], abs=FOUND)


@settings(deadline=None, max_examples=15)
@given(seed=st.integers(0, 10**6), measure=st.sampled_from(["correlation", "squared"]), data=st.data())
def test_weights_stay_on_the_simplex_repeat_and_do_not_mind_the_order(seed, measure, data):
    scores = some_scores(seed)
    before = scores.copy()
    found = to_target(scores, [1.0, 1.0, 1.0], measure)
    assert (found.weights >= 0).all()
    assert found.weights.sum() == pytest.approx(1.0, rel=1e-12)
    np.testing.assert_array_equal(to_target(scores, [1.0, 1.0, 1.0], measure).weights, found.weights)
    columns, units = data.draw(st.permutations(range(3))), data.draw(st.permutations(range(30)))
    again = to_target(scores[units][:, columns], [1.0, 1.0, 1.0], measure)
    assert again.objective == pytest.approx(found.objective, abs=1e-9)
    np.testing.assert_array_equal(scores, before)


@settings(deadline=None, max_examples=15)
@given(seed=st.integers(0, 10**6), weights=st.lists(st.integers(1, 9), min_size=3, max_size=3))
def test_the_importance_that_some_weights_have_is_reached_again(seed, weights):
    scores = some_scores(seed)
    target = optimised_weights.importance(scores, weights=np.array(weights, dtype=float), measure="squared")
    assert to_target(scores, target, "squared").reached


@settings(deadline=None, max_examples=15)
@given(seed=st.integers(0, 10**6))
def test_nothing_tried_goes_together_more_than_the_most_correlated(seed):
    scores = some_scores(seed)
    found = optimised_weights.most_correlated(scores)
    assert found.objective == pytest.approx(found.importance.sum())
    for weights in np.random.default_rng(seed).dirichlet(np.ones(3), size=50):
        r = [np.corrcoef(column, scores @ weights)[0, 1] for column in scores.T]
        assert sum(r) <= found.objective + 1e-9


def test_what_has_no_importance_is_refused():
    with pytest.raises(ValueError, match="every component needs a range"):
        optimised_weights.importance(np.ones((4, 2)), weights=np.ones(2), measure="squared")
    twins = np.array([[1.0, -1.0], [2.0, -2.0], [4.0, -4.0]])
    with pytest.raises(ValueError, match="the components cancel each other"):
        optimised_weights.importance(twins, weights=np.ones(2), measure="squared")
    with pytest.raises(ValueError, match="correlations with a positive sum; found"):
        optimised_weights.importance(twins, weights=np.array([0.5, 0.25]), measure="correlation")


def test_what_cannot_be_aimed_at_is_refused():
    with pytest.raises(ValueError, match=r"a target for each of 2 columns; found \(3,\)"):
        to_target(CROSS, np.ones(3))
    with pytest.raises(ValueError, match=r"0 or more; found -1.0 in columns \[0\]"):
        to_target(CROSS, [-1.0, 2.0])
    with pytest.raises(ValueError, match="tolerance above 0; found 0"):
        optimised_weights.to_target(CROSS, target=np.ones(2), measure="squared", tolerance=0.0)
    groups = optimised_weights.Groups(member=np.array([0, 2]), shares=np.ones(2))
    with pytest.raises(ValueError, match=r"groups 0 to 1, one for each of 2 columns; found \[0, 2\]"):
        to_target(CROSS, np.ones(2), groups=groups)


def case(name):
    """Scores of the components, COINr's weights of them in the index, its objective, its target, and the groups."""
    result = pd.read_csv(COINR / f"opt_{name}_result.csv", index_col="iCode", float_precision="round_trip")
    value = pd.read_csv(COINR / f"opt_{name}_optim.csv", float_precision="round_trip")["value"].item()
    scores = pd.read_csv(COINR / "example_Aggregated.csv", index_col="uCode", float_precision="round_trip")
    weights, groups = result["OptWeight"].to_numpy(), None
    if len(result) == 8:  # pillars: COINr scales the weights within each of two sub-indices of equal weight
        tree = pd.read_csv(COINR / "raw_ASEM_iMeta.csv", index_col="iCode")
        member = (tree.loc[result.index, "Parent"] == "Sust").to_numpy().astype(np.int64)
        weights = 0.5 * weights / np.bincount(member, weights)[member]
        groups = optimised_weights.Groups(member=member, shares=np.array([0.5, 0.5]))
    return scores[result.index].to_numpy(), weights, value, result["Desired"].to_numpy(), groups


@needs_coinr
@pytest.mark.parametrize(
    ("name", "beaten"),
    [
        ("balance_equal_L2", True),
        ("balance_equal_L2_tight", False),  # it has negative weights, down to -0.19
        ("balance_equal_L3", True),
    ],
)
def test_the_objective_at_the_weights_of_coinr_is_its_own_and_not_below_the_optimum(name, beaten):
    """COINr 1.1.14, get_opt_weights(itarg = "equal", Level = 2 | 3): value = log of the mean squared gap."""
    scores, weights, value, target, groups = case(name)
    reached = optimised_weights.importance(scores, weights=weights, measure="correlation")
    assert np.log(((reached - target) ** 2).mean()) == pytest.approx(value, abs=1e-9)
    found = to_target(scores, target, groups=groups)
    assert (np.log(found.objective) < value) == beaten
    assert (weights.min() >= 0) == beaten
    assert found.weights.min() >= 0


@needs_coinr
def test_two_sub_indices_are_balanced_as_by_coinr():
    """COINr 1.1.14, get_opt_weights(itarg = "equal", Level = 3, toler = 1e-10): both reach the target to rounding."""
    scores, weights, value, target, groups = case("balance_equal_L3_tight")
    found = to_target(scores, target, groups=groups)
    assert found.reached
    np.testing.assert_allclose(found.weights, weights, atol=1e-9)
    assert max(value, np.log(found.objective)) < -60  # the logarithm of a gap that is rounding


@needs_coinr
def test_a_target_that_coinr_reaches_with_a_negative_weight_is_not_reached():
    """COINr 1.1.14, get_opt_weights(itarg = c(1, 2), Level = 3, toler = 1e-10): weights -0.10 and 1.10."""
    scores, weights, value, target, groups = case("balance_1_2_L3_tight")
    reached = optimised_weights.importance(scores, weights=weights, measure="correlation")
    assert np.log(((reached - target) ** 2).mean()) < -60
    assert value < -60
    assert weights.min() < 0
    found = to_target(scores, target, groups=groups)
    assert found.weights.tolist() == [0.0, 1.0]  # the closest without going below 0
    assert not found.reached


@needs_coinr
@pytest.mark.parametrize("name", ["infomax_L2", "infomax_L2_tight", "infomax_L3", "infomax_L3_tight"])
def test_the_sum_of_correlations_is_at_least_that_of_coinr(name):
    """COINr 1.1.14, get_opt_weights(optype = "infomax"): value = minus the sum of the correlations."""
    scores, weights, value, _, groups = case(name)
    correlations = [np.corrcoef(column, scores @ weights)[0, 1] for column in scores.T]
    assert sum(correlations) == pytest.approx(-value, abs=1e-9)
    found = optimised_weights.most_correlated(scores, groups=groups)
    assert found.objective >= -value - 1e-12
    if name.endswith("tight"):
        assert found.objective == pytest.approx(-value, abs=1e-6)  # its simplex search stops a little early


def test_exact_weights_reach_the_target_exactly():
    scores = np.random.default_rng(0).standard_normal((200, 3))
    target = np.array([0.5, 0.3, 0.2])
    exact = optimised_weights.exact_weights(scores, target=target)
    assert exact.sum() == pytest.approx(1.0)
    assert optimised_weights.importance(scores, weights=exact, measure="squared") == pytest.approx(target)


def test_a_component_that_the_others_carry_gets_a_negative_exact_weight_and_the_target_is_out_of_reach():
    """Paruolo et al. (2013), equation 7: the solution is unique, so a negative weight in it proves the point."""
    rng = np.random.default_rng(1)
    left, right, noise = rng.standard_normal((3, 300))
    scores = np.column_stack([left, right, left + right + 0.2 * noise])  # the third goes with both
    exact = optimised_weights.exact_weights(scores, target=np.ones(3))
    found = optimised_weights.to_target(scores, target=np.ones(3), measure="squared", tolerance=1e-3)
    assert (exact < 0).any()
    assert not found.reached


def test_exact_weights_of_a_component_that_is_a_sum_of_others_are_missing():
    scores = np.random.default_rng(2).standard_normal((30, 2))
    assert np.isnan(
        optimised_weights.exact_weights(np.column_stack([scores, scores.sum(axis=1)]), target=np.ones(3))
    ).all()


def test_exact_weights_need_a_target_for_each_column():
    with pytest.raises(ValueError, match="a target for each of 2 columns"):
        optimised_weights.exact_weights(np.random.default_rng(3).standard_normal((30, 2)), target=np.ones(3))
