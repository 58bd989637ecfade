"""The certificate as tables: every item with what a page says about it, and the faults of the oracles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import pandas as pd

from pipeline.certification.defects import DEFECTS

if TYPE_CHECKING:
    from pipeline.certification.certificate import Line

ITEMS, FAULTS = "certificate_items.csv", "certificate_defects.csv"


def items(lines: Sequence[Line], titles: Mapping[str, str]) -> pd.DataFrame:
    """One row for every item: compared, with its difference, tolerance and verdict, or not run, with the reason."""
    return pd.DataFrame([_item(line, titles[line.oracle]) for line in lines])


def defects() -> pd.DataFrame:
    """One row for every fault of an oracle, in both languages."""
    rows = [
        {
            "oracle": defect.oracle,
            "defect": defect.code,
            "theirs_vi": defect.theirs[0],
            "theirs_en": defect.theirs[1],
            "ours_vi": defect.ours[0],
            "ours_en": defect.ours[1],
            "items": "; ".join(defect.items),
            "checks": "; ".join(defect.checks),
        }
        for defect in DEFECTS
    ]
    return pd.DataFrame(rows)


def _item(line: Line, title: str) -> dict[str, object]:
    found, near, left_out = line.agreement, line.tolerance, line.not_run
    return {
        "oracle": line.oracle,
        "title": title,
        "stage": line.stage,
        "item": line.item,
        "call": line.call,
        "n_values": found.n_values if found else 0,
        "max_abs_diff": found.max_abs_diff if found else None,
        "tolerance": near.value if found and near else None,
        "relative": near.relative if found and near else None,
        "tolerance_reason": near.reason if found and near else "",
        "passed": line.passed,
        "note": line.note,
        "fault": found.fault if found else "",
        "not_run": left_out.why if left_out else "",
        "reason": left_out.reason if left_out else "",
    }
