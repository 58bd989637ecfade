import pytest

from pipeline.errors import FrameworkError
from pipeline.framework.audit import Preset

ABOUT = {"name": "x", "name_vi": "x", "name_en": "x", "source_vi": "x", "source_en": "x"}


def preset(**changes):
    return Preset.read({**ABOUT, "changes": changes}, where="x.yaml")


def test_a_preset_names_its_run():
    assert preset(alternatives="gii", n_draws=4000, n_imputations=100).run_name == "audit-x"


@pytest.mark.parametrize("name", ["imputation", "aggregation", "skewness_limit", "normalisation"])
def test_an_audit_never_changes_how_the_index_is_made(name):
    with pytest.raises(FrameworkError, match=f"{name!r} is how the index is made"):
        preset(alternatives="gii", **{name: "none"})


def test_an_audit_names_its_admissible_choices():
    with pytest.raises(FrameworkError, match="names its set of admissible choices, found none"):
        preset(n_draws=10)
