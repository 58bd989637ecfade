import numpy as np
import pytest

from pipeline.construction import tree
from pipeline.construction import weights as weighing
from pipeline.errors import MethodError
from pipeline.statistics import aggregation


def scores(tiny):
    return tiny.table(
        {
            "U1": (100, 0, 50, 100, 100),
            "U2": (50, 50, 0, 0, 0),
            "U3": (0, 100, 100, 50, 25),
            "U4": (20, 25, 25, 20, 50),
        }
    ).to_numpy()


def test_lower_aggregates_come_first(tiny):
    order = weighing.parents(tiny.edition().framework)
    assert order[-1] == "0"
    assert order.index("1.1") < order.index("1")


def test_arithmetic_means_run_up_the_tree(tiny):
    nodes = tree.aggregate(scores(tiny), tiny.edition())
    assert nodes["1.1"].tolist() == [50.0, 50.0, 50.0, 22.5]
    assert nodes["1"].tolist() == [50.0, 25.0, 75.0, 23.75]
    assert nodes["0"].tolist() == [75.0, 12.5, 56.25, 29.375]


def test_weights_count_within_their_parent(tiny):
    edition = tiny.edition(nodes={"1": {"weight": 3}, "1.1": {"weight": 0}})
    nodes = tree.aggregate(scores(tiny), edition)
    assert nodes["1"].tolist() == [50.0, 0.0, 100.0, 25.0]
    assert nodes["0"].tolist() == [62.5, 0.0, 84.375, 27.5]


def test_equal_weighting_forgets_the_weights(tiny):
    edition = tiny.edition(nodes={"1": {"weight": 3}}, method={"weighting": "equal"})
    assert tree.aggregate(scores(tiny), edition)["0"].tolist() == [75.0, 12.5, 56.25, 29.375]


def test_a_sum_takes_weights_as_they_are(tiny):
    edition = tiny.edition(nodes={"2": {"weight": 2}}, method={"aggregation": "sum"})
    nodes = tree.aggregate(scores(tiny), edition)
    assert nodes["1"].tolist() == [150.0, 100.0, 200.0, 70.0]
    assert nodes["0"].tolist() == [550.0, 100.0, 350.0, 210.0]


def test_a_sum_with_a_hole_is_missing(tiny):
    table = scores(tiny)
    table[0, 0] = np.nan
    nodes = tree.aggregate(table, tiny.edition(method={"aggregation": "sum"}))
    assert np.isnan([nodes[code][0] for code in ("1.1", "1", "0")]).all()
    assert not np.isnan(nodes["2"][0])


def test_a_geometric_mean_lifts_a_zero_to_its_floor(tiny):
    edition = tiny.edition(method={"aggregation": "geometric", "score_floor": 1.0})
    nodes = tree.aggregate(scores(tiny), edition)
    assert nodes["1.1"][0] == pytest.approx(10.0)  # the root of 100 times 1
    assert nodes["2.1"][1] == pytest.approx(1.0)


def test_a_geometric_mean_of_a_zero_without_a_floor_names_unit_node_and_child_and_offers_the_floor(tiny):
    edition = tiny.edition(method={"aggregation": "geometric", "scale_low": 1.0})
    table = scores(tiny)
    table[:, :4] += 1
    message = (
        r"aggregation to 2\.1: a geometric mean needs every score above 0, found 0 of unit U2 in 2\.1\.2\. "
        r"Set score_floor \(such as 1\), or a scale_low above 0"
    )
    with pytest.raises(MethodError, match=message):
        tree.aggregate(table, edition, units=["U1", "U2", "U3", "U4"])


def test_a_zero_in_a_batch_is_named_by_number_where_no_names_are_given(tiny):
    edition = tiny.edition(method={"aggregation_at": {"1.1": "harmonic"}, "scale_low": 1.0})
    batch = np.stack([scores(tiny) + 1, scores(tiny) + 1])
    batch[1, 2, 0] = 0.0
    with pytest.raises(MethodError, match=r"to 1\.1: a harmonic mean .* found 0 of unit number 3 in 1\.1\.1\. Set"):
        tree.aggregate(batch, edition)


def test_the_tree_agrees_with_the_array(toy):
    means = aggregation.arithmetic_mean(toy.normalised[["1.1.1", "1.1.2"]].to_numpy(), weights=np.ones(2))
    np.testing.assert_array_equal(toy.index.scores["1.1"], means)


def test_a_batch_agrees_with_each_of_its_tables(tiny):
    edition = tiny.edition()
    own = {
        code: np.stack([weights, weights * np.arange(1, len(weights) + 1)])
        for code, weights in weighing.fixed(edition).items()
    }
    batch = tree.aggregate(np.stack([scores(tiny), scores(tiny)]), edition, weights_by_parent=own)
    for row in range(2):
        alone = tree.aggregate(
            scores(tiny), edition, weights_by_parent={code: weights[row] for code, weights in own.items()}
        )
        for code, numbers in alone.items():
            np.testing.assert_array_equal(batch[code][row], numbers)


def test_effective_weights_sum_to_one_on_every_level(toy, open_2024):
    for made in (toy, open_2024):
        weights = weighing.effective_weights(made.edition)
        np.testing.assert_allclose(weights.groupby("level")["effective"].sum(), 1.0, rtol=1e-12)
        shares = weights[weights["parent"] != ""].groupby("parent")["share"].sum()
        np.testing.assert_allclose(shares, 1.0, rtol=1e-12)


def test_an_effective_weight_is_the_product_of_the_shares_above(tiny):
    weights = weighing.effective_weights(tiny.edition(nodes={"1": {"weight": 3}})).set_index("code")["effective"]
    assert weights["1.1.1"] == 0.75 * 0.5 * 0.5
    assert weights["2.1.2"] == 0.25 * 1.0 * 0.5
    assert weights["0"] == 1.0


def test_an_effective_weight_is_what_one_point_adds_to_the_index(tiny):
    edition = tiny.edition(nodes={"1": {"weight": 3}})
    more = scores(tiny)
    more[:, 0] += 1.0
    added = tree.aggregate(more, edition)["0"] - tree.aggregate(scores(tiny), edition)["0"]
    np.testing.assert_allclose(added, 0.75 * 0.5 * 0.5, rtol=1e-9)


def test_a_function_at_a_code_wins_over_one_at_a_role_and_that_over_the_usual_one(tiny):
    method = {"aggregation_at": {"sub_pillar": "harmonic", "1.1": "geometric"}, "scale_low": 1.0}
    nodes = tree.aggregate(np.array([[50.0, 8.0, 10.0, 60.0, 20.0]]), tiny.edition(method=method))
    assert nodes["1.1"] == pytest.approx(20.0)  # the root of 400
    assert nodes["2.1"] == pytest.approx(30.0)  # 2 / (1/60 + 1/20)
    assert nodes["1"] == pytest.approx(15.0)  # (20 + 10) / 2
    assert nodes["0"] == pytest.approx(22.5)


def test_a_sum_of_points_may_hold_scores_and_sums(tiny):
    method = {"aggregation_at": {"1": "sum", "1.1": "sum", "0": "sum"}}
    nodes = tree.aggregate(scores(tiny), tiny.edition(method=method))
    assert nodes["1"].tolist() == [150.0, 100.0, 200.0, 70.0]
    assert nodes["0"].tolist() == [250.0, 100.0, 237.5, 105.0]


def test_copeland_at_the_root_compares_pillars_by_their_order_alone(tiny):
    nodes = tree.aggregate(scores(tiny), tiny.edition(method={"aggregation_at": {"index": "copeland"}}))
    # pillar 1: U3 75, U1 50, U2 25, U4 23.75; pillar 2: U1 100, U3 37.5, U4 35, U2 0
    assert nodes["0"].tolist() == [2.0, -2.0, 2.0, -2.0]


def test_weights_that_come_from_scores_are_made_bottom_up_and_handed_back(tiny):
    method = {"weighting": "entropy", "weighting_levels": [1, 3]}
    edition = tiny.edition(method=method)
    table = scores(tiny) + 1.0
    found = tree.realised(table, edition)
    own = weighing.fixed(edition)
    low = weighing.from_scores("1.1", table[:, :2], own["1.1"], edition)
    np.testing.assert_array_equal(found.weights["1.1"], low)
    pillars = np.column_stack([found.nodes["1"], found.nodes["2"]])
    np.testing.assert_array_equal(found.weights["0"], weighing.from_scores("0", pillars, own["0"], edition))
    np.testing.assert_array_equal(found.weights["1"], own["1"])  # level 2 is not named
    np.testing.assert_array_equal(found.nodes["1.1"], aggregation.arithmetic_mean(table[:, :2], weights=low))
    again = tree.aggregate(table, edition, weights_by_parent=found.weights)
    np.testing.assert_array_equal(again["0"], found.nodes["0"])


def test_a_batch_under_weights_from_scores_must_bring_them(tiny):
    edition = tiny.edition(method={"weighting": "entropy", "weighting_levels": [1]})
    with pytest.raises(MethodError, match=r"weighting 'entropy' is computed from one table.*Compute the weights once"):
        tree.aggregate(np.stack([scores(tiny)]), edition)


FUNCTIONS = [
    "arithmetic",
    "sum",
    "geometric",
    "harmonic",
    "power",
    "mean_min",
    "ordered",
    "copeland",
    "benefit_of_the_doubt",
]


@pytest.mark.parametrize("function", FUNCTIONS)
@pytest.mark.parametrize("least_available", [0.0, 0.6])
def test_a_batch_of_any_function_equals_the_loop(tiny, function, least_available):
    method = {"score_floor": 1.0, "least_available": least_available, "aggregation": function}
    edition = tiny.edition(method=method)
    table = np.array(scores(tiny), dtype=float)
    table[0, 1], table[3, 2] = np.nan, np.nan
    batch = np.stack([table, table[::-1], table])
    own = {
        code: np.stack([weights, weights * np.arange(1, len(weights) + 1), weights])
        for code, weights in weighing.fixed(edition).items()
    }
    found = tree.aggregate(batch, edition, weights_by_parent=own)
    for row in range(3):
        alone = tree.aggregate(
            batch[row], edition, weights_by_parent={code: weights[row] for code, weights in own.items()}
        )
        for code, numbers in alone.items():
            np.testing.assert_array_equal(found[code][row], numbers)


def test_an_arithmetic_tree_is_untouched_by_options_of_other_functions(tiny):
    plain = tree.aggregate(scores(tiny), tiny.edition())
    options = {"power": -2.0, "mean_min_penalty": 1.0, "ordered_orness": 0.9, "share_range": 1.0, "score_floor": 5.0}
    for code, numbers in tree.aggregate(scores(tiny), tiny.edition(method=options)).items():
        np.testing.assert_array_equal(numbers, plain[code])


def test_weights_without_a_node_take_those_in_use(tiny):
    own = {**weighing.fixed(tiny.edition()), "1.1": np.array([3.0, 1.0])}
    without = tree.weights_without(tiny.edition(), ["1.1.1"], weights=own)
    assert without["1.1"].tolist() == [0.0, 1.0]
    assert own["1.1"].tolist() == [3.0, 1.0]
    assert tree.weights_without(tiny.edition(), ["1.1.1"])["1.1"].tolist() == [0.0, 1.0]


def test_the_weights_in_use_take_the_place_of_the_frameworks(tiny):
    edition = tiny.edition(method={"weighting": "entropy", "weighting_levels": [1, 3]})
    table = scores(tiny) + 1.0
    found = tree.realised(table, edition)
    used = tree.in_use(edition, weighing.effective_weights(edition, weights=found.weights))
    assert used.method.aggregation.weighting == "nominal"
    for code, own in weighing.fixed(used).items():
        np.testing.assert_array_equal(own, found.weights[code])
    np.testing.assert_array_equal(tree.aggregate(table, used)["0"], found.nodes["0"])
    assert edition.method.aggregation.weighting == "entropy"


def test_nominal_weights_in_use_change_nothing(tiny):
    edition = tiny.edition(nodes={"1": {"weight": 3}})
    used = tree.in_use(edition, weighing.effective_weights(edition))
    assert used.framework == edition.framework
    assert used.method == edition.method
