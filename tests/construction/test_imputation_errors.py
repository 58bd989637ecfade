import numpy as np
import pandas as pd
import pytest

from pipeline.construction import imputation_errors, imputers
from pipeline.data import schema

SIMPLE = ("none", "median_by_region", "earlier_round")


def earlier(table, *codes, shift=0.0):
    """The rounds of a table whose units all had `shift` more a year before."""
    rows = [
        (unit, code, number, 2024 + number, table.loc[unit, code] + (shift if number else 0.0))
        for unit in table.index
        for code in codes or table.columns
        for number in (-1, 0)
    ]
    return pd.DataFrame(rows, columns=["unit_code", "code", "round", "data_year", "value"])


def errors(tiny, table, panel=None, *, values=None, edition=None, methods=SIMPLE, seed=0):
    edition = edition or tiny.edition()
    panel = tiny.nothing_earlier() if panel is None else panel
    values = tiny.long(table) if values is None else values
    return imputation_errors.errors(table, values, panel, edition, seed=seed, methods=methods)


def test_blocks_are_what_is_read_from_one_table(tiny):
    edition = tiny.edition(
        tables={"1.1.1": "papi/p", "1.1.2": "papi/p", "1.2.1": "nso/a", "2.1.1": "nso/b", "2.1.2": "papi/q"}
    )
    assert imputation_errors.sources_of(edition) == {
        "papi": [["1.1.1", "1.1.2"], ["2.1.2"]],
        "nso": [["1.2.1"], ["2.1.1"]],
    }


def test_hidden_cells_are_predicted_by_every_method_and_counted(tiny):
    table = tiny.table()
    edition = tiny.edition(tables={"1.1.1": "papi/p", "1.1.2": "papi/p"})
    found = errors(tiny, table, earlier(table, "1.1.1", shift=1.0), edition=edition)
    papi = found[found["block"] == "papi"].set_index(["kind", "method"])
    assert papi.loc["block", "n_blocks"].tolist() == [4, 4, 4]
    assert papi.loc["cell", "n_blocks"].tolist() == [8, 8, 8]
    assert papi["n_cells"].unique().tolist() == [8]
    assert papi.loc["cell", "n_predicted"].to_dict() == {"none": 0, "median_by_region": 8, "earlier_round": 4}
    sd = float(np.std(table["1.1.1"], ddof=1))
    own = papi.loc[("cell", "earlier_round")]
    assert own["rmse_sd"] == pytest.approx(1 / sd)
    assert own["bias_sd"] == pytest.approx(1 / sd)
    assert np.isnan(papi.loc[("cell", "none"), "rmse_sd"])


def test_a_block_without_a_whole_earlier_round_is_not_predicted_in_part(tiny):
    table, edition = tiny.table(), tiny.edition(tables={"1.1.1": "papi/p", "1.1.2": "papi/p"})
    found = errors(tiny, table, earlier(table, "1.1.1"), edition=edition, methods=("earlier_round", "last_value"))
    blocks = found[(found["block"] == "papi") & (found["kind"] == "block")].set_index("method")
    assert blocks["n_predicted"].to_dict() == {"earlier_round": 0, "last_value": 4}


def test_a_method_that_knows_the_truth_moves_no_rank(tiny):
    table = tiny.table()
    exact = errors(tiny, table, earlier(table), methods=("earlier_round",))
    assert set(exact["mean_rank_shift"]) == {0.0}
    assert set(exact["largest_rank_shift"]) == {0.0}
    assert set(exact["rmse_sd"]) == {0.0}


def test_places_are_those_of_the_unit_whose_values_are_hidden(tiny):
    """Without its 0 in 1.2.1 U2 scores 25 and passes U4; the other three stay where they are."""
    table = tiny.table()
    found = errors(tiny, table, methods=("none",), edition=tiny.edition(tables={"1.2.1": "papi/p"}))
    papi = found[(found["block"] == "papi") & (found["kind"] == "cell")].iloc[0]
    assert papi["n_cells"] == 4
    assert papi["largest_rank_shift"] == 1.0
    assert papi["mean_rank_shift"] == 0.25
    assert papi["unit_code"] == "U2"


def test_a_value_of_an_earlier_year_is_not_hidden_from_itself(tiny):
    table = tiny.table()
    values = tiny.long(table, origin={("U1", "1.1.1"): "earlier_year", ("U2", "1.1.1"): "structural_zero"})
    found = errors(tiny, table, values=values, methods=("none",))
    assert set(found["n_of"]) == {18}


def test_all_methods_predict_the_same_sample_and_its_size_is_told(tiny):
    edition = tiny.edition(method={"n_hidden": 5})
    found = errors(tiny, tiny.table(), edition=edition, methods=("mean", "median"))
    assert set(found["n_of"]) == {20}
    assert set(found["n_blocks"]) == {5}
    one, same, other = (
        errors(tiny, tiny.table(), edition=edition, methods=("mean",), seed=seed)["rmse_sd"].tolist()
        for seed in (0, 0, 1)
    )
    assert one == same
    assert one != other


def test_a_method_that_is_refused_keeps_its_rows_with_the_reason(tiny):
    found = errors(tiny, tiny.table(), methods=("linear", "mean"))
    refused = found[found["method"] == "linear"]
    assert len(refused) == 2
    assert refused["reason"].str.startswith("imputation linear: a line needs a later round").all()
    assert refused[["rmse_sd", "mean_rank_shift"]].isna().all(axis=None)
    assert set(found.loc[found["method"] == "mean", "reason"]) == {""}


def test_the_slow_method_is_given_fewer_and_says_so(tiny):
    """Two indicators of a pillar with blanks are chained: each hidden cell then takes rounds times columns."""
    table = tiny.table({f"U{n}": (n, n % 3, n * n % 7, n % 5, n * 3 % 11) for n in range(1, 9)})
    table.loc["U8", "1.1.2"] = np.nan
    edition = tiny.edition(
        units=tuple(table.index),
        method={"n_hidden": 6, "n_imputations": 2, "chain_rounds": 3, "n_donors": 2, "imputation_scale": "raw"},
    )
    found = errors(tiny, table, edition=edition, methods=("predictive_mean_matching", "mean"))
    cells = found[found["kind"] == "cell"].set_index("method")
    assert cells.loc["mean", "n_blocks"] == 6
    assert 1 <= cells.loc["predictive_mean_matching", "n_blocks"] < 6


def test_every_choice_is_compared_on_a_full_edition(toy):
    edition = toy.edition.with_method(
        toy.edition.method.replace({"n_hidden": 2, "n_imputations": 2, "chain_rounds": 1})
    )
    found = imputation_errors.errors(toy.prepared, toy.gathered.values, toy.gathered.panel, edition, seed=0)
    assert sorted(found["method"].unique()) == sorted(imputers.CHOICES)
    assert list(found.columns) == list(schema.schema_of("imputation_errors.csv").columns)
    told = found[found["reason"] == ""]
    assert told["mean_rank_shift"].notna().all()
