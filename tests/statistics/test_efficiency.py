"""Data envelopment analysis: published examples, hand arithmetic, limits of shares."""

import numpy as np
import pytest

from pipeline.statistics import efficiency
from pipeline.statistics.efficiency import FREE, ShareLimits

CCR = {"returns": "constant", "input_limits": FREE, "output_limits": FREE}
BCC = CCR | {"returns": "variable"}
EMPLOYEES = np.array([2.0, 3, 3, 4, 5, 5, 6, 8])[:, np.newaxis]
SALES = np.array([1.0, 3, 2, 3, 4, 2, 3, 5])[:, np.newaxis]


@pytest.mark.parametrize("orientation", ["input", "output"])
def test_one_input_and_one_output(orientation):
    """Eight stores, employees and sales: Cooper, Seiford, Tone (2007), Data Envelopment Analysis, Tables 1.1 and 1.2.

    Sales per employee over the best, 1 of store B: 0.5, 1, 0.667, 0.75, 0.8, 0.4, 0.5, 0.625.
    """
    found = efficiency.envelopment(EMPLOYEES, SALES, orientation=orientation, **CCR)
    assert found.scores.round(3).tolist() == [0.5, 1.0, 0.667, 0.75, 0.8, 0.4, 0.5, 0.625]


def test_under_variable_returns_the_smallest_and_the_largest_are_efficient_too():
    """By hand: the frontier runs over (2, 1), (3, 3), (5, 4), (8, 5); (4, 3) needs 3 of its 4, (6, 3) 3 of its 6."""
    found = efficiency.envelopment(EMPLOYEES, SALES, orientation="input", **BCC)
    assert found.scores == pytest.approx([1.0, 1.0, 2.5 / 3, 3 / 4, 1.0, 2.5 / 5, 3 / 6, 1.0])


def test_the_output_oriented_score_under_variable_returns_is_the_share_of_what_could_be_made():
    """By hand: 3 employees could make 3 where 2 are made; 4 could make 3.5, 6 could make 4 1/3."""
    found = efficiency.envelopment(EMPLOYEES, SALES, orientation="output", **BCC)
    assert found.scores == pytest.approx([1.0, 1.0, 2 / 3, 3 / 3.5, 1.0, 2 / 4, 3 / (4 + 1 / 3), 1.0])


def test_one_constant_input_is_benefit_of_the_doubt():
    from pipeline.statistics import frontier

    outputs = np.random.default_rng(0).uniform(1.0, 10.0, (12, 3))
    doubt = frontier.benefit_of_the_doubt(
        outputs, least_share=np.full(3, 0.2), greatest_share=np.full(3, 0.6), floor=None
    )
    found = efficiency.envelopment(
        np.ones((12, 1)), outputs, orientation="input", **CCR | {"output_limits": ShareLimits(0.2, 0.6)}
    )
    assert found.scores == pytest.approx(doubt.scores)


def test_shares_keep_their_limits_and_sum_to_one():
    rng = np.random.default_rng(1)
    limits = {"input_limits": ShareLimits(0.2, 0.5), "output_limits": ShareLimits(0.1, 0.7)}
    inputs, outputs = rng.uniform(10.0, 100.0, (20, 3)), rng.uniform(10.0, 100.0, (20, 2))
    found = efficiency.envelopment(inputs, outputs, orientation="output", returns="constant", **limits)
    free = efficiency.envelopment(inputs, outputs, orientation="output", **CCR)
    assert (found.scores <= free.scores + 1e-9).all()
    for shares, low, high in ((found.input_shares, 0.2, 0.5), (found.output_shares, 0.1, 0.7)):
        assert shares.sum(axis=1) == pytest.approx(1.0)
        assert shares.min() >= low - 1e-7
        assert shares.max() <= high + 1e-7


def test_both_orientations_agree_under_constant_returns_also_with_limits():
    rng = np.random.default_rng(2)
    limits = {"returns": "constant", "input_limits": ShareLimits(0.2, 0.5), "output_limits": ShareLimits(0.2, 0.8)}
    inputs, outputs = rng.uniform(10.0, 100.0, (15, 3)), rng.uniform(10.0, 100.0, (15, 2))
    ours = [efficiency.envelopment(inputs, outputs, orientation=o, **limits).scores for o in ("input", "output")]
    assert ours[0] == pytest.approx(ours[1])


def test_units_solved_together_are_units_solved_alone(monkeypatch):
    together = efficiency.envelopment(EMPLOYEES, SALES, orientation="input", **CCR)
    monkeypatch.setattr(efficiency, "_CELLS", 1)
    assert efficiency.envelopment(EMPLOYEES, SALES, orientation="input", **CCR).scores == pytest.approx(together.scores)


def test_units_of_measure_cancel():
    found = efficiency.envelopment(1000.0 * EMPLOYEES, 0.01 * SALES, orientation="input", **CCR)
    assert found.scores.round(3).tolist() == [0.5, 1.0, 0.667, 0.75, 0.8, 0.4, 0.5, 0.625]


def test_a_unit_that_misses_a_variable_is_not_scored_and_in_nobodys_way():
    sales = SALES.copy()
    sales[1] = np.nan  # the best store
    found = efficiency.envelopment(EMPLOYEES, sales, orientation="input", **CCR)
    assert np.isnan(found.scores[1])
    assert (found.n, found.scores[4]) == (7, pytest.approx(1.0))


@pytest.mark.parametrize(
    ("inputs", "outputs", "options", "message"),
    [
        (EMPLOYEES - 2.0, SALES, {}, "needs inputs above 0; found 0"),
        (EMPLOYEES, -SALES, {}, "needs outputs above 0; found -5"),
        (EMPLOYEES[:3], SALES, {}, "inputs and outputs of the same units"),
        (EMPLOYEES, SALES, {"returns": "rising"}, "knows constant, variable; got 'rising'"),
        (EMPLOYEES, SALES, {"input_limits": ShareLimits(0.0, 0.5)}, "no shares of 1 inputs lie between 0 and 0.5"),
        (EMPLOYEES, SALES, {"output_limits": ShareLimits(0.6, 0.5)}, "0 <= least <= greatest <= 1"),
    ],
)
def test_what_has_no_efficiency_is_refused(inputs, outputs, options, message):
    with pytest.raises(ValueError, match=message):
        efficiency.envelopment(inputs, outputs, orientation="input", **CCR | options)
