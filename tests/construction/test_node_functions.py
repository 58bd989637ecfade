"""One aggregate of two or three children under every function, worked out by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.construction import node_functions
from pipeline.errors import MethodError
from pipeline.framework import node_options

PAIR = np.array([[90.0, 10.0], [40.0, 40.0], [10.0, 90.0]])
MPI = {"normalisation": "z_score", "z_mean": 100.0, "z_sd": 10.0}


def combine(tiny, children, function, *, code="0", weights=(1.0, 1.0), units=None, **options):
    edition = tiny.edition(method={"aggregation_at": {code: function}, **options})
    return node_functions.combine(
        code, np.asarray(children), np.asarray(weights), edition, method=edition.method, units=units
    )


@pytest.mark.parametrize(
    ("function", "options", "weights", "expected"),
    [
        ("arithmetic", {}, (1.0, 3.0), [30.0, 40.0, 70.0]),
        ("sum", {}, (1.0, 2.0), [110.0, 120.0, 190.0]),
        ("geometric", {"score_floor": 40.0}, (1.0, 1.0), [60.0, 40.0, 60.0]),  # the root of 90 times the floor 40
        ("harmonic", {"score_floor": 1.0}, (1.0, 1.0), [18.0, 40.0, 18.0]),  # 2 / (1/90 + 1/10)
        ("power", {"power": 2.0}, (1.0, 1.0), [np.sqrt(4100), 40.0, np.sqrt(4100)]),
        ("power", {"power": 1.0, "score_floor": 60.0}, (1.0, 1.0), [50.0, 40.0, 50.0]),  # power 1 needs no floor
        ("mean_min", {"mean_min_penalty": 0.5}, (1.0, 1.0), [30.0, 40.0, 30.0]),  # half-way from 50 to 10
        ("ordered", {"ordered_orness": 0.5}, (1.0, 1.0), [50.0, 40.0, 50.0]),
        ("ordered", {"ordered_orness": 0.25}, (1.0, 1.0), [20.0, 40.0, 20.0]),  # (1/2)^3 on the best: 90/8 + 10 * 7/8
        ("copeland", {}, (1.0, 1.0), [0.0, 0.0, 0.0]),
        ("copeland", {}, (2.0, 1.0), [2.0, 0.0, -2.0]),  # the order of the heavier child
    ],
)
def test_a_function_at_a_node(tiny, function, options, weights, expected):
    np.testing.assert_allclose(combine(tiny, PAIR, function, weights=weights, **options), expected, rtol=1e-12)


def test_mazziotta_and_pareto_take_the_variance_over_the_mean_off(tiny):
    found = combine(tiny, [[90.0, 110.0], [100.0, 100.0]], "mazziotta_pareto", **MPI)
    np.testing.assert_allclose(found, [99.0, 100.0], rtol=1e-12)  # 100 - 100/100


def test_benefit_of_the_doubt_may_move_a_share_by_its_range(tiny):
    frozen = combine(tiny, PAIR, "benefit_of_the_doubt", share_range=0.0, score_floor=1.0)
    free = combine(tiny, PAIR, "benefit_of_the_doubt", share_range=1.0, score_floor=1.0)
    # share_range 1 of halves is 0 to 1: each unit takes its better child alone, and the even one mixes
    np.testing.assert_allclose(free, [1.0, 0.8, 1.0], rtol=1e-9)  # w = 1/100 each: 0.4 + 0.4
    assert (frozen <= free + 1e-12).all()
    # equal contributions of 90 and 10: y/2 = w 90 = v 10, held down by the unit with 10 and 90: w 10 + v 90 <= 1
    np.testing.assert_allclose(frozen[0], 2.0 / (10.0 / 90.0 + 90.0 / 10.0), rtol=1e-9)


def test_a_child_of_weight_zero_is_no_part_of_benefit_of_the_doubt_even_where_it_is_missing(tiny):
    children = np.array([[80.0, np.nan], [40.0, 90.0]])
    found = combine(tiny, children, "benefit_of_the_doubt", weights=(1.0, 0.0), score_floor=1.0)
    np.testing.assert_allclose(found, [1.0, 0.5], rtol=1e-9)


@pytest.mark.parametrize("function", ["copeland", "benefit_of_the_doubt", "arithmetic", "ordered", "mean_min"])
def test_a_node_whose_children_all_have_weight_zero_has_no_score(tiny, function):
    assert np.isnan(combine(tiny, PAIR, function, weights=(0.0, 0.0), score_floor=1.0)).all()


def test_a_unit_with_too_few_children_has_no_score(tiny):
    children = np.array([[40.0, np.nan], [40.0, 60.0], [np.nan, np.nan]])
    for needed, expected in ((0.0, [40.0, 50.0, np.nan]), (0.5, [40.0, 50.0, np.nan]), (0.6, [np.nan, 50.0, np.nan])):
        np.testing.assert_array_equal(combine(tiny, children, "arithmetic", least_available=needed), expected)


def test_minimum_availability_at_a_code_or_a_role_wins_over_the_usual_one(tiny):
    children = np.array([[40.0, np.nan]])
    assert combine(tiny, children, "arithmetic", least_available=1.0, least_available_at={"index": 0.5}) == [40.0]
    assert np.isnan(combine(tiny, children, "arithmetic", least_available_at={"0": 1.0, "index": 0.5}))


def test_a_child_of_weight_zero_counts_neither_as_there_nor_as_wanting(tiny):
    children = np.array([[40.0, np.nan], [np.nan, 60.0]])
    found = combine(tiny, children, "arithmetic", weights=(1.0, 0.0), least_available=1.0)
    np.testing.assert_array_equal(found, [40.0, np.nan])


def test_a_batch_may_leave_out_another_child_in_each_replicate(tiny):
    children = np.array([[40.0, np.nan], [np.nan, 60.0]])
    found = combine(tiny, children, "arithmetic", weights=[[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]], least_available=1.0)
    np.testing.assert_array_equal(found, [[40.0, np.nan], [np.nan, 60.0], [np.nan, np.nan]])


def test_a_unit_without_a_score_beats_nobody(tiny):
    children = np.array([[90.0, np.nan], [40.0, 40.0], [10.0, 10.0]])
    np.testing.assert_array_equal(combine(tiny, children, "copeland", least_available=1.0), [np.nan, 1.0, -1.0])


def test_the_floor_is_in_points_and_lifts_no_share_of_the_best(tiny):
    edition = tiny.edition(method={"aggregation": "benefit_of_the_doubt", "score_floor": 1.0})
    floors = {
        code: node_options.floor_at(code, edition.framework, edition.method.aggregation) for code in ("1.1", "1", "0")
    }
    assert floors == {"1.1": 1.0, "1": None, "0": None}
    geometric = edition.method.replace({"aggregation_at": {"index": "geometric"}})
    found = node_functions.combine("0", np.array([[0.25, 1.0]]), np.ones(2), edition, method=geometric)
    assert found == pytest.approx(0.5)


def test_scores_that_a_function_does_not_admit_are_named_with_the_node(tiny):
    with pytest.raises(MethodError, match=r"aggregation to 0: a Mazziotta-Pareto index needs units with a mean above"):
        combine(tiny, [[-90.0, 10.0]], "mazziotta_pareto", **MPI)


@given(
    children=st.lists(st.tuples(st.floats(1, 100), st.floats(1, 100)), min_size=2, max_size=6),
    weights=st.tuples(st.floats(0.1, 5), st.floats(0.1, 5)),
    function=st.sampled_from(["arithmetic", "geometric", "harmonic", "power", "mean_min", "ordered"]),
)
def test_a_mean_stays_between_the_lowest_and_the_highest_child(tiny, children, weights, function):
    table = np.array(children)
    before = table.copy()
    found = combine(tiny, table, function, weights=weights, scale_low=1.0)
    assert (found >= table.min(axis=1) * (1 - 1e-9)).all()
    assert (found <= table.max(axis=1) * (1 + 1e-9)).all()
    np.testing.assert_array_equal(table, before)


@given(
    children=st.lists(st.tuples(st.floats(1, 100), st.floats(1, 100)), min_size=2, max_size=6),
    function=st.sampled_from(
        ["arithmetic", "geometric", "harmonic", "power", "mean_min", "ordered", "copeland", "sum"]
    ),
    more=st.floats(0, 50),
)
def test_a_better_child_never_lowers_its_unit(tiny, children, function, more):
    table = np.array(children)
    raised = table.copy()
    raised[0, 0] += more
    before, after = (combine(tiny, own, function, scale_low=1.0)[0] for own in (table, raised))
    assert after >= before - 1e-9


def test_every_function_of_method_is_known_to_the_tree(tiny):
    known = {"arithmetic", "sum", "geometric", "harmonic", "power", "mean_min", "ordered", *node_options.MADE_BY}
    for function in known:
        assert combine(tiny, PAIR, function, score_floor=1.0).shape == (3,)
