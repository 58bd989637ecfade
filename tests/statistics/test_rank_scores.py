"""Rank scores: order alone, the best with the highest number."""

from __future__ import annotations

import pathlib

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from pipeline.statistics import normalisation, rank_scores, ranking

COINR = pathlib.Path(__file__).resolve().parents[2].parent / "shared" / "golden" / "coinr"
needs_coinr = pytest.mark.skipif(not COINR.is_dir(), reason="the golden tables of COINr are not beside the repository")
NAN = np.nan
GOOD, BAD = np.array([1]), np.array([-1])
directions_of_three = hnp.arrays(np.int64, 3, elements=st.sampled_from([-1, 1]))
tables = hnp.arrays(np.float64, (6, 3), elements=st.integers(-5, 5) | st.just(np.nan))
any_ties = st.sampled_from(["min", "average", "max", "dense"])


def column(*values: float):
    return np.array(values)[:, np.newaxis]


@pytest.mark.parametrize(
    ("ties", "expected"),
    [("min", [1, 2, 2, 4]), ("average", [1, 2.5, 2.5, 4]), ("max", [1, 3, 3, 4]), ("dense", [1, 2, 2, 3])],
)
def test_ties_in_each_manner(ties, expected):
    values = column(1.0, 7.0, 7.0, 9.0)
    assert rank_scores.rank(values, direction=GOOD, ties=ties).ravel().tolist() == expected
    assert rank_scores.borda(values, direction=GOOD, ties=ties).ravel().tolist() == [r - 1 for r in expected]


def test_the_borda_count_is_the_number_of_units_left_behind():
    found = rank_scores.borda(column(10.0, 30.0, 20.0), direction=BAD, ties="min")
    assert found.ravel().tolist() == [2.0, 0.0, 1.0]


def test_a_blank_has_no_score_and_is_not_left_behind():
    found = rank_scores.rank(column(NAN, 5.0, NAN, 3.0), direction=BAD, ties="average")
    np.testing.assert_array_equal(found.ravel(), [NAN, 1.0, NAN, 2.0])


def test_equal_values_have_equal_scores_and_a_single_value_the_least():
    assert rank_scores.borda(column(7.0, 7.0), direction=BAD, ties="min").ravel().tolist() == [0.0, 0.0]
    np.testing.assert_array_equal(rank_scores.rank(column(7.0, NAN), direction=GOOD, ties="min").ravel(), [1.0, NAN])


def test_an_indicator_without_values_stays_without_scores():
    assert np.isnan(rank_scores.rank(column(NAN, NAN), direction=GOOD, ties="min")).all()


@settings(deadline=None, max_examples=50)
@given(values=tables, direction=directions_of_three, ties=any_ties)
def test_a_score_rises_with_merit_within_its_bounds_and_leaves_its_inputs(values, direction, ties):
    before = values.copy()
    scores = rank_scores.rank(values, direction=direction, ties=ties)
    np.testing.assert_array_equal(values, before)
    np.testing.assert_array_equal(np.isnan(scores), np.isnan(values))
    assert not ((scores < 1) | (scores > (~np.isnan(values)).sum(axis=0))).any()
    ahead = direction * (values[:, np.newaxis] - values) > 0
    assert (scores[:, np.newaxis] > scores)[ahead].all()


@settings(deadline=None, max_examples=25)
@given(values=st.tuples(tables, tables), direction=directions_of_three, ties=any_ties, order=st.permutations(range(6)))
def test_a_batch_is_its_loop_and_the_order_of_units_does_not_matter(values, direction, ties, order):
    together = rank_scores.borda(np.stack(values), direction=direction, ties=ties)
    loop = [rank_scores.borda(table, direction=direction, ties=ties) for table in values]
    np.testing.assert_array_equal(together, np.stack(loop))
    shuffled = rank_scores.borda(values[0][order], direction=direction, ties=ties)
    np.testing.assert_array_equal(shuffled, together[0][order])


@settings(deadline=None, max_examples=25)
@given(values=tables, ties=any_ties)
def test_any_increasing_change_of_an_indicator_changes_nothing(values, ties):
    direction = np.array([1, -1, 1])
    found = rank_scores.rank(np.exp(values), direction=direction, ties=ties)
    np.testing.assert_array_equal(found, rank_scores.rank(values, direction=direction, ties=ties))


@settings(deadline=None, max_examples=25)
@given(values=tables)
def test_places_count_from_the_other_end(values):
    n = (~np.isnan(values)).sum(axis=0)
    scores = rank_scores.rank(values, direction=np.array([1, 1, 1]), ties="average")
    np.testing.assert_array_equal(n + 1 - scores, ranking.rank(values.T, ties="average").T)


def test_an_unknown_manner_of_ties_is_refused():
    with pytest.raises(ValueError, match="one of min, average, max, dense; found 'first'"):
        rank_scores.rank(column(1.0, 2.0), direction=GOOD, ties="first")


def test_an_unknown_direction_is_refused():
    with pytest.raises(ValueError, match=r"must be \+1 or -1"):
        rank_scores.borda(column(1.0, 2.0), direction=np.array([0]), ties="min")


def coinr(name: str) -> pd.DataFrame:
    return pd.read_csv(COINR / f"{name}.csv", index_col="uCode", float_precision="round_trip")


def direction_of(columns):
    meta = pd.read_csv(COINR / "raw_ASEM_iMeta.csv", index_col="iCode")
    return meta.loc[columns, "Direction"].to_numpy(dtype=np.int64)


@needs_coinr
@pytest.mark.parametrize(
    ("source", "table", "score", "ties"),
    [
        ("example_Treated", "norm_n_rank_default", rank_scores.rank, "min"),
        ("example_Treated", "norm_n_rank_min", rank_scores.rank, "min"),
        ("example_Treated", "norm_n_rank_max", rank_scores.rank, "max"),
        ("example_Treated", "norm_n_rank_average", rank_scores.rank, "average"),
        ("example_Treated", "norm_n_borda_default", rank_scores.borda, "min"),
        ("example_Treated", "norm_n_borda_average", rank_scores.borda, "average"),
        ("newcoin_Raw", "norm_rawNA_n_rank", rank_scores.rank, "min"),
        ("newcoin_Raw", "norm_rawNA_n_rank_average", rank_scores.rank, "average"),
        ("newcoin_Raw", "norm_rawNA_n_borda", rank_scores.borda, "min"),
    ],
)
def test_scores_are_those_of_coinr(source, table, score, ties):
    """COINr 1.1.14, Normalise(f_n = "n_rank" or "n_borda"), exactly."""
    values, expected = coinr(source), coinr(table)
    found = score(values.to_numpy(dtype=float), direction=direction_of(values.columns), ties=ties)
    np.testing.assert_array_equal(found, expected[values.columns])


@needs_coinr
def test_ranks_in_the_order_of_rows_are_those_of_coinr_where_nothing_is_tied():
    """COINr 1.1.14, ties.method = "first", table norm_n_rank_first: ties by the order of rows are not imitated."""
    values, expected = coinr("example_Treated"), coinr("norm_n_rank_first")
    numbers, direction = values.to_numpy(dtype=float), direction_of(values.columns)
    least, most = (rank_scores.rank(numbers, direction=direction, ties=ties) for ties in ("min", "max"))
    alone = least == most
    assert alone.mean() > 0.5
    np.testing.assert_array_equal(least[alone], expected[values.columns].to_numpy()[alone])


@needs_coinr
def test_percentile_ranks_with_ties_min_are_those_of_coinr():
    """COINr 1.1.14, n_prank, table norm_n_prank_default: the Borda count over the number of the others."""
    values = coinr("example_Treated")
    found = rank_scores.borda(values.to_numpy(dtype=float), direction=direction_of(values.columns), ties="min")
    expected = coinr("norm_n_prank_default")[values.columns]
    np.testing.assert_allclose(found / (len(values) - 1), expected, rtol=1e-14)  # one division


@needs_coinr
def test_methods_by_indicator_are_those_of_coinr():
    """COINr 1.1.14, indiv_specs, table norm_indiv_specs: LPI by Borda, Flights by z-score 10 and 2, others min-max."""
    values = coinr("example_Treated")
    numbers, direction = values.to_numpy(dtype=float), direction_of(values.columns)
    found = normalisation.min_max(numbers, direction=direction, lower=0.0, upper=100.0)
    lpi, flights = (values.columns.get_loc(code) for code in ("LPI", "Flights"))
    found[:, [lpi]] = rank_scores.borda(numbers[:, [lpi]], direction=direction[[lpi]], ties="min")
    found[:, [flights]] = normalisation.z_score(numbers[:, [flights]], direction=direction[[flights]], mean=10, sd=2)
    np.testing.assert_allclose(found, coinr("norm_indiv_specs")[values.columns], rtol=1e-11, atol=1e-11)


@needs_coinr
@pytest.mark.parametrize(
    ("call", "score", "ties"),
    [
        ("n_rank", rank_scores.rank, "min"),
        ("n_rank_avg", rank_scores.rank, "average"),
        ("n_rank_max", rank_scores.rank, "max"),
        ("n_borda", rank_scores.borda, "min"),
    ],
)
def test_scores_of_vectors_are_those_of_coinr(call, score, ties):
    """COINr 1.1.14 vectors, n_rank(x, ties.method) and n_borda(x), exactly."""
    vectors = pd.read_csv(COINR / "vectors_in.csv", float_precision="round_trip").groupby("vec")["x"]
    calls = pd.read_csv(COINR / "vectors_out.csv", na_values=["NaN"], low_memory=False)
    expected = calls[calls["fn"] == call].groupby("vec")["value"]
    for name, vector in vectors:
        found = score(vector.to_numpy()[:, np.newaxis], direction=GOOD, ties=ties).ravel()
        np.testing.assert_array_equal(found, expected.get_group(name).astype(float), err_msg=str(name))
