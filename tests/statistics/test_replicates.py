import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.statistics import ranking, replicates
from pipeline.statistics.node_scores import Rule
from pipeline.statistics.replicates import Node, Sample, Variant

RNG = np.random.default_rng(3)
NUMBERS = {"power": 0.5, "penalty": 0.5, "smoothness": 0.0, "orness": 0.4, "share_range": 0.5}


def rule(function="arithmetic", floor=None):
    return Rule(function=function, floor=floor, least_available=0.0, **NUMBERS)


def sample(n, *, variant=0, table=0, weights=-1, left_out=-1):
    def column(value):
        return np.broadcast_to(np.asarray(value, dtype=int), (n,)).copy()

    return Sample(column(variant), column(table), column(weights), column(left_out))


def index(known, weights, *, function="arithmetic", floor=None, indicators=None):
    known = np.asarray(known, dtype=float)
    known = known if known.ndim == 3 else known[np.newaxis]
    node = Node("0", tuple(range(known.shape[2])), np.asarray(weights, dtype=float), rule(function, floor), indicators)
    return Variant(known, (node,), many=len(known) > 1)


TWO = [[10.0, 20.0], [30.0, 0.0]]
POOL = [[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]]  # the last row is nominal


def test_a_draw_of_weights_is_used_and_minus_one_is_nominal():
    found = replicates.scores([index(TWO, POOL)], sample(3, weights=[0, 1, -1]), block_size=2)
    assert found.tolist() == [[10.0, 30.0], [20.0, 0.0], [15.0, 15.0]]


def test_each_replicate_takes_its_own_table():
    found = replicates.scores([index([TWO, np.add(TWO, 1.0)], POOL)], sample(2, table=[1, 0]), block_size=8)
    assert found.tolist() == [[16.0, 16.0], [15.0, 15.0]]


def test_without_nodes_the_index_is_known():
    known = np.array([[[7.0], [9.0]]])
    assert replicates.scores([Variant(known, (), many=False)], sample(2), block_size=8).tolist() == [[7.0, 9.0]] * 2


def test_a_node_may_stand_above_another_one_and_above_what_is_known():
    below = Node("1", (0, 1), np.array([[1.0, 0.0], [1.0, 1.0]]), rule(), None)
    above = Node("0", (-1, 2), np.array([1.0, 3.0]), rule(), None)
    variant = Variant(np.array([[[10.0, 20.0, 4.0]]]), (below, above), many=False)
    found = replicates.scores([variant], sample(2, weights=[0, -1]), block_size=8)
    assert found.tolist() == [[(10.0 + 3 * 4) / 4], [(15.0 + 3 * 4) / 4]]


def test_an_indicator_left_out_gives_its_weight_to_the_others():
    own = index(TWO, [1.0, 3.0], indicators=np.array([5, 6]))
    found = replicates.scores([own], sample(3, left_out=[5, 6, 9]), block_size=8)
    assert found.tolist() == [[20.0, 0.0], [10.0, 30.0], [17.5, 7.5]]


def test_of_a_sum_the_others_weigh_as_much_as_all_did():
    own = index(TWO, [1.0, 3.0], function="sum", indicators=np.array([0, 1]))
    assert replicates.scores([own], sample(1, left_out=1), block_size=8).tolist() == [[40.0, 120.0]]


def test_an_indicator_left_out_of_a_drawn_node_is_left_out_of_each_draw():
    own = index(TWO, [[0.2, 0.8], [0.5, 0.5]], indicators=np.array([0, 1]))
    assert replicates.scores([own], sample(1, weights=0, left_out=0), block_size=8).tolist() == [[20.0, 0.0]]


def test_ranks_are_exact_in_single_precision():
    own = index(RNG.uniform(0, 100, (40, 2)), RNG.dirichlet([1, 1], 30))
    drawn = sample(30, weights=np.arange(30))
    ranks = replicates.ranks([own], drawn, block_size=7, ties="average")
    assert ranks.dtype == np.float32
    np.testing.assert_array_equal(ranks, ranking.rank(replicates.scores([own], drawn, block_size=7), ties="average"))


def many(n_units=9, n_tables=5):
    pool = RNG.dirichlet(np.ones(3), 50)
    return [
        index(RNG.uniform(1, 100, (n_tables, n_units, 3)), pool, function=function, indicators=np.arange(3))
        for function in ("arithmetic", "geometric", "copeland")
    ] + [index(RNG.uniform(1, 100, (n_units, 3)), pool, function="mean_min")]


def drawn(n, *, seed=1):
    rng = np.random.default_rng(seed)
    variant = rng.integers(4, size=n)
    table = np.where(variant < 3, rng.integers(5, size=n), 0)
    return Sample(variant, table, rng.integers(-1, 49, size=n), rng.integers(-1, 3, size=n))


@given(st.integers(1, 9), st.integers(1, 60))
def test_whole_blocks_computed_apart_have_the_bits_of_the_whole(blocks, n):
    variants, whole = many(), drawn(n)
    expected = replicates.scores(variants, whole, block_size=4)
    parts = [
        replicates.scores(*replicates.part(variants, whole[slice(start, start + 4 * blocks)]), block_size=4)
        for start in range(0, n, 4 * blocks)
    ]
    np.testing.assert_array_equal(np.concatenate(parts), expected)


def test_a_part_holds_only_what_its_replicates_take():
    variants, rows = many(), drawn(200)[slice(0, 3)]
    kept, own = replicates.part(variants, rows)
    assert len(kept) == len(np.unique(rows.variant))
    assert max(len(variant.known) for variant in kept) <= 3
    assert max(len(variant.nodes[0].weights) for variant in kept) <= 3
    np.testing.assert_array_equal(
        replicates.ranks(kept, own, block_size=256, ties="min"),
        replicates.ranks(variants, rows, block_size=256, ties="min"),
    )


@given(st.permutations(range(9)))
def test_the_order_of_units_changes_no_bit(order):
    variants, rows = many(), drawn(40)
    turned = [Variant(own.known[:, list(order)], own.nodes, own.many) for own in variants]
    np.testing.assert_array_equal(
        replicates.scores(turned, rows, block_size=16), replicates.scores(variants, rows, block_size=16)[:, list(order)]
    )


def test_a_missing_score_stays_missing_and_is_never_zero():
    known = np.array([[np.nan, np.nan], [np.nan, 8.0]])
    found = replicates.scores([index(known, POOL)], sample(1), block_size=8)
    assert np.isnan(found[0, 0])
    assert found[0, 1] == 8.0
    assert np.isnan(replicates.ranks([index(known, POOL)], sample(1), block_size=8, ties="min")[0, 0])


def test_pairwise_functions_hold_few_replicates_at_once(monkeypatch):
    variants, rows = many(), drawn(30)
    expected = replicates.scores(variants, rows, block_size=16)
    monkeypatch.setattr(replicates, "SCORES_AT_ONCE", 2 * 9**2)
    np.testing.assert_array_equal(replicates.scores(variants, rows, block_size=16), expected)


def test_a_refusal_names_the_node():
    with pytest.raises(ValueError, match=r"aggregation to 0: a geometric mean needs every score above 0; found 0\.0"):
        replicates.scores([index(TWO, POOL, function="geometric")], sample(1), block_size=8)


def test_inputs_are_not_modified():
    variants, rows = many(), drawn(30)
    before = [own.known.copy() for own in variants]
    replicates.ranks(variants, rows, block_size=16, ties="min")
    for own, kept in zip(variants, before, strict=True):
        np.testing.assert_array_equal(own.known, kept)
