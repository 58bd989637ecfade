"""True maps: shaded as the tile grid is, with the archipelagos of the file or their sign."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.framework.units import Unit, Units
from pipeline.reporting import figures_boundaries, style


def square(x: float, y: float, side: float = 1.0) -> np.ndarray:
    return np.array([[x, y], [x + side, y], [x + side, y + side], [x, y + side], [x, y]])


def texts(figure: style.Chart) -> list[str]:
    return [text.get_text() for axes in figure.axes for text in axes.texts]


@pytest.fixture
def shapes(edition):
    return {code: [[square(100.0 + k % 4, 10.0 + k // 4, 0.9)]] for k, code in enumerate(edition.units.codes)}


def test_every_unit_is_drawn_with_its_rank(edition, tables, shapes):
    figure = figures_boundaries.boundary_map(tables["scores"], edition.units, edition.framework, shapes, language="vi")
    own = tables["scores"][tables["scores"]["code"] == edition.framework.root.code]["rank"]
    assert sorted(texts(figure)) == sorted("–" if rank != rank else f"{rank:.0f}" for rank in own.astype(float))


def test_equal_maps_are_equal_bytes(edition, tables, shapes):
    own = tables["scores"], edition.units, edition.framework, shapes
    first, second = (figures_boundaries.boundary_map(*own, language="en") for _ in range(2))
    assert style.svg(first) == style.svg(second)


def test_the_rank_stands_inside_and_never_in_a_hole():
    x, y = figures_boundaries.inner_point([square(0.0, 0.0, 4.0), square(1.0, 1.0, 2.0)])
    assert 0.0 < x < 4.0
    assert 0.0 < y < 4.0
    assert not (1.0 <= x <= 3.0 and 1.0 <= y <= 3.0)


def named(name: str, code: str) -> Unit:
    return Unit(unit_code=code, name_vi=name, name_en=name, region_code="R", region_vi="V", region_en="R")


def test_archipelagos_that_a_file_lacks_get_their_sign():
    country = Units(units=(named("Đà Nẵng", "48"), named("Khánh Hòa", "56")))
    mainland = {"48": [[square(108.0, 16.0, 0.4)]], "56": [[square(109.0, 12.0, 0.4)]]}
    absent = figures_boundaries._absent_islands(country, mainland)
    assert [(key, owner.unit_code) for key, owner in absent] == [("hoang_sa", "48"), ("truong_sa", "56")]
    whole = mainland | {"48": [*mainland["48"], [square(112.0, 16.5, 0.05)]]}
    assert [key for key, _ in figures_boundaries._absent_islands(country, whole)] == ["truong_sa"]


def test_a_country_of_other_provinces_has_no_archipelagos(edition, shapes):
    assert figures_boundaries._absent_islands(edition.units, shapes) == []


def test_without_scores_a_map_says_why(edition, tables, shapes):
    blank = tables["scores"].head(0)
    figure = figures_boundaries.boundary_map(blank, edition.units, edition.framework, shapes, language="vi")
    assert len(texts(figure)) == 1
