"""Every option of ``weighting`` on a tree whose weights can be worked out by hand."""

import typing

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.construction import index, realised_weights, tree, weights
from pipeline.errors import MethodError
from pipeline.framework import admissibility
from pipeline.framework.options import Weighting

OPTIONS = typing.get_args(Weighting)
POSSIBLE_IN_2024 = [name for name in OPTIONS if name not in (*admissibility.FROM_EXPERTS, "regression")]
"""The open edition has no experts, and an indicator of its fourth pillar shares a raw table with the outcome."""


def fixed(edition, weighting, **method):
    chosen = edition.method.replace({"weighting": weighting, **method})
    return {code: own.tolist() for code, own in weights.fixed(edition, method=chosen).items()}


def effective(edition, weighting):
    method = edition.method.replace({"weighting": weighting})
    table = weights.effective_weights(edition, weights=weights.fixed(edition, method=method))
    return table.set_index("code")["effective"]


def test_nominal_weights_are_the_frameworks(tiny):
    found = fixed(tiny.edition(nodes={"1": {"weight": 3}, "1.1.2": {"weight": 0.5}}), "nominal")
    assert found == {"1.1": [1.0, 0.5], "1.2": [1.0], "2.1": [1.0, 1.0], "1": [1.0, 1.0], "2": [1.0], "0": [3.0, 1.0]}


def test_equal_weights_are_equal_within_each_parent(tiny):
    found = fixed(tiny.edition(nodes={"1": {"weight": 3}}), "equal")
    assert (found["0"], found["1"]) == ([2.0, 2.0], [1.0, 1.0])  # together as heavy as the framework has them


def test_equal_indicators_have_the_same_effective_weight(tiny):
    own = effective(tiny.edition(nodes={"1": {"weight": 3}}), "equal_indicators")
    assert own[["1.1.1", "1.1.2", "1.2.1", "2.1.1", "2.1.2"]].tolist() == pytest.approx([0.2] * 5)
    assert own["1"] == pytest.approx(3 / 5)


def test_equal_sub_pillars_have_the_same_effective_weight_with_equal_indicators_within(tiny):
    own = effective(tiny.edition(nodes={"1": {"weight": 3}}), "equal_sub_pillars")
    assert own[["1.1", "1.2", "2.1"]].tolist() == pytest.approx([1 / 3] * 3)
    assert own[["1.1.1", "1.2.1", "2.1.1"]].tolist() == pytest.approx([1 / 6, 1 / 3, 1 / 6])


def test_without_sub_pillars_they_cannot_be_equal(tiny):
    edition = tiny.edition(tree={"0": ("1", "2")}, roles=("indicator", "index"))
    with pytest.raises(MethodError, match="role sub_pillar is expected, found indicator; index"):
        fixed(edition, "equal_sub_pillars")


@pytest.mark.parametrize("weighting", ["equal", "equal_indicators", "equal_sub_pillars"])
def test_a_child_that_does_not_count_keeps_weight_nothing(tiny, weighting):
    edition = tiny.edition(nodes={"1.1.2": {"weight": 0}})
    assert fixed(edition, weighting)["1.1"] == [1.0, 0.0]
    assert effective(edition, "equal_indicators")["1.1.1"] == pytest.approx(1 / 4)


def test_a_level_at_which_nothing_is_weighted_is_refused(tiny):
    with pytest.raises(MethodError, match="weighting_levels are expected among 1; 2; 3, found 4; 7"):
        fixed(tiny.edition(), "critic", weighting_levels=[4, 1, 7])


@pytest.mark.parametrize("weighting", admissibility.FROM_SCORES)
def test_weights_from_scores_are_known_as_such_and_nominal_before(tiny, weighting):
    edition = tiny.edition(nodes={"1": {"weight": 3}})
    method = edition.method.replace({"weighting": weighting, "weighting_levels": [3]})
    assert weights.is_from_scores(method)
    assert not weights.is_from_scores(edition.method)
    assert weights.parents_from_scores(edition, method=method) == {"0"}
    assert weights.fixed(edition, method=method)["0"].tolist() == [3.0, 1.0]


def test_levels_that_are_not_named_keep_their_weights(tiny):
    edition = tiny.edition(method={"weighting": "entropy", "weighting_levels": [1]})
    scores = np.array([[1.0, 2.0], [3.0, 4.0], [2.0, 9.0]])
    own = np.array([3.0, 1.0])
    assert weights.from_scores("0", scores, own, edition) is own
    assert weights.from_scores("1.1", scores, own, edition).tolist() != own.tolist()


def test_children_weigh_as_much_together_as_nominally(tiny):
    edition = tiny.edition(method={"weighting": "critic", "weighting_levels": [1]})
    scores = np.array([[1.0, 2.0], [3.0, 4.0], [2.0, 9.0]])
    assert weights.from_scores("1.1", scores, np.array([3.0, 2.0]), edition).sum() == pytest.approx(5.0)


def test_a_batch_is_weighed_table_by_table(tiny):
    edition = tiny.edition(method={"weighting": "critic", "weighting_levels": [1]})
    batch = np.random.default_rng(2).uniform(size=(3, 6, 2))
    own = np.array([[1.0, 1.0], [0.0, 2.0], [0.0, 0.0]])
    found = weights.from_scores("1.1", batch, own, edition)
    np.testing.assert_array_equal(found[0], weights.from_scores("1.1", batch[0], own[0], edition))
    assert found[1:].tolist() == [[0.0, 2.0], [0.0, 0.0]]  # nothing is left to weigh in the last


def test_an_outcome_is_put_in_the_order_of_the_units(tiny):
    values = tiny.long(tiny.table({"U1": (1.0, 7.0), "U2": (2.0, 8.0)}, codes=["1.1.1", "o.1"]))
    edition = tiny.edition(regression_outcome="o.1")
    np.testing.assert_array_equal(weights.outcome(values, edition, units=["U2", "U3", "U1"]), [8.0, np.nan, 7.0])
    assert weights.outcome(values, tiny.edition(), units=["U1"]) is None


@given(st.lists(st.floats(0.01, 100.0), min_size=9, max_size=9))
def test_effective_weights_sum_to_one_on_every_level_whatever_the_weights(tiny, numbers):
    codes = ["1", "2", "1.1", "1.2", "1.1.1", "1.1.2", "2.1.1", "2.1.2", "2.1"]
    edition = tiny.edition(nodes={code: {"weight": own} for code, own in zip(codes, numbers, strict=True)})
    for weighting in ("nominal", "equal", "equal_indicators", "equal_sub_pillars"):
        used = weights.fixed(edition, method=edition.method.replace({"weighting": weighting}))
        table = weights.effective_weights(edition, weights=used)
        np.testing.assert_allclose(table.groupby("level")["effective"].sum(), 1.0, rtol=1e-12)


def test_an_effective_weight_is_the_product_of_the_shares_above(tiny):
    own = weights.effective_weights(tiny.edition(nodes={"1": {"weight": 3}})).set_index("code")["effective"]
    assert own["1.1.1"] == 0.75 * 0.5 * 0.5
    assert own["2.1.2"] == 0.25 * 1.0 * 0.5
    assert own["0"] == 1.0


@pytest.mark.parametrize("function", ["arithmetic", "geometric", "harmonic", "power"])
def test_an_effective_weight_is_what_a_point_adds_where_all_scores_are_even(tiny, function):
    method = {"aggregation": function, "score_floor": 1.0, "weighting": "equal_indicators"}
    edition = tiny.edition(nodes={"1": {"weight": 3}}, method=method)
    even = np.full((1, 5), 40.0)
    own = weights.effective_weights(edition).set_index("code")["effective"][edition.framework.indicator_codes]
    for column, weight in enumerate(own):
        more = even.copy()
        more[0, column] += 1e-5
        added = (tree.aggregate(more, edition)["0"] - tree.aggregate(even, edition)["0"]) / 1e-5
        assert added[0] == pytest.approx(weight, rel=1e-4)  # a difference of 40s in the eleventh digit


@pytest.mark.parametrize("weighting", OPTIONS)
def test_every_option_makes_an_index_of_the_fictitious_edition(toy, weighting):
    edition = toy.edition.with_method(toy.edition.method.replace({"weighting": weighting, "weighting_levels": [2, 3]}))
    levels = toy.edition.with_method(edition.method.replace({"weighting_levels": [3]}))
    made_on = levels if weighting == "regression" else edition
    outcome = weights.outcome(toy.gathered.values, made_on, units=list(toy.normalised.index))
    built = index.assemble(toy.normalised, made_on, outcome=outcome)
    again = weights.used(built.scores, made_on, outcome=outcome)
    for code, own in built.weights.items():
        np.testing.assert_allclose(again[code], own, rtol=1e-12)
    table = realised_weights.weights(built.scores, made_on, weights=built.weights)
    np.testing.assert_allclose(table.groupby("level")["effective"].sum(), 1.0, rtol=1e-12)
    assert (table["effective"] >= 0).all()
    evidence = weights.disclose(built.scores, made_on, outcome=outcome).set_index("code")
    np.testing.assert_allclose(evidence["weight"], table.set_index("code")["share"][evidence.index], rtol=1e-12)
    assert (evidence["weighting"] == weighting).any()


@pytest.mark.parametrize("weighting", POSSIBLE_IN_2024)
def test_every_option_that_is_possible_there_weighs_the_pillars_of_2024(open_2024, weighting):
    edition = open_2024.edition
    method = edition.method.replace({"weighting": weighting, "weighting_levels": [3]})
    built = index.assemble(open_2024.normalised, edition, method=method)
    assert built.weights["0"].sum() == pytest.approx(weights.nominal(edition)["0"].sum())
    assert (built.weights["0"] >= 0).all()


def test_the_evidence_names_what_a_figure_is_and_whose(toy):
    method = toy.edition.method.replace({"weighting": "analytic_hierarchy"})
    table = weights.disclose(toy.index.scores, toy.edition, method=method).set_index("code")
    assert table.at["1", "weighting"] == "analytic_hierarchy"
    assert table.at["1.1", "weighting"] == "nominal"
    assert table.loc["2", ["measure", "limit", "verdict", "who", "n"]].tolist() == [
        "consistency_ratio", 0.10, "inconsistent", "C", 3,
    ]  # fmt: skip
    assert table.at["1", "low"] < table.at["1", "weight"] < table.at["1", "high"]
    assert table.at["1", "nominal"] == pytest.approx(1 / 3)


def test_nominal_weights_have_nothing_behind_them(toy):
    table = weights.disclose(toy.index.scores, toy.edition)
    assert set(table["weighting"]) == {"nominal"}
    assert table["figure"].isna().all()
    np.testing.assert_array_equal(table["weight"], table["nominal"])
