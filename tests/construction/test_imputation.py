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


def panel(*rows):
    return pd.DataFrame(rows, columns=["unit_code", "code", "round", "data_year", "value"])


def impute(table, own, edition, **options):
    return imputation.impute(table, own, edition, seed=0, **options)


def test_no_imputation_leaves_every_blank(tiny):
    table = without(tiny, ("U1", "1.1.1"))
    filled = impute(table, tiny.nothing_earlier(), tiny.edition())
    pd.testing.assert_frame_equal(filled.values, table)
    assert not filled.imputed.to_numpy().any()
    assert filled.method == "none"


def test_a_blank_takes_the_median_of_its_own_region(tiny):
    edition = tiny.edition(method={"imputation": "median_by_region"})
    filled = impute(without(tiny, ("U1", "1.2.1")), tiny.nothing_earlier(), edition)
    assert filled.values.loc["U1", "1.2.1"] == 8.0  # U3 is the other unit of the region N
    assert filled.imputed.to_numpy().sum() == 1


def test_a_blank_that_its_whole_region_shares_stays_blank(tiny):
    edition = tiny.edition(method={"imputation": "median_by_region"})
    filled = impute(without(tiny, ("U1", "1.2.1"), ("U3", "1.2.1")), tiny.nothing_earlier(), edition)
    assert np.isnan(filled.values.loc["U1", "1.2.1"])
    assert not filled.imputed.to_numpy().any()


def test_a_blank_takes_the_units_own_earlier_round_and_says_how_old_it_is(tiny):
    edition = tiny.edition(method={"imputation": "earlier_round"})
    table = without(tiny, ("U1", "1.1.1"), ("U2", "1.1.1"))
    own = panel(
        ("U1", "1.1.1", -2, 2022, 9.0), ("U3", "1.1.1", -2, 2022, 3.0), ("U4", "1.1.1", -2, 2022, 6.0)
    )  # U3 moved to 0, U4 to 2
    filled = impute(table, own, edition)
    assert filled.values.loc["U1", "1.1.1"] == 9.0
    assert np.isnan(filled.values.loc["U2", "1.1.1"])
    assert filled.values.loc["U3", "1.1.1"] == 0.0
    cell = filled.cells().iloc[0]
    assert (cell["data_year"], cell["lag"], cell["n"]) == (2022, 2, 2)
    assert cell["expected_error"] == pytest.approx(np.sqrt((9 + 16) / 2))
    assert cell["beyond"] == "observed"  # nobody has more than 2 now


def test_every_imputed_cell_is_remembered_with_its_method(tiny):
    edition = tiny.edition(method={"imputation": "median_by_region"})
    filled = impute(without(tiny, ("U1", "1.2.1")), tiny.nothing_earlier(), edition)
    own = filled.cells()
    assert own[["unit_code", "code", "value", "method", "beyond"]].to_dict("records") == [
        {"unit_code": "U1", "code": "1.2.1", "value": 8.0, "method": "median_by_region", "beyond": ""}
    ]
    assert own[["data_year", "lag", "expected_error", "n"]].isna().all(axis=None)
    assert filled.table()["imputed"].sum() == 1
    assert len(filled.table()) == 20


def test_a_filling_beyond_the_plausible_bounds_is_told_and_not_clipped(tiny):
    nodes = {"1.1.1": {"plausible_low": 0.0, "plausible_high": 10.0}}
    edition = tiny.edition(method={"imputation": "earlier_round"}, nodes=nodes)
    filled = impute(without(tiny, ("U1", "1.1.1")), panel(("U1", "1.1.1", -1, 2023, 11.0)), edition)
    assert filled.values.loc["U1", "1.1.1"] == 11.0
    assert filled.cells()["beyond"].tolist() == ["plausible"]


def test_models_that_iterate_are_told(tiny):
    edition = tiny.edition(method={"imputation": "em", "imputation_scale": "raw"})
    models = impute(without(tiny, ("U1", "2.1.1")), tiny.nothing_earlier(), edition).models()
    assert models[["node", "method", "n_indicators", "n_blank", "converged"]].to_dict("records") == [
        {"node": "2", "method": "em", "n_indicators": 2, "n_blank": 1, "converged": True}
    ]
    assert impute(tiny.table(), tiny.nothing_earlier(), edition).models().empty


def test_a_value_that_was_carried_forward_is_told_with_its_expected_error(tiny):
    table = tiny.table()
    own = panel(
        ("U1", "1.1.1", -1, 2023, 10.0),  # stands in: no round 0
        ("U2", "1.1.1", -1, 2023, 4.0),
        ("U2", "1.1.1", 0, 2024, 5.0),
        ("U3", "1.1.1", 0, 2024, 0.0),
    )
    found = imputation.stand_ins(table, own, tiny.edition())
    assert found[["unit_code", "code", "value", "data_year", "lag", "n"]].to_dict("records") == [
        {"unit_code": "U1", "code": "1.1.1", "value": 10.0, "data_year": 2023, "lag": 1, "n": 1}
    ]
    assert found["expected_error"].tolist() == [1.0]
    assert found["error_sd"].tolist() == [pytest.approx(1.0 / np.std(table["1.1.1"], ddof=1))]
    assert imputation.stand_ins(table, tiny.nothing_earlier(), tiny.edition()).empty


def test_the_table_agrees_with_the_array(toy):
    group = matrix.groups(toy.edition, toy.units)
    by_hand = arrays.median_by_group(toy.prepared.to_numpy(), group=group)
    np.testing.assert_array_equal(toy.imputed.values.to_numpy(), by_hand.values)
    np.testing.assert_array_equal(toy.imputed.imputed.to_numpy(), by_hand.imputed)


def test_another_method_is_used_when_it_is_asked_for(tiny):
    edition = tiny.edition()
    other = edition.method.replace({"imputation": "median_by_region"})
    filled = impute(without(tiny, ("U1", "1.2.1")), tiny.nothing_earlier(), edition, method=other)
    assert filled.method == "median_by_region"


def test_leaving_a_blank_implies_the_mean_of_its_group(tiny):
    """Shadow imputation: U1 without 1.1.1 has the sub-pillar score of a U1 whose 1.1.1 scores as 1.1.2 does."""
    edition = tiny.edition()
    scores = tiny.table({"U1": (np.nan, 40.0, 1.0, 1.0, 1.0), "U2": (40.0, 40.0, 1.0, 1.0, 1.0)})
    made = index.assemble(scores, edition)
    assert made.scores.loc["U1", "1.1"] == 40.0
    assert made.scores.loc["U1", "0"] == made.scores.loc["U2", "0"]


def test_imputing_does_not_change_its_input(tiny):
    table = without(tiny, ("U1", "1.2.1"))
    before = table.copy()
    impute(table, tiny.nothing_earlier(), tiny.edition(method={"imputation": "median_by_region"}))
    pd.testing.assert_frame_equal(table, before)
