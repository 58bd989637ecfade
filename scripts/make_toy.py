#!/usr/bin/env python3
"""Write the raw tables of the fictitious edition ``toy``: ten provinces that do not exist, drawn from a fixed seed.

Made once and committed; kept so that a reader can see that nothing real is in them. What the tables hold on purpose:
a survey blank for one province (the earlier year stands in), a blank by the sum rule, a fault repaired in
corrections.yaml, one cell that is simply not published, a skewed column, a province with too little to be ranked, and a
ranking from outside of seven of them with two figures for one.

    python scripts/make_toy.py data/raw/toy
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

import numpy as np

NAMES = ["Sông Mơ", "Núi Ảo", "Biển Vẽ", "Đồng Xa", "Rừng Thẳm", "Đảo Ước", "Hồ Lặng", "Gò Sương", "Bến Nhớ", "Đèo Mây"]
REGIONS = {"Uplands": [1, 4, 7, 9], "Plains": [0, 3, 6], "Coast": [2, 5, 8]}
SEED = 20241


def main(folder: Path) -> None:
    rng = np.random.default_rng(SEED)
    size = len(NAMES)
    development = np.sort(rng.normal(size=size))[::-1]
    population = np.round(np.exp(rng.normal(7.0, 0.5, size)), 1)  # thousand persons

    def level(centre: float, spread: float, noise: float) -> np.ndarray:
        return centre + spread * (development + noise * rng.normal(size=size))

    survey_old = {c: np.clip(level(5.5, 0.8, 1.0), 1, 10).round(2) for c in ("a", "b", "c", "d")}
    survey_new = {c: np.clip(v + rng.normal(0, 0.25, size), 1, 10).round(2) for c, v in survey_old.items()}
    write(
        folder / "survey_2023.csv",
        ["Tỉnh", *survey_old],
        [[n, *[v[i] for v in survey_old.values()]] for i, n in enumerate(NAMES)],
    )
    write(
        folder / "survey_2024.csv",
        ["Tỉnh", *survey_new],
        [[n, *["" if i in (4, 9) else v[i] for v in survey_new.values()]] for i, n in enumerate(NAMES)],
    )
    people = {"2023": population, "2024": (population * 1.01).round(1)}
    counted(folder / "population.csv", people, digits=1)
    students = np.round(population * np.exp(level(2.0, 0.5, 0.6))).astype(int)
    students[[7, 9]] = 0
    counted(folder / "students.csv", {"2023": students}, digits=0, blank_zeros=True)
    firms = {"2024": np.round(population * np.exp(level(1.2, 0.5, 0.5))).astype(int)}
    counted(folder / "firms.csv", firms, digits=0)
    sales = {"2024p": (population * np.exp(level(3.6, 0.3, 0.4))).round(1)}
    counted(folder / "sales.csv", sales, digits=1)
    rates = {
        "literacy_2024": np.clip(level(95.5, 2.0, 0.6), 60, 99.9).round(2),
        "trained_2024": np.clip(level(26, 6, 0.6), 5, 80).round(2),
        "internet_2024": np.clip(level(84, 6, 0.5), 30, 99).round(2),
        "computer_2024": np.clip(level(26, 7, 0.5), 3, 80).round(2),
        "outage_hours_2024": np.clip(level(30, -8, 0.7), 2, 90).round(1),
    }
    rows = [[n, *[v[i] for v in rates.values()]] for i, n in enumerate(NAMES)]
    rows[5][4] = ".."  # not published: left to imputation
    rows[9][1:] = [rows[9][1], "..", "..", "..", ".."]  # too little to be ranked
    rows[2][2] = 8888  # a fault at the source, repaired in corrections.yaml
    write(folder / "rates.csv", ["Tỉnh", *rates], rows)
    write(
        folder / "economy.csv",
        ["Tỉnh", "grdp_per_head_2024", "income_2024"],
        [
            [n, g, w]
            for n, g, w in zip(
                NAMES, np.exp(level(4.2, 0.35, 0.5)).round(2), level(7500, 900, 0.4).round(1), strict=True
            )
        ],
    )
    area = np.random.default_rng(SEED + 1).normal(8.3, 0.6, size)  # a stream of its own: the others stay as they are
    counted(folder / "area.csv", {"km2": np.round(np.exp(area))}, digits=0)
    printed = [("Sông Mơ", 88.2, "a"), ("Núi Ảo", 70.4, "a"), ("Biển Vẽ", 61.3, "a"), ("Biển Vẽ", 61.3, "b")]
    printed += [("Biển Vẽ", 63.1, "c"), ("Đồng Xa", 49.0, "a"), ("Đảo Ước", 52.7, "b"), ("Hồ Lặng", 41.5, "c")]
    printed += [("Gò Sương", 24.9, "a")]
    write(folder / "outside.csv", ["Tỉnh", "paper", "total"], [[name, paper, total] for name, total, paper in printed])


def counted(path: Path, columns: dict[str, np.ndarray], *, digits: int, blank_zeros: bool = False) -> None:
    """A table with country and region rows that add up to the provinces'."""

    def shown(value: float) -> str:
        return f"{value:.{digits}f}"

    rows = [["CẢ NƯỚC", *[shown(v.sum()) for v in columns.values()]]]
    for region, members in REGIONS.items():
        rows.append([region, *[shown(v[members].sum()) for v in columns.values()]])
        for i in members:
            cells = [shown(v[i]) for v in columns.values()]
            if not (blank_zeros and all(v[i] == 0 for v in columns.values())):
                rows.append([NAMES[i], *cells])
    write(path, ["Tỉnh", *columns], rows)


def write(path: Path, header: list[str], rows: list[list[object]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows([header, *rows])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
