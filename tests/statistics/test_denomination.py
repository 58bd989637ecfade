"""Denomination: divided by a size, and flagged where a size is not divided by."""

from __future__ import annotations

import pathlib

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from pipeline.statistics import denomination

COINR = pathlib.Path(__file__).resolve().parents[2].parent / "shared" / "golden" / "coinr"
needs_coinr = pytest.mark.skipif(not COINR.is_dir(), reason="the golden tables of COINr are not beside the repository")
NAN = np.nan
NONE = denomination.NOT_DIVIDED
SIZES = ("Area", "Energy", "GDP", "Population")
tables = hnp.arrays(np.float64, (5, 3), elements=st.integers(-20, 20) | st.just(np.nan))
sizes = hnp.arrays(np.float64, (5, 2), elements=st.integers(1, 50) | st.just(np.nan))
which = hnp.arrays(np.int64, 3, elements=st.sampled_from([NONE, 0, 1]))
FACTOR = np.array([1.0, 1000.0, 0.5])


def denominate(values, denominators, denominator):
    return denomination.denominate(values, denominators=denominators, denominator=denominator, factor=FACTOR)


def test_patents_per_hundred_thousand_inhabitants():
    found = denomination.denominate(
        np.array([[30.0], [5.0]]),
        denominators=np.array([[200_000.0], [50_000.0]]),
        denominator=np.array([0]),
        factor=np.array([100_000.0]),
    )
    assert found.ravel().tolist() == [15.0, 10.0]


def test_each_indicator_has_its_own_denominator_or_none():
    found = denominate(np.array([[6.0, 6.0, 6.0]]), np.array([[2.0, 3.0]]), np.array([0, 1, NONE]))
    assert found.tolist() == [[3.0, 2000.0, 6.0]]


def test_a_missing_denominator_leaves_a_blank_only_where_it_is_used():
    found = denominate(np.array([[6.0, 6.0, NAN]]), np.array([[NAN, 3.0]]), np.array([0, 1, 1]))
    np.testing.assert_array_equal(found, [[NAN, 2000.0, NAN]])


def test_a_zero_that_is_not_used_is_no_error():
    assert denominate(np.ones((1, 3)), np.array([[0.0, 1.0]]), np.array([NONE, NONE, 1])).tolist() == [[1.0, 1.0, 0.5]]


@settings(deadline=None, max_examples=40)
@given(values=tables, denominators=sizes, denominator=which, order=st.permutations(range(5)))
def test_order_and_batch_do_not_matter_and_inputs_stay(values, denominators, denominator, order):
    before = values.copy(), denominators.copy()
    found = denominate(values, denominators, denominator)
    np.testing.assert_array_equal(denominate(values[order], denominators[order], denominator), found[order])
    np.testing.assert_array_equal(denominate(np.stack([values, values]), denominators, denominator)[1], found)
    np.testing.assert_array_equal(values, before[0])
    np.testing.assert_array_equal(denominators, before[1])
    used = np.where(denominator == NONE, 1.0, denominators[:, denominator])
    np.testing.assert_array_equal(np.isnan(found), np.isnan(values) | np.isnan(used))
    np.testing.assert_array_equal(np.sign(found[~np.isnan(found)]), np.sign(values[~np.isnan(found)]))


@pytest.mark.parametrize("size", [0.0, -3.0])
def test_a_denominator_of_zero_or_less_is_refused_by_its_row_and_column(size):
    with pytest.raises(ValueError, match=rf"above 0; found {size:g} in units \[1\] of denominators \[1\]"):
        denominate(np.ones((2, 3)), np.array([[1.0, 1.0], [0.0, size]]), np.array([NONE, 1, 1]))


def test_a_column_that_is_not_there_is_refused():
    with pytest.raises(ValueError, match=r"there are 2 denominators; found columns \[-2, 2\]"):
        denominate(np.ones((1, 3)), np.ones((1, 2)), np.array([2, -2, NONE]))


def test_a_factor_that_is_not_positive_is_refused_only_where_it_is_used():
    options = {"denominators": np.ones((1, 1)), "factor": np.array([0.0, NAN])}
    with pytest.raises(ValueError, match=r"a factor above 0; found another in columns \[0\]"):
        denomination.denominate(np.ones((1, 2)), denominator=np.array([0, NONE]), **options)
    unchanged = denomination.denominate(np.ones((1, 2)), denominator=np.array([NONE, NONE]), **options)
    assert unchanged.tolist() == [[1.0, 1.0]]


def test_numbers_of_denominators_and_factors_that_do_not_fit_are_refused():
    with pytest.raises(ValueError, match=r"3 indicators need as many denominators and factors; found shapes \(2,\)"):
        denominate(np.ones((1, 3)), np.ones((1, 2)), np.array([0, 1]))


def test_an_indicator_that_is_proportional_to_a_size_correlates_with_it():
    size = np.array([[1.0], [2.0], [5.0], [NAN]])
    values = np.hstack([3.0 * size, -size, np.full((4, 1), 2.0)])
    found = denomination.size_correlations(values, sizes=size, kind="pearson")
    np.testing.assert_allclose(found.ravel(), [1.0, -1.0, NAN], rtol=1e-12)


def test_a_large_correlation_is_flagged_unless_it_is_with_the_own_denominator():
    correlations = np.array([[0.9, -0.7], [0.6, 0.61], [NAN, 0.1]])
    found = denomination.grows_with_size(correlations, denominator=np.array([0, NONE, 1]), limit=0.6)
    assert found.tolist() == [[False, True], [False, True], [False, False]]


def test_dividing_by_the_size_takes_the_flag_away():
    rng = np.random.default_rng(3)
    size = np.exp(rng.normal(size=(40, 1)))
    values = size * rng.uniform(0.9, 1.1, size=(40, 1))
    options = {"limit": 0.6}
    raw = denomination.size_correlations(values, sizes=size, kind="pearson")
    assert denomination.grows_with_size(raw, denominator=np.array([NONE]), **options).all()
    rate = denomination.denominate(values, denominators=size, denominator=np.array([0]), factor=np.array([1.0]))
    divided = denomination.size_correlations(rate, sizes=size, kind="pearson")
    assert not denomination.grows_with_size(divided, denominator=np.array([NONE]), **options).any()


@pytest.mark.parametrize("limit", [-0.1, 1.1, NAN])
def test_a_limit_outside_zero_to_one_is_refused(limit):
    with pytest.raises(ValueError, match="a limit of a correlation must be from 0 to 1; found"):
        denomination.grows_with_size(np.ones((1, 1)), denominator=np.array([NONE]), limit=limit)


def test_tables_that_do_not_fit_are_refused():
    with pytest.raises(ValueError, match=r"need the same units; found shapes \(3, 1\) and \(2, 1\)"):
        denomination.size_correlations(np.ones((3, 1)), sizes=np.ones((2, 1)), kind="pearson")
    with pytest.raises(ValueError, match=r"2 indicators need as many denominators; found shape \(1,\)"):
        denomination.grows_with_size(np.ones((2, 1)), denominator=np.array([NONE]), limit=0.6)


def read(name: str) -> pd.DataFrame:
    return pd.read_csv(COINR / f"{name}.csv", index_col="uCode", float_precision="round_trip")


@needs_coinr
@pytest.mark.parametrize("table", ["denominate_default", "example_Denominated"])
def test_the_denominated_table_is_that_of_coinr(table):
    """COINr 1.1.14, Denominate(coin0, dset = "Raw"): denominators named in the metadata."""
    raw, units = read("newcoin_Raw"), read("newcoin_Meta_Unit")
    named = pd.read_csv(COINR / "raw_ASEM_iMeta.csv", index_col="iCode").loc[raw.columns, "Denominator"]
    denominator = np.array([SIZES.index(name) if isinstance(name, str) else NONE for name in named])
    assert (denominator != NONE).sum() == 17
    found = denomination.denominate(
        raw.to_numpy(dtype=float),
        denominators=units.loc[raw.index, list(SIZES)].to_numpy(dtype=float),
        denominator=denominator,
        factor=np.ones(raw.shape[1]),
    )
    np.testing.assert_allclose(found, read(table)[raw.columns], rtol=1e-15)


@needs_coinr
def test_factors_are_those_of_coinr():
    """COINr 1.1.14, Denominate(ASEM_iData, denoms = WorldDenoms, denomby = denomby1), table denominate_df_scale."""
    expected, world = read("denominate_df_scale"), read("raw_WorldDenoms")
    raw = read("newcoin_Raw").loc[expected.index, expected.columns]
    assert expected.columns.tolist() == ["Goods", "Flights", "LPI"]
    found = denomination.denominate(
        raw.to_numpy(dtype=float),
        denominators=world.loc[raw.index, ["GDP", "Population", "Area"]].to_numpy(dtype=float),
        denominator=np.array([0, 1, 2]),
        factor=np.array([1.0, 1000.0, 0.5]),
    )
    np.testing.assert_allclose(found, expected, rtol=1e-15)


@needs_coinr
def test_multiplying_is_dividing_by_the_reciprocal():
    """COINr 1.1.14, Denominate(f_denom = `*`), table denominate_f_mult: x times (denominator / factor)."""
    raw, units, expected = read("newcoin_Raw"), read("newcoin_Meta_Unit"), read("denominate_f_mult")
    columns = {"Goods": (0, 1.0), "Flights": (1, 1000.0), "LPI": (2, 0.5)}
    denominator = np.array([columns.get(code, (NONE, 1.0))[0] for code in raw.columns])
    factor = np.array([1.0 / columns.get(code, (NONE, 1.0))[1] for code in raw.columns])
    found = denomination.denominate(
        raw.to_numpy(dtype=float),
        denominators=1.0 / units.loc[raw.index, ["GDP", "Population", "Area"]].to_numpy(dtype=float),
        denominator=denominator,
        factor=factor,
    )
    np.testing.assert_allclose(found, expected[raw.columns], rtol=1e-14)  # reciprocals of reciprocals


@needs_coinr
@pytest.mark.parametrize(
    ("source", "table", "kind"),
    [
        ("newcoin_Raw", "denom_corr_Raw_0", "pearson"),
        ("example_Denominated", "denom_corr_Denominated_0", "spearman"),
    ],
)
def test_correlations_with_sizes_are_those_of_coinr(source, table, kind):
    """COINr 1.1.14, get_denom_corr(cor_thresh = 0), all 49 x 4 pairs."""
    values, units = read(source), read("newcoin_Meta_Unit")
    denominators = units.loc[values.index, list(SIZES)].to_numpy(dtype=float)
    found = denomination.size_correlations(values.to_numpy(dtype=float), sizes=denominators, kind=kind)
    expected = pd.read_csv(COINR / f"{table}.csv", float_precision="round_trip").pivot(
        index="Ind", columns="Denom", values="Corr"
    )
    np.testing.assert_allclose(found, expected.loc[values.columns, list(SIZES)], rtol=1e-10, atol=1e-12)


@needs_coinr
def test_the_pairs_beyond_the_limit_are_those_of_coinr():
    """COINr 1.1.14, get_denom_corr(cor_thresh = 0.7), table denom_corr_Raw_0p7: the ten pairs."""
    values, units = read("newcoin_Raw"), read("newcoin_Meta_Unit")
    denominators = units.loc[values.index, list(SIZES)].to_numpy(dtype=float)
    r = denomination.size_correlations(values.to_numpy(dtype=float), sizes=denominators, kind="pearson")
    flags = denomination.grows_with_size(r, denominator=np.full(values.shape[1], NONE), limit=0.7)
    expected = pd.read_csv(COINR / "denom_corr_Raw_0p7.csv", float_precision="round_trip")
    pairs = {(values.columns[i], SIZES[k]) for i, k in np.argwhere(flags)}
    assert pairs == set(zip(expected["Ind"], expected["Denom"], strict=True))
