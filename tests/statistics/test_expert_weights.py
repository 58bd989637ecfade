"""Weights from experts: budgets and pairwise comparisons, with Saaty's examples."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from pipeline.statistics import expert_weights

# Relative consumption of coffee, wine, tea, beer, sodas, milk, water in the United States: Saaty (2008), Decision
# making with the analytic hierarchy process, International Journal of Services Sciences 1(1), 83-98,
# doi:10.1504/IJSSCI.2008.017590.
DRINKS = np.array([9, 5, 2, 1, 1, 1 / 2, 1 / 3, 1 / 9, 1 / 9, 1 / 9, 1 / 9, 1 / 3, 1 / 4, 1 / 3, 1 / 9, 1 / 2, 1, 1 / 3,
                   2, 1 / 2, 1 / 3])  # fmt: skip
# Choosing a school by learning, friends, school life, vocational training, college preparation, music: Saaty (1980).
SCHOOL = np.array([4, 3, 1, 3, 4, 7, 3, 1 / 5, 1, 1 / 5, 1 / 5, 1 / 6, 1, 1 / 3, 3])
judgement_sets = hnp.arrays(np.float64, 6, elements=st.sampled_from([1 / 9, 1 / 5, 1 / 2, 1.0, 2.0, 3.0, 7.0]))


def hierarchy(judgements):
    return expert_weights.analytic_hierarchy(expert_weights.comparison_matrix(judgements))


def test_a_budget_is_averaged_over_experts_and_their_spread_reported():
    found = expert_weights.budget_allocation(np.array([[60.0, 40.0], [20.0, 80.0], [40.0, 60.0]]), budget=100.0)
    assert found.weights.tolist() == pytest.approx([0.4, 0.6])
    assert found.dispersion.tolist() == pytest.approx([0.2, 0.2])
    assert (found.minimum.tolist(), found.maximum.tolist()) == ([0.2, 0.4], [0.6, 0.8])


def test_an_expert_who_did_not_answer_is_not_counted_and_one_alone_has_no_spread():
    found = expert_weights.budget_allocation(np.array([[np.nan, np.nan], [7.0, 3.0]]), budget=10.0)
    assert found.n_experts == 1
    assert found.weights.tolist() == [0.7, 0.3]
    assert np.isnan(found.dispersion).all()


@settings(deadline=None, max_examples=40)
@given(points=hnp.arrays(np.float64, (4, 3), elements=st.integers(0, 50)), data=st.data())
def test_mean_weights_sum_to_one_whoever_answers_first(points, data):
    points[:, 0] = 150 - points[:, 1:].sum(axis=1)
    before = points.copy()
    found = expert_weights.budget_allocation(points, budget=150.0)
    assert found.weights.sum() == pytest.approx(1.0, rel=1e-12)
    assert ((found.minimum <= found.weights + 1e-12) & (found.weights <= found.maximum + 1e-12)).all()
    again = expert_weights.budget_allocation(points[data.draw(st.permutations(range(4)))], budget=150.0)
    np.testing.assert_allclose(again.weights, found.weights, rtol=1e-12)
    np.testing.assert_array_equal(points, before)


@pytest.mark.parametrize(
    ("points", "message"),
    [
        ([[50.0, 50.0], [60.0, 50.0]], r"add up to 100; found others in rows \[1\]"),
        ([[50.0, np.nan]], r"filled in or none; found blanks in rows \[0\]"),
        ([[150.0, -50.0]], r"0 or more; found negative ones in rows \[0\]"),
        ([[np.nan, np.nan]], "an expert who answered; found none of 1"),
    ],
)
def test_a_budget_that_an_expert_has_to_be_asked_about_is_refused_by_its_row(points, message):
    with pytest.raises(ValueError, match=message):
        expert_weights.budget_allocation(np.array(points), budget=100.0)


def test_a_budget_of_nothing_is_refused():
    with pytest.raises(ValueError, match="budget above 0; found 0"):
        expert_weights.budget_allocation(np.ones((1, 2)), budget=0.0)


def test_comparisons_without_contradiction_give_their_weights_back():
    weights = np.array([0.4, 0.3, 0.2, 0.1])
    found = expert_weights.analytic_hierarchy(weights[:, np.newaxis] / weights)
    np.testing.assert_allclose(found.weights, weights, rtol=1e-12)
    assert float(found.eigenvalue) == pytest.approx(4.0)
    assert float(found.consistency_ratio) == pytest.approx(0.0, abs=1e-12)


def test_saaty_drinks_have_his_published_weights_and_consistency_ratio():
    found = hierarchy(DRINKS)
    published = [0.177, 0.019, 0.042, 0.116, 0.190, 0.129, 0.327]  # three printed digits
    np.testing.assert_allclose(found.weights, published, atol=5e-4)
    assert float(found.consistency_ratio) == pytest.approx(0.022, abs=5e-4)


def test_saaty_school_has_his_published_weights_and_contradicts_itself():
    found = hierarchy(SCHOOL)
    np.testing.assert_allclose(found.weights, [0.32, 0.14, 0.03, 0.13, 0.24, 0.14], atol=5.1e-3)  # two printed digits
    matrix = expert_weights.comparison_matrix(SCHOOL)
    np.testing.assert_allclose(matrix @ found.weights, found.eigenvalue * found.weights, rtol=1e-12)
    assert float(found.consistency_ratio) == pytest.approx((float(found.eigenvalue) - 6) / 5 / 1.24)
    assert found.consistency_ratio > 0.10  # Saaty discusses it as an inconsistent judgement


def test_three_comparisons_by_hand():
    found = hierarchy(np.array([2.0, 8.0, 2.0]))  # 2 times 2 is not 8: off by a factor of 2
    turn = 2 ** (1 / 3)
    assert float(found.eigenvalue) == pytest.approx(1 + turn + 1 / turn)  # the root for three components
    geometric = np.array([16.0, 1.0, 1 / 16]) ** (1 / 3)  # for three the eigenvector is the row geometric mean
    np.testing.assert_allclose(found.weights, geometric / geometric.sum(), rtol=1e-12)
    assert float(found.consistency_ratio) == pytest.approx((turn + 1 / turn - 2) / 2 / 0.58)


def test_one_and_two_components_cannot_contradict_themselves():
    assert hierarchy(np.array([3.0])).weights.tolist() == pytest.approx([0.75, 0.25])
    assert hierarchy(np.array([3.0])).consistency_ratio == 0.0
    assert expert_weights.analytic_hierarchy(np.ones((1, 1))).weights.tolist() == [1.0]


@settings(deadline=None, max_examples=50)
@given(judgements=judgement_sets, data=st.data())
def test_weights_are_positive_shares_in_whatever_order_and_inputs_stay(judgements, data):
    matrix = expert_weights.comparison_matrix(judgements)
    before = matrix.copy()
    found = expert_weights.analytic_hierarchy(matrix)
    assert (found.weights > 0).all()
    assert found.weights.sum() == pytest.approx(1.0, rel=1e-12)
    assert found.eigenvalue >= 4 - 1e-9  # Saaty's theorem: k at least
    order = data.draw(st.permutations(range(4)))
    again = expert_weights.analytic_hierarchy(matrix[np.ix_(order, order)])
    np.testing.assert_allclose(again.weights, found.weights[order], rtol=1e-9)
    np.testing.assert_array_equal(matrix, before)


@settings(deadline=None, max_examples=25)
@given(judgements=judgement_sets, place=st.sampled_from([0, 1, 2]))
def test_a_stronger_judgement_for_the_first_component_gives_it_more_weight(judgements, place):
    stronger = judgements.copy()
    stronger[place] *= 2
    assert hierarchy(stronger).weights[0] > hierarchy(judgements).weights[0]


def test_a_panel_of_experts_is_its_loop():
    panel = np.stack([DRINKS, DRINKS[::-1], np.ones(21)])
    found = hierarchy(panel)
    for i, judgements in enumerate(panel):
        one = hierarchy(judgements)
        np.testing.assert_allclose(found.weights[i], one.weights, rtol=1e-12)
        assert found.consistency_ratio[i] == pytest.approx(float(one.consistency_ratio), abs=1e-12)


@pytest.mark.parametrize(
    ("matrix", "message"),
    [
        (np.ones((2, 3)), r"square matrix; found shape \(2, 3\)"),
        (np.ones((16, 16)), "1 to 15 components, .*; found 16: form groups"),
        (np.array([[1.0, np.nan], [1.0, 1.0]]), "missing or not positive"),
        (np.array([[1.0, 3.0], [0.3, 1.0]]), r"found 0.9 for the product at \(0, 1\) and \(1, 0\)"),
        (np.array([[2.0, 3.0], [1 / 3, 1.0]]), r"found 4 for the product at \(0, 0\)"),
    ],
)
def test_what_is_no_matrix_of_comparisons_is_refused(matrix, message):
    with pytest.raises(ValueError, match=message):
        expert_weights.analytic_hierarchy(matrix)


def test_judgements_that_fill_no_triangle_or_are_not_positive_are_refused():
    with pytest.raises(ValueError, match=r"k \(k - 1\) / 2 judgements; found 4"):
        expert_weights.comparison_matrix(np.ones(4))
    with pytest.raises(ValueError, match="judgements above 0"):
        expert_weights.comparison_matrix(np.array([1.0, 0.0, 2.0]))
