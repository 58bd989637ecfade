import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.construction import index, normalisation, tree
from pipeline.errors import MethodError
from pipeline.statistics import ranking


def test_the_index_of_four_units_worked_out_by_hand(tiny):
    made = index.build(tiny.table(), tiny.edition())
    assert made.scores["0"].to_dict() == {"U1": 75.0, "U2": 12.5, "U3": 56.25, "U4": 29.375}
    assert made.ranks["0"].to_dict() == {"U1": 1, "U2": 4, "U3": 2, "U4": 3}


def test_equal_scores_share_a_rank(tiny):
    made = index.build(tiny.table(), tiny.edition())
    assert made.ranks["1.1"].to_dict() == {"U1": 1, "U2": 1, "U3": 1, "U4": 4}


def test_dense_ranks_leave_no_gap(tiny):
    made = index.build(tiny.table(), tiny.edition(method={"ties": "dense"}))
    assert made.ranks["1.1"].to_dict() == {"U1": 1, "U2": 1, "U3": 1, "U4": 2}


def test_an_unranked_unit_keeps_its_rows_with_an_empty_rank(tiny):
    edition = tiny.edition(units=["U0", "U1", "U2", "U3", "U4"])
    table = index.build(tiny.table(), edition).table(edition)
    assert len(table) == 5 * len(edition.framework.tree)
    unranked = table[table["unit_code"] == "U0"]
    assert unranked["rank"].isna().all()
    assert unranked["score"].isna().all()
    assert table[table["unit_code"] != "U0"]["rank"].notna().all()


def test_every_node_of_the_tree_has_a_row_with_its_level_and_no_outcome_has(tiny):
    edition = tiny.edition()
    table = index.build(tiny.table(), edition).table(edition)
    levels = dict(zip(table["code"], table["level"], strict=True))
    assert levels["0"] == 4
    assert levels["1.1.1"] == 1
    assert "o.1" not in levels


def test_the_table_agrees_with_the_array(toy):
    scores = normalisation.normalise_batch(toy.treated.values.to_numpy(), list(toy.treated.values.columns), toy.edition)
    nodes = tree.aggregate(scores, toy.edition)
    np.testing.assert_array_equal(toy.index.scores["0"], nodes["0"])
    np.testing.assert_array_equal(toy.index.ranks["0"], ranking.rank(nodes["0"], ties="min"))


def test_ranks_from_untreated_values_are_those_of_the_index(toy):
    np.testing.assert_array_equal(index.index_ranks(toy.imputed.values, toy.edition), toy.index.ranks["0"])


def test_the_order_of_the_units_changes_no_bit(toy):
    turned = index.build(toy.treated.values[::-1], toy.edition)
    pd.testing.assert_frame_equal(turned.scores.loc[toy.units], toy.index.scores, check_exact=True)
    pd.testing.assert_frame_equal(turned.ranks.loc[toy.units], toy.index.ranks, check_exact=True)


def test_every_score_of_a_min_max_index_lies_on_its_scale(toy, open_2024, candidates):
    for made in (toy, open_2024, candidates):
        assert made.index.scores.min().min() >= 0.0
        assert made.index.scores.max().max() <= 100.0


@settings(deadline=None, derandomize=True, max_examples=50)
@given(
    row=st.integers(0, 3),
    column=st.integers(0, 4),
    more=st.floats(0.0, 50.0),
    aggregation=st.sampled_from(["arithmetic", "geometric"]),
    name=st.sampled_from(["min_max", "percentile_rank"]),
)
def test_raising_a_good_of_one_unit_never_lowers_its_score(tiny, row, column, more, aggregation, name):
    edition = tiny.edition(method={"aggregation": aggregation, "score_floor": 1.0, "normalisation": name})
    raised = tiny.table()
    raised.iloc[row, column] += more
    before, after = (index.build(table, edition).scores["0"].iloc[row] for table in (tiny.table(), raised))
    assert after >= before - 1e-12  # rounding of a dozen sums


@settings(deadline=None, derandomize=True, max_examples=50)
@given(row=st.integers(0, 3), column=st.integers(0, 4), more=st.floats(0.0, 50.0))
def test_raising_a_bad_of_one_unit_never_raises_its_score(tiny, row, column, more):
    code = tiny.table().columns[column]
    edition = tiny.edition(nodes={code: {"direction": -1}})
    raised = tiny.table()
    raised.iloc[row, column] += more
    before, after = (index.build(table, edition).scores["0"].iloc[row] for table in (tiny.table(), raised))
    assert after <= before + 1e-12


def test_average_ranks_of_equal_scores_are_halves(tiny):
    edition = tiny.edition(method={"ties": "average"})
    made = index.build(tiny.table(), edition)
    assert made.ranks["1.1"].to_dict() == {"U1": 2, "U2": 2, "U3": 2, "U4": 4}
    pairs = index.build(tiny.table(), tiny.edition(method={"ties": "average", "aggregation_at": {"index": "copeland"}}))
    assert pairs.ranks["0"].to_dict() == {"U1": 1.5, "U2": 3.5, "U3": 1.5, "U4": 3.5}


def test_the_index_says_which_weights_made_it(tiny):
    edition = tiny.edition(method={"weighting": "entropy", "weighting_levels": [1]})
    made = index.build(tiny.table(), edition)
    again = index.assemble(made.scores[edition.framework.indicator_codes], edition, weights=made.weights)
    pd.testing.assert_frame_equal(again.scores, made.scores, check_exact=True)
    assert made.weights["1.1"].sum() == pytest.approx(2.0)
    assert made.weights["0"].tolist() == [1.0, 1.0]


def test_weights_by_regression_are_those_that_the_outcome_implies(tiny):
    edition = tiny.edition(
        method={"weighting": "regression", "weighting_levels": [3], "log_outcome": False}, regression_outcome="o.1"
    )
    pillars = index.build(tiny.table(), tiny.edition()).scores[["1", "2"]].to_numpy()
    made = index.build(tiny.table(), edition, outcome=pillars @ np.array([3.0, 1.0]))
    assert made.weights["0"] / made.weights["0"].sum() == pytest.approx([0.75, 0.25])
    with pytest.raises(MethodError, match="an outcome is expected, found none"):
        index.build(tiny.table(), edition)


def test_a_batch_is_ranked_with_the_weights_of_the_unperturbed_table(tiny):
    edition = tiny.edition(method={"weighting": "entropy", "weighting_levels": [1, 3]})
    batch = np.stack([tiny.table().to_numpy(), tiny.table().to_numpy()[::-1]])
    found = index.index_ranks_of_batch(batch, tiny.table(), edition)
    np.testing.assert_array_equal(found[0], index.build(tiny.table(), edition).ranks["0"])
    np.testing.assert_array_equal(found[1], found[0][::-1])
