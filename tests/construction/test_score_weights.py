"""Weights read off scores, each by an arithmetic that can be followed by hand, and every refusal by name."""

import numpy as np
import pytest

from pipeline.construction import score_weights
from pipeline.errors import MethodError

FOUR = np.array([[1.0, 0.0], [0.0, 2.0], [-1.0, 0.0], [0.0, -2.0]])  # unrelated; the second varies twice as much
THREE = {"0": ("1", "2", "3")}


def weigh(edition, scores, *, code="0", nominal=None, outcome=None, **method):
    chosen = edition.method.replace({"weighting_levels": [1], **method})
    own = np.ones(scores.shape[1]) if nominal is None else np.array(nominal)
    return score_weights.weigh(code, scores, own, edition, method=chosen, outcome=outcome)


@pytest.fixture
def pair(tiny):
    """An index of two indicators, with an outcome beside it."""
    return tiny.edition(tree={"0": ("1", "2")}, roles=("indicator", "index"), regression_outcome="o.1")


@pytest.fixture
def triple(tiny):
    return tiny.edition(tree=THREE, roles=("indicator", "index"), regression_outcome="o.1")


def test_two_children_share_the_first_component_alike(pair):
    found = weigh(pair, np.array([[1.0, 2], [2, 1], [3, 4]]), weighting="pca_first_vector")
    assert found.weights.tolist() == pytest.approx([0.5, 0.5])
    r = np.corrcoef([1.0, 2, 3], [2.0, 1, 4])[0, 1]
    assert np.asarray(found.figure)[0] == pytest.approx((1 + r) / 2)


def test_rotated_components_take_the_handbooks_rules_from_the_method(triple):
    rng = np.random.default_rng(3)
    scores = rng.normal(size=(30, 3))
    few = weigh(triple, scores, weighting="pca_rotated", cumulative_share=0.3)
    many = weigh(triple, scores, weighting="pca_rotated", cumulative_share=0.9)
    assert float(np.asarray(many.figure)[0]) > 0.9 > float(np.asarray(few.figure)[0]) > 0.3
    assert many.verdict == "extended"
    assert many.weights.sum() == pytest.approx(1.0)


def test_entropy_pays_for_unevenness(triple):
    found = weigh(triple, np.array([[1.0, 2, 4], [1, 2, 4], [1, 5, 1]]), weighting="entropy")
    assert found.weights.tolist() == pytest.approx([0.0, 0.4366, 0.5634], abs=5e-5)
    assert np.asarray(found.figure)[0] == 1.0


def test_critic_pays_for_conflict(triple):
    found = weigh(triple, np.array([[0.0, 1, 5], [1, 2, 3], [2, 3, 4]]), weighting="critic")
    assert found.weights.tolist() == pytest.approx([0.25, 0.25, 0.5])
    assert np.asarray(found.figure).tolist() == pytest.approx([1.5, 1.5, 3.0])


def test_a_regression_gives_back_the_weights_that_made_the_outcome(pair):
    found = weigh(pair, FOUR, outcome=FOUR @ [3.0, 1.0], weighting="regression", log_outcome=False)
    assert found.weights.tolist() == pytest.approx([0.75, 0.25])  # of the scores as they stand, not standardised
    assert np.asarray(found.figure)[0] == pytest.approx(1.0)


def test_a_regression_takes_the_logarithm_of_the_outcome_where_the_method_says_so(pair):
    found = weigh(pair, FOUR, outcome=np.exp(FOUR @ [3.0, 1.0]), weighting="regression", log_outcome=True)
    assert found.weights.tolist() == pytest.approx([0.75, 0.25])


def test_a_child_against_the_outcome_weighs_nothing_rather_than_less(pair):
    found = weigh(pair, FOUR, outcome=FOUR @ [3.0, -1.0], weighting="regression", log_outcome=False)
    assert found.weights.tolist() == pytest.approx([1.0, 0.0])


def test_optimised_weights_make_up_for_spread(pair):
    found = weigh(pair, FOUR, weighting="optimised")
    assert found.weights.tolist() == pytest.approx([2 / 3, 1 / 3], abs=1e-4)
    assert np.asarray(found.figure).tolist() == pytest.approx([0.5, 0.5], abs=1e-4)
    assert found.verdict == "reached"


def test_the_nominal_shares_are_the_importance_that_is_aimed_at(pair):
    found = weigh(pair, FOUR, nominal=[4.0, 1.0], weighting="optimised")
    assert np.asarray(found.figure).tolist() == pytest.approx([0.8, 0.2], abs=1e-3)


def test_a_target_out_of_reach_is_said(triple):
    x = np.array([0.0, 1, 2, 3, 4, 5])
    scores = np.column_stack(
        [x, x + np.array([0, 0.1, 0, -0.1, 0, 0.1]), [3.0, 1, 2, 5, 0, 1]]
    )  # two that are nearly one
    found = weigh(triple, scores, nominal=[8.0, 1.0, 1.0], weighting="optimised")
    assert found.verdict == "not_reached"
    assert found.weights.sum() == pytest.approx(1.0)
    assert found.weights.min() >= 0.0


@pytest.mark.parametrize("weighting", ["pca_first_vector", "pca_rotated", "entropy", "critic", "optimised"])
def test_the_order_of_the_children_does_not_matter(triple, weighting):
    scores = np.random.default_rng(11).uniform(1.0, 9.0, size=(25, 3))
    turned = [2, 0, 1]
    straight = weigh(triple, scores, weighting=weighting)
    again = weigh(triple, scores[:, turned], weighting=weighting)
    np.testing.assert_allclose(again.weights, straight.weights[turned], atol=2e-4)  # the search of optimised weights


@pytest.mark.parametrize("weighting", ["pca_first_vector", "pca_rotated", "entropy", "critic", "optimised"])
def test_a_child_that_does_not_count_takes_no_part(triple, weighting):
    scores = np.random.default_rng(5).uniform(1.0, 9.0, size=(25, 3))
    whole = weigh(triple, scores, nominal=[1.0, 0.0, 1.0], weighting=weighting)
    spoilt = scores.copy()
    spoilt[:, 1] = np.nan
    np.testing.assert_array_equal(
        whole.weights, weigh(triple, spoilt, nominal=[1.0, 0.0, 1.0], weighting=weighting).weights
    )
    assert whole.weights[1] == 0.0
    assert whole.n == 25


def test_a_child_that_is_left_alone_is_one(pair):
    assert weigh(pair, FOUR, nominal=[0.0, 2.0], weighting="critic").weights.tolist() == [0.0, 1.0]


def test_incomplete_units_are_left_out_and_not_counted(pair):
    scores = np.vstack([FOUR, [np.nan, 50.0]])
    assert weigh(pair, scores, weighting="pca_first_vector").n == 4


def test_scores_are_not_modified(triple):
    scores = np.random.default_rng(1).uniform(size=(9, 3))
    before = scores.copy()
    for weighting in ("pca_first_vector", "pca_rotated", "entropy", "critic", "optimised"):
        weigh(triple, scores, weighting=weighting)
    np.testing.assert_array_equal(scores, before)


def test_scores_that_a_weighting_refuses_are_named_with_node_and_children(pair):
    flat = np.array([[1.0, 2], [1, 3], [1, 5]])
    with pytest.raises(MethodError, match=r"weighting 'critic' of the children of 0: .*columns \[0\].*0 is 1, 1 is 2"):
        weigh(pair, flat, weighting="critic")
    with pytest.raises(MethodError, match=r"weighting 'entropy' of the children of 0: .*scores of 0 or more"):
        weigh(pair, FOUR, weighting="entropy")


@pytest.mark.parametrize("outcome", [None, FOUR[:, 0]])
def test_a_regression_needs_an_outcome(tiny, outcome):
    edition = tiny.edition(tree={"0": ("1", "2")}, roles=("indicator", "index"))
    with pytest.raises(MethodError, match=r"regression' of the children of 0 \(1; 2\): an outcome is expected, found"):
        weigh(edition, FOUR, outcome=outcome, weighting="regression")


def test_an_ingredient_of_the_outcome_is_refused_by_name_and_place(tiny):
    edition = tiny.edition(tables={"2.1.1": "t/o.1"}, regression_outcome="o.1")
    method = edition.method.replace({"weighting": "regression", "weighting_levels": [3]})
    with pytest.raises(MethodError, match=r"children of 0 \(1; 2\): .*outcome o\.1, found 2\.1\.1 \(in 2\)"):
        score_weights.weigh("0", FOUR, np.ones(2), edition, method=method, outcome=FOUR[:, 0])


def test_a_regression_on_more_children_than_the_method_admits_is_refused(pair):
    with pytest.raises(MethodError, match="at most 1 regressors are admitted, found 2"):
        weigh(pair, FOUR, outcome=FOUR[:, 0], weighting="regression", max_regressors=1)


def test_the_logarithm_of_a_loss_is_refused(pair):
    with pytest.raises(
        MethodError, match=r"logarithm of o\.1 needs values above 0, found -1\. Set log_outcome to false"
    ):
        weigh(pair, FOUR, outcome=FOUR[:, 0], weighting="regression", log_outcome=True)


def test_children_that_all_go_against_the_outcome_have_no_weights(pair):
    with pytest.raises(MethodError, match="one of 1; 2 is expected to go with 'o.1', found no positive coefficient"):
        weigh(pair, FOUR, outcome=FOUR @ [-1.0, -1.0], weighting="regression", log_outcome=False)
