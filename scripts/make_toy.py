#!/usr/bin/env python3
"""Write the raw tables of the fictitious edition ``toy``: ten provinces that do not exist, drawn from a fixed seed.

Made once and committed; kept so that a reader can see that nothing real is in them. What the tables hold on purpose:
a survey blank for one province (the earlier year stands in), a blank by the sum rule, a fault repaired in
corrections.yaml, one cell that is simply not published, a skewed column, a province with too little to be ranked, and a
ranking from outside of seven of them with two figures for one; five years of what fictitious targets ask for, with gaps.

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
    targets(folder / "targets.csv")
    printed = [("Sông Mơ", 88.2, "a"), ("Núi Ảo", 70.4, "a"), ("Biển Vẽ", 61.3, "a"), ("Biển Vẽ", 61.3, "b")]
    printed += [("Biển Vẽ", 63.1, "c"), ("Đồng Xa", 49.0, "a"), ("Đảo Ước", 52.7, "b"), ("Hồ Lặng", 41.5, "c")]
    printed += [("Gò Sương", 24.9, "a")]
    write(folder / "outside.csv", ["Tỉnh", "paper", "total"], [[name, paper, total] for name, total, paper in printed])


def targets(path: Path) -> None:
    """Five years of two targets and three of growth accounts, drawn from a stream of their own."""
    rng = np.random.default_rng(SEED + 2)
    size, columns = len(NAMES), {}
    start, pace = rng.uniform(30, 75, size), rng.uniform(-0.5, 7.0, size)
    for number, year in enumerate(range(2020, 2025)):
        columns[f"online_{year}"] = np.clip(start + number * pace + rng.normal(0, 1.2, size), 0, 100).round(1)
    start, pace = rng.uniform(6, 20, size), rng.uniform(0.97, 1.22, size)
    for number, year in enumerate(range(2020, 2025)):
        columns[f"products_{year}"] = np.round(start * pace**number + rng.normal(0, 0.6, size)).astype(int)
    for name, level, growth in (("output", 40.0, 0.075), ("capital", 90.0, 0.09), ("labour", 600.0, 0.01)):
        own = level * rng.uniform(0.6, 1.6, size)
        for number, year in enumerate(range(2022, 2025)):
            rates = rng.normal(growth, 0.01, size)
            own = own * (1 + rates) if number else own
            columns[f"{name}_{year}"] = own.round(2)
    rows = [[n, *[v[i] for v in columns.values()]] for i, n in enumerate(NAMES)]
    names = ["Tỉnh", *columns]
    for year in (2020, 2021, 2022):
        rows[9][names.index(f"online_{year}")] = ".."  # two years only: no pace
    rows[4][names.index("online_2024")] = ".."  # the last value is older
    rows[7][names.index("labour_2023")] = ".."  # no residual of this year and the next
    write(path, names, rows)


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
