"""Stored goalposts: bounds that have an order, with the power where the transformation needs one."""

import pytest

from pipeline.framework.goalposts import Goalpost, Goalposts

POST = {"transformation": "log", "low": 0.0, "high": 2.0, "value_low": 1.0, "value_high": 7.0}


def test_a_power_is_kept_where_there_is_one():
    assert Goalpost.model_validate(POST).power is None
    assert Goalpost.model_validate(POST | {"transformation": "box_cox", "power": 0.5}).power == 0.5


@pytest.mark.parametrize("wrong", [{"low": 2.0}, {"value_low": 7.0}])
def test_bounds_without_an_order_are_refused(wrong):
    with pytest.raises(ValueError, match="goalposts need low < high, got"):
        Goalpost.model_validate(POST | wrong)


def test_goalposts_name_the_editions_that_they_come_from():
    whole = {"name": "panel", "method": "nominal", "goalposts": {"1": POST}}
    assert Goalposts.model_validate(whole | {"editions": ("one", "two")}).goalposts["1"].high == 2.0
    with pytest.raises(ValueError, match="editions"):
        Goalposts.model_validate(whole | {"editions": ()})
