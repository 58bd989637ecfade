"""Who lives by compensation: hand arithmetic on two pillars, and what is not admissible."""

import numpy as np
import pandas as pd
import pytest

from pipeline.construction import compensation_profile, index

TREE = {"0": ("1", "2"), "1": ("1.1",), "2": ("2.1",)}
ROLES = ("indicator", "pillar", "index")
SCORES = {"even": (50.0, 50.0), "uneven": (90.0, 10.0), "weak": (36.0, 49.0)}


@pytest.fixture
def profiled(tiny):
    def made(scores, **method):
        edition = tiny.edition(tree=TREE, roles=ROLES, units=tuple(scores), method=method)
        table = pd.DataFrame.from_dict(scores, orient="index", columns=["1.1", "2.1"])
        return compensation_profile.profile(index.assemble(table, edition).scores, edition).set_index("unit_code")

    return made


def test_what_an_uneven_unit_owes_to_compensation(profiled):
    """Means of 90 and 10: 50, 30 and 18; of 36 and 49: 42.5, 42 and 2 / (1/36 + 1/49) = 41.51."""
    found = profiled(SCORES)
    assert found.loc["uneven", ["arithmetic", "geometric", "harmonic"]].tolist() == pytest.approx([50.0, 30.0, 18.0])
    assert found.loc["uneven", ["lost_geometric", "lost_harmonic"]].tolist() == pytest.approx([20.0, 32.0])
    assert found.at["weak", "harmonic"] == pytest.approx(2 / (1 / 36 + 1 / 49))
    assert found.at["even", "lost_geometric"] == pytest.approx(0.0)


def test_it_falls_from_the_first_place_to_the_last(profiled):
    found = profiled(SCORES)
    assert (found.at["uneven", "rank_arithmetic"], found.at["uneven", "rank_geometric"]) == (1.0, 3.0)
    assert found["flagged"].tolist() == [False, True, False]


def test_a_zero_without_a_floor_admits_no_geometric_mean(profiled):
    found = profiled({"a": (50.0, 0.0), "b": (20.0, 30.0)})
    assert found["geometric"].isna().all()
    assert not found["flagged"].any()
    assert found["arithmetic"].tolist() == [25.0, 25.0]


def test_with_a_floor_it_does(profiled):
    found = profiled({"a": (64.0, 0.0), "b": (20.0, 30.0)}, score_floor=1.0)
    assert found.at["a", "geometric"] == pytest.approx(8.0)  # the root of 64 times 1


def test_pillars_have_their_effective_weights(candidates):
    """Six pillars with weights of 0.1 five times and 0.5: their mean is the index, which is arithmetic throughout."""
    found = compensation_profile.profile(candidates.index.scores, candidates.edition)
    root = candidates.index.scores[candidates.edition.framework.root.code]
    assert found["arithmetic"].to_numpy() == pytest.approx(root.to_numpy())
    assert (found["lost_geometric"] >= -1e-9).all()
    assert (found["lost_harmonic"] >= found["lost_geometric"] - 1e-9).all()


def test_columns_are_those_of_the_table(profiled):
    assert ["unit_code", *profiled(SCORES).columns] == compensation_profile.COLUMNS
    assert not np.isnan(profiled(SCORES)["rank_harmonic"]).any()
