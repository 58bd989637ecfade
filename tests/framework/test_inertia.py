from pipeline.framework.options import Imputation


def inert(method, **changes):
    return method.replace(changes).inert


def test_a_parameter_of_a_step_that_is_left_out_steers_nothing(nominal):
    assert "skewness_limit" not in nominal.inert
    assert {"skewness_limit", "winsorise_max_share", "outlier_fallback"} <= inert(nominal, outlier_rule="none")


def test_a_cap_as_a_count_takes_the_place_of_the_cap_as_a_share(nominal):
    assert "winsorise_max_share" not in nominal.inert
    assert "winsorise_max_share" in inert(nominal, winsorise_max_points=5)


def test_an_option_of_another_normalisation_steers_nothing(nominal):
    assert {"z_mean", "z_sd", "reference_unit", "cap_at_reference"} <= nominal.inert
    assert {"scale_low", "scale_high"} <= inert(nominal, normalisation="z_score")
    assert not {"z_mean", "z_sd"} & inert(nominal, normalisation="z_score")


def test_a_function_used_at_one_node_alone_wakes_its_option(nominal):
    assert {"score_floor", "power"} <= nominal.inert
    assert "score_floor" not in inert(nominal, aggregation_at={"pillar": "geometric"}, score_floor=1.0)
    assert "power" not in inert(nominal, aggregation_at={"pillar": "power"})


def test_options_of_classes_steer_nothing_without_classes(nominal):
    assert {"class_thresholds", "n_classes", "meaningful_zero"} <= nominal.inert
    assert "n_classes" not in inert(nominal, classes="natural_breaks")


def test_every_option_of_imputation_steers_the_comparison_of_its_chapter(nominal):
    assert not set(Imputation.model_fields) & inert(nominal, imputation="none")


def test_the_best_score_steers_distances_from_zero_and_the_worst_does_not(nominal):
    found = inert(nominal, normalisation="distance_to_maximum")
    assert "scale_low" in found
    assert "scale_high" not in found
