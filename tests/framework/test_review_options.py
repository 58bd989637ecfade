import pytest

from pipeline.errors import ParameterError
from pipeline.framework.review_options import Uncertainty


def test_a_rank_range_has_two_ends(nominal):
    with pytest.raises(ValueError, match=r"rank_low must be below rank_high, both inside 0-1, got 0\.95 and 0\.05"):
        Uncertainty(
            alternatives=None,
            n_draws=10,
            rank_low=0.95,
            rank_high=0.05,
            robust_share=0.95,
            top_places=(5,),
            convergence_draws=10,
            convergence_places=1.0,
            score_error=1.0,
        )


def test_the_floors_of_the_efficiency_lie_below_the_best_score(nominal):
    with pytest.raises(ParameterError, match=r"efficiency_floors must be below 100.*got \[10.0, 100.0\]"):
        nominal.replace({"efficiency_floors": [10.0, 100.0]})
