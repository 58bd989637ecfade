import pytest

from pipeline.data import params
from pipeline.errors import FrameworkError, ParameterError
from pipeline.framework.alternatives import Alternatives


def choice(label, **changes):
    return {"label_vi": label, "label_en": label, "set": changes}


def factors(**named):
    return {name: {"name_vi": name, "name_en": name, "choices": choices} for name, choices in named.items()}


def read(**content):
    return Alternatives.read(
        {"name": "few", "weights": [], "weight_samples": 8, "factors": {}, **content}, where="alternatives/few.yaml"
    )


NORMALISATION = [choice("min-max", normalisation="min_max"), choice("z", normalisation="z_score")]
AGGREGATION = [
    choice("arithmetic", aggregation="arithmetic", score_floor=None),
    choice("geometric", aggregation="geometric", score_floor=1.0),
]


def test_a_choice_that_sets_an_unknown_parameter_is_refused(nominal):
    with pytest.raises(ParameterError, match="parameter 'normalization' is not an option of method; nearest: normalis"):
        read(factors=factors(scale=[choice("z", normalization="z_score")]))


def test_a_factor_needs_a_choice():
    with pytest.raises(FrameworkError, match=r"factors\.scale\.choices: .*at least 1 item"):
        read(factors=factors(scale=[]))


def test_two_choices_of_one_name_are_refused():
    with pytest.raises(FrameworkError, match="labels name choices in tables, so they must be unique; found twice: z"):
        read(factors=factors(scale=NORMALISATION), one_at_a_time=[choice("z", normalisation="z_score")])


def test_an_admissible_set_passes(nominal):
    read(factors=factors(treatment=[choice("none", outlier_rule="none")], mean=AGGREGATION)).check(nominal)


def test_a_choice_that_is_inadmissible_by_itself_is_refused(nominal):
    with pytest.raises(ParameterError, match="needs score_floor"):
        read(factors=factors(mean=[choice("geometric", aggregation="geometric")])).check(nominal)


def test_two_choices_that_are_inadmissible_together_are_refused(nominal):
    with pytest.raises(ParameterError, match="normalisation 'z_score' does not give them: inadmissible"):
        read(factors=factors(scale=NORMALISATION, mean=AGGREGATION)).check(nominal)


def test_three_choices_that_are_inadmissible_only_together_are_refused(nominal):
    one_floor = nominal.replace({"scale_low": 1.0, "score_floor": 1.0})
    three = factors(
        mean=[choice("geometric", aggregation="geometric")],
        floor=[choice("without", score_floor=None)],
        scale=[choice("from zero", scale_low=0.0)],
    )
    with pytest.raises(ParameterError, match="needs score_floor"):
        read(factors=three).check(one_floor)


def test_what_is_compared_alone_may_not_suit_the_others_but_must_suit_the_method(nominal):
    alone = read(factors=factors(mean=AGGREGATION), one_at_a_time=[choice("z", normalisation="z_score")])
    alone.check(nominal)
    with pytest.raises(ParameterError, match="normalisation 'z_score' does not give them: inadmissible"):
        alone.check(nominal.replace({"aggregation": "geometric", "score_floor": 1.0}))


@pytest.mark.parametrize("noise", [{"level": 0, "concentration": 47}, {"level": 2, "concentration": 0}])
def test_weight_noise_needs_a_level_and_a_positive_concentration(noise):
    with pytest.raises(FrameworkError, match=r"weights\.0\.(level|concentration): .*greater than 0 \(found 0\)"):
        read(weights=[noise])


def test_an_unknown_key_is_refused():
    with pytest.raises(FrameworkError, match="unknown key 'draws'"):
        read(draws=10)


def test_names_and_labels_come_in_two_languages(repository):
    open_set = params.load_alternatives("open", root=repository)
    factor = open_set.factors["imputation"]
    assert (factor.name("vi"), factor.name("en")) == ("Bù số liệu thiếu", "Imputation")
    assert (factor.choices[0].label("vi"), factor.choices[0].label("en")) == ("trung vị vùng", "median by region")


def test_two_factors_may_not_set_the_same_parameter():
    with pytest.raises(FrameworkError, match="set twice: scale_low by one and two"):
        read(factors=factors(one=[choice("a", scale_low=0)], two=[choice("b", scale_low=1)]))


def test_drawn_weights_and_a_factor_of_equal_weights_exclude_each_other():
    noise = [{"level": 1, "concentration": 47}]
    with pytest.raises(FrameworkError, match="set twice: weighting by one and weights"):
        read(weights=noise, factors=factors(one=[choice("a", weighting="equal")]))


def test_the_choices_of_a_factor_set_the_same_parameters():
    uneven = [choice("a", skewness_limit=2.0), choice("b", skewness_limit=2.0, kurtosis_limit=3.5)]
    with pytest.raises(FrameworkError, match="'rule' must set the same parameters; a lacks kurtosis_limit"):
        read(factors=factors(rule=uneven))


def test_classes_of_the_index_do_not_forbid_an_alternative_scale(nominal):
    chosen = {"normalisation": "fraction_of_maximum", "meaningful_zero": True, "class_thresholds": [100]}
    classed = nominal.replace({**chosen, "classes": "relative_to_mean"})
    alone = read(one_at_a_time=[choice("min-max", normalisation="min_max")])
    assert [method.ranking.classes for method in alone.methods(classed)] == ["none", "none"]


@pytest.mark.parametrize(
    ("noise", "told"),
    [
        ({"level": 2}, "drawn in one way: give concentration, or low and high, or relative"),
        ({"level": 2, "concentration": 5, "relative": 0.25}, "drawn in one way"),
        ({"level": 2, "low": 0.3, "high": 0.1}, "need low below high, got low=0.3 and high=0.1"),
        ({"level": 2, "low": 0.3}, "need low below high, got low=0.3 and high=None"),
        (
            {"level": "column", "relative": 0.25},
            "a level is a number greater than 0 .found 'column'. or a role: indicator",
        ),
    ],
)
def test_weights_are_drawn_in_one_way_at_a_level_that_there_can_be(noise, told):
    with pytest.raises(FrameworkError, match=told):
        read(weights=[noise])


def test_only_an_imputation_that_knows_its_uncertainty_can_be_drawn():
    drawn = {**choice("median", imputation="median"), "drawn": True}
    with pytest.raises(
        FrameworkError, match="completed tables can be drawn of earlier_round, predictive_mean_matching, em"
    ):
        read(factors=factors(imputation=[drawn]))
    assert read(factors=factors(imputation=[{**choice("EM", imputation="em"), "drawn": True}]))


@pytest.mark.parametrize("name", ["gii", "jrc", "coinr-25pct"])
def test_presets_are_marked_as_such_and_name_their_weights(name, repository):
    preset = params.load_alternatives(name, root=repository)
    assert preset.preset
    assert all(item.name and item.name_vi and item.name_en for item in preset.weights)
