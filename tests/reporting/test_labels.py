"""Names in the reader's language, and codes that stand for themselves."""

from __future__ import annotations

from pipeline.reporting import labels


def test_a_choice_is_named_by_its_own_factor(edition):
    declared = edition.alternatives
    for factor in declared.factors:
        for choice in declared.factors[factor].choices:
            assert labels.choice(declared, factor, choice.label_en, "vi") == choice.label_vi


def test_unknown_codes_stand_for_themselves(edition):
    assert labels.node(edition.framework, "9.9", "vi") == "9.9"
    assert labels.unit(edition.units, "ZZ", "vi") == "ZZ"


def test_units_are_grouped_by_region(edition):
    regions = [unit.region_code for unit in labels.by_region(edition.units)]
    assert regions == sorted(regions)


def test_a_tree_without_pillars_takes_the_children_of_its_root(edition):
    assert [node.code for node in labels.pillars(edition.framework)] == ["1", "2", "3"]
    flat = edition.framework.model_copy(update={"levels": edition.framework.levels[:1] + edition.framework.levels[2:]})
    assert [node.code for node in labels.pillars(flat)] == ["1", "2", "3"]


def test_a_long_name_is_cut_at_a_word():
    assert labels.shorten("Thu nhập bình quân", 12) == "Thu nhập…"


def test_what_has_values_is_indicators_then_outcomes_then_sizes(edition):
    assert [node.role for node in labels.coded(edition.framework)] == ["indicator"] * 9 + ["outcome", "size"]


def test_a_raw_table_goes_by_its_producer_and_its_number():
    assert labels.raw_tables("nso/E05.11_enterprise_employees; pci/pci_2016") == "NSO E05.11; PCI 2016"
    assert labels.raw_tables("nso/E02.01_area_population_density:pop_thousand_{year}") == "NSO E02.01 (pop thousand)"
    assert labels.raw_tables("papi/papi_{year}") == "PAPI"
