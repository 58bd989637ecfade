"""Edition candidates-55 against COINr 1.1.14 on the same 63 x 55 matrix (see tests/golden/coinr-vn/README.md).

Tolerance 1e-9: figures of 17 significant digits up to 1e7, summed in another order.
"""

import hashlib
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from pipeline.construction import coherence, weights
from pipeline.statistics import association

GOLDEN = Path(__file__).parents[1] / "golden" / "coinr-vn"


def ours(name: str) -> str:
    """COINr's name of a unit or node as our code: u01 is 01, x1_1_2 is 1.1.2, PII the root."""
    return "0" if name == "PII" else re.sub("^[ux](?=[0-9])", "", name).replace("_", ".")


def figures(name: str) -> pd.DataFrame:
    """Units x codes of one golden file, units sorted by code."""
    table = pd.read_csv(GOLDEN / f"{name}.csv", index_col=0, float_precision="round_trip")
    return table.rename(index=ours, columns=ours).sort_index()


def assert_equal(table: pd.DataFrame, golden: pd.DataFrame) -> None:
    assert list(table.index) == list(golden.index)
    assert set(table.columns) == set(golden.columns)
    np.testing.assert_allclose(table[golden.columns], golden, rtol=1e-9, atol=1e-9)


def test_the_matrix_after_imputation_is_coinrs(candidates):
    assert_equal(candidates.imputed.values, figures("imputed_median_region"))
    assert int(candidates.imputed.imputed.to_numpy().sum()) == 73


def test_the_treated_matrix_is_coinrs(candidates):
    assert_equal(candidates.treated.values, figures("treated_gii"))


def test_the_normalised_scores_are_coinrs(candidates):
    assert_equal(candidates.normalised, figures("norm_minmax_0_100"))


def test_the_score_of_every_node_is_coinrs(candidates):
    assert_equal(candidates.index.scores, figures("agg_minmax_0_100_a_amean"))


def test_the_rank_of_every_aggregate_is_coinrs(candidates):
    golden = figures("ranks_minmax_0_100_a_amean")
    ranks = candidates.index.ranks[golden.columns]
    assert list(ranks.index) == list(golden.index)
    np.testing.assert_array_equal(ranks, golden)


def test_every_effective_weight_is_coinrs(candidates):
    golden = pd.read_csv(GOLDEN / "effective_weights.csv").assign(iCode=lambda table: table["iCode"].map(ours))
    table = weights.effective_weights(candidates.edition).set_index("code")
    assert set(table.index) == set(golden["iCode"])
    np.testing.assert_allclose(table.loc[golden["iCode"], "effective"], golden["EffWeight"], rtol=1e-12)
    np.testing.assert_array_equal(table.loc[golden["iCode"], "level"], golden["Level"])


def test_cronbachs_alpha_below_every_aggregate_is_coinrs(candidates):
    golden = pd.read_csv(GOLDEN / "cronbach.csv", index_col=0, float_precision="round_trip")["level1"].rename(ours)
    edition = candidates.edition.with_method(candidates.edition.method.replace({"n_resamples": 1}))
    alphas = coherence.alphas(candidates.index.scores, edition, seed=0).set_index("code")["alpha"]
    np.testing.assert_allclose(alphas.loc[golden.index], golden, rtol=1e-9)


def test_every_correlation_between_indicators_is_coinrs(candidates):
    golden = pd.read_csv(GOLDEN / "corr_pearson_L1L1.csv", float_precision="round_trip")
    golden = golden.assign(**{name: golden[name].map(ours) for name in ("Var1", "Var2")})
    matrix = golden.pivot(index="Var1", columns="Var2", values="Correlation")
    codes = candidates.edition.framework.indicator_codes
    r, n = association.correlation_matrix(candidates.normalised.to_numpy(), kind="pearson")
    assert (n == 63).all()
    np.testing.assert_allclose(r, matrix.loc[codes, codes], rtol=1e-9, atol=1e-9)


def test_the_figures_are_carried_by_the_script_beside_them(tmp_path):
    copy = tmp_path / "carry.py"
    copy.write_bytes((GOLDEN / "carry.py").read_bytes())
    told = subprocess.run([sys.executable, str(copy), str(GOLDEN)], capture_output=True, text=True, check=True).stdout
    carried = {path.name for path in GOLDEN.glob("*.csv")}
    assert set(told.split()) == carried
    for name in carried:
        digests = {hashlib.sha256((folder / name).read_bytes()).hexdigest() for folder in (GOLDEN, tmp_path)}
        assert len(digests) == 1


def test_a_figure_that_is_not_there_stops_the_script(tmp_path):
    failed = subprocess.run([sys.executable, str(GOLDEN / "carry.py"), str(tmp_path)], capture_output=True, text=True)
    assert failed.returncode != 0
    assert "imputed_median_region.csv" in failed.stderr


@pytest.mark.parametrize(("name", "code"), [("u01", "01"), ("x1_1_2", "1.1.2"), ("I", "I"), ("PII", "0")])
def test_coinrs_names_are_read_as_our_codes(name, code):
    assert ours(name) == code
