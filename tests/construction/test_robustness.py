import numpy as np
import pytest

from pipeline.construction import index, robustness
from pipeline.construction.perturbation import Design, Engine, Ground


def choice(label, **changes):
    return {"label_vi": f"{label} vi", "label_en": label, "set": changes}


def factor(*choices):
    return {"name_vi": "x vi", "name_en": "x", "choices": choices}


SCALE = factor(choice("min-max", normalisation="min_max"), choice("percentile", normalisation="percentile_rank"))
SAME = factor(choice("one", scale_high=100.0), choice("another", scale_high=50.0))  # other scores, the same ranks
SET = {"weights": [{"level": 3, "concentration": 5}], "weight_samples": 512, "factors": {"scale": SCALE, "same": SAME}}


def engine(tiny, *, seed=0, alternatives=SET, method=None, **more):
    edition = tiny.edition(alternatives=alternatives, method={"sobol_base": 64, **(method or {})}, **more)
    ground = Ground(tiny.long(tiny.table()), tiny.nothing_earlier(), tuple(tiny.table().index))
    return Engine(ground, edition, seed=seed)


@pytest.fixture(scope="module")
def drawn(tiny):
    own = engine(tiny)
    return own, own.ranks(own.draw(400))


RANKS = np.array([[1.0, 2, 3, 4], [1, 2, 4, 3], [2, 1, 3, 4], [1, 2, 3, 4]])


def test_a_range_is_of_ranks_that_occurred(tiny):
    table = robustness.rank_ranges(RANKS, np.array([1.0, 2, 3, 4]), engine(tiny)).set_index("unit_code")
    assert table.loc["U1"].tolist() == [1, 1, 1, 2, 1.25, False]
    assert table.loc["U4"].tolist() == [4, 4, 3, 4, 3.75, False]


def test_a_nominal_rank_beyond_its_range_is_flagged(tiny):
    table = robustness.rank_ranges(RANKS, np.array([4.0, 2, 3, 1]), engine(tiny)).set_index("unit_code")
    assert table["outside"].to_dict() == {"U1": True, "U2": False, "U3": False, "U4": True}


def test_the_ends_of_the_range_are_the_methods(tiny):
    own = engine(tiny, method={"rank_low": 0.3, "rank_high": 0.7})
    assert robustness.rank_ranges(RANKS, RANKS[0], own).set_index("unit_code").loc["U1", "rank_p95"] == 1


def test_the_shares_of_a_units_ranks_sum_to_one(drawn):
    own, ranks = drawn
    table = robustness.acceptability(ranks, own)
    np.testing.assert_allclose(table.groupby("unit_code")["share"].sum(), 1.0, rtol=1e-12)
    assert (table["share"] > 0).all()


def test_acceptability_counts_the_draws_by_hand(tiny):
    table = robustness.acceptability(RANKS, engine(tiny)).set_index(["unit_code", "rank"])["share"]
    assert table["U1"].to_dict() == {1: 0.75, 2: 0.25}
    assert table["U4"].to_dict() == {3: 0.25, 4: 0.75}


def test_a_pair_is_robust_where_one_is_ahead_in_the_methods_share_of_draws(tiny):
    table = robustness.pairs(RANKS, engine(tiny, method={"robust_share": 0.75})).set_index(["unit_code", "other"])
    assert table.loc[("U1", "U2")].tolist() == [0.75, True]
    assert table.loc[("U2", "U1")].tolist() == [0.25, False]
    assert table.loc[("U1", "U3")].tolist() == [1.0, True]
    assert len(table) == 12


def test_in_a_pair_without_ties_one_or_the_other_is_ahead(tiny):
    table = robustness.pairs(RANKS, engine(tiny)).set_index(["unit_code", "other"])["share_ahead"]
    assert all(table[one, other] + table[other, one] == 1.0 for one, other in table.index)


def test_the_shares_of_a_factors_choices_sum_to_one(tiny):
    own = engine(tiny)
    table = robustness.draws(own.draw(300), own.edition)
    np.testing.assert_allclose(table.groupby("factor")["share"].sum(), 1.0, rtol=1e-12)
    assert table.groupby("factor")["n"].sum().to_dict() == {"scale": 300, "same": 300}


def test_a_choice_never_drawn_is_counted_as_none(tiny):
    own = engine(tiny)
    table = robustness.draws(Design(np.zeros((5, 2), dtype=int), np.full(5, -1)), own.edition)
    assert table["n"].tolist() == [5, 0, 5, 0]


def test_the_spread_of_the_drawn_weights_holds_the_nominal_ones(tiny):
    table = robustness.weight_spread(engine(tiny, nodes={"1": {"weight": 3}})).set_index("code")
    assert table["nominal"].to_dict() == {"1": 0.75, "2": 0.25}
    ordered = table[["lowest", "p05", "nominal", "p95", "highest"]].to_numpy()
    assert (np.diff(ordered, axis=1) >= 0).all()


def test_without_drawn_weights_the_spread_is_an_empty_table(tiny):
    table = robustness.weight_spread(engine(tiny, alternatives={**SET, "weights": []}))
    assert table.empty
    assert "highest" in table.columns


def test_only_choices_that_differ_from_the_nominal_method_are_compared(tiny):
    alone = [choice("equal", weighting="equal")]
    table = robustness.one_at_a_time(engine(tiny, alternatives={**SET, "one_at_a_time": alone}))
    assert table[["factor", "choice"]].to_numpy().tolist() == [
        ["scale", "percentile"],
        ["same", "another"],
        ["one_at_a_time", "equal"],
    ]


def test_a_choice_that_has_no_meaning_under_the_runs_own_method_is_not_compared(tiny):
    """z-scores have no geometric mean; the set has one of other scales only, so it is admissible as a whole."""
    means = factor(
        choice("arithmetic", aggregation="arithmetic", score_floor=None),
        choice("geometric", aggregation="geometric", score_floor=1.0),
    )
    several = {**SET, "factors": {"scale": SCALE, "mean": means}}
    table = robustness.one_at_a_time(engine(tiny, alternatives=several, method={"normalisation": "z_score"}))
    assert table["choice"].tolist() == ["min-max", "percentile"]
    table = robustness.one_at_a_time(engine(tiny, alternatives=several))
    assert table["choice"].tolist() == ["percentile", "geometric"]


def test_an_alternative_is_shown_with_its_mean_and_largest_shift_and_whose(tiny):
    """Weights of 1 and 9 turn U3 and U4, which equal weights order 2 and 3; nobody else moves."""
    alone = [choice("equal", weighting="equal")]
    own = engine(
        tiny,
        alternatives={**SET, "weights": [], "one_at_a_time": alone},
        nodes={"1": {"weight": 0}, "2.1.2": {"weight": 9}},
    )
    assert own.one({}).tolist() == [1, 4, 3, 2]
    row = robustness.one_at_a_time(own).set_index("choice").loc["equal"]
    assert (row["mean_shift"], row["largest_shift"], row["unit_code"], row["n_changed"]) == (0.5, 1, "U3", 2)
    assert row["spearman"] == pytest.approx(0.8)


def test_an_alternative_that_moves_nobody_names_nobody(tiny):
    alone = [choice("equal", weighting="equal")]
    row = robustness.one_at_a_time(engine(tiny, alternatives={**SET, "one_at_a_time": alone})).iloc[-1]
    assert (row["mean_shift"], row["largest_shift"], row["unit_code"], row["n_changed"]) == (0.0, 0.0, "", 0)


def test_every_indicator_is_left_out_once(tiny):
    table = robustness.leave_one_out(engine(tiny))
    assert table["code"].tolist() == list(tiny.table().columns)
    assert (table["largest_shift"] >= table["mean_shift"]).all()


def test_leaving_out_an_indicator_shifts_the_ranks_as_the_framework_without_it_does(tiny):
    rng = np.random.default_rng(5)
    table = tiny.table({unit: rng.uniform(0, 10, 5) for unit in tiny.table().index})
    edition = tiny.edition(nodes={"1.2.1": {"weight": 2}})
    own = Engine(Ground(tiny.long(table), tiny.nothing_earlier(), tuple(table.index)), edition, seed=0)
    nominal, shifts = index.build(table, edition).ranks["0"], robustness.leave_one_out(own).set_index("code")
    for code in table.columns:
        without = tiny.edition(left_out={code: {"reason_vi": "thử", "reason_en": "trial"}})
        ranks = index.build(table.drop(columns=code), without).ranks["0"]
        assert shifts.loc[code, "mean_shift"] == (ranks - nominal).abs().mean()
        assert shifts.loc[code, "largest_shift"] == (ranks - nominal).abs().max()
    assert shifts["largest_shift"].max() > 0


def test_a_factor_whose_alternatives_give_the_same_ranks_has_no_influence(tiny):
    table = robustness.sobol(engine(tiny)).set_index(["output", "factor"])
    same = table.xs("same", level="factor")["total"].dropna()
    assert len(same) > 0
    assert same.abs().max() == 0.0
    assert table.loc[("mean_rank_shift", "weights"), "total"] > 0.1


def test_an_output_that_does_not_vary_has_no_indices_and_never_zero(tiny):
    table = robustness.sobol(engine(tiny, alternatives={**SET, "weights": [], "factors": {"same": SAME}}))
    assert table[["first", "total"]].isna().all().all()


def test_the_indices_are_of_the_mean_shift_and_of_every_units_rank(tiny):
    table = robustness.sobol(engine(tiny))
    assert set(table["output"]) == {"mean_rank_shift", "U1", "U2", "U3", "U4"}
    assert set(table["factor"]) == {"weights", "scale", "same"}


def test_the_same_seed_gives_the_same_indices_and_zero_is_a_seed(tiny):
    first, again = (robustness.sobol(engine(tiny, seed=0)) for _ in range(2))
    assert first.equals(again)
    assert not first.equals(robustness.sobol(engine(tiny, seed=1)))


def test_a_rank_shared_by_two_is_a_half_of_its_own(tiny):
    ranks = np.array([[1.5, 1.5, 3.0, 4.0], [1.0, 2.0, 3.0, 4.0]])
    table = robustness.acceptability(ranks, engine(tiny)).set_index(["unit_code", "rank"])["share"]
    assert table["U1"].to_dict() == {1.0: 0.5, 1.5: 0.5}
    assert table["U3"].to_dict() == {3.0: 1.0}


def test_where_nothing_varies_there_are_tables_without_rows(tiny):
    own = engine(tiny, alternatives={"weights": [], "factors": {}})
    run = robustness.sobol_run(own)
    for table in (robustness.one_at_a_time(own), robustness.sobol(own, run), robustness.sobol_top(own, run)):
        assert table.empty
        assert len(table.columns) > 5


def test_a_place_among_the_first_that_is_taken_in_a_few_rows_only_has_no_indices(tiny):
    """Its variance is next to nothing, and a ratio of two such numbers came out above 1."""
    own = engine(tiny, method={"top_places": [2], "robust_share": 0.95})
    run = robustness.sobol_run(own)
    ranks = np.tile(np.array([1.0, 2.0, 3.0, 4.0]), (len(run.ranks), 1))
    ranks[:3] = [1.0, 3.0, 2.0, 4.0]  # far fewer than 5 % of the rows
    seldom = robustness.sobol_top(own, robustness.SobolRun(ranks, np.random.default_rng(0)))
    assert seldom.empty
    ranks[::2] = [1.0, 3.0, 2.0, 4.0]
    often = robustness.sobol_top(own, robustness.SobolRun(ranks, np.random.default_rng(0)))
    assert set(often["unit_code"]) == {"U2", "U3"}
