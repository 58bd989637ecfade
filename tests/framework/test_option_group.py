import pytest

from pipeline.errors import ParameterError


def test_a_copy_has_the_options_that_it_was_asked_for_and_no_other(nominal):
    own = nominal.ranking.only(["ties"])
    assert own.ties == nominal.ranking.ties
    with pytest.raises(
        ParameterError, match="option 'classes': .* is not declared. Add CLASSES to its parameters cell"
    ):
        own.classes  # noqa: B018  (to read it is what is refused)


def test_what_is_no_option_is_no_attribute(nominal):
    with pytest.raises(AttributeError, match="tie"):
        nominal.ranking.tie  # noqa: B018
