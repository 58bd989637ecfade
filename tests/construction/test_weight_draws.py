import numpy as np
import pytest

from pipeline.construction import weight_draws
from pipeline.construction import weights as weighing
from pipeline.statistics import weighting


def edition(tiny, *noise, **more):
    return tiny.edition(alternatives={"weights": list(noise)}, **more)


def assigned(own):
    return weight_draws.assigned(own, weighing.fixed(own))


def test_a_level_is_a_number_or_a_role(tiny):
    for level in (3, "pillar"):
        chosen, unused = assigned(edition(tiny, {"level": level, "concentration": 47}))
        assert list(chosen) == ["0"]
        assert unused == {}


def test_in_a_tree_without_pillars_they_are_the_nodes_below_the_root(tiny):
    own = edition(
        tiny,
        {"level": "pillar", "concentration": 47},
        tree={"0": ("1.1.1", "1.1.2")},
        roles=("indicator", "index"),
    )
    assert list(assigned(own)[0]) == ["0"]


def test_an_only_child_has_nothing_to_draw(tiny):
    assert list(assigned(edition(tiny, {"level": 2, "concentration": 20}))[0]) == ["1"]


def test_weights_where_nobody_has_a_sibling_that_counts_are_not_drawn(tiny):
    own = edition(tiny, {"level": 3, "concentration": 47, "name": "pillars"}, nodes={"1": {"weight": 0}})
    assert assigned(own) == ({}, {"pillars": "no_siblings"})


def test_a_range_is_for_weights_that_lie_in_it(tiny):
    inputs, outputs = {"level": 3, "low": 0.1, "high": 0.3}, {"level": 3, "low": 0.4, "high": 0.6, "name": "halves"}
    chosen, unused = assigned(edition(tiny, inputs, outputs))
    assert chosen["0"].name == "halves"
    assert unused == {"weights_3": "outside_range"}


def test_the_first_declaration_that_fits_draws_a_node(tiny):
    first, second = {"level": 3, "concentration": 5, "name": "a"}, {"level": 3, "relative": 0.25, "name": "b"}
    chosen, unused = assigned(edition(tiny, first, second))
    assert chosen["0"].name == "a"
    assert unused == {"b": "drawn_already"}


@pytest.mark.parametrize(
    ("noise", "low", "high"),
    [
        ({"concentration": 47}, 0.0, 1.0),
        ({"low": 0.1, "high": 0.9}, 0.1, 0.9),
        ({"relative": 0.25}, 0.75 * 0.75 / (0.75 * 0.75 + 0.25 * 1.25), 0.75 * 1.25 / (0.75 * 1.25 + 0.25 * 0.75)),
    ],
    ids=["Dirichlet", "uniform", "relative"],
)
def test_draws_weigh_as_much_together_as_the_weights_in_use(tiny, noise, low, high):
    own = edition(tiny, {"level": 3, **noise}, nodes={"1": {"weight": 3}})
    pool = weight_draws.pools(own, weighing.fixed(own), n_draws=4000, rng=np.random.default_rng(0))["0"]
    np.testing.assert_allclose(pool.sum(axis=1), 4.0, rtol=1e-12)
    shares = weighting.to_shares(pool)[:, 0]
    assert low - 1e-9 <= shares.min() < shares.max() <= high + 1e-9


def test_a_weight_of_zero_stays_zero(tiny):
    tree = {"0": ("1", "2", "3"), "1": ("a",), "2": ("b",), "3": ("c",)}
    own = edition(
        tiny,
        {"level": 2, "low": 0.1, "high": 0.9},
        tree=tree,
        nodes={"2": {"weight": 0}},
        roles=("indicator", "pillar", "index"),
    )
    pool = weight_draws.pools(own, weighing.fixed(own), n_draws=50, rng=np.random.default_rng(0))["0"]
    assert (pool[:, 1] == 0).all()
    assert (pool[:, [0, 2]] > 0).all()


def test_the_realised_spread_stands_beside_the_nominal_share(tiny):
    own = edition(tiny, {"level": 3, "relative": 0.25})
    centre = weighing.fixed(own)
    pool = weight_draws.pools(own, centre, n_draws=500, rng=np.random.default_rng(0))
    rows = weight_draws.weight_spread(pool, centre, own)
    assert [row["code"] for row in rows] == ["1", "2"]
    assert all(row["lowest"] <= row["p05"] <= row["nominal"] <= row["p95"] <= row["highest"] for row in rows)
