"""What the index adds to its pillars, on the real editions."""

import pytest

from pipeline.construction import added_value


def test_every_pillar_has_its_share_and_its_null_value(open_2024):
    found = added_value.compare(open_2024.index.scores, open_2024.edition, seed=1)
    assert list(found["code"]) == ["1", "2", "3", "4", "5"]
    assert found["least"].to_numpy() == pytest.approx(0.075 * 63)
    assert ((found["low"] <= found["share"]) & (found["share"] <= found["high"])).all()
    assert ((found["null_low"] <= found["null_share"]) & (found["null_share"] <= found["null_high"])).all()


def test_the_share_of_institutions_is_high_because_they_are_hardly_correlated(open_2024):
    """81 % of provinces apart sounds like added value; a correlation of 0.42 gives 80 % by itself."""
    row = added_value.compare(open_2024.index.scores, open_2024.edition, seed=1).set_index("code").loc["1"]
    assert row["share"] == pytest.approx(51 / 63)
    assert row["null_share"] == pytest.approx(0.80, abs=0.01)


def test_places_are_counted_by_hand(open_2024):
    ranks = open_2024.index.ranks
    far = ((ranks["0"] - ranks["2"]).abs() >= 5).mean()  # 7.5 % of 63 is 4.7: five places or more
    found = added_value.compare(open_2024.index.scores, open_2024.edition, seed=1).set_index("code")
    assert found.at["2", "share"] == pytest.approx(far)


def test_the_same_seed_gives_the_same_null_values(toy):
    first, second = (added_value.compare(toy.index.scores, toy.edition, seed=0) for _ in range(2))
    assert first.equals(second)
