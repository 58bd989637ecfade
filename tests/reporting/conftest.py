"""A fictitious country with everything a run produces: every kind of cell, an unranked unit, an undefined index."""

from __future__ import annotations

import sys
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

sys.path.append(str(Path(__file__).parent))  # some tables are made in modules that are no tests

import coherence_tables
import outcome_tables
import sensitivity_tables

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
    """A root, three pillars with as many indicators each as asked for, an outcome and a size."""
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
    size = Node(code="s.1", role="size", name_vi="Dân số hư cấu", name_en="Fictitious population")
    return [*tree, outcome, size]


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
        external=(outcome_tables.PAPERS,),
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
    for node in edition.framework.sizes:
        people = [(unit, 100.0 * number) for number, unit in enumerate(edition.units.codes, start=1)]
        rows += [(unit, node.code, value, 2024, "A", "published") for unit, value in people]
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
    found: dict[str, list[tuple]] = {name: [] for name in ("correlations", "alpha")}
    found |= {name: [] for name in ("treatment", "weights", "regression", "goalposts")}
    found["truncated"] = []
    for node in framework.tree:
        share = 1.0 / len(framework.children(node.parent)) if node.parent else 1.0
        found["weights"].append(
            (node.code, node.parent or "", node.level, 1.0, share, share / 3, share / 4, 0.6, 0.4, 0.8)
        )
        if node.parent:
            r = float(rng.uniform(0.0, 0.9))
            verdict = "clear" if r > 0.5 else "borderline" if r > 0.1 else "fail"
            for kind in ("pearson", "spearman", "kendall"):
                row = (node.code, node.parent, kind, r, r - 0.2, min(r + 0.2, 1.0), 9, verdict, "1", 0.2)
                found["correlations"].append(row)
        children = framework.children(node.code)
        if not children:
            found["goalposts"].append((node.code, 1.0, 99.0, "edition", node.direction, 0.03, True))
            found["truncated"].append(("U01", node.code, 100.0, 1.0, 99.0))
            constants = (False, np.nan, np.nan, np.nan, np.nan)
            moments = (2.5, 5.0, 0.5, 0.2, 1.75, 3.3, np.nan, True, False, 1, 0, 0, "", 0.5, 0.2, False)
            found["treatment"].append((node.code, "log" if node.code.endswith("1") else "none", *constants, *moments))
            continue
        k = len(children)
        found["alpha"].append((node.code, k, 9, 0.7, 0.5, 0.8))
    blank = (np.nan,) * 8
    found["regression"] = [("o.1", "intercept", 1.0, 0.5, 0.0, 2.0, 0.04, *blank)]
    for pillar in framework.with_role("pillar"):
        row = ("o.1", pillar.code, 0.02, 0.01, 0.0, 0.04, 0.00002, 0.01, 0.03, 0.3, 12.0, 0.15, 0.3, 0.6, 1 / 3)
        found["regression"].append(row)
    return found


def imputation(units: list[str]) -> dict[str, list[tuple]]:
    """Two methods compared and one refused, a filling beyond its range, a model that did not settle, draws, shadows."""
    told = [
        (method, kind, "src", 30, 9, 27, predicted, 0.7 if predicted else np.nan, 0.1, 1.2, 4, units[0], "")
        for method, predicted in (("median_by_region", 27), ("em", 20), ("none", 0))
        for kind in ("cell", "block")
    ]
    refused = ("linear", "cell", "src", 30, 9, 27, 0, np.nan, np.nan, np.nan, np.nan, "", "imputation linear: no later")
    ranges = [
        (unit, "earlier_round", rank, rank, max(rank - 1, 1), rank + 1, rank % 2, 50, "")
        for rank, unit in enumerate(units, 1)
    ]
    undrawn = [
        (unit, "predictive_mean_matching", rank, *(np.nan,) * 3, 0, 0, "few donors")
        for rank, unit in enumerate(units, 1)
    ]
    return {
        "imputation_errors": [*told, refused],
        "imputed_cells": [("U03", "1.3", 20.0, "em", None, None, 1.5, None, "observed")],
        "imputation_models": [("1", "em", 3, 1, 40, True), ("2", "em", 3, 1, 1000, False)],
        "stand_ins": [("U01", "1.1", 20.0, 2023, 1, 2.5, 0.4, 9), ("U02", "1.1", 21.0, 2023, 1, np.nan, np.nan, 0)],
        "imputation_ranks": [*ranges, *undrawn],
        "shadow": [
            ("U01", "1.1", "earlier_year", 20.0, 55.0, 22.0, 3, 3, ""),
            ("U02", "1.2", "structural_zero", 0.0, 40.0, np.nan, 5, 2, "no_inverse"),
            ("U04", "2.1", "source_fault", np.nan, np.nan, np.nan, 6, 6, "not_arithmetic"),
        ],
    }


def robustness(edition: Edition, scores: pd.DataFrame, rng: np.random.Generator) -> dict[str, list[tuple]]:
    """Uncertainty, sensitivity and strengths around the nominal ranks."""
    own = scores[(scores["code"] == "0") & scores["rank"].notna()].sort_values("rank")
    units, n = list(own["unit_code"]), len(own)
    spread = [(max(rank - 3, 1), min(rank + 4, n)) for rank in range(1, n + 1)]
    found: dict[str, list[tuple]] = {
        "uncertainty": [
            (unit, rank, rank, *spread[rank - 1], rank + 0.4, False) for rank, unit in enumerate(units, start=1)
        ],
        "acceptability": [(unit, rank, 1.0) for rank, unit in enumerate(units, start=1)],
        "pairs": [(one, other, 0.97, True) for place, one in enumerate(units) for other in units[place + 1 :]],
        "top": [
            (unit, k, share) for rank, unit in enumerate(units, 1) for k, share in ((3, max(0, 1 - rank / 5)), (6, 0.7))
        ],
        "order": [
            (unit, 1 + place // 2, n - place - 1, place, " ".join(units[place + 1 : place + 3]))
            for place, unit in enumerate(units)
        ],
        "convergence": [(1000, 6.0, 9.0, np.nan, np.nan, ""), (2000, 6.2, 9.0, 0.3, 1.0, units[0])],
        "variance_split": [
            (unit, 1.5, 4.0 + k, 5.5 + k, 1.5 / (5.5 + k), 101, 4000) for k, unit in enumerate(units[1:])
        ]
        + [(units[0], 0.0, 0.0, 0.0, np.nan, 101, 4000)],
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


def weighting(edition: Edition, units: list[str]) -> dict[str, list[tuple]]:
    """Weights by experts, by the data and by the framework, and one option that is not feasible."""
    pillars = edition.framework.with_role("pillar")
    kinds = {"nominal": "decided", "budget_allocation": "experts", "entropy": "data"}
    found: dict[str, list[tuple]] = {
        "weight_evidence": [
            (
                "1",
                "0",
                "analytic_hierarchy",
                0.5,
                1 / 3,
                0.4,
                0.6,
                3,
                "consistency_ratio",
                0.12,
                0.1,
                "inconsistent",
                "B",
            ),
            ("2", "0", "optimised", 0.3, 1 / 3, np.nan, np.nan, 9, "importance", 0.33, 0.01, "reached", ""),
            ("3", "0", "equal", 0.2, 1 / 3, np.nan, np.nan, np.nan, "", np.nan, np.nan, "", ""),
            ("1.1", "1", "nominal", 1 / 3, 1 / 3, np.nan, np.nan, np.nan, "", np.nan, np.nan, "", ""),
        ],
        "weight_variants": [
            (node.code, variant, 1.0, 0.1 * (number + place + 1))
            for number, node in enumerate(pillars)
            for place, variant in enumerate(kinds)
        ],
        "weight_shifts": [
            (variant, kind, True, "", "", 0.5, 3.0, units[0], 0.98, 4) for variant, kind in kinds.items()
        ],
    }
    blank = (np.nan, np.nan, "", np.nan, np.nan)
    found["weight_shifts"].append(("regression", "data", False, "outcome", "no outcome", *blank))
    return found


def importance(edition: Edition, units: list[str]) -> dict[str, list[tuple]]:
    """Weights that mean what they say, one that does not, a node alone; what the index adds; efficiency, compensation."""
    framework = edition.framework
    found: dict[str, list[tuple]] = {"weights_page": [], "importance_weights": []}
    for place, node in enumerate(item for item in framework.tree if item.parent):
        share = 1.0 / len(framework.children(node.parent))
        verdict = ("clear", "borderline", "fail")[place % 3]
        figures = (0.6, share, share - 0.1, share + 0.1, 0.62, 0.4, 0.8, 3.1, 0.1, 0.0, 0.2)
        row = (node.code, node.parent, node.level, share, share / 3, share / 4)
        alone = node.code == "3.1"
        found["weights_page"].append(
            (*row, *(np.nan,) * 11, None, "not_applicable") if alone else (*row, *figures, 9, verdict)
        )
        found["importance_weights"].append((node.code, node.parent, share, 0.2, 0.5, 0.3, -0.1))
    found["importance_parents"] = [
        ("0", 3, 9, 0.7, 0.5, 0.9, "fail", 0.1, False, 1),
        ("1", 3, 9, 0.1, 0.0, 0.3, "clear", 0.0, True, 0),
        ("2", 3, None, *(np.nan,) * 3, "undefined", np.nan, None, None),
    ]
    found["added_value"] = [(node.code, 9, 0.675, 0.9, 0.5, 0.3, 0.7, 0.4, 0.2, 0.6) for node in framework.pillars]
    found["efficiency"] = [(unit, 1.0 - 0.01 * n, n + 1, 0.9 - 0.01 * n, n + 1) for n, unit in enumerate(units[:-1])]
    found["efficiency"].append((units[-1], *(np.nan,) * 4))
    found["efficiency_variables"] = [
        ("1", "input", 1, 0.1, 0.5, 0.3),
        ("o.1", "output", -1, 1.0, 1.0, 1.0),
        ("2.1", "left_out", None, np.nan, np.nan, np.nan),
    ]
    found["compensation"] = [
        (unit, 50.0 - n, 48.0 - n, 46.0 - n, 2.0, 4.0, n + 1, n + 1, n + 1, n == 2) for n, unit in enumerate(units)
    ]
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
    rows |= imputation(units)
    rows["corrections"] = [("src", "table", "Bể Dâu", "2024", "7.45", "missing", "Lỗi in.", "A misprint.")]
    rows["structural_zeros"] = [("src/table", "2024", "U02", "Cộng đúng tổng.", "The rows add up.")]
    rows["sources"] = [("src", "src/table", "t.csv", "ab" * 32, "Cơ quan hư cấu", "CC0", "A table", "%")]
    rows["treated_cells"] = [("U05", "2.2", 99.0, 90.0)]
    rows["twins"] = [("1.1", "1.2", 0.95, 9)]
    rows["sizes"] = [(code, "s.1", 0.7, 9, code != "1.1", code == "1.1") for code in edition.framework.indicator_codes]
    rows["denominators"] = [
        ("1.1", "src/table:{year}", "src/people:{year}", 1000.0, 2, True, "Ghi chú.", "A note."),
        ("s.1", "src/people:{year}", "", 1.0, 0, None, "", ""),
    ]
    rows["regression_fit"] = [("o.1", True, 9, 3, 0.7, 0.6, 0.5, "2.1", "")]
    rows["influence"] = [("o.1", units[0], 0.2, 0.1)]
    rows |= coherence_tables.coherence(edition, units, rng)
    rows |= outcome_tables.outcomes(edition, units, np.random.default_rng(seed))
    rows |= sensitivity_tables.sensitivity(edition, units, list(CHOICES))
    rows["replication"] = [("0", 10, 0.0000032, 0.000001, 0.0001, True)]
    rows["draws"] = [("treatment", "not treated", 2000, 0.5)]
    rows |= weighting(edition, units)
    rows |= importance(edition, units)
    rows["classes"] = [
        (unit, node, 1 + number % 3, 3, *((np.nan, 40.0), (40.0, 60.0), (60.0, np.nan))[number % 3])
        for node in ("0", "1", "2", "3")
        for number, unit in enumerate(units)
        if unit != units[UNRANKED]
    ]
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
