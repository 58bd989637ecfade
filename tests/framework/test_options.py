import typing

import pytest

from pipeline.framework import options, review_options
from pipeline.framework.option_group import Group
from pipeline.framework.options import Normalisation, Ranking

GROUPS = [
    group
    for module in (options, review_options)
    for group in vars(module).values()
    if isinstance(group, type) and issubclass(group, Group) and group is not Group
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
