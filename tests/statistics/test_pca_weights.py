"""Weights from components: the Handbook's TAI, SAS's rotation of Harman's factors, parity with COINr, properties."""

import pathlib

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.statistics import components, pca_weights

COINR = pathlib.Path(__file__).resolve().parents[2].parent / "shared" / "golden" / "coinr"
needs_coinr = pytest.mark.skipif(not COINR.exists(), reason="the numbers by COINr lie outside the repository")


def test_varimax_agrees_with_sas_on_harmans_principal_factors():
    given_by_sas = np.array(
        [[0.62533, 0.76621], [0.71369, -0.55516], [0.71448, 0.67935], [0.87899, -0.15847], [0.74215, -0.57806]]
    )
    rotated = pca_weights.varimax(given_by_sas)  # the published rotation (philender.com, after the SAS manual)
    expected = [[0.02254, 0.98874], [0.90419, 0.00055], [0.14625, 0.97499], [0.79085, 0.41509]]
    np.testing.assert_allclose(rotated[:4], expected, atol=2e-5)  # five printed digits


def test_varimax_puts_tai_patents_where_the_handbook_table_17_has_them(tai):
    rotated = pca_weights.varimax(components.principal_components(tai).loadings[:, :4])
    patents = sorted(rotated[0].tolist())
    assert patents == pytest.approx([0.06, 0.06, 0.07, 0.97], abs=0.01)  # two printed digits
    own = rotated[:, np.argmax(rotated[0])]
    assert own[0] ** 2 / (own @ own) == pytest.approx(0.67, abs=0.01)  # "squared, scaled to unity sum", same row


def test_varimax_finds_a_simple_structure_again_from_its_saddle():
    simple = np.array([[0.9, 0], [0.8, 0], [0, 0.7], [0, 0.7]])
    turn = np.array([[1, -1], [1, 1]]) / np.sqrt(2)
    np.testing.assert_allclose(np.abs(pca_weights.varimax(simple @ turn)), simple, atol=1e-9)


def test_varimax_leaves_one_component_alone_but_for_its_sign():
    assert pca_weights.varimax(np.array([[-0.8], [-0.6], [0.1]])).ravel().tolist() == [0.8, 0.6, -0.1]


def test_rotated_weights_are_squared_loadings_scaled_times_the_share_of_the_component(tai):
    found = pca_weights.weights_rotated(tai, min_eigenvalue=0.8, min_share=0.1, cumulative_share=0.6)
    squares = found.loadings**2
    weighted = squares / squares.sum(axis=0) * found.shares  # the Handbook's two steps, written out
    own = weighted[np.arange(8), found.allotted]
    np.testing.assert_allclose(found.weights, own / own.sum(), rtol=1e-12)
    assert found.allotted[[2, 5, 6]].tolist() == [0, 0, 0]  # internet, electricity, schooling go together
    assert found.shares.sum() == pytest.approx(0.872, abs=1e-3)  # Handbook, table 16: 87.2 % for four
    assert not found.extended


def test_components_are_added_to_reach_the_cumulative_share_and_it_says_so(tai):
    found = pca_weights.weights_rotated(tai, min_eigenvalue=1.0, min_share=0.1, cumulative_share=0.7)
    assert found.loadings.shape == (8, 3)  # two eigenvalues above 1 carry 63.7 %
    assert found.extended


def test_weights_from_components_reward_an_indicator_for_being_repeated():
    rng = np.random.default_rng(1)
    values = rng.standard_normal((63, 1)) * [1, 1, 1, 0] + [0.4, 0.4, 0.4, 1] * rng.standard_normal((63, 4))
    assert pca_weights.weights_first_vector(values).squared[:3].min() > 0.25
    assert pca_weights.weights_first_vector(values).squared[3] < 0.05


@needs_coinr
def test_the_first_vector_agrees_with_coinr_get_pca_by_pillar():
    values = pd.read_csv(COINR / "example_Normalised.csv", index_col="uCode")
    loadings = pd.read_csv(COINR / "pca_Normalised_L1_loadings.csv")
    weights = pd.read_csv(COINR / "pca_Normalised_L1_weights.csv").query("Level == 1").set_index("iCode")["Weight"]
    for _, rows in loadings.groupby("group"):
        table = rows.pivot(index="iCode", columns="PC", values="loading")
        signed = pca_weights.weights_first_vector(values[table.index].to_numpy()).signed
        np.testing.assert_allclose(np.abs(signed), np.abs(weights[table.index]), atol=1e-9)


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 10**6), st.integers(2, 6))
def test_weights_sum_to_one_and_a_rotation_keeps_the_communalities(seed, k):
    values = np.random.default_rng(seed).standard_normal((20, k))
    before = values.copy()
    found = components.principal_components(values)
    rotated = pca_weights.weights_rotated(values, min_eigenvalue=1.0, min_share=0.1, cumulative_share=0.6)
    assert rotated.weights.sum() == pytest.approx(1)
    assert pca_weights.weights_first_vector(values).squared.sum() == pytest.approx(1)
    kept = rotated.loadings.shape[1]
    np.testing.assert_allclose(
        (rotated.loadings**2).sum(axis=1), (found.loadings[:, :kept] ** 2).sum(axis=1), atol=1e-9
    )
    np.testing.assert_array_equal(values, before)


def test_what_cannot_be_rotated_or_weighted_is_refused_by_name():
    values = np.random.default_rng(4).standard_normal((10, 3))
    with pytest.raises(ValueError, match="varimax needs a finite table"):
        pca_weights.varimax(np.full((2, 2), np.nan))
    with pytest.raises(ValueError, match="needs shares on 0 to 1; got 10 and 60"):
        pca_weights.weights_rotated(values, min_eigenvalue=1, min_share=10, cumulative_share=60)
