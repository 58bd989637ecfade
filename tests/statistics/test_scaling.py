"""Scaling: scores from numbers fixed beforehand, and from the best value."""

from __future__ import annotations

import pathlib

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from pipeline.statistics import scaling

COINR = pathlib.Path(__file__).resolve().parents[2].parent / "shared" / "golden" / "coinr"
needs_coinr = pytest.mark.skipif(not COINR.is_dir(), reason="the golden tables of COINr are not beside the repository")
NAN = np.nan
GOOD, BAD = np.array([1]), np.array([-1])
LOW, HIGH = np.array([10.0, 10.0, 10.0]), np.array([40.0, 40.0, 40.0])


def goalposts(values, direction):
    return scaling.goalposts(values, direction=direction, low=LOW, high=HIGH, lower=1.0, upper=100.0)


def scaled(values, direction):
    return scaling.scaled(values, direction=direction, low=LOW, high=HIGH, factor=100.0)


def fraction_of_maximum(values, direction):
    return scaling.fraction_of_maximum(values, direction=direction, factor=100.0)


def column(*values: float):
    return np.array(values)[:, np.newaxis]


every = pytest.mark.parametrize("normalise", [goalposts, scaled, fraction_of_maximum])
directions_of_three = hnp.arrays(np.int64, 3, elements=st.sampled_from([-1, 1]))
tables = hnp.arrays(np.float64, (6, 3), elements=st.integers(1, 50) | st.just(np.nan))


def test_goalposts_score_a_quarter_of_the_way_and_its_rest_where_less_is_better():
    found = [
        scaling.goalposts(
            column(20.0, 30.0, 60.0), direction=d, low=np.array([20.0]), high=np.array([60.0]), lower=0.0, upper=100.0
        )
        for d in (GOOD, BAD)
    ]
    assert found[0].ravel().tolist() == [0.0, 25.0, 100.0]
    assert found[1].ravel().tolist() == [100.0, 75.0, 0.0]


def test_values_beyond_goalposts_get_their_end_and_are_named():
    values = np.array([[5.0, 10.0, 41.0], [NAN, 40.0, 9.0]])
    directions = np.array([1, 1, -1])
    np.testing.assert_array_equal(goalposts(values, directions), [[1.0, 1.0, 1.0], [NAN, 100.0, 100.0]])
    found = scaling.beyond_goalposts(values, low=LOW, high=HIGH)
    assert found.tolist() == [[True, False, True], [False, False, True]]


def test_goalposts_place_equal_values_like_any_others():
    assert goalposts(np.full((2, 3), 25.0), np.array([1, -1, 1])).tolist() == [[50.5] * 3] * 2


def test_the_life_expectancy_index_of_the_human_development_report():
    found = scaling.goalposts(
        column(83.2, 54.0), direction=GOOD, low=np.array([20.0]), high=np.array([85.0]), lower=0.0, upper=1.0
    )
    assert found.ravel() == pytest.approx([63.2 / 65, 34.0 / 65])


def test_a_scale_is_not_truncated():
    assert scaled(np.full((1, 3), 55.0), np.array([1, 1, -1])).tolist() == [[150.0, 150.0, -50.0]]


def test_a_factor_may_differ_between_indicators():
    found = scaling.scaled(
        np.full((1, 3), 25.0), direction=np.array([1, 1, 1]), low=LOW, high=HIGH, factor=np.array([1.0, 10.0, 100.0])
    )
    assert found.tolist() == [[0.5, 5.0, 50.0]]


def test_a_fraction_of_the_maximum_is_half_at_half_the_best_in_either_direction():
    values = np.array([[10.0, 10.0], [20.0, 20.0]])
    found = scaling.fraction_of_maximum(values, direction=np.array([1, -1]), factor=100.0)
    assert found.tolist() == [[50.0, 100.0], [100.0, 50.0]]


def test_a_loss_is_a_negative_fraction_of_the_greatest_profit():
    assert scaling.fraction_of_maximum(column(-5.0, 20.0), direction=GOOD, factor=1.0).ravel().tolist() == [-0.25, 1.0]


def test_equal_values_are_all_the_best():
    assert scaling.fraction_of_maximum(column(7.0, 7.0, NAN), direction=BAD, factor=1.0).ravel()[:2].tolist() == [1, 1]


@every
@settings(deadline=None, max_examples=40)
@given(values=tables, direction=directions_of_three)
def test_scores_are_missing_where_values_are_rise_with_merit_and_leave_their_inputs(normalise, values, direction):
    before = values.copy(), direction.copy()
    scores = normalise(values, direction)
    np.testing.assert_array_equal(np.isnan(scores), np.isnan(values))
    np.testing.assert_array_equal(values, before[0])
    np.testing.assert_array_equal(direction, before[1])
    ahead = direction * (values[:, np.newaxis] - values) > 0
    assert (scores[:, np.newaxis] >= scores)[ahead].all()


@every
@settings(deadline=None, max_examples=25)
@given(values=st.tuples(tables, tables), direction=directions_of_three, order=st.permutations(range(6)))
def test_a_batch_is_its_loop_and_the_order_of_units_does_not_matter(normalise, values, direction, order):
    together = normalise(np.stack(values), direction)
    np.testing.assert_array_equal(together, np.stack([normalise(table, direction) for table in values]))
    np.testing.assert_array_equal(normalise(values[0][order], direction), together[0][order])


@settings(deadline=None, max_examples=40)
@given(values=tables, direction=directions_of_three, a=st.sampled_from([0.001, 2.5, 1e6]), b=st.integers(-100, 100))
def test_an_affine_change_of_an_indicator_with_its_goalposts_changes_nothing(values, direction, a, b):
    options = {"direction": direction, "lower": 0.0, "upper": 100.0}
    found = scaling.goalposts(a * values + b, low=a * LOW + b, high=a * HIGH + b, **options)
    before = scaling.goalposts(values, low=LOW, high=HIGH, **options)
    np.testing.assert_allclose(found, before, atol=1e-6)  # rounding of a small product beside a large sum
    assert not ((found < 0.0) | (found > 100.0)).any()


@settings(deadline=None, max_examples=40)
@given(values=tables, direction=directions_of_three, a=st.sampled_from([1e-6, 3.0, 1e9]))
def test_a_fraction_stays_within_its_bounds_whatever_the_unit_of_measure(values, direction, a):
    found = fraction_of_maximum(values, direction)
    assert not ((found <= 0.0) | (found > 100.0 * (1 + 1e-15))).any()
    np.testing.assert_allclose(fraction_of_maximum(a * values, direction), found, rtol=1e-14)  # two roundings


def test_a_missing_goalpost_is_refused_by_its_column():
    with pytest.raises(ValueError, match=r"fixed goalposts need a low and a high; found none in columns \[1\]"):
        scaling.goalposts(
            np.ones((2, 2)),
            direction=np.array([1, 1]),
            low=np.array([0.0, NAN]),
            high=np.array([2.0, 2.0]),
            lower=0.0,
            upper=1.0,
        )


@pytest.mark.parametrize(("low", "high"), [(2.0, 2.0), (3.0, 2.0), (NAN, 2.0)])
def test_ends_without_low_below_high_are_refused_by_their_column(low, high):
    with pytest.raises(ValueError, match=r"low < high; found low at or above high, or none in columns \[0\]"):
        scaling.scaled(column(1.0), direction=GOOD, low=np.array([low]), high=np.array([high]), factor=1.0)


def test_a_factor_that_is_not_positive_is_refused():
    with pytest.raises(ValueError, match="a scale needs a factor above 0; found none"):
        scaling.scaled(column(1.0), direction=GOOD, low=np.array([0.0]), high=np.array([1.0]), factor=0.0)
    with pytest.raises(ValueError, match="a fraction of the maximum needs a factor above 0; found -1"):
        scaling.fraction_of_maximum(column(1.0), direction=GOOD, factor=-1.0)


def test_values_without_the_zero_of_a_ratio_are_refused_by_their_column():
    values = np.array([[-1.0, 1.0], [-2.0, 0.0]])
    with pytest.raises(ValueError, match=r"maximum above 0; found none in columns \[0\]"):
        scaling.fraction_of_maximum(values, direction=np.array([1, 1]), factor=1.0)
    with pytest.raises(ValueError, match=r"values above 0; found less in columns \[1\]"):
        scaling.fraction_of_maximum(np.abs(values), direction=np.array([1, -1]), factor=1.0)


@every
def test_an_unknown_direction_is_refused(normalise):
    with pytest.raises(ValueError, match=r"must be \+1 or -1"):
        normalise(np.ones((2, 3)), np.array([1, 0, 1]))


def coinr(name: str) -> pd.DataFrame:
    return pd.read_csv(COINR / f"{name}.csv", index_col="uCode", float_precision="round_trip")


def meta(columns) -> pd.DataFrame:
    return pd.read_csv(COINR / "norm_iMeta_table.csv", index_col="iCode", float_precision="round_trip").loc[columns]


def by_hand(low: float, high: float, direction):
    """Ends given by hand refer to turned data in COINr: [l, h] is [-h, -l] here where less is better."""
    return np.where(direction > 0, low, -high), np.where(direction > 0, high, -low)


def scaled_by_hand(low: float, high: float, factor: float):
    def normalise(values, direction):
        ends = by_hand(low, high, direction)
        return scaling.scaled(values, direction=direction, low=ends[0], high=ends[1], factor=factor)

    return normalise


def goalposts_by_hand(values, direction):
    low, high = by_hand(10.0, 80.0, direction)
    return scaling.goalposts(values, direction=direction, low=low, high=high, lower=0.0, upper=100.0)


def goalposts_turned_again(values, direction):
    low, high = by_hand(10.0, 80.0, direction)
    return scaling.goalposts(values, direction=-direction, low=low, high=high, lower=0.0, upper=1.0)


@needs_coinr
@pytest.mark.parametrize(
    ("source", "table", "normalise"),
    [
        ("example_Treated", "norm_n_goalposts_10_80_100", goalposts_by_hand),
        ("example_Treated", "norm_n_goalposts_dirm1", goalposts_turned_again),
        ("example_Treated", "norm_n_scaled_default", scaled_by_hand(0.0, 100.0, 100.0)),
        ("example_Treated", "norm_none", scaled_by_hand(0.0, 1.0, 1.0)),
        ("newcoin_Raw", "norm_rawNA_n_scaled", scaled_by_hand(0.0, 100.0, 100.0)),
    ],
)
def test_scores_are_those_of_coinr(source, table, normalise):
    """COINr 1.1.14, Normalise(f_n = ...), tables norm_n_* and norm_none on example_Treated, norm_rawNA_* on Raw."""
    values, expected = coinr(source), coinr(table)
    direction = meta(values.columns)["Direction"].to_numpy(dtype=np.int64)
    found = normalise(values.to_numpy(dtype=float), direction)
    np.testing.assert_allclose(found, expected[values.columns], rtol=1e-11, atol=1e-11)  # 1 - share there


@needs_coinr
def test_scores_by_the_parameters_of_the_metadata_are_those_of_coinr():
    """COINr 1.1.14, f_n_para = "use_iMeta", tables norm_iMeta_n_goalposts and norm_iMeta_n_scaled on newcoin_Raw."""
    values = coinr("newcoin_Raw")
    table, numbers = meta(values.columns), values.to_numpy(dtype=float)
    direction = table["Direction"].to_numpy(dtype=np.int64)
    low, high = (table[f"goalpost_{end}"].to_numpy() for end in ("lower", "upper"))
    found = scaling.goalposts(numbers, direction=direction, low=low, high=high, lower=0.0, upper=1.0)
    np.testing.assert_allclose(found, coinr("norm_iMeta_n_goalposts")[values.columns], rtol=1e-11, atol=1e-11)
    low, high = (table[f"scaled_{end}"].to_numpy() for end in ("lower", "upper"))
    found = scaling.scaled(numbers, direction=direction, low=low, high=high, factor=table["scale_factor"].to_numpy())
    np.testing.assert_allclose(found, coinr("norm_iMeta_n_scaled")[values.columns], rtol=1e-11, atol=1e-11)


@needs_coinr
@pytest.mark.parametrize(
    ("source", "table"), [("example_Treated", "norm_n_fracmax"), ("newcoin_Raw", "norm_rawNA_n_fracmax")]
)
def test_fractions_of_the_maximum_are_those_of_coinr_where_more_is_better(source, table):
    """COINr 1.1.14, n_fracmax. Where less is better it scores the worst highest: there ours is the reciprocal."""
    values, expected = coinr(source), coinr(table)[coinr(source).columns].to_numpy(dtype=float)
    direction = meta(values.columns)["Direction"].to_numpy(dtype=np.int64)
    numbers = values.to_numpy(dtype=float)
    ratio = np.nanmin(numbers, axis=0) > 0
    taken = (direction > 0) | ratio
    found = scaling.fraction_of_maximum(numbers[:, taken], direction=direction[taken], factor=1.0)
    good = direction[taken] > 0
    np.testing.assert_allclose(found[:, good], expected[:, taken][:, good], rtol=1e-13)
    np.testing.assert_allclose(found[:, ~good], 1.0 / expected[:, taken][:, ~good], rtol=1e-13)
    assert good.sum() == (direction > 0).sum()


@needs_coinr
@pytest.mark.parametrize(
    ("call", "normalise"),
    [
        ("n_scaled", scaled_by_hand(0.0, 100.0, 100.0)),
        ("n_scaled_m5_20_10", scaled_by_hand(-5.0, 20.0, 10.0)),
        ("n_goalposts_1_4_10_notrunc", scaled_by_hand(1.0, 4.0, 10.0)),
        ("n_goalposts_1_4_10", "goalposts"),
        ("n_goalposts_1_4_10_neg", "goalposts"),
        ("n_fracmax", scaling.fraction_of_maximum),
    ],
)
def test_scores_of_vectors_are_those_of_coinr(call, normalise):
    """COINr 1.1.14 vectors; n_fracmax of all_neg, whose maximum is below 0, is refused here."""
    vectors = pd.read_csv(COINR / "vectors_in.csv", float_precision="round_trip").groupby("vec")["x"]
    calls = pd.read_csv(COINR / "vectors_out.csv", na_values=["NaN"], low_memory=False)
    expected = calls[calls["fn"] == call].groupby("vec")["value"]
    ends = {"low": np.array([1.0]), "high": np.array([4.0]), "lower": 0.0, "upper": 10.0}
    for name, vector in vectors:
        values = vector.to_numpy()[:, np.newaxis]
        if normalise == "goalposts":
            found = scaling.goalposts(values, direction=BAD if call.endswith("neg") else GOOD, **ends)
        elif normalise is scaling.fraction_of_maximum:
            if name == "all_neg":
                continue
            found = scaling.fraction_of_maximum(values, direction=GOOD, factor=1.0)
        else:
            found = normalise(values, GOOD)
        np.testing.assert_allclose(
            found.ravel(), expected.get_group(name).astype(float), rtol=1e-12, atol=1e-14, err_msg=str(name)
        )
