"""Judgements that the framework contradicts, or that no expert can have meant, are named, all at once."""

import pytest

from pipeline.data import params
from pipeline.errors import FrameworkError
from pipeline.framework import experts as experts_model
from pipeline.framework.edition import Edition
from pipeline.framework.experts import Experts

GOOD = {
    "budget_allocation": {"0": {"E": {"A": 70, "B": 30}}, "A": {"E": {"a1": 50, "a2": 50}}},
    "analytic_hierarchy": {"A": {"E": {"a2/a1": 3}}},
    "best_worst": {
        "A": {"E": {"best": "a1", "worst": "a2", "best_to_others": {"a2": 3}, "others_to_worst": {"a1": 3}}}
    },
}


def experts(**judgements):
    return Experts.read({"name": "few", "note_vi": "x", "note_en": "x", **judgements}, where="experts few")


def faults(edition, **judgements):
    return experts_model.faults(experts(**judgements), edition().framework)


def with_experts(edition, **judgements):
    made = edition(fictitious=judgements.pop("in_fiction", True))
    parts = {name: getattr(made, name) for name in Edition.model_fields}
    return Edition.read(parts | {"experts": experts(**judgements)}, where="edition tiny")


def test_judgements_that_agree_with_the_framework_are_accepted(edition):
    assert faults(edition, **GOOD) == []
    assert with_experts(edition, **GOOD).experts.budget_allocation["0"]["E"] == {"A": 70.0, "B": 30.0}


def test_every_fault_is_named_at_once(edition):
    wrong = {
        "budget_allocation": {"0": {"E": {"A": 70, "C": 20}}, "Z": {"E": {"x": 100}}},
        "analytic_hierarchy": {"A": {"E": {"a1/b1": 3}}},
    }
    with pytest.raises(FrameworkError, match="experts 'few'") as refused:
        with_experts(edition, **wrong)
    told = str(refused.value)
    assert "budget_allocation of '0' by 'E': C is none of its weighted children A; B" in told
    assert "budget_allocation of '0' by 'E': nothing is said of B. Ask the expert: a blank is not zero" in told
    assert "budget_allocation of 'Z': there is no such aggregate; known: 0; A; B" in told
    assert "found a1/b1. Correct it" in told
    assert "comparisons a1/a2 are missing" in told


@pytest.mark.parametrize(
    ("points", "fault"),
    [
        ({"A": 70, "B": 20}, "points must add up to 100, found 90"),
        ({"A": 110, "B": -10}, "points need to be 0 or more, found B: -10"),
        ({"A": float("nan"), "B": 100}, "points need to be 0 or more, found A: nan"),
    ],
)
def test_a_budget_is_spent_whole(edition, points, fault):
    (found,) = faults(edition, budget_allocation={"0": {"E": points}})
    assert fault in found


def test_another_budget_may_be_stated(edition):
    assert faults(edition, budget=10, budget_allocation={"0": {"E": {"A": 7, "B": 3}}}) == []


@pytest.mark.parametrize(
    ("comparisons", "fault"),
    [
        ({"a1/a2": 3, "a2/a1": 0.333}, "a1/a2 is compared both ways. Keep one"),
        ({"a1/a2": 12}, "between 1/9 and 9 on Saaty's scale, found a1/a2: 12"),
        ({"a1/a2": 0}, "between 1/9 and 9 on Saaty's scale, found a1/a2: 0"),
        ({"a1/a2": 3, "a1": 1}, "'first/second' by two of a1; a2, found a1"),
        ({"a1/a2": 3, "a1/a1": 1}, "'first/second' by two of a1; a2, found a1/a1"),
    ],
)
def test_each_pair_is_compared_once_on_the_scale(edition, comparisons, fault):
    (found,) = faults(edition, analytic_hierarchy={"A": {"E": comparisons}})
    assert fault in found


def test_a_ninth_may_be_written_with_three_digits(edition):
    assert faults(edition, analytic_hierarchy={"A": {"E": {"a1/a2": 0.111}}}) == []


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"worst": "a1"}, "best and worst are two of a1; a2, found 'a1' and 'a1'"),
        ({"best_to_others": {}}, "best_to_others: nothing is said of a2"),
        ({"others_to_worst": {"a1": 2}}, "best against worst has two answers, 3 and 2"),
        ({"best_to_others": {"a1": 2, "a2": 3}}, "best_to_others: 'a1' against itself is 1, found 2"),
        ({"best_to_others": {"a2": 11}, "others_to_worst": {"a1": 11}}, "between 1 and 9, found a2: 11"),
    ],
)
def test_best_and_worst_are_answered_in_full(edition, changes, fault):
    judgement = GOOD["best_worst"]["A"]["E"] | changes
    assert any(fault in found for found in faults(edition, best_worst={"A": {"E": judgement}}))


def test_nothing_exceeds_best_against_worst(five, edition):
    rows = [*five, {**five[3], "code": "a3"}]
    made = edition(rows=rows, sourced=("a1", "a2", "a3", "b1", "o"))
    judgement = {
        "best": "a1",
        "worst": "a3",
        "best_to_others": {"a2": 5, "a3": 3},
        "others_to_worst": {"a1": 3, "a2": 2},
    }
    (found,) = experts_model.faults(experts(best_worst={"A": {"E": judgement}}), made.framework)
    assert "nothing exceeds best against worst (3), found a2: 5" in found


def test_a_single_child_and_a_parent_without_experts_are_nothing_to_judge(edition):
    found = faults(edition, budget_allocation={"B": {"E": {"b1": 100}}, "A": {}})
    assert "single weighted child" in found[0]
    assert "no expert stands below it" in found[1]


def test_fictitious_judgements_stay_in_fictitious_editions(edition):
    assert with_experts(edition, fictitious=True, **GOOD).experts.fictitious
    with pytest.raises(FrameworkError, match="experts 'few' are fictitious, and this edition is not"):
        with_experts(edition, fictitious=True, in_fiction=False, **GOOD)


def test_the_judgements_of_the_fictitious_edition_are_marked_and_hold(repository):
    toy = params.load_edition("toy", root=repository)
    assert toy.experts is not None
    assert toy.experts.fictitious
    assert experts_model.faults(toy.experts, toy.framework) == []


def test_ratings_of_relevance_are_of_indicators_on_the_scale_of_four(edition):
    assert faults(edition, relevance={"a1": {"E": 4}}) == []
    found = faults(edition, relevance={"A": {"E": 4}, "a1": {"E": 5, "F": 2.5}})
    assert len(found) == 2
    assert "codes of indicators are expected, found A" in found[0]
    assert "ratings are 1, 2, 3 or 4, found a1 by 'E': 5; a1 by 'F': 2.5" in found[1]
