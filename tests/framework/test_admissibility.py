"""Every combination without a meaning is refused with a sentence that says what to choose."""

import pytest

from pipeline.errors import FrameworkError, ParameterError
from pipeline.framework import admissibility, node_options

MPI = {"normalisation": "z_score", "z_mean": 100.0, "z_sd": 10.0}
SIBLINGS = [  # an indicator beside the pillars, so that the root has an indicator and an aggregate below it
    {"code": "c1", "role": "indicator", "level": 1, "parent": "0", "weight": 1, "name_vi": "c", "name_en": "c"}
]


def at(nominal, at, **changes):
    return nominal.replace({"score_floor": 1.0, "aggregation_at": at, **changes})


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            {"aggregation": "power", "power": 0.5, "normalisation": "z_score"},
            "a generalised mean has no meaning for scores below 0, .*Choose min_max or percentile_rank",
        ),
        (
            {"aggregation": "power", "power": -1.0, "normalisation": "z_score", "score_floor": 1.0},
            "a generalised mean needs positive scores, and normalisation 'z_score' does not give them",
        ),
        (
            {"aggregation_at": {"pillar": "harmonic"}},
            r"a harmonic mean of scores from 0\.0 needs score_floor \(such as 1\), or a scale_low above 0",
        ),
        (
            {"aggregation_at": {"pillar": "mazziotta_pareto"}},
            "needs scores around 100: normalisation z_score with z_mean 100 and z_sd 10",
        ),
        (
            {"weighting": "entropy"},
            "weighting 'entropy' needs weighting_levels: the levels whose nodes it weighs",
        ),
    ],
)
def test_a_method_that_contradicts_itself_is_refused(nominal, changes, message):
    with pytest.raises(ParameterError, match=message):
        nominal.replace(changes)


def test_a_generalised_mean_of_power_one_takes_any_score(nominal):
    assert nominal.replace({"aggregation": "power", "power": 1.0, "normalisation": "z_score"})


@pytest.mark.parametrize("function", ["copeland", "benefit_of_the_doubt", "sum"])
def test_one_pillar_of_another_scale_is_refused_beside_the_others(edition, nominal, function):
    message = (
        r"the children of '0' are not on one scale \(A (wins less losses|shares of the best|sums of scores), B has scores\)"
        r": inadmissible under 'arithmetic'\. Choose one function for all of them in aggregation_at, or copeland at '0'"
    )
    with pytest.raises(FrameworkError, match=message):
        edition(method=at(nominal, {"A": function}))


@pytest.mark.parametrize("function", ["copeland", "benefit_of_the_doubt"])
def test_an_indicator_beside_pillars_of_another_scale_is_refused(edition, nominal, five, function):
    rows = [*five, *SIBLINGS]
    sourced = ("a1", "a2", "b1", "c1", "o")
    with pytest.raises(FrameworkError, match=r"children of '0' are not on one scale \(.*c1 has scores\)"):
        edition(rows=rows, sourced=sourced, method=at(nominal, {"pillar": function}))
    ordinal = at(nominal, {"pillar": function, "index": "copeland"})
    assert edition(rows=rows, sourced=sourced, method=ordinal).method.aggregation.aggregation_at["pillar"] == function


def test_a_sum_may_stand_above_sums_and_scores(edition, nominal):
    assert edition(method=at(nominal, {"A": "sum", "index": "sum"}))


@pytest.mark.parametrize("function", ["copeland", "benefit_of_the_doubt", "sum", "arithmetic"])
def test_one_function_at_all_siblings_is_admissible(edition, nominal, function):
    assert edition(method=at(nominal, {"pillar": function}))


@pytest.mark.parametrize("function", ["geometric", "harmonic", "benefit_of_the_doubt", "power"])
def test_what_needs_positive_scores_is_refused_above_copeland(edition, nominal, function):
    with pytest.raises(
        FrameworkError, match=r"at '0' needs positive scores, and copeland below it gives wins less losses"
    ):
        edition(method=at(nominal, {"pillar": "copeland", "index": function}))


@pytest.mark.parametrize("below", ["sum", "copeland"])
def test_a_mazziotta_pareto_index_is_refused_above_what_leaves_its_scale(edition, nominal, below):
    with pytest.raises(
        FrameworkError, match=r"a Mazziotta-Pareto index at '0' needs scores around 100, and .*Choose a mean"
    ):
        edition(method=at(nominal, {"pillar": below, "index": "mazziotta_pareto"}, **MPI))
    assert edition(method=at(nominal, {"pillar": "arithmetic", "index": "mazziotta_pareto"}, **MPI))


def test_a_smoothness_in_points_is_refused_on_shares_of_the_best(edition, nominal):
    chosen = {"pillar": "benefit_of_the_doubt", "index": "mean_min"}
    with pytest.raises(FrameworkError, match=r"mean_min at '0' has a smoothness in points, .*mean_min_smoothness 0"):
        edition(method=at(nominal, chosen, mean_min_smoothness=5.0))
    assert edition(method=at(nominal, chosen, mean_min_smoothness=0.0))


def test_classes_by_percentages_of_a_mean_are_refused_on_wins_less_losses(edition, nominal):
    chosen = {"classes": "relative_to_mean", "class_thresholds": [70, 100], "meaningful_zero": True}
    method = at(nominal, {"index": "copeland"}, normalisation="fraction_of_maximum", **chosen)
    with pytest.raises(FrameworkError, match=r"scores of '0' are wins less losses, which sum to 0.*Choose thresholds"):
        edition(method=method)


def test_an_alternative_is_held_to_the_tree_as_well(edition):
    one = {"label_vi": "x", "label_en": "x", "set": {"aggregation_at": {"A": "copeland"}}}
    with pytest.raises(FrameworkError, match=r"alternatives 'few': the children of '0' are not on one scale"):
        edition(alternatives={"one_at_a_time": [one]})


def test_every_choice_of_aggregation_has_a_name_where_it_may_be_refused(nominal):
    for function in (*node_options.NEEDS_POSITIVE, "power"):
        assert admissibility.named(function)
