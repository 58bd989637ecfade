import numpy as np
import pandas as pd
import pytest

from pipeline.construction import imputation, index, matrix
from pipeline.statistics import imputation as arrays


def without(tiny, *cells):
    table = tiny.table()
    for unit, code in cells:
        table.loc[unit, code] = np.nan
    return table


def earlier(*rows):
    return pd.DataFrame(rows, columns=["unit_code", "code", "value", "data_year"])


def test_no_imputation_leaves_every_blank(tiny):
    table = without(tiny, ("U1", "1.1.1"))
    filled = imputation.impute(table, tiny.nothing_earlier(), tiny.edition())
    pd.testing.assert_frame_equal(filled.values, table)
    assert not filled.imputed.to_numpy().any()
    assert filled.method == "none"


def test_a_blank_takes_the_median_of_its_own_region(tiny):
    edition = tiny.edition(method={"imputation": "median_by_region"})
    filled = imputation.impute(without(tiny, ("U1", "1.2.1")), tiny.nothing_earlier(), edition)
    assert filled.values.loc["U1", "1.2.1"] == 8.0  # U3 is the other unit of the region N
    assert filled.imputed.to_numpy().sum() == 1


def test_a_blank_that_its_whole_region_shares_stays_blank(tiny):
    edition = tiny.edition(method={"imputation": "median_by_region"})
    filled = imputation.impute(without(tiny, ("U1", "1.2.1"), ("U3", "1.2.1")), tiny.nothing_earlier(), edition)
    assert np.isnan(filled.values.loc["U1", "1.2.1"])
    assert not filled.imputed.to_numpy().any()


def test_a_blank_takes_the_units_own_earlier_round(tiny):
    edition = tiny.edition(method={"imputation": "earlier_round"})
    table = without(tiny, ("U1", "1.1.1"), ("U2", "1.1.1"))
    filled = imputation.impute(table, earlier(("U1", "1.1.1", 9.0, 2022), ("U3", "1.1.1", 7.0, 2022)), edition)
    assert filled.values.loc["U1", "1.1.1"] == 9.0
    assert np.isnan(filled.values.loc["U2", "1.1.1"])
    assert filled.values.loc["U3", "1.1.1"] == 0.0


def test_every_imputed_cell_is_remembered_with_its_method(tiny):
    edition = tiny.edition(method={"imputation": "median_by_region"})
    filled = imputation.impute(without(tiny, ("U1", "1.2.1")), tiny.nothing_earlier(), edition)
    assert filled.cells().to_dict("records") == [
        {"unit_code": "U1", "code": "1.2.1", "value": 8.0, "method": "median_by_region"}
    ]
    assert filled.table()["imputed"].sum() == 1
    assert len(filled.table()) == 20


def test_the_table_agrees_with_the_array(toy):
    group = matrix.groups(toy.edition, toy.units)
    by_hand = arrays.median_by_group(toy.prepared.to_numpy(), group=group)
    np.testing.assert_array_equal(toy.imputed.values.to_numpy(), by_hand.values)
    np.testing.assert_array_equal(toy.imputed.imputed.to_numpy(), by_hand.imputed)


def test_another_method_is_used_when_it_is_asked_for(tiny):
    edition = tiny.edition()
    other = edition.method.replace({"imputation": "median_by_region"})
    filled = imputation.impute(without(tiny, ("U1", "1.2.1")), tiny.nothing_earlier(), edition, method=other)
    assert filled.method == "median_by_region"


def test_leaving_a_blank_implies_the_mean_of_its_group(tiny):
    """Shadow imputation: U1 without 1.1.1 has the sub-pillar score of a U1 whose 1.1.1 scores as 1.1.2 does."""
    edition = tiny.edition()
    scores = tiny.table({"U1": (np.nan, 40.0, 1.0, 1.0, 1.0), "U2": (40.0, 40.0, 1.0, 1.0, 1.0)})
    made = index.assemble(scores, edition)
    assert made.scores.loc["U1", "1.1"] == 40.0
    assert made.scores.loc["U1", "0"] == made.scores.loc["U2", "0"]


def test_blocks_are_what_is_read_from_one_table(tiny):
    edition = tiny.edition(
        tables={"1.1.1": "papi/p", "1.1.2": "papi/p", "1.2.1": "nso/a", "2.1.1": "nso/b", "2.1.2": "papi/q"}
    )
    assert imputation.sources_of(edition) == {"papi": [["1.1.1", "1.1.2"], ["2.1.2"]], "nso": [["1.2.1"], ["2.1.1"]]}


def test_hidden_cells_are_predicted_by_every_method_and_counted(tiny):
    table = tiny.table()
    before = earlier(*((unit, "1.1.1", table.loc[unit, "1.1.1"] + 1, 2022) for unit in table.index))
    found = imputation.errors(table, tiny.long(table), before, tiny.edition(tables={"1.1.1": "papi/p"}))
    papi = found[found["block"] == "papi"].set_index("method")
    assert papi["n_cells"].tolist() == [4, 4, 4]
    assert papi["n_predicted"].to_dict() == {"none": 0, "median_by_region": 4, "earlier_round": 4}
    sd = float(np.std(table["1.1.1"], ddof=1))
    assert papi.loc["earlier_round", "rmse_sd"] == pytest.approx(1 / sd)
    assert papi.loc["earlier_round", "bias_sd"] == pytest.approx(1 / sd)
    assert np.isnan(papi.loc["none", "rmse_sd"])


def test_a_method_that_knows_the_truth_moves_no_rank(tiny):
    table = tiny.table()
    before = tiny.long(table)[["unit_code", "code", "value", "data_year"]]
    found = imputation.errors(table, tiny.long(table), before, tiny.edition())
    exact = found[found["method"] == "earlier_round"]
    assert exact["mean_rank_shift"].tolist() == [0.0]
    assert exact["largest_rank_shift"].tolist() == [0]
    assert exact["rmse_sd"].tolist() == [0.0]


def test_a_value_of_an_earlier_year_is_not_hidden_from_itself(tiny):
    table = tiny.table()
    values = tiny.long(table, origin={("U1", "1.1.1"): "earlier_year", ("U2", "1.1.1"): "structural_zero"})
    found = imputation.errors(table, values, tiny.nothing_earlier(), tiny.edition())
    assert set(found["n_cells"]) == {18}


def test_imputing_does_not_change_its_input(tiny):
    table = without(tiny, ("U1", "1.2.1"))
    before = table.copy()
    imputation.impute(table, tiny.nothing_earlier(), tiny.edition(method={"imputation": "median_by_region"}))
    pd.testing.assert_frame_equal(table, before)
