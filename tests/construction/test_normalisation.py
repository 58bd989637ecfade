import numpy as np
import pandas as pd
import pytest

from pipeline.construction import normalisation
from pipeline.errors import MethodError
from pipeline.statistics import normalisation as arrays


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
        direction=normalisation.directions(list(toy.treated.values.columns), toy.edition),
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
