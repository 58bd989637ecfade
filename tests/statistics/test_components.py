"""Components: published examples (Handbook's TAI, SAS's and Harman's census tracts), parity with COINr, properties."""

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

# Technology Achievement Index, 23 countries, OECD/JRC Handbook (2008), appendix: patents, royalties, internet, exports,
# telephones (log), electricity (log), schooling, university.
TAI = np.array(
    [[187, 125.6, 200.2, 50.7, 3.08, 4.15, 10, 27.4], [289, 130, 179.1, 66.2, 3, 4.07, 12, 13.9],
     [271, 156.6, 125.8, 59.7, 3.1, 4.14, 11.4, 15.3], [994, 64.6, 49, 80.8, 3, 3.86, 9.5, 10],
     [779, 9.8, 4.8, 66.7, 2.97, 3.65, 10.8, 23.2], [189, 151.2, 136, 50.9, 3.02, 3.77, 9.4, 9.5],
     [82, 134, 57.4, 61.9, 3.02, 3.73, 9.4, 14.9], [31, 38.6, 108, 48.7, 2.94, 4.18, 11.6, 14.2],
     [75, 18.2, 125.9, 16.2, 2.94, 3.94, 10.9, 25.3], [8, 25.5, 72.3, 74.9, 2.95, 3.83, 7.1, 24.2],
     [235, 36.8, 41.2, 64.2, 2.94, 3.75, 10.2, 14.4], [103, 20.2, 193.6, 19, 3.12, 4.39, 11.9, 11.2],
     [106, 110.3, 48.6, 53.6, 2.97, 3.68, 9.4, 12.3], [72, 73.9, 58.9, 47.6, 2.91, 3.86, 9.3, 13.6],
     [103, 13, 146.7, 15.4, 2.86, 3.91, 11.7, 13.1], [165, 14.8, 84.2, 50.3, 2.99, 3.79, 8.4, 13.6],
     [205, 33.6, 36.4, 58.9, 2.97, 3.8, 7.9, 12.6], [74, 43.6, 43.2, 45, 2.96, 3.74, 9.6, 11],
     [42, 8.6, 21, 53.4, 2.86, 3.62, 7.3, 15.6], [13, 9.8, 30.4, 51, 3, 3.65, 7.2, 13],
     [28, 4.2, 25, 51.7, 2.75, 3.68, 9.5, 8.2], [26, 6.2, 21.6, 63.5, 2.73, 3.46, 9.1, 7.7],
     [105, 4, 20.3, 49.5, 2.84, 3.71, 7.1, 10.6]]
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


def test_the_tai_eigenvalues_agree_with_the_handbook_table_16():
    found = components.principal_components(TAI)
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
    assert found.overall == pytest.approx(0.57536759, abs=5e-9)
    expected = [0.47207897, 0.55158839, 0.48851137, 0.80664365, 0.61281377]
    assert found.per_indicator.tolist() == pytest.approx(expected, abs=5e-9)


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


def test_varimax_agrees_with_sas_on_harmans_principal_factors():
    given_by_sas = np.array(
        [[0.62533, 0.76621], [0.71369, -0.55516], [0.71448, 0.67935], [0.87899, -0.15847], [0.74215, -0.57806]]
    )
    rotated = components.varimax(given_by_sas)  # the published rotation (philender.com, after the SAS manual)
    expected = [[0.02254, 0.98874], [0.90419, 0.00055], [0.14625, 0.97499], [0.79085, 0.41509]]
    np.testing.assert_allclose(rotated[:4], expected, atol=2e-5)  # five printed digits


def test_varimax_puts_tai_patents_where_the_handbook_table_17_has_them():
    rotated = components.varimax(components.principal_components(TAI).loadings[:, :4])
    patents = sorted(rotated[0].tolist())
    assert patents == pytest.approx([0.06, 0.06, 0.07, 0.97], abs=0.01)  # two printed digits
    own = rotated[:, np.argmax(rotated[0])]
    assert own[0] ** 2 / (own @ own) == pytest.approx(0.67, abs=0.01)  # "squared, scaled to unity sum", same row


def test_varimax_finds_a_simple_structure_again_from_its_saddle():
    simple = np.array([[0.9, 0], [0.8, 0], [0, 0.7], [0, 0.7]])
    turn = np.array([[1, -1], [1, 1]]) / np.sqrt(2)
    np.testing.assert_allclose(np.abs(components.varimax(simple @ turn)), simple, atol=1e-9)


def test_varimax_leaves_one_component_alone_but_for_its_sign():
    assert components.varimax(np.array([[-0.8], [-0.6], [0.1]])).ravel().tolist() == [0.8, 0.6, -0.1]


def test_rotated_weights_are_squared_loadings_scaled_times_the_share_of_the_component():
    found = components.weights_rotated(TAI, min_eigenvalue=0.8, min_share=0.1, cumulative_share=0.6)
    squares = found.loadings**2
    weighted = squares / squares.sum(axis=0) * found.shares  # the Handbook's two steps, written out
    own = weighted[np.arange(8), found.allotted]
    np.testing.assert_allclose(found.weights, own / own.sum(), rtol=1e-12)
    assert found.allotted[[2, 5, 6]].tolist() == [0, 0, 0]  # internet, electricity, schooling go together
    assert found.shares.sum() == pytest.approx(0.872, abs=1e-3)  # Handbook, table 16: 87.2 % for four
    assert not found.extended


def test_components_are_added_to_reach_the_cumulative_share_and_it_says_so():
    found = components.weights_rotated(TAI, min_eigenvalue=1.0, min_share=0.1, cumulative_share=0.7)
    assert found.loadings.shape == (8, 3)  # two eigenvalues above 1 carry 63.7 %
    assert found.extended


def test_weights_from_components_reward_an_indicator_for_being_repeated():
    rng = np.random.default_rng(1)
    values = rng.standard_normal((63, 1)) * [1, 1, 1, 0] + [0.4, 0.4, 0.4, 1] * rng.standard_normal((63, 4))
    assert components.weights_first_vector(values).squared[:3].min() > 0.25
    assert components.weights_first_vector(values).squared[3] < 0.05


@needs_coinr
def test_components_agree_with_coinr_get_pca_by_pillar():
    values = pd.read_csv(COINR / "example_Normalised.csv", index_col="uCode")
    loadings = pd.read_csv(COINR / "pca_Normalised_L1_loadings.csv")
    variances = pd.read_csv(COINR / "pca_Normalised_L1_variance.csv")
    weights = pd.read_csv(COINR / "pca_Normalised_L1_weights.csv").query("Level == 1").set_index("iCode")["Weight"]
    for group, rows in loadings.groupby("group"):
        table = rows.pivot(index="iCode", columns="PC", values="loading")
        found = components.principal_components(values[table.index].to_numpy())
        golden = variances[variances["group"] == group]
        np.testing.assert_allclose(found.eigenvalues, golden["eigenvalue"], atol=1e-12)
        np.testing.assert_allclose(found.shares, golden["prop_var"], atol=1e-12)
        np.testing.assert_allclose(np.abs(found.vectors), np.abs(table.to_numpy()), atol=1e-9)  # sign arbitrary there
        signed = components.weights_first_vector(values[table.index].to_numpy()).signed
        np.testing.assert_allclose(np.abs(signed), np.abs(weights[table.index]), atol=1e-9)


@needs_coinr
def test_the_components_of_all_indicators_leave_out_the_same_units_as_coinr():
    values = pd.read_csv(COINR / "newcoin_Raw.csv", index_col="uCode")
    assert components.principal_components(values.to_numpy()).n == int(values.notna().all(axis=1).sum())


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 10**6), st.integers(2, 6))
def test_signs_shares_and_weights_keep_their_promises(seed, k):
    values = np.random.default_rng(seed).standard_normal((20, k))
    before = values.copy()
    found = components.principal_components(values)
    np.testing.assert_array_equal(values, before)
    assert (found.loadings.sum(axis=0) > -1e-9).all()
    assert found.shares.sum() == pytest.approx(1)
    rotated = components.weights_rotated(values, min_eigenvalue=1.0, min_share=0.1, cumulative_share=0.6)
    assert rotated.weights.sum() == pytest.approx(1)
    assert components.weights_first_vector(values).squared.sum() == pytest.approx(1)
    kept = rotated.loadings.shape[1]
    np.testing.assert_allclose(
        (rotated.loadings**2).sum(axis=1), (found.loadings[:, :kept] ** 2).sum(axis=1), atol=1e-9
    )  # a rotation keeps the communalities
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
    with pytest.raises(ValueError, match="varimax needs a finite table"):
        components.varimax(np.full((2, 2), np.nan))
    with pytest.raises(ValueError, match="needs shares on 0 to 1; got 10 and 60"):
        components.weights_rotated(values, min_eigenvalue=1, min_share=10, cumulative_share=60)
