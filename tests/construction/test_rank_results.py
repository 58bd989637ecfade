import numpy as np
import pandas as pd
import pytest

from pipeline.construction import rank_results, robustness
from pipeline.construction.ground import Ground
from pipeline.construction.perturbation import Design, Engine

RANKS = np.array([[1.0, 2, 3, 4], [1, 2, 4, 3], [2, 1, 3, 4], [1, 2, 3, 4]])


def choice(label, *, drawn=False, **changes):
    return {"label_vi": label, "label_en": label, "set": changes, "drawn": drawn}


def engine(tiny, *, method=None, factors=None, values=None):
    edition = tiny.edition(alternatives={"factors": factors or {}}, method=method)
    values = tiny.table() if values is None else values
    return Engine(Ground(tiny.long(values), tiny.nothing_earlier(), tuple(values.index)), edition, seed=0)


def test_the_chance_of_the_first_places_by_hand(tiny):
    table = rank_results.top(RANKS, engine(tiny, method={"top_places": [1, 3, 9]})).set_index(["unit_code", "k"])[
        "share"
    ]
    assert table["U1"].to_dict() == {1: 0.75, 3: 1.0}  # there are four units: a first nine says nothing
    assert table["U4"].to_dict() == {1: 0.0, 3: 0.25}


def test_the_order_of_robust_pairs_names_who_is_directly_below(tiny):
    own = engine(tiny, method={"robust_share": 0.75})
    table = rank_results.order(robustness.pairs(RANKS, own), own).set_index("unit_code")
    assert table["layer"].to_dict() == {"U1": 1, "U2": 2, "U3": 3, "U4": 4}
    assert table["covers"].to_dict() == {"U1": "U2", "U2": "U3", "U3": "U4", "U4": ""}
    assert table["n_below"].tolist() == [3, 2, 1, 0]
    assert table["n_above"].tolist() == [0, 1, 2, 3]


def test_units_without_a_robust_order_stand_beside_each_other(tiny):
    own = engine(tiny, method={"robust_share": 0.8})
    table = rank_results.order(robustness.pairs(RANKS, own), own).set_index("unit_code")
    assert table["layer"].to_dict() == {"U1": 1, "U2": 1, "U3": 2, "U4": 2}
    assert table.loc["U1", "covers"] == table.loc["U2", "covers"] == "U3 U4"


def test_robust_pairs_that_run_in_a_circle_make_no_order(tiny):
    own = engine(tiny)
    pairs = robustness.pairs(RANKS, own)
    circle = {("U1", "U2"), ("U2", "U3"), ("U3", "U1")}
    pairs["robust"] = [pair in circle for pair in zip(pairs["unit_code"], pairs["other"], strict=True)]
    assert rank_results.order(pairs, own).empty


def test_convergence_says_what_the_last_doubling_moved_and_whose(tiny):
    ranks = np.vstack([np.tile([1.0, 2, 3, 4], (4, 1)), np.tile([2.0, 1, 3, 4], (4, 1))])
    table = rank_results.convergence(ranks, engine(tiny, method={"convergence_draws": 4}))
    assert table["n_draws"].tolist() == [4, 8]
    assert table["mean_width"].tolist() == [0.0, 0.5]
    assert np.isnan(table["largest_change"][0])
    assert (table["mean_change"][1], table["largest_change"][1], table["unit_code"][1]) == (0.5, 1.0, "U1")


EM = {"name_vi": "x", "name_en": "x", "choices": [choice("none", imputation="none")]}
EM["choices"].append(choice("EM", drawn=True, imputation="em"))
MANY = {"n_imputations": 5, "imputation_within": "index", "imputation_scale": "raw"}


def drawn(tiny):
    values = tiny.table()
    values.loc["U1", "2.1.2"] = np.nan
    return engine(tiny, method=MANY, factors={"imputation": EM}, values=values)


def test_all_variance_is_of_what_is_imputed_where_nothing_else_varies(tiny):
    own = drawn(tiny)
    design = own.draw(300)
    ranks = np.tile([1.0, 2, 3, 4], (300, 1))
    ranks[design.tables == 2] = [2.0, 1, 3, 4]
    table = rank_results.variance_split(ranks, design, own).set_index("unit_code")
    assert table.loc["U1", "share"] == pytest.approx(1.0)
    assert table.loc["U1", "rest"] == pytest.approx(0.0, abs=1e-12)
    assert np.isnan(table.loc["U3", "share"])  # its rank never changes
    assert set(table["n_groups"]) == {6}  # five tables, and none imputed
    assert set(table["n"]) == {300}


def test_without_drawn_tables_there_is_nothing_to_split(tiny):
    own = engine(tiny)
    plain = Design(np.zeros((4, 0), dtype=int), np.full(4, -1))
    table = rank_results.variance_split(RANKS, plain, own)
    assert table.empty
    assert list(table.columns) == rank_results.SPLIT


def test_a_full_edition(toy):
    own = Engine(Ground(toy.gathered.values, toy.gathered.panel, tuple(toy.units)), toy.edition, seed=0)
    design = own.draw(512)
    ranks = own.ranks(design)
    order = rank_results.order(robustness.pairs(ranks, own), own)
    assert len(order) == len(toy.units)
    assert order["n_below"].sum() == order["n_above"].sum()
    top = rank_results.top(ranks, own)
    assert top.groupby("k")["share"].sum().loc[5] == pytest.approx(5.0)
    assert isinstance(rank_results.variance_split(ranks, design, own), pd.DataFrame)


def test_the_mean_shift_is_of_each_draw_then_of_all(tiny):
    row = rank_results.mean_shift(RANKS, RANKS[0], engine(tiny)).iloc[0]
    # 0, (1 + 1)/4, (1 + 1)/4 and 0 places
    assert row[["n_draws", "mean", "low", "high", "largest", "n"]].tolist() == [4, 0.25, 0.0, 0.5, 0.5, 4]
