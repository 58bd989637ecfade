"""The smallest edition that holds together, as its files would say it, and what becomes of it when a key is changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from pipeline.data import params
from pipeline.framework.alternatives import Alternatives
from pipeline.framework.edition import Edition, EditionFile
from pipeline.framework.hierarchy import Hierarchy, Level
from pipeline.framework.method import Method
from pipeline.framework.sourcing import Sources
from pipeline.framework.units import Units

REPOSITORY = Path(__file__).parents[2]
LEVELS = (
    {"level": 1, "role": "indicator", "name_vi": "Chỉ tiêu", "name_en": "Indicator"},
    {"level": 2, "role": "pillar", "name_vi": "Trụ cột", "name_en": "Pillar"},
    {"level": 3, "role": "index", "name_vi": "Chỉ số", "name_en": "Index"},
)


@pytest.fixture(scope="session")
def repository() -> Path:
    return REPOSITORY


@pytest.fixture(scope="session")
def nominal() -> Method:
    return params.load_method("nominal", root=REPOSITORY)


@pytest.fixture
def row() -> Callable[..., dict[str, Any]]:
    """One row of framework.csv: an indicator at level 1 with weight 1, unless told otherwise."""

    def make(code: str, role: str = "indicator", **cells: Any) -> dict[str, Any]:
        usual: dict[str, Any] = {"code": code, "role": role, "name_vi": f"{code} vi", "name_en": f"{code} en"}
        if role != "outcome":
            usual |= {"weight": 1, "level": 1 if role == "indicator" else 2}
        return usual | cells

    return make


@pytest.fixture
def five(row: Callable[..., dict[str, Any]]) -> list[dict[str, Any]]:
    """An index of two pillars: A with the indicators a1 and a2, B with b1; the outcome o beside it."""
    return [
        row("0", "aggregate", level=3),
        row("A", "aggregate", parent="0"),
        row("B", "aggregate", parent="0"),
        row("a1", parent="A"),
        row("a2", parent="A"),
        row("b1", parent="B"),
        row("o", "outcome"),
    ]


@pytest.fixture
def tree() -> Callable[[list[dict[str, Any]]], Hierarchy]:
    def make(rows: list[dict[str, Any]]) -> Hierarchy:
        return Hierarchy.read({"nodes": rows, "levels": LEVELS}, where="framework.csv")

    return make


@pytest.fixture
def edition(five: list[dict[str, Any]], nominal: Method) -> Callable[..., Edition]:
    """An edition with one key of edition.yaml changed, or one of its parts."""

    def make(
        *,
        rows: list[dict[str, Any]] | None = None,
        sourced: tuple[str, ...] = ("a1", "a2", "b1", "o"),
        method: Method = nominal,
        alternatives: Mapping[str, Any] | None = None,
        **about: Any,
    ) -> Edition:
        file = {
            "id": "tiny",
            "year": 2024,
            "name_vi": "nhỏ",
            "name_en": "tiny",
            "note_vi": "hư cấu",
            "note_en": "fictitious",
            "language": "vi",
            "seed": 0,
            "method": "nominal",
            "alternatives": "few",
            "levels": LEVELS,
            "screening": {"share": 0.66, "sub_pillars": 2},
            **about,
        }
        sources = {code: {"value": {"table": f"t/{code}", "column": "{year}"}} for code in sourced}
        unit = {"name_vi": "x", "name_en": "x", "region_code": "r", "region_vi": "r", "region_en": "r"}
        set_ = {"name": "few", "weights": [], "weight_samples": 8, "factors": {}, **(alternatives or {})}
        parts = {
            "about": EditionFile.read(file, where="edition.yaml"),
            "full_framework": Hierarchy.model_validate(
                {"nodes": rows or five, "levels": tuple(Level.model_validate(level) for level in LEVELS)}
            ),
            "units": Units.model_validate({"units": [{"unit_code": "01", **unit}, {"unit_code": "02", **unit}]}),
            "sources": Sources.read({"max_age_years": 1, "indicators": sources}, where="sources.yaml"),
            "method": method,
            "alternatives": Alternatives.read(set_, where="alternatives"),
        }
        return Edition.read(parts, where="edition tiny")

    return make
