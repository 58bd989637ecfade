import typing

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.construction import treatment
from pipeline.errors import MethodError
from pipeline.framework.goalposts import Goalposts
from pipeline.framework.hierarchy import Transformation
from pipeline.framework.options import Treatment
from pipeline.statistics import skew_transformations, transformation
from pipeline.statistics import treatment as arrays

ONE = {"0": ("1",), "1": ("a", "b")}
ROLES = ("indicator", "pillar", "index")
SPIKE = (*range(1, 20), 500)  # twenty units, one far away
LOW_SPIKES = (1, 80, *range(482, 500))  # two far away at the other end
FALLBACKS = sorted(set(typing.get_args(Treatment.model_fields["outlier_fallback"].annotation)) - {"none"})
CODES = ["a", "b"]


def edition(tiny, transformation_of_a="none", a=None, **method):
    return tiny.edition(
        tree=ONE,
        roles=ROLES,
        units=[f"U{number:02d}" for number in range(20)],
        nodes={"a": {"transformation": transformation_of_a} | (a or {})},
        method={"transformations": "declared", "outlier_rule": "winsorise", **method},
    )


def table(tiny, a=SPIKE):
    return tiny.table({f"U{number:02d}": (value, number) for number, value in enumerate(a)}, codes="ab")


def test_an_outlier_is_drawn_in_to_its_neighbour_and_remembered(tiny):
    treated = treatment.treat(table(tiny), edition(tiny, winsorise_max_share=0.05))
    assert treated.values["a"].iloc[-1] == 19.0
    assert treated.n_points.tolist() == [1, 0]
    assert treated.cells().to_dict("records") == [{"unit_code": "U19", "code": "a", "before": 500.0, "after": 19.0}]


def test_an_indicator_that_is_not_skewed_is_untouched(tiny):
    treated = treatment.treat(table(tiny), edition(tiny, winsorise_max_share=0.05))
    np.testing.assert_array_equal(treated.values["b"], treated.raw["b"])


def test_the_cap_is_a_share_of_the_units_rounded_down(tiny):
    two_spikes = (*range(1, 19), 400, 500)
    capped = treatment.treat(table(tiny, two_spikes), edition(tiny, winsorise_max_share=0.099))
    free = treatment.treat(table(tiny, two_spikes), edition(tiny, winsorise_max_share=0.1))
    assert capped.n_points.tolist() == [0, 0]
    assert free.n_points.tolist() == [2, 0]
    assert free.values["a"].tail(3).tolist() == [18.0, 18.0, 18.0]


def test_where_winsorising_is_not_enough_the_column_may_take_a_logarithm(tiny):
    two_spikes = (*range(1, 19), 400, 500)
    treated = treatment.treat(
        table(tiny, two_spikes), edition(tiny, winsorise_max_share=0.05, outlier_fallback="log_ct")
    )
    expected = transformation.log_ct(np.array(two_spikes, dtype=float)[:, np.newaxis])[:, 0]
    np.testing.assert_array_equal(treated.values["a"], expected)
    assert treated.fallback.tolist() == [True, False]


def test_a_declared_transformation_comes_before_the_trigger(tiny):
    treated = treatment.treat(table(tiny), edition(tiny, "log", winsorise_max_share=0.05))
    np.testing.assert_allclose(treated.transformed["a"], np.log(SPIKE), rtol=1e-12)
    assert treated.n_points.tolist() == [0, 0]


def test_a_method_without_transformations_takes_none(tiny):
    treated = treatment.treat(table(tiny), edition(tiny, "log", transformations="none", outlier_rule="none"))
    pd.testing.assert_frame_equal(treated.values, table(tiny))


def test_without_an_outlier_rule_nothing_is_drawn_in(tiny):
    treated = treatment.treat(table(tiny), edition(tiny, outlier_rule="none"))
    pd.testing.assert_frame_equal(treated.values, table(tiny))
    assert not treated.winsorised.to_numpy().any()
    assert treated.cells().empty


def test_a_logarithm_of_zero_is_refused_with_the_indicator(tiny):
    with pytest.raises(MethodError, match=r"treatment: .*columns: 0 is a, 1 is b"):
        treatment.treat(table(tiny, (0, *SPIKE[1:])), edition(tiny, "log"))


@pytest.mark.parametrize("name", typing.get_args(Transformation))
@pytest.mark.parametrize("direction", [1, -1])
def test_no_transformation_turns_a_direction(tiny, name, direction):
    turned = edition(tiny, name, a={"direction": direction}, outlier_rule="none")
    treated = treatment.treat(table(tiny), turned)
    assert (np.diff(treated.values["a"]) > 0).all()


@pytest.mark.parametrize("name", FALLBACKS)
@pytest.mark.parametrize("direction", [1, -1])
@pytest.mark.parametrize("values", [SPIKE, LOW_SPIKES])
@pytest.mark.parametrize("reflect", [True, False])
def test_no_fallback_turns_a_direction(tiny, name, direction, values, reflect):
    options = {"winsorise_max_points": 0, "outlier_fallback": name, "reflect_left_skew": reflect}
    treated = treatment.treat(table(tiny, values), edition(tiny, a={"direction": direction}, **options))
    assert treated.fallback.tolist() == [True, False]
    assert (np.diff(treated.values["a"]) > 0).all()


def test_missing_stays_missing(tiny):
    values = table(tiny)
    values.loc["U03", "a"] = np.nan
    treated = treatment.treat(values, edition(tiny, winsorise_max_share=0.1))
    assert treated.values.isna().to_numpy().sum() == 1
    assert not treated.winsorised.loc["U03", "a"]


def test_the_table_agrees_with_the_array(toy):
    options = toy.edition.method.treatment
    limits = {
        "skewness_limit": options.skewness_limit,
        "kurtosis_limit": options.kurtosis_limit,
        "kurtosis_alone_limit": options.kurtosis_alone_limit,
    }
    columns = [
        transformation.TRANSFORMATIONS[toy.edition.framework.node(code).transformation](
            column.to_numpy()[:, np.newaxis]
        )
        for code, column in toy.imputed.values.items()
    ]
    by_hand = arrays.winsorise(np.hstack(columns), max_points=len(toy.units) // 10, **limits)
    np.testing.assert_allclose(toy.treated.values, by_hand.values, rtol=1e-12)


def test_the_summary_shows_skewness_and_margin_at_every_stage(tiny):
    ed = edition(tiny, winsorise_max_share=0.05)
    treated = treatment.treat(table(tiny), ed)
    row = treatment.summary(treated).set_index("code").loc["a"]
    raw = np.array(SPIKE, dtype=float)[:, np.newaxis]
    assert row["skewness_raw"] == pytest.approx(float(arrays.skewness(raw)[0]))
    assert row["margin_skewness"] == pytest.approx(2.25 - row["skewness_raw"])
    assert row["margin_kurtosis"] == pytest.approx(3.5 - row["kurtosis_raw"])
    assert [row[f"outlying_{stage}"] for stage in ("raw", "transformed", "treated")] == [True, True, False]
    assert (row["n_winsorised"], row["fallback"], row["transformation"]) == (1, "", "none")


def test_the_summary_names_the_fallback_that_was_taken(tiny):
    ed = edition(tiny, winsorise_max_share=0.0, outlier_fallback="log_ct")
    summary = treatment.summary(treatment.treat(table(tiny), ed)).set_index("code")
    assert summary["fallback"].to_dict() == {"a": "log_ct", "b": ""}


def test_the_summary_of_a_method_without_transformations_shows_none(tiny):
    ed = edition(tiny, "log", transformations="none")
    summary = treatment.summary(treatment.treat(table(tiny), ed))
    assert summary["transformation"].tolist() == ["none", "none"]


def test_kurtosis_alone_trips_only_where_the_method_has_that_rule(tiny):
    spread = (-100, *range(-9, 9), 100)  # symmetric: kurtosis without skewness
    without = treatment.treat(table(tiny, spread), edition(tiny, winsorise_max_share=0.1))
    alone = treatment.treat(table(tiny, spread), edition(tiny, winsorise_max_share=0.1, kurtosis_alone_limit=3.5))
    assert without.n_points.tolist() == [0, 0]
    assert alone.n_points[0] > 0


def test_a_count_takes_the_place_of_the_share(tiny):
    two_spikes = table(tiny, (*range(1, 19), 400, 500))
    by_count = treatment.treat(two_spikes, edition(tiny, winsorise_max_share=0.0, winsorise_max_points=2))
    assert by_count.n_points.tolist() == [2, 0]


@pytest.mark.parametrize(("share", "n_units", "points"), [(0.0376, 133, 5), (0.0376, 63, 2), (0.29, 100, 29)])
def test_the_share_is_rounded_down_but_not_by_the_rounding_of_a_float(tiny, share, n_units, points):
    options = edition(tiny, winsorise_max_points=None).method.treatment.model_copy(
        update={"winsorise_max_share": share}
    )
    assert treatment.max_points(options, n_units) == points  # 0.29 times 100 is 28.999999999999996


def test_the_fallback_counts_from_the_other_end_where_the_tail_is_to_the_left(tiny):
    options = {"winsorise_max_points": 0, "outlier_fallback": "square_root"}
    reflected = treatment.treat(table(tiny, LOW_SPIKES), edition(tiny, reflect_left_skew=True, **options))
    plain = treatment.treat(table(tiny, LOW_SPIKES), edition(tiny, reflect_left_skew=False, **options))
    np.testing.assert_allclose(reflected.values["a"], -np.sqrt(500.0 - np.array(LOW_SPIKES)))
    np.testing.assert_allclose(plain.values["a"], np.sqrt(LOW_SPIKES))
    before = treatment.summary(plain)
    assert treatment.summary(reflected)["reflected"].tolist() == [True, False]
    assert before["reflected"].tolist() == [False, False]
    assert before["skewness_treated"][0] < before["skewness_transformed"][0]  # worse


def test_the_form_of_the_gii_for_bads_counts_from_the_other_end_already(tiny):
    options = {"winsorise_max_points": 0, "outlier_fallback": "gii_log", "reflect_left_skew": True}
    bad = treatment.treat(table(tiny, LOW_SPIKES), edition(tiny, a={"direction": -1}, **options))
    good = treatment.treat(table(tiny, LOW_SPIKES), edition(tiny, **options))
    by_hand = skew_transformations.gii_log(table(tiny, LOW_SPIKES).to_numpy(), direction=np.array([-1, 1]), factor=1.0)
    np.testing.assert_allclose(bad.values["a"], by_hand[:, 0], rtol=1e-12)
    np.testing.assert_allclose(good.values["a"], by_hand[:, 0], rtol=1e-12)
    assert (treatment.summary(bad)["reflected"][0], treatment.summary(good)["reflected"][0]) == (False, True)


def test_shares_are_multiplied_before_the_logarithm_of_the_gii(tiny):
    shares = tuple(value / 1000 for value in SPIKE)
    treated = treatment.treat(table(tiny, shares), edition(tiny, "gii_log", gii_log_factor=1000, outlier_rule="none"))
    np.testing.assert_allclose(treated.values["a"], np.log(499 * (np.array(SPIKE) - 1) / 499 + 1), rtol=1e-12)
    assert treatment.summary(treated)["factor"].tolist()[0] == 1000


@pytest.mark.parametrize(("name", "value"), [("log", 0.0), ("square_root", -1.0), ("box_cox", 0.0)])
def test_a_fallback_that_the_values_do_not_admit_is_refused_with_the_indicator(tiny, name, value):
    values = table(tiny, (value, *SPIKE[1:]))[["b", "a"]]
    with pytest.raises(MethodError, match=r"treatment, outlier_fallback: .* columns \[0\] \(columns: 0 is a\)"):
        treatment.treat(values, edition(tiny, winsorise_max_points=0, outlier_fallback=name))


def test_a_refused_transformation_names_the_right_column(tiny):
    values = table(tiny, (0, *SPIKE[1:]))[["b", "a"]]
    with pytest.raises(MethodError, match=r"columns \[1\] \(columns: 0 is b, 1 is a\)"):
        treatment.treat(values, edition(tiny, "log"))


def test_tied_extremes_are_drawn_in_together_and_said(tiny):
    tied = table(tiny, (*range(1, 19), 500, 500))
    together = treatment.summary(treatment.treat(tied, edition(tiny, winsorise_max_points=2))).iloc[0]
    too_many = treatment.summary(treatment.treat(tied, edition(tiny, winsorise_max_points=1))).iloc[0]
    alone = treatment.summary(treatment.treat(table(tiny), edition(tiny, winsorise_max_points=1))).iloc[0]
    assert (together["n_winsorised"], together["n_tied"]) == (2, 2)
    assert (too_many["n_winsorised"], too_many["n_tied"], too_many["outlying_treated"]) == (0, 2, True)
    assert (alone["n_winsorised"], alone["n_tied"]) == (1, 0)


def test_the_summary_shows_the_constants_that_were_taken(tiny):
    found = treatment.summary(treatment.treat(table(tiny), edition(tiny, "log_ct", outlier_rule="none"))).iloc[0]
    assert (found["constant_low"], found["constant_high"]) == (1.0, 500.0)
    assert np.isnan(found["power"])
    powered = treatment.summary(treatment.treat(table(tiny), edition(tiny, "box_cox", outlier_rule="none")))
    assert np.isfinite(powered["power"]).tolist() == [True, False]


@pytest.mark.parametrize("fallback", ["none", *FALLBACKS])
def test_a_batch_is_its_loop(tiny, fallback):
    ed = edition(tiny, "log_ct", winsorise_max_points=1, outlier_fallback=fallback)
    rng = np.random.default_rng(3)
    batch = rng.integers(1, 60, size=(6, 20, 2)).astype(float)
    batch[1, :, 1], batch[2, :, 1], batch[3, :, 1] = SPIKE, LOW_SPIKES, (*range(1, 19), 400, 500)
    batch[4, 0, 1] = np.nan
    before = batch.copy()
    units = list(table(tiny).index)
    together = treatment.treat_batch(batch, CODES, ed)
    alone = [treatment.treat(pd.DataFrame(own, index=units, columns=CODES), ed).values for own in batch]
    np.testing.assert_array_equal(together, alone)
    np.testing.assert_array_equal(batch, before)
    np.testing.assert_array_equal(np.isnan(together), np.isnan(batch))


@given(order=st.permutations(range(20)), fallback=st.sampled_from(["none", *FALLBACKS]), points=st.integers(0, 2))
def test_the_order_of_units_does_not_matter(tiny, order, fallback, points):
    ed = edition(tiny, winsorise_max_points=points, outlier_fallback=fallback)
    values = table(tiny, (*range(1, 18), 400, 500, 500))
    straight, turned = treatment.treat(values, ed), treatment.treat(values.iloc[list(order)], ed)
    # powers are estimated by sums in another order
    np.testing.assert_allclose(turned.values.loc[values.index], straight.values, rtol=1e-9)


def stored(tiny, name="log_ct", *, normalisation="goalposts", **post):
    """The edition above with goalposts from a panel in which indicator a lay between 0 and 1000."""
    own = edition(tiny, name, outlier_rule="none", normalisation="min_max")
    usual = {"low": 0.0, "high": 1.0, "value_low": 0.0, "value_high": 1000.0}
    posts = {
        "name": "panel",
        "editions": ("one", "two"),
        "method": "nominal",
        "goalposts": {"a": {"transformation": name, **usual, **post}, "b": {"transformation": "none", **usual}},
    }
    method = own.method.replace({"normalisation": normalisation})
    return own.model_copy(update={"goalposts": Goalposts.model_validate(posts), "method": method})


def test_with_stored_goalposts_constants_come_from_the_panel(tiny):
    treated = treatment.treat(table(tiny), stored(tiny))
    np.testing.assert_allclose(treated.values["a"], np.log(np.array(SPIKE) + 10.0), rtol=1e-12)  # 1 % of 1000


def test_stored_goalposts_are_not_read_by_another_normalisation(tiny):
    treated = treatment.treat(table(tiny), stored(tiny, normalisation="min_max"))
    np.testing.assert_allclose(treated.values["a"].iloc[0], np.log(4.99))  # 1 % of 499


def test_stored_goalposts_on_another_scale_are_refused(tiny):
    with pytest.raises(MethodError, match="'panel' lie on another scale.*'a' has transformation 'log_ct', .* 'log'"):
        treatment.treat(table(tiny), stored(tiny, transformation="log"))


def test_stored_goalposts_of_an_estimated_power_need_it(tiny):
    with pytest.raises(MethodError, match="'a' has transformation 'box_cox', and its goalposts no power"):
        treatment.treat(table(tiny), stored(tiny, "box_cox"))
    treated = treatment.treat(table(tiny), stored(tiny, "box_cox", power=0.5))
    np.testing.assert_allclose(treated.values["a"], 2 * (np.sqrt(SPIKE) - 1), rtol=1e-12)


def test_a_value_too_far_beyond_stored_bounds_is_held_there_and_counted(tiny):
    values = table(tiny, (-50, -5, *SPIKE[2:]))
    treated = treatment.treat(values, stored(tiny))
    np.testing.assert_allclose(treated.values["a"].iloc[:2], np.log([10.0, 5.0]), rtol=1e-12)
    assert treatment.summary(treated)["n_beyond"].tolist() == [1, 0]  # -5 has a logarithm: 1 % of the range is added
    with pytest.raises(MethodError, match="values above its minimum; found less"):
        treatment.treat(values, stored(tiny, normalisation="scaled"))  # no truncation: the score would change
