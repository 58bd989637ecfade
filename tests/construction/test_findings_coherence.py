"""The findings of the chapter on coherence: what is judged, what is described, what does not apply."""

import dataclasses

import numpy as np
import pytest
import reviewed

from pipeline.construction import finding, findings_coherence
from pipeline.reporting import sentences_findings, words_findings


@pytest.fixture(scope="module")
def made(open_2024):
    return reviewed.review(open_2024)


@pytest.fixture(scope="module")
def table(made):
    return finding.table(findings_coherence.findings(made.tables, made.edition))


def only(table, name, subject=None):
    rows = table[table["finding"] == name]
    return (rows if subject is None else rows[rows["subject"] == subject]).iloc[0]


def test_every_finding_has_a_sentence_and_every_source_is_spelled_out(made, table):
    for row in table.to_dict("records"):
        for language in ("vi", "en"):
            assert "undefined" not in sentences_findings.sentence(row, made.edition, language)
            sentences_findings.source(row["source"], language)


def test_every_sentence_of_the_area_is_one_that_a_finding_can_have(table):
    from pipeline.reporting import words_findings_coherence

    rare = {"flag_opposed", "flag_redundant", "flag_identical", "flag_low_within", "no_sizes", "kmo_two"}
    assert set(words_findings_coherence.SENTENCES) - rare == set(table["finding"])
    assert set(words_findings_coherence.SENTENCES) <= set(words_findings.sentences())


def test_the_lowest_rest_correlation_is_judged_by_its_interval(table):
    row = only(table, "rest_lowest")
    assert (row["subject"], round(row["value"], 2), row["n"], row["verdict"]) == ("5.1.2", 0.29, 63, "borderline")
    assert (row["threshold"], row["source"]) == (0.3, "jrc_audit")


def test_alpha_moran_and_the_share_between_regions_are_described_not_judged(table):
    for name in ("alpha", "moran_region", "moran_queen", "region_share", "pca_weight_rotated", "cluster"):
        assert set(table.loc[table["finding"] == name, "verdict"]) == {"descriptive"}
    assert table.loc[table["finding"] == "alpha", ["low", "high", "n"]].notna().all(axis=None)


def test_one_component_of_every_sub_pillar_is_clear_and_that_of_institutions_is_not(made, table):
    for node in made.edition.framework.with_role("sub_pillar"):
        assert only(table, "components", node.code)["verdict"] == "clear"
        assert only(table, "components_noise", node.code)["verdict"] == "clear"
    assert only(table, "components", "1")["verdict"] == "fail"  # three above 1
    assert only(table, "components_noise", "1")["value"] <= 2  # the second lies at the line of noise
    assert only(table, "components_whole", "0")["verdict"] == "descriptive"


def test_a_borderline_flag_that_is_not_asked_about_is_no_finding(made, table):
    unasked = made.tables.flags.query("flag == 'low_within'")
    assert len(unasked) > 0
    assert not table["finding"].eq("flag_low_within").any()
    sized = only(table, "flag_size", "5.1.1 s.3")
    assert sized["verdict"] == "fail"


def test_what_has_a_single_round_is_named_and_does_not_apply(table):
    row = only(table, "one_round")
    assert (row["subject"], row["value"], row["verdict"]) == ("2.1.3 4.1.3", 2.0, "not_applicable")


def test_no_twins_in_open_2024(table):
    row = only(table, "pair_strongest")
    assert row["subject"] == "5.1.3 5.1.4"
    assert (row["verdict"], row["threshold"]) == ("clear", 0.92)


def test_an_edition_without_sizes_says_so(made):
    bare = dataclasses.replace(made.tables, sizes=made.tables.sizes.iloc[:0])
    row = only(finding.table(findings_coherence.findings(bare, made.edition)), "no_sizes")
    assert row["verdict"] == "not_applicable"
    assert np.isnan(row["value"])


def test_a_replication_with_two_levels_has_its_findings_too(replicated):
    made = reviewed.review(replicated["pci-2016"])
    table = finding.table(findings_coherence.findings(made.tables, made.edition))
    assert only(table, "rest_lowest")["n"] == 63
    assert only(table, "components_whole")["verdict"] == "descriptive"  # the indicators stand below the index
    assert "components" not in set(table["finding"])


def test_the_fictitious_edition_of_ten_units_has_findings(toy):
    made = reviewed.review(toy)
    table = finding.table(findings_coherence.findings(made.tables, made.edition))
    assert len(table) > 20
    assert only(table, "kmo_whole")["verdict"] == "undefined"  # more items than units
