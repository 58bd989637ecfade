"""Judgements expert by expert become the weights that the published methods give."""

import itertools

import numpy as np
import pytest

from pipeline.construction import expert_judgements, weights
from pipeline.errors import MethodError
from pipeline.framework.experts import BestWorst, Experts

CHILDREN = ["1", "2", "3"]
# Relative consumption of drinks in the United States: Saaty (2008), doi:10.1504/IJSSCI.2008.017590.
DRINKS = ["coffee", "wine", "tea", "beer", "sodas", "milk", "water"]
SAID = [
    9,
    5,
    2,
    1,
    1,
    1 / 2,
    1 / 3,
    1 / 9,
    1 / 9,
    1 / 9,
    1 / 9,
    1 / 3,
    1 / 4,
    1 / 3,
    1 / 9,
    1 / 2,
    1,
    1 / 3,
    2,
    1 / 2,
    1 / 3,
]
PUBLISHED = {"coffee": 0.177, "wine": 0.019, "tea": 0.042, "beer": 0.116, "sodas": 0.190, "milk": 0.129, "water": 0.327}


def named(**judgements):
    return Experts(name="few", note_vi="x", note_en="x", fictitious=True, **judgements)


def asked(tiny, **judgements):
    """The tiny edition with judgements, on the two pillars below its root."""
    return tiny.edition(fictitious=True).model_copy(update={"experts": named(**judgements)})


@pytest.mark.parametrize("order", [DRINKS, DRINKS[::-1], sorted(DRINKS)])
def test_saaty_drinks_keep_his_published_weights_in_any_order_of_the_children(order):
    given = {f"{a}/{b}": said for (a, b), said in zip(itertools.combinations(DRINKS, 2), SAID, strict=True)}
    found = expert_judgements.comparisons({"Saaty": given}, order)
    np.testing.assert_allclose(found.weights, [PUBLISHED[drink] for drink in order], atol=5e-4)  # three printed digits
    assert found.figure == pytest.approx(0.022, abs=5e-4)
    assert (found.verdict, found.limit, found.who) == ("consistent", 0.10, "Saaty")


def test_joint_comparisons_are_geometric_means():
    found = expert_judgements.comparisons({"A": {"1/2": 9.0}, "B": {"1/2": 1.0}}, ["1", "2"])
    assert found.weights.tolist() == pytest.approx([0.75, 0.25])  # the root of 9 times 1 is 3
    assert (np.asarray(found.low).tolist(), np.asarray(found.high).tolist()) == (
        pytest.approx([0.5, 0.1]),
        pytest.approx([0.9, 0.5]),
    )


def test_opposite_experts_leave_equal_weights():
    found = expert_judgements.comparisons({"A": {"1/2": 5.0}, "B": {"2/1": 5.0}}, ["1", "2"])
    assert found.weights.tolist() == pytest.approx([0.5, 0.5])


def test_an_expert_who_contradicts_himself_is_named():
    steady, wild = {"1/2": 2.0, "1/3": 4.0, "2/3": 2.0}, {"1/2": 9.0, "2/3": 9.0, "3/1": 9.0}
    found = expert_judgements.comparisons({"A": steady, "B": wild}, CHILDREN)
    assert (found.who, found.verdict) == ("B", "inconsistent")
    assert float(found.figure) > 1.0


def test_budgets_are_averaged_and_their_spread_kept():
    found = expert_judgements.budgets({"A": {"2": 40, "1": 60}, "B": {"1": 20, "2": 80}}, ["1", "2"], budget=100)
    assert found.weights.tolist() == pytest.approx([0.4, 0.6])
    assert np.asarray(found.low).tolist() == pytest.approx([0.2, 0.4])
    assert np.asarray(found.figure).tolist() == pytest.approx([np.sqrt(0.08)] * 2)


def test_best_and_worst_without_contradiction_give_their_ratios_back():
    judgement = BestWorst(best="2", worst="3", best_to_others={"1": 2, "3": 4}, others_to_worst={"1": 2, "2": 4})
    found = expert_judgements.best_and_worst({"A": judgement}, CHILDREN)
    assert found.weights.tolist() == pytest.approx([2 / 7, 4 / 7, 1 / 7])
    assert float(found.figure) == 0.0


def test_weights_of_experts_with_other_bests_are_averaged():
    one = BestWorst(best="1", worst="2", best_to_others={"2": 3}, others_to_worst={"1": 3})
    other = BestWorst(best="2", worst="1", best_to_others={"1": 1}, others_to_worst={"2": 1})
    found = expert_judgements.best_and_worst({"A": one, "B": other}, ["1", "2"])
    assert found.weights.tolist() == pytest.approx([(0.75 + 0.5) / 2, (0.25 + 0.5) / 2])
    assert np.asarray(found.high).tolist() == pytest.approx([0.75, 0.5])


@pytest.mark.parametrize("weighting", ["budget_allocation", "analytic_hierarchy", "best_worst"])
def test_without_experts_the_edition_is_told_where_to_name_them(tiny, weighting):
    edition = tiny.edition(method={"weighting": weighting})
    with pytest.raises(
        MethodError, match=rf"weighting '{weighting}', edition tiny: .* under `experts` in edition\.yaml"
    ):
        weights.fixed(edition)


def test_experts_who_judged_otherwise_are_named_with_what_they_gave(tiny):
    edition = asked(tiny, budget_allocation={"0": {"A": {"1": 60, "2": 40}}})
    with pytest.raises(MethodError, match=r"experts/few\.yaml is expected to hold such judgements, found budget_alloc"):
        expert_judgements.weigh("best_worst", edition)


def test_a_parent_that_nobody_judged_keeps_its_weights(tiny):
    edition = asked(tiny, budget_allocation={"0": {"A": {"1": 60, "2": 40}}})
    method = edition.method.replace({"weighting": "budget_allocation"})
    found = weights.fixed(edition, method=method)
    assert found["0"].tolist() == pytest.approx([1.2, 0.8])  # together as heavy as nominally
    assert found["1"].tolist() == [1.0, 1.0]


def test_the_fictitious_edition_is_weighted_by_each_kind_of_judgement(toy):
    for weighting in ("budget_allocation", "analytic_hierarchy", "best_worst"):
        found = expert_judgements.weigh(weighting, toy.edition)["0"]
        assert found.weights.sum() == pytest.approx(1.0)
        assert found.n == 3
        assert (np.asarray(found.low) <= found.weights).all()
        assert (found.weights <= np.asarray(found.high)).all()
    assert expert_judgements.weigh("analytic_hierarchy", toy.edition)["0"].who == "C"
