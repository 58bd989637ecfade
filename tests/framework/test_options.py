import typing

import pytest

from pipeline.errors import ParameterError
from pipeline.framework import options
from pipeline.framework.options import Normalisation, Ranking, Uncertainty

GROUPS = [
    group
    for group in vars(options).values()
    if isinstance(group, type) and issubclass(group, options.Model) and group is not options.Model
]


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group.__name__)
def test_no_option_has_a_default_because_numbers_of_method_live_in_params(group):
    assert [name for name, field in group.model_fields.items() if not field.is_required()] == []


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group.__name__)
def test_every_group_says_what_it_is_for(group):
    assert group.__doc__


def test_doing_nothing_is_a_choice_of_every_step():
    for group, name in (
        (options.Imputation, "imputation"),
        (options.Treatment, "transformations"),
        (options.Treatment, "outlier_rule"),
        (Normalisation, "normalisation"),
        (Ranking, "classes"),
    ):
        assert "none" in typing.get_args(group.model_fields[name].annotation)


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
        )


def test_the_floors_of_the_efficiency_lie_below_the_best_score(nominal):
    with pytest.raises(ParameterError, match=r"efficiency_floors must be below 100.*got \[10.0, 100.0\]"):
        nominal.replace({"efficiency_floors": [10.0, 100.0]})
