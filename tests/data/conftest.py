"""A tiny project with one source and four provinces, and the real project, for the tests of ``pipeline.data``."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline.data import params
from pipeline.data.names import UnitNames
from pipeline.framework.alternatives import Alternatives
from pipeline.framework.edition import Edition, EditionFile
from pipeline.framework.hierarchy import Hierarchy, Level, Node
from pipeline.framework.sourcing import Sources
from pipeline.framework.units import Unit, Units

REPOSITORY = Path(__file__).parents[2]


def unit(code: str, name_vi: str, name_en: str, region: str, aliases: str = "") -> Unit:
    return Unit(
        unit_code=code,
        name_vi=name_vi,
        name_en=name_en,
        region_code=region,
        region_vi=region,
        region_en=region,
        aliases=aliases,
    )


FOUR = Units(
    units=(
        unit("02", "Hà Giang", "Ha Giang", "N"),
        unit("35", "Hà Nam", "Ha Nam", "N"),
        unit("46", "Thừa Thiên Huế", "Thua Thien Hue", "S", "Huế|TT-Huế"),
        unit("79", "Hồ Chí Minh", "Ho Chi Minh City", "S"),
    )
)


@dataclass
class TinyProject:
    """Writes raw tables with their descriptions below ``root``, and builds editions that read them."""

    root: Path

    def write(
        self,
        tables: Mapping[str, str],
        *,
        source: str = "tiny",
        tables_say: Mapping[str, Mapping[str, Any]] | None = None,
        corrections: list[dict[str, str]] | None = None,
        **source_says: Any,
    ) -> Path:
        folder = self.root / "data" / "raw" / source
        folder.mkdir(parents=True, exist_ok=True)
        described = {}
        for name, text in tables.items():
            (folder / f"{name}.csv").write_text(text, encoding="utf-8", newline="\n")
            described[name] = {
                "file": f"{name}.csv",
                "title": name,
                "unit_of_measure": "persons",
                "sha256": hashlib.sha256(text.encode()).hexdigest(),
                "columns": next(csv.reader(text.splitlines())),
                **(tables_say or {}).get(name, {}),
            }
        content = {
            "source": source,
            "producer": "nobody",
            "licence": "CC0",
            "obtained": "made up",
            "obtained_on": "2026-11-22",
            "unit_column": "Province",
            "country_rows": ["ALL"],
            "region_rows": {"North": "N", "South": "S"},
            "unallocated_rows": ["Nec."],
            "status_suffixes": {"p": "P", "e": "E"},
            "tables": described,
            **source_says,
        }
        (folder / "source.yaml").write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
        if corrections is not None:
            reasons = {"reason_vi": "sai", "reason_en": "wrong"}
            full = {"corrections": [reasons | item for item in corrections]}
            (folder / "corrections.yaml").write_text(yaml.safe_dump(full, allow_unicode=True), encoding="utf-8")
        return folder

    def edition(
        self,
        indicators: Mapping[str, Any],
        *,
        year: int = 2024,
        max_age: int = 0,
        bounds: tuple[float, float] | None = None,
        zeros: list[dict[str, Any]] | None = None,
        units: Units = FOUR,
        method: Mapping[str, Any] | None = None,
        **about: Any,
    ) -> Edition:
        low, high = bounds or (None, None)
        nodes = [Node(code="0", role="aggregate", level=2, name_vi="Chỉ số", name_en="Index", weight=1)]
        nodes += [
            Node(
                code=code,
                role="indicator",
                level=1,
                parent="0",
                name_vi=code,
                name_en=f"indicator {code}",
                weight=1,
                plausible_low=low,
                plausible_high=high,
            )
            for code in indicators
        ]
        levels = (
            Level(level=1, role="indicator", name_vi="Chỉ tiêu", name_en="Indicator"),
            Level(level=2, role="index", name_vi="Chỉ số", name_en="Index"),
        )
        sources = {code: value if "value" in value else {"value": value} for code, value in indicators.items()}
        return Edition(
            about=EditionFile.read(
                {
                    "id": "tiny",
                    "year": year,
                    "name_vi": "nhỏ",
                    "name_en": "tiny",
                    "note_vi": "hư cấu",
                    "note_en": "fictitious",
                    "language": "vi",
                    "seed": 0,
                    "method": "nominal",
                    "alternatives": "none",
                    "levels": [level.model_dump() for level in levels],
                    "screening": {"share": 0.66, "sub_pillars": 2},
                    **about,
                },
                where="edition.yaml",
            ),
            full_framework=Hierarchy(nodes=tuple(nodes), levels=levels),
            units=units,
            sources=Sources.read(
                {"max_age_years": max_age, "indicators": sources, "structural_zeros": zeros or []}, where="sources.yaml"
            ),
            method=params.load_method("nominal", root=REPOSITORY).replace(method or {}),
            alternatives=Alternatives(name="none", weights=(), weight_samples=1, factors={}),
        )


@pytest.fixture
def two_alike() -> UnitNames:
    """Two units whose names differ in nothing but diacritics."""
    return UnitNames(Units(units=(unit("1", "Hoà An", "Hoa An 1", "N"), unit("2", "Hoá Ân", "Hoa An 2", "N"))))


@pytest.fixture
def tiny(tmp_path: Path) -> TinyProject:
    return TinyProject(tmp_path)


@pytest.fixture
def four() -> UnitNames:
    return UnitNames(FOUR)


@pytest.fixture(scope="session")
def repository() -> Path:
    return REPOSITORY


@pytest.fixture(scope="session")
def provinces() -> UnitNames:
    """The 63 provinces as open-2024 lists them, with the abbreviations of one table that no edition reads."""
    short = {"46": "TT-Huế", "77": "BRVT", "79": "TP.HCM"}  # pci_2020_total
    with (REPOSITORY / "params/editions/open-2024/units.csv").open(encoding="utf-8", newline="") as stream:
        rows = [{key: value for key, value in row.items() if value} for row in csv.DictReader(stream)]
    for row in rows:
        row["aliases"] = f"{row.get('aliases', '')}|{short.get(row['unit_code'], '')}"
    return UnitNames(Units(units=tuple(Unit.model_validate(row) for row in rows)))
