"""Who neighbours whom in an edition, and whether neighbours are alike."""

import numpy as np
import pandas as pd
import pytest

from pipeline.construction import index, neighbourhood


def test_units_of_one_region_are_neighbours(tiny):
    edition = tiny.edition()  # U1 and U3 north, U2 and U4 south
    near = neighbourhood.neighbours(edition, ["U1", "U2", "U3", "U4"], rule="region")
    assert near.tolist() == [[0, 0, 1, 0], [0, 0, 0, 1], [1, 0, 0, 0], [0, 1, 0, 0]]


def test_without_a_tile_grid_there_is_no_rule_of_tiles(tiny):
    edition = tiny.edition()
    scores = index.build(tiny.table(), edition).scores
    assert set(neighbourhood.morans(scores, edition, seed=0)["rule"]) == {"region"}


def test_the_tiles_of_open_2024_give_few_side_by_side_and_more_at_corners(open_2024):
    edition, units = open_2024.edition, open_2024.units
    rook, queen = (neighbourhood.neighbours(edition, units, rule=rule) for rule in ("rook", "queen"))
    assert ((rook <= queen) & (rook == rook.T)).all()
    assert rook.sum(axis=1).max() <= 4
    assert queen.sum(axis=1).max() <= 8


def test_the_index_of_open_2024_is_alike_among_neighbours_and_institutions_are_not(open_2024):
    found = neighbourhood.morans(open_2024.index.scores, open_2024.edition, seed=1).set_index(["code", "rule"])
    for rule in neighbourhood.RULES:
        assert found.loc[("0", rule), "i"] > 0.35
        assert found.loc[("0", rule), "p"] < 0.01
        assert found.loc[("1", rule), "p"] > 0.05
    assert found.loc[("0", "region"), "expected"] == pytest.approx(-1 / 62)


def test_the_permutations_depend_on_the_seed_alone(toy):
    first, again, other = (neighbourhood.morans(toy.index.scores, toy.edition, seed=seed) for seed in (0, 0, 1))
    pd.testing.assert_frame_equal(first, again, check_exact=True)
    np.testing.assert_array_equal(first["i"], other["i"])
    assert not first["low"].equals(other["low"])
