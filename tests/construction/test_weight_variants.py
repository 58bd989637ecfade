"""What every other weighting would do, and which cannot be had on this edition and why."""

import numpy as np
import pytest

from pipeline.construction import weight_variants, weights
from pipeline.data import schema, store
from pipeline.framework import admissibility
from pipeline.reporting import tables


@pytest.fixture(scope="module")
def compared(toy):
    outcome = weights.outcome(toy.gathered.values, toy.edition, units=list(toy.normalised.index))
    return weight_variants.compare(toy.normalised, toy.edition, outcome=outcome)


@pytest.fixture(scope="module")
def of_2024(open_2024):
    outcome = weights.outcome(open_2024.gathered.values, open_2024.edition, units=list(open_2024.normalised.index))
    return weight_variants.compare(open_2024.normalised, open_2024.edition, outcome=outcome)


def test_every_option_of_weighting_has_a_row(compared):
    assert compared.shifts["variant"].tolist() == list(weight_variants.VARIANTS)
    assert compared.shifts["feasible"].all()
    assert compared.shifts.set_index("variant")["kind"]["entropy"] == "data"


def test_the_methods_own_weighting_moves_nobody(compared):
    own = compared.shifts.set_index("variant").loc["nominal"]
    assert (own["mean_shift"], own["largest_shift"], own["unit_code"], own["spearman"]) == (0.0, 0.0, "", 1.0)


def test_effective_weights_of_every_variant_sum_to_one_on_every_level(compared, toy):
    levels = {node.code: node.level for node in toy.edition.framework.tree}
    sums = compared.weights.assign(level=compared.weights["code"].map(levels)).groupby(["variant", "level"])
    np.testing.assert_allclose(sums["effective"].sum(), 1.0, rtol=1e-12)


def test_the_largest_shift_is_given_with_the_unit_that_makes_it(of_2024, open_2024):
    moved = of_2024.shifts[of_2024.shifts["mean_shift"] > 0]
    assert len(moved) >= 5
    assert set(moved["unit_code"]) <= set(open_2024.normalised.index)
    assert (moved["largest_shift"] >= moved["mean_shift"]).all()
    assert moved["spearman"].between(0.85, 0.9999).all()


def test_a_variant_that_cannot_be_had_says_why(of_2024):
    rows = of_2024.shifts.set_index("variant")
    assert set(rows.index[~rows["feasible"].astype(bool)]) == {"regression", *admissibility.FROM_EXPERTS}
    assert rows.at["best_worst", "reason"] == "experts"
    assert rows.at["regression", "reason"] == "outcome"
    assert "share a raw table with the outcome" in rows.at["regression", "detail"]
    assert "regression" not in set(of_2024.weights["variant"])


def test_the_pillar_that_repeats_nobody_loses_by_components_and_gains_by_conflict(of_2024):
    """Institutions hardly correlate with the other pillars: what the data propose contradicts itself."""
    own = of_2024.weights[of_2024.weights["code"] == "1"].set_index("variant")["effective"]
    assert own["pca_first_vector"] < 0.1 < own["nominal"] < own["critic"] < own["optimised"]


def test_data_weigh_at_the_levels_of_the_method_or_else_at_the_pillars(tiny):
    assert weight_variants.levels(tiny.edition()) == [3]
    assert weight_variants.levels(tiny.edition(method={"weighting_levels": [1, 2]})) == [1, 2]
    flat = tiny.edition(tree={"0": ("1", "2")}, roles=("indicator", "index"))
    assert weight_variants.levels(flat) == [1]


def test_the_table_calls_what_comes_from_the_data_not_importance(compared, toy):
    for language, said in (("vi", "không phải là mức độ quan trọng"), ("en", "are not importance")):
        shown = tables.weight_variants(
            compared.weights, compared.shifts, toy.edition.units, toy.edition.framework, language=language
        )
        assert said in shown.note


def test_the_tables_come_back_from_the_store_as_they_went(of_2024, open_2024, tmp_path):
    evidence = weights.disclose(open_2024.index.scores, open_2024.edition)
    found = {
        "weight_variants.csv": of_2024.weights,
        "weight_shifts.csv": of_2024.shifts,
        "weight_evidence.csv": evidence,
    }
    for name, table in found.items():
        store.write_table(table, tmp_path / name)
        again = store.read_table(tmp_path / name)
        assert len(again) == len(table)
        assert store.to_text(again, schema.schema_of(name)) == (tmp_path / name).read_text(encoding="utf-8")
