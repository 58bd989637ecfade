import pytest

from pipeline.errors import FrameworkError
from pipeline.framework import node_options


def options(nominal, **changes):
    return nominal.replace({"score_floor": 1.0, **changes}).aggregation


def test_a_code_wins_over_a_role_and_a_role_over_the_usual_choice(nominal, tree, five):
    chosen = options(nominal, aggregation_at={"A": "harmonic", "pillar": "geometric"})
    found = {code: node_options.function_at(code, tree(five), chosen) for code in ("0", "A", "B")}
    assert found == {"0": "arithmetic", "A": "harmonic", "B": "geometric"}


def test_minimum_availability_is_found_in_the_same_way(nominal, tree, five):
    chosen = options(nominal, least_available=0.1, least_available_at={"A": 1.0, "pillar": 0.5})
    found = {code: node_options.least_available_at(code, tree(five), chosen) for code in ("0", "A", "B")}
    assert found == {"0": 0.1, "A": 1.0, "B": 0.5}


@pytest.mark.parametrize(
    ("at", "scales"),
    [
        ({}, ["score", "score", "score"]),
        ({"pillar": "geometric", "index": "mean_min"}, ["score", "score", "score"]),
        ({"pillar": "sum"}, ["total", "total", "total"]),
        ({"pillar": "copeland"}, ["wins", "wins", "wins"]),
        ({"pillar": "copeland", "index": "sum"}, ["wins", "wins", "total of wins"]),
        ({"A": "copeland"}, ["wins", "score", "mixed"]),
        ({"A": "copeland", "index": "copeland"}, ["wins", "score", "wins"]),
        ({"pillar": "benefit_of_the_doubt"}, ["share", "share", "share"]),
    ],
)
def test_a_function_keeps_the_scale_that_it_finds_or_makes_one(nominal, tree, five, at, scales):
    chosen = options(nominal, aggregation_at=at)
    assert [node_options.scale_at(code, tree(five), chosen) for code in ("A", "B", "0")] == scales
    assert node_options.scale_at("a1", tree(five), chosen) == "score"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"aggregation_at": {"pilar": "geometric"}}, r"aggregation_at names 'pilar', which is no .*nearest: pillar"),
        ({"aggregation_at": {"sub_pillar": "geometric"}}, r"aggregation_at names 'sub_pillar', .*nearest: pillar"),
        (
            {"least_available_at": {"C": 0.5}},
            r"least_available_at names 'C', which is no .*known: 0; A; B; index; pillar",
        ),
        (
            {"aggregation_at": {"a1": "harmonic"}},
            r"aggregation_at names 'a1', but an indicator has no children\. Name an",
        ),
        ({"least_available_at": {"indicator": 0.5}}, r"names 'indicator', but an indicator has no children"),
    ],
)
def test_a_code_or_role_that_the_tree_does_not_have_is_refused_with_the_nearest(edition, nominal, changes, message):
    with pytest.raises(FrameworkError, match=message):
        edition(method=nominal.replace({"score_floor": 1.0, **changes}))


def test_a_code_that_is_also_a_role_is_refused_where_it_is_named(edition, nominal, row, five):
    rows = [item | {"code": "pillar"} if item["code"] == "B" else item for item in five]
    rows = [item | {"parent": "pillar"} if item["code"] == "b1" else item for item in rows]
    assert edition(rows=rows).framework.node("pillar").parent == "0"
    method = nominal.replace({"least_available_at": {"pillar": 0.5}})
    with pytest.raises(
        FrameworkError, match=r"names 'pillar', which is a code and the role .*Give the node another code"
    ):
        edition(rows=rows, method=method)
