import numpy as np

from pipeline.construction import delta_shift, index, open_cells


def test_better_figures_never_cost_places(gaps):
    edition, _, filled, cells = gaps
    table = delta_shift.shifted_ranks(filled.values, cells, edition)
    for _, own in table.groupby("unit_code"):
        ordered = own.sort_values("shift")["rank_shifted"].to_numpy()
        assert (np.diff(ordered) <= 0).all()
    assert set(table["shift"]) == set(edition.method.imputation.delta_shifts)


def test_a_shift_is_in_standard_deviations_towards_the_better(tiny):
    """One open cell of U4, 1.2.1 = 2 of 4, 0, 8, 2; more of a bad is worse, so its shift goes down."""
    edition = tiny.edition(nodes={"1.2.1": {"direction": -1}}, method={"delta_shifts": (1.0,)}, tables={"1.2.1": "t/x"})
    values = tiny.table()
    cells = open_cells.OpenCells(
        (open_cells.Block(3, "t/x", np.array([2]), "earlier_round"),), values.to_numpy()[np.newaxis]
    )
    by_hand = values.copy()
    by_hand.loc["U4", "1.2.1"] -= values["1.2.1"].std(ddof=1)
    ranks = index.index_ranks_of_batch(np.stack([values.to_numpy(), by_hand.to_numpy()]), values, edition)
    table = delta_shift.shifted_ranks(values, cells, edition)
    assert table.loc[0, ["rank", "rank_shifted"]].tolist() == ranks[:, 3].tolist()


def test_nothing_open_is_shifted_nowhere(gaps):
    edition, _, filled, cells = gaps
    none = open_cells.OpenCells((), cells.completed)
    assert delta_shift.shifted_ranks(filled.values, none, edition).empty
