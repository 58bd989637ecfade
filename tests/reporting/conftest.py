"""A fictitious country with everything a run produces: every kind of cell, an unranked unit, an undefined index."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from pipeline.data import params, schema
from pipeline.framework.edition import Edition, EditionFile, Screening
from pipeline.framework.hierarchy import Hierarchy, Level, Node
from pipeline.framework.sourcing import Sources
from pipeline.framework.units import Unit, Units

ROOT = Path(__file__).parents[2]
NAMES = (
    "Tỉnh Ưu Ẩn",
    "Đẫm Sương",
    "Hoà Ước",
    "Thuỷ Nguyễn - Vũng Ảo",
    "Bể Dâu",
    "Gió Chướng",
    "Lặng Lẽ",
    "Mơ Về",
    "Rừng Thẳm",
    "Ỡm Ờ",
)
LEVELS = (
    Level(level=1, role="indicator", name_vi="Chỉ tiêu", name_en="Indicator"),
    Level(level=2, role="pillar", name_vi="Trụ cột", name_en="Pillar"),
    Level(level=3, role="index", name_vi="Chỉ số", name_en="Index"),
)
UNRANKED, CHOICES = 7, ("treatment", "normalisation")  # the eighth unit lacks data


def nodes(n_indicators: int) -> list[Node]:
    """A root, three pillars with as many indicators each as asked for, and an outcome."""
    tree = [Node(code="0", role="aggregate", level=3, name_vi="Chỉ số hư cấu", name_en="Fictitious index", weight=1)]
    for pillar in range(1, 4):
        name = {"name_vi": f"Trụ cột hư cấu số {pillar}", "name_en": f"Fictitious pillar {pillar}"}
        tree.append(Node(code=str(pillar), role="aggregate", level=2, parent="0", weight=1, **name))
    for pillar in range(1, 4):
        for number in range(1, n_indicators + 1):
            name = {"name_vi": "Tỷ lệ điều tưởng tượng trên 10.000 dân", "name_en": "Imagined things per 10,000 people"}
            code = f"{pillar}.{number}"
            tree.append(
                Node(code=code, role="indicator", level=1, parent=str(pillar), weight=1, unit_of_measure="%", **name)
            )
    outcome = Node(code="o.1", role="outcome", name_vi="Thu nhập hư cấu", name_en="Fictitious income")
    return [*tree, outcome]


def country(n_units: int = 10, n_indicators: int = 3, names: tuple[str, ...] = NAMES) -> Edition:
    """An edition of a fictitious country; names repeat with a number where there are more units than names."""
    units = [
        Unit(
            unit_code=f"U{number:02d}",
            name_vi=names[number % len(names)] + (f" {number}" if number >= len(names) else ""),
            name_en=f"Place {number}",
            region_code=f"R{number % 3}",
            region_vi=f"Vùng duyên hải hư cấu số {number % 3}",
            region_en=f"Fictitious coastal region {number % 3}",
            tile_row=number // 7,
            tile_column=number % 7,
        )
        for number in range(n_units)
    ]
    tree = nodes(n_indicators)
    sources = {
        node.code: {"value": {"table": "src/table", "column": "{year}"}} for node in tree if node.role != "aggregate"
    }
    about = EditionFile(
        id="fictitious-2024",
        year=2024,
        name_vi="Chỉ số của một nước hư cấu",
        name_en="Index of a fictitious country",
        note_vi="Hư cấu; không phải PII chính thức.",
        note_en="Fictitious; not the official PII.",
        language="vi",
        seed=1,
        method="nominal",
        alternatives="open",
        levels=LEVELS,
        screening=Screening(share=0.66, sub_pillars=2, pillar_floor={"1": 2}),
        regression_outcome="o.1",
        fictitious=True,
    )
    return Edition(
        about=about,
        full_framework=Hierarchy(nodes=tuple(tree), levels=LEVELS),
        units=Units(units=tuple(units)),
        sources=Sources.model_validate({"max_age_years": 2, "indicators": sources}),
        method=params.load_method("nominal", root=ROOT),
        alternatives=params.load_alternatives("open", root=ROOT),
    )


def values(edition: Edition, rng: np.random.Generator) -> pd.DataFrame:
    """Lognormal values with one cell of every origin in the first indicators."""
    special = {
        ("U01", "1.1"): ("earlier_year", 2023),
        ("U02", "1.2"): ("structural_zero", 2024),
        ("U03", "1.3"): ("not_published", None),
        ("U04", "2.1"): ("source_fault", None),
    }
    rows = []
    for node in (*edition.framework.indicators, *edition.framework.outcomes):
        for unit in edition.units.codes:
            origin, year = special.get((unit, node.code), ("published", 2024))
            value = float(rng.lognormal(3.0, 0.6)) if year else np.nan
            value = 0.0 if origin == "structural_zero" else value
            rows.append((unit, node.code, value, year, "A" if year else "O", origin))
    return pd.DataFrame(rows, columns=list(schema.schema_of("values.csv").columns)).astype({"data_year": "Int64"})


def scores(edition: Edition, values: pd.DataFrame) -> pd.DataFrame:
    """Min-max and means up the tree; the unranked unit keeps its rows without a rank."""
    framework, units = edition.framework, edition.units.codes
    table = values.pivot(index="unit_code", columns="code", values="value").reindex(units)[framework.indicator_codes]
    points = 100.0 * (table - table.min()) / (table.max() - table.min())
    for level in (2, 3):
        for node in framework.at_level(level):
            points[node.code] = points[[child.code for child in framework.children(node.code)]].mean(axis=1)
    points.loc[units[UNRANKED], ["0", "1", "2", "3"]] = np.nan
    ranks = points.drop(units[UNRANKED]).rank(ascending=False, method="min").reindex(units)
    rows = [
        (unit, node.code, node.level, points.at[unit, node.code], ranks.at[unit, node.code])
        for node in framework.tree
        for unit in units
    ]
    frame = pd.DataFrame(rows, columns=list(schema.schema_of("scores.csv").columns))
    return frame.astype({"level": "Int64", "rank": "Int64"})


def review(edition: Edition, rng: np.random.Generator) -> dict[str, list[tuple]]:
    """Coherence, treatment and regression, with plausible random numbers."""
    framework = edition.framework
    found: dict[str, list[tuple]] = {name: [] for name in ("correlations", "alpha", "components", "adequacy")}
    found |= {name: [] for name in ("loadings", "pca_weights", "treatment", "weights", "regression", "goalposts")}
    for node in framework.tree:
        share = 1.0 / len(framework.children(node.parent)) if node.parent else 1.0
        found["weights"].append(
            (node.code, node.parent or "", node.level, 1.0, share, share / 3, share / 4, 0.6, 0.4, 0.8)
        )
        if node.parent:
            r = float(rng.uniform(0.0, 0.9))
            verdict = "clear" if r > 0.5 else "borderline" if r > 0.1 else "fail"
            for kind in ("pearson", "spearman"):
                row = (node.code, node.parent, kind, r, r - 0.2, min(r + 0.2, 1.0), 9, verdict, "1", 0.2)
                found["correlations"].append(row)
        children = framework.children(node.code)
        if not children:
            found["goalposts"].append((node.code, 1.0, 99.0, node.direction, 0.3))
            moments = (2.5, 5.0, 0.5, 0.2, 1.75, 3.3, np.nan, True, False, 1, "", 0.5, 0.2, False)
            found["treatment"].append((node.code, "log" if node.code.endswith("1") else "none", *moments))
            continue
        k = len(children)
        found["alpha"].append((node.code, k, 9, 0.7, 0.5, 0.8))
        found["adequacy"].append((node.code, k, 9, 0.55, 12.3, 3, 0.00001))
        for number in range(k):
            row = (node.code, number + 1, 2.0 / (number + 1), 0.5, 0.5, 1.4 - 0.2 * number, number == 0, number == 0)
            found["components"].append(row)
        for child in children:
            found["loadings"].append((node.code, child.code, 1, float(rng.uniform(-0.5, 1.0))))
            found["pca_weights"].append((node.code, child.code, "first_vector", 0.3, share))
    blank = (np.nan,) * 8
    found["regression"] = [("o.1", "intercept", 1.0, 0.5, 0.0, 2.0, 0.04, *blank)]
    for pillar in framework.with_role("pillar"):
        row = ("o.1", pillar.code, 0.02, 0.01, 0.0, 0.04, 0.00002, 0.01, 0.03, 0.3, 12.0, 0.15, 0.3, 0.6, 1 / 3)
        found["regression"].append(row)
    return found


def robustness(edition: Edition, scores: pd.DataFrame, rng: np.random.Generator) -> dict[str, list[tuple]]:
    """Uncertainty, sensitivity and strengths around the nominal ranks."""
    own = scores[(scores["code"] == "0") & scores["rank"].notna()].sort_values("rank")
    units, n = list(own["unit_code"]), len(own)
    spread = [(max(rank - 3, 1), min(rank + 4, n)) for rank in range(1, n + 1)]
    found: dict[str, list[tuple]] = {
        "uncertainty": [(unit, rank, rank, *spread[rank - 1]) for rank, unit in enumerate(units, start=1)],
        "acceptability": [(unit, rank, 1.0) for rank, unit in enumerate(units, start=1)],
        "pairs": [(one, other, 0.97, True) for place, one in enumerate(units) for other in units[place + 1 :]],
        "performance": [(unit, 20.0 + 5 * k, 50.0, 48.0, 40.0, 56.0, "within") for k, unit in enumerate(units)],
        "leave_one_out": [(code, 0.5, 3, units[0], 0.98) for code in edition.framework.indicator_codes],
        "one_at_a_time": [],
        "sobol": [],
    }
    for name in CHOICES:
        choice = edition.alternatives.factors[name].choices[-1].label_en
        found["one_at_a_time"].append((name, choice, float(rng.uniform(0.2, 2.0)), 5, units[1], 0.97, n - 2))
        for output in ("mean_rank_shift", *units):
            defined = (0.2, 0.1, 0.3, 0.3, 0.2, 0.4)
            found["sobol"].append((output, name, *(defined if name == CHOICES[0] else (np.nan,) * 6)))
    kinds = (("strength", "1.1"), ("weakness", "2.2"))
    found["strengths"] = [(unit, code, kind, 1, 1, 90.0, 12.0) for unit in units for kind, code in kinds]
    return found


def results(edition: Edition, seed: int = 3) -> dict[str, pd.DataFrame]:
    """Every table that the reporting reads, by its schema."""
    rng = np.random.default_rng(seed)
    units = edition.units.codes
    own = values(edition, rng)
    scored = scores(edition, own)
    rows = review(edition, rng) | robustness(edition, scored, rng)
    rows["screening"] = [
        (unit, unit != units[UNRANKED], "", "")
        if unit != units[UNRANKED]
        else (unit, False, "có 1 trên 3 chỉ tiêu, cần 2", "1 of 3 indicators, 2 required")
        for unit in units
    ]
    rows["crosschecks"] = [
        ("src/table", "2024", group, "sum", 100.0, 100.0 + off, -off, 0.5, off <= 0.5)
        for group, off in (("country", 0.1), ("R0", 2.0))
    ]
    rows["imputation_errors"] = [("median_by_region", "src", 9, 27, 27, 0.7, 0.1, 1.2, 4, units[0])]
    rows["corrections"] = [("src", "table", "Bể Dâu", "2024", "7.45", "missing", "Lỗi in.", "A misprint.")]
    rows["structural_zeros"] = [("src/table", "2024", "U02", "Cộng đúng tổng.", "The rows add up.")]
    rows["sources"] = [("src", "src/table", "t.csv", "ab" * 32, "Cơ quan hư cấu", "CC0", "A table", "%")]
    rows["treated_cells"] = [("U05", "2.2", 99.0, 90.0)]
    rows["twins"] = [("1.1", "1.2", 0.95, 9)]
    rows["regression_fit"] = [("o.1", True, 9, 3, 0.7, 0.6, 0.5, "2.1", "")]
    rows["influence"] = [("o.1", units[0], 0.2, 0.1)]
    rows["imputed_cells"] = [("U03", "1.3", 20.0, "median_by_region")]
    rows["pca_ranks"] = [(units[0], "first_vector", 50.0, 3, 1)]
    rows["replication"] = [("0", 10, 0.0000032, 0.000001, 0.0001, True)]
    rows["draws"] = [("treatment", "not treated", 2000, 0.5)]
    rows["weight_spread"] = [("1", 1 / 3, 0.2, 0.4, 0.1, 0.5)]
    tables = {
        name: pd.DataFrame(found, columns=list(schema.schema_of(f"{name}.csv").columns)) for name, found in rows.items()
    }
    imputed = own[["unit_code", "code", "value"]].assign(imputed=own["code"].eq("1.3") & own["unit_code"].eq("U03"))
    tables |= {"values": own, "scores": scored, "imputed": imputed}
    tables["treated"] = own[["unit_code", "code", "value"]]
    return tables


@pytest.fixture(scope="session")
def edition() -> Edition:
    return country()


@pytest.fixture(scope="session")
def tables(edition: Edition) -> dict[str, pd.DataFrame]:
    return results(edition)


@pytest.fixture(scope="session")
def large() -> tuple[Edition, dict[str, pd.DataFrame]]:
    """As many units as Viet Nam had provinces, and more indicators than any edition."""
    wide = country(63, 18)
    return wide, results(wide)


@pytest.fixture(scope="session")
def make() -> Callable[..., tuple[Edition, dict[str, pd.DataFrame]]]:
    """Another country, with other names."""

    def made(**options: object) -> tuple[Edition, dict[str, pd.DataFrame]]:
        own = country(**options)  # type: ignore[arg-type]
        return own, results(own)

    return made
