"""What a blank implies, worked by hand on the tree of five indicators (see conftest)."""

import numpy as np
import pandas as pd
import pytest

from pipeline.construction import imputation, index, shadow_imputation
from pipeline.data import schema


def disclose(tiny, *, origin, table=None, edition=None, **method):
    table = tiny.table() if table is None else table
    edition = edition or tiny.edition(method=method)
    filled = imputation.impute(table, tiny.nothing_earlier(), edition, seed=0)
    return shadow_imputation.disclose(filled, tiny.long(table, origin=origin), edition)


def one(found):
    assert len(found) == 1
    return found.iloc[0]


def test_a_cell_that_is_left_out_has_the_score_of_what_is_beside_it(tiny):
    """U2 without 1.2.1: the other sub-pillar scores 50. The values then run from U4's 2 to U3's 8, so 5 scores 50.

    U2 has 50 in pillar 1 and 25 in the index; U4, now the worst in 1.2.1, has 11.25 and 23.125.
    """
    found = one(disclose(tiny, origin={("U2", "1.2.1"): "structural_zero"}))
    assert (found["unit_code"], found["code"], found["class"]) == ("U2", "1.2.1", "structural_zero")
    assert (found["explicit"], found["rank_explicit"], found["rank_shadow"]) == (0.0, 4.0, 3.0)
    assert found["shadow_score"] == pytest.approx(50.0)
    assert found["shadow_value"] == pytest.approx(5.0)
    assert found["reason"] == ""


def test_filling_in_the_implied_value_changes_nothing(tiny):
    """That is the sense of the word: with the shadow value in its place, every score above is the same."""
    edition, table = tiny.edition(), tiny.table()
    found = one(disclose(tiny, origin={("U4", "2.1.2"): "source_fault"}, edition=edition))
    blank, filled = table.copy(), table.copy()
    blank.loc["U4", "2.1.2"], filled.loc["U4", "2.1.2"] = np.nan, found["shadow_value"]
    pd.testing.assert_series_equal(index.build(blank, edition).scores["0"], index.build(filled, edition).scores["0"])


def test_an_only_child_takes_the_mean_one_level_up(tiny):
    """1.2.1 stands alone in 1.2, so its pillar's other sub-pillar says what it is."""
    found = one(disclose(tiny, origin={("U3", "1.2.1"): "not_published"}))
    assert found["shadow_score"] == pytest.approx(50.0)  # of 1.1.1 and 1.1.2


def test_an_indicator_directly_below_a_pillar_stands_beside_its_sub_pillars(tiny):
    """1 has the children 1.1 (40 and 80) and 1.3; a tree that skips a level keeps its weights."""
    tree = {"0": ("1", "2"), "1": ("1.1", "1.3"), "1.1": ("1.1.1", "1.1.2"), "2": ("2.1",), "2.1": ("2.1.1",)}
    codes = ("1.3", "1.1.1", "1.1.2", "2.1.1")  # as the framework has them
    edition = tiny.edition(
        tree=tree,
        nodes={"1.3": {"level": 1}},
        units=("U1", "U2", "U3"),
    )
    table = tiny.table(
        {"U1": (5.0, 4.0, 8.0, 1.0), "U2": (0.0, 0.0, 0.0, 0.0), "U3": (10.0, 10.0, 10.0, 2.0)}, codes=codes
    )
    found = one(disclose(tiny, origin={("U1", "1.3"): "earlier_year"}, table=table, edition=edition))
    assert found["shadow_score"] == pytest.approx(60.0)


def test_cells_of_one_class_are_left_blank_together(tiny):
    """U3 without both of 1.1 has the score of 1.2 in them."""
    found = disclose(tiny, origin={("U3", "1.1.1"): "structural_zero", ("U3", "1.1.2"): "structural_zero"})
    assert found["shadow_score"].tolist() == [pytest.approx(100.0)] * 2
    assert len(set(found["rank_shadow"])) == 1


def test_an_imputed_cell_is_called_so_and_a_blank_has_no_explicit_value(tiny):
    table = tiny.table()
    table.loc["U1", "1.1.1"] = np.nan
    origin = {("U1", "1.1.1"): "not_published"}
    filled = one(disclose(tiny, origin=origin, table=table, imputation="median_by_region"))
    assert (filled["class"], filled["explicit"]) == ("imputed", 0.0)
    blank = one(disclose(tiny, origin=origin, table=table))
    assert blank["class"] == "not_published"
    assert np.isnan(blank["explicit"])
    assert blank["rank_explicit"] == blank["rank_shadow"]


def test_a_bad_is_turned_round_and_a_transformation_taken_back(tiny):
    nodes = {"1.1.1": {"direction": -1, "transformation": "log1p"}}
    edition = tiny.edition(nodes=nodes, method={"transformations": "declared"})
    found = one(disclose(tiny, origin={("U4", "1.1.1"): "earlier_year"}, edition=edition))
    # U4's 1.1.2 scores 25; 0 to 10 on the logarithm, less is better
    assert found["shadow_score"] == pytest.approx(25.0)
    assert np.log1p(found["shadow_value"]) == pytest.approx(0.75 * np.log1p(10.0))


@pytest.mark.parametrize(
    ("method", "reason"),
    [
        ({"aggregation": "geometric", "score_floor": 1.0}, "not_arithmetic"),
        ({"aggregation_at": {"pillar": "mean_min"}}, "not_arithmetic"),
        ({"weighting": "entropy", "weighting_levels": [2]}, "weights_from_scores"),
        ({"least_available": 0.6}, "least_available"),
    ],
)
def test_where_nothing_is_implied_the_reason_stands(tiny, method, reason):
    found = one(disclose(tiny, origin={("U4", "1.1.1"): "earlier_year"}, **method))
    assert found["reason"] == reason
    assert np.isnan(found["shadow_score"])
    assert np.isnan(found["shadow_value"])
    assert found["rank_explicit"] >= 1


def test_scores_that_are_no_line_have_no_value(tiny):
    found = one(disclose(tiny, origin={("U3", "1.1.1"): "earlier_year"}, normalisation="percentile_rank"))
    assert found["reason"] == "not_linear"
    assert found["shadow_score"] > 0
    assert np.isnan(found["shadow_value"])


def test_a_complete_published_table_has_nothing_to_disclose(tiny):
    found = disclose(tiny, origin={})
    assert found.empty
    assert list(found.columns) == list(schema.schema_of("shadow.csv").columns)


def test_a_full_edition_discloses_every_special_cell(toy):
    found = shadow_imputation.disclose(toy.imputed, toy.gathered.values, toy.edition)
    own = toy.gathered.values
    special = own[
        own["unit_code"].isin(toy.units)
        & own["code"].isin(toy.edition.framework.indicator_codes)
        & (own["origin"] != "published")
    ]
    assert len(found) == len(special)
    assert set(found["class"]) <= set(shadow_imputation.CLASSES)
