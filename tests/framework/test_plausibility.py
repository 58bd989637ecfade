"""Limits of the checks of supplied values: the file of the project, and what no file may say."""

from __future__ import annotations

import pytest

from pipeline.data import project, yaml_text
from pipeline.errors import FrameworkError
from pipeline.framework.plausibility import Plausibility


@pytest.fixture
def given():
    return yaml_text.read(project.root() / "params" / "plausibility.yaml")


def test_the_limits_are_those_of_the_literature(given):
    limits = Plausibility.read(given, where="plausibility.yaml")
    assert (limits.far_limit, limits.change_limit) == (3.5, 3.5)  # Iglewicz and Hoaglin 1993, section 3.3


@pytest.mark.parametrize(
    ("name", "value"),
    [("least_change", 1.0), ("power_tolerance", 0.5), ("fewest_units", 4), ("far_limit", 0.0), ("seed", -1)],
)
def test_a_limit_that_asks_of_everything_or_nothing_is_refused(given, name, value):
    with pytest.raises(FrameworkError, match=f"plausibility.yaml: {name}"):
        Plausibility.read({**given, name: value}, where="plausibility.yaml")


def test_an_unknown_limit_is_refused(given):
    with pytest.raises(FrameworkError, match="unknown key 'corrections'"):
        Plausibility.read({**given, "corrections": True}, where="plausibility.yaml")
