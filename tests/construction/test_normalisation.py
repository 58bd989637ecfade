import typing

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.construction import normalisation
from pipeline.errors import FrameworkError, MethodError
from pipeline.framework.goalposts import Goalposts
from pipeline.framework.options import Normalisation
from pipeline.statistics import normalisation as arrays

CODES = ("1.1.1", "1.1.2", "1.2.1", "2.1.1", "2.1.2")
NAMES = typing.get_args(Normalisation.model_fields["normalisation"].annotation)


def posts(low=0.0, high=20.0, target=20.0, codes=CODES):
    """Goalposts and a target for every indicator, alike."""
    return {code: {"goalpost_low": low, "goalpost_high": high, "target": target} for code in codes}


def chosen(name, **options):
    return {"normalisation": name, "reference_unit": "U4", **options}


def scored(tiny, name, values=None, nodes=None, **options):
    """Scores of the first indicator, whose values are 10, 5, 0 and 2."""
    table = tiny.table() if values is None else values
    edition = tiny.edition(method=chosen(name, **options), nodes=posts() if nodes is None else nodes)
    return normalisation.normalise(table, edition)["1.1.1"].tolist()


def stored(low=0.0, high=20.0, value_high=40.0, transformation="none"):
    post = {"transformation": transformation, "low": low, "high": high, "value_low": low, "value_high": value_high}
    return Goalposts(name="kept", editions=("a",), method="nominal", goalposts=dict.fromkeys(CODES, post))


def changed(edition, **parts):
    content = {name: getattr(edition, name) for name in type(edition).model_fields}
    return type(edition).read(content | parts, where="tiny")


def on_stored(edition, kept, **changes):
    method = edition.method.replace({"normalisation": "goalposts", **changes})
    return changed(edition, goalposts=kept, method=method)


@pytest.fixture(scope="module")
def editions(tiny):
    """One edition for every normalisation, with goalposts from 0 to 20 and a target of 20."""
    plain = tiny.edition(nodes=posts())
    return {name: changed(plain, method=plain.method.replace(chosen(name))) for name in NAMES}


def test_min_max_places_every_indicator_between_its_least_and_greatest(tiny):
    scores = normalisation.normalise(tiny.table(), tiny.edition())
    assert scores["1.1.1"].tolist() == [100.0, 50.0, 0.0, 20.0]
    assert scores["2.1.2"].tolist() == [100.0, 0.0, 25.0, 50.0]


def test_a_bad_is_turned_once(tiny):
    edition = tiny.edition(nodes={"1.1.1": {"direction": -1}})
    scores = normalisation.normalise(tiny.table(), edition)
    assert scores["1.1.1"].tolist() == [0.0, 50.0, 100.0, 80.0]
    assert scores["1.1.2"].tolist() == [0.0, 50.0, 100.0, 25.0]


@pytest.mark.parametrize("name", ["min_max", "percentile_rank", "z_score"])
def test_a_bad_scores_as_its_mirror_image(tiny, name):
    good = tiny.edition(method={"normalisation": name})
    bad = tiny.edition(method={"normalisation": name}, nodes={"1.1.1": {"direction": -1}})
    mirrored = tiny.table().assign(**{"1.1.1": -tiny.table()["1.1.1"]})
    np.testing.assert_allclose(
        normalisation.normalise(tiny.table(), bad), normalisation.normalise(mirrored, good), atol=1e-12
    )


def test_declared_goalposts_take_the_place_of_the_range(tiny):
    edition = tiny.edition(nodes={"1.1.1": {"goalpost_low": 0, "goalpost_high": 20}})
    scores = normalisation.normalise(tiny.table(), edition)
    assert scores["1.1.1"].tolist() == [50.0, 25.0, 0.0, 10.0]
    assert scores["1.1.2"].tolist() == [0.0, 50.0, 100.0, 25.0]


def test_a_value_beyond_its_goalposts_gets_the_end_of_the_scale(tiny):
    edition = tiny.edition(nodes={"1.1.1": {"goalpost_low": 2, "goalpost_high": 6}})
    assert normalisation.normalise(tiny.table(), edition)["1.1.1"].tolist() == [100.0, 75.0, 0.0, 0.0]


def test_goalposts_of_a_bad_are_turned_with_it(tiny):
    edition = tiny.edition(nodes={"1.1.1": {"direction": -1, "goalpost_low": 0, "goalpost_high": 20}})
    assert normalisation.normalise(tiny.table(), edition)["1.1.1"].tolist() == [50.0, 75.0, 100.0, 90.0]


def test_the_scale_is_the_methods(tiny):
    scores = normalisation.normalise(tiny.table(), tiny.edition(method={"scale_low": 1, "scale_high": 101}))
    assert scores["1.1.1"].tolist() == [101.0, 51.0, 1.0, 21.0]


def test_percentile_ranks_count_who_is_behind(tiny):
    scores = normalisation.normalise(tiny.table(), tiny.edition(method={"normalisation": "percentile_rank"}))
    np.testing.assert_allclose(scores["1.1.1"], [100.0, 200 / 3, 0.0, 100 / 3])


def test_z_scores_have_the_methods_mean_and_spread(tiny):
    edition = tiny.edition(method={"normalisation": "z_score", "z_mean": 50, "z_sd": 10})
    scores = normalisation.normalise(tiny.table(), edition)
    np.testing.assert_allclose(scores.mean(), 50.0)
    np.testing.assert_allclose(scores.std(ddof=1), 10.0)


def test_without_normalisation_values_are_the_scores(tiny):
    scores = normalisation.normalise(tiny.table(), tiny.edition(method={"normalisation": "none"}))
    pd.testing.assert_frame_equal(scores, tiny.table())


def test_an_indicator_without_spread_is_refused_by_its_code(tiny):
    flat = tiny.table().assign(**{"1.2.1": 3.0})
    with pytest.raises(
        MethodError, match=r"normalisation: min-max needs values that differ; .*columns \[2\].*2 is 1\.2\.1"
    ):
        normalisation.normalise(flat, tiny.edition())


def test_missing_stays_missing_and_never_becomes_zero(tiny):
    values = tiny.table()
    values.loc["U4", "1.1.1"] = np.nan
    scores = normalisation.normalise(values, tiny.edition())
    assert scores["1.1.1"].isna().tolist() == [False, False, False, True]


def test_the_table_agrees_with_the_array(toy):
    by_hand = arrays.min_max(
        toy.treated.values.to_numpy(),
        direction=normalisation.directions_of(list(toy.treated.values.columns), toy.edition),
        lower=0.0,
        upper=100.0,
    )
    np.testing.assert_array_equal(toy.normalised, by_hand)


def test_a_batch_agrees_with_each_of_its_tables(tiny):
    edition, codes = tiny.edition(), list(tiny.table().columns)
    batch = np.stack([tiny.table().to_numpy(), tiny.table().to_numpy() ** 2])
    found = normalisation.normalise_batch(batch, codes, edition)
    for own, scores in zip(batch, found, strict=True):
        np.testing.assert_array_equal(normalisation.normalise_batch(own, codes, edition), scores)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("scaled", [50, 25, 0, 10]),
        ("goalposts", [50, 25, 0, 10]),
        ("rank", [4, 3, 1, 2]),
        ("borda", [3, 2, 0, 1]),
        ("distance_to_maximum", [100, 50, 0, 20]),
        ("distance_to_reference", [500, 250, 0, 100]),  # U4 has 2 and the worst 0
        ("distance_to_target", [50, 25, 0, 10]),
        ("fraction_of_maximum", [100, 50, 0, 20]),
        ("adjusted", [100, 85, 70, 76]),  # the middle of the goalposts is 10, and 60 points are their width
    ],
)
def test_what_each_normalisation_makes_of_four_values(tiny, name, expected):
    assert scored(tiny, name) == pytest.approx(expected)


def test_without_goalposts_adjusted_scores_have_100_at_the_mean_of_the_edition(tiny):
    found = scored(tiny, "adjusted", nodes={})
    assert found == pytest.approx([134.5, 104.5, 74.5, 86.5])  # mean 4.25, range 10
    assert np.mean(found) == pytest.approx(100.0)


def test_scaled_does_not_truncate_and_goalposts_do(tiny):
    narrow = posts(low=2, high=6)
    assert scored(tiny, "scaled", nodes=narrow) == pytest.approx([200, 75, -50, 0])
    assert scored(tiny, "goalposts", nodes=narrow) == pytest.approx([100, 75, 0, 0])


def test_scaled_and_goalposts_fill_the_methods_scale(tiny):
    for name in ("scaled", "goalposts"):
        assert scored(tiny, name, scale_low=1, scale_high=101) == pytest.approx([51, 26, 1, 11])


@pytest.mark.parametrize("name", ["distance_to_reference", "distance_to_target"])
def test_nothing_scores_above_a_reference_or_target_where_the_method_caps(tiny, name):
    near = posts(target=4.0)
    assert max(scored(tiny, name, nodes=near)) > 100
    assert max(scored(tiny, name, nodes=near, cap_at_reference=True)) == 100


def test_rank_scores_share_ties_as_the_ranking_does(tiny):
    tied = tiny.table().assign(**{"1.1.1": [7.0, 7.0, 1.0, 9.0]})
    assert scored(tiny, "rank", tied) == [2, 2, 1, 4]
    assert scored(tiny, "rank", tied, ties="average") == [2.5, 2.5, 1, 4]
    assert scored(tiny, "borda", tied, ties="dense") == [1, 1, 0, 2]


@pytest.mark.parametrize("name", sorted(set(NAMES) - {"none", "fraction_of_maximum"}))
def test_a_bad_is_turned_by_every_normalisation(tiny, name):
    mirrored = tiny.table().assign(**{"1.1.1": 10 - tiny.table()["1.1.1"]})
    bad = posts() | {"1.1.1": {"direction": -1, "goalpost_low": -10, "goalpost_high": 10, "target": -10}}
    assert scored(tiny, name, mirrored, nodes=bad) == pytest.approx(scored(tiny, name))


def test_the_least_bad_is_the_best_fraction(tiny):
    values = tiny.table().assign(**{"1.1.1": [4.0, 2.0, 8.0, 1.0]})
    assert scored(tiny, "fraction_of_maximum", values, nodes={"1.1.1": {"direction": -1}}) == [25, 50, 12.5, 100]


@pytest.mark.parametrize(
    ("name", "nodes", "sentence"),
    [
        (
            "goalposts",
            posts(codes=CODES[:3]),
            r"'goalposts' needs goalposts of every .*without: 2\.1\.1; 2\.1\.2\. Set",
        ),
        ("scaled", {}, r"'scaled' needs goalposts of every indicator; without: 1\.1\.1; .*2\.1\.2"),
        (
            "distance_to_target",
            {},
            r"needs a target of every indicator; without: 1\.1\.1; 1\.1\.2; 1\.2\.1; 2\.1\.1; 2\.1\.2",
        ),
    ],
)
def test_what_a_normalisation_lacks_is_named_all_at_once(tiny, name, nodes, sentence):
    with pytest.raises(FrameworkError, match=sentence):
        tiny.edition(method=chosen(name), nodes=nodes)
    other = tiny.edition(nodes=nodes)
    with pytest.raises(MethodError, match=sentence):
        normalisation.normalise(tiny.table(), other, method=other.method.replace(chosen(name)))


def test_an_unranked_unit_of_reference_is_refused_with_those_that_are_ranked(tiny):
    edition = tiny.edition(method=chosen("distance_to_reference"))
    with pytest.raises(MethodError, match=r"reference_unit 'U4' must be a ranked unit; known: U1; U2; U3"):
        normalisation.normalise(tiny.table().drop(index="U4"), edition)


def test_a_distance_to_a_unit_needs_to_know_the_units(tiny):
    edition = tiny.edition(method=chosen("distance_to_reference"))
    with pytest.raises(MethodError, match="needs the codes of the units, found none"):
        normalisation.normalise_batch(tiny.table().to_numpy(), list(CODES), edition)


def test_a_reference_that_is_worst_is_named(tiny):
    with pytest.raises(
        MethodError, match=r"unit of reference must be ahead of the worst .*columns \[0\].*0 is 1\.1\.1"
    ):
        scored(tiny, "distance_to_reference", reference_unit="U3")


@pytest.mark.parametrize(("direction", "value"), [(1, -1.0), (-1, 0.0), (-1, -1.0)])
def test_a_fraction_of_the_maximum_names_values_that_no_ratio_scale_has(tiny, direction, value):
    values = tiny.table().assign(**{"1.2.1": [4.0, 2.0, 1.0, value]})
    with pytest.raises(MethodError, match=r"columns \[2\].*2 is 1\.2\.1"):
        scored(tiny, "fraction_of_maximum", values, nodes={"1.2.1": {"direction": direction}})


@pytest.mark.parametrize("name", ["min_max", "z_score", "adjusted", "distance_to_maximum"])
def test_zero_range_is_refused_by_the_code(tiny, name):
    flat = tiny.table().assign(**{"1.2.1": 3.0})
    with pytest.raises(MethodError, match=r"found one value only in columns \[2\].*2 is 1\.2\.1"):
        scored(tiny, name, flat, nodes={})


@pytest.mark.parametrize("name", ["rank", "borda", "percentile_rank", "goalposts", "scaled", "fraction_of_maximum"])
def test_equal_values_score_equal_where_zero_range_is_no_obstacle(tiny, name):
    flat = tiny.table().assign(**{"1.1.1": 3.0})
    assert len(set(scored(tiny, name, flat))) == 1


def test_stored_goalposts_take_the_place_of_the_frameworks(tiny):
    edition = on_stored(tiny.edition(nodes=posts(low=2, high=6)), stored())
    assert normalisation.normalise(tiny.table(), edition)["1.1.1"].tolist() == pytest.approx([50, 25, 0, 10])


def test_adjusted_scores_have_100_at_the_middle_of_stored_goalposts(tiny):
    edition = on_stored(tiny.edition(), stored(low=-10, high=10), normalisation="adjusted")
    assert normalisation.normalise(tiny.table(), edition)["1.1.1"].tolist() == pytest.approx([130, 115, 100, 106])


def test_min_max_does_not_use_stored_goalposts(tiny):
    edition = on_stored(tiny.edition(), stored(), normalisation="min_max")
    assert normalisation.normalise(tiny.table(), edition)["1.1.1"].tolist() == [100.0, 50.0, 0.0, 20.0]


def test_an_untransformed_alternative_is_placed_between_the_values_of_the_panel(tiny):
    kept = stored(low=0.0, high=3.0, value_high=40.0, transformation="log1p")
    logged = {code: {"transformation": "log1p"} for code in CODES}
    edition = on_stored(tiny.edition(nodes=logged), kept, transformations="declared")
    raw = edition.method.replace({"transformations": "none"})
    found = normalisation.normalise(tiny.table(), edition, method=raw)
    assert found["1.1.1"].tolist() == pytest.approx([25, 12.5, 0, 5])


@pytest.mark.parametrize("name", NAMES)
def test_every_normalisation_keeps_blanks_and_changes_no_input(tiny, name):
    values = tiny.table()
    values.loc["U2", "1.1.1"] = np.nan
    before = values.copy()
    scores = normalisation.normalise(values, tiny.edition(method=chosen(name), nodes=posts()))
    pd.testing.assert_frame_equal(scores.isna(), values.isna())
    pd.testing.assert_frame_equal(values, before)


@pytest.mark.parametrize("name", NAMES)
def test_every_normalisation_does_to_a_batch_what_it_does_to_each_table(tiny, name):
    edition = tiny.edition(method=chosen(name), nodes=posts(target=300.0))
    batch = np.stack([tiny.table().to_numpy(), tiny.table().to_numpy() ** 2])
    found = normalisation.normalise_batch(batch, CODES, edition, units=list(tiny.table().index))
    for own, scores in zip(batch, found, strict=True):
        expected = normalisation.normalise(pd.DataFrame(own, tiny.table().index, CODES), edition)
        np.testing.assert_array_equal(expected, scores)


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=24)
@given(order=st.permutations(range(4)))
def test_the_order_of_the_units_is_no_matter(tiny, editions, name, order):
    expected = normalisation.normalise(tiny.table(), editions[name]).iloc[list(order)]
    found = normalisation.normalise(tiny.table().iloc[list(order)], editions[name])
    pd.testing.assert_frame_equal(found, expected)


@pytest.mark.parametrize("name", sorted(set(NAMES) - {"none", "fraction_of_maximum"}))
@settings(max_examples=30)
@given(factor=st.floats(0.01, 100), shift=st.floats(-100, 100))
def test_an_affine_change_of_an_indicator_with_its_goalposts_changes_nothing(tiny, editions, name, factor, shift):
    ends = {"goalpost_low": shift, "goalpost_high": 20 * factor + shift, "target": 20 * factor + shift}
    whole = editions[name].full_framework
    nodes = [node.model_copy(update=ends) if node.role == "indicator" else node for node in whole.nodes]
    there = changed(editions[name], full_framework=type(whole)(nodes=tuple(nodes), levels=whole.levels))
    found = normalisation.normalise(tiny.table() * factor + shift, there)
    np.testing.assert_allclose(found, normalisation.normalise(tiny.table(), editions[name]), rtol=1e-9, atol=1e-7)


@pytest.mark.parametrize("name", ["min_max", "goalposts", "percentile_rank", "distance_to_maximum"])
@settings(max_examples=50)
@given(numbers=st.lists(st.floats(-1e6, 1e6).map(lambda x: round(x, 3)), min_size=4, max_size=4, unique=True))
def test_scores_stay_on_their_scale(tiny, editions, name, numbers):
    found = normalisation.normalise(tiny.table().assign(**{"1.1.1": numbers}), editions[name])
    assert found.to_numpy().min() >= 0
    assert found.to_numpy().max() <= 100


def test_the_goalpost_table_says_where_its_ends_come_from(tiny):
    edition = tiny.edition(nodes={"1.1.1": {"goalpost_low": 0, "goalpost_high": 20}})
    found = normalisation.goalpost_table(tiny.table(), tiny.table(), edition).set_index("code")
    assert found["basis"].tolist() == ["framework", *["edition"] * 4]
    kept = normalisation.goalpost_table(tiny.table(), tiny.table(), on_stored(tiny.edition(), stored()))
    assert set(kept["basis"]) == {"stored"}
    assert kept.loc[0, ["low", "high"]].tolist() == [0, 20]


@pytest.mark.parametrize(
    ("name", "low", "high", "basis"),
    [
        ("z_score", None, None, ""),
        ("percentile_rank", None, None, ""),
        ("none", None, None, ""),
        ("distance_to_maximum", 0, 10, "edition"),
        ("distance_to_reference", 0, 2, "edition"),
        ("distance_to_target", 0, 20, "framework"),
        ("fraction_of_maximum", 0, 10, "edition"),
        ("adjusted", 0, 20, "framework"),
    ],
)
def test_the_goalpost_table_of_every_normalisation(tiny, name, low, high, basis):
    edition = tiny.edition(method=chosen(name), nodes=posts())
    row = normalisation.goalpost_table(tiny.table(), tiny.table(), edition).iloc[0]
    assert row["basis"] == basis
    if low is None:
        assert row[["low", "high"]].isna().all()
    else:
        assert row[["low", "high"]].tolist() == [low, high]


def test_a_distance_of_a_bad_is_measured_from_above(tiny):
    nodes = {**posts(), "1.1.1": {"direction": -1, "target": -5}}
    edition = tiny.edition(method=chosen("distance_to_target"), nodes=nodes)
    row = normalisation.goalpost_table(tiny.table(), tiny.table(), edition).iloc[0]
    assert row[["low", "high"]].tolist() == [-5, 10]


def test_an_indicator_that_hardly_varies_is_flagged(tiny):
    values = tiny.table().assign(**{"1.1.1": [97.0, 98.0, 99.0, 98.0]})
    found = normalisation.goalpost_table(values, values, tiny.edition())
    assert found["near_ceiling"].tolist() == [True, False, False, False, False]
    never = normalisation.goalpost_table(values, values, tiny.edition(method={"variation_limit": 0.0}))
    assert not never["near_ceiling"].any()


def test_truncated_cells_are_listed_with_their_goalposts(tiny):
    edition = tiny.edition(nodes={"1.1.1": {"goalpost_low": 1, "goalpost_high": 6}})
    found = normalisation.truncated(tiny.table(), edition)
    assert found[["unit_code", "value", "low", "high"]].to_numpy().tolist() == [["U1", 10, 1, 6], ["U3", 0, 1, 6]]


def test_what_does_not_truncate_lists_no_cell(tiny):
    edition = tiny.edition(method=chosen("scaled"), nodes=posts(low=1, high=6))
    assert normalisation.truncated(tiny.table(), edition).empty


def test_the_goalpost_table_shows_the_bounds_in_force_and_the_variation_of_the_raw_values(tiny):
    edition = tiny.edition(
        nodes={"1.1.1": {"goalpost_low": 0, "goalpost_high": 20}, "1.1.2": {"direction": -1}},
    )
    found = normalisation.goalpost_table(tiny.table() * 10, tiny.table(), edition).set_index("code")
    assert found.loc["1.1.1", ["low", "high", "direction"]].tolist() == [0, 20, 1]
    assert found.loc["1.1.2", ["low", "high", "direction"]].tolist() == [0, 80, -1]
    values = tiny.table()["1.1.1"]
    assert found.loc["1.1.1", "coefficient_of_variation"] == pytest.approx(values.std(ddof=1) / values.mean())


def test_an_indicator_around_zero_has_no_coefficient_of_variation(tiny):
    values = tiny.table().assign(**{"1.1.1": [-1.0, 1.0, -2.0, 2.0]})
    found = normalisation.goalpost_table(values, values, tiny.edition()).set_index("code")
    assert np.isnan(found.loc["1.1.1", "coefficient_of_variation"])
