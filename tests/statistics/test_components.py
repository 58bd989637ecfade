"""Components: published examples (Handbook's TAI, Harman's census tracts), parity with COINr, properties."""

import pathlib

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.statistics import components

COINR = pathlib.Path(__file__).resolve().parents[2].parent / "shared" / "golden" / "coinr"
needs_coinr = pytest.mark.skipif(not COINR.exists(), reason="the numbers by COINr lie outside the repository")

# Harman (1976), five socio-economic variables of twelve census tracts, as in the SAS/STAT manual, PROC FACTOR:
# population, school years, employment, professional services, house value.
TRACTS = np.array(
    [[5700, 12.8, 2500, 270, 25000], [1000, 10.9, 600, 10, 10000], [3400, 8.8, 1000, 10, 9000],
     [3800, 13.6, 1700, 140, 25000], [4000, 12.8, 1600, 140, 25000], [8200, 8.3, 2600, 60, 12000],
     [1200, 11.4, 400, 10, 16000], [9100, 11.5, 3300, 60, 14000], [9900, 12.5, 3400, 180, 18000],
     [9600, 13.7, 3600, 390, 25000], [9600, 9.6, 3300, 80, 12000], [9400, 11.4, 4000, 100, 13000]]
)  # fmt: skip


def cross(n: int, k: int) -> np.ndarray:
    return np.random.default_rng(4).standard_normal((n, k))


def test_two_indicators_have_eigenvalues_one_plus_and_minus_their_correlation():
    found = components.principal_components(np.array([[1.0, 2], [2, 1], [3, 4], [4, 3], [5, 5]]))
    assert found.eigenvalues.tolist() == pytest.approx([1.8, 0.2])  # r = 0.8
    assert found.shares.tolist() == pytest.approx([0.9, 0.1])
    assert found.loadings[:, 0].tolist() == pytest.approx([np.sqrt(0.9)] * 2)


def test_the_census_tracts_have_the_correlations_that_harman_printed():
    printed = [0.00975, 0.97245, 0.43887, 0.02241, 0.15428, 0.69141, 0.86307, 0.51472, 0.12193, 0.77765]
    r = np.corrcoef(TRACTS, rowvar=False)[np.triu_indices(5, k=1)]
    assert r.tolist() == pytest.approx(printed, abs=5e-6)  # five digits; from philender.com, after Harman, p. 14


def test_the_tai_eigenvalues_agree_with_the_handbook_table_16(tai):
    found = components.principal_components(tai)
    assert found.eigenvalues.tolist() == pytest.approx([3.3, 1.7, 1.0, 0.9, 0.5, 0.3, 0.2, 0.1], abs=0.06)  # one digit
    assert (100 * found.shares).tolist() == pytest.approx([41.9, 21.8, 12.3, 11.1, 6.0, 3.7, 2.2, 0.9], abs=0.15)


def test_scores_are_uncorrelated_have_the_eigenvalues_as_variance_and_are_missing_where_a_value_is():
    values = np.vstack([TRACTS, TRACTS[0]])
    values[-1, 2] = np.nan
    found = components.principal_components(values)
    assert found.n == 12
    assert np.isnan(found.scores[-1]).all()
    np.testing.assert_allclose(np.cov(found.scores[:-1], rowvar=False), np.diag(found.eigenvalues), atol=1e-12)


def test_kmo_of_the_census_tracts_agrees_with_the_sas_manual():
    found = components.kmo(TRACTS)
    # from memory of the SAS/STAT manual, PROC FACTOR; not looked up again, hence derived below as well
    assert found.overall == pytest.approx(0.57536759, abs=5e-9)
    expected = [0.47207897, 0.55158839, 0.48851137, 0.80664365, 0.61281377]
    assert found.per_indicator.tolist() == pytest.approx(expected, abs=5e-9)


def test_kmo_of_the_census_tracts_is_that_of_partial_correlations_by_regression():
    standardised = (TRACTS - TRACTS.mean(axis=0)) / TRACTS.std(axis=0)
    r2, q2 = np.zeros((5, 5)), np.zeros((5, 5))
    for i, j in zip(*np.triu_indices(5, k=1), strict=True):
        others = np.delete(standardised, [i, j], axis=1)
        left = [x - others @ np.linalg.lstsq(others, x, rcond=None)[0] for x in standardised[:, [i, j]].T]
        r2[i, j] = r2[j, i] = np.corrcoef(TRACTS[:, i], TRACTS[:, j])[0, 1] ** 2
        q2[i, j] = q2[j, i] = np.corrcoef(*left)[0, 1] ** 2
    found = components.kmo(TRACTS)
    assert found.overall == pytest.approx(r2.sum() / (r2 + q2).sum())
    np.testing.assert_allclose(found.per_indicator, r2.sum(axis=0) / (r2 + q2).sum(axis=0), rtol=1e-9)


def test_kmo_of_two_indicators_is_one_half_whatever_the_values():
    assert components.kmo(cross(20, 2)).overall == pytest.approx(0.5)


def test_bartlett_of_three_equal_correlations_by_hand():
    r = 0.5  # determinant (1 - r)^2 (1 + 2r) = 0.5
    root = np.linalg.cholesky(np.full((3, 3), r) + (1 - r) * np.eye(3))
    white = np.linalg.qr(np.column_stack([np.ones(30), cross(30, 3)]))[0][:, 1:]
    found = components.bartlett(white @ root.T)
    assert found.statistic == pytest.approx((29 - 11 / 6) * np.log(2))
    assert (found.df, found.n) == (3, 30)


def test_bartlett_does_not_reject_noise_more_often_than_it_says():
    rng = np.random.default_rng(8)
    rejected = np.mean([components.bartlett(rng.standard_normal((63, 4))).p_value < 0.1 for _ in range(400)])
    assert rejected == pytest.approx(0.1, abs=0.045)  # three standard errors of 400 draws


def test_parallel_analysis_keeps_about_nothing_of_noise():
    rng = np.random.default_rng(9)
    kept = [
        components.parallel_analysis(rng.standard_normal((63, 5)), n_draws=60, quantile=0.95, rng=rng).n_retained
        for _ in range(40)
    ]
    assert np.mean(kept) < 0.15  # one in twenty by construction


def test_parallel_analysis_keeps_two_of_two_built_in_dimensions():
    rng = np.random.default_rng(9)
    values = np.repeat(rng.standard_normal((63, 2)), 3, axis=1) + 0.5 * rng.standard_normal((63, 6))
    assert components.parallel_analysis(values, n_draws=60, quantile=0.95, rng=rng).n_retained == 2


@needs_coinr
def test_components_agree_with_coinr_get_pca_by_pillar():
    values = pd.read_csv(COINR / "example_Normalised.csv", index_col="uCode")
    loadings = pd.read_csv(COINR / "pca_Normalised_L1_loadings.csv")
    variances = pd.read_csv(COINR / "pca_Normalised_L1_variance.csv")
    for group, rows in loadings.groupby("group"):
        table = rows.pivot(index="iCode", columns="PC", values="loading")
        found = components.principal_components(values[table.index].to_numpy())
        golden = variances[variances["group"] == group]
        np.testing.assert_allclose(found.eigenvalues, golden["eigenvalue"], atol=1e-12)
        np.testing.assert_allclose(found.shares, golden["prop_var"], atol=1e-12)
        np.testing.assert_allclose(np.abs(found.vectors), np.abs(table.to_numpy()), atol=1e-9)  # sign arbitrary there


@needs_coinr
def test_the_components_of_all_indicators_leave_out_the_same_units_as_coinr():
    values = pd.read_csv(COINR / "newcoin_Raw.csv", index_col="uCode")
    assert components.principal_components(values.to_numpy()).n == int(values.notna().all(axis=1).sum())


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 10**6), st.integers(2, 6))
def test_signs_and_shares_keep_their_promises(seed, k):
    values = np.random.default_rng(seed).standard_normal((20, k))
    before = values.copy()
    found = components.principal_components(values)
    np.testing.assert_array_equal(values, before)
    assert (found.loadings.sum(axis=0) > -1e-9).all()
    assert found.shares.sum() == pytest.approx(1)
    assert 0 <= components.kmo(values).overall <= 1


def test_what_cannot_be_decomposed_is_refused_by_name():
    values = cross(10, 3)
    with pytest.raises(ValueError, match=r"range in every indicator; none in columns \[1\]"):
        components.principal_components(np.column_stack([values[:, 0], np.full(10, 0.1)]))
    with pytest.raises(ValueError, match="at least two complete units; got 0"):
        components.principal_components(np.full((5, 2), np.nan))
    with pytest.raises(ValueError, match="kmo needs a correlation matrix with an inverse"):
        components.kmo(np.column_stack([values, values.sum(axis=1)]))
    with pytest.raises(ValueError, match="bartlett needs at least two indicators"):
        components.bartlett(values[:, :1])
    with pytest.raises(ValueError, match="draws and a quantile"):
        components.parallel_analysis(values, n_draws=5, quantile=95, rng=np.random.default_rng(0))


def test_noise_is_compared_table_by_table_as_it_is_drawn():
    values = np.random.default_rng(5).standard_normal((30, 4))
    found = components.parallel_analysis(values, n_draws=40, quantile=0.9, rng=np.random.default_rng(8))
    rng = np.random.default_rng(8)
    noise = [np.linalg.eigvalsh(np.corrcoef(rng.standard_normal((30, 4)), rowvar=False))[::-1] for _ in range(40)]
    np.testing.assert_allclose(found.thresholds, np.quantile(noise, 0.9, axis=0), rtol=1e-12)
