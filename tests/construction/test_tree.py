import numpy as np
import pytest

from pipeline.construction import tree
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
    order = tree.parents(tiny.edition().framework)
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
    edition = tiny.edition(method={"aggregation": "geometric", "geometric_floor": 1.0})
    nodes = tree.aggregate(scores(tiny), edition)
    assert nodes["1.1"][0] == pytest.approx(10.0)  # the root of 100 times 1
    assert nodes["2.1"][1] == pytest.approx(1.0)


def test_a_geometric_mean_of_a_zero_without_a_floor_names_parent_and_child(tiny):
    edition = tiny.edition(method={"aggregation": "geometric", "scale_low": 1.0})
    table = scores(tiny)
    table[:, :4] += 1
    with pytest.raises(MethodError, match=r"aggregation to 2\.1: .*columns \[1\].*1 is 2\.1\.2"):
        tree.aggregate(table, edition)


def test_the_tree_agrees_with_the_array(toy):
    means = aggregation.arithmetic_mean(toy.normalised[["1.1.1", "1.1.2"]].to_numpy(), weights=np.ones(2))
    np.testing.assert_array_equal(toy.index.scores["1.1"], means)


def test_a_batch_agrees_with_each_of_its_tables(tiny):
    edition = tiny.edition()
    own = {
        code: np.stack([weights, weights * np.arange(1, len(weights) + 1)])
        for code, weights in tree.weights(edition).items()
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
        weights = tree.effective_weights(made.edition)
        np.testing.assert_allclose(weights.groupby("level")["effective"].sum(), 1.0, rtol=1e-12)
        shares = weights[weights["parent"] != ""].groupby("parent")["share"].sum()
        np.testing.assert_allclose(shares, 1.0, rtol=1e-12)


def test_an_effective_weight_is_the_product_of_the_shares_above(tiny):
    weights = tree.effective_weights(tiny.edition(nodes={"1": {"weight": 3}})).set_index("code")["effective"]
    assert weights["1.1.1"] == 0.75 * 0.5 * 0.5
    assert weights["2.1.2"] == 0.25 * 1.0 * 0.5
    assert weights["0"] == 1.0


def test_an_effective_weight_is_what_one_point_adds_to_the_index(tiny):
    edition = tiny.edition(nodes={"1": {"weight": 3}})
    more = scores(tiny)
    more[:, 0] += 1.0
    added = tree.aggregate(more, edition)["0"] - tree.aggregate(scores(tiny), edition)["0"]
    np.testing.assert_allclose(added, 0.75 * 0.5 * 0.5, rtol=1e-9)
