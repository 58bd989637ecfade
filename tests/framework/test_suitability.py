import pytest

from pipeline.errors import FrameworkError
from pipeline.framework import suitability
from pipeline.framework.edition import Edition
from pipeline.framework.goalposts import Goalposts


def kept(codes=("a1", "a2", "b1"), transformation="none"):
    post = {"transformation": transformation, "low": 0, "high": 1, "value_low": 0, "value_high": 9}
    return Goalposts(name="kept", editions=("x",), method="m", goalposts=dict.fromkeys(codes, post))


def under(edition, *, goalposts=None, **changes):
    """The edition under a method with some parameters replaced, with stored goalposts or none."""
    content = {name: getattr(edition, name) for name in Edition.model_fields}
    method = edition.method.replace(changes)
    return Edition.read(content | {"method": method, "goalposts": goalposts}, where="edition x")


@pytest.mark.parametrize(
    ("name", "used"), [("goalposts", True), ("scaled", True), ("adjusted", True), ("min_max", False), ("rank", False)]
)
def test_stored_goalposts_count_where_the_normalisation_uses_them(nominal, name, used):
    method = nominal.replace({"normalisation": name})
    assert (suitability.stored(method, kept()) is not None) == used


def test_an_edition_on_stored_goalposts_holds_together(edition):
    assert under(edition(), goalposts=kept(), normalisation="goalposts", outlier_rule="none").goalposts == kept()


def test_stored_goalposts_that_lack_an_indicator_are_refused(edition):
    with pytest.raises(FrameworkError, match=r"stored goalposts 'kept' lack a2; b1\. Leave these indicators out"):
        under(edition(), goalposts=kept(["a1"]), normalisation="goalposts", outlier_rule="none")


def test_winsorising_before_stored_goalposts_is_refused(edition):
    with pytest.raises(FrameworkError, match=r"needs outlier_rule none, found 'winsorise'\. Set outlier_rule to none"):
        under(edition(), goalposts=kept(), normalisation="goalposts")


def test_a_fallback_before_stored_goalposts_is_refused(edition):
    with pytest.raises(FrameworkError, match="the fallback would change the scale on which they lie"):
        under(edition(), goalposts=kept(), normalisation="scaled", outlier_fallback="log_ct")


def test_stored_goalposts_of_transformed_indicators_need_their_transformation(edition):
    changes = {"normalisation": "goalposts", "outlier_rule": "none", "transformations": "none"}
    with pytest.raises(FrameworkError, match=r"'kept' of a1; a2; b1 lie on the scale of a transformation"):
        under(edition(), goalposts=kept(transformation="log"), **changes)
    assert under(edition(), goalposts=kept(), **changes)


@pytest.mark.parametrize("name", ["goalposts", "scaled"])
def test_goalposts_that_the_framework_lacks_are_named_all_at_once(edition, name):
    with pytest.raises(
        FrameworkError, match=rf"'{name}' needs goalposts of every indicator; without: a1; a2; b1\. Set"
    ):
        under(edition(), normalisation=name)


def test_targets_that_the_framework_lacks_are_named_all_at_once(edition):
    with pytest.raises(FrameworkError, match=r"needs a target of every indicator; without: a1; a2; b1\. Set target in"):
        under(edition(), normalisation="distance_to_target")


@pytest.mark.parametrize("changes", [{"transformations": "declared"}, {"outlier_fallback": "log_ct"}])
def test_a_target_of_an_indicator_that_changes_its_scale_is_refused(five, edition, changes):
    for row in five:
        row.update({"target": 5, "transformation": "log"} if row["role"] == "indicator" else {})
    aimed = edition(rows=five)
    with pytest.raises(FrameworkError, match=r"targets are in the .*would change the scale first: a1; a2; b1\. Set"):
        under(aimed, normalisation="distance_to_target", **{"transformations": "none", **changes})
    assert under(aimed, normalisation="distance_to_target", transformations="none")


def test_a_unit_of_reference_that_the_edition_lacks_is_refused_with_the_nearest(edition):
    known = edition().units.codes[0]
    with pytest.raises(FrameworkError, match=rf"reference_unit '{known}x' is no unit of the edition; .*{known}"):
        under(edition(), normalisation="distance_to_reference", reference_unit=f"{known}x")
    assert under(edition(), normalisation="distance_to_reference", reference_unit=known)


def test_rescaling_needs_both_a_trigger_and_a_fallback(nominal):
    assert not suitability.rescales(nominal)
    assert suitability.rescales(nominal.replace({"outlier_fallback": "log_ct"}))
    assert not suitability.rescales(nominal.replace({"outlier_fallback": "log_ct", "outlier_rule": "none"}))
