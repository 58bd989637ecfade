"""The tile map: names that fit, fifths that cover every rank, the archipelagos where they belong."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from pipeline.data import params
from pipeline.reporting import figures_map

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("n", [5, 9, 34, 62, 63])
def test_every_rank_has_its_fifth_and_the_best_is_the_first(n):
    fifths = [figures_map.fifth(rank, n) for rank in range(1, n + 1)]
    assert fifths == sorted(fifths)
    assert (fifths[0], fifths[-1]) == (0, 4)


def test_an_unranked_unit_has_no_shade():
    shading = figures_map.by_fifth(pd.Series({"A": 1.0, "B": 2.0, "C": float("nan")}), "en")
    assert dict(shading.shades) == {"A": 1.0, "B": 0.5}
    assert figures_map.colour(shading.shades.get("C")) == figures_map.NO_RANK


def test_classes_colour_the_tiles_where_there_are_any():
    classes = pd.DataFrame(
        {"unit_code": ["A", "B", "C"], "code": "0", "class": [3, 1, 2], "of": 3, "low": [60.0, None, 40.0]}
    ).assign(high=[None, 40.0, 60.0])
    ranks = pd.Series({"A": 1.0, "B": 3.0, "C": 2.0})
    shading = figures_map.by_class(classes, "0", ranks, "en")
    assert dict(shading.shades) == {"A": 1.0, "B": 0.0, "C": 0.5}
    assert [text for _, text in shading.legend] == ["class 3: from 60", "class 2: 40 to below 60", "class 1: below 40"]
    assert figures_map.by_class(classes, "1", ranks, "en") == figures_map.by_fifth(ranks, "en")
    assert figures_map.by_class(classes.head(0), "0", ranks, "en") == figures_map.by_fifth(ranks, "en")


def test_provinces_stand_on_tiles_of_their_own():
    units = params.load_edition("open-2024", root=ROOT).units.units
    tiles = [(unit.tile_row, unit.tile_column) for unit in units]
    assert len(set(tiles)) == len(units) == 63


def test_the_archipelagos_are_drawn_off_the_provinces_they_belong_to():
    units = params.load_edition("open-2024", root=ROOT).units.units
    drawn = {key: (owner.name_vi, column) for key, owner, _, column in figures_map.archipelagos(list(units))}
    assert {key: owner for key, (owner, _) in drawn.items()} == {"hoang_sa": "Đà Nẵng", "truong_sa": "Khánh Hòa"}
    assert all(column > max(unit.tile_column for unit in units) + 1 for _, column in drawn.values())


def test_a_fictitious_country_has_no_archipelago_of_viet_nam(edition):
    assert figures_map.archipelagos(list(edition.units.units)) == []
