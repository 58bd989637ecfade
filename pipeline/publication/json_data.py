"""The numbers of a publication as compact JSON, for a web page that wants them in one file, and the schema of it.

Scores, ranks and ranges are lists in the order of ``units``, so that a number stands once and no key is repeated.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from pipeline.publication import collation
from pipeline.publication.published_run import PublishedRun


def index(run: PublishedRun) -> dict[str, Any]:
    """``index.json``; missing is null, never zero."""
    about, provenance = run.edition.about, run.provenance
    units = sorted(run.edition.units.units, key=lambda unit: unit.unit_code)
    codes = [unit.unit_code for unit in units]
    scores = run.table("scores")
    ranges = run.table("uncertainty").set_index("unit_code").reindex(codes)
    return {
        "edition": {
            "id": about.id,
            "year": about.year,
            "name": {"vi": about.name_vi, "en": about.name_en},
            "note": {"vi": about.note_vi, "en": about.note_en},
            "method": run.edition.method.name,
            "run": provenance.run,
            "ledger": provenance.head,
            "made": provenance.made.isoformat(),
        },
        "units": [
            {
                "code": unit.unit_code,
                "name": {"vi": unit.name_vi, "en": unit.name_en},
                "search": collation.search_key(f"{unit.name_vi} {unit.name_en}"),
                "region": unit.region_code,
                "tile": None if unit.tile_row is None else [unit.tile_row, unit.tile_column],
            }
            for unit in units
        ],
        "nodes": [
            {
                "code": node.code,
                "role": node.role,
                "level": node.level,
                "parent": node.parent or None,
                "name": {"vi": node.name_vi, "en": node.name_en},
            }
            for node in run.edition.framework.tree
        ],
        "scores": _by_node(scores, "score", codes),
        "ranks": _by_node(scores, "rank", codes),
        "ranges": {key: _numbers(ranges[f"rank_{own}"]) for key, own in RANGES.items()},
    }


RANGES = {"median": "median", "low": "p05", "high": "p95"}


def _by_node(scores: pd.DataFrame, column: str, codes: Sequence[str]) -> dict[str, list[float | None]]:
    return {
        str(code): _numbers(own.set_index("unit_code")[column].reindex(codes)) for code, own in scores.groupby("code")
    }


def _numbers(column: pd.Series) -> list[float | None]:
    return [None if pd.isna(cell) else int(cell) if float(cell).is_integer() else float(cell) for cell in column]


_TEXT = {"type": "string"}
_NAME = {"type": "object", "properties": {"vi": _TEXT, "en": _TEXT}, "required": ["vi", "en"]}
_NUMBERS = {"type": "array", "items": {"type": ["number", "null"]}, "description": "in the order of units"}


def _object(description: str, properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "description": description,
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "index.json",
    **_object(
        "Units, nodes, scores, ranks and ranges of one edition. Missing is null, never zero; codes are text.",
        {
            "edition": _object(
                "What was computed, by which method and run; ledger is the digest of the run's record.",
                {
                    "id": _TEXT,
                    "year": {"type": "integer"},
                    "name": _NAME,
                    "note": _NAME,
                    "method": _TEXT,
                    "run": _TEXT,
                    "ledger": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
                    "made": {"type": "string", "format": "date"},
                },
            ),
            "units": {
                "type": "array",
                "items": _object(
                    "A province; search is its names in small letters without diacritics, tile its place on the tile map "
                    "(row, column).",
                    {
                        "code": _TEXT,
                        "name": _NAME,
                        "search": _TEXT,
                        "region": _TEXT,
                        "tile": {"type": ["array", "null"], "items": {"type": ["integer", "null"]}},
                    },
                ),
            },
            "nodes": {
                "type": "array",
                "items": _object(
                    "A node of the tree; level 1 is the indicator, the root has no parent.",
                    {
                        "code": _TEXT,
                        "role": {"enum": ["aggregate", "indicator"]},
                        "level": {"type": "integer"},
                        "parent": {"type": ["string", "null"]},
                        "name": _NAME,
                    },
                ),
            },
            "scores": {"type": "object", "additionalProperties": _NUMBERS, "description": "by code of the node"},
            "ranks": {"type": "object", "additionalProperties": _NUMBERS, "description": "by code of the node"},
            "ranges": _object(
                "Median, 5th and 95th percentile of the rank in the index over the admissible alternatives.",
                {"median": _NUMBERS, "low": _NUMBERS, "high": _NUMBERS},
            ),
        },
    ),
}
"""JSON Schema of ``index.json``."""
