import pandas as pd
import pytest

from pipeline.construction import finding, findings_data
from pipeline.construction.findings_data import Tables


@pytest.fixture
def found(tiny):
    origins = {("U1", "1.1.1"): "earlier_year", ("U2", "1.1.2"): "structural_zero", ("U2", "1.2.1"): "not_published"}
    values = tiny.long(tiny.table(), origin=origins)
    values = pd.concat(
        [values, values.assign(code="o.1", origin="not_published")]
    )  # an outcome is no cell of the index
    tables = Tables(
        values=values,
        screening=pd.DataFrame({"unit_code": ["U1", "U2"], "ranked": [True, False]}),
        imputed_cells=pd.DataFrame({"unit_code": ["U2"], "code": ["1.2.1"]}),
        stand_ins=pd.DataFrame(
            {"unit_code": ["U1", "U1"], "code": ["1.1.1", "1.1.2"], "error_sd": [0.5, 2.0], "n": [9, 8]}
        ),
        information_value=pd.DataFrame(
            {
                "unit_code": ["U1", "U2"],
                "narrowing_all": [3.0, 7.0],
                "width": [4.0, 9.0],
                "width_known": [2.0, 5.5],
                "n_draws": 100,
            }
        ),
        delta_shift=pd.DataFrame(
            {"unit_code": ["U1", "U2"], "n_cells": [1, 3], "shift": [1.0, -2.0], "change": [-2.0, 9.0]}
        ),
        treatment=pd.DataFrame({"code": ["1.1.1", "1.1.2"], "outlying_treated": [False, True]}),
        treated_cells=pd.DataFrame({"unit_code": ["U3"], "code": ["1.1.1"]}),
    )
    edition = tiny.edition(screening={"share": 0.8})
    return finding.table(findings_data.findings(tables, edition)).set_index("finding")


def test_what_stands_where_a_figure_is_missing_is_counted(found):
    """Four units by five indicators, of which one cell is not there."""
    assert found.loc["cells_present", ["value", "n"]].tolist() == [0.95, 20]
    assert found["value"][["structural_zeros", "earlier_years", "cells_imputed", "cells_winsorised"]].tolist() == [
        1,
        1,
        1,
        1,
    ]


def test_the_unit_that_lacks_most_is_held_against_the_editions_share(found):
    assert found.loc["unit_least_present", ["subject", "value", "verdict"]].tolist() == ["U2", 0.8, "clear"]


def test_an_unranked_unit_is_a_question_and_an_outlier_that_is_left_a_fault(found):
    assert found.loc["units_ranked", ["value", "n", "verdict"]].tolist() == [1, 2, "borderline"]
    assert found.loc["outliers_left", ["value", "verdict"]].tolist() == [1, "fail"]


def test_the_least_reliable_stand_in_is_named(found):
    assert found.loc["stand_in_worst", ["subject", "value", "n"]].tolist() == ["1.1.2", 2.0, 8]


def test_the_gap_worth_most_and_the_shift_that_matters_are_named(found):
    assert found.loc["gap_worth_most", ["subject", "value", "n"]].tolist() == ["U2", 7, 100]
    assert found.loc["gap_shift", ["subject", "value", "threshold"]].tolist() == ["U1", 2, 1]  # 2 SD is out of reach
