import pytest

from pipeline.construction import fitting
from pipeline.construction.fitting import Dropped
from pipeline.errors import FrameworkError, MethodError
from pipeline.framework.alternatives import Alternatives


def choice(label, **changes):
    return {"label_vi": label, "label_en": label, "set": changes}


def alternatives(*, preset=True, **factors):
    named = {name: {"name_vi": name, "name_en": name, "choices": choices} for name, choices in factors.items()}
    content = {"name": "few", "preset": preset, "weights": [], "weight_samples": 8, "factors": named}
    return Alternatives.model_validate(content)


LIMITS = [choice("GII", skewness_limit=2.25), choice("JRC", skewness_limit=2.0)]
PILLARS = [
    choice("as the index", aggregation_at={}, score_floor=None),
    choice("geometric", aggregation_at={"of_pillars": "geometric"}, score_floor=1.0),
]
SCALES = [choice("min-max", normalisation="min_max"), choice("z", normalisation="z_score")]


def test_of_pillars_are_the_nodes_whose_children_are_the_pillars(tiny):
    fit, dropped = fitting.fitted(alternatives(mean=PILLARS), tiny.edition())
    assert fit.factors["mean"].choices[1].set["aggregation_at"] == {"0": "geometric"}
    assert dropped == ()


def test_without_pillars_they_are_the_nodes_below_the_root(tiny):
    edition = tiny.edition(tree={"0": ("1.1.1", "1.1.2")}, roles=("indicator", "index"))
    fit, _ = fitting.fitted(alternatives(mean=PILLARS), edition)
    assert fit.factors["mean"].choices[1].set["aggregation_at"] == {"0": "geometric"}


def test_limits_of_a_treatment_that_the_method_has_not_are_dropped_from_a_preset(tiny):
    fit, dropped = fitting.fitted(alternatives(limits=LIMITS, mean=PILLARS), tiny.edition())
    assert list(fit.factors) == ["mean"]
    assert dropped == (Dropped("limits", "no_step"),)


def test_the_same_limits_of_a_users_own_set_are_refused_by_name(tiny):
    with pytest.raises(FrameworkError, match=r"alternatives 'few': .*'limits' perturbs a step that the method lacks"):
        fitting.fitted(alternatives(preset=False, limits=LIMITS), tiny.edition())


EARLIER = [choice("used", use_earlier_years=True), choice("blank", use_earlier_years=False)]


@pytest.mark.parametrize("preset", [True, False])
def test_a_variant_that_gathers_no_values_of_earlier_years_does_without_the_factor(tiny, preset):
    edition = tiny.edition(method={"use_earlier_years": False})
    fit, dropped = fitting.fitted(alternatives(preset=preset, earlier=EARLIER, mean=PILLARS), edition)
    assert list(fit.factors) == ["mean"]
    assert dropped == (Dropped("earlier", "not_gathered"),)


def test_where_such_values_are_gathered_the_factor_is_kept(tiny):
    edition = tiny.edition(method={"use_earlier_years": True})
    assert fitting.fitted(alternatives(preset=False, earlier=EARLIER), edition)[1] == ()


def test_a_factor_that_varies_more_than_what_is_gathered_is_kept(tiny):
    both = [
        choice("a", use_earlier_years=True, imputation="none"),
        choice("b", use_earlier_years=False, imputation="mean"),
    ]
    edition = tiny.edition(method={"use_earlier_years": False})
    assert fitting.fitted(alternatives(preset=False, both=both), edition)[1] == ()


def test_limits_of_a_treatment_that_the_method_has_are_kept(tiny):
    edition = tiny.edition(method={"outlier_rule": "winsorise"})
    assert fitting.fitted(alternatives(limits=LIMITS), edition)[1] == ()
    assert fitting.fitted(alternatives(preset=False, limits=LIMITS), edition)[1] == ()


def test_a_preset_normalises_nothing_that_is_published_as_scores(tiny):
    _, dropped = fitting.fitted(alternatives(scale=SCALES), tiny.edition(method={"normalisation": "none"}))
    assert dropped == (Dropped("scale", "no_step"),)


def test_a_user_may_ask_what_normalising_would_change_beside_not_doing_it(tiny):
    scales = [choice("none", normalisation="none"), choice("min-max", normalisation="min_max")]
    edition = tiny.edition(method={"normalisation": "none"})
    assert list(fitting.fitted(alternatives(preset=False, scale=scales), edition)[0].factors) == ["scale"]
    with pytest.raises(FrameworkError, match="'scale' perturbs a step that the method lacks"):
        fitting.fitted(alternatives(preset=False, scale=SCALES), edition)


def test_of_two_factors_that_do_not_go_together_a_preset_keeps_the_first(tiny):
    fit, dropped = fitting.fitted(alternatives(scale=SCALES, mean=PILLARS), tiny.edition())
    assert list(fit.factors) == ["scale"]
    assert dropped == (Dropped("mean", "inadmissible"),)


def test_what_a_preset_compares_alone_must_suit_the_edition(tiny):
    content = alternatives(mean=PILLARS).model_dump()
    content["one_at_a_time"] = [
        choice("to a target", normalisation="distance_to_target"),
        choice("equal", weighting="equal"),
    ]
    fit, _ = fitting.fitted(Alternatives.model_validate(content), tiny.edition())
    assert [item.label_en for item in fit.one_at_a_time] == ["equal"]


def test_what_changes_nothing_is_kept_as_a_finding_of_a_preset_and_refused_otherwise():
    found = [Dropped("limits", fitting.NO_EFFECT)]
    assert fitting.refuse_or_drop(found, alternatives()) == found
    with pytest.raises(
        MethodError, match=r"'limits' gives the same scores .* Remove it from params/alternatives/few\.yaml"
    ):
        fitting.refuse_or_drop(found, alternatives(preset=False))
