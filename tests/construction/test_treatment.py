import numpy as np
import pandas as pd
import pytest

from pipeline.construction import treatment
from pipeline.errors import MethodError
from pipeline.statistics import transformation
from pipeline.statistics import treatment as arrays

ONE = {"0": ("1",), "1": ("a", "b")}
ROLES = ("indicator", "pillar", "index")
SPIKE = (*range(1, 20), 500)  # twenty units, one far away


def edition(tiny, transformation_of_a="none", **method):
    return tiny.edition(
        tree=ONE,
        roles=ROLES,
        units=[f"U{number:02d}" for number in range(20)],
        nodes={"a": {"transformation": transformation_of_a}},
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


@pytest.mark.parametrize("name", ["log", "log1p", "reflected_log", "log_ct"])
def test_no_transformation_turns_a_direction(tiny, name):
    treated = treatment.treat(table(tiny), edition(tiny, name, outlier_rule="none"))
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
    row = treatment.summary(treated, ed).set_index("code").loc["a"]
    raw = np.array(SPIKE, dtype=float)[:, np.newaxis]
    assert row["skewness_raw"] == pytest.approx(float(arrays.skewness(raw)[0]))
    assert row["margin_skewness"] == pytest.approx(2.25 - row["skewness_raw"])
    assert row["margin_kurtosis"] == pytest.approx(3.5 - row["kurtosis_raw"])
    assert [row[f"outlying_{stage}"] for stage in ("raw", "transformed", "treated")] == [True, True, False]
    assert (row["n_winsorised"], row["fallback"], row["transformation"]) == (1, "", "none")


def test_the_summary_names_the_fallback_that_was_taken(tiny):
    ed = edition(tiny, winsorise_max_share=0.0, outlier_fallback="log_ct")
    summary = treatment.summary(treatment.treat(table(tiny), ed), ed).set_index("code")
    assert summary["fallback"].to_dict() == {"a": "log_ct", "b": ""}


def test_the_summary_of_a_method_without_transformations_shows_none(tiny):
    ed = edition(tiny, "log", transformations="none")
    summary = treatment.summary(treatment.treat(table(tiny), ed), ed)
    assert summary["transformation"].tolist() == ["none", "none"]


def test_kurtosis_alone_trips_only_where_the_method_has_that_rule(tiny):
    spread = (-100, *range(-9, 9), 100)  # symmetric: kurtosis without skewness
    without = treatment.treat(table(tiny, spread), edition(tiny, winsorise_max_share=0.1))
    alone = treatment.treat(table(tiny, spread), edition(tiny, winsorise_max_share=0.1, kurtosis_alone_limit=3.5))
    assert without.n_points.tolist() == [0, 0]
    assert alone.n_points[0] > 0
