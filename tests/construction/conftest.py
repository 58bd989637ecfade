"""A tree of five indicators and four fictitious units whose index can be worked out by hand, and full editions.

::

    0 index
      1 pillar
        1.1 sub-pillar: 1.1.1, 1.1.2
        1.2 sub-pillar: 1.2.1
      2 pillar
        2.1 sub-pillar: 2.1.1, 2.1.2        o.1 an outcome beside the tree

The values, and the scores that min-max 0-100 makes of them::

          1.1.1  1.1.2  1.2.1  2.1.1  2.1.2     1.1.1  1.1.2  1.2.1  2.1.1  2.1.2    1.1    1.2   1      2     0
    U1       10      0      4     10      4       100      0     50    100    100     50     50   50     100   75
    U2        5      4      0      0      0        50     50      0      0      0     50      0   25       0   12.5
    U3        0      8      8      5      1         0    100    100     50     25     50    100   75    37.5   56.25
    U4        2      2      2      2      2        20     25     25     20     50   22.5     25   23.75   35   29.375
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from pipeline.construction import imputation, index, matrix, open_cells, screening, treatment
from pipeline.construction.comparison import Side, Tables
from pipeline.construction.index import Index
from pipeline.construction.treatment import Treated
from pipeline.data import assembly, params
from pipeline.data.assembly import Gathered
from pipeline.framework.edition import Edition

sys.path.append(str(Path(__file__).parent))  # the chapter on coherence is made in a module that is no test

REPOSITORY = Path(__file__).parents[2]
TREE = {"0": ("1", "2"), "1": ("1.1", "1.2"), "1.1": ("1.1.1", "1.1.2"), "1.2": ("1.2.1",)}
TREE |= {"2": ("2.1",), "2.1": ("2.1.1", "2.1.2")}
ROLES = ("indicator", "sub_pillar", "pillar", "index")
VALUES = {
    "U1": (10.0, 0.0, 4.0, 10.0, 4.0),
    "U2": (5.0, 4.0, 0.0, 0.0, 0.0),
    "U3": (0.0, 8.0, 8.0, 5.0, 1.0),
    "U4": (2.0, 2.0, 2.0, 2.0, 2.0),
}
CODES = ("1.1.1", "1.1.2", "1.2.1", "2.1.1", "2.1.2")
PLAIN = {
    "imputation": "none",
    "transformations": "none",
    "outlier_rule": "none",
    "n_resamples": 20,
}

EASY = {"share": 0.0, "sub_pillars": 1}  # thresholds of screening that ask for nothing but a computable pillar


@dataclass(frozen=True)
class Tiny:
    """Makes editions on the tree above and tables for them."""

    def edition(
        self,
        *,
        tree: Mapping[str, Sequence[str]] = TREE,
        units: Sequence[str] = tuple(VALUES),
        nodes: Mapping[str, Mapping[str, Any]] | None = None,
        tables: Mapping[str, str] | None = None,
        method: Mapping[str, Any] | None = None,
        alternatives: Mapping[str, Any] | None = None,
        screening: Mapping[str, Any] | None = None,
        roles: Sequence[str] = ROLES,
        **about: Any,
    ) -> Edition:
        """An edition: `nodes` changes cells of framework.csv, `tables` the raw table of an indicator, and so on."""
        parent = {child: code for code, children in tree.items() for child in children}
        depth = {code: self._height(code, tree) for code in [*tree, *parent]}
        top = max(depth.values())
        levels = [
            {"level": number, "role": role, "name_vi": role, "name_en": role}
            for number, role in enumerate(roles, start=1)
            if number <= top
        ]
        rows: list[dict[str, Any]] = []
        for code in ["0", *parent]:
            usual: dict[str, object] = {
                "role": "aggregate" if code in tree else "indicator",
                "level": depth[code],
                "weight": 1,
            }
            own = {"parent": parent[code]} if code in parent else {}
            rows.append(usual | own | {"code": code, "name_vi": f"{code} vi", "name_en": f"{code} en"})
        rows.append({"code": "o.1", "role": "outcome", "name_vi": "kết quả", "name_en": "outcome"})
        rows = [row | dict((nodes or {}).get(str(row["code"]), {})) for row in rows]
        sourced = [row["code"] for row in rows if row["role"] != "aggregate"]
        unit = {"name_vi": "x", "name_en": "x"}
        content = {
            "about": {
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
                "levels": levels,
                "screening": {**EASY, **(screening or {})},
                **about,
            },
            "full_framework": {"nodes": rows, "levels": levels},
            "units": {
                "units": [
                    {"unit_code": code, **unit, "region_code": region, "region_vi": region, "region_en": region}
                    for code, region in zip(units, ["N", "S"] * len(units), strict=False)
                ]
            },
            "sources": {
                "max_age_years": 1,
                "indicators": {
                    code: {"value": {"table": (tables or {}).get(code, f"t/{code}"), "column": "{year}"}}
                    for code in sourced
                },
            },
            "method": params.load_method("nominal", root=REPOSITORY).replace({**PLAIN, **(method or {})}),
            "alternatives": {"name": "few", "weights": [], "weight_samples": 64, "factors": {}, **(alternatives or {})},
        }
        return Edition.read(content, where="edition tiny")

    @staticmethod
    def _height(code: str, tree: Mapping[str, Sequence[str]]) -> int:
        return 1 + max((Tiny._height(child, tree) for child in tree[code]), default=0) if code in tree else 1

    @staticmethod
    def table(values: Mapping[str, Sequence[float]] = VALUES, *, codes: Sequence[str] = CODES) -> pd.DataFrame:
        """Units x indicators."""
        return pd.DataFrame.from_dict(values, orient="index", columns=list(codes)).astype(float)

    @staticmethod
    def long(table: pd.DataFrame, *, origin: Mapping[tuple[str, str], str] | None = None) -> pd.DataFrame:
        """``values.csv`` of a matrix; `origin` of the cells that are not published in the latest round."""
        values = matrix.long(table).assign(data_year=2024, status="A", origin="published")
        for (unit, code), word in (origin or {}).items():
            values.loc[(values["unit_code"] == unit) & (values["code"] == code), "origin"] = word
        return values

    @staticmethod
    def nothing_earlier() -> pd.DataFrame:
        return pd.DataFrame(columns=["unit_code", "code", "round", "data_year", "value"])


@pytest.fixture(scope="session")
def tiny() -> Tiny:
    return Tiny()


def side(
    edition: Edition,
    table: pd.DataFrame,
    *,
    name: str = "side",
    origin: Mapping[tuple[str, str], str] | None = None,
    panel: pd.DataFrame | None = None,
) -> Side:
    """One side of a comparison, computed from a matrix as the chapters do it."""
    values = Tiny.long(table, origin=origin)
    panel = Tiny.nothing_earlier() if panel is None else panel
    screened = screening.screen(values, edition).screening
    units = matrix.ranked_units(screened)
    prepared = matrix.prepared(values, edition, edition.method, units=units)
    filled = imputation.impute(prepared, panel, edition, seed=0).values
    built = index.build(treatment.treat(filled, edition).values, edition)
    tables = {edition.method.preparation: Tables(values, panel)}
    return Side(name, edition, 0, tables, screened, built.table(edition))


@pytest.fixture(scope="session")
def sided() -> Callable[..., Side]:
    return side


@dataclass(frozen=True)
class Built:
    """A full edition from its raw tables to its index, nominal method, step by step."""

    edition: Edition
    gathered: Gathered
    units: list[str]
    prepared: pd.DataFrame
    imputed: imputation.Imputed
    treated: Treated
    normalised: pd.DataFrame
    index: Index


def build(name: str) -> Built:
    edition = params.load_edition(name, root=REPOSITORY)
    gathered = assembly.gather(edition, root=REPOSITORY)
    units = matrix.ranked_units(screening.screen(gathered.values, edition).screening)
    prepared = matrix.prepared(gathered.values, edition, edition.method, units=units)
    imputed = imputation.impute(prepared, gathered.panel, edition, seed=edition.about.seed)
    treated = treatment.treat(imputed.values, edition)
    made = index.build(treated.values, edition)
    normalised = made.scores[edition.framework.indicator_codes]
    return Built(edition, gathered, units, prepared, imputed, treated, normalised, made)


@pytest.fixture(scope="session")
def toy() -> Built:
    return build("toy")


@pytest.fixture(scope="session")
def open_2024() -> Built:
    return build("open-2024")


@pytest.fixture(scope="session")
def candidates() -> Built:
    return build("candidates-55")


@pytest.fixture(scope="session")
def replicated() -> dict[str, Built]:
    return {name: build(name) for name in ("pci-2016", "papi-2016")}


@pytest.fixture(scope="session")
def repository() -> Path:
    return REPOSITORY


@pytest.fixture(scope="session")
def gaps(toy: Built) -> tuple[Edition, pd.DataFrame, imputation.Imputed, open_cells.OpenCells]:
    """The toy edition: the survey of two provinces is of an earlier year, and one cell is not published."""
    edition = toy.edition.with_method(toy.edition.method.replace({"n_imputations": 12, "n_answers": 4}))
    units = list(toy.imputed.values.index)
    prepared = matrix.prepared(toy.gathered.values, edition, edition.method, units=units)
    filled = imputation.impute(prepared, toy.gathered.panel, edition, seed=1)
    cells = open_cells.draw(filled, prepared, toy.gathered.panel, edition, seed=1)
    return edition, prepared, filled, cells
