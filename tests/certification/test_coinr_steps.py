"""COINr's steps composed of our functions."""

import numpy as np
import pandas as pd
import pytest

from pipeline.certification import coinr_steps

TREE = pd.DataFrame(
    {"Level": [1, 1, 1, 2, 2, 3], "Parent": ["P", "P", "Q", "I", "I", None], "Weight": [3.0, 1.0, 1.0, 1.0, 1.0, 1.0]},
    index=["a", "b", "c", "P", "Q", "I"],
)


def test_scores_go_up_the_tree():
    scores = pd.DataFrame({"a": [40.0], "b": [80.0], "c": [10.0]}, index=["u"])
    found = coinr_steps.aggregated(scores, TREE, coinr_steps.arithmetic)
    assert found.loc["u", ["P", "Q", "I"]].tolist() == [50.0, 10.0, 30.0]


def test_effective_weights_are_products_of_shares():
    found = coinr_steps.effective_weights(TREE)["EffWeight"]
    assert found.to_dict() == {"a": 0.375, "b": 0.125, "c": 0.5, "P": 0.5, "Q": 0.5, "I": 1.0}


def test_equal_values_may_exceed_the_number_of_points_in_their_last_round():
    """After 500 is drawn in three stand at 400 and move together: COINr looks at the number before the round."""
    values = pd.DataFrame({"x": [*np.arange(1.0, 28.0), 400.0, 400.0, 500.0]})
    found = coinr_steps.treated(values, max_points=2)
    assert found.finished.tolist() == [True]
    assert found.n_points.tolist() == [3]
    assert found.values["x"].max() == 27.0
    assert not coinr_steps.treated(values, max_points=1).finished.any()


def test_what_stays_outlying_takes_its_logarithm():
    values = pd.DataFrame({"x": [*np.arange(1.0, 20.0), 1e6]})
    found = coinr_steps.treated(values, max_points=0)
    assert found.values["x"].iloc[-1] == pytest.approx(np.log((1e6 - 1) * 1.01))
    assert not found.points.any()
