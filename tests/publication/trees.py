"""A fictitious index with two sub-indices, uneven weights and as many pillars, for what has to follow a tree upward."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from pipeline.construction import index, weights
from pipeline.construction.index import Index
from pipeline.data import params
from pipeline.framework.edition import Edition, EditionFile, Screening
from pipeline.framework.hierarchy import Hierarchy, Level, Node
from pipeline.framework.sourcing import Sources
from pipeline.framework.units import Unit, Units
from pipeline.publication import explorer_arithmetic

ROOT = Path(__file__).parents[2]
LEVELS = tuple(
    Level(level=level, role=role, name_vi=f"Cấp {level}", name_en=f"Level {level}")
    for level, role in ((1, "indicator"), (2, "pillar"), (3, "sub_index"), (4, "index"))
)
PILLARS = {"1": ("I", 1.0), "2": ("I", 3.0), "3": ("I", 0.5), "4": ("O", 2.0), "5": ("O", 0.7)}


def nodes() -> list[Node]:
    """Root, sub-indices I and O with weights 1 and 2, five pillars of one indicator each."""

    def node(code: str, level: int, parent: str | None, weight: float) -> Node:
        role = "indicator" if level == 1 else "aggregate"
        return Node(
            code=code,
            role=role,
            level=level,
            parent=parent,
            weight=weight,
            name_vi=f"Mục {code}",
            name_en=f"Item {code}",
        )

    tree = [node("0", 4, None, 1.0), node("I", 3, "0", 1.0), node("O", 3, "0", 2.0)]
    tree += [node(code, 2, parent, weight) for code, (parent, weight) in PILLARS.items()]
    return tree + [node(f"{code}.1", 1, code, 1.0) for code in PILLARS]


def edition(n_units: int = 8, **changes: object) -> Edition:
    """The index under the nominal method with some options replaced."""
    units = [
        Unit(
            unit_code=f"U{number}",
            name_vi=f"Nơi {number}",
            name_en=f"Place {number}",
            region_code="R",
            region_vi="Vùng",
            region_en="Region",
        )
        for number in range(n_units)
    ]
    tree = nodes()
    source = {"value": {"table": "src/table", "column": "{year}"}}
    about = EditionFile(
        id="two-parts",
        year=2024,
        name_vi="Chỉ số hai phần",
        name_en="Index of two parts",
        note_vi="Hư cấu.",
        note_en="Fictitious.",
        language="vi",
        seed=1,
        method="nominal",
        alternatives="open",
        levels=LEVELS,
        screening=Screening(share=0.5, sub_pillars=1),
        fictitious=True,
    )
    return Edition(
        about=about,
        full_framework=Hierarchy(nodes=tuple(tree), levels=LEVELS),
        units=Units(units=tuple(units)),
        sources=Sources.model_validate({"max_age_years": 0, "indicators": {f"{code}.1": source for code in PILLARS}}),
        method=params.load_method("nominal", root=ROOT).replace(dict(changes)),
        alternatives=params.load_alternatives("open", root=ROOT),
    )


def scores(own: Edition, rng: np.random.Generator, *, blanks: int = 0) -> pd.DataFrame:
    """Scores of the indicators: some equal, one zero, some missing."""
    table = rng.uniform(2.0, 100.0, (len(own.units.codes), len(PILLARS)))
    table[1] = table[0]
    table[2, 0] = 0.0
    for _ in range(blanks):
        table[rng.integers(len(table)), rng.integers(len(PILLARS))] = np.nan
    return pd.DataFrame(table, index=own.units.codes, columns=own.framework.indicator_codes)


def engine(
    own: Edition, indicators: pd.DataFrame, percent: dict[str, float], *, geometric: bool, floor: float | None = None
) -> Index:
    """The index as the engine builds it with sliders at ``percent`` and the pillars' mean chosen."""
    method = own.method.replace({"classes": "none"})
    if geometric:
        method = method.replace(explorer_arithmetic.with_geometric(own, floor=floor))
    by_parent = weights.fixed(own, method=method)
    for code, value in percent.items():
        parent = str(own.framework.by_code[code].parent)
        place = [child.code for child in own.framework.children(parent)].index(code)
        by_parent[parent][place] *= value / 100
    return index.assemble(indicators, own, method=method, weights=by_parent)


def weights_table(own: Edition) -> pd.DataFrame:
    """``weights.csv`` of the framework's weights."""
    return weights.effective_weights(own)
