"""Growth accounting: the residual by hand, and the split that is refused."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import MethodError
from pipeline.statistics import growth_residual

rates = st.floats(-0.2, 0.3)


def test_the_residual_is_what_capital_and_labour_leave():
    given_rates = {"capital": np.array([0.10, np.nan]), "labour": np.array([0.01, 0.01])}
    found = growth_residual.residual(np.array([0.08, 0.08]), capital_share=0.4, **given_rates)
    assert found == pytest.approx([0.034, np.nan], nan_ok=True)  # 8 - 0.4 x 10 - 0.6 x 1 per cent


@given(capital=rates, labour=rates, technology=rates, share=st.floats(0.05, 0.95))
def test_the_growth_of_technology_that_went_in_comes_out(capital, labour, technology, share):
    output = np.array([technology + share * capital + (1 - share) * labour])
    found = growth_residual.residual(
        output, capital=np.array([capital]), labour=np.array([labour]), capital_share=share
    )
    assert found[0] == pytest.approx(technology, abs=1e-12)


@pytest.mark.parametrize("share", [0.0, 1.0, 40.0, float("nan")])
def test_a_share_that_is_none_is_refused(share):
    with pytest.raises(ValueError, match="a share of capital lies between 0 and 1; found"):
        growth_residual.residual(np.zeros(1), capital=np.zeros(1), labour=np.zeros(1), capital_share=share)


def test_the_split_among_science_innovation_and_digital_transformation_is_refused_with_the_reason():
    told = r"one equation \(output, capital, labour\) for 3 unknown parts \(science; innovation; digital\)"
    with pytest.raises(MethodError, match=told):
        growth_residual.split(np.array([0.03]), among=["science", "innovation", "digital"])
