"""What declared alternatives come to on the data, and what is refused."""

import pytest

from pipeline.construction.ground import Ground
from pipeline.construction.perturbation import Engine
from pipeline.errors import MethodError


def choice(label, *, drawn=False, **changes):
    return {"label_vi": label, "label_en": label, "set": changes, "drawn": drawn}


def engine(tiny, *, preset=False, weights=(), method=None, values=None, nodes=None, more=None, **factors):
    named = {name: {"name_vi": name, "name_en": name, "choices": choices} for name, choices in factors.items()}
    alternatives = {"preset": preset, "weights": list(weights), "weight_samples": 32, "factors": named, **(more or {})}
    edition = tiny.edition(alternatives=alternatives, method=method, nodes=nodes)
    values = tiny.long(tiny.table()) if values is None else values
    return Engine(Ground(values, tiny.nothing_earlier(), tuple(tiny.table().index)), edition, seed=0)


SCALE = [choice("min-max", normalisation="min_max"), choice("percentile", normalisation="percentile_rank")]
MISSING = [choice("none", imputation="none"), choice("median", imputation="median")]
POWER = [choice("half", power=0.5), choice("whole", power=1.0)]


def test_a_factor_of_the_edition_that_changes_nothing_is_refused_by_name(tiny):
    with pytest.raises(MethodError, match="'missing' gives the same scores on these data with each of its choices"):
        _ = engine(tiny, missing=MISSING, scale=SCALE).factors


def test_the_same_factor_of_a_preset_is_dropped_and_remembered(tiny):
    own = engine(tiny, preset=True, missing=MISSING, scale=SCALE)
    assert own.factors == ["scale"]
    assert [(item.subject, item.reason) for item in own.dropped] == [("missing", "no_effect")]
    assert list(own.edition.alternatives.factors) == ["scale"]
    assert own.draw(5).choices.shape == (5, 1)


def test_a_number_that_no_function_uses_is_no_factor(tiny):
    assert engine(tiny, preset=True, power=POWER).factors == []
    assert engine(tiny, preset=True, power=POWER, method={"aggregation": "power"}).factors == ["power"]


def test_where_something_is_missing_imputation_is_a_factor(tiny):
    table = tiny.table()
    table.loc["U1", "2.1.2"] = float("nan")
    assert engine(tiny, missing=MISSING, values=tiny.long(table)).factors == ["missing"]


def test_a_choice_that_gives_the_scores_of_another_counts_once(tiny):
    again = [*SCALE, choice("min-max again", normalisation="min_max", scale_low=0.0)]
    again = [{**item, "set": {"scale_low": 0.0, **item["set"]}} for item in again]
    own = engine(tiny, scale=again)
    assert [(item.factor, item.choice.label_en, item.same_as.label_en) for item in own.duplicates] == [
        ("scale", "min-max again", "min-max")
    ]
    assert set(own.draw(200).choices[:, 0]) == {0, 1}


def test_choices_that_differ_with_one_choice_of_another_factor_are_no_duplicates(tiny):
    table = tiny.table()
    table.loc["U1", "2.1.2"] = float("nan")
    origin = {("U2", "2.1.1"): "earlier_year"}
    years = [choice("used", use_earlier_years=True), choice("blank", use_earlier_years=False)]
    own = engine(tiny, years=years, missing=MISSING, values=tiny.long(table, origin=origin))
    assert own.duplicates == ()


def test_weights_that_cannot_be_drawn_are_refused_of_the_edition_and_dropped_of_a_preset(tiny):
    noise, alone = {"level": 3, "concentration": 47, "name": "pillars"}, {"1": {"weight": 0}}
    with pytest.raises(MethodError, match="'pillars' draws weights where no node has a sibling that counts"):
        _ = engine(tiny, weights=[noise], nodes=alone, scale=SCALE).factors
    own = engine(tiny, preset=True, weights=[noise], nodes=alone, scale=SCALE)
    assert own.factors == ["scale"]
    assert [(item.subject, item.reason) for item in own.dropped] == [("pillars", "no_siblings")]


def test_survey_error_needs_a_source_that_states_one(tiny):
    with pytest.raises(MethodError, match="'survey_error' needs a source that states a standard error"):
        _ = engine(tiny, scale=SCALE, more={"error_samples": 8}).factors
    own = engine(tiny, preset=True, scale=SCALE, more={"error_samples": 8})
    assert [(item.subject, item.reason) for item in own.dropped] == [("survey_error", "no_standard_error")]


def test_a_preset_of_which_nothing_applies_draws_the_nominal_ranks(tiny):
    own = engine(tiny, preset=True, missing=MISSING)
    assert own.factors == []
    assert (own.ranks(own.draw(7)) == own.one({})).all()


def test_an_indicator_of_weight_zero_is_never_the_one_left_out(tiny):
    own = engine(tiny, nodes={"2.1.2": {"weight": 0}}, more={"leave_out_indicators": True})
    assert own.factors == ["indicators"]
    assert set(own.draw(300).left_out) == {-1, 0, 1, 2, 3}
