"""The presets of the audit on the editions: what is drawn, what does not apply and why."""

import pytest

from pipeline.construction.ground import Ground
from pipeline.construction.perturbation import Engine
from pipeline.data import params

EXPECTED = {
    ("gii", "open-2024"): (
        ["weights", "aggregation"],
        {
            "imputation": "no_effect",
            "output_pillars": "outside_range",
        },  # nothing is missing; there are no output pillars
    ),
    ("coinr-25pct", "open-2024"): (["weights", "normalisation", "aggregation"], {"winsorised_points": "no_effect"}),
    ("gii", "pci-2016"): (
        [],
        {
            "aggregation": "inadmissible",
            "imputation": "no_effect",
            "input_pillars": "outside_range",
            "output_pillars": "outside_range",
        },
    ),
    ("jrc", "pci-2016"): (
        ["weights", "indicators"],
        {
            "treatment": "no_step",
            "normalisation": "no_step",
            "aggregation": "inadmissible",
            "earlier_years": "not_gathered",
            "imputation": "no_effect",
            "sub_pillars": "no_siblings",
            "survey_error": "no_standard_error",
        },
    ),
    ("coinr-25pct", "papi-2016"): (
        ["weights"],
        {
            "winsorised_points": "no_step",
            "normalisation": "no_step",
            "aggregation": "inadmissible",
            "sub_pillars": "no_siblings",
        },
    ),
}


@pytest.mark.parametrize(("preset", "name"), EXPECTED)
def test_a_preset_draws_what_applies_and_says_what_does_not(preset, name, request, repository):
    built = request.getfixturevalue("open_2024") if name == "open-2024" else request.getfixturevalue("replicated")[name]
    edition = params.load_edition(name, root=repository, alternatives=preset)
    ground = Ground(built.gathered.values, built.gathered.panel, tuple(built.units))
    own = Engine(ground, edition, seed=edition.about.seed)
    factors, dropped = EXPECTED[preset, name]
    assert own.factors == factors
    assert {item.subject: item.reason for item in own.dropped} == dropped
    assert (own.ranks(own.draw(64)) > 0).all()


def test_renormalised_weights_of_the_gii_leave_their_range(open_2024, repository):
    """method_review: renormalised U[0.1, 0.3] spans 0.08-0.41 [C]; the limits are 1/13 and 3/7."""
    edition = params.load_edition("open-2024", root=repository, alternatives="gii")
    ground = Ground(open_2024.gathered.values, open_2024.gathered.panel, tuple(open_2024.units))
    pool = Engine(ground, edition, seed=0).weight_pool["0"]
    shares = pool / pool.sum(axis=1, keepdims=True)
    assert 1 / 13 < shares.min() < 0.09
    assert 0.37 < shares.max() < 3 / 7


def test_the_editions_own_alternatives_apply_to_them(open_2024, replicated):
    for built in (open_2024, *replicated.values()):
        ground = Ground(built.gathered.values, built.gathered.panel, tuple(built.units))
        own = Engine(ground, built.edition, seed=0)
        assert own.dropped == ()
        assert set(own.factors) == {"weights", *built.edition.alternatives.factors}


def test_the_jrcs_limits_trigger_nothing_more_on_open_2024(open_2024):
    ground = Ground(open_2024.gathered.values, open_2024.gathered.panel, tuple(open_2024.units))
    own = Engine(ground, open_2024.edition, seed=0)
    assert [(item.factor, item.choice.label_en) for item in own.duplicates] == [("treatment", "declared, JRC limits")]
