"""Distances: to the best, to a unit of reference, to a target."""

from __future__ import annotations

import pathlib

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from pipeline.statistics import distances, normalisation

COINR = pathlib.Path(__file__).resolve().parents[2].parent / "shared" / "golden" / "coinr"
needs_coinr = pytest.mark.skipif(not COINR.is_dir(), reason="the golden tables of COINr are not beside the repository")
NAN = np.nan
GOOD, BAD = np.array([1]), np.array([-1])
directions_of_three = hnp.arrays(np.int64, 3, elements=st.sampled_from([-1, 1]))
tables = hnp.arrays(np.float64, (6, 3), elements=st.integers(1, 50) | st.just(np.nan))


def to_maximum(values, direction):
    return distances.to_maximum(values, direction=direction, factor=100.0, zero_range="middle")


def to_target(values, direction):
    target = np.where(direction > 0, 80.0, -5.0)
    return distances.to_target(values, direction=direction, target=target, factor=100.0, cap=False)


def to_first(values, direction):
    """The first unit made the best but for one mark, so that it can be a reference."""
    ahead = values.copy()
    ahead[..., 0, :] = np.where(direction > 0, 60.0, -5.0)
    ahead[..., 1, :] = 20.0
    return ahead, distances.to_reference(ahead, direction=direction, reference=0, factor=100.0, cap=False)


def column(*values: float):
    return np.array(values)[:, np.newaxis]


every = pytest.mark.parametrize("normalise", [to_maximum, to_target])


def test_a_quarter_of_the_way_to_the_best_is_a_quarter_in_either_direction():
    values = column(20.0, 30.0, 60.0)
    assert distances.to_maximum(values, direction=GOOD, factor=100.0).ravel().tolist() == [0.0, 25.0, 100.0]
    assert distances.to_maximum(values, direction=BAD, factor=1.0).ravel().tolist() == [1.0, 0.75, 0.0]


def test_the_unit_of_reference_has_the_factor_and_one_ahead_has_more_unless_capped():
    values, options = column(20.0, 40.0, 60.0), {"reference": 1, "factor": 100.0}
    free = distances.to_reference(values, direction=GOOD, cap=False, **options)
    capped = distances.to_reference(values, direction=GOOD, cap=True, **options)
    turned = distances.to_reference(values, direction=BAD, cap=False, **options)
    assert free.ravel().tolist() == [0.0, 100.0, 200.0]
    assert capped.ravel().tolist() == [0.0, 100.0, 100.0]
    assert turned.ravel().tolist() == [200.0, 100.0, 0.0]


def test_a_target_is_reached_in_the_sense_of_the_direction():
    values = column(20.0, 40.0, 70.0)
    found = distances.to_target(values, direction=GOOD, target=np.array([60.0]), factor=100.0, cap=False)
    assert found.ravel().tolist() == [0.0, 50.0, 125.0]
    found = distances.to_target(values, direction=BAD, target=np.array([30.0]), factor=100.0, cap=True)
    assert found.ravel().tolist() == [100.0, 75.0, 0.0]  # 20 lies beyond the target 30


def test_equal_values_are_all_the_worst_of_the_way_to_a_target_ahead():
    found = distances.to_target(column(5.0, 5.0), direction=GOOD, target=np.array([9.0]), factor=1.0, cap=False)
    assert found.ravel().tolist() == [0.0, 0.0]


def test_a_target_may_differ_between_replicates():
    values, target = column(0.0, 10.0), np.array([[10.0], [20.0]])
    found = distances.to_target(values, direction=GOOD, target=target, factor=1.0, cap=False)
    assert found[..., 0].tolist() == [[0.0, 1.0], [0.0, 0.5]]


def test_equal_values_may_be_given_the_middle_and_a_blank_stays_blank():
    np.testing.assert_array_equal(to_maximum(column(3.0, NAN, 3.0), BAD).ravel(), [50.0, NAN, 50.0])


@settings(deadline=None, max_examples=40)
@given(values=tables, direction=directions_of_three)
def test_the_distance_to_the_maximum_is_the_min_max_score(values, direction):
    expected = normalisation.min_max(values, direction=direction, lower=0.0, upper=100.0, zero_range="middle")
    np.testing.assert_allclose(to_maximum(values, direction), expected, atol=1e-12)  # 1 less a share


@every
@settings(deadline=None, max_examples=40)
@given(values=tables, direction=directions_of_three)
def test_scores_are_missing_where_values_are_rise_with_merit_and_leave_their_inputs(normalise, values, direction):
    before = values.copy()
    scores = normalise(values, direction)
    np.testing.assert_array_equal(values, before)
    np.testing.assert_array_equal(np.isnan(scores), np.isnan(values))
    assert not ((scores < 0.0) | (scores > 100.0)).any()  # the target is ahead of every value
    better = direction * (values[:, np.newaxis] - values) > 0
    assert (scores[:, np.newaxis] > scores)[better].all()


@every
@settings(deadline=None, max_examples=25)
@given(values=st.tuples(tables, tables), direction=directions_of_three, order=st.permutations(range(6)))
def test_a_batch_is_its_loop_and_the_order_of_units_does_not_matter(normalise, values, direction, order):
    together = normalise(np.stack(values), direction)
    np.testing.assert_array_equal(together, np.stack([normalise(table, direction) for table in values]))
    np.testing.assert_array_equal(normalise(values[0][order], direction), together[0][order])


@settings(deadline=None, max_examples=40)
@given(values=tables, direction=directions_of_three, a=st.sampled_from([0.5, 3.0, 1e6]), b=st.integers(-100, 100))
def test_an_affine_change_of_an_indicator_with_its_target_changes_nothing(values, direction, a, b):
    options = {"direction": direction, "factor": 100.0, "cap": True}
    target = np.where(direction > 0, 80.0, -5.0)
    found = distances.to_target(a * values + b, target=a * target + b, **options)
    np.testing.assert_allclose(found, distances.to_target(values, target=target, **options), atol=1e-9)  # rounding
    reached, before = to_first(values, direction)
    found = distances.to_reference(a * reached + b, direction=direction, reference=0, factor=100.0, cap=False)
    np.testing.assert_allclose(found, before, rtol=1e-9, atol=1e-9)  # rounding


@settings(deadline=None, max_examples=25)
@given(values=tables, direction=directions_of_three)
def test_scores_by_a_reference_rise_with_merit_and_the_batch_is_its_loop(values, direction):
    reached, scores = to_first(values, direction)
    assume(np.isfinite(scores[0]).all())
    assert scores[0] == pytest.approx(np.full(3, 100.0))
    better = direction * (reached[:, np.newaxis] - reached) > 0
    assert (scores[:, np.newaxis] > scores)[better].all()
    np.testing.assert_array_equal(to_first(np.stack([values, values]), direction)[1], np.stack([scores, scores]))


def test_zero_range_is_refused_by_its_column():
    with pytest.raises(ValueError, match=r"a distance needs values that differ; found one value only in columns \[1\]"):
        distances.to_maximum(np.array([[1.0, 3.0], [2.0, 3.0]]), direction=np.array([1, 1]), factor=1.0)


@pytest.mark.parametrize(("values", "direction"), [(column(1.0, 2.0), GOOD), (column(3.0, 2.0), BAD)])
def test_a_reference_that_is_the_worst_is_refused(values, direction):
    with pytest.raises(ValueError, match=r"unit of reference must be ahead of the worst value; .* in columns \[0\]"):
        distances.to_reference(values, direction=direction, reference=0, factor=1.0, cap=False)


def test_a_reference_without_a_value_is_refused_by_its_column():
    with pytest.raises(ValueError, match=r"a reference needs every indicator; found none in columns \[0\]"):
        distances.to_reference(column(NAN, 2.0), direction=GOOD, reference=0, factor=1.0, cap=False)


@pytest.mark.parametrize("row", [-1, 2])
def test_a_reference_that_is_not_there_is_refused(row):
    with pytest.raises(ValueError, match=rf"must be from 0 to 1; found {row}"):
        distances.to_reference(column(1.0, 2.0), direction=GOOD, reference=row, factor=1.0, cap=False)


@pytest.mark.parametrize(("target", "direction"), [(1.0, GOOD), (0.5, GOOD), (2.0, BAD), (3.0, BAD)])
def test_a_target_behind_the_worst_value_is_refused(target, direction):
    with pytest.raises(ValueError, match=r"a target must be ahead of the worst value; .* in columns \[0\]"):
        distances.to_target(column(1.0, 2.0), direction=direction, target=np.array([target]), factor=1.0, cap=False)


def test_a_missing_target_is_refused():
    with pytest.raises(ValueError, match=r"needs one; found none in columns \[0\]"):
        distances.to_target(column(1.0, 2.0), direction=GOOD, target=np.array([NAN]), factor=1.0, cap=False)


def test_a_factor_that_is_not_positive_is_refused():
    with pytest.raises(ValueError, match="a distance needs a factor above 0; found 0"):
        distances.to_maximum(column(1.0, 2.0), direction=GOOD, factor=0.0)


def coinr(name: str) -> pd.DataFrame:
    return pd.read_csv(COINR / f"{name}.csv", index_col="uCode", float_precision="round_trip")


def table_of(name: str):
    values = coinr(name)
    meta = pd.read_csv(COINR / "norm_iMeta_table.csv", index_col="iCode", float_precision="round_trip")
    meta = meta.loc[values.columns]
    return values.columns, values.to_numpy(dtype=float), meta["Direction"].to_numpy(dtype=np.int64), meta


@needs_coinr
@pytest.mark.parametrize(
    ("source", "table"), [("example_Treated", "norm_n_dist2max"), ("newcoin_Raw", "norm_rawNA_n_dist2max")]
)
def test_distances_to_the_maximum_are_those_of_coinr(source, table):
    """COINr 1.1.14, n_dist2max."""
    codes, values, direction, _ = table_of(source)
    found = distances.to_maximum(values, direction=direction, factor=1.0)
    np.testing.assert_allclose(found, coinr(table)[codes], rtol=1e-12, atol=1e-12)  # 1 less a share


@needs_coinr
def test_distances_to_a_reference_are_those_of_coinr():
    """COINr 1.1.14, n_dist2ref(iref = 5), table norm_n_dist2ref_5; where the fifth unit is the worst, refused here."""
    codes, values, direction, _ = table_of("example_Treated")
    expected = coinr("norm_n_dist2ref_5")[codes].to_numpy(dtype=float)
    finite = np.isfinite(expected).all(axis=0)
    found = distances.to_reference(values[:, finite], direction=direction[finite], reference=4, factor=1.0, cap=False)
    np.testing.assert_allclose(found, expected[:, finite], rtol=1e-11, atol=1e-11)  # 1 less a multiple
    worst = (values * direction)[4] == (values * direction).min(axis=0)
    np.testing.assert_array_equal(worst, ~finite)


@needs_coinr
@pytest.mark.parametrize(("table", "cap"), [("norm_n_dist2targ_50", False), ("norm_n_dist2targ_50_cap", True)])
def test_distances_to_a_target_given_by_hand_are_those_of_coinr_where_it_lies_ahead(table, cap):
    """COINr 1.1.14, n_dist2targ(targ = 50) on turned data: -50 where less is better; behind the worst refused here."""
    codes, values, direction, _ = table_of("example_Treated")
    ahead = (values * direction).min(axis=0) < 50.0
    target = (50.0 * direction)[ahead]
    found = distances.to_target(values[:, ahead], direction=direction[ahead], target=target, factor=1.0, cap=cap)
    expected = coinr(table)[codes].to_numpy(dtype=float)[:, ahead]
    np.testing.assert_allclose(found, expected, rtol=1e-11, atol=1e-11)
    assert ahead.sum() > 40


@needs_coinr
@pytest.mark.parametrize(("table", "cap"), [("norm_iMeta_n_dist2targ_nocap", False), ("norm_iMeta_n_dist2targ", True)])
def test_distances_to_the_targets_of_the_metadata_are_those_of_coinr(table, cap):
    """COINr 1.1.14, n_dist2targ with f_n_para = "use_iMeta" on newcoin_Raw: targets as they stand in the data."""
    codes, values, direction, meta = table_of("newcoin_Raw")
    target = meta["Target"].to_numpy(dtype=float)
    found = distances.to_target(values, direction=direction, target=target, factor=1.0, cap=cap)
    np.testing.assert_allclose(found, coinr(table)[codes], rtol=1e-11, atol=1e-11)


@needs_coinr
@pytest.mark.parametrize(
    "call",
    [
        "n_dist2max",
        "n_dist2ref_2",
        "n_dist2ref_2_cap",
        "n_dist2targ_3",
        "n_dist2targ_3_cap",
        "n_dist2targ_3_neg",
        "n_dist2targ_3_neg_cap",
    ],
)
def test_distances_of_vectors_are_those_of_coinr_or_refused(call):
    """COINr 1.1.14 vectors. Refused here: zero range, a reference missing or worst, a target behind the worst."""
    vectors = pd.read_csv(COINR / "vectors_in.csv", float_precision="round_trip").groupby("vec")["x"]
    calls = pd.read_csv(COINR / "vectors_out.csv", na_values=["NaN"], low_memory=False)
    expected = calls[calls["fn"] == call].groupby("vec")["value"]
    cap, direction = call.endswith("cap"), BAD if "neg" in call else GOOD
    refused = []
    for name, vector in vectors:
        values = vector.to_numpy()[:, np.newaxis]
        try:
            if "ref" in call:
                found = distances.to_reference(values, direction=direction, reference=1, factor=1.0, cap=cap)
            elif "targ" in call:
                target = np.array([3.0])
                found = distances.to_target(values, direction=direction, target=target, factor=1.0, cap=cap)
            else:
                found = distances.to_maximum(values, direction=direction, factor=1.0)
        except ValueError:
            refused.append(name)
            continue
        np.testing.assert_allclose(
            found.ravel(), expected.get_group(name).astype(float), rtol=1e-12, atol=1e-13, err_msg=str(name)
        )
    flat = {"constant", "const_na", "one_na"}
    behind = {
        "n_dist2max": flat,
        "n_dist2ref_2": flat,
        "n_dist2targ_3": flat,
        "n_dist2targ_3_neg": {"all_neg", "small_pos", "two", "FemLab_raw"},
    }[call.removesuffix("_cap")]
    assert set(refused) == behind
