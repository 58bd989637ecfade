from collections import Counter

import pydantic
import pytest

from pipeline.data import params
from pipeline.errors import FrameworkError, ParameterError
from pipeline.framework import method as method_model
from pipeline.framework.method import Method

GROUPS = [name for name in Method.model_fields if name not in ("name", "description_vi", "description_en")]


def test_every_parameter_name_is_unique_across_the_groups(nominal):
    names = [name for group in GROUPS for name in type(getattr(nominal, group)).model_fields]
    assert [name for name, n in Counter(names).items() if n > 1] == []
    assert set(names) == set(method_model.group_of())


@pytest.mark.parametrize("name", sorted(method_model.group_of()))
def test_every_parameter_says_what_it_is(name):
    assert method_model.field(name).description


def test_every_parameter_is_found_by_its_own_name(nominal):
    assert nominal.values["skewness_limit"] == nominal.treatment.skewness_limit == 2.25
    assert set(nominal.values) == set(method_model.group_of())


def test_a_replaced_parameter_leaves_the_first_method_as_it_was(nominal):
    assert nominal.replace({"skewness_limit": 2.0}).treatment.skewness_limit == 2.0
    assert nominal.treatment.skewness_limit == 2.25


def test_text_is_read_as_the_parameters_type(nominal):
    changed = nominal.replace(
        {"skewness_limit": "2.0", "n_draws": "64", "use_earlier_years": "false", "imputation": "none"}
    )
    assert changed.values["skewness_limit"] == 2.0
    assert changed.values["n_draws"] == 64
    assert changed.values["use_earlier_years"] is False
    assert changed.values["imputation"] == "none"


def test_null_takes_a_limit_away_where_that_is_allowed(nominal):
    assert nominal.replace({"kurtosis_alone_limit": 10}).values["kurtosis_alone_limit"] == 10
    assert nominal.replace({"kurtosis_alone_limit": "null"}).values["kurtosis_alone_limit"] is None
    with pytest.raises(ParameterError, match=r"treatment\.skewness_limit: .*number"):
        nominal.replace({"skewness_limit": "null"})


def test_replacing_a_parameter_by_its_own_value_gives_an_equal_method(nominal):
    assert nominal.replace(nominal.values) == nominal


def test_a_misspelt_parameter_is_refused_with_the_nearest_name(nominal):
    with pytest.raises(ParameterError, match="parameter 'skewnes_limit' is not an option of method; nearest: skewness"):
        nominal.replace({"skewnes_limit": 2.0})


def test_a_group_is_no_parameter(nominal):
    with pytest.raises(ParameterError, match="parameter 'treatment' is not an option of method"):
        nominal.replace({"treatment": {}})


def test_an_unknown_parameter_has_no_field():
    with pytest.raises(ParameterError, match="parameter 'zzz' is not an option of method"):
        method_model.field("zzz")


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("skewness_limit", "high", r"method 'nominal': treatment\.skewness_limit: .*number.* \(found 'high'\)"),
        ("skewness_limit", 0, r"greater than 0 \(found 0\)"),
        ("skewness_limit", float("nan"), r"greater than 0 \(found nan\)"),
        ("n_draws", 2.5, r"uncertainty\.n_draws: .*integer"),
        ("use_earlier_years", "perhaps", r"preparation\.use_earlier_years: .*boolean"),
        ("imputation", "guess", r"imputation\.imputation: .*'k_nearest' \(found 'guess'\)"),
        ("outlier_rule", "delete", r"treatment\.outlier_rule: .*'winsorise' or 'none'"),
        ("winsorise_max_share", 0.25, r"less than 0\.25"),
        ("rank_high", 1.1, r"less than or equal to 1"),
        ("low_correlation", -1.1, r"greater than or equal to -1"),
        ("redundant_correlation", -0.9, r"greater than or equal to 0"),
        ("confidence", 0.5, r"greater than 0\.5"),
        ("robust_share", 0.5, r"greater than 0\.5"),
        ("sobol_base", 500, "sobol_base must be a power of two from 2, got 500"),
        ("sobol_base", 1, "sobol_base must be a power of two from 2, got 1"),
        ("scale_low", 100, "scale_low must be below scale_high, got 100.0 and 100.0"),
        ("rank_low", 0.95, "rank_low must be below rank_high, both inside 0-1, got 0.95 and 0.95"),
        ("rank_high", 1, "rank_low must be below rank_high, both inside 0-1, got 0.05 and 1.0"),
    ],
)
def test_a_value_outside_its_type_or_range_is_refused(nominal, name, value, sentence):
    with pytest.raises(ParameterError, match=sentence):
        nominal.replace({name: value})


@pytest.mark.parametrize("normalisation", ["z_score", "none"])
def test_a_geometric_mean_of_scores_that_may_be_negative_is_inadmissible(nominal, normalisation):
    with pytest.raises(ParameterError, match=f"normalisation '{normalisation}' does not give them: inadmissible"):
        nominal.replace({"aggregation": "geometric", "score_floor": 1, "normalisation": normalisation})


def test_a_geometric_mean_on_a_scale_from_zero_needs_a_floor(nominal):
    with pytest.raises(ParameterError, match=r"a geometric mean of scores from 0\.0 needs score_floor \(such as 1"):
        nominal.replace({"aggregation": "geometric"})


@pytest.mark.parametrize("way_out", [{"score_floor": 1.0}, {"scale_low": 1.0}])
def test_a_floor_or_a_scale_above_zero_admits_the_geometric_mean(nominal, way_out):
    assert nominal.replace({"aggregation": "geometric", **way_out}).aggregation.aggregation == "geometric"


def test_doing_nothing_is_a_value_like_any_other(nominal):
    nothing = {"imputation": "none", "transformations": "none", "outlier_rule": "none", "normalisation": "none"}
    assert {name: nominal.replace(nothing).values[name] for name in nothing} == nothing


def test_an_inadmissible_file_is_refused_with_its_place(nominal):
    content = nominal.model_dump()
    content["aggregation"] |= {"aggregation": "geometric"}
    with pytest.raises(FrameworkError, match=r"params/methods/x\.yaml: .*needs score_floor"):
        params.parse_method(content, where="params/methods/x.yaml")


def test_a_method_with_an_unknown_group_is_refused(nominal):
    with pytest.raises(FrameworkError, match="unknown key 'smoothing'; known keys: aggregation, coherence"):
        params.parse_method(nominal.model_dump() | {"smoothing": {}}, where="x.yaml")


def test_a_method_with_an_unknown_option_is_refused(nominal):
    content = nominal.model_dump()
    content["treatment"]["skewnes_limit"] = 2.0
    with pytest.raises(FrameworkError, match=r"unknown key 'treatment\.skewnes_limit'"):
        params.parse_method(content, where="x.yaml")


def test_a_method_without_one_of_its_options_is_refused(nominal):
    content = nominal.model_dump()
    del content["treatment"]["skewness_limit"]
    with pytest.raises(FrameworkError, match=r"key 'treatment\.skewness_limit' is missing"):
        params.parse_method(content, where="x.yaml")


def test_a_method_cannot_be_changed_in_place(nominal):
    with pytest.raises(pydantic.ValidationError, match="frozen"):
        nominal.treatment.skewness_limit = 1.0


def test_a_limited_method_holds_the_named_parameters_and_refuses_the_others_by_name(nominal):
    limited = nominal.only(["skewness_limit", "aggregation"])
    assert limited.values == {"skewness_limit": 2.25, "aggregation": "arithmetic"}
    with pytest.raises(
        ParameterError, match="option 'kurtosis_limit': a chapter declares every option .* KURTOSIS_LIMIT"
    ):
        _ = limited.treatment.kurtosis_limit


def test_a_limited_method_is_changed_as_the_whole_and_stays_limited(nominal):
    changed = nominal.only(["aggregation", "score_floor"]).replace({"aggregation": "geometric", "score_floor": 1})
    assert changed.values == {"aggregation": "geometric", "score_floor": 1.0}
    assert changed.inert == nominal.replace({"aggregation": "geometric", "score_floor": 1}).inert
    with pytest.raises(ParameterError, match="needs score_floor"):
        nominal.only(["aggregation"]).replace({"aggregation": "geometric"})


def test_limiting_a_method_leaves_it_as_it_was(nominal):
    nominal.only(["aggregation"])
    assert nominal.treatment.kurtosis_limit == 3.5
    assert set(nominal.values) == set(method_model.group_of())
