import numpy as np
import pandas as pd
import pytest

from pipeline.construction import weight_order

EQUAL = {"0": np.array([1.0, 1.0])}


def scores(tiny, **columns):
    return pd.DataFrame({"1": [80.0, 50, 60], "2": [40.0, 60, 30], "0": 0.0, **columns}, index=["U1", "U2", "U3"])


@pytest.fixture
def found(tiny):
    return weight_order.weight_order(scores(tiny), tiny.edition(method={"weight_range": 0.5}), weights=EQUAL)


def test_a_pair_is_ordered_within_bounds_or_under_any_weights(found):
    """Weights of 0.25 to 0.75 each: U1 leads U2 by 30 and -20 points, least 0.25 x 30 - 0.75 x 20 = -7.5."""
    table = found.dominance.set_index(["unit_code", "other"])
    assert table.loc[("U1", "U2"), "least_advantage"] == pytest.approx(-7.5)
    assert not table.loc[("U1", "U2"), "ahead_within_bounds"]
    assert table.loc[("U1", "U3"), ["ahead_within_bounds", "ahead_under_any"]].all()
    assert table.loc[("U2", "U3"), "least_advantage"] == pytest.approx(0.25 * 30 - 0.75 * 10)  # -10 and 30 points
    assert table.loc[("U2", "U3"), "ahead_within_bounds"]  # level at one end, ahead elsewhere
    assert not table.loc[("U2", "U3"), "ahead_under_any"]


def test_the_interval_of_a_weight_ends_where_two_units_are_level(found):
    """U1 and U2 are level where 30 t = 20 (1 - t), at t = 0.4; U2 and U3 where 10 t = 30 (1 - t), at t = 0.75."""
    table = found.stability.set_index("code")
    assert table.loc["1", ["nominal", "low", "high"]].tolist() == pytest.approx([0.5, 0.4, 0.75])
    assert table.loc["1", ["low_unit", "low_other"]].tolist() == ["U1", "U2"]
    assert table.loc["1", ["high_unit", "high_other"]].tolist() == ["U2", "U3"]


def test_the_next_unit_draws_level_by_the_smallest_shift_of_weight(found):
    table = found.swaps.set_index("unit_code")
    assert table.loc["U1", ["other", "from_code", "to_code"]].tolist() == ["U2", "1", "2"]
    assert table.loc["U1", "shift"] == pytest.approx(0.1)
    assert table.loc["U2", "shift"] == pytest.approx(0.25)


def test_who_leads_throughout_is_never_reached(tiny):
    table = weight_order.weight_order(scores(tiny).loc[["U1", "U3"]], tiny.edition(), weights=EQUAL).swaps
    assert np.isnan(table.loc[0, "shift"])
    assert table.loc[0, "from_code"] == ""


def test_a_unit_that_lacks_a_component_has_no_order(tiny):
    table = weight_order.weight_order(
        scores(tiny, **{"2": [40.0, np.nan, 30.0]}), tiny.edition(), weights=EQUAL
    ).dominance
    assert set(table["unit_code"]) == {"U1", "U3"}


def test_of_another_mean_nothing_is_said(tiny):
    found = weight_order.weight_order(
        scores(tiny), tiny.edition(method={"aggregation": "geometric", "score_floor": 1.0}), weights=EQUAL
    )
    assert found.dominance.empty
    assert found.stability.empty
    assert found.swaps.empty
