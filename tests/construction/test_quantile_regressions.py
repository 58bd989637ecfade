"""Quantiles of the outcome on the pillars, as many as the units carry."""

import numpy as np
import pandas as pd

from pipeline.construction import development, index, quantile_regressions
from pipeline.statistics import quantile_regression

UNITS = [f"U{number:02d}" for number in range(14)]


def at(tiny, quantiles, outcome_of=lambda s: np.exp(s["2"] / 50 + np.sin(np.arange(14)))):
    rng = np.random.default_rng(7)
    table = pd.DataFrame(rng.uniform(1, 9, (14, 5)), index=UNITS, columns=list(tiny.table().columns))
    edition = tiny.edition(units=UNITS, regression_outcome="o.1", method={"quantiles": quantiles})
    scores = index.build(table, edition).scores
    base = development.ground(scores, tiny.long(table.assign(**{"o.1": outcome_of(scores)})), edition)
    return base, quantile_regressions.at_quantiles(base, edition)


def test_the_table_agrees_with_the_array(tiny):
    base, found = at(tiny, [0.5])
    by_hand = quantile_regression.quantile_regression(
        np.log(base.level.to_numpy()), base.pillars.to_numpy(), quantile=0.5, confidence=0.95
    )
    np.testing.assert_array_equal(found["coefficient"], by_hand.coefficients)
    assert found["term"].tolist() == ["intercept", "1", "2"]


def test_a_quantile_that_leaves_fewer_units_than_coefficients_is_not_fitted(tiny):
    _, found = at(tiny, [0.1, 0.5, 0.75])  # 1.4, 7 and 3.5 units on the short side, three coefficients
    assert sorted(found["quantile"].unique()) == [0.5, 0.75]


def test_no_quantile_or_no_outcome_is_an_empty_table(tiny):
    assert at(tiny, [])[1].empty
    assert at(tiny, [0.5], lambda s: s["1"] * np.nan)[1].empty
