"""A boundary file (GeoJSON) that a reader of the figures passes: read, checked whole, and thinned to what a picture shows."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from pipeline.errors import ParameterError, listed
from pipeline.framework.units import Units
from pipeline.reporting.figures_boundaries import Polygon, Shapes
from pipeline.statistics.types import FloatArray

KEY = "unit_code"
KINDS = ("Polygon", "MultiPolygon")
LONGITUDE, LATITUDE = 180.0, 90.0
CORNERS = 4  # of a triangle: the first one stands again at the end (RFC 7946, section 3.1.6)
SHOWN = 3000  # points across the whole map beyond which a picture shows no more


def read(path: Path, units: Units) -> Shapes:
    """The polygons of every unit.

    Parameters
    ----------
    path : a GeoJSON FeatureCollection (RFC 7946): longitude and latitude in degrees, Polygon or MultiPolygon features whose
        property ``unit_code`` is the unit's code as text.
    units : each of which must be there exactly once, and nobody else.

    Raises
    ------
    ParameterError : no GeoJSON, geometry that is none, units that are missing, unknown or there twice; every fault is named
        at once.

    References
    ----------
    Butler, H. et al. (2016), The GeoJSON Format, RFC 7946, doi:10.17487/RFC7946.
    """
    features = _features(path)
    codes = [_code(feature) for feature in features]
    faults = [*_unfit_codes(codes, units), *(fault for feature in features for fault in _unfit_geometry(feature))]
    if faults:
        raise ParameterError(
            f"boundaries {path.name}: every unit of the edition is expected once, as closed rings of longitude and "
            f"latitude, found: {listed(faults)}. Correct the file, or publish without it (the tile grid)"
        )
    shapes = {str(code): _polygons(feature["geometry"]) for code, feature in zip(codes, features, strict=True)}
    return _thinned({code: shapes[code] for code in units.codes})


def _features(path: Path) -> list[dict[str, Any]]:
    try:
        content = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise ParameterError(
            f"boundaries {path.name}: the file must be readable, found {error.strerror}. Check --boundaries"
        ) from error
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise ParameterError(
            f"boundaries {path.name}: GeoJSON is expected, and this is no JSON ({error}). A shapefile is converted with "
            "`ogr2ogr -f GeoJSON -t_srs EPSG:4326`"
        ) from error
    features = content.get("features") if isinstance(content, dict) else None
    kind = content.get("type") if isinstance(content, dict) else type(content).__name__
    if kind != "FeatureCollection" or not isinstance(features, list) or not all(isinstance(f, dict) for f in features):
        raise ParameterError(
            f"boundaries {path.name}: a GeoJSON FeatureCollection is expected, found type {kind!r}. Save the layer as one"
        )
    return features


def _code(feature: Mapping[str, Any]) -> object:
    properties = feature.get("properties")
    return properties.get(KEY) if isinstance(properties, dict) else None


def _unfit_codes(codes: Sequence[object], units: Units) -> Iterator[str]:
    """Everything but each unit once."""
    for place, code in enumerate(codes, start=1):
        if not isinstance(code, str) or not code:
            said = "without one" if code is None else f"with {code!r}"
            yield f"feature {place} {said} where its property {KEY} must be a code as text"
    known = Counter(code for code in codes if isinstance(code, str) and code)
    absent = [code for code in units.codes if code not in known]
    unknown = sorted(set(known) - set(units.codes))
    twice = sorted(code for code, n in known.items() if n > 1)
    if absent:
        names = [f"{code} {units.by_code[code].name_en}" for code in absent]
        yield f"{len(absent)} units missing ({listed(names)})"
    if unknown:
        yield f"{len(unknown)} codes that no unit of the edition has ({listed(unknown)})"
    if twice:
        yield f"units that stand there twice ({listed(twice)}); make one MultiPolygon of them"


def _unfit_geometry(feature: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with the geometry of one feature; the first fault of it is enough."""
    code, geometry = _code(feature), feature.get("geometry")
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if not isinstance(geometry, dict) or kind not in KINDS:
        yield f"{code}: {kind or 'no geometry'} where Polygon or MultiPolygon is expected"
        return
    polygons = _nested(geometry)
    if not polygons or not all(isinstance(rings, list) and rings for rings in polygons):
        yield f"{code}: coordinates that are no rings"
        return
    for ring in (ring for rings in polygons for ring in rings):
        fault = _unfit_ring(ring)
        if fault:
            yield f"{code}: {fault}"
            return


def _nested(geometry: Mapping[str, Any]) -> Any:
    coordinates = geometry.get("coordinates")
    return [coordinates] if geometry["type"] == "Polygon" else coordinates


def _unfit_ring(ring: object) -> str:
    if not isinstance(ring, list) or len(ring) < CORNERS or not all(map(_is_position, ring)):
        return "a ring that is no list of at least four positions [longitude, latitude]"
    if ring[0][:2] != ring[-1][:2]:
        return "a ring that does not end where it begins"
    if any(abs(position[0]) > LONGITUDE or abs(position[1]) > LATITUDE for position in ring):
        return "coordinates that are no degrees of longitude and latitude (project the layer to EPSG:4326)"
    return "" if abs(area(_array(ring))) > 0.0 else "a ring without an area"


def _is_position(position: object) -> bool:
    return (
        isinstance(position, list)
        and len(position) >= 2
        and all(isinstance(x, int | float) and not isinstance(x, bool) and math.isfinite(x) for x in position[:2])
    )


def _array(ring: Sequence[Sequence[float]]) -> FloatArray:
    return np.array([position[:2] for position in ring], dtype=float)


def area(ring: FloatArray) -> float:
    """Signed area of a closed ring in square degrees, positive where it runs against the clock.

    .. math:: A = \\tfrac{1}{2} \\sum_i (x_i y_{i+1} - x_{i+1} y_i)

    >>> area(np.array([[0.0, 0.0], [2.0, 0.0], [2.0, 1.0], [0.0, 1.0], [0.0, 0.0]]))
    2.0
    """
    x, y = (ring - ring[0]).T
    return float(0.5 * np.sum(x[:-1] * y[1:] - x[1:] * y[:-1]))


def _polygons(geometry: Mapping[str, Any]) -> tuple[Polygon, ...]:
    return tuple(tuple(map(_array, rings)) for rings in _nested(geometry))


def _thinned(shapes: Mapping[str, Sequence[Polygon]]) -> Shapes:
    """Without the points that lie nearer to the last one kept than a picture shows; rings that vanish stay as they are."""
    points = np.concatenate([ring for polygons in shapes.values() for rings in polygons for ring in rings])
    step = float(np.ptp(points, axis=0).max()) / SHOWN
    return {
        code: tuple(tuple(_sparser(ring, step) for ring in rings) for rings in polygons)
        for code, polygons in shapes.items()
    }


def _sparser(ring: FloatArray, step: float) -> FloatArray:
    kept = [ring[0]]
    for point in ring[1:-1]:
        if np.abs(point - kept[-1]).max() >= step:
            kept.append(point)
    return np.array([*kept, ring[0]]) if len(kept) >= CORNERS - 1 else ring
