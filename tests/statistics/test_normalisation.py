"""Normalisation: from values to scores, and the turning of directions."""

from __future__ import annotations

import pathlib

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from pipeline.statistics import normalisation

COINR = pathlib.Path(__file__).resolve().parents[2].parent / "shared" / "golden" / "coinr"
needs_coinr = pytest.mark.skipif(not COINR.is_dir(), reason="the golden tables of COINr are not beside the repository")
NAN = np.nan
GOOD, BAD = np.array([1]), np.array([-1])


def min_max(values, direction):
    return normalisation.min_max(values, direction=direction, lower=1.0, upper=100.0, zero_range="middle")


def z_score(values, direction):
    return normalisation.z_score(values, direction=direction, mean=50.0, sd=10.0, zero_range="middle")


def percentile_rank(values, direction):
    return normalisation.percentile_rank(values, direction=direction, lower=0.0, upper=100.0)


def column(*values: float):
    return np.array(values)[:, np.newaxis]


every = pytest.mark.parametrize("normalise", [min_max, z_score, percentile_rank])
directions = hnp.arrays(np.int64, 3, elements=st.sampled_from([-1, 1]))
tables = hnp.arrays(np.float64, (6, 3), elements=st.integers(-50, 50) | st.just(np.nan)).filter(
    lambda x: ((~np.isnan(x)).sum(axis=0) != 1).all()
)


def test_a_quarter_of_the_way_up_scores_twenty_five():
    scores = normalisation.min_max(column(20.0, 30.0, 60.0), direction=GOOD, lower=0.0, upper=100.0)
    assert scores.ravel().tolist() == [0.0, 25.0, 100.0]


def test_a_quarter_of_the_way_up_scores_seventy_five_where_less_is_better():
    scores = normalisation.min_max(column(20.0, 30.0, 60.0), direction=BAD, lower=0.0, upper=100.0)
    assert scores.ravel().tolist() == [100.0, 75.0, 0.0]


def test_the_scale_may_start_at_one():
    scores = normalisation.min_max(column(0.0, 1.0, 2.0), direction=GOOD, lower=1.0, upper=100.0)
    assert scores.ravel().tolist() == [1.0, 50.5, 100.0]


def test_values_beyond_goalposts_get_the_end_of_the_scale():
    low, high = np.array([20.0]), np.array([60.0])
    values = column(10.0, 30.0, 90.0)
    scores = normalisation.min_max(values, direction=BAD, lower=0.0, upper=100.0, low=low, high=high)
    assert scores.ravel().tolist() == [100.0, 75.0, 0.0]


def test_an_indicator_without_goalposts_takes_the_range_of_its_data():
    values = np.array([[1.0, 30.0], [3.0, 60.0]])
    low, high = np.array([NAN, 20.0]), np.array([NAN, 60.0])
    scores = normalisation.min_max(values, direction=np.array([1, 1]), lower=0.0, upper=100.0, low=low, high=high)
    assert scores.tolist() == [[0.0, 25.0], [100.0, 100.0]]


def test_one_goalpost_may_be_given_and_the_other_taken_from_the_data():
    scores = normalisation.min_max(column(10.0, 40.0), direction=GOOD, lower=0.0, upper=100.0, low=np.array([0.0]))
    assert scores.ravel().tolist() == [25.0, 100.0]


def test_goalposts_place_even_a_single_value():
    low, high = np.array([0.0]), np.array([10.0])
    scores = normalisation.min_max(column(5.0, 5.0), direction=GOOD, lower=0.0, upper=100.0, low=low, high=high)
    assert scores.ravel().tolist() == [50.0, 50.0]


def test_goalposts_may_differ_between_replicates():
    values = np.array([[5.0], [10.0]])
    low, high = np.array([[0.0], [5.0]]), np.array([[10.0], [15.0]])
    scores = normalisation.min_max(values, direction=GOOD, lower=0.0, upper=100.0, low=low, high=high)
    assert scores[..., 0].tolist() == [[50.0, 100.0], [0.0, 50.0]]


def test_a_z_score_has_the_mean_and_standard_deviation_that_were_asked_for():
    scores = z_score(column(1.0, 2.0, 6.0, NAN), GOOD)
    assert np.nanmean(scores) == pytest.approx(50.0)
    assert np.nanstd(scores, ddof=1) == pytest.approx(10.0)


def test_a_z_score_counts_standard_deviations_from_the_mean_and_turns_a_bad():
    assert z_score(column(1.0, 2.0, 3.0), GOOD).ravel().tolist() == [40.0, 50.0, 60.0]  # the SD of 1, 2, 3 is 1
    assert z_score(column(1.0, 2.0, 3.0), BAD).ravel().tolist() == [60.0, 50.0, 40.0]


def test_a_percentile_rank_is_the_share_of_the_others_left_behind():
    assert percentile_rank(column(7.0, 1.0, 9.0, 5.0, 3.0), GOOD).ravel().tolist() == [75.0, 0.0, 100.0, 50.0, 25.0]


def test_a_percentile_rank_shares_a_tie_and_does_not_count_blanks():
    scores = percentile_rank(column(7.0, 7.0, NAN, 1.0), GOOD).ravel()
    np.testing.assert_array_equal(scores, [75.0, 75.0, NAN, 0.0])  # average rank 2.5 of 3


def test_percentile_ranks_of_equal_values_are_the_middle():
    assert percentile_rank(column(7.0, 7.0, 7.0), BAD).ravel().tolist() == [50.0, 50.0, 50.0]


def test_an_unnormalised_good_stays_as_it_is():
    values = np.array([[4.5, NAN]])
    scores = normalisation.none(values, direction=np.array([1, 1]))
    np.testing.assert_array_equal(scores, values)
    assert scores is not values


def test_a_bad_cannot_stay_unnormalised():
    with pytest.raises(ValueError, match=r"bad cannot stay unnormalised.* in columns \[1\]"):
        normalisation.none(np.array([[1.0, 2.0]]), direction=np.array([1, -1]))


@every
def test_an_indicator_without_values_stays_without_scores(normalise):
    assert np.isnan(normalise(column(NAN, NAN), GOOD)).all()


@pytest.mark.parametrize(("normalise", "middle"), [(min_max, 50.5), (z_score, 50.0), (percentile_rank, 50.0)])
@pytest.mark.parametrize("direction", [GOOD, BAD])
def test_zero_range_may_be_given_the_middle_and_a_blank_stays_blank(normalise, middle, direction):
    np.testing.assert_array_equal(normalise(column(0.1, 0.1, 0.1, NAN), direction).ravel(), [middle] * 3 + [NAN])


@every
@settings(deadline=None, max_examples=50)
@given(values=tables, direction=directions)
def test_scores_are_missing_exactly_where_values_are_and_inputs_stay(normalise, values, direction):
    before = values.copy(), direction.copy()
    scores = normalise(values, direction)
    np.testing.assert_array_equal(np.isnan(scores), np.isnan(values))
    np.testing.assert_array_equal(values, before[0])
    np.testing.assert_array_equal(direction, before[1])


@every
@settings(deadline=None, max_examples=50)
@given(values=tables, direction=directions)
def test_more_is_better_after_normalisation_in_the_sense_of_the_direction(normalise, values, direction):
    scores = normalise(values, direction)
    ahead = direction * (values[:, np.newaxis] - values) > 0
    assert (scores[:, np.newaxis] > scores)[ahead].all()


@every
@settings(deadline=None, max_examples=50)
@given(values=tables, direction=directions, order=st.permutations(range(6)))
def test_the_order_of_units_does_not_matter(normalise, values, direction, order):
    np.testing.assert_array_equal(normalise(values[order], direction), normalise(values, direction)[order])


@every
@settings(deadline=None, max_examples=25)
@given(values=st.tuples(tables, tables), direction=directions)
def test_a_batch_is_its_loop(normalise, values, direction):
    together = normalise(np.stack(values), direction)
    np.testing.assert_array_equal(together, np.stack([normalise(table, direction) for table in values]))


@settings(deadline=None, max_examples=100)
@given(
    values=hnp.arrays(np.float64, (5, 2), elements=st.floats(-1e6, 1e6).map(lambda x: round(x, 3)) | st.just(np.nan)),
    lower=st.sampled_from([0.0, 0.1, 1.0]),
    width=st.sampled_from([0.2, 1.0, 99.0]),
)
def test_scores_never_leave_the_scale_by_rounding(values, lower, width):
    upper = lower + width
    direction = np.array([1, -1])
    scores = normalisation.min_max(values, direction=direction, lower=lower, upper=upper, zero_range="middle")
    assert not ((scores < lower) | (scores > upper)).any()


@pytest.mark.parametrize("values", [column(3.0, 3.0), column(NAN, 3.0)])
def test_zero_range_is_refused_by_its_column(values):
    table = np.hstack([column(1.0, 2.0), values])
    direction = np.array([1, 1])
    with pytest.raises(ValueError, match=r"min-max needs values that differ; found one value only in columns \[1\]"):
        normalisation.min_max(table, direction=direction, lower=0.0, upper=100.0)
    with pytest.raises(ValueError, match=r"z-score needs values that differ; found one value only in columns \[1\]"):
        normalisation.z_score(table, direction=direction, mean=0.0, sd=1.0)


def test_a_percentile_rank_of_a_single_value_is_refused_by_its_column():
    with pytest.raises(ValueError, match=r"at least two observed values; found one in columns \[0\]"):
        percentile_rank(column(NAN, 3.0), GOOD)


@pytest.mark.parametrize(("low", "high"), [(40.0, 40.0), (60.0, 20.0)])
@pytest.mark.parametrize("zero_range", ["error", "middle"])
def test_goalposts_without_low_below_high_are_refused_by_their_column(low, high, zero_range):
    with pytest.raises(ValueError, match=r"goalposts need low < high; .* in columns \[0\]"):
        normalisation.min_max(
            column(1.0, 2.0),
            direction=GOOD,
            lower=0.0,
            upper=100.0,
            low=np.array([low]),
            high=np.array([high]),
            zero_range=zero_range,
        )


def test_a_scale_upside_down_is_refused():
    with pytest.raises(ValueError, match=r"lower < upper; found lower=100.0, upper=0.0"):
        normalisation.min_max(column(1.0, 2.0), direction=GOOD, lower=100.0, upper=0.0)


def test_a_target_standard_deviation_that_is_not_positive_is_refused():
    with pytest.raises(ValueError, match="target sd above 0; found 0"):
        normalisation.z_score(column(1.0, 2.0), direction=GOOD, mean=0.0, sd=0.0)


@every
def test_a_direction_that_is_neither_up_nor_down_is_refused_by_its_column(normalise):
    with pytest.raises(ValueError, match=r"must be \+1 or -1; found another number in columns \[0\]"):
        normalise(column(1.0, 2.0), np.array([0]))


@every
def test_a_number_of_directions_that_does_not_fit_is_refused(normalise):
    with pytest.raises(ValueError, match=r"each of 1 columns; found shape \(2,\)"):
        normalise(column(1.0, 2.0), np.array([1, 1]))


def coinr(name: str) -> pd.DataFrame:
    return pd.read_csv(COINR / f"{name}.csv", index_col="uCode", float_precision="round_trip")


def z_score_0_1(values, direction):
    return normalisation.z_score(values, direction=direction, mean=0.0, sd=1.0)


def z_score_10_2(values, direction):
    return normalisation.z_score(values, direction=direction, mean=10.0, sd=2.0)


def min_max_0_100(values, direction):
    return normalisation.min_max(values, direction=direction, lower=0.0, upper=100.0)


def percentile_rank_0_1(values, direction):
    return normalisation.percentile_rank(values, direction=direction, lower=0.0, upper=1.0)


def goalposts_on_turned_data(values, direction):
    """Goalposts 10 and 80 of the turned data, as COINr takes those passed by hand: for a bad, -80 and -10 here."""
    low, high = np.where(direction > 0, 10.0, -80.0), np.where(direction > 0, 80.0, -10.0)
    return normalisation.min_max(values, direction=direction, lower=0.0, upper=100.0, low=low, high=high)


@needs_coinr
@pytest.mark.parametrize(
    ("source", "table", "normalise"),
    [
        ("example_Treated", "norm_n_minmax_0_100", min_max_0_100),
        ("example_Treated", "norm_n_minmax_1_100", min_max),
        ("example_Treated", "norm_n_zscore_0_1", z_score_0_1),
        ("example_Treated", "norm_n_zscore_10_2", z_score_10_2),
        ("example_Treated", "norm_n_prank_average", percentile_rank_0_1),
        ("example_Treated", "norm_n_goalposts_10_80_100", goalposts_on_turned_data),
        ("newcoin_Raw", "norm_rawNA_n_minmax", min_max_0_100),
        ("newcoin_Raw", "norm_rawNA_n_zscore", z_score_0_1),
    ],
)
def test_scores_are_those_of_coinr(source, table, normalise):
    """COINr 1.1.14, Normalise(f_n = ...), tables norm_n_* on example_Treated and norm_rawNA_* on newcoin_Raw."""
    values, expected = coinr(source), coinr(table)
    meta = pd.read_csv(COINR / "raw_ASEM_iMeta.csv", index_col="iCode")
    direction = meta.loc[values.columns, "Direction"].to_numpy(dtype=np.int64)
    assert (direction == -1).any()
    found = normalise(values.to_numpy(dtype=float), direction)
    np.testing.assert_allclose(
        found, expected[values.columns], rtol=1e-11, atol=1e-11
    )  # 1 - share against (h - x)/span


@needs_coinr
@pytest.mark.parametrize(
    ("call", "normalise"),
    [("n_minmax_1_100", min_max), ("n_zscore_10_2", z_score_10_2), ("n_prank_avg", percentile_rank_0_1)],
)
def test_scores_of_vectors_are_those_of_coinr(call, normalise):
    """COINr 1.1.14 vectors, n_minmax(x, c(1, 100)), n_zscore(x, c(10, 2)), n_prank(x, "average")."""
    vectors = pd.read_csv(COINR / "vectors_in.csv", float_precision="round_trip").groupby("vec")["x"]
    calls = pd.read_csv(COINR / "vectors_out.csv", na_values=["NaN"], low_memory=False)
    expected = calls[calls["fn"] == call].groupby("vec")["value"]
    refused = []
    for name, vector in vectors:
        values = vector.to_numpy()[:, np.newaxis]
        if vector.dropna().unique().size == 1:  # COINr gives NaN; here it is refused or given the middle
            refused.append(name)
            continue
        found = normalise(values, GOOD).ravel()
        np.testing.assert_allclose(found, expected.get_group(name).astype(float), rtol=1e-12, err_msg=name)
    assert sorted(refused) == ["const_na", "constant", "one_na"]
