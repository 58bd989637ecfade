"""The tile map: names that fit, fifths that cover every rank, the archipelagos where they belong."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.data import params
from pipeline.reporting import figures_map

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("n", [5, 9, 34, 62, 63])
def test_every_rank_has_its_fifth_and_the_best_is_the_first(n):
    fifths = [figures_map.fifth(rank, n) for rank in range(1, n + 1)]
    assert fifths == sorted(fifths)
    assert (fifths[0], fifths[-1]) == (0, 4)


def test_an_unranked_unit_has_no_fifth():
    assert figures_map.fifth(float("nan"), 63) is None


def test_provinces_stand_on_tiles_of_their_own():
    units = params.load_edition("open-2024", root=ROOT).units.units
    tiles = [(unit.tile_row, unit.tile_column) for unit in units]
    assert len(set(tiles)) == len(units) == 63


def test_the_archipelagos_are_drawn_off_the_provinces_they_belong_to():
    units = params.load_edition("open-2024", root=ROOT).units.units
    drawn = {key: (owner.name_vi, column) for key, owner, _, column in figures_map._islands(list(units))}
    assert {key: owner for key, (owner, _) in drawn.items()} == {"hoang_sa": "Đà Nẵng", "truong_sa": "Khánh Hòa"}
    assert all(column > max(unit.tile_column for unit in units) + 1 for _, column in drawn.values())


def test_a_fictitious_country_has_no_archipelago_of_viet_nam(edition):
    assert figures_map._islands(list(edition.units.units)) == []
