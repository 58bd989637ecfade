"""Tables of a comparison in a fictitious country: two units that are ranked, one that is not, one merged."""

from __future__ import annotations

import pandas as pd

from pipeline.data import schema
from pipeline.framework.edition import Edition


def table(name: str, rows: list[tuple]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(schema.schema_of(f"compare_{name}.csv").columns))


def sides() -> pd.DataFrame:
    return table(
        "sides",
        [
            ("after", "x-2024/gii", "x-2024", "gii", "gii", 1, "gathered", "not_on_record", "", 10, 9, 9),
            ("before", "x-2024", "x-2024", "nominal", "nominal", 1, "run", "", "", 10, 9, 9),
        ],
    )


def differences() -> pd.DataFrame:
    return table(
        "differences",
        [
            ("data", "changed", "1.1", "U01", "1", "2"),
            ("data", "changed", "1.1", "U02", "1", "2"),
            ("data", "data_year", "1.1", "", "2023: 10", "2024: 10"),
            ("data", "new", "1.2", "U01", "", "2"),
            ("framework", "weight", "1", "", "1", "2"),
            ("method", "option", "normalisation", "", "min_max", "rank"),
            ("units", "region_code", "", "U03", "R0", "R1"),
        ],
    )


def changes(edition: Edition) -> pd.DataFrame:
    """The index and one pillar; U00 rises by two, U01 falls by one, U02 has no rank later, U03 was merged."""
    rows = []
    for code in (edition.framework.root.code, "1"):
        rows += [
            ("U00", code, "ranked", 50.0, 60.0, 5.0, 3.0, 10, 10, 4 / 9, 2 / 9, 2.0, 2 / 9, "", ""),
            ("U01", code, "ranked", 50.0, 40.0, 4.0, 5.0, 10, 10, 3 / 9, 4 / 9, -1.0, -1 / 9, "", ""),
            ("U02", code, "unranked", 50.0, None, 6.0, None, 10, 10, 5 / 9, None, None, None, "thiếu", "too little"),
            ("U03", code, "merged", 45.0, 50.0, None, 6.0, 10, 10, 0.5, 5 / 9, None, -1 / 18, "gộp", "mean of parts"),
        ]
    return table("changes", rows)


def attribution(edition: Edition) -> pd.DataFrame:
    parts = {
        "U00": {"own_data": 2, "others_data": 0, "framework": 0, "method": 0, "sum": 2},
        "U01": {"own_data": 0, "others_data": 0, "framework": -1, "method": 0, "sum": -1},
    }
    rows = [
        (unit, player, float(places), places / 9, str(places), f"{places}/9", int(unit == "U01"))
        for unit, own in parts.items()
        for player, places in own.items()
    ]
    return table("attribution", rows)


def players(edition: Edition) -> pd.DataFrame:
    return table(
        "players",
        [
            ("framework", True, 0.5, -1.0, "U01", 1, ""),
            ("method", False, 0.0, 0.0, "", 1, ""),
            ("others_data", True, 0.0, 0.0, "", 1, ""),
            ("own_data", True, 1.5, 2.0, "U00", 1, ""),
        ],
    )
