import numpy as np
import pandas as pd
import pytest

from pipeline.construction import index, normalisation, panel, panel_index
from pipeline.construction.panel import Part
from pipeline.errors import MethodError
from pipeline.framework.goalposts import Goalposts

TOLERANCE = 1e-9  # of scores on 0-100
SIX = ("U1", "U2", "U3", "U4", "U5", "U6")
WINSORISED = {"outlier_rule": "winsorise", "transformations": "declared", "winsorise_max_points": 2}


@pytest.fixture
def joined(tiny):
    """Two editions of the small tree; in the second one every value is one more."""
    parts = [
        Part(tiny.edition(id=f"tiny-{year}", year=year), tiny.table() + shift)
        for year, shift in ((2023, 0.0), (2024, 1.0))
    ]
    return panel.join(parts)


@pytest.fixture
def skewed(tiny):
    """Two editions with outliers in both tails and declared transformations, so that winsorising has work to do."""
    nodes = {
        "1.1.1": {"transformation": "log_ct"},
        "1.1.2": {"direction": -1},
        "1.2.1": {"transformation": "log1p"},
        "2.1.1": {"transformation": "reflected_log", "direction": -1},
        "2.1.2": {"transformation": "yeo_johnson"},
    }
    rng = np.random.default_rng(3)
    parts = []
    for year in (2022, 2024):
        values = rng.lognormal(1.0, 0.4, size=(6, 5))
        values[(0, 5), (1, 2)] = (300.0, 3.0) if year == 2022 else (2.0, 4000.0)
        edition = tiny.edition(id=f"tiny-{year}", year=year, units=SIX, nodes=nodes, method=WINSORISED)
        parts.append(Part(edition, pd.DataFrame(values, index=SIX, columns=edition.framework.indicator_codes)))
    return parts


def test_scores_are_placed_between_the_ends_of_all_editions(joined):
    built = panel_index.build(joined)
    # 1.1.1 is 10, 5, 0, 2 and then 11, 6, 1, 3
    assert built.scores.loc["tiny-2023", "1.1.1"].tolist() == pytest.approx([1000 / 11, 500 / 11, 0, 200 / 11])
    assert built.scores.loc["tiny-2024", "1.1.1"].tolist() == pytest.approx([100, 600 / 11, 100 / 11, 300 / 11])


def test_a_value_that_stays_keeps_its_score(tiny):
    later = tiny.table()
    later.loc["U2", "1.1.1"] = 40.0  # the others stay, and so must their scores
    parts = [Part(tiny.edition(id=f"t-{y}", year=y), own) for y, own in ((2023, tiny.table()), (2024, later))]
    scores = panel_index.build(panel.join(parts)).scores["1.1.1"].unstack("edition")
    assert scores.loc["U1", "t-2023"] == scores.loc["U1", "t-2024"] == 25.0


def test_ranks_are_among_the_units_of_one_edition(joined):
    built = panel_index.build(joined)
    own = index.build(joined.values.loc["tiny-2023"], joined.base)
    assert built.ranks.loc["tiny-2023", "0"].tolist() == own.ranks["0"].tolist()
    assert sorted(built.ranks.loc["tiny-2024", "0"]) == [1, 2, 3, 4]


def test_the_table_keeps_a_row_for_every_unit_of_every_edition(tiny):
    parts = [
        Part(tiny.edition(id="t-2023", year=2023), tiny.table()),
        Part(tiny.edition(id="t-2024", year=2024), tiny.table().drop("U2")),
    ]
    table = panel_index.build(panel.join(parts)).table()
    assert list(table.columns) == ["edition", "unit_code", "code", "level", "score", "rank"]
    assert len(table) == 2 * 4 * 11
    unranked = table[(table["edition"] == "t-2024") & (table["unit_code"] == "U2")]
    assert unranked["score"].isna().all()
    assert unranked["rank"].isna().all()


@pytest.mark.parametrize("name", ["z_score", "percentile_rank", "rank", "adjusted", "distance_to_maximum"])
def test_every_normalisation_sees_the_editions_as_one(joined, name):
    method = joined.base.method.replace({"normalisation": name})
    built = panel_index.build(joined, method=method)
    flat = joined.values.set_axis([f"{edition}/{unit}" for edition, unit in joined.values.index])
    expected = normalisation.normalise(flat, joined.base, method=method)
    np.testing.assert_allclose(built.scores[list(flat.columns)].to_numpy(), expected, rtol=0, atol=TOLERANCE)


def test_a_unit_of_reference_is_that_of_the_edition_that_lends_its_tree(joined):
    method = joined.base.method.replace({"normalisation": "distance_to_reference", "reference_unit": "U4"})
    built = panel_index.build(joined, method=method)
    assert built.scores.loc[("tiny-2023", "U4"), "1.1.1"] == 100.0
    assert built.scores.loc[("tiny-2024", "U4"), "1.1.1"] == 150.0


def test_the_goalposts_are_the_ends_of_the_panel(joined):
    stored = panel_index.goalposts(panel_index.build(joined), name="kept")
    assert (stored.name, stored.editions, stored.method) == ("kept", ("tiny-2023", "tiny-2024"), "nominal")
    assert stored.goalposts["1.1.1"].model_dump() == {
        "transformation": "none",
        "low": 0.0,
        "high": 11.0,
        "value_low": 0.0,
        "value_high": 11.0,
        "power": None,
    }


def test_the_frameworks_own_goalposts_are_stored_as_they_are(tiny):
    nodes = {"1.1.1": {"goalpost_low": -5, "goalpost_high": 50}}
    parts = [Part(tiny.edition(id=f"t-{y}", year=y, nodes=nodes), tiny.table()) for y in (2023, 2024)]
    post = panel_index.goalposts(panel_index.build(panel.join(parts)), name="kept").goalposts["1.1.1"]
    assert (post.low, post.high, post.value_low, post.value_high) == (-5.0, 50.0, 0.0, 10.0)


def test_goalposts_lie_on_the_transformed_scale_after_winsorising(skewed):
    built = panel_index.build(panel.join(skewed))
    assert built.treated.winsorised[["1.1.2", "1.2.1"]].sum().tolist() == [1, 1]
    stored = panel_index.goalposts(built, name="kept").goalposts
    assert stored["1.1.2"].high < stored["1.1.2"].value_high == 300.0
    assert stored["1.2.1"].high < np.log1p(4000.0)
    assert stored["1.2.1"].transformation == "log1p"
    assert stored["2.1.2"].power == pytest.approx(built.treated.declared.power[4])


@pytest.mark.parametrize("at", [0, 1])
def test_an_edition_alone_on_stored_goalposts_is_its_part_of_the_panel(skewed, at):
    joined = panel.join(skewed)
    built = panel_index.build(joined)
    assert built.treated.winsorised.to_numpy().any()
    stored = panel_index.goalposts(built, name="kept")
    again = Goalposts.read(stored.model_dump(mode="json"), where="kept.yaml")
    alone = panel_index.replay(skewed[at].values, joined.base, again)
    own = skewed[at].edition.id
    np.testing.assert_allclose(alone.scores, built.scores.loc[own], rtol=0, atol=TOLERANCE)
    pd.testing.assert_frame_equal(alone.ranks, built.ranks.loc[own], check_names=False)


@pytest.mark.parametrize("at", [0, 1])
def test_a_replay_without_transformations_agrees_too(skewed, at):
    joined = panel.join(skewed)
    method = joined.base.method.replace({"transformations": "none"})
    built = panel_index.build(joined, method=method)
    stored = panel_index.goalposts(built, name="kept")
    alone = panel_index.replay(skewed[at].values, joined.base, stored, method=method)
    np.testing.assert_allclose(alone.scores, built.scores.loc[skewed[at].edition.id], rtol=0, atol=TOLERANCE)


def test_the_order_of_the_editions_changes_no_score(skewed):
    one, other = (panel_index.build(panel.join(parts)) for parts in (skewed, skewed[::-1]))
    np.testing.assert_array_equal(one.scores, other.scores)


def test_goalposts_of_another_normalisation_are_not_stored(joined):
    built = panel_index.build(joined, method=joined.base.method.replace({"normalisation": "z_score"}))
    assert panel_index.without_goalposts(built)
    with pytest.raises(MethodError, match=r"stored for normalisation min_max or goalposts, found 'z_score'\. Choose"):
        panel_index.goalposts(built, name="kept")


def test_goalposts_of_a_column_that_took_the_fallback_are_not_stored(skewed):
    joined = panel.join(skewed)
    changes = {"transformations": "none", "outlier_fallback": "log_ct", "winsorise_max_points": 0}
    built = panel_index.build(joined, method=joined.base.method.replace(changes))
    with pytest.raises(
        MethodError, match=r"but .*1\.1\.2; 1\.2\.1.* took the fallback 'log_ct'\. Declare a transformation"
    ):
        panel_index.goalposts(built, name="kept")


def test_an_indicator_without_range_in_the_whole_panel_is_named(tiny):
    flat = tiny.table().assign(**{"1.2.1": 3.0})
    nodes = {"1.2.1": {"goalpost_low": 0, "goalpost_high": 5}}
    parts = [Part(tiny.edition(id=f"t-{y}", year=y, nodes=nodes), flat) for y in (2023, 2024)]
    built = panel_index.build(panel.join(parts))
    with pytest.raises(MethodError, match=r"panel: .*need values that differ.*columns \[2\].*2 is 1\.2\.1"):
        panel_index.goalposts(built, name="kept")


def test_the_goalpost_table_is_empty_where_there_are_none(joined):
    stored = panel_index.goalposts(panel_index.build(joined), name="kept")
    table = panel_index.goalpost_table(stored)
    assert table["code"].tolist() == ["1.1.1", "1.1.2", "1.2.1", "2.1.1", "2.1.2"]
    assert list(panel_index.goalpost_table(None).columns) == list(table.columns)
