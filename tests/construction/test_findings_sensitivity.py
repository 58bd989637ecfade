import numpy as np
import pandas as pd
import pytest

from pipeline.construction import finding, findings_sensitivity
from pipeline.construction.findings_sensitivity import Results

SOBOL = ["output", "factor", "first", "first_low", "first_high", "total", "total_low", "total_high"]


def results(**changed):
    tables = {
        "one_at_a_time": pd.DataFrame(
            {
                "factor": ["a", "b"],
                "choice": ["x y", "z"],
                "mean_shift": [1.5, 0.0],
                "largest_shift": [6.0, 0.0],
                "unit_code": ["U2", ""],
                "n_changed": [3, 0],
            }
        ),
        "sobol": pd.DataFrame(
            [
                ("mean_rank_shift", "a", 0.5, 0.4, 0.6, 0.7, 0.6, 0.8),
                ("mean_rank_shift", "b", 0.2, 0.1, 0.3, 0.4, 0.3, 0.5),
                *[("U1", factor, *[np.nan] * 6) for factor in "ab"],
                *[("U2", factor, 0.5, 0.4, 0.6, 0.5, 0.4, 0.6) for factor in "ab"],
            ],
            columns=SOBOL,
        ),
        "sobol_top": pd.DataFrame(
            {"k": [5, 5, 10, 10], "unit_code": "U1", "factor": list("abab"), "total": [0.9, 0.1, 0.2, 0.6]}
        ),
        "leave_one_out": pd.DataFrame({"code": ["1.1", "1.2"], "mean_shift": [0.5, 2.0]}),
        "leave_pillar_out": pd.DataFrame({"code": ["1", "2"], "mean_shift": [3.0, 1.0]}),
        "leave_unit_out": pd.DataFrame({"left_out": ["U1", "U2"], "n_reversed": [0, 4], "n_pairs": [10, 10]}),
        "dominance": pd.DataFrame(
            {
                "unit_code": ["U1", "U2"],
                "other": ["U2", "U1"],
                "ahead_within_bounds": [True, False],
                "ahead_under_any": [False, False],
            }
        ),
        "weight_stability": pd.DataFrame(
            {"code": ["1", "2"], "nominal": [0.5, 0.5], "low": [0.4, 0.49], "high": [0.6, 0.52]}
        ),
        "swaps": pd.DataFrame({"unit_code": ["U1", "U2"], "other": ["U2", "U3"], "shift": [0.01, np.nan]}),
    }
    return Results(**{**tables, **changed})


def by_name(tiny, **changed):
    found = findings_sensitivity.findings(results(**changed), tiny.edition(method={"small_shift": 0.02}))
    return finding.table(found).set_index("finding")


def test_what_moves_the_ranking_most_is_named(tiny):
    found = by_name(tiny)
    assert found["subject"][["choice_mean", "choice_largest", "share_most", "top_factor"]].tolist() == [
        "a|x y",
        "U2",
        "a",
        "b",
    ]
    assert found["subject"][["indicator_out", "pillar_out", "unit_out"]].tolist() == ["1.2", "1", "U2"]
    assert found["value"][["choices_idle", "unit_out", "units_reversing", "ranks_constant"]].tolist() == [1, 4, 1, 1]


def test_what_only_choices_together_bring_about_is_what_the_first_order_leaves(tiny):
    assert by_name(tiny)["value"]["share_together"] == pytest.approx(0.3)


def test_the_order_without_draws_is_told_by_pairs(tiny):
    found = by_name(tiny)
    assert found["value"][["order_within", "order_any"]].tolist() == [1.0, 0.0]
    assert found.loc["weight_tightest", ["subject", "low", "high"]].tolist() == ["2", 0.49, 0.52]


def test_a_leader_who_is_close_is_borderline_and_one_who_is_never_reached_is_safe(tiny):
    assert by_name(tiny)["verdict"]["leader_shift"] == "borderline"
    assert by_name(tiny)["value"]["close_neighbours"] == 1
    safe = results().swaps.assign(shift=np.nan)
    assert "leader_safe" in by_name(tiny, swaps=safe).index


def test_what_cannot_be_said_is_said_to_be_so(tiny):
    none = {name: table.iloc[:0] for name, table in vars(results()).items()}
    found = by_name(tiny, **none)
    assert found["verdict"].to_dict() == {
        "no_choice_alone": "not_applicable",
        "no_shares": "not_applicable",
        "order_not_linear": "not_applicable",
    }


def test_a_shift_that_never_varies_is_undefined(tiny):
    table = results().sobol.assign(total=np.nan, first=np.nan)
    assert by_name(tiny, sobol=table)["verdict"]["shift_undefined"] == "undefined"
