import numpy as np
import pytest

from pipeline.statistics import aggregation, node_scores
from pipeline.statistics.node_scores import Rule

SCORES = np.array([[40.0, 80.0, 10.0], [20.0, 20.0, 20.0], [90.0, 10.0, 50.0]])


def rule(function, *, floor=None, least_available=0.0, **more):
    numbers = {"power": 0.5, "penalty": 0.5, "smoothness": 0.0, "orness": 0.4, "share_range": 0.5}
    return Rule(function=function, floor=floor, least_available=least_available, **numbers | more)


FUNCTIONS = [
    rule("arithmetic"),
    rule("geometric"),
    rule("harmonic"),
    rule("power"),
    rule("mazziotta_pareto"),
    rule("mean_min"),
    rule("ordered"),
    rule("copeland"),
    rule("benefit_of_the_doubt"),
]


def test_an_arithmetic_node_is_the_arithmetic_mean():
    weights = np.array([1.0, 2.0, 1.0])
    np.testing.assert_array_equal(
        node_scores.score(SCORES, weights=weights, rule=rule("arithmetic")),
        aggregation.arithmetic_mean(SCORES, weights=weights),
    )


@pytest.mark.parametrize("own", FUNCTIONS, ids=lambda own: own.function)
def test_a_batch_of_weights_scores_each_replicate_as_it_would_alone(own):
    weights = np.array([[1.0, 2.0, 1.0], [3.0, 1.0, 1.0]])
    tables = np.broadcast_to(SCORES, (2, *SCORES.shape))
    batch = node_scores.score(tables, weights=weights, rule=own)
    alone = [node_scores.score(SCORES, weights=weight, rule=own) for weight in weights]
    np.testing.assert_array_equal(batch, alone)


@pytest.mark.parametrize("own", FUNCTIONS, ids=lambda own: own.function)
def test_a_node_whose_children_were_all_taken_out_has_no_score(own):
    assert np.isnan(node_scores.score(SCORES, weights=np.zeros(3), rule=own)).all()


def test_a_unit_with_too_few_children_is_blanked_and_one_of_weight_zero_is_no_child():
    children = np.array([[1.0, np.nan, 3.0], [1.0, 2.0, np.nan]])
    kept = node_scores.blanked(children, weights=np.array([1.0, 1.0, 0.0]), least_available=0.6)
    assert np.isnan(kept[0]).all()
    np.testing.assert_array_equal(kept[1], children[1])


def test_availability_may_differ_between_replicates():
    children = np.array([[1.0, np.nan]])
    kept = node_scores.blanked(children, weights=np.array([[1.0, 1.0], [1.0, 0.0]]), least_available=0.6)
    assert np.isnan(kept[:, 0, 0]).tolist() == [True, False]


def test_nothing_is_asked_of_availability_at_zero():
    assert node_scores.blanked(SCORES, weights=np.ones(3), least_available=0.0) is SCORES


def test_a_function_that_needs_positive_scores_refuses_a_zero():
    with pytest.raises(ValueError, match=r"a geometric mean needs every score above 0; found 0\.0 in columns \[0\]"):
        node_scores.score(np.array([[0.0, 5.0]]), weights=np.ones(2), rule=rule("geometric"))
