import numpy as np
import pytest

from pipeline.construction import removal
from pipeline.construction.perturbation import Engine, Ground


@pytest.fixture
def engine(tiny):
    ground = Ground(tiny.long(tiny.table()), tiny.nothing_earlier(), tuple(tiny.table().index))
    return Engine(ground, tiny.edition(), seed=0)


def test_without_a_pillar_the_other_decides(engine):
    """Index 75, 12.5, 56.25, 29.375; pillar 2 alone 100, 0, 37.5, 35; pillar 1 alone 50, 25, 75, 23.75."""
    table = removal.leave_pillar_out(engine).set_index("code")
    assert table.loc["1", "mean_shift"] == 0
    assert table.loc["1", "unit_code"] == ""
    assert table.loc["2", "mean_shift"] == 1  # U1 and U3 change places, U2 and U4 too
    assert table.loc["2", "spearman"] == pytest.approx(0.6)


def test_an_index_of_one_component_cannot_do_without_it(tiny):
    tree = {"0": ("1",), "1": ("1.1.1", "1.1.2")}
    edition = tiny.edition(tree=tree, roles=("indicator", "pillar", "index"))
    table = tiny.table()[["1.1.1", "1.1.2"]]
    ground = Ground(tiny.long(table), tiny.nothing_earlier(), tuple(table.index))
    assert removal.leave_pillar_out(Engine(ground, edition, seed=0)).empty


def test_each_unit_is_left_out_in_turn(engine):
    table = removal.leave_unit_out(engine).set_index("left_out")
    assert table.index.tolist() == ["U1", "U2", "U3", "U4"]
    assert (table["n_pairs"] == 3).all()
    assert not (table["unit_code"] == table.index).any()


def test_without_the_unit_that_sets_the_scale_others_change_places(tiny):
    """B leads C by 1 of 100 on one indicator and trails it by 10 of 100 on the other; without A the first spans 1."""
    tree = {"0": ("1.1.1", "1.1.2")}
    edition = tiny.edition(tree=tree, roles=("indicator", "index"))
    table = tiny.table(
        {"U1": (100.0, 0.0), "U2": (1.0, 50.0), "U3": (0.0, 60.0), "U4": (0.5, 100.0)}, codes=["1.1.1", "1.1.2"]
    )
    ground = Ground(tiny.long(table), tiny.nothing_earlier(), tuple(table.index))
    found = removal.leave_unit_out(Engine(ground, edition, seed=0)).set_index("left_out")
    assert found.loc["U1", "n_reversed"] == 1  # U2 scores 50 in place of U3's 10, after 25.5 in place of 30
    assert found.loc["U2", "n_reversed"] == 0


def test_without_a_unit_the_ranking_is_that_of_an_engine_that_never_saw_it(engine):
    ground = engine.ground
    fewer = Ground(ground.values, ground.panel, ground.units[1:])
    anew = Engine(fewer, engine.edition, seed=engine.seed)
    np.testing.assert_array_equal(engine.on(fewer).one({}), anew.one({}))
    assert engine.on(fewer).ground.units == fewer.units


def test_ties_are_no_reversals():
    assert removal.reversed_pairs(np.array([1.0, 1, 3]), np.array([2.0, 1, 3])) == 0
    assert removal.reversed_pairs(np.array([1.0, 2, 3]), np.array([3.0, 2, 1])) == 3
