"""A boundary file is taken whole or refused with everything that is wrong with it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from pipeline.errors import ParameterError
from pipeline.framework.units import Unit, Units
from pipeline.publication import boundaries


def units(n: int = 3) -> Units:
    made = [
        Unit(
            unit_code=f"T{k}",
            name_vi=f"Bến Tưởng {k}",
            name_en=f"Ben Tuong {k}",
            region_code="R",
            region_vi="V",
            region_en="R",
        )
        for k in range(1, n + 1)
    ]
    return Units(units=tuple(made))


def square(x: float, y: float, side: float = 1.0) -> list[list[float]]:
    return [[x, y], [x + side, y], [x + side, y + side], [x, y + side], [x, y]]


def feature(code: object, kind: str = "Polygon", coordinates: Any = None) -> dict[str, Any]:
    rings = [square(105.0, 10.0)] if coordinates is None else coordinates
    return {"type": "Feature", "properties": {"unit_code": code}, "geometry": {"type": kind, "coordinates": rings}}


def whole() -> list[dict[str, Any]]:
    return [
        feature("T1", coordinates=[square(105.0, 10.0, 2.0), square(105.5, 10.5)]),
        feature("T2", "MultiPolygon", [[square(107.0, 10.0)], [square(109.0, 9.0, 0.5)]]),
        feature("T3", coordinates=[square(105.0, 12.0)]),
    ]


def saved(folder: Path, features: list[Any] | None = None, content: Any = None) -> Path:
    path = folder / "regions.geojson"
    given = {"type": "FeatureCollection", "features": features} if content is None else content
    path.write_text(json.dumps(given), encoding="utf-8")
    return path


def test_every_unit_gets_its_polygons_with_their_holes(tmp_path):
    shapes = boundaries.read(saved(tmp_path, whole()), units())
    assert list(shapes) == ["T1", "T2", "T3"]
    assert [len(polygons) for polygons in shapes.values()] == [1, 2, 1]
    assert [boundaries.area(ring) for ring in shapes["T1"][0]] == [4.0, 1.0]


def test_units_that_are_missing_unknown_or_twice_are_named_together(tmp_path):
    path = saved(tmp_path, [feature("T1"), feature("T1"), feature("T9"), feature(3), {"type": "Feature"}])
    with pytest.raises(ParameterError, match=r"regions\.geojson: every unit of the edition is expected once") as caught:
        boundaries.read(path, units())
    said = str(caught.value)
    for part in ("2 units missing (T2 Ben Tuong 2; T3 Ben Tuong 3)", "(T9)", "twice (T1)", "with 3", "without one"):
        assert part in said
    assert str(tmp_path) not in said


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (feature("T1", "LineString", square(0, 0)), "T1: LineString where Polygon or MultiPolygon"),
        ({"type": "Feature", "properties": {"unit_code": "T1"}, "geometry": None}, "T1: no geometry"),
        (feature("T1", coordinates=[]), "T1: coordinates that are no rings"),
        (feature("T1", coordinates=[square(0, 0)[:3]]), "T1: a ring that is no list of at least four positions"),
        (feature("T1", coordinates=[square(0, 0)[:4]]), "T1: a ring that does not end where it begins"),
        (feature("T1", coordinates=[[[0, "a"]] * 5]), "T1: a ring that is no list"),
        (feature("T1", coordinates=[[[0, True]] * 5]), "T1: a ring that is no list"),
        (feature("T1", coordinates=[square(585000.0, 2323000.0)]), "no degrees of longitude and latitude"),
        (feature("T1", coordinates=[[[1.0, 1.0]] * 5]), "T1: a ring without an area"),
    ],
)
def test_geometry_that_cannot_be_drawn_is_told(tmp_path, wrong, said):
    path = saved(tmp_path, [wrong, *whole()[1:]])
    with pytest.raises(ParameterError, match="regions.geojson") as caught:
        boundaries.read(path, units())
    assert said in str(caught.value)


@pytest.mark.parametrize(
    "content", [[], {"type": "Topology"}, {"type": "FeatureCollection", "features": {}}, "text", 3]
)
def test_json_that_is_no_feature_collection_is_refused(tmp_path, content):
    with pytest.raises(ParameterError, match="a GeoJSON FeatureCollection is expected"):
        boundaries.read(saved(tmp_path, content=content), units())


def test_a_file_that_is_no_json_or_not_there_is_refused_with_what_to_do(tmp_path):
    path = tmp_path / "map.shp"
    path.write_bytes(b"\x00\x00\x27\x0a\xff")
    with pytest.raises(ParameterError, match="ogr2ogr"):
        boundaries.read(path, units())
    with pytest.raises(ParameterError, match="must be readable"):
        boundaries.read(tmp_path / "none.geojson", units())


def test_points_that_no_picture_shows_are_left_out_and_small_islands_stay(tmp_path):
    angles = np.linspace(0.0, 2.0 * np.pi, 40_001)
    coast = np.column_stack([105.0 + np.cos(angles), 10.0 + np.sin(angles)])
    coast[-1] = coast[0]
    islet = square(107.0, 10.0, 1e-5)
    features = [feature("T1", coordinates=[coast.tolist()]), feature("T2", coordinates=[islet]), feature("T3")]
    shapes = boundaries.read(saved(tmp_path, features), units())
    thinned = shapes["T1"][0][0]
    assert len(thinned) < 12_000
    assert (thinned[0] == thinned[-1]).all()
    assert boundaries.area(thinned) == pytest.approx(np.pi, rel=1e-3)
    assert len(shapes["T2"][0][0]) == 5
